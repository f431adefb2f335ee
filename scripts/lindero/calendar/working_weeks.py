"""On which weekdays somebody works, in each season that has hours of its own."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.calendar.business_days import USUAL_WEEK
from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import Role
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Hours, Seasons
from lindero.shapes.periods import Weeks

_ROLES: tuple[Role, ...] = ("working-hours", "seasons")


def iterate_hours(week: Fact | None, seasons: Fact | None) -> Iterator[Hours]:
    """The hours of every week that there is; nothing where no rule says when."""
    if week and isinstance(week.figure, Hours):
        yield week.figure
        if seasons and isinstance(seasons.figure, Seasons):
            yield from (one.hours for one in seasons.figure.entries if one.hours)


def list_weeks(rulebook: Rulebook) -> Weeks:
    """The weekdays of every week that somebody is told; the usual ones where no rule says when."""
    told = rulebook.list_role_variants("working-hours")
    hours = [each for rule in told for each in iterate_hours(*map(rule.find_role_fact, _ROLES))]
    return tuple({one.days for one in hours or (USUAL_WEEK,)})
