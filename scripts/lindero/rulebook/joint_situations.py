"""Everywhere that rules can differ together: who buys which services, from one day on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from lindero.rulebook.cases import OTHER_SERVICES, RuleCases, Situation
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook


def iterate_joint_situations(
    book: Rulebook, rules: Iterable[Rule], as_of: date
) -> Iterator[tuple[Situation, tuple[str, ...]]]:
    """Every situation in which some of these rules differ and somebody buys, and which services.

    Of a service that a rule names and that could not be read, nobody can say what holds.
    """
    cases = (variant.written_case for rule in rules for variant in rule.variants)
    together = RuleCases(tuple(dict.fromkeys(cases)), book.business.clients, book.services, as_of)
    named = {situation.service for situation in together.situations}
    others = [key for key in book.services if key not in named]
    for situation in together.situations:
        key = situation.service
        if key not in book.services and key != OTHER_SERVICES:
            continue
        if book.sold_to.get(key, situation.client) != situation.client:
            continue
        bought = others if key == OTHER_SERVICES else [key]
        sold = (one for one in bought if book.services[one].for_ in {None, situation.client})
        yield situation, tuple(sold)
