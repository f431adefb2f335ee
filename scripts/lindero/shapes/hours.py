"""The open hours of a week, in the business's time zone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from lindero.frozen import Frozen
from lindero.shapes.clocks import LAST_MINUTE, format_clock, format_day_span, read_minutes
from lindero.shapes.near.times import WEEKDAYS, guess_week
from lindero.shapes.refusals import Context, Refusal, make_refusal, read_scalar_text
from lindero.shapes.shape import Figure, OwnSigns, Shape

_PART = re.compile(r"([A-Za-z]+)(?: ?[–-] ?([A-Za-z]+))? (.+)")
_STRETCH = re.compile(r"([0-9]{1,2}:[0-9]{2}) ?[–-] ?([0-9]{1,2}:[0-9]{2})")
_EXAMPLE = "write `Mon–Fri 09:00–18:00`"
Stretch = tuple[int, int]
"""From and until, in minutes since midnight."""


class Window(Frozen):
    """An open stretch of one weekday (0 is Monday), in minutes since midnight."""

    day: int
    start: int
    end: int

    def __lt__(self, other: Window) -> bool:
        return (self.day, self.start, self.end) < (other.day, other.start, other.end)


class DayRun(Frozen):
    """Neighbouring days with the same open stretches."""

    days: tuple[int, ...]
    stretches: tuple[Stretch, ...]


class Hours(Figure):
    """A week's open windows, in order, in the business's time zone."""

    windows: tuple[Window, ...]

    @property
    def written(self) -> str:
        """As an author writes it, in the shortest form."""
        return ", ".join(
            f"{format_day_span(run.days)} {_format_stretches(run.stretches)}"
            for run in self.group_days()
        )

    @property
    def days(self) -> frozenset[int]:
        """The weekdays that are open at all."""
        return frozenset(window.day for window in self.windows)

    @property
    def weekend(self) -> frozenset[int]:
        """Saturday and Sunday; Friday and Saturday where the week begins with Sunday."""
        return frozenset({4, 5} if 6 in self.days and 4 not in self.days else {5, 6})

    def group_days(self) -> list[DayRun]:
        """Neighbouring days with the same windows put together."""
        found: list[DayRun] = []
        for day, windows in groupby(self.windows, key=lambda window: window.day):
            stretches = tuple((window.start, window.end) for window in windows)
            if found and found[-1].days[-1] == day - 1 and found[-1].stretches == stretches:
                found[-1] = DayRun((*found[-1].days, day), stretches)
            else:
                found.append(DayRun((day,), stretches))
        return found


def find_longest_closure(hours: Hours) -> int:
    """The longest time of a week, in minutes, between one closing and the next opening."""
    ends = [
        (one.day * LAST_MINUTE + one.start, one.day * LAST_MINUTE + one.end)
        for one in hours.windows
    ]
    openings = [start for start, _ in ends[1:]] + [ends[0][0] + 7 * LAST_MINUTE]
    return max(opening - end for (_, end), opening in zip(ends, openings, strict=True))


def count_closed_days(hours: Hours) -> int:
    """The most days in a row of a week on which nobody works."""
    week = [day in hours.days for day in range(7)] * 2
    return max(len(list(run)) if not is_open else 0 for is_open, run in groupby(week))


def find_longest_day(hours: Hours) -> int:
    """How many minutes the longest day of a week is open."""
    open_ = dict.fromkeys(hours.days, 0)
    for one in hours.windows:
        open_[one.day] += one.end - one.start
    return max(open_.values())


def parse_hours(written: object, _: Context = Context()) -> Hours:
    """`Mon–Thu 09:00–14:00 and 16:00–18:30, Fri 08:00–15:00`."""
    text = read_scalar_text("hours", written, "Mon–Fri 09:00–18:00")
    parts = [part.strip() for part in text.split(",")]
    windows = sorted(window for part in parts for window in _read_windows(text, part))
    for one, next_ in pairwise(windows):
        if one.day == next_.day and next_.start < one.end:
            day, end = WEEKDAYS[one.day], max(one.end, next_.end)
            both = [_format_stretches([(window.start, window.end)]) for window in (one, next_)]
            whole = f"{day} {_format_stretches([(one.start, end)])}"
            message = f"`{both[0]}` and `{both[1]}` overlap on {day}"
            help_ = f"let one end before the other starts, or write one: `{whole}`"
            raise make_refusal("hours", message, help_)
    return Hours(tuple(windows))


def _read_windows(text: str, part: str) -> list[Window]:
    match = _PART.fullmatch(part)
    stretches = [_STRETCH.fullmatch(piece) for piece in match[3].split(" and ")] if match else []
    if not match or None in stretches:
        raise _make_week_refusal(text, part, ())
    ends = [match[1], match[2] or match[1]]
    if not set(ends) <= set(WEEKDAYS):
        raise _make_week_refusal(text, part, ends)
    first, last = map(WEEKDAYS.index, ends)
    if last < first:
        # A week begins on Monday here: what runs over Sunday is two spans of days.
        spans = (range(first, 7), range(last + 1))
        meant = ", ".join(f"{format_day_span(days)} {match[3]}" for days in spans)
        message = f"`{match[1]}–{match[2]}` runs backwards"
        raise make_refusal("hours", message, f"write `{meant}`")
    days = range(first, last + 1)
    times = [_read_stretch(days, piece[1], piece[2]) for piece in stretches if piece]
    return [Window(day, start, end) for day in days for start, end in times]


def _make_week_refusal(text: str, part: str, names: Sequence[str]) -> Refusal:
    """What is wrong with a part of a week; the help is the whole week where it is understood."""
    wrong = next((name for name in names if name not in WEEKDAYS), None)
    message = f"`{wrong}` is no weekday" if wrong else f"`{part}` is no window of a week"
    meant = guess_week(text)
    help_ = f"write `{_make_hours(meant).written}`" if meant else _EXAMPLE
    return make_refusal("hours", message, help_)


def _read_stretch(days: Sequence[int], start_text: str, end_text: str) -> Stretch:
    start = read_minutes("hours", start_text, LAST_MINUTE)
    end = read_minutes("hours", end_text, LAST_MINUTE)
    if end > start:
        return start, end
    # From 9:00 to 6:00 is a working day on a clock face; from 22:00 to 6:00 is a night.
    later = end + LAST_MINUTE // 2
    meant = [(day, start, later) for day in days]
    if start >= LAST_MINUTE // 2 or not end:
        meant = _split_at_midnight(days, start, end)
    help_ = f"write `{_make_hours(meant).written}`" if meant else _EXAMPLE
    raise make_refusal("hours", f"`{start_text}–{end_text}` ends before it starts", help_)


def _split_at_midnight(days: Sequence[int], start: int, end: int) -> list[tuple[int, int, int]]:
    evenings = [(day, start, LAST_MINUTE) for day in days if start < LAST_MINUTE]
    return evenings + [((day + 1) % 7, 0, end) for day in days if end and end < start]


def _make_hours(windows: Iterable[tuple[int, int, int]]) -> Hours:
    return Hours(tuple(sorted(Window(*window) for window in windows)))


def _format_stretches(stretches: Iterable[Stretch]) -> str:
    return " and ".join(f"{format_clock(start)}–{format_clock(end)}" for start, end in stretches)


SHAPE = Shape(
    "hours",
    parse_hours,
    "The week's open hours.",
    ("Mon–Fri 09:00–18:00", "Mon–Thu 09:00–14:00 and 16:00–18:30, Fri 08:00–15:00"),
    r"^[A-Z][a-z]{2}.* [0-9]{1,2}:[0-9]{2} ?[–-] ?[0-9]{1,2}:[0-9]{2}$",
    own=OwnSigns(rf"(?:{'|'.join(WEEKDAYS)})[a-z]*\b|[A-Z][a-z]{{1,2}} ?[–-]", r"[0-9]:[0-9]", 6),
    misses=("9–18", "Monday to Friday", "Mon–Fri 18:00–09:00"),
)
