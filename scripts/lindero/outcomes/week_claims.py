"""What happens on a day of the week, and whether anybody is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lindero.outcomes.claims import Claim, Label, make_fact_source
from lindero.outcomes.held_rules import HeldRules
from lindero.shapes import Choice, Hours

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def list_week_claims(held: HeldRules, _: Sequence[Claim]) -> Iterator[Claim]:
    """A report that always comes on one day needs somebody at work on it."""
    reports, hours = held.find_rule("report-weekday"), held.find_rule("working-hours")
    day, week = held.find_fact("report-weekday"), held.find_fact("working-hours")
    if not reports or not hours or not day or not week:
        return
    if isinstance(day.figure, Choice) and isinstance(week.figure, Hours):
        is_open = _WEEKDAYS.index(day.figure.name) in week.figure.days
        source = make_fact_source(reports, day)
        yield Claim("reports.day", Label("at-work"), source)
        said = Label("at-work" if is_open else "closed")
        yield Claim("reports.day", said, make_fact_source(hours, week))
