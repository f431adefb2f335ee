"""The calendar that a rulebook's rules of time describe."""

from __future__ import annotations

from typing import TypeVar
from zoneinfo import ZoneInfo

from lindero.calendar.business_days import USUAL_WEEK, BusinessCalendar
from lindero.calendar.holidays import (
    PublicHolidays,
    find_holiday_region,
    find_listed_holidays,
    find_region_problem,
)
from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import Role
from lindero.catalogue.specs import find_role_spec
from lindero.resources.languages import TOOL_LANGUAGE
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Absences, Clock, DayClocks, Figure, Hours, Seasons, YesNo


def make_calendar(
    rulebook: Rulebook, language: str = TOOL_LANGUAGE, *, holidays: bool = True
) -> BusinessCalendar:
    """The calendar that the rules of time describe; public holidays count where they say so.

    Without `holidays` those that are not listed are left aside, and their library is not loaded.
    """
    region, country = find_holiday_region(rulebook), rulebook.business.country
    known = holidays and region is not None and not find_region_problem(country, region)
    counts = _find_figure(rulebook, "half-day-counts", YesNo)
    return BusinessCalendar(
        ZoneInfo(rulebook.business.timezone),
        hours=_find_figure(rulebook, "working-hours", Hours) or USUAL_WEEK,
        seasons=_find_dates(rulebook, "seasons", Seasons),
        absences=_find_dates(rulebook, "absences", Absences),
        holidays=PublicHolidays(country, region, language) if known else None,
        listed=find_listed_holidays(rulebook),
        cutoff=_find_figure(rulebook, "cutoff", Clock)
        or _find_figure(rulebook, "cutoff", DayClocks),
        counted=_find_figure(rulebook, "counted-from", Clock),
        language=language,
        half_days=_find_figure(rulebook, "half-days", Absences),
        half_until=_find_figure(rulebook, "half-day-end", Clock),
        half_counts=counts is None or counts.yes,
    )


_Kind = TypeVar("_Kind", bound=Figure)


def _find_figure(rulebook: Rulebook, role: Role, kind: type[_Kind]) -> _Kind | None:
    fact = rulebook.find_role_fact(role)
    return fact.figure if fact and isinstance(fact.figure, kind) else None


def _find_dates(rulebook: Rulebook, role: Role, kind: type[_Kind]) -> _Kind | None:
    """The first such dates of the topic where they belong; an own rule may hold them, too."""
    topic = find_role_spec(role).topic
    rules = (rule for rule in rulebook.rules.values() if rule.topic == topic)
    facts = (fact for rule in rules for one in rule.variants for fact in one.facts.values())
    figures = (fact.figure for fact in facts if _find_role(fact) in {role, None})
    return next((figure for figure in figures if isinstance(figure, kind)), None)


def _find_role(fact: Fact) -> Role | None:
    return fact.spec.role if fact.spec else None
