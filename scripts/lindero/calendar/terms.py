"""A term counted step by step: its event, its time, and what follows one upon the other."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Literal

from lindero.calendar.business_days import BusinessCalendar
from lindero.calendar.plain_days import (
    When,
    day_of,
    find_month_end,
    last_day_of,
    move_by_months,
)
from lindero.frozen import Frozen
from lindero.shapes import Deadline, Period
from lindero.shapes.terms import TermStep


class TermDay(Frozen):
    """What leads to a day: an event of the calendar, a period, or a step that follows."""

    reached_by: Literal["month start", "month end"] | Period | TermStep
    day: When

    @property
    def period(self) -> Period | None:
        """What is counted up to it, if anything is."""
        by = self.reached_by
        return by.period if isinstance(by, TermStep) else by if isinstance(by, Period) else None

    @property
    def written(self) -> str:
        """What leads to it, as an author writes it."""
        by = self.reached_by
        return by if isinstance(by, str) else by.written


def count_term(calendar: BusinessCalendar, term: Deadline, event: When) -> list[TermDay]:
    """Every day on the way, the last of them the end; empty where the event itself is the end.

    Raises OutOfCalendar.
    """
    days: list[TermDay] = []
    if (begun := calendar.find_event_day(term, event)) != event:
        days.append(TermDay("month end" if term.event == "month end" else "month start", begun))
    if term.period:
        days.append(TermDay(term.period, calendar.find_due_date(term, event)))
    for step in term.steps or ():
        last = last_day_of(days[-1].day) if days else day_of(begun)
        days.append(TermDay(step, _follow_step(calendar, step, last)))
    return days


def _follow_step(calendar: BusinessCalendar, step: TermStep, day: date) -> date:
    """The day to which a step leads from another one."""
    if step.period:
        return day_of(calendar.add_period(step.period, day))
    if step.kind == "month end":
        return find_month_end(day)
    days = step.days or ()
    following = move_by_months(day.replace(day=1), 1)
    if step.kind == "next month":
        return _find_day_in_month(following, days[0])
    here = (_find_day_in_month(month, one) for month in (day, following) for one in days)
    return next(one for one in here if one >= day)


def _find_day_in_month(month: date, day: int) -> date:
    """A day of the month; its last where it has no such day."""
    return month.replace(day=min(day, monthrange(month.year, month.month)[1]))
