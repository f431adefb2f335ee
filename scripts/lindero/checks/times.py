"""What must hold between the rules of time, the calendar and the day."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.calendar.holidays import (
    find_holiday_region,
    find_named_region,
    find_region_problem,
    knows_public_holidays,
    lacks_region,
    strip_country,
    suggest_holidays,
)
from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import Role
from lindero.catalogue.specs import find_role_spec
from lindero.checks.context import CheckContext
from lindero.findings.finding import Finding, Related
from lindero.shapes import Absence, Absences, DayClocks, Rate, Season, Seasons, YesNo
from lindero.shapes.calendar_days import CalendarDay, DateSpan
from lindero.shapes.clocks import Clock, format_clock
from lindero.shapes.hours import Hours
from lindero.shapes.near.times import WEEKDAYS

_HOURS_AND_CUTOFF: tuple[Role, ...] = ("working-hours", "cutoff")


def find_past_absences(context: CheckContext) -> Iterator[Finding]:
    """Absences and seasons of one year that are over; pages would go on announcing them."""
    for fact in context.rulebook.facts.values():
        if not isinstance(fact.figure, Absences | Seasons):
            continue
        entries: tuple[Absence | Season, ...] = fact.figure.entries
        for at, entry in enumerate(entries):
            if entry.span.is_past(context.as_of):
                last, yearly = entry.span.last.written, _format_yearly_span(entry.span)
                place = context.locate_value(*fact.path, at, "from")
                message = f"`{last}` is past; today is {context.as_of}"
                help_ = f"take it out, or write `{yearly}` for every year"
                yield Finding("past-absence", message, place, help_, "warning")


def find_future_rates(context: CheckContext) -> Iterator[Finding]:
    """A rate from outside is told as of a day that has come; nobody knows its level before."""
    for fact in context.rulebook.facts.values():
        outside = fact.figure.outside if isinstance(fact.figure, Rate) else None
        if outside and outside.as_of.date > context.as_of:
            day, today = outside.as_of.written, context.as_of
            message = f"nobody knows yet what it is on `{day}`; today is {today}"
            help_ = f"write the day of which you know it: `as of: {today}`"
            yield Finding("bad-date", message, context.locate_value(*fact.path, "as of"), help_)


def find_unknown_region(context: CheckContext) -> Iterator[Finding]:
    """The public holidays that are kept can be told."""
    rulebook = context.rulebook
    public = rulebook.find_role_fact("public-holidays")
    region = find_holiday_region(rulebook) if public else None
    fact = rulebook.find_role_fact("holiday-region") if region else public
    if fact is None or region is None:
        return
    if problem := find_region_problem(rulebook.business.country, region):
        place = context.locate_value(*fact.path)
        yield Finding(problem.code, problem.message, place, problem.help)


def find_unknown_holidays(context: CheckContext) -> Iterator[Finding]:
    """A sentence leaves public holidays out, and nobody can say which days those are."""
    rulebook = context.rulebook
    fact = rulebook.find_role_fact("holiday-place") or _find_workdays(context)
    if fact is None or (knows_public_holidays(rulebook) and not lacks_region(rulebook)):
        return
    answers = (find_role_spec(role).id for role in ("public-holidays", "working-hours"))
    if any(map(context.is_doubtful, answers)):
        return
    written = f"{fact.name}: {fact.figure.written}"
    message = f"`{written}` leaves out public holidays, and nothing says which days they are"
    if knows_public_holidays(rulebook):
        message = f"`{written}` leaves out its public holidays, and only the country's are known"
    place, help_ = context.locate_value(*fact.path), suggest_holidays(rulebook.business.country)
    yield Finding("unknown-holidays", message, place, help_, "warning")


def find_other_region(context: CheckContext) -> Iterator[Finding]:
    """The place with the days off is a region, and the holidays counted are those of another."""
    rulebook = context.rulebook
    place, region = (rulebook.find_role_fact(role) for role in ("holiday-place", "holiday-region"))
    named, counted = find_named_region(rulebook), find_holiday_region(rulebook)
    if not place or not region or not named or not counted:
        return
    if strip_country(rulebook.business.country, counted) != named:
        message = f"`{region.figure.written}` is another region than `{place.figure.written}`"
        help_ = f"write `region: {named}`, or here the place that you mean"
        related = (Related(context.locate_value(*region.path), "the days that are counted"),)
        place_mark = context.locate_value(*place.path)
        yield Finding("other-region", message, place_mark, help_, related=related)


def _find_workdays(context: CheckContext) -> Fact | None:
    """An answer that only business days count, public holidays not among them."""
    facts = context.rulebook.facts
    for fact in facts.values():
        if fact.spec and fact.spec.workdays:
            _, at, case = fact.address.partition("@")
            answer = facts.get(f"{fact.holder}.{fact.spec.workdays}{at}{case}")
            if answer and isinstance(answer.figure, YesNo) and answer.figure.yes:
                return answer
    return None


def find_outside_cutoff(context: CheckContext) -> Iterator[Finding]:
    """The time after which a message counts for the next day lies within the day's hours."""
    for variant in context.rulebook.list_role_variants("working-hours"):
        week, cutoff = (variant.find_role_fact(role) for role in _HOURS_AND_CUTOFF)
        if week and cutoff and isinstance(cutoff.figure, DayClocks):
            yield from _find_unfit_days(context, week, cutoff, cutoff.figure)
        if week and cutoff and isinstance(week.figure, Hours) and isinstance(cutoff.figure, Clock):
            windows, time = week.figure.windows, cutoff.figure
            first, last = min(one.start for one in windows), max(one.end for one in windows)
            if not first < time.minutes <= last:
                opens, closes = format_clock(first), format_clock(last)
                place = context.locate_value(*cutoff.path)
                message = (
                    f"`{time.written}` is outside the hours, which go from {opens} to {closes}"
                )
                help_ = f"write a time within them, at the latest `{closes}`"
                yield Finding("cutoff-outside", message, place, help_, "warning")


def _find_unfit_days(
    context: CheckContext, week: Fact, cutoff: Fact, times: DayClocks
) -> Iterator[Finding]:
    """Weekdays whose time lies outside the day's hours, and those of work that have none."""
    windows = week.figure.windows if isinstance(week.figure, Hours) else ()
    place = context.locate_value(*cutoff.path)
    for day, name in enumerate(WEEKDAYS):
        time, here = times.find_minutes(day), [one for one in windows if one.day == day]
        if time is None and here:
            message = f"`{times.written}` says nothing of {name}, a day of work"
            help_ = f"add a time for it: `{name} {format_clock(here[-1].end)}` is its closing time"
            yield Finding("cutoff-outside", message, place, help_, "warning")
        elif time is not None and not (here and here[0].start < time <= here[-1].end):
            message = f"`{name} {format_clock(time)}` is outside the hours of that day"
            closed = "take the day out: nobody works then"
            ends = format_clock(here[-1].end) if here else ""
            help_ = f"write a time within them, at the latest `{ends}`" if here else closed
            yield Finding("cutoff-outside", message, place, help_, "warning")


def find_late_receipt(context: CheckContext) -> Iterator[Finding]:
    """The time at which a message counts as received comes when the doors are closed again."""
    for variant in context.rulebook.list_role_variants("working-hours"):
        week, counted = (variant.find_role_fact(role) for role in ("working-hours", "counted-from"))
        if not week or not counted or not isinstance(week.figure, Hours):
            continue
        last = format_clock(max(one.end for one in week.figure.windows))
        if isinstance(counted.figure, Clock) and counted.figure.written >= last:
            message = f"`{counted.figure.written}` is out of hours: the doors close at {last}"
            place = context.locate_value(*counted.path)
            help_ = "write the time at which that day's work begins"
            yield Finding("cutoff-outside", message, place, help_, "warning")


def _format_yearly_span(span: DateSpan) -> str:
    # 29 February comes every four years; as a day of every year it would be refused.
    first, last = (
        CalendarDay(day.month, min(day.day, 28) if day.month == 2 else day.day)
        for day in (span.first, span.last)
    )
    return DateSpan(first, last).written
