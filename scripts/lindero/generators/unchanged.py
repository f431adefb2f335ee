"""A build that would make what is there: found out by everything that goes into a site.

The record lies in the site, one of our files like any other. It is a digest of all inputs and what
the build said at its end. Whatever is unclear has no digest, and is built.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from lindero import __version__
from lindero.disk.files import FILE_MODE
from lindero.disk.refusal import PlaceRefused
from lindero.disk.targets import Target, approve_target, look_into, refuse_mounts
from lindero.generators.settings import Project, read_plain_settings
from lindero.resources.compiled import COMPILED
from lindero.resources.data import PACKAGE

RECORD = ".lindero-inputs"


# What only these settings say is known to come from files that are hashed. Other plugins, hooks and
# extensions that include files may read anything, a clock or a network too.
_SETTINGS = {
    "site_name", "site_url", "site_dir", "site_description", "site_author", "docs_dir", "theme",
    "plugins", "markdown_extensions", "validation", "strict", "use_directory_urls", "exclude_docs",
    "extra", "copyright", "nav", "repo_url", "repo_name", "edit_uri", "extra_css", "not_in_nav",
    "extra_javascript", "draft_docs", "dev_addr", "watch",
}  # fmt: skip


_EXTENSIONS = {
    "abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "meta",
    "nl2br", "sane_lists", "smarty", "tables", "toc",
}  # fmt: skip


_THEME = {
    "name",
    "custom_dir",
    "language",
    "palette",
    "font",
    "logo",
    "favicon",
    "icon",
    "features",
}


_ENVIRONMENT = ("SOURCE_DATE_EPOCH", "TZ", "LANG", "LC_ALL", "PYTHONPATH", "PYTHONHOME")


class _UnclearInput(Exception):
    """Something that may bring in what is not hashed."""


class Inputs(NamedTuple):
    """Everything that goes into one build. A day counts always: some figure may hang on it."""

    project: Project
    day: date
    strict: bool

    def make_digest(self) -> str:
        """One hash over all of it, or nothing where that cannot be told."""
        try:
            parts = list(self._list_parts())
        except (_UnclearInput, OSError):
            return ""
        return sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()

    def hold_file(self, name: str) -> bool:
        """Whether a file of the project, such as its logo, lies in a folder that is hashed."""
        project = self.project
        folders = (one.resolve() for one in (project.terms, project.docs, project.overrides) if one)
        file = (project.terms.parent / name).resolve()
        return any(file.is_relative_to(folder) for folder in folders)

    def _list_parts(self) -> Iterator[Any]:
        project = self.project
        _refuse_unclear_settings(read_plain_settings(project.config_file))
        makers = digest_makers()
        if not makers:
            raise _UnclearInput
        yield [makers, str(self.day), self.strict]
        yield [os.environ.get(name) for name in _ENVIRONMENT]
        yield _hash_file(project.config_file)
        for folder in (project.terms, project.docs, project.overrides):
            # Where a folder lies is no input, but two that change places are.
            yield list(_hash_tree(folder)) if folder else []


@cache
def digest_makers() -> str:
    """One hash over Python and all packages that make and compare sites; empty where unclear."""
    try:
        parts = [__version__, sys.version, sys.platform, *_list_installed(), *_hash_tree(PACKAGE)]
    except (_UnclearInput, OSError):
        return ""
    return sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()


def find_unchanged(digest: str, target: Target) -> str | None:
    """What the last build said, if one with these inputs made the site that is there; else None."""
    try:
        folder = approve_target(target)
        record = json.loads((folder / RECORD).read_bytes())
        if not digest or record["inputs"] != digest:
            return None
        # A killed run may have left something to clear up, which a build does first.
        if os.path.lexists(folder.parent / f".{folder.name}-lindero"):
            return None
        refuse_mounts(target, folder)
        return str(record["said"]) if _is_whole(target, folder) else None
    except (PlaceRefused, OSError, ValueError, KeyError, TypeError):
        return None  # a build says what is wrong


def make_record(digest: str, said: str) -> bytes:
    """What a build leaves in its site, for the next one to compare."""
    return json.dumps({"inputs": digest, "said": said}, ensure_ascii=False).encode()


def _is_whole(target: Target, folder: Path) -> bool:
    """Whether every file that we wrote is there as we wrote it, the record among them."""
    manifest, standing = look_into(target, folder)
    modes = os.name == "nt" or all(
        (folder / path).lstat().st_mode & 0o777 == FILE_MODE for path in standing.ours
    )
    return RECORD in standing.ours and len(standing.ours) == len(manifest.hashes) and modes


def _refuse_unclear_settings(settings: dict[str, Any] | None) -> None:
    """Raise for settings that may bring in code, or files that lie anywhere."""
    theme = (settings or {}).get("theme")
    clear = (
        settings is not None
        and settings.keys() <= _SETTINGS
        and _list_names(settings.get("plugins")) == {"lindero"}
        and _list_names(settings.get("markdown_extensions")) <= _EXTENSIONS
        and isinstance(theme, dict)
        and theme.keys() <= _THEME
    )
    if not clear:
        raise _UnclearInput


def _list_names(entries: Any) -> set[str]:
    """The names of plugins or extensions, with options or without."""
    if entries is None:
        return set()
    if not isinstance(entries, list | dict):
        return {""}  # neither; MkDocs has a word to say on it
    return {
        str(name)
        for entry in entries
        for name in (entry if isinstance(entry, dict) else [getattr(entry, "text", entry)])
    }


def _list_installed() -> Iterator[str]:
    """Every installed package with its version, by the folders that pip names after both."""
    for place in filter(Path.is_dir, map(Path, sys.path)):
        yield from sorted(one.name for one in place.glob("*.*-info"))


def _hash_tree(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file below a folder, hidden ones too. What is compiled of the others is no input."""
    if not folder.is_dir():
        return
    for entry in sorted(os.scandir(folder), key=lambda one: one.name):
        if entry.is_symlink():
            raise _UnclearInput  # it may lead anywhere, and out of sight
        if entry.is_dir():
            if entry.name not in {"__pycache__", COMPILED.name}:
                inner = _hash_tree(Path(entry.path))
                yield from ((f"{entry.name}/{path}", content) for path, content in inner)
                yield f"{entry.name}/", ""
        else:
            yield entry.name, _hash_file(Path(entry.path))


def _hash_file(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()
