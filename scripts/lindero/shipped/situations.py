"""What the catalogue's file of situations may say, and that every statement in it is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lindero.catalogue.clauses import NO_RULE
from lindero.catalogue.situations import AMOUNTS, ASIDE, SITUATIONS, parse_statement
from lindero.shapes import Problem
from lindero.shipped.reading import group_of, list_of, name_problem, read_words

_SITUATION = group_of({"tells": list_of(read_words)}, dict.fromkeys(ASIDE, list_of(read_words)))

SITUATION_FILE = group_of(dict.fromkeys(SITUATIONS, _SITUATION))


def find_situation_problems(
    situations: Mapping[str, Any], rules: Mapping[str, Any]
) -> Iterator[Problem]:
    """Statements that no rule has, and those that are set aside without being told."""
    for situation, spec in situations.items():
        for key in ("tells", *ASIDE):
            for at, address in enumerate(spec.get(key, ())):
                if key != "tells" and address not in spec["tells"]:
                    yield name_problem(f"`{address}` is not among `tells`", situation, key, at)
                elif address != AMOUNTS and not _is_statement(address, rules):
                    yield name_problem(f"there is no statement `{address}`", situation, key, at)


def _is_statement(address: str, rules: Mapping[str, Any]) -> bool:
    rule, clause = parse_statement(address)
    return rule in rules and clause in {*rules[rule].get("clauses", {}), NO_RULE}
