"""A season with hours of its own is no time in which nobody is there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lindero.checks.context import CheckContext
from lindero.findings.finding import Finding, Related
from lindero.shapes import Absences, Seasons
from lindero.shapes.calendar_days import DateSpan


def find_idle_seasons(context: CheckContext) -> Iterator[Finding]:
    """Seasons that one absence covers whole: the page says open, and away."""
    seasons, absences = (context.rulebook.find_role_fact(role) for role in ("seasons", "absences"))
    if not (seasons and absences and isinstance(seasons.figure, Seasons)):
        return
    assert isinstance(absences.figure, Absences)
    for at, season in enumerate(seasons.figure.entries):
        for away, absence in enumerate(absences.figure.entries):
            if season.hours and _covers(absence.span, season.span, context.as_of):
                hours = f"`{season.hours.written}` holds on `{season.span.machine}`"
                message = f"{hours}, and nobody works then: `{absences.address}`"
                help_ = "let the absence be shorter, or take the season out"
                near = Related(context.locate_value(*absences.path, away, "from"), "away")
                place = context.locate_value(*seasons.path, at, "hours")
                yield Finding("conflicting-rules", message, place, help_, related=(near,))
                break


def _covers(absence: DateSpan, season: DateSpan, as_of: date) -> bool:
    """Whether no day of a season is left; for once, people may be away for one of every year."""
    if season.is_past(as_of) or (season.yearly and not absence.yearly):
        return False
    first, last = season.list_year_dates(as_of.year)
    turn = absence.find_turn(first)
    return bool(turn and last <= turn[1])
