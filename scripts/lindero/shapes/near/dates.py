"""What was probably meant by a date or a stretch of dates that is not written our way."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace

from lindero.frozen import Frozen
from lindero.shapes.calendar_days import CalendarDay, DateSpan

_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "january jan enero ene",
            "february feb febrero",
            "march mar marzo",
            "april apr abril abr",
            "may mayo",
            "june jun junio",
            "july jul julio",
            "august aug agosto ago",
            "september sept sep septiembre setiembre set",
            "october oct octubre",
            "november nov noviembre",
            "december dec diciembre dic",
        ),
        1,
    )
    for name in names.split()
}
_NAMED_DAYS = {
    name: (month, day)
    for month, day, names in (
        (1, 1, "new year's day, new year, año nuevo, día de año nuevo"),
        (1, 6, "epiphany, reyes, día de reyes"),
        (12, 24, "christmas eve, nochebuena"),
        (12, 25, "christmas, christmas day, navidad, día de navidad"),
        (12, 26, "boxing day"),
        (12, 31, "new year's eve, nochevieja"),
    )
    for name in names.split(", ")
}
_FILLERS = frozenset(
    ("de", "del", "of", "the", "el", "from", "desde", "entre", "between", "on", "all", "todo")
) | {"st", "nd", "rd", "th", "º"}
_BETWEEN = r"(?i)\s+(?:to|al?|and|y|until|till|hasta|through)(?:\s+el)?\s+|\s*[–—]\s*|\s+-\s+"
_YEAR_FIRST = r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})"
_DAY_FIRST = r"([0-9]{1,2})([-/.])([0-9]{1,2})(?:[-/.]([0-9]{4}|[0-9]{2}))?"
_COMMON = 2001


class _PartialDate(Frozen):
    """As much of a date as was said."""

    month: int | None = None
    day: int | None = None
    year: int | None = None


def guess_day(text: str) -> CalendarDay | None:
    """`1 de agosto`, `24/12/2026` as a day of the calendar."""
    said = _read_partial_date(text)
    return _complete_day(said) if said else None


def split_single_days(text: str) -> list[str]:
    """`24 and 31 December` as two where each is a day by itself; else as it stands."""
    parts = re.split(r"(?i)\s+(?:and|y)\s+(?:el\s+)?", text.strip())
    if len(parts) != 2 or re.match(r"(?i)between|entre", parts[0]):
        return [text]
    # Of `24 and 31 December` the month belongs to both.
    alone = [re.fullmatch("[0-9]{1,2}", part) for part in parts]
    if any(alone) and not all(alone):
        whole, bare = (parts[1], parts[0]) if alone[0] else (parts[0], parts[1])
        filled = re.sub(r"\b[0-9]{1,2}\b", bare, whole, count=1)
        parts = [filled, whole] if alone[0] else [whole, filled]
    return parts if all(guess_day(part) for part in parts) else [text]


def guess_date_span(text: str) -> DateSpan | None:
    """`del 1 al 21 de agosto`, `24 December 2026 to 6 January`, `agosto` as a span."""
    # In `1-21 de agosto` the hyphen joins two days; in `08-01` it joins month and day.
    days = r"(?i)(?<![-0-9])([0-9]{1,2})-([0-9]{1,2})(?= (?:de )?[a-z])"
    text = re.sub(days, r"\1–\2", text.strip())
    parts = [_read_partial_date(part) for part in re.split(_BETWEEN, text)]
    if len(parts) > 2 or any(part is None for part in parts):
        return None
    first, last = parts[0], parts[-1]
    assert first and last
    return _make_date_span(*_fill_ends(first, last))


def correct_day(day: CalendarDay) -> CalendarDay | None:
    """The nearest day of the calendar: parts the other way round, or the month's last day."""
    other_way = CalendarDay(day.day, day.month, day.year)
    if day.month > 12:
        return other_way if other_way.exists else None
    if not day.month >= 1 or not day.day:
        return None
    year = _COMMON if day.year is None else max(day.year, 1)  # `monthrange` knows no year 0
    last = replace(day, day=monthrange(year, day.month)[1])
    return last if last.exists else None


def _fill_ends(first: _PartialDate, last: _PartialDate) -> tuple[_PartialDate, _PartialDate]:
    """What was said of one end only, put in for the other."""
    first, last = (
        replace(one, month=one.month or other.month)
        for one, other in ((first, last), (last, first))
    )
    turns = (first.month or 0, first.day or 0) > (last.month or 0, last.day or 32)
    if last.year is not None and first.year is None:
        first = replace(first, year=last.year - turns)
    elif first.year is not None and last.year is None:
        last = replace(last, year=first.year + turns)
    return first, last


def _make_date_span(first: _PartialDate, last: _PartialDate) -> DateSpan | None:
    """A month without a day is the whole month."""
    if first.month is None or last.month is None:
        return None
    end = monthrange(last.year or _COMMON, last.month)[1]
    start = _complete_day(replace(first, day=first.day or 1))
    until = _complete_day(replace(last, day=last.day or end))
    return DateSpan(start, until) if start and until else None


def _complete_day(said: _PartialDate) -> CalendarDay | None:
    if said.month is None or said.day is None:
        return None
    day = CalendarDay(said.month, said.day, said.year)
    return day if day.exists else correct_day(day)


def _read_partial_date(text: str) -> _PartialDate | None:
    """The parts of one date; None where something in it is not understood."""
    text = text.strip().lower().replace("’", "'")
    if named := _NAMED_DAYS.get(text):
        return _PartialDate(*named)
    if match := re.fullmatch(_YEAR_FIRST, text):
        return _read_numeric_date(int(match[2]), int(match[3]), match[1])
    if match := re.fullmatch(_DAY_FIRST, text):
        # `8-1` is meant like our `08-01`, the month first; `1/8` is how Spanish and English date.
        ours = match[2] == "-" and match[4] is None
        month, day = (match[1], match[3]) if ours else (match[3], match[1])
        return _read_numeric_date(int(month), int(day), match[4])
    found = _PartialDate()
    for token in re.findall(r"[0-9]+|[^\W\d_]+|[^\s,.]", text):
        if token in _MONTHS and found.month is None:
            found = replace(found, month=_MONTHS[token])
        elif re.fullmatch(r"[0-9]{4}", token) and found.year is None:
            found = replace(found, year=int(token))
        elif re.fullmatch(r"[0-9]{1,2}", token) and found.day is None:
            found = replace(found, day=int(token))
        elif token not in _FILLERS:
            return None
    return found


def _read_numeric_date(month: int, day: int, year: str | None) -> _PartialDate | None:
    """What cannot be a month is the day; None where neither can."""
    if month > 12:
        month, day = day, month
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    if year is None:
        return _PartialDate(month, day)
    return _PartialDate(month, day, int(year) + (0 if len(year) == 4 else 2000))
