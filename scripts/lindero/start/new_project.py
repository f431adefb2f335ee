"""A new project: drafted in memory, checked, then written as a whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from lindero.disk.files import write_file
from lindero.findings.finding import Finding
from lindero.guide.unread_sentences import keep_as_read, list_own_texts
from lindero.loading import load_rulebook
from lindero.reading.folder import PROJECT_FILES
from lindero.site.docs_folder import AS_USUAL
from lindero.site.hand_written import check_manuscripts
from lindero.site.spoken_pages import iterate_pages
from lindero.start.drafting import draft_files
from lindero.start.questions import Answers

_CHECKED = {"terms", "site_src"}


class FolderInUse(Exception):
    """The folder already holds some of the files; nothing was written."""


class NotSound(Exception):
    """The answers do not go together; nothing was written."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("the answers do not go together")
        self.found = findings


def check_folder(folder: Path) -> None:
    """Raises FolderInUse where a new project would meet an old one."""
    # A link that leads nowhere is somebody's too.
    taken = [name for name in PROJECT_FILES if os.path.lexists(folder / name)]
    if taken:
        raise FolderInUse(f"`{folder}` already has `{taken[0]}`; choose another folder")


def start_project(folder: Path, answers: Answers) -> list[Path]:
    """Write a complete rulebook. Raises FolderInUse and NotSound, and then nothing is written."""
    check_folder(folder)
    files = {path: text.encode() for path, text in draft_files(answers).items()}
    # Answers can be right one by one and wrong together, which only a check of the whole tells.
    found = check_files(files, answers)
    if found:
        raise NotSound(found)
    _write_all(folder, files)
    _keep_our_texts(folder, answers)
    return sorted(files)


def _keep_our_texts(folder: Path, answers: Answers) -> None:
    """Note that we have read our own sentences beside the rules, until the author changes them."""
    loaded = load_rulebook(folder / "terms", answers.today)
    assert loaded.rulebook
    pages = iterate_pages(loaded.rulebook, folder / "site_src", AS_USUAL)
    keep_as_read(loaded.rulebook, folder / "terms", list_own_texts(loaded, pages))


def check_files(files: Mapping[Path, bytes], answers: Answers) -> tuple[Finding, ...]:
    """What a check would say of these files."""
    with tempfile.TemporaryDirectory(prefix="lindero-") as name:
        home = Path(name)
        _write_all(
            home, {path: content for path, content in files.items() if path.parts[0] in _CHECKED}
        )
        loaded = load_rulebook(home / "terms", answers.today, shown_from=home)
        return (*loaded.findings, *check_manuscripts(loaded, home / "site_src", home))


def _write_all(folder: Path, files: Mapping[Path, bytes]) -> None:
    """Write all files; if one cannot be written, the others are taken away again."""
    before = {above for path in files for above in (folder / path).parents if above.exists()}
    written: list[Path] = []
    try:
        for path, content in files.items():
            written.append(folder / path)
            write_file(folder / path, content)
    except BaseException:
        _take_away(written, before)
        raise


def _take_away(written: list[Path], before: set[Path]) -> None:
    """Remove files, and the folders that were made for them."""
    made = {above for file in written for above in file.parents if above not in before}
    for path in (*written, *sorted(made, key=lambda one: len(one.parts), reverse=True)):
        with suppress(OSError):
            path.rmdir() if path in made else path.unlink(missing_ok=True)
