"""The points that clauses settle: questions that have one answer in given circumstances."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from lindero.frozen import Frozen
from lindero.resources.data import read_shipped_yaml

ANY = "any"
"""In place of answers to a point: whatever the answer is."""

MISSING = "missing"
"""In place of answers to a point: nothing answers it."""

Answers = Mapping[str, tuple[str, ...]]
"""By point, the answers that something is about."""


class PointSpec(Frozen):
    """A point: the question by language, and the labels that answer it; none where figures do.

    The answers in `beside` can be true together with another one. A `reckoned` point is answered
    by amounts or lengths of time that are worked out, and by no label; `mend` says what an author
    may do where two answers differ.
    """

    name: str
    asks: Mapping[str, str]
    answers: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    reckoned: bool = False
    mend: str = "say the same in both places, or give one of them a case of its own"


@cache
def load_points() -> Mapping[str, PointSpec]:
    """Every point by its name: `deposit.fate`."""
    written: Mapping[str, Any] = read_shipped_yaml("catalogue/points.yml")
    return {
        f"{situation}.{name}": _make_point_spec(f"{situation}.{name}", point)
        for situation, points in written.items()
        for name, point in points.items()
    }


def _make_point_spec(name: str, point: Mapping[str, Any]) -> PointSpec:
    lists = {key: tuple(value) for key, value in point.items() if key in {"answers", "beside"}}
    return PointSpec(name, **{**point, **lists})


def read_answers(written: Mapping[str, Any]) -> Answers:
    """Answers to points as data has them: one word, or a list."""
    return {
        point: (answers,) if isinstance(answers, str) else tuple(answers)
        for point, answers in written.items()
    }
