"""The list of what we wrote into a folder: the only proof that a file there is ours."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import NamedTuple

from lindero.disk.files import TEMPORARY
from lindero.disk.refusal import PlaceRefused

MANIFEST = ".lindero-files"
LOCK = ".lindero-lock"
_LINE = re.compile(r"(\\?)([0-9a-f]{64}) [ *](.+)")  # as sha256sum writes it
# `sha256sum -c` passes over a line that begins with `#`.
_OWNER = re.compile(r"# lindero (site|pages|print)(?: of (.+) <(\S+)>)?")
_KINDS = {"site": "site", "pages": "pages", "print": "sheets"}
# A build asks three times for the same files.
_hashes: dict[tuple[int, ...], str] = {}
_ESCAPES = {"\\\\": "\\", "\\n": "\n", "\\r": "\r"}


class Owner(NamedTuple):
    """What fills a folder (`site`, `pages` or `print`), and of which business."""

    kind: str
    name: str = ""
    address: str = ""

    @property
    def shown(self) -> str:
        """For a sentence: `site of Estudio <https://lindero.example/>`."""
        return _KINDS[self.kind] + self._shown_business

    @property
    def line(self) -> str:
        """The first line of a manifest."""
        return f"# lindero {self.kind}{self._shown_business}\n"

    def shares_site(self, other: Owner) -> bool:
        """Whether both publish at one address; a business may change its name."""
        return not (self.address and other.address) or (
            _shorten_address(self.address) == _shorten_address(other.address)
        )

    @property
    def _shown_business(self) -> str:
        text = f" of {self.name} <{self.address}>" if self.name else ""
        return "".join(sign if sign.isprintable() else " " for sign in text)


class Manifest(NamedTuple):
    """Our files by their path below the folder, each with the contents it may have."""

    hashes: Mapping[str, frozenset[str]]
    """No hash at all, as earlier versions wrote it: any content is ours."""
    owner: Owner | None = None

    def owns_file(self, path: str, file: Path) -> bool:
        """Whether a file at this path still is what we wrote."""
        known, content = self.hashes.get(path), hash_file(file)
        return known is not None and content != "" and (not known or content in known)


class Standing(NamedTuple):
    """What stands in a folder, by path: ours, ours that somebody changed, and the rest."""

    ours: tuple[str, ...]
    changed: tuple[str, ...]
    foreign: tuple[str, ...]
    folders: tuple[str, ...]
    """Folders in which nothing of ours ever lay, outer ones first."""


def read_manifest(folder: Path, shown: str) -> Manifest | None:
    """The manifest of a folder, if it has one. Raises PlaceRefused where that cannot be ours."""
    file = folder / MANIFEST
    try:
        regular = stat.S_ISREG(file.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not regular:
        raise _refuse_forged(shown, "is no plain file")
    hashes: dict[str, set[str]] = {}
    lines = file.read_bytes().decode("utf-8", "surrogateescape").split("\n")
    signed = _OWNER.fullmatch(lines[0])
    for line in lines[1:] if signed else lines:
        written, path = _split_line(line)
        if not line:
            continue
        if not _lies_inside(path):
            raise _refuse_forged(shown, f"names `{path}`, which is not inside that folder")
        hashes.setdefault(path, set()).update(written)
    owner = Owner(*(part or "" for part in signed.groups())) if signed else _guess_owner(hashes)
    return Manifest({path: frozenset(known) for path, known in hashes.items()}, owner)


def format_manifest(hashes: Mapping[str, Iterable[str]], owner: Owner | None = None) -> bytes:
    """The lines of a manifest, as `sha256sum -c` reads them."""
    lines = [_format_line(one, path) for path in sorted(hashes) for one in sorted(hashes[path])]
    return "".join([owner.line if owner else "", *lines]).encode("utf-8", "surrogateescape")


def hash_content(content: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def hash_file(file: Path) -> str:
    """SHA-256 of a plain file's content; of anything else nothing that a manifest may hold."""
    state = file.lstat()
    if not stat.S_ISREG(state.st_mode):
        return ""
    # A file that is moved keeps all of these, one that is written to does not.
    stamp = (state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns)
    if stamp not in _hashes:
        with file.open("rb") as content:
            _hashes[stamp] = hashlib.file_digest(content, "sha256").hexdigest()
    return _hashes[stamp]


def survey_folder(folder: Path, manifest: Manifest) -> Standing:
    """Everything in a folder, without following links."""
    ours, changed, foreign, folders = (list[str]() for _ in range(4))
    above = {over.as_posix() for path in manifest.hashes for over in PurePath(path).parents}
    for path, is_folder in walk_folder(folder):
        if is_folder:
            folders += [path] if path not in above else []
        elif path not in manifest.hashes:
            foreign.append(path)
        else:
            (ours if manifest.owns_file(path, folder / path) else changed).append(path)
    return Standing(tuple(ours), tuple(changed), tuple(foreign), tuple(folders))


def walk_folder(folder: Path, below: str = "") -> Iterator[tuple[str, bool]]:
    """Every path below a folder, outer ones first, and whether it is a folder; not our records."""
    for entry in sorted(os.scandir(folder / below), key=lambda one: one.name):
        path = f"{below}/{entry.name}" if below else entry.name
        is_folder = entry.is_dir(follow_symlinks=False) and not _is_junction(entry)
        if path in {MANIFEST, LOCK} or (TEMPORARY.fullmatch(entry.name) and not is_folder):
            continue
        yield path, is_folder
        if is_folder:
            yield from walk_folder(folder, path)


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Windows has a second kind of link to a folder; Python knows it from 3.12 on."""
    return bool(getattr(entry, "is_junction", bool)())


def _guess_owner(paths: Iterable[str]) -> Owner | None:
    """What an earlier version, which did not write it down, was filling."""
    ends = {PurePath(path).suffix for path in paths}
    if "sitemap.xml" in paths:
        return Owner("site")
    return Owner("print") if ends == {".pdf"} else Owner("pages") if ".md" in ends else None


def _shorten_address(address: str) -> str:
    """What stays the same with a certificate, a `www.` or a slash at the end."""
    return re.sub(r"^\w+://(www\.)?|/+$", "", address.lower())


def _split_line(line: str) -> tuple[set[str], str]:
    match = _LINE.fullmatch(line)
    if not match:
        return set(), line
    escaped, written, path = match.groups()
    return {written}, re.sub(r"\\[\\nr]", lambda one: _ESCAPES[one[0]], path) if escaped else path


def _format_line(written: str, path: str) -> str:
    escaped = path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return f"{'' if escaped == path else chr(92)}{written}  {escaped}\n"


def _lies_inside(path: str) -> bool:
    here = PurePath(path)  # on Windows it also knows drives and `\\`
    parts = {part.lower() for part in (*path.split("/"), *here.parts)}
    return not (here.anchor or "\0" in path or parts & {"", ".", "..", ".git"})


def _refuse_forged(shown: str, why: str) -> PlaceRefused:
    name = f"{shown}/{MANIFEST}"
    return PlaceRefused(
        f"`{name}` {why}, so we did not write it",
        "nothing was changed; delete that file or name another folder",
    )
