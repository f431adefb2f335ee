"""The hours of a week and the time of a day, in the business's time zone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from lindero.shapes.near.times import DAYS, likely_clock, likely_week
from lindero.shapes.refusals import Refused, Surroundings, refuse, text_of

LAST_MINUTE = 24 * 60


_PART = re.compile(r"([A-Za-z]+)(?: ?[–-] ?([A-Za-z]+))? (.+)")


_STRETCH = re.compile(r"([0-9]{1,2}:[0-9]{2}) ?[–-] ?([0-9]{1,2}:[0-9]{2})")


_EXAMPLE = "write `Mon–Fri 09:00–18:00`"


Stretch = tuple[int, int]
"""From and until, in minutes since midnight."""


@dataclass(frozen=True, order=True)
class Clock:
    """A time of day, in minutes since midnight."""

    minutes: int

    @property
    def machine(self) -> str:
        """ISO 8601: `17:00`."""
        return clock(self.minutes)

    written = machine


@dataclass(frozen=True, order=True)
class Window:
    """An open stretch of one weekday (0 is Monday), in minutes since midnight."""

    day: int
    start: int
    end: int


@dataclass(frozen=True)
class Run:
    """Neighbouring days with the same open stretches."""

    days: tuple[int, ...]
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class Hours:
    """A week's open windows, in order, in the business's time zone."""

    windows: tuple[Window, ...]

    @property
    def written(self) -> str:
        """As an author writes it, in the shortest form."""
        return ", ".join(f"{day_span(run.days)} {_stretches(run.stretches)}" for run in self.runs())

    machine = written

    @property
    def days(self) -> frozenset[int]:
        """The weekdays that are open at all."""
        return frozenset(window.day for window in self.windows)

    def runs(self) -> list[Run]:
        """Neighbouring days with the same windows put together."""
        by_day = groupby(self.windows, key=lambda window: window.day)
        open_days = [(day, tuple((window.start, window.end) for window in windows)) for day, windows in by_day]
        found: list[Run] = []
        for day, stretches in open_days:
            if found and found[-1].days[-1] == day - 1 and found[-1].stretches == stretches:
                found[-1] = Run((*found[-1].days, day), stretches)
            else:
                found.append(Run((day,), stretches))
        return found


def clock(minutes: int) -> str:
    """Minutes since midnight as `09:00`."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def parse_clock(written: object, _: Surroundings = Surroundings()) -> Clock:
    """`17:00`."""
    text = text_of("clock", written, "17:00")
    if re.fullmatch(r"[0-9]{1,2}:[0-9]{2}", text):
        return Clock(_minutes("clock", text, LAST_MINUTE - 1))
    meant = likely_clock(text)
    if meant is None:
        raise refuse("clock", f"`{text}` is no time of day", "write it with 24 hours: `17:00`")
    raise refuse("clock", f"`{text}` is not written with 24 hours", f"write `{clock(meant)}`")


def parse_hours(written: object, _: Surroundings = Surroundings()) -> Hours:
    """`Mon–Thu 09:00–14:00 and 16:00–18:30, Fri 08:00–15:00`."""
    text = text_of("hours", written, "Mon–Fri 09:00–18:00")
    windows = sorted(window for part in text.split(",") for window in _windows(text, part.strip()))
    for one, next_ in pairwise(windows):
        if one.day == next_.day and next_.start < one.end:
            both = f"`{clock(one.start)}–{clock(one.end)}` and `{clock(next_.start)}–{clock(next_.end)}`"
            whole = f"{DAYS[one.day]} {clock(one.start)}–{clock(max(one.end, next_.end))}"
            raise refuse("hours", f"{both} overlap on {DAYS[one.day]}", f"let one end before the other starts, or write one: `{whole}`")
    return Hours(tuple(windows))


def _windows(text: str, part: str) -> list[Window]:
    match = _PART.fullmatch(part)
    stretches = [_STRETCH.fullmatch(piece) for piece in match[3].split(" and ")] if match else []
    if not match or None in stretches or match[1] not in DAYS or (match[2] or match[1]) not in DAYS:
        raise _no_week(text, part, match.group(1, 2) if match and None not in stretches else ())
    first, last = DAYS.index(match[1]), DAYS.index(match[2] or match[1])
    if last < first:
        parts = (f"{day_span(days)} {match[3]}" for days in (range(first, 7), range(last + 1)))
        raise refuse("hours", f"`{match[1]}–{match[2]}` runs backwards", f"write `{', '.join(parts)}`")
    days = range(first, last + 1)
    times = [_stretch(days, piece[1], piece[2]) for piece in stretches if piece]
    return [Window(day, start, end) for day in days for start, end in times]


def _no_week(text: str, part: str, names: Sequence[str | None]) -> Refused:
    """What is wrong with a part of a week; the help is the whole week where it is understood."""
    wrong = next((name for name in names if name and name not in DAYS), None)
    message = f"`{wrong}` is no weekday" if wrong else f"`{part}` is no window of a week"
    meant = likely_week(text)
    return refuse("hours", message, f"write `{_week_of(meant).written}`" if meant else _EXAMPLE)


def _stretch(days: Sequence[int], start_text: str, end_text: str) -> Stretch:
    start, end = _minutes("hours", start_text, LAST_MINUTE), _minutes("hours", end_text, LAST_MINUTE)
    if end > start:
        return start, end
    later = end + LAST_MINUTE // 2
    meant = [(day, start, later) for day in days] if start < LAST_MINUTE // 2 and end else _over_midnight(days, start, end)
    raise refuse("hours", f"`{start_text}–{end_text}` ends before it starts", f"write `{_week_of(meant).written}`" if meant else _EXAMPLE)


def _over_midnight(days: Sequence[int], start: int, end: int) -> list[tuple[int, int, int]]:
    evenings = [(day, start, LAST_MINUTE) for day in days if start < LAST_MINUTE]
    return evenings + [((day + 1) % 7, 0, end) for day in days if end and end < start]


def _week_of(windows: Iterable[tuple[int, int, int]]) -> Hours:
    return Hours(tuple(sorted(Window(*window) for window in windows)))


def _minutes(shape: str, text: str, most: int) -> int:
    hour, minute = (int(part) for part in text.split(":"))
    if minute > 59 or hour * 60 + minute > most:
        example = "17:00" if shape == "clock" else "Mon–Fri 09:00–18:00"
        raise refuse(shape, f"`{text}` is not on the clock", f"times go from 00:00 to {clock(most)}: `{example}`")
    return hour * 60 + minute


def day_span(days: Sequence[int]) -> str:
    """`Mon–Fri`, as an author writes it."""
    return DAYS[days[0]] if len(days) == 1 else f"{DAYS[days[0]]}–{DAYS[days[-1]]}"


def _stretches(stretches: Iterable[Stretch]) -> str:
    return " and ".join(f"{clock(start)}–{clock(end)}" for start, end in stretches)
