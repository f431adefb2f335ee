"""Files and folders watched by their names: what goes and comes back is seen again."""

from __future__ import annotations

import stat
import threading
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from watchdog.events import FileModifiedEvent, FileSystemEventHandler

INTERVAL = 0.5  # seconds between two looks


_MOST_FILES = 100_000  # a link to the root of a disk shall not take the day


class NameWatch(threading.Thread):
    """In place of watchdog's own observer, which lets go of a folder for good once it is away."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._handlers: dict[str, FileSystemEventHandler] = {}
        self._seen: dict[str, int] = {}
        self._end = threading.Event()

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool) -> str:
        """Tell the handler of every change at or below the path from now on."""
        assert recursive
        self._seen[path] = make_fingerprint(path)
        self._handlers[path] = handler
        return path

    def unschedule(self, path: str) -> None:
        """Look no more there."""
        self._handlers.pop(path, None)

    def run(self) -> None:
        """Look until stopped."""
        while not self._end.wait(INTERVAL):
            for path, handler in list(self._handlers.items()):
                now = make_fingerprint(path)
                if now != self._seen[path]:
                    self._seen[path] = now
                    handler.dispatch(FileModifiedEvent(path))

    def stop(self) -> None:
        """Look no more at all."""
        self._end.set()


def make_fingerprint(path: str) -> int:
    """Another number once any file at or below the path is another; hidden ones do not count."""
    return hash(tuple(islice(_list_entries(Path(path), frozenset()), _MOST_FILES)))


def _list_entries(
    path: Path, above: frozenset[tuple[int, int]]
) -> Iterator[tuple[str, int, int, int]]:
    """Name, time, size and number of every file; a link back to a folder above is not followed."""
    try:
        about = path.stat()
        if not stat.S_ISDIR(about.st_mode):
            yield str(path), about.st_mtime_ns, about.st_size, about.st_ino
            return
        here = (about.st_dev, about.st_ino)
        inside = sorted(path.iterdir()) if here not in above else []
    except OSError:
        return  # gone since, or not for us: the same as not there
    for entry in inside:
        if not entry.name.startswith("."):
            yield from _list_entries(entry, above | {here})
