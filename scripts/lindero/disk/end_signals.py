"""Signals that end a run: they unwind it as an error would, and wait where need be."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_ENDS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextmanager
def ending_cleanly() -> Iterator[None]:
    """Let a run that is told to end clear up; its exit code is 128 and the signal's number."""
    came: list[int] = []

    def leave_once(number: int, _: FrameType | None) -> None:
        came.append(number)
        if len(came) == 1:  # a second one must not disturb the clearing up
            raise SystemExit(128 + number)

    with _hearing_signals(
        leave_once, [one for one in _ENDS if signal.getsignal(one) is signal.SIG_DFL]
    ):
        yield
    if came:  # somebody on the way took the exit for an error of theirs
        raise SystemExit(128 + came[0])


@contextmanager
def holding_signals() -> Iterator[None]:
    """Let signals wait until this is done."""
    came: list[int] = []
    try:
        with _hearing_signals(lambda number, _: came.append(number), [signal.SIGINT, *_ENDS]):
            yield
    finally:
        if came:
            signal.raise_signal(came[0])


@contextmanager
def _hearing_signals(
    hear: Callable[[int, FrameType | None], Any],
    numbers: list[signal.Signals],
) -> Iterator[None]:
    main = threading.current_thread() is threading.main_thread()  # no other may
    before = {one: signal.signal(one, hear) for one in numbers} if main else {}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
