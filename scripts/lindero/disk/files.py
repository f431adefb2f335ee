"""Single files on disk, written whole or not at all."""

from __future__ import annotations

import os
import re
import stat
import tempfile
import time
from pathlib import Path

from lindero.disk.refusal import PlaceRefused

FILE_MODE, FOLDER_MODE = 0o644, 0o755  # a web server reads them, whatever the umask is


TEMPORARY = re.compile(r"\..+\.lindero-[a-z0-9_]{8}")
_ABANDONED = 60.0  # seconds; no single file takes that long


def write_file(path: Path, content: bytes) -> bool:
    """Put a file in place at once; an unchanged one is not touched. Whether it was written."""
    path = _follow_links(path)
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    _clear_abandoned(path)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.lindero-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        Path(temporary).chmod(FILE_MODE)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return True


def _follow_links(path: Path) -> Path:
    """Where a link leads; a device, a pipe or a folder is never replaced by a file."""
    real = Path(os.path.realpath(path))
    try:
        kind = real.stat().st_mode
    except OSError:
        return real
    if not stat.S_ISREG(kind):
        raise PlaceRefused(f"`{path}` is no file that could be replaced", "name another file")
    return real


def _clear_abandoned(path: Path) -> None:
    """What a killed run left half-written beside this file."""
    before = f".{path.name}.lindero-"
    for left in [one for one in path.parent.iterdir() if one.name.startswith(before)]:
        if TEMPORARY.fullmatch(left.name) and time.time() - left.lstat().st_mtime > _ABANDONED:
            left.unlink(missing_ok=True)
