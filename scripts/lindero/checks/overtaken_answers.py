"""Times by which a message that is sent later would be answered sooner, or while nobody is in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import NamedTuple

from lindero.calendar.business_days import BusinessCalendar
from lindero.calendar.plain_days import ONE_DAY, OutOfCalendar, last_day_of
from lindero.calendar.rule_calendar import make_calendar
from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import Role
from lindero.checks.context import CheckContext
from lindero.checks.fairness import ANSWER
from lindero.findings.finding import Finding
from lindero.rulebook.rule import Rule
from lindero.shapes import Period
from lindero.shapes.clocks import LAST_MINUTE, format_clock
from lindero.shapes.hours import Hours
from lindero.shapes.near.times import WEEKDAYS

_ANSWER = ANSWER.format(code="overtaken-answer")
_LATER: tuple[Role, ...] = ("cutoff", "counted-from")
_ANY_WEEK = [date(2026, 6, 1) + at * ONE_DAY for at in range(7)]


class _ShutAnswer(NamedTuple):
    """A message of the last minute of a day, and an answer that is due while nobody is in."""

    arrives: datetime
    due: datetime
    on_workday: bool


def find_overtaken_answers(context: CheckContext) -> Iterator[Finding]:
    """A time to answer that is longer than until the next business day, when the rest is answered.

    Looked at in a week of the usual hours and of every season, without holidays or half days.
    """
    rule = context.rulebook.find_role_rule("answer-time")
    is_timed = context.rulebook.find_role_fact("working-hours") is not None
    weeks: list[BusinessCalendar] = []
    for variant in rule.variants if rule else ():
        for fact in _list_next_day_facts(variant):
            weeks = weeks or _list_weeks(context)
            workdays = _is_answered_yes(variant, fact)
            if any(_is_overtaken(week, fact.figure, workdays=workdays) for week in weeks):
                yield _report_long_answer(context, fact)
            elif is_timed and fact == variant.find_role_fact("answer-time"):
                shut = (_find_shut_moments(week, fact.figure, workdays=workdays) for week in weeks)
                if found := next(chain.from_iterable(shut), None):
                    yield _report_shut_answer(context, fact, found)


def _list_next_day_facts(variant: Rule) -> Iterator[Fact]:
    """The times within which is answered what does not wait for the next business day anyway."""
    for fact in variant.facts.values():
        outside = variant.facts.get(fact.spec.outside) if fact.spec else None
        if outside and outside.figure.written == "next":
            yield fact


def _is_answered_yes(variant: Rule, fact: Fact) -> bool:
    workdays = variant.facts.get(fact.spec.workdays) if fact.spec else None
    return workdays is not None and workdays.figure.written == "yes"


def _list_weeks(context: CheckContext) -> list[BusinessCalendar]:
    calendar = make_calendar(context.rulebook, holidays=False)
    seasons = calendar.seasons.entries if calendar.seasons else ()
    plain = replace(calendar, absences=None, listed=None, half_days=None, seasons=None)
    weeks = [calendar.hours, *(season.hours for season in seasons if season.hours)]
    return [replace(plain, hours=hours) for hours in weeks]


def _is_overtaken(week: BusinessCalendar, figure: object, *, workdays: bool) -> bool:
    assert isinstance(figure, Period)
    for day in filter(week.is_business_day, _ANY_WEEK):
        try:
            ends = week.add_period(figure, _find_last_moment(week, day), workdays=workdays)
        except OutOfCalendar:
            return True
        if last_day_of(ends) > week.next_business_day(day + ONE_DAY):
            return True
    return False


def _find_last_moment(week: BusinessCalendar, day: date) -> datetime:
    """The last at which a message still counts on that day."""
    closes, cutoff = week.find_windows(day)[-1][1], week.find_cutoff(day)
    latest = min(closes, LAST_MINUTE - 1, closes if cutoff is None else cutoff)
    return week.localize_moment(datetime.combine(day, time()) + timedelta(minutes=latest))


def _find_shut_moments(
    week: BusinessCalendar, figure: object, *, workdays: bool
) -> Iterator[_ShutAnswer]:
    """The last message of a day and its answer, on days on which that is due out of hours."""
    assert isinstance(figure, Period)
    for last in (_find_last_moment(week, day) for day in _ANY_WEEK if week.is_business_day(day)):
        due = week.add_period(figure, last, workdays=workdays)
        if isinstance(due, datetime):
            windows, minute = week.find_windows(due.date()), due.hour * 60 + due.minute
            # A break at noon ends no day.
            if not windows or not windows[0][0] <= minute <= windows[-1][1]:
                yield _ShutAnswer(last, due, on_workday=bool(windows))


def _report_shut_answer(context: CheckContext, fact: Fact, late: _ShutAnswer) -> Finding:
    written = fact.figure.written
    start, end = (f"{WEEKDAYS[one.weekday()]} {one:%H:%M}" for one in (late.arrives, late.due))
    message = f"`{written}` after {start} end at {end}, when you are closed; what comes later "
    message += "waits for the next business day"
    counted = re.sub(r"\b(hour|minute)", r"business \1", written)
    shorter = counted if late.on_workday else "workdays: yes"
    help_ = f"write `{shorter}`, or `outside: same` where you answer at any time"
    return Finding("closed-hours", message, context.locate_value(*fact.path), help_, "warning")


def _report_long_answer(context: CheckContext, fact: Fact) -> Finding:
    message = (
        f"`{fact.address}` ({fact.figure.written}) ends after the next business day, on which "
        "what comes after hours is answered: whoever writes later is answered sooner"
    )
    shorter = "`outside: opening`, so that the time begins with working hours, or `1 business day`"
    help_ = f"write {shorter}; {_ANSWER}"
    return Finding("overtaken-answer", message, context.locate_value(*fact.path), help_, "warning")


def find_late_count_start(context: CheckContext) -> Iterator[Finding]:
    """What came the evening before counts from a later time than what comes in the morning."""
    fact = context.rulebook.find_role_fact("counted-from")
    calendar = make_calendar(context.rulebook, holidays=False)
    if fact is None or calendar.counted is None:
        return
    seasons = calendar.seasons.entries if calendar.seasons else ()
    weeks = [calendar.hours, *(season.hours for season in seasons if season.hours)]
    opens = min(_find_first_opening(hours) for hours in weeks)
    closes = max(one.end for one in calendar.hours.windows)
    if opens < calendar.counted.minutes < closes:
        written, first = fact.figure.written, format_clock(opens)
        message = (
            f"`counted: {written}` is later than {first}, when the doors open: what arrives in "
            "between counts sooner than what came the evening before"
        )
        help_ = f"write the time at which work begins, `{first}`; {_ANSWER}"
        yield Finding(
            "overtaken-answer", message, context.locate_value(*fact.path), help_, "warning"
        )


def find_passed_half_days(context: CheckContext) -> Iterator[Finding]:
    """Half days that are no business days: what comes on them counts before what waits for one."""
    rulebook = context.rulebook
    counts, days = (rulebook.find_role_fact(role) for role in ("half-day-counts", "half-days"))
    if days is None or counts is None or counts.figure.written != "no":
        return
    rule = rulebook.find_role_rule("answer-time")
    waits = any(next(_list_next_day_facts(one), None) for one in (rule.variants if rule else ()))
    if waits or any(rulebook.find_role_fact(role) for role in _LATER):
        message = (
            "what comes on a half day counts at once, and what came the evening before waits for "
            "the next business day, which it is not: whoever writes later is answered sooner"
        )
        help_ = f"write `half-count: yes`, or list the days as `absences`; {_ANSWER}"
        place = context.locate_value(*counts.path)
        yield Finding("overtaken-answer", message, place, help_, "warning")


def _find_first_opening(hours: Hours) -> int:
    return min(one.start for one in hours.windows)
