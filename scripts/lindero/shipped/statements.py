"""What the catalogue's file of points may name: statements that settle them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lindero.shapes.refusals import Problem
from lindero.shipped.reading import name_problem
from lindero.shipped.rules import list_rules


def find_point_problems(points: Mapping[str, Any]) -> Iterator[Problem]:
    """Points that no statement and no answer settles, and that are not worked out."""
    rules = list_rules().values()
    settling = [
        one for rule in rules for one in (*rule["clauses"].values(), *rule.get("claims", ()))
    ]
    settled = {point for one in settling for point in one.get("settles", ())}
    for situation, inner in points.items():
        for name, point in inner.items():
            if f"{situation}.{name}" not in settled and not point.get("reckoned"):
                message = f"no statement settles `{situation}.{name}`"
                help_ = "let a clause settle it, mark it `reckoned: true`, or take it out"
                yield name_problem(message, situation, name, help_=help_)
