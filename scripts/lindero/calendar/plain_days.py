"""Days of the calendar, whoever works on them: later and earlier ones, months, their ends."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Literal

When = date | datetime
"""A day, or a moment of it; every moment here has a time zone."""

ONE_DAY = timedelta(days=1)
_EARLIEST, _FARTHEST = date(1900, 1, 1), date(2300, 1, 1)


class OutOfCalendar(ValueError):
    """There is no such day: it is too far away, or the business never opens again."""

    def __init__(self, reason: Literal["far", "closed"]) -> None:
        self.reason = reason
        told = {"far": "that is too far away", "closed": "there is no business day in sight"}
        super().__init__(told[reason])


def day_of(when: When) -> date:
    """The day itself, or that of a moment."""
    return when.date() if isinstance(when, datetime) else when


def last_day_of(when: When) -> date:
    """The day on which it ends; midnight is the end of the day before it."""
    if isinstance(when, datetime) and when.time() == time():
        return when.date() - ONE_DAY
    return day_of(when)


def measure_time_of_day(moment: datetime) -> timedelta:
    """What a clock shows, from midnight on."""
    return moment.replace(tzinfo=None) - datetime.combine(moment.date(), time())


def move_day(day: date, days: int) -> date:
    """So many days later, or earlier. Raises OutOfCalendar."""
    try:
        return check_range(day + days * ONE_DAY)
    except OverflowError:
        raise OutOfCalendar("far") from None


def move_by_months(day: date, months: int) -> date:
    """The same day of another month, or its last where it has none. Raises OutOfCalendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not _EARLIEST.year < year < _FARTHEST.year:
        raise OutOfCalendar("far")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def check_range(day: date) -> date:
    """The day, if the calendar goes so far. Raises OutOfCalendar."""
    if not _EARLIEST <= day <= _FARTHEST:
        raise OutOfCalendar("far")
    return day


def find_month_end(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def _find_month_start(day: date) -> date:
    """The first of a month that comes next, if not that very day."""
    return day if day.day == 1 else find_month_end(day) + ONE_DAY


EVENT_DAYS: dict[str, Callable[[date], date]] = {
    "month start": _find_month_start,
    "month end": find_month_end,
}
"""Events that the calendar itself brings: their first day from another day on."""
