"""One run at a time, known to the system itself, so that a killed one never stands in the way."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lindero.disk.refusal import PlaceRefused

if sys.platform == "win32":
    import msvcrt

    def _lock_handle(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock_handle(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def running_alone(lock: Path, shown: str) -> Iterator[None]:
    """Hold a lock that ends with this process. Raises PlaceRefused while another run has it."""
    handle = _take_lock(lock)
    while handle is None:
        handle = _take_lock(lock)
    if handle < 0:
        raise PlaceRefused(f"another run is writing `{shown}`", "wait until it has ended")
    try:
        yield
    finally:
        if sys.platform == "win32":
            os.close(handle)
        with suppress(OSError):
            lock.unlink()
        if sys.platform != "win32":
            os.close(handle)


def _take_lock(lock: Path) -> int | None:
    """The lock's handle, -1 if another run has it, None if that run took it away just now."""
    lock.parent.mkdir(exist_ok=True)
    try:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except FileNotFoundError:
        return None
    try:
        _lock_or_go_on(handle)
        if os.path.samestat(os.fstat(handle), lock.stat()):
            return handle
    except FileNotFoundError:
        pass
    except (BlockingIOError, PermissionError):
        os.close(handle)
        return -1
    os.close(handle)
    return None


def _lock_or_go_on(handle: int) -> None:
    """Some network disks have no locks; there two runs at once are the author's own care."""
    try:
        _lock_handle(handle)
    except OSError as error:
        if error.errno not in {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP}:
            raise
