"""What absences do to a term: they stop the project's time limits, or move no delivery."""

from __future__ import annotations

from dataclasses import replace

from lindero.calendar.business_days import BusinessCalendar
from lindero.catalogue.facts import Fact
from lindero.catalogue.specs import load_catalogue
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import YesNo


def fit_absences(rulebook: Rulebook, calendar: BusinessCalendar, fact: Fact) -> BusinessCalendar:
    """The calendar by which one term is counted, as the rules answer what absences do to it."""
    pause = rulebook.find_role_fact("absence-pause")
    if pause is None or not isinstance(pause.figure, YesNo):
        return calendar
    if pause.figure.yes:
        return replace(calendar, pauses=_is_delivery(fact) or _is_project_limit(fact))
    return replace(calendar, absences=None) if _is_delivery(fact) else calendar


def _is_delivery(fact: Fact) -> bool:
    return fact.holder.startswith("services.") and fact.name == "delivery"


def _is_project_limit(fact: Fact) -> bool:
    topic = load_catalogue().get(fact.holder.partition(".")[0])
    return topic is not None and topic.project
