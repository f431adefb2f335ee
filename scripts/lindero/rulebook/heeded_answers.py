"""Answers of one rule that the sentences of another depend on: absences move promised dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lindero.catalogue.facts import find_holder
from lindero.rulebook.rule import Rule
from lindero.shapes import Figure


def heed_other_rules(rules: Mapping[str, Rule]) -> dict[str, Rule]:
    """The rules, each with what it heeds of the others, as most readers are told those."""
    return {
        name: _heed_answers(rule, rules) if rule.spec and rule.spec.heeds else rule
        for name, rule in rules.items()
    }


def _heed_answers(rule: Rule, rules: Mapping[str, Rule]) -> Rule:
    assert rule.spec
    found: dict[str, Figure] = {}
    for address in rule.spec.heeds:
        other = rules.get(find_holder(address))
        fact = other.facts.get(address.rpartition(".")[2]) if other else None
        if fact:
            found[address] = fact.figure
    others = tuple(replace(other, heeded=found) for other in rule.others)
    return replace(rule, heeded=found, others=others)
