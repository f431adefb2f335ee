"""Things worth keeping between runs, in the user's cache folder; where that cannot be used, only time is lost."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from platformdirs import user_cache_path

from lindero import __version__


@cache
def cache_folder() -> Path | None:
    """Our folder in the user's cache, or `LINDERO_CACHE`; None where none can be made."""
    chosen = os.environ.get("LINDERO_CACHE")
    folder = Path(chosen) if chosen else user_cache_path("lindero", appauthor=False)
    folder /= __version__
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return None
    return folder


def recall(key: str) -> bytes | None:
    """What was kept under a key."""
    folder = cache_folder()
    try:
        return (folder / key).read_bytes() if folder else None
    except OSError:
        return None


def remember(key: str, content: bytes) -> None:
    """Keep something under a key, whole or not at all."""
    folder = cache_folder()
    if folder is None:
        return
    try:
        temporary = folder / f".{os.getpid()}-{key}"
        temporary.write_bytes(content)
        temporary.replace(folder / key)
    except OSError:
        return
