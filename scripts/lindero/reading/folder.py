"""A folder in; one tree of plain data and places, or every reason why not, out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from lindero.findings.finding import Finding, Related, select_errors
from lindero.findings.forms import escape_invisible
from lindero.findings.place import Unlocated
from lindero.reading.source_files import read_source
from lindero.reading.tree import Document, PlaceTree
from lindero.reading.yaml_reader import read_document

# `payment.yml`, and what programs and people make of that name: `payment.yml.bak`, `payment.yml~`.
_NAMED_LIKE_RULES = re.compile(r"(?P<sound>[^.].*\.ya?ml)(?P<rest>\W.*)?|\.ya?ml", re.IGNORECASE)


PROJECT_FILES = ("terms", "mkdocs.yml", "site_src", "lindero.schema.json", ".gitignore")


def format_path(path: Path, shown_from: Path | None = None) -> str:
    """A path as the author sees it: with `/`, relative inside the working folder, printable."""
    base, absolute = (Path(os.path.abspath(one)) for one in (shown_from or Path.cwd(), path))  # noqa: PTH100 - links stay as named
    return escape_invisible(
        absolute.relative_to(base).as_posix() if absolute.is_relative_to(base) else path.as_posix()
    )


def read_folder(
    folder: Path, home: str, shown_from: Path | None
) -> tuple[list[Document] | None, list[Finding]]:
    """Every file of rules in a folder, and what cannot be read; None where nothing can."""
    if not folder.is_dir():
        return None, [
            Finding(
                "no-rules-folder",
                f"there is no folder `{home}`",
                Unlocated(home),
                how_to_begin(folder.parent),
            )
        ]
    files = sorted(
        file for file in folder.iterdir() if file.suffix == ".yml" and not file.name.startswith(".")
    )
    found = list(_find_unread_files(folder, shown_from))
    if not files:
        found.append(
            Finding(
                "no-rules",
                f"`{home}` holds no file that ends in `.yml`",
                Unlocated(home),
                how_to_begin(folder.parent),
            )
        )
        return None, found
    documents = []
    for file in files:
        document, problems = _read_file(file, format_path(file, shown_from))
        found += problems
        if document is not None:
            documents.append(document)
    return documents, found


def _find_unread_files(folder: Path, shown_from: Path | None) -> Iterator[Finding]:
    """Files that look like rules and would silently not count."""
    for file in sorted([*folder.glob("*"), *folder.glob("*/*")]):
        read = file.suffix == ".yml" and file.parent == folder
        named = _NAMED_LIKE_RULES.fullmatch(file.name)
        if named and not read and file.is_file():
            # A copy that an editor keeps beside its file stops nothing: what it holds counts.
            copy = named["rest"] and file.with_name(named["sound"]).is_file()
            shown = format_path(file, shown_from)
            help_ = f"only files that end in `.yml`, directly in `{folder.name}`, count"
            told = Finding("not-read", f"`{shown}` is not read", Unlocated(shown), help_)
            yield replace(told, severity="warning") if copy else told


def _read_file(file: Path, shown: str) -> tuple[Document | None, list[Finding]]:
    source, found = read_source(file, shown)
    if found:
        return None, found
    document, found = read_document(source)
    if document is None or (isinstance(document.data, dict) and document.data):
        return document, found
    if select_errors(found):
        return None, found
    if not document.data or getattr(document.data, "value", "") is None:
        message = "this file holds no section"
        help_ = "write one in it, such as `payment:`, or delete the file"
        empty = Finding("missing-section", message, Unlocated(shown), help_, "warning")
        return None, [*found, empty]
    message = "sections belong at the left edge of this file"
    help_ = "write `business:`, `payment:` and so on, without a dash before them"
    place = document.places.mark or Unlocated(shown)
    return None, [*found, Finding("not-a-mapping", message, place, help_)]


def merge_documents(documents: list[Document]) -> tuple[dict[str, Any], PlaceTree, list[Finding]]:
    """All files as one; a section stands in one file only."""
    data: dict[str, Any] = {}
    places = PlaceTree()
    found = []
    for document in documents:
        for section, body in document.data.items():
            place = document.places.children[section]
            if section not in data:
                data[section], places.children[section] = body, place
                continue
            first, second = places.children[section].key, place.key
            assert first and second
            if Path(second.path).stem == section:  # the other one has strayed
                data[section], places.children[section] = body, place
                first, second = second, first
            why = "it stands here first" if first.path < second.path else "it belongs here"
            related = (Related(first, why),)
            message = f"`{section}` stands in two files"
            help_ = f"put all its entries under one `{section}:`"
            found.append(Finding("duplicate-key", message, second, help_, related=related))
    return data, places, found


def how_to_begin(project: Path) -> str:
    """Help for a folder without rules: `init` there, or beside what it would not touch."""
    if any((project / name).exists() for name in PROJECT_FILES):
        return (
            "`lindero init example` makes a project in a folder of its own, "
            "with files that you can copy from it"
        )
    return "`lindero init .` makes a project with rules to start from"
