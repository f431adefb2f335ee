"""Half days: which they are, until when they go, and that there is work on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from lindero.calendar.business_days import BusinessCalendar, Closure
from lindero.calendar.plain_days import ONE_DAY
from lindero.calendar.rule_calendar import make_calendar
from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import Role
from lindero.checks.context import CheckContext
from lindero.findings.finding import Finding
from lindero.shapes import Absences
from lindero.shapes.calendar_days import DateSpan
from lindero.shapes.clocks import format_clock

_OF_HALF_DAYS: tuple[Role, ...] = ("half-day-end", "half-day-counts")
_YEARS = 12
"""After so many, a day of every year has been each day of the week."""

_WHY = {
    "weekend": "it is a weekend",
    "weekday": "it is no day of work",
    "season": "that season is closed",
    "absence": "it lies in an absence",
    "holiday": "it is a public holiday",
    "half-day": "",
}


def find_unnamed_half_days(context: CheckContext) -> Iterator[Finding]:
    """What half days are like, where nothing says which days they are; or which, and not how."""
    for variant in context.rulebook.list_role_variants("half-days"):
        days, *others = (variant.find_role_fact(role) for role in ("half-days", *_OF_HALF_DAYS))
        for fact in others if days is None else ():
            if fact:
                written = f"{fact.name}: {fact.figure.written}"
                message = f"`{written}` speaks of half days, and nothing says which days they are"
                help_ = "list them beside it, `half-days: [{from: 12-24}]`, or take it out"
                place = context.locate_value(*fact.path)
                yield Finding("unknown-half-days", message, place, help_, "warning")
        if days and others[0] is None:
            message = "nothing says until when work goes on these half days"
            help_ = "write it beside them: `half-until: 13:00`"
            place = context.locate_value(*days.path)
            yield Finding("unknown-half-days", message, place, help_, "warning")


def find_idle_half_days(context: CheckContext) -> Iterator[Finding]:
    """Half days on which nobody works anyway, and an end of them that ends nothing."""
    days, end = (context.rulebook.find_role_fact(role) for role in ("half-days", "half-day-end"))
    if days is None or not isinstance(days.figure, Absences):
        return
    calendar = make_calendar(context.rulebook)
    if end:
        yield from _find_idle_end(context, calendar, end)
    whole = replace(calendar, half_days=None)
    for at, entry in enumerate(days.figure.entries):
        closures = [whole.why_closed(day) for day in _list_days(entry.span, context.as_of)]
        if why := _find_common_closure(closures):
            name = f" ({why.name})" if why.name else ""
            message = f"nobody works on `{entry.span.machine}`: {_WHY[why.reason]}{name}"
            place = context.locate_value(*days.path, at, "from")
            help_ = "take it out, or let it be a day of work"
            yield Finding("idle-half-day", message, place, help_, "warning")


def _list_days(span: DateSpan, as_of: date) -> Iterator[date]:
    """The days of a span, in each of some years where it is yearly."""
    for year in range(as_of.year, as_of.year + (_YEARS if span.yearly else 1)):
        first, last = span.list_year_dates(year)
        yield from (first + at * ONE_DAY for at in range((last - first).days + 1))


def _find_common_closure(closures: list[Closure | None]) -> Closure | None:
    """Why none of the days is one of work: the reason of the most; None where one of them is."""
    found = [one for one in closures if one]
    if not found or len(found) < len(closures):
        return None
    reasons = [one.reason for one in found]
    return next(one for one in found if one.reason == max(reasons, key=reasons.count))


def _find_idle_end(
    context: CheckContext, calendar: BusinessCalendar, end: Fact
) -> Iterator[Finding]:
    """An end of half days when the doors are closed already, or before they open."""
    seasons = calendar.seasons.entries if calendar.seasons else ()
    weeks = [calendar.hours, *(season.hours for season in seasons if season.hours)]
    windows = [window for hours in weeks for window in hours.windows]
    opens, closes = min(one.start for one in windows), max(one.end for one in windows)
    until = calendar.half_until
    if until is None or opens < until.minutes < closes:
        return
    message = f"`{until.written}` is no earlier than {format_clock(closes)}, when the doors close"
    help_ = f"write a time between `{format_clock(opens)}` and `{format_clock(closes)}`"
    if until.minutes <= opens:
        message = f"`{until.written}` is no later than {format_clock(opens)}, when the doors open"
        help_ = f"{help_}, or list the days as `absences`"
    place = context.locate_value(*end.path)
    yield Finding("idle-half-day", message, place, help_, "warning")
