"""Periods, deadlines, office hours and dates; business days are not days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise
from typing import Literal

from lindero.diagnostics import suggest
from lindero.shapes.base import Refused, Surroundings, refuse, text_of
from lindero.shapes.meaning import likely_unit
from lindero.vocabulary import PERIOD_UNITS, events

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_PERIOD = re.compile(r"([0-9]{1,5}) ([a-z]+(?: [a-z]+)?)")
_DEADLINE = re.compile(r"(.+?) (after|before) (.+)")
_WINDOW = re.compile(r"([A-Za-z]+)(?: ?[–-] ?([A-Za-z]+))? ([0-9]{1,2}:[0-9]{2}) ?[–-] ?([0-9]{1,2}:[0-9]{2})")
_ISO_UNITS = {"minute": "PT{}M", "hour": "PT{}H", "day": "P{}D", "business day": "P{}D", "week": "P{}W", "month": "P{}M", "year": "P{}Y"}


@dataclass(frozen=True)
class Period:
    """A length of time; `unit` is one of PERIOD_UNITS."""

    count: int
    unit: str

    @property
    def machine(self) -> str:
        """ISO 8601 duration, with a word for business days, which ISO does not know: `P15D`, `P5D business`."""
        return _ISO_UNITS[self.unit].format(self.count) + (" business" if self.unit == "business day" else "")

    @property
    def written(self) -> str:
        """As an author writes it."""
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"


@dataclass(frozen=True)
class Deadline:
    """A period after or before an event, or the event itself (`on`, without a period)."""

    kind: Literal["after", "before", "on"]
    event: str
    period: Period | None = None

    @property
    def machine(self) -> str:
        """`P15D after invoice`, `on signature`."""
        return f"{self.period.machine} {self.kind} {self.event}" if self.period else f"on {self.event}"

    @property
    def written(self) -> str:
        """As an author writes it."""
        return f"{self.period.written} {self.kind} {self.event}" if self.period else f"on {self.event}"


@dataclass(frozen=True, order=True)
class Window:
    """An open stretch of one weekday (0 is Monday), in minutes since midnight."""

    day: int
    start: int
    end: int


@dataclass(frozen=True)
class Hours:
    """A week's open windows, in order, in the business's time zone."""

    windows: tuple[Window, ...]

    @property
    def machine(self) -> str:
        """As written; that text is exact."""
        return self.written

    @property
    def written(self) -> str:
        """As an author writes it, in the shortest form."""
        return ", ".join(f"{_day_span(days)} {clock(start)}–{clock(end)}" for days, start, end in self.runs())

    def runs(self) -> list[tuple[tuple[int, ...], int, int]]:
        """Neighbouring days with the same window put together: (days, start, end)."""
        by_window = sorted(self.windows, key=lambda w: (w.start, w.end, w.day))
        found: list[tuple[tuple[int, ...], int, int]] = []
        for (start, end), group in groupby(by_window, key=lambda w: (w.start, w.end)):
            found += [(run, start, end) for run in _neighbours([w.day for w in group])]
        return sorted(found)


@dataclass(frozen=True)
class Day:
    """A calendar date."""

    date: date

    @property
    def machine(self) -> str:
        """ISO 8601: `2026-12-01`."""
        return self.date.isoformat()

    @property
    def written(self) -> str:
        """As an author writes it."""
        return self.machine


def clock(minutes: int) -> str:
    """Minutes since midnight as `09:00`."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def parse_period(written: object, _: Surroundings = Surroundings()) -> Period:
    """`14 days`, `10 business days`, `48 hours`."""
    return _period("period", text_of("period", written, "14 days"))


def parse_deadline(written: object, _: Surroundings = Surroundings()) -> Deadline:
    """`15 days after invoice`, `2 business days before meeting`, `on signature`."""
    text = text_of("deadline", written, "15 days after invoice")
    if text.startswith("on "):
        return Deadline("on", _event(text[3:]))
    if match := _DEADLINE.fullmatch(text):
        return Deadline("after" if match[2] == "after" else "before", _event(match[3]), _deadline_period(text, match[1]))
    if re.search(r" (after|before)$", text):
        raise refuse("deadline", f"`{text}` does not say {text.rpartition(' ')[2]} what", f"write `{text} invoice`")
    if re.match(r"[0-9]", text):
        period = _deadline_period(f"{text} after invoice", text)
        raise refuse("deadline", f"`{text}` does not say from when", f"write `{period.written} after invoice`")
    examples = "`15 days after invoice`, `2 business days before meeting` or `on signature`"
    raise refuse("deadline", f"`{text}` is no deadline", f"write {examples}")


def _deadline_period(text: str, period: str) -> Period:
    """The period inside a deadline; a help for it is given for the whole."""
    try:
        return _period("deadline", period)
    except Refused as refused:
        (problem,) = refused.problems
        help_ = (problem.help or "").partition(" or ")[0]
        whole = re.sub(r"^write `([^`]*)`$", rf"write `\1{text[len(period) :]}`", help_)
        raise Refused(replace(problem, help=whole)) from None


def parse_hours(written: object, _: Surroundings = Surroundings()) -> Hours:
    """`Mon–Fri 09:00–18:00, Sat 10:00–14:00`."""
    text = text_of("hours", written, "Mon–Fri 09:00–18:00")
    windows = sorted(window for part in text.split(",") for window in _windows(part.strip()))
    for one, next_ in pairwise(windows):
        if one.day == next_.day and next_.start < one.end:
            raise refuse("hours", f"two windows of {DAYS[one.day]} overlap", "let each window end before the next one starts")
    return Hours(tuple(windows))


def parse_date(written: object, _: Surroundings = Surroundings()) -> Day:
    """`2026-12-01`."""
    text = text_of("date", written, "2026-12-01")
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise refuse("date", f"`{text}` is no date", "write year, month and day: `2026-12-01`")
    try:
        return Day(date.fromisoformat(text))
    except ValueError:
        raise refuse("date", f"`{text}` is not in the calendar", "write a day that exists, like `2026-02-28`") from None


def _period(shape: str, text: str) -> Period:
    match = _PERIOD.fullmatch(text)
    single = match[2].removesuffix("s") if match else ""
    if not match or single not in PERIOD_UNITS:
        raise refuse(shape, *_period_problem(text))
    if int(match[1]) == 0:
        raise refuse(shape, f"`{text}` is no time at all", "leave the line out, or write `none` for the whole rule")
    return Period(int(match[1]), single)


def _period_problem(text: str) -> tuple[str, str | None]:
    match = re.fullmatch(r"([0-9]{1,5})( ?)([^0-9]*)", text)
    if re.match(r"[0-9]+[.,]", text):
        return f"`{text}` is no whole number", "use a smaller unit: `36 hours` for a day and a half"
    if match is None:
        return f"`{text}` is no length of time", "write it in digits: `14 days`, `10 business days`, `48 hours`"
    count, space, unit = match.groups()
    if not unit:
        return f"`{text}` has no unit", f"write `{count} days` or `{count} business days`"
    meant = likely_unit(unit, PERIOD_UNITS)
    if meant is None:
        return f"`{unit}` is no unit of time", suggest(unit, PERIOD_UNITS)
    reason = f"`{text}` has no space before its unit" if not space and meant == unit.removesuffix("s") else f"`{unit}` is no unit of time"
    return reason, f"write `{Period(int(count), meant).written}`"


def _event(name: str) -> str:
    known = events()
    if name not in known:
        raise refuse("deadline", f"`{name}` is no event that a time can start from", suggest(name, known))
    return known[name]


def _windows(part: str) -> list[Window]:
    match = _WINDOW.fullmatch(part)
    if not match:
        raise refuse("hours", f"`{part}` is no window of a week", "write `Mon–Fri 09:00–18:00`")
    first, last = _day(match[1]), _day(match[2] or match[1])
    start, end = _minutes(match[3]), _minutes(match[4])
    if last < first:
        parts = (f"{_day_span(days)} {match[3]}–{match[4]}" for days in (range(first, 7), range(last + 1)))
        raise refuse("hours", f"`{match[1]}–{match[2]}` runs backwards", f"write `{', '.join(parts)}`")
    if end <= start:
        raise refuse("hours", f"`{match[3]}–{match[4]}` ends before it starts", "a window past midnight is written as two")
    return [Window(day, start, end) for day in range(first, last + 1)]


def _day(name: str) -> int:
    if name not in DAYS:
        raise refuse("hours", f"`{name}` is no weekday", suggest(name, DAYS))
    return DAYS.index(name)


def _minutes(text: str) -> int:
    hour, minute = (int(part) for part in text.split(":"))
    if minute > 59 or hour * 60 + minute > 24 * 60:
        raise refuse("hours", f"`{text}` is not on the clock", "hours go from 00:00 to 24:00")
    return hour * 60 + minute


def _neighbours(days: list[int]) -> list[tuple[int, ...]]:
    runs: list[tuple[int, ...]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1] = (*runs[-1], day)
        else:
            runs.append((day,))
    return runs


def _day_span(days: Sequence[int]) -> str:
    return DAYS[days[0]] if len(days) == 1 else f"{DAYS[days[0]]}–{DAYS[days[-1]]}"
