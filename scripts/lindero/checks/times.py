"""What must hold between the rules of time, the calendar and the day."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.calendar.holidays import find_holiday_region, find_region_problem
from lindero.catalogue.specs import Role
from lindero.checks.context import CheckContext
from lindero.findings.finding import Finding
from lindero.shapes import Absence, Absences, Rate, Season, Seasons
from lindero.shapes.calendar_days import CalendarDay, DateSpan
from lindero.shapes.clocks import Clock, format_clock
from lindero.shapes.hours import Hours

_HOURS_AND_CUTOFF: tuple[Role, ...] = ("working-hours", "cutoff")


def find_past_absences(context: CheckContext) -> Iterator[Finding]:
    """Absences and seasons of one year that are over; pages would go on announcing them."""
    for fact in context.rulebook.facts.values():
        if not isinstance(fact.figure, Absences | Seasons):
            continue
        entries: tuple[Absence | Season, ...] = fact.figure.entries
        for at, entry in enumerate(entries):
            if entry.span.is_past(context.as_of):
                place = context.locate_value(*fact.path, at, "from")
                message = (
                    f"`{entry.span.last.written}` is past; today is {context.as_of.isoformat()}"
                )
                yield Finding(
                    "past-absence",
                    message,
                    place,
                    f"take it out, or write `{_format_yearly_span(entry.span)}` for every year",
                    "warning",
                )


def find_future_rates(context: CheckContext) -> Iterator[Finding]:
    """A rate from outside is told as of a day that has come; nobody knows its level before."""
    for fact in context.rulebook.facts.values():
        outside = fact.figure.outside if isinstance(fact.figure, Rate) else None
        if outside and outside.as_of.date > context.as_of:
            message = f"nobody knows yet what it is on `{outside.as_of.written}`; today is {context.as_of.isoformat()}"
            help_ = f"write the day of which you know it: `as of: {context.as_of.isoformat()}`"
            yield Finding("bad-date", message, context.locate_value(*fact.path, "as of"), help_)


def find_unknown_region(context: CheckContext) -> Iterator[Finding]:
    """The public holidays that are kept can be told."""
    rulebook, region = context.rulebook, find_holiday_region(context.rulebook)
    fact = rulebook.find_role_fact("holiday-region" if region else "public-holidays")
    if fact is None or region is None:
        return
    if problem := find_region_problem(rulebook.business.country, region):
        place = context.locate_value(*fact.path)
        yield Finding(problem.code, problem.message, place, problem.help)


def find_outside_cutoff(context: CheckContext) -> Iterator[Finding]:
    """The time after which a message counts for the next day lies within the day's hours."""
    rule = context.rulebook.find_role_rule("working-hours")
    for variant in rule.variants if rule else ():
        week, cutoff = (variant.find_role_fact(role) for role in _HOURS_AND_CUTOFF)
        if week and cutoff and isinstance(week.figure, Hours) and isinstance(cutoff.figure, Clock):
            first, last = (
                min(one.start for one in week.figure.windows),
                max(one.end for one in week.figure.windows),
            )
            if not first < cutoff.figure.minutes <= last:
                message = f"`{cutoff.figure.written}` is outside the hours, which go from {format_clock(first)} to {format_clock(last)}"
                help_ = f"write a time within them, at the latest `{format_clock(last)}`"
                yield Finding(
                    "cutoff-outside", message, context.locate_value(*cutoff.path), help_, "warning"
                )


def _format_yearly_span(span: DateSpan) -> str:
    first, last = (
        CalendarDay(day.month, min(day.day, 28) if day.month == 2 else day.day)
        for day in (span.first, span.last)
    )
    return DateSpan(first, last).written
