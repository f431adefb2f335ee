"""Which rules of charging hold for a service, and what its buyers withhold, by case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import Role
from lindero.pricing.charging import CHARGING_ROLES
from lindero.pricing.consumer_sums import list_buyers_taxes
from lindero.pricing.joint_adjustments import ADJUSTMENT_ROLES
from lindero.rulebook.cases import ALWAYS, Audience

if TYPE_CHECKING:
    from lindero.rulebook.rule import Rule
    from lindero.rulebook.rulebook import Rulebook

RuleFigures = Mapping[Role, Fact]
_ROLES = (*CHARGING_ROLES, *ADJUSTMENT_ROLES)


def list_charging(book: Rulebook) -> dict[str, tuple[RuleFigures, ...]]:
    """By service, the figures that hold together for somebody who buys it, today or later."""
    rules = {rule.id: rule for role in _ROLES if (rule := book.find_role_rule(role))}
    if not rules:
        return {}
    return {key: tuple(_list_joint_figures(book, [*rules.values()], key)) for key in book.services}


def list_withheld(book: Rulebook) -> Iterator[tuple[str, Fact]]:
    """What businesses withhold today, by service; nothing where that is not the same for all."""
    rule = book.find_role_rule("withheld")
    buyers = book.business.clients if rule else ()
    for key, service in book.services.items():
        if rule is None or "business" not in ([service.for_] if service.for_ else buyers):
            continue
        told = book.narrow_rule(rule, Audience("business", (key,)))
        now = [one for one in told.variants if one.case.holds_on(told.as_of)] if told else []
        facts = [one.find_role_fact("withheld") for one in now]
        if facts and facts[0] and {fact and fact.figure for fact in facts} == {facts[0].figure}:
            yield key, facts[0]


def _list_joint_figures(book: Rulebook, rules: list[Rule], service: str) -> Iterator[RuleFigures]:
    """All that may hold at once; rules that differ are combined whatever their days."""
    cases = [_list_rule_figures(book, rule, service) for rule in rules]
    for joint in product(*cases):
        yield {role: fact for figures in joint for role, fact in figures.items()}


def _list_rule_figures(book: Rulebook, rule: Rule, service: str) -> list[RuleFigures]:
    """The figures of one rule in every variant that holds for a service."""
    told: Rule | None = rule
    audience = book.make_audience([service])
    if rule.others or rule.written_case != ALWAYS or audience.client:
        told = book.narrow_rule(rule, audience)
    found = [_find_figures(variant) for variant in told.variants] if told else [{}]
    return [way for figures in found for way in _list_tax_ways(book, figures, service)]


def _list_tax_ways(book: Rulebook, figures: RuleFigures, service: str) -> Iterator[RuleFigures]:
    """Figures as they are written; of sums that are open, also with the taxes of the service."""
    yield figures
    if any(fact.is_open for fact in figures.values()):
        taxes = list_buyers_taxes(book.added_taxes[service].terms)
        yield {
            role: replace(fact, figure=taxes.add_to(fact.figure)) if fact.is_open else fact
            for role, fact in figures.items()
        }


def _find_figures(rule: Rule) -> RuleFigures:
    return {role: fact for role in _ROLES if (fact := rule.find_role_fact(role))}
