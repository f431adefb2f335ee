"""The hours of a week and the time of a day, in the business's time zone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from lindero.shapes.near.times import WEEKDAYS, guess_clock, guess_week
from lindero.shapes.refusals import Context, Refusal, make_refusal, read_scalar_text

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
        return format_clock(self.minutes)

    written = machine


@dataclass(frozen=True, order=True)
class Window:
    """An open stretch of one weekday (0 is Monday), in minutes since midnight."""

    day: int
    start: int
    end: int


@dataclass(frozen=True)
class DayRun:
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
        return ", ".join(
            f"{format_day_span(run.days)} {_format_stretches(run.stretches)}"
            for run in self.group_days()
        )

    machine = written

    @property
    def days(self) -> frozenset[int]:
        """The weekdays that are open at all."""
        return frozenset(window.day for window in self.windows)

    def group_days(self) -> list[DayRun]:
        """Neighbouring days with the same windows put together."""
        by_day = groupby(self.windows, key=lambda window: window.day)
        open_days = [
            (day, tuple((window.start, window.end) for window in windows))
            for day, windows in by_day
        ]
        found: list[DayRun] = []
        for day, stretches in open_days:
            if found and found[-1].days[-1] == day - 1 and found[-1].stretches == stretches:
                found[-1] = DayRun((*found[-1].days, day), stretches)
            else:
                found.append(DayRun((day,), stretches))
        return found


def format_clock(minutes: int) -> str:
    """Minutes since midnight as `09:00`."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def parse_clock(written: object, _: Context = Context()) -> Clock:
    """`17:00`."""
    text = read_scalar_text("clock", written, "17:00")
    if re.fullmatch(r"[0-9]{1,2}:[0-9]{2}", text):
        return Clock(_read_minutes("clock", text, LAST_MINUTE - 1))
    meant = guess_clock(text)
    if meant is None:
        raise make_refusal(
            "clock", f"`{text}` is no time of day", "write it with 24 hours: `17:00`"
        )
    raise make_refusal(
        "clock", f"`{text}` is not written with 24 hours", f"write `{format_clock(meant)}`"
    )


def parse_hours(written: object, _: Context = Context()) -> Hours:
    """`Mon–Thu 09:00–14:00 and 16:00–18:30, Fri 08:00–15:00`."""
    text = read_scalar_text("hours", written, "Mon–Fri 09:00–18:00")
    windows = sorted(
        window for part in text.split(",") for window in _read_windows(text, part.strip())
    )
    for one, next_ in pairwise(windows):
        if one.day == next_.day and next_.start < one.end:
            both = f"`{format_clock(one.start)}–{format_clock(one.end)}` and `{format_clock(next_.start)}–{format_clock(next_.end)}`"
            whole = f"{WEEKDAYS[one.day]} {format_clock(one.start)}–{format_clock(max(one.end, next_.end))}"
            raise make_refusal(
                "hours",
                f"{both} overlap on {WEEKDAYS[one.day]}",
                f"let one end before the other starts, or write one: `{whole}`",
            )
    return Hours(tuple(windows))


def _read_windows(text: str, part: str) -> list[Window]:
    match = _PART.fullmatch(part)
    stretches = [_STRETCH.fullmatch(piece) for piece in match[3].split(" and ")] if match else []
    if (
        not match
        or None in stretches
        or match[1] not in WEEKDAYS
        or (match[2] or match[1]) not in WEEKDAYS
    ):
        raise _make_week_refusal(
            text, part, match.group(1, 2) if match and None not in stretches else ()
        )
    first, last = WEEKDAYS.index(match[1]), WEEKDAYS.index(match[2] or match[1])
    if last < first:
        parts = (
            f"{format_day_span(days)} {match[3]}" for days in (range(first, 7), range(last + 1))
        )
        raise make_refusal(
            "hours", f"`{match[1]}–{match[2]}` runs backwards", f"write `{', '.join(parts)}`"
        )
    days = range(first, last + 1)
    times = [_read_stretch(days, piece[1], piece[2]) for piece in stretches if piece]
    return [Window(day, start, end) for day in days for start, end in times]


def _make_week_refusal(text: str, part: str, names: Sequence[str | None]) -> Refusal:
    """What is wrong with a part of a week; the help is the whole week where it is understood."""
    wrong = next((name for name in names if name and name not in WEEKDAYS), None)
    message = f"`{wrong}` is no weekday" if wrong else f"`{part}` is no window of a week"
    meant = guess_week(text)
    return make_refusal(
        "hours", message, f"write `{_make_hours(meant).written}`" if meant else _EXAMPLE
    )


def _read_stretch(days: Sequence[int], start_text: str, end_text: str) -> Stretch:
    start, end = (
        _read_minutes("hours", start_text, LAST_MINUTE),
        _read_minutes("hours", end_text, LAST_MINUTE),
    )
    if end > start:
        return start, end
    later = end + LAST_MINUTE // 2
    meant = (
        [(day, start, later) for day in days]
        if start < LAST_MINUTE // 2 and end
        else _split_at_midnight(days, start, end)
    )
    raise make_refusal(
        "hours",
        f"`{start_text}–{end_text}` ends before it starts",
        f"write `{_make_hours(meant).written}`" if meant else _EXAMPLE,
    )


def _split_at_midnight(days: Sequence[int], start: int, end: int) -> list[tuple[int, int, int]]:
    evenings = [(day, start, LAST_MINUTE) for day in days if start < LAST_MINUTE]
    return evenings + [((day + 1) % 7, 0, end) for day in days if end and end < start]


def _make_hours(windows: Iterable[tuple[int, int, int]]) -> Hours:
    return Hours(tuple(sorted(Window(*window) for window in windows)))


def _read_minutes(shape: str, text: str, most: int) -> int:
    hour, minute = (int(part) for part in text.split(":"))
    if minute > 59 or hour * 60 + minute > most:
        example = "17:00" if shape == "clock" else "Mon–Fri 09:00–18:00"
        raise make_refusal(
            shape,
            f"`{text}` is not on the clock",
            f"times go from 00:00 to {format_clock(most)}: `{example}`",
        )
    return hour * 60 + minute


def format_day_span(days: Sequence[int]) -> str:
    """`Mon–Fri`, as an author writes it."""
    return WEEKDAYS[days[0]] if len(days) == 1 else f"{WEEKDAYS[days[0]]}–{WEEKDAYS[days[-1]]}"


def _format_stretches(stretches: Iterable[Stretch]) -> str:
    return " and ".join(f"{format_clock(start)}–{format_clock(end)}" for start, end in stretches)
