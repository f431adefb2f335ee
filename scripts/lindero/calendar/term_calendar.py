"""The calendar by which one term is counted: in which hours, with which absences and cut-off."""

from __future__ import annotations

from dataclasses import replace

from lindero.calendar.absence_pauses import fit_absences
from lindero.calendar.business_days import BusinessCalendar
from lindero.catalogue.facts import Fact
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Hours, Window

_AT_ANY_TIME = Hours(tuple(Window(day, 0, 24 * 60) for day in range(7)))


def fit_calendar(
    rulebook: Rulebook, whole: BusinessCalendar, fact: Fact, *, arrives: bool
) -> BusinessCalendar:
    """The calendar of a term that begins with what a client sends, or with anything else."""
    if has_own_hours(fact):
        return BusinessCalendar(
            whole.zone, _find_own_hours(rulebook, fact), language=whole.language
        )
    calendar = fit_absences(rulebook, whole, fact)
    if arrives and not (fact.spec and fact.spec.sent):
        return calendar
    # A cut-off is for what comes in: a delivery at night is one of that day.
    return replace(calendar, cutoff=None, counted=None)


def has_own_hours(fact: Fact) -> bool:
    """Whether time passes by hours of its own, on days without work and in absences, too."""
    return bool(fact.spec and fact.spec.within)


def find_answer_beside(rulebook: Rulebook, fact: Fact, name: str) -> Fact | None:
    """The answer of a name to the same rule in the same case."""
    _, at, case = fact.address.partition("@")
    return rulebook.find_fact(f"{fact.holder}.{name}{at}{case}") if name else None


def _find_own_hours(rulebook: Rulebook, fact: Fact) -> Hours:
    answer = find_answer_beside(rulebook, fact, fact.spec.within if fact.spec else "")
    return answer.figure if answer and isinstance(answer.figure, Hours) else _AT_ANY_TIME
