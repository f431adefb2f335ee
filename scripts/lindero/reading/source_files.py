"""The author's files: only ordinary ones, where reading ends, and never more than we take."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from lindero.findings.finding import Finding
from lindero.findings.place import Source, Unlocated
from lindero.reading.yaml_reader import MAX_BYTES, decode_source

_HOW = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_bounded(file: Path, most: int = MAX_BYTES) -> bytes:
    """The content of an ordinary file; of one that is too large, one byte too many.

    Raises OSError for what cannot be read and, without waiting, for pipes, devices and sockets.
    """
    handle = os.open(file, _HOW)
    with os.fdopen(handle, "rb") as opened:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(f"{file} is no ordinary file")
        return opened.read(most + 1)


def read_source(file: Path, shown: str) -> tuple[Source, list[Finding]]:
    """The text of a file; a source with empty text and a finding where it has none for us."""
    try:
        content = read_bounded(file)
    except OSError:
        help_ = "look at its permissions, and where a link leads; only ordinary files are read"
        return Source(shown, ""), [
            Finding("unreadable-file", "the file cannot be read", Unlocated(shown), help_)
        ]
    return decode_source(shown, content)
