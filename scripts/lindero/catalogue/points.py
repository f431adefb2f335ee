"""The points that clauses settle: questions that have one answer in given circumstances."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from lindero.resources.data import read_shipped_yaml


@dataclass(frozen=True)
class PointSpec:
    """A point: the question by language, and the labels that answer it; none where figures do.

    The answers in `beside` can be true together with another one.
    """

    name: str
    asks: Mapping[str, str]
    answers: tuple[str, ...]
    beside: tuple[str, ...] = ()


@cache
def load_points() -> Mapping[str, PointSpec]:
    """Every point by its name: `deposit.fate`."""
    written: Mapping[str, Any] = read_shipped_yaml("catalogue/points.yml")
    return {
        f"{situation}.{name}": PointSpec(
            f"{situation}.{name}",
            point["asks"],
            tuple(point.get("answers", ())),
            tuple(point.get("beside", ())),
        )
        for situation, points in written.items()
        for name, point in points.items()
    }
