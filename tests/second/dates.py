"""Dates, and the words of a term, apart from any business."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DAY = timedelta(days=1)


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
