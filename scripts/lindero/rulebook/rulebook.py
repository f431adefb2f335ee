"""Everything resolved together; look-ups by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from lindero.catalogue.clauses import Clause, Side, find_common_side
from lindero.catalogue.facts import Fact
from lindero.catalogue.specs import Role, RuleSpec
from lindero.pricing.orders import PriceList
from lindero.pricing.payment_plans import ExamplePlan, make_example_plan
from lindero.pricing.sold_figures import ExampleQuotes, list_sold_facts, price_examples
from lindero.records.sections import Adjustment, Brand, Business, OnePager, Service
from lindero.rulebook.cases import ALWAYS, Case, Situation
from lindero.shapes import Figure, Text, TextList, YesNo


@dataclass(frozen=True)
class Rule:
    """One thing that holds between client and freelancer; an own rule has no `spec`.

    `clauses` are all that it may say, the author's own among them; `stage` is the stage of the work
    at which the table of both sides shows it.

    A rule with variants is the one that most readers are told first, and `others` are the rest that
    hold for somebody today or later. `written_case` is the case as the author wrote it, `case` when
    it really comes first.
    """

    id: str
    facts: Mapping[str, Fact]
    spec: RuleSpec | None = None
    clauses: tuple[Clause, ...] = ()
    stage: str | None = None
    is_none: bool = False
    title: Text | None = None
    summary: Text | None = None
    why: Text | None = None
    note: Text | None = None
    written_case: Case = ALWAYS
    case: Case = ALWAYS
    others: tuple[Rule, ...] = ()
    is_other: bool = False

    @property
    def variants(self) -> tuple[Rule, ...]:
        """The rule and its others."""
        return (self, *self.others)

    def find_variant(self, situation: Situation) -> Rule | None:
        """The variant that holds there and then."""
        holding = [one for one in self.variants if one.written_case.fits_situation(situation)]
        for one in holding:
            others = (other for other in holding if other is not one)
            if all(one.written_case.comes_before(other.written_case) for other in others):
                return one
        return None

    @property
    def topic(self) -> str:
        """The first part of the id."""
        return self.id.partition(".")[0]

    @property
    def path(self) -> tuple[str, ...]:
        """Where it stands in the rulebook's YAML."""
        return tuple(self.id.split("."))

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """The figures by their short names."""
        return {name: fact.figure for name, fact in self.facts.items()}

    @cached_property
    def said(self) -> tuple[Clause, ...]:
        """The clauses that hold with its answers, in order."""
        return tuple(clause for clause in self.clauses if clause.holds_for(self.figures))

    @property
    def own_text(self) -> Text | None:
        """What the author says in place of ours, or of a rule of his own."""
        return next((clause.prose for clause in self.clauses if clause.prose), None)

    @property
    def side(self) -> Side | None:
        """Whose part it is; None where nobody owes anything."""
        return find_common_side(self.said)

    @property
    def main(self) -> Fact | None:
        """The figure that stands large beside the rule, never an answer.

        The catalogue says which; of an own rule it is the first.
        """
        if self.spec is None:
            facts = self.facts.values()
            shown = (one for one in facts if not isinstance(one.figure, YesNo | Text | TextList))
            return next(shown, None)
        fact = self.facts.get(self.spec.main.name) if self.spec.main else None
        return None if fact is None or isinstance(fact.figure, YesNo) else fact

    def find_role_fact(self, role: Role) -> Fact | None:
        """The figure that the catalogue gives this role."""
        facts = self.facts.values()
        return next((fact for fact in facts if fact.spec and fact.spec.role == role), None)


@dataclass(frozen=True)
class Rulebook:
    """All that the author wrote, checked; `rules` and `topics` in the order they are shown in.

    `off` are the rules that do not concern the author, `topics` the titles of all topics, the
    catalogue's and the author's own.
    """

    business: Business
    brand: Brand
    services: Mapping[str, Service]
    adjustments: Mapping[str, Adjustment]
    onepagers: Mapping[str, OnePager]
    rules: Mapping[str, Rule]
    topics: Mapping[str, Text]
    off: frozenset[str] = frozenset()

    @property
    def languages(self) -> tuple[str, ...]:
        """The first is the main one."""
        return self.business.languages

    @cached_property
    def prices(self) -> PriceList:
        """All that a price is reckoned from."""
        return PriceList(self.services, self.adjustments, self.business.tax)

    @cached_property
    def _role_rules(self) -> dict[Role, Rule]:
        return {
            value.role: rule
            for rule in self.rules.values()
            for value in (rule.spec.values.values() if rule.spec else ())
            if value.role
        }

    def find_role_rule(self, role: Role) -> Rule | None:
        """The rule of which a value has this role in the catalogue, given or not."""
        return self._role_rules.get(role)

    def find_role_fact(self, role: Role) -> Fact | None:
        """The figure of this role as most readers are told it."""
        rule = self.find_role_rule(role)
        return rule.find_role_fact(role) if rule else None

    @cached_property
    def example_quotes(self) -> ExampleQuotes:
        """The worked examples of all services; priced here once, for pages, sheets and checks."""
        return price_examples(self.prices)

    @cached_property
    def example_plan(self) -> ExamplePlan | None:
        """What the rules of payment come to on a service; None where that depends on who buys."""
        rules = [self.find_role_rule("deposit"), self.find_role_rule("instalments")]
        if any(rule and rule.others for rule in rules):
            return None
        terms = self.find_role_fact("deposit"), self.find_role_fact("instalments")
        return make_example_plan(self.prices, *terms)

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Every figure by its address."""
        variants = [variant for rule in self.rules.values() for variant in rule.variants]
        found = [fact for variant in variants for fact in variant.facts.values()]
        found += list_sold_facts(self.prices, self.example_quotes)
        found += [fact for _, fact in self.example_plan.parts] if self.example_plan else []
        found += list(_list_business_facts(self.business))
        return {fact.address: fact for fact in found}

    @cached_property
    def varied_facts(self) -> dict[str, tuple[tuple[Rule, Fact | None], ...]]:
        """By address, a figure that is not the same in all cases, with each variant, first its own.

        None where a variant has no such figure.
        """
        found: dict[str, tuple[tuple[Rule, Fact | None], ...]] = {}
        for rule in (rule for rule in self.rules.values() if rule.others):
            for name, fact in rule.facts.items():
                cases = tuple((variant, variant.facts.get(name)) for variant in rule.variants)
                if any(theirs is None or theirs.figure != fact.figure for _, theirs in cases):
                    found[fact.address] = cases
        return found

    def find_fact(self, address: str, rule: Rule | None = None) -> Fact | None:
        """The figure at an address; inside a rule, its own figures go by their short names."""
        return (rule.facts.get(address) if rule else None) or self.facts.get(address)


def _list_business_facts(business: Business) -> list[Fact]:
    facts = [Fact("business.edition", business.edition)]
    if business.until:
        facts.append(Fact("business.until", business.until))
    if business.tax:
        facts.append(Fact("business.tax.rate", business.tax.rate))
    return facts
