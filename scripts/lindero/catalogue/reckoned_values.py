"""Which values decide an amount or a day, and which are only said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from lindero.catalogue.specs import RuleSpec, ValueSpec

Reckoning = Literal["role", "counted", "beside", "lent", "compared"]
"""Why a value is reckoned with.

The engine asks for its `role`; `lindero when` has it `counted`; it stands `beside` what is counted
and says how; adjustments take over what is `lent`; the price list or another rule is `compared`.
"""

_COUNTED_SHAPES = {"period", "deadline"}
_SHARE_SHAPES = {"charge", "amount", "percent"}
_NAMED_FIGURE = re.compile(r"\{\{ *([\w-]+) *\}\}")


def find_reckoning(rule: RuleSpec, value: ValueSpec) -> Reckoning | None:
    """Why a value of a rule is reckoned with; None where it is only said."""
    if value.role:
        return "role"
    if value.shape in _COUNTED_SHAPES:
        return "counted"
    if value.name in _list_names_beside(rule):
        return "beside"
    if value.shape not in _SHARE_SHAPES:
        return None
    if rule.lends:
        return "lent"
    return "compared" if value.name in _list_compared_names(rule) else None


def is_reckoned(rule: RuleSpec, value: ValueSpec) -> bool:
    """Whether an amount, a day or a comparison of amounts depends on a value of a rule."""
    return find_reckoning(rule, value) is not None


def _list_names_beside(rule: RuleSpec) -> set[str]:
    """The answers that say how what stands beside them is counted."""
    return {
        name
        for value in rule.values.values()
        for name in (value.shift, value.workdays, value.outside, value.ends, value.within)
    }


def _list_compared_names(rule: RuleSpec) -> set[str]:
    """The figures that are answers to a point themselves."""
    return {name for answer in _list_answers(rule) for name in _NAMED_FIGURE.findall(answer)}


def _list_answers(rule: RuleSpec) -> Iterator[str]:
    for clause in rule.clauses.values():
        yield from clause.settles.values()
    for claim in rule.claims:
        yield from claim.settles.values()
