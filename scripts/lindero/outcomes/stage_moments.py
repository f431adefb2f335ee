"""When a stage comes that an author names in words: before the work, so long before, delivered."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

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
_TIME = r"hours?|days?|weeks?|horas?|días?|semanas?"
_AHEAD = re.compile(rf"(?P<count>\d+) (?P<unit>{_TIME}) (before|antes)\b")
_HOURS = {"hour": 1, "hora": 1, "day": 24, "día": 24, "week": 168, "semana": 168}


class Moment(NamedTuple):
    """A place in the course of any work, or how long before its day: the larger, the later."""

    kind: Literal["course", "ahead"]
    place: int

    def is_before(self, other: Moment | None) -> bool:
        """Whether it surely comes first."""
        return other is not None and self.kind == other.kind and self.place < other.place


def find_moment(called: str) -> Moment | None:
    """Which moment an author's words name; None for what only this work has."""
    words = called.casefold()
    if ahead := _AHEAD.match(words):
        return Moment("ahead", -int(ahead["count"]) * _HOURS[ahead["unit"].rstrip("s")])
    known = (at for at, moment in enumerate(_ORDERED) if moment.fullmatch(words))
    return next((Moment("course", at) for at in known), None)
