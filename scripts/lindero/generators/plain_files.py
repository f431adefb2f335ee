"""A loaded rulebook as files: the docs folder for any site generator, and the printed sheets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import yaml

from lindero.agreement.site_record import read_record, recall_own_files
from lindero.agreement.verifying import Publication
from lindero.disk.filled_folder import fill_folder
from lindero.disk.targets import Target
from lindero.findings.finding import Finding
from lindero.generators.folder_owners import name_owner
from lindero.generators.settings import Project
from lindero.loading import Loaded
from lindero.rulebook.rulebook import Rulebook
from lindero.sheets.printing import print_sheets
from lindero.site.assets import make_assets
from lindero.site.hand_written import find_references
from lindero.site.manuscript_filling import fill_manuscript, fill_meta, split_front_matter
from lindero.site.manuscripts import (
    find_own_files,
    is_manuscript,
    list_replaced_pages,
    read_manuscripts,
)
from lindero.site.pages import Page, make_pages
from lindero.site.templates import ShippedTemplates

# A key of front matter with all that is indented below it, or a line of dashes.
_ENTRY = re.compile(r"[^\n]*(?:\n|\Z)(?:(?:[ \t][^\n]*|- [^\n]*|[ \t]*)\n)*")


def make_expected_pages(rulebook: Rulebook, own_files: Iterable[str]) -> dict[str, Page]:
    """The generated pages that a site must have: all but those that the author wrote by hand."""
    by_hand = list_replaced_pages(own_files)
    return {
        path: page
        for path, page in make_pages(rulebook, ShippedTemplates()).items()
        if path not in by_hand
    }


def make_publication(
    loaded: Loaded, project: Project, site: Path
) -> tuple[Publication, list[Finding]]:
    """Everything that the site of this project must hold, and what cannot be printed."""
    assert loaded.rulebook
    sheets, problems = print_sheets(loaded)
    found = find_own_files(project.docs, project.publishing)
    own_files = recall_own_files(read_record(site), found)
    published = Publication(
        make_expected_pages(loaded.rulebook, own_files.values()),
        make_assets(loaded.rulebook, loaded.logo),
        sheets,
        own_files,
        read_manuscripts(project.docs, own_files),
        list_templates(project.overrides),
        project.menu_is_plain,
    )
    return published, problems


def list_templates(folder: Path | None) -> frozenset[str]:
    """The templates that an author put in place of ours, by path."""
    files = folder.rglob("*.html") if folder else ()
    return frozenset(file.relative_to(folder).as_posix() for file in files if folder)


def format_page(page: Page) -> str:
    """Markdown with front matter that every reader of YAML takes alike: every text in quotes."""
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in page.meta.items())
    return "\n".join(["---", *lines, "---", "", page.body, ""])


def export_pages(loaded: Loaded, project: Project, target: Target) -> tuple[int, int]:
    """A whole docs folder: hand-written pages with their figures filled in, generated ones, assets.

    Returns how many files there are and how many changed. Raises PlaceRefused.
    """
    assert loaded.rulebook
    own = find_own_files(project.docs, project.publishing).values()
    files: dict[str, bytes] = {
        path: format_page(page).encode()
        for path, page in make_expected_pages(loaded.rulebook, own).items()
    }
    files |= make_assets(loaded.rulebook, loaded.logo)
    files |= {path: _fill_file(loaded.rulebook, project.docs / path, path) for path in own}
    owner = name_owner("pages", loaded.rulebook)
    return len(files), fill_folder(replace(target, owner=owner), files)


def _fill_file(rulebook: Rulebook, file: Path, path: str) -> bytes:
    if not is_manuscript(path):
        return file.read_bytes()
    head, body = split_front_matter(file.read_text("utf-8-sig"))
    return (
        _fill_front_matter(rulebook, path, head) + fill_manuscript(rulebook, path, body)
    ).encode()


def _fill_front_matter(rulebook: Rulebook, path: str, head: str) -> str:
    """Each key with a figure written anew, so that no figure can end a text or begin another key.

    Its text is plain: to escape it for HTML is the generator's part, which YAML does not know.
    """
    return "".join(
        _fill_entry(rulebook, path, entry) if find_references(entry) else entry
        for entry in _ENTRY.findall(head)
    )


def _fill_entry(rulebook: Rulebook, path: str, entry: str) -> str:
    try:
        typed = yaml.safe_load(entry)
    except yaml.YAMLError:  # a figure without quotes opens what YAML takes for two mappings
        key, _, text = entry.partition(":")
        typed = {key: text.strip()}
    filled = fill_meta(rulebook, path, typed, str)
    return "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False, default=str)}\n"
        for key, value in filled.items()
    )


def write_sheets(
    loaded: Loaded, names: Iterable[str], target: Target
) -> tuple[list[Path], list[Finding]]:
    """Print the named one-pagers, or all; what cannot be printed is a finding."""
    assert loaded.rulebook
    wanted = set(names) or set(loaded.rulebook.onepagers)
    sheets, found = print_sheets(loaded, wanted)
    files = {Path(path).name: sheet.pdf for path, sheet in sheets.items()}
    if files:
        owner = name_owner("print", loaded.rulebook)
        fill_folder(replace(target, owner=owner), files, keep=True)
    return [target.folder / name for name in files], found
