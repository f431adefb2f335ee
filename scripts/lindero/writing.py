"""Files and folders on disk, written whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_ABANDONED = 3600.0  # seconds; no build takes an hour
MANIFEST = ".lindero-files"


class NotOurs(Exception):
    """A folder that holds somebody else's files and is left alone."""


def write_file(path: Path, content: bytes) -> bool:
    """Put a file in place at once; an unchanged one is not touched. Whether it was written."""
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return True


def write_folder(folder: Path, files: Mapping[str, bytes]) -> int:
    """Make a folder of ours hold exactly these files (and what others put there); returns how many changed."""
    manifest = folder / MANIFEST
    before = manifest.read_text("utf-8").split("\n") if manifest.is_file() else []
    if not manifest.is_file() and folder.is_dir() and any(folder.iterdir()):
        raise NotOurs(f"`{folder.name}` holds files that `lindero pages` did not write")
    # What may be there from now on is ours, also if the next step fails.
    write_file(manifest, "\n".join(sorted({*before, *files} - {""})).encode())
    for gone in set(before) - set(files) - {""}:
        _remove(folder, folder / gone)
    changed = sum(write_file(folder / path, content) for path, content in files.items())
    write_file(manifest, "\n".join(sorted(files)).encode())
    return changed


def _remove(folder: Path, file: Path) -> None:
    """Take a file away, and the folders that it leaves empty."""
    file.unlink(missing_ok=True)
    for above in file.parents:
        if above == folder or not above.is_dir() or any(above.iterdir()):
            return
        above.rmdir()


@contextmanager
def replaced_whole(folder: Path) -> Iterator[Path]:
    """A new folder beside the old one, which takes its place at the end; on any error the old one stays as it was."""
    folder = folder.resolve()  # a link to a site goes on leading there
    if folder.exists() and not folder.is_dir():
        raise NotOurs(f"`{folder.name}` is a file")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "404.html").is_file():
        raise NotOurs(f"`{folder.name}` holds files that are no built site")
    folder.parent.mkdir(parents=True, exist_ok=True)
    _clear_up_after_a_kill(folder)
    fresh = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-new-"))
    try:
        yield fresh
        fresh.chmod(0o755)
        _swap(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _clear_up_after_a_kill(folder: Path) -> None:
    """A build that was killed leaves its new folder, or in the worst moment the old site under another name."""
    if not folder.exists():
        for old in folder.parent.glob(f".{folder.name}-old-*/{folder.name}"):
            old.rename(folder)
            break
    for left in (*folder.parent.glob(f".{folder.name}-new-*"), *folder.parent.glob(f".{folder.name}-old-*")):
        if time.time() - left.stat().st_mtime > _ABANDONED:
            shutil.rmtree(left, ignore_errors=True)


def _swap(fresh: Path, folder: Path) -> None:
    if not folder.exists():
        fresh.rename(folder)
        return
    old = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-old-")) / folder.name
    try:
        folder.rename(old)
        fresh.rename(folder)
    except BaseException:
        if old.exists():
            old.rename(folder)
        raise
    finally:
        shutil.rmtree(old.parent, ignore_errors=True)
