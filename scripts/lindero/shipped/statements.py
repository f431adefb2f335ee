"""What the catalogue's files on points and situations may name: statements that there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lindero.catalogue.clauses import NO_RULE
from lindero.catalogue.situations import AMOUNTS, parse_statement
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


def find_situation_problems(situations: Mapping[str, Any]) -> Iterator[Problem]:
    """Statements that no rule has, and those of the other lists that are not told."""
    for situation, spec in situations.items():
        for key in ("tells", "beside", "instead"):
            for at, address in enumerate(spec.get(key, ())):
                if key != "tells" and address not in spec["tells"]:
                    yield name_problem(f"`{address}` is not among `tells`", situation, key, at)
                elif address != AMOUNTS and not _is_statement(address):
                    yield name_problem(f"there is no statement `{address}`", situation, key, at)


def _is_statement(address: str) -> bool:
    rule, clause = parse_statement(address)
    known = list_rules().get(rule, {}).get("clauses", {})
    return rule in list_rules() and clause in {*known, NO_RULE}
