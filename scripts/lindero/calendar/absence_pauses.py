"""What absences do to a term: they stop the project's time limits, or move no delivery.

Messages that come meanwhile wait until the absence is over, but for what is urgent where somebody
attends to it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from lindero.calendar.business_days import BusinessCalendar
from lindero.calendar.plain_days import ONE_DAY, When, day_of
from lindero.catalogue.facts import Fact
from lindero.catalogue.specs import load_catalogue
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import YesNo

_ATTENDED = {"colleague", "urgent"}


def fit_absences(rulebook: Rulebook, calendar: BusinessCalendar, fact: Fact) -> BusinessCalendar:
    """The calendar by which one term is counted, as the rules answer what absences do to it."""
    if fact.spec and fact.spec.open and _find_cover(rulebook) in _ATTENDED:
        return replace(calendar, absences=None)
    pause = rulebook.find_role_fact("absence-pause")
    if pause is None or not isinstance(pause.figure, YesNo):
        return calendar
    if pause.figure.yes:
        return replace(calendar, pauses=is_delivery(fact) or _is_project_limit(fact))
    return replace(calendar, absences=None) if is_delivery(fact) else calendar


def await_return(rulebook: Rulebook, calendar: BusinessCalendar, fact: Fact, start: When) -> When:
    """The start, or the end of the absence in which a message comes that waits until then."""
    waits = fact.spec is not None and fact.spec.outside and _find_cover(rulebook)
    if not waits or not calendar.find_absence(day_of(start)):
        return start
    day = day_of(start)
    while away := calendar.find_absence(day):
        day = away.last + ONE_DAY
    last = day - ONE_DAY
    # Not only with the next opening: what comes in between must not be answered sooner.
    return calendar.find_clock_start(last) if isinstance(start, datetime) else last


def _find_cover(rulebook: Rulebook) -> str:
    cover = rulebook.find_role_fact("absence-cover")
    return cover.figure.written if cover else ""


def is_delivery(fact: Fact) -> bool:
    """Whether it is the time in which a service is delivered, from the start of work on."""
    return fact.holder.startswith("services.") and fact.name == "delivery"


def _is_project_limit(fact: Fact) -> bool:
    topic = load_catalogue().get(fact.holder.partition(".")[0])
    return topic is not None and topic.project
