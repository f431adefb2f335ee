"""Work in a process of its own beside this one where the system can fork; else in a thread or here.

A forked process knows all that this one knew at that moment and only hands back a result. What
fails there is done once more here, where its error belongs.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, cached_property
from typing import Generic, NoReturn, TypeVar

Result = TypeVar("Result")

_SIZE = 8
"""So many bytes before a result say how long it is."""

Awaited = Callable[[], Result]
"""Gives the result of work that goes on, once it is there."""


@contextmanager
def working_beside(
    work: Callable[[], Result], *, threaded: bool = True
) -> Iterator[Awaited[Result]]:
    """Begin some work, and end it with the block if nobody needs its result any more.

    Forked or not, it must change nothing that others look at. What is all Python gains nothing in a
    thread: without a fork it is not `threaded`, but done when it is asked for.
    """
    if forked := _try_fork(work) if can_fork() else None:
        try:
            yield lambda: forked.result
        finally:
            forked.end()
    elif threaded:
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - dear to load

        with ThreadPoolExecutor(1) as pool:
            yield pool.submit(work).result
    else:
        yield cache(work)


def can_fork() -> bool:
    """Whether a fork is safe: on macOS it is not, nor where other threads may hold locks."""
    return sys.platform == "linux" and threading.active_count() == 1


class _ForkedWork(Generic[Result]):
    """A process that does some work and writes what comes of it into a pipe."""

    def __init__(self, work: Callable[[], Result]) -> None:
        self._work = work
        self._pipe, writing = os.pipe()
        try:
            self._process = os.fork()
        except OSError:
            os.close(self._pipe)
            os.close(writing)
            raise
        if not self._process:
            os.close(self._pipe)  # or it would wait for a reader, itself, when the other is killed
            _hand_over(work, writing)
        os.close(writing)

    @cached_property
    def result(self) -> Result:
        """What came of it."""
        import pickle  # noqa: PLC0415 - not before the other process is at work

        with open(self._pipe, "rb", closefd=False) as pipe:
            size, content = pipe.read(_SIZE), pipe.read()
        # Its end is not waited for: to take so large a process apart is work of the system's own.
        whole = size == _write_size(content)
        return pickle.loads(content) if whole else self._work()  # noqa: S301 - our own process wrote it

    def end(self) -> None:
        """Let nothing of it go on."""
        if "result" not in vars(self):
            os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._pipe)


def _try_fork(work: Callable[[], Result]) -> _ForkedWork[Result] | None:
    """None where the system has no room for another process."""
    try:
        return _ForkedWork(work)
    except OSError:
        return None


def _write_size(content: bytes) -> bytes:
    return len(content).to_bytes(_SIZE)


def _hand_over(work: Callable[[], object], writing: int) -> NoReturn:
    """End this process with its result written, or none; nothing of the other is cleared up."""
    code = 1
    try:
        import pickle  # noqa: PLC0415 - as above

        content = pickle.dumps(work())
        with open(writing, "wb") as pipe:
            pipe.write(_write_size(content) + content)
        code = 0
    finally:
        os._exit(code)
