"""The cases of a rule that a starter writes: in general, for some services, for private clients."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from lindero.records.parsers import CONSUMER
from lindero.shipped.starters import CASE_PARTS


def list_rule_cases(
    shared: Mapping[str, Any], own: Mapping[str, Any], clients: Collection[str]
) -> list[dict[str, Any]]:
    """The values of each case as the starters write them, the general one first.

    What all trades share comes before what a trade says itself. Where nothing is different for
    private clients, they have no case of their own.
    """
    pairs = [*_pair_cases(shared, own)]
    if CONSUMER not in clients or all(general == private for general, private in pairs):
        return [general for general, _ in pairs]
    if len(clients) == 1:
        return [private for _, private in pairs]
    # Where some services differ, they do for both kinds of clients: neither case wins otherwise.
    return [case for general, private in pairs for case in (general, {"for": CONSUMER, **private})]


def _pair_cases(
    shared: Mapping[str, Any], own: Mapping[str, Any]
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each case twice: for anybody, and as private clients read it."""
    base = shared.get("values", {}) | _select_values(own)
    private = shared.get("consumer", {}) | own.get("consumer", {})
    yield base, base | private
    for case in own.get("cases", []):
        values = {"services": case["services"]} | base | _select_values(case)
        yield values, values | private | case.get("consumer", {})


def _select_values(own: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in own.items() if key not in CASE_PARTS}
