"""Adjustments that take their figure from a rule, so that it has one place: `surcharge: time.urgent.surcharge`."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from lindero.catalogue.facts import Fact
from lindero.findings.finding import suggest_word
from lindero.pricing.orders import EFFECTS
from lindero.reading.tree import Scalar
from lindero.rulebook.doubts import in_doubt
from lindero.rulebook.rulebook import Rule
from lindero.shapes import Problem, Refusal

_ADDRESS = r"[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*(@[a-z0-9@-]+)?"


def insert_lent_figures(body: Any, rules: Mapping[str, Rule], broken: Collection[str]) -> Any:
    """An adjustment as written, with the rules' figures in place of their addresses.

    Raises Refusal for an address that has no single figure; without a problem where its rule is told already.
    """
    if not isinstance(body, dict):
        return body
    named = {
        kind: body[kind]
        for kind in EFFECTS
        if isinstance(body.get(kind), Scalar) and re.fullmatch(_ADDRESS, body[kind].text)
    }
    return body | {
        kind: _find_lent_figure(kind, scalar.text, rules, broken) for kind, scalar in named.items()
    }


def _find_lent_figure(
    kind: str, address: str, rules: Mapping[str, Rule], broken: Collection[str]
) -> Scalar:
    rule_id = ".".join(address.split("@", maxsplit=1)[0].split(".")[:2])
    if in_doubt(rule_id, broken):
        raise Refusal
    rule = rules.get(rule_id)
    facts = {
        fact.address: fact
        for variant in (rule.variants if rule else ())
        for fact in variant.facts.values()
    }
    if address not in facts:
        known = facts or {fact.address for other in rules.values() for fact in other.facts.values()}
        raise Refusal(
            Problem(
                "unknown-figure",
                f"`{address}` is no figure of a rule",
                suggest_word(address, known),
                (kind,),
            )
        )
    others = [
        name
        for name in facts
        if name.startswith(f"{address}@") and facts[name].figure != facts[address].figure
    ]
    if others:
        help_ = f"name one case, such as `{others[0]}`, or give each case an adjustment of its own"
        raise Refusal(
            Problem("unknown-figure", f"`{address}` is not the same in every case", help_, (kind,))
        )
    if rule and "@" not in address and not _is_in_all_variants(rule, facts[address]):
        help_ = f"type `{facts[address].figure.written}`, and say in `when` in which case it holds"
        raise Refusal(
            Problem("unknown-figure", f"`{address}` does not hold in every case", help_, (kind,))
        )
    written = facts[address].figure.written
    return Scalar(written, written)


def list_lendable_facts(rules: Mapping[str, Rule]) -> list[Fact]:
    """The figures of rules that an adjustment is likely to repeat."""
    lending = (rule for rule in rules.values() if rule.spec and rule.spec.lends)
    return [
        fact for rule in lending for fact in rule.facts.values() if _is_in_all_variants(rule, fact)
    ]


def _is_in_all_variants(rule: Rule, fact: Fact) -> bool:
    """Whether every variant has the figure; else a price would still be reckoned with it once it is gone."""
    name = fact.address.rpartition(".")[2]
    return all(name in variant.facts for variant in rule.variants)
