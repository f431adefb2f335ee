"""Adjustments that take their figure from a rule: `surcharge: time.urgent.surcharge`."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from lindero.catalogue.facts import Fact, find_holder
from lindero.findings.finding import suggest_word
from lindero.pricing.orders import EFFECTS
from lindero.reading.tree import Scalar
from lindero.rulebook.doubts import in_doubt
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Amount, Figure, Multiple, Problem, Refusal, YesNo

_RULE = r"[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*"
_ADDRESS = rf"{_RULE}(\.[a-z][a-z0-9-]*(@[a-z0-9@-]+)?)?"


def insert_lent_figures(body: Any, rules: Mapping[str, Rule], broken: Collection[str]) -> Any:
    """An adjustment as written, with the rules' figures in place of their addresses.

    Raises Refusal for an address that has no single figure; without a problem where its rule is
    reported already.
    """
    lent = {
        kind: _find_lent_figure(kind, address, rules, broken)
        for kind, address in list_lent_addresses(body).items()
    }
    return body | lent if lent else body


def list_lent_addresses(body: Any) -> dict[str, str]:
    """The addresses that stand in place of figures, by what the adjustment does with them."""
    given = {kind: body.get(kind) for kind in EFFECTS} if isinstance(body, dict) else {}
    return {
        kind: written.text
        for kind, written in given.items()
        if isinstance(written, Scalar) and re.fullmatch(_ADDRESS, written.text)
    }


def _find_lent_figure(
    kind: str, address: str, rules: Mapping[str, Rule], broken: Collection[str]
) -> Scalar:
    rule_id = address if re.fullmatch(_RULE, address) else find_holder(address)
    if in_doubt(rule_id, broken):
        # Reported at its rule; a second finding would lead to a line that is right.
        raise Refusal
    rule = rules.get(rule_id)
    if rule and rule.main and rule_id == address:
        message = f"`{address}` is a rule; a figure of it is missing"
        raise _refuse_address(kind, message, f"write `{rule.main.address}`")
    facts = {fact.address: fact for fact in _list_facts(rule)} if rule else {}
    if address not in facts:
        known = facts or {fact.address for other in rules.values() for fact in other.facts.values()}
        help_ = suggest_word(address, known)
        raise _refuse_address(kind, f"`{address}` is no figure of a rule", help_)
    figure = facts[address].figure
    cases = [name for name in facts if name.startswith(f"{address}@")]
    others = [name for name in cases if facts[name].figure != figure]
    if others:
        help_ = f"name one case, such as `{others[0]}`, or give each case an adjustment of its own"
        raise _refuse_address(kind, f"`{address}` is not the same in every case", help_)
    if rule and "@" not in address and not _is_in_all_variants(rule, facts[address]):
        help_ = f"type `{figure.written}`, and say in `when` in which case it holds"
        raise _refuse_address(kind, f"`{address}` does not hold in every case", help_)
    fitting = choose_effect(figure, kind, lowers=kind == "discount")
    if fitting != kind:
        raise _refuse_misfit(kind, fitting, address, figure)
    if not isinstance(figure, Amount | Multiple):
        message = f"`{address}` is `{figure.written}`, which is neither a share nor a sum"
        help_ = "write a share or a sum in the rule, or take the adjustment out"
        raise Refusal(Problem("bad-amount", message, help_, (kind,)))
    return Scalar(figure.written, figure.written)


def _refuse_misfit(kind: str, fitting: str, address: str, figure: Figure) -> Refusal:
    """Of a share that stands as a factor, or a multiple that stands as anything else."""
    message, help_ = f"`{address}` is `{figure.written}`", f"write `{fitting}: {address}`"
    help_ = f"{help_} in place of `{kind}`"
    if kind == "factor":
        message = f"{message}, and a factor is a multiple"
        return Refusal(Problem("bad-multiple", message, help_, (kind,)))
    message = f"{message}, and a {kind} is a share or a sum"
    return Refusal(Problem("bad-amount", message, help_, (kind,)))


def choose_effect(figure: Figure, kind: str, *, lowers: bool) -> str:
    """As what an adjustment takes a figure: a multiple as its factor, and nothing else so."""
    if isinstance(figure, Multiple):
        return "factor"
    return kind if kind != "factor" else "discount" if lowers else "surcharge"


def _refuse_address(kind: str, message: str, help_: str | None) -> Refusal:
    return Refusal(Problem("unknown-figure", message, help_, (kind,)))


def _list_facts(rule: Rule) -> list[Fact]:
    return [fact for variant in rule.variants for fact in variant.facts.values()]


def list_lendable_facts(rules: Mapping[str, Rule]) -> list[Fact]:
    """The figures of rules that an adjustment is likely to repeat."""
    lending = [rule for rule in rules.values() if rule.spec and rule.spec.lends]
    facts = ((rule, fact) for rule in lending for fact in rule.facts.values())
    return [fact for rule, fact in facts if _is_in_all_variants(rule, fact)]


def is_ceiling(book: Rulebook, adjustment: str) -> bool:
    """Whether its figure is the most that a rule charges, which sets it case by case."""
    rule = book.find_role_rule("rush-ceiling")
    if rule is None or find_holder(book.lent.get(adjustment, "")) != rule.id:
        return False
    answers = rule.list_role_facts("rush-ceiling")
    return any(fact and fact.figure == YesNo(yes=True) for fact in answers)


def _is_in_all_variants(rule: Rule, fact: Fact) -> bool:
    """Whether every variant has it; else a price would be reckoned with it once it is gone."""
    name = fact.address.rpartition(".")[2]
    return all(name in variant.facts for variant in rule.variants)
