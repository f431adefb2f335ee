"""When a stage comes that an author names in words: before the work, so long before, delivered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple

from lindero.resources.languages import LANGUAGES, read_language_words
from lindero.shapes import Period
from lindero.shapes.units import TIME_UNITS, measure_unit

_WORK = r"((any |the )?work( (is done|starts|begins))?|(the )?start|starting)"
_TRABAJO = r"((el |del )?(trabajo|inicio|comienzo)( del trabajo)?|empezar|comenzar)"
_MOMENTS = (
    (
        r"((on|at|upon|after) )?(the )?(signature|signing|booking)( of the quote)?",
        r"a la firma( del presupuesto)?|al (firmar|reservar)",
        rf"before {_WORK}|antes (de )?{_TRABAJO}",
    ),
    (r"(on|at|upon|after) (the )?start|when work starts", rf"al {_TRABAJO}"),
    (r"before (the )?(final |last )?delivery", r"antes de (la )?entrega( final)?"),
    (
        r"(on|with|at|upon|after) (the )?(final |last )?delivery",
        r"(a|con|tras) la entrega( final)?|al entregar",
    ),
)
"""How stages are called, in an order that any work has."""
_ORDERED = tuple(re.compile("|".join(names)) for names in _MOMENTS)
_AHEAD = re.compile(r"(?P<count>\d+|an?|one|una?) (?P<unit>\w+) (before|antes)\b")


@cache
def list_unit_words(*forms: Literal["one", "other"]) -> Mapping[str, str]:
    """The words for one or for several of a unit of time, in any language, and the unit."""
    return {
        read_language_words(language)["units"][unit]["noun"][form]: unit
        for language in LANGUAGES
        for unit in TIME_UNITS
        for form in forms
    }


class Moment(NamedTuple):
    """A place in the course of any work, or how long before its day: the larger, the later."""

    kind: Literal["course", "ahead"]
    place: int

    def is_before(self, other: Moment | None) -> bool:
        """Whether it surely comes first."""
        return other is not None and self.kind == other.kind and self.place < other.place


def find_time_ahead(called: str) -> Period | None:
    """How long before something a stage comes: `14 days before the event`, `una semana antes`."""
    found = _AHEAD.match(called.casefold())
    unit = list_unit_words("one", "other").get(found["unit"]) if found else None
    if not found or not unit:
        return None
    return Period(int(found["count"]) if found["count"].isdecimal() else 1, unit)


def find_moment(called: str) -> Moment | None:
    """Which moment an author's words name; None for what only this work has."""
    words = called.casefold()
    if ahead := find_time_ahead(called):
        bounds = measure_unit(ahead.unit)
        return Moment("ahead", -ahead.count * bounds[1]) if bounds else None
    known = (at for at, moment in enumerate(_ORDERED) if moment.fullmatch(words))
    return next((Moment("course", at) for at in known), None)
