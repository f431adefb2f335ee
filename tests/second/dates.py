"""Dates, and the words of a term, apart from any business."""

from __future__ import annotations

import re
from datetime import date, timedelta

WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
_DAY = timedelta(days=1)


def read_week(text: str) -> list[list[tuple[int, int]]]:
    """`Mon–Thu 09:00–14:00 and 16:00–18:30, Fri 08:00–15:00`: the windows of each weekday."""
    week: list[list[tuple[int, int]]] = [[] for _ in WEEKDAYS]
    for part in text.split(", "):
        names, times = part.split(" ", 1)
        first, last = (WEEKDAYS.index(name) for name in (names.split("–") * 2)[:2])
        last = WEEKDAYS.index(names.split("–")[-1])
        for weekday in range(first, last + 1):
            for window in times.split(" and "):
                start, end = map(read_minutes, window.split("–"))
                week[weekday].append((start, end))
    return week


def read_cutoffs(text: str | None) -> list[str]:
    """`17:00` on all days; of `Mon–Thu 17:00, Fri 13:00` the time of each, else none."""
    if not text or " " not in text:
        return [text or ""] * 7
    found = [""] * 7
    for part in text.split(", "):
        names, clock = part.split(" ")
        days = [WEEKDAYS.index(name) for name in names.split("–")]
        for weekday in range(days[0], days[-1] + 1):
            found[weekday] = clock
    return found


def read_minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def lies_within(day: date, span: dict[str, str]) -> bool:
    """Whether a day lies from the first to the last day of a span, of one year or of every year."""
    first, last = span["from"], span.get("until", span["from"])
    if len(first) == len("2026-12-24"):
        return first <= day.isoformat() <= last
    here = day.isoformat()[5:]
    return first <= here <= last if first <= last else here >= first or here <= last


def split_term(text: str, *, back: bool) -> tuple[str, str, str]:
    """The period, `after`, `before` or `on`, and the event."""
    if text.startswith("on "):
        return "", "on", text[3:]
    if match := re.fullmatch(r"(.+) (after|before) (.+)", text):
        return match[1], match[2], match[3]
    return text, "before" if back else "after", "request"


def read_period(text: str) -> tuple[int, str]:
    count, unit = text.split(" ", 1)
    return int(count), unit if unit.endswith("s") is False else unit[:-1]


def last_of_month(day: date) -> date:
    while (day + _DAY).month == day.month:
        day += _DAY
    return day


def same_day_of_month(day: date, months: int) -> date:
    """The same day of another month, or its last where it has no such day."""
    year, month, way = day.year, day.month, 1 if months > 0 else -1
    for _ in range(abs(months)):
        month += way
        if month in {0, 13}:
            year, month = year + way, 12 if month == 0 else 1
    return day_of_month(year, month, day.day)


def day_of_month(year: int, month: int, number: int) -> date:
    return min(date(year, month, 1) + (number - 1) * _DAY, last_of_month(date(year, month, 1)))
