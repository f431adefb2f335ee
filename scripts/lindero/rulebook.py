"""Everything resolved together; look-ups by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from lindero.catalogue import Duty, RuleSpec, ValueSpec
from lindero.records import Adjustment, Brand, Business, OnePager, Service
from lindero.shapes import Figure, Text, TextList, YesNo


@dataclass(frozen=True)
class Fact:
    """A figure with its address: `payment.deposit.share`; `spec` tells its unit or choices, if the catalogue has any."""

    address: str
    figure: Figure
    spec: ValueSpec | None = None


@dataclass(frozen=True)
class Rule:
    """One thing that holds between client and freelancer. `spec` is None for a rule of the author's own."""

    id: str
    duty: Duty
    facts: Mapping[str, Fact]
    spec: RuleSpec | None = None
    is_none: bool = False
    title: Text | None = None
    summary: Text | None = None
    text: Text | None = None
    why: Text | None = None

    @property
    def topic(self) -> str:
        """The first part of the id."""
        return self.id.partition(".")[0]

    @property
    def figures(self) -> dict[str, Figure]:
        """The figures by their short names."""
        return {name: fact.figure for name, fact in self.facts.items()}

    @property
    def main(self) -> Fact | None:
        """The figure that stands large beside the rule: the catalogue's, or the first of an own rule. Never an answer."""
        if self.spec is None:
            return next((fact for fact in self.facts.values() if not isinstance(fact.figure, YesNo | Text | TextList)), None)
        fact = self.facts.get(self.spec.main.name) if self.spec.main else None
        return None if fact is None or isinstance(fact.figure, YesNo) else fact


@dataclass(frozen=True)
class Rulebook:
    """All that the author wrote, checked. `rules` are in the order they are shown in."""

    business: Business
    brand: Brand
    services: Mapping[str, Service]
    adjustments: Mapping[str, Adjustment]
    onepagers: Mapping[str, OnePager]
    rules: Mapping[str, Rule]

    @property
    def languages(self) -> tuple[str, ...]:
        """The first is the main one."""
        return self.business.languages

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Every figure by its address."""
        found = [fact for rule in self.rules.values() for fact in rule.facts.values()]
        found += [fact for service_id, service in self.services.items() for fact in _service_facts(service_id, service)]
        found += [fact for key, adjustment in self.adjustments.items() if (fact := adjustment_fact(key, adjustment))]
        found += list(_business_facts(self.business))
        return {fact.address: fact for fact in found}

    def fact(self, address: str, rule: Rule | None = None) -> Fact | None:
        """The figure at an address; inside a rule, its own figures go by their short names."""
        return (rule.facts.get(address) if rule else None) or self.facts.get(address)


def _service_facts(key: str, service: Service) -> list[Fact]:
    facts = [Fact(f"services.{key}.price", service.price)]
    if service.delivery:
        facts.append(Fact(f"services.{key}.delivery", service.delivery))
    return facts


def adjustment_fact(key: str, adjustment: Adjustment) -> Fact | None:
    """The one figure of an adjustment; None where it has none or two, which a check refuses."""
    given = [(kind, share) for kind, share in (("surcharge", adjustment.surcharge), ("discount", adjustment.discount)) if share]
    return Fact(f"adjustments.{key}.{given[0][0]}", given[0][1]) if len(given) == 1 else None


def _business_facts(business: Business) -> list[Fact]:
    facts = [Fact("business.edition", business.edition)]
    if business.until:
        facts.append(Fact("business.until", business.until))
    if business.tax:
        facts.append(Fact("business.tax.rate", business.tax.rate))
    return facts
