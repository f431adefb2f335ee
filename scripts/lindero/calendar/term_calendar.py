"""The calendar by which one term is counted: in which hours, with which absences and cut-off."""

from __future__ import annotations

from dataclasses import replace

from lindero.calendar.absence_pauses import fit_absences
from lindero.calendar.business_days import BusinessCalendar
from lindero.catalogue.facts import Fact
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Hours, Period, Window
from lindero.shapes.periods import BUSINESS_UNITS

_AT_ANY_TIME = Hours(tuple(Window(day, 0, 24 * 60) for day in range(7)))


def fit_calendar(
    rulebook: Rulebook, whole: BusinessCalendar, fact: Fact, *, arrives: bool
) -> BusinessCalendar:
    """The calendar of a term that begins with what a client sends, or with anything else."""
    if own := find_own_hours(rulebook, fact):
        return BusinessCalendar(whole.zone, own, language=whole.language)
    calendar = fit_absences(rulebook, whole, fact)
    if arrives and not (fact.spec and fact.spec.sent):
        return calendar
    # A cut-off is for what comes in: a delivery at night is one of that day.
    return replace(calendar, cutoff=None, counted=None)


def find_own_hours(rulebook: Rulebook, fact: Fact) -> Hours | None:
    """The hours in which it passes on any day, without work and in absences, too, if it has such.

    What is said to pass in business hours does so where nothing else is answered.
    """
    if fact.spec is None or not fact.spec.within:
        return None
    answer = find_answer_beside(rulebook, fact, fact.spec.within)
    if answer and isinstance(answer.figure, Hours):
        return answer.figure
    is_plain = isinstance(fact.figure, Period) and fact.figure.unit not in BUSINESS_UNITS
    return _AT_ANY_TIME if is_plain else None


def find_answer_beside(rulebook: Rulebook, fact: Fact, name: str) -> Fact | None:
    """The answer of a name to the same rule in the same case."""
    _, at, case = fact.address.partition("@")
    return rulebook.find_fact(f"{fact.holder}.{name}{at}{case}") if name else None
