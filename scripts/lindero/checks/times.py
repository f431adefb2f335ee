"""What must hold between the rules of time, the calendar and the day."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.calendar.holidays import region_problem, wanted_region
from lindero.checks.context import Checked
from lindero.findings.finding import Diagnostic
from lindero.shapes import Absence, Absences, Rate, Season, Seasons
from lindero.shapes.calendar_days import CalendarDay, Span
from lindero.shapes.hours import Clock, Hours, clock


def past_absences(checked: Checked) -> Iterator[Diagnostic]:
    """Absences and seasons of one year that are over; pages would go on announcing them."""
    for fact in checked.rulebook.facts.values():
        if not isinstance(fact.figure, Absences | Seasons):
            continue
        entries: tuple[Absence | Season, ...] = fact.figure.entries
        for at, entry in enumerate(entries):
            if entry.span.is_past(checked.as_of):
                place = checked.value(*fact.path, at, "from")
                message = f"`{entry.span.last.written}` is past; today is {checked.as_of.isoformat()}"
                yield Diagnostic(
                    "past-absence", message, place, f"take it out, or write `{_every_year(entry.span)}` for every year", "warning"
                )


def rates_to_come(checked: Checked) -> Iterator[Diagnostic]:
    """A rate from outside is told as of a day that has come; nobody knows its level before."""
    for fact in checked.rulebook.facts.values():
        outside = fact.figure.outside if isinstance(fact.figure, Rate) else None
        if outside and outside.as_of.date > checked.as_of:
            message = f"nobody knows yet what it is on `{outside.as_of.written}`; today is {checked.as_of.isoformat()}"
            help_ = f"write the day of which you know it: `as of: {checked.as_of.isoformat()}`"
            yield Diagnostic("bad-date", message, checked.value(*fact.path, "as of"), help_)


def holiday_region(checked: Checked) -> Iterator[Diagnostic]:
    """The public holidays that are kept can be told."""
    region = wanted_region(checked.rulebook)
    problem = region_problem(checked.rulebook.business.country, region) if region is not None else None
    if problem:
        place = checked.value("time", "holidays", "region" if region else "public")
        yield Diagnostic(problem.code, problem.message, place, problem.help)


def cutoff_in_hours(checked: Checked) -> Iterator[Diagnostic]:
    """The time after which a message counts for the next day lies within the day's hours."""
    rule = checked.rulebook.rules.get("time.hours")
    for variant in rule.variants if rule else ():
        week, cutoff = (variant.facts.get(name) for name in ("week", "cutoff"))
        if week and cutoff and isinstance(week.figure, Hours) and isinstance(cutoff.figure, Clock):
            first, last = min(one.start for one in week.figure.windows), max(one.end for one in week.figure.windows)
            if not first < cutoff.figure.minutes <= last:
                message = f"`{cutoff.figure.written}` is outside the hours, which go from {clock(first)} to {clock(last)}"
                help_ = f"write a time within them, at the latest `{clock(last)}`"
                yield Diagnostic("cutoff-outside", message, checked.value(*cutoff.path), help_, "warning")


def _every_year(span: Span) -> str:
    first, last = (CalendarDay(day.month, min(day.day, 28) if day.month == 2 else day.day) for day in (span.first, span.last))
    return Span(first, last).written
