"""The folder of hand-written files: what MkDocs publishes of it, and where."""

from __future__ import annotations

import os
import posixpath
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from lindero.findings.finding import Finding, Related
from lindero.findings.place import Unlocated
from lindero.frozen import Frozen
from lindero.reading.folder import format_path

MARKDOWN = {".markdown", ".mdown", ".mkdn", ".mkd", ".md"}


_MOST_LEVELS = 40  # of folders, as systems allow links


_GIVE_ADDRESS = "give it another name"


class Publishing(Frozen):
    """What mkdocs.yml says of the hand-written files."""

    left_out: str = ""
    folders: bool = True
    sheets: bool = True
    drafts: str = ""
    """What is shown while serving only."""

    def leaves_out(self, path: str) -> bool:
        """Whether MkDocs does not publish this file."""
        if self.left_out or self.drafts:
            lists = (self._patterns, self._draft_patterns)
            return any(patterns.match_file(path) for patterns in lists)
        return path.startswith("templates/") or any(
            part.startswith(".") for part in path.split("/")
        )

    @cached_property
    def _patterns(self) -> Any:
        return _read_patterns([".*", "/templates/", *self.left_out.splitlines()])

    @cached_property
    def _draft_patterns(self) -> Any:
        return _read_patterns(self.drafts.splitlines())

    def find_address(self, path: str) -> str:
        """Where a hand-written file lies in the site: `about.md` at `about/index.html`."""
        stem, ending = posixpath.splitext(path)
        if ending not in MARKDOWN:
            return path
        folder, name = posixpath.split(stem)
        if name in {"index", "README"}:
            return posixpath.join(folder, "index.html")
        return f"{stem}/index.html" if self.folders else f"{stem}.html"


AS_USUAL = Publishing()


def _read_patterns(lines: list[str]) -> Any:
    from pathspec.gitignore import GitIgnoreSpec  # noqa: PLC0415 - few settings leave anything out

    return GitIgnoreSpec.from_lines(lines)


class DocsFolder(NamedTuple):
    """The published files, by path, and a finding for each that cannot be read."""

    root: Path
    files: tuple[str, ...]
    found: tuple[Finding, ...]

    def list_pages(self) -> list[str]:
        """Those in Markdown."""
        return [path for path in self.files if posixpath.splitext(path)[1] in MARKDOWN]


def look_through(
    root: Path,
    publishing: Publishing = AS_USUAL,
    shown_from: Path | None = None,
) -> DocsFolder:
    """Everything that MkDocs would publish; nothing is opened."""
    files: list[str] = []
    found: list[Finding] = []
    for path, reason in _Walk(root.resolve().parent, publishing).list_entries(root):
        if reason:
            found.append(cannot_be_read(_make_readable(root / path, shown_from), reason))
        else:
            files.append(path)
    return DocsFolder(root, tuple(files), tuple(found))


_RIGHTS = "look at its permissions, and where a link leads"


_REASONS = {
    "file": ("unreadable-file", "the file cannot be read", _RIGHTS),
    "folder": ("unreadable-file", "the folder cannot be read", _RIGHTS),
    "loop": (
        "unreadable-file",
        "the link leads back to a folder that it lies in",
        "take the link out",
    ),
    "special": (
        "unreadable-file",
        "this is no file with contents, but a pipe, a device or a socket",
        "take it out of the folder",
    ),
    "name": ("not-utf8", "the name of this file is not UTF-8", "rename it"),
}


def missing_folder(root: Path, shown_from: Path | None = None) -> list[Finding]:
    """A finding if there is no such folder, without which MkDocs does nothing."""
    if root.is_dir():
        return []
    shown = format_path(root, shown_from)
    help_ = (
        "make it, or correct `docs_dir` in mkdocs.yml; "
        "git keeps an empty folder only with a file in it, such as `.gitkeep`"
    )
    return [
        Finding(
            "no-docs-folder",
            f"there is no folder `{shown}` for pages of your own",
            Unlocated(shown),
            help_,
        )
    ]


def cannot_be_read(shown: str, reason: str = "file") -> Finding:
    """Why a file or folder cannot be published."""
    code, message, help_ = _REASONS[reason]
    return Finding(code, message, Unlocated(shown), help_)


class _Walk(NamedTuple):
    """A walk through published files that stays inside the project."""

    project: Path
    publishing: Publishing

    def list_entries(
        self, folder: Path, below: str = "", above: frozenset[tuple[int, int]] = frozenset()
    ) -> Iterator[tuple[str, str]]:
        """Every published path, sorted, with the reason why it cannot be read or nothing."""
        try:
            about = folder.stat()
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            if below or folder.exists():
                yield below, "folder"
            return
        here = (about.st_dev, about.st_ino)
        if here in above or len(above) > _MOST_LEVELS:
            yield below, "loop"
            return
        for entry in entries:
            path = f"{below}/{entry.name}" if below else entry.name
            if not _is_folder(entry):
                if not self.publishing.leaves_out(path):
                    yield path, _why_not(entry)
            elif self._goes_into(entry, path):
                yield from self.list_entries(folder / entry.name, path, above | {here})

    def _goes_into(self, entry: os.DirEntry[str], path: str) -> bool:
        if leads_outside(Path(entry.path), self.project):
            return False  # it may hold the whole disk
        return (
            not self.publishing.leaves_out(f"{path}/")
            or "!" in f"{self.publishing.left_out}{self.publishing.drafts}"
        )


def leads_outside(path: Path, project: Path) -> bool:
    """Whether a link leads out of the project."""
    return (
        path.is_symlink()
        and (path.is_file() or path.is_dir())
        and not path.resolve().is_relative_to(project)
    )


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # a link that leads to itself


def _why_not(entry: os.DirEntry[str]) -> str:
    if not _is_utf8(entry.name):
        return "name"
    try:
        kind = entry.stat().st_mode
    except OSError:
        return "file"
    if not stat.S_ISREG(kind):
        return "special"
    return "" if os.access(entry.path, os.R_OK) else "file"


def _is_utf8(name: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in name)


def _make_readable(path: Path, shown_from: Path | None) -> str:
    return format_path(path, shown_from).encode("utf-8", "backslashreplace").decode()


def addresses_taken(
    docs: DocsFolder,
    ours: Mapping[str, str],
    publishing: Publishing = AS_USUAL,
    shown_from: Path | None = None,
) -> Iterator[Finding]:
    """Hand-written files whose address another file has, so that one of the two would be lost.

    `ours` are our files by address; one of the same path is replaced and not lost.
    """
    folded = {_fold_case(address): path for address, path in ours.items()}
    folders = {_fold_case(above) for address in ours for above in _list_folders_above(address)}
    first: dict[str, str] = {}
    for path in docs.files:
        address = publishing.find_address(path)
        place = Unlocated(format_path(docs.root / path, shown_from))
        taken = folded.get(_fold_case(address))
        if taken is not None and not _stands_in_place(path, taken):
            message = f"`{path}` would lie at `{address}`, where a page or file of Lindero's lies"
            yield Finding("address-taken", message, place, _way_out(taken))
        elif _fold_case(address) in folders:
            message = f"`{path}` is called like a folder of Lindero's"
            yield Finding("address-taken", message, place, _GIVE_ADDRESS)
        elif address in first:
            message = f"`{path}` and `{first[address]}` would both lie at `{address}`"
            near = Related(
                Unlocated(format_path(docs.root / first[address], shown_from)), "the other one"
            )
            yield Finding("address-taken", message, place, "rename one of the two", related=(near,))
        first.setdefault(address, path)


def _stands_in_place(path: str, taken: str) -> bool:
    """Whether a file stands in place of ours, under its own path or as a folder's README."""
    return taken.endswith(".md") and path in {taken, f"{taken.removesuffix('index.md')}README.md"}


def _way_out(taken: str) -> str:
    if not taken.endswith(".md"):
        return _GIVE_ADDRESS
    return f"name it `{taken}` to put it in place of Lindero's page, or {_GIVE_ADDRESS}"


def _list_folders_above(address: str) -> Iterable[str]:
    parts = address.split("/")[:-1]
    return ("/".join(parts[:end]) for end in range(1, len(parts) + 1))


def _fold_case(address: str) -> str:
    """An address as a disk reads it that takes upper and lower case alike."""
    return unicodedata.normalize("NFC", address).casefold()
