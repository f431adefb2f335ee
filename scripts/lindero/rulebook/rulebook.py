"""Everything resolved together; look-ups by id."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from lindero.catalogue.clauses import CLIENT, Clause, Side, find_common_side, parse_condition
from lindero.catalogue.facts import Fact
from lindero.catalogue.specs import Role, RuleSpec
from lindero.pricing.late_charges import LATE_ROLES, LateExample, make_late_example
from lindero.pricing.orders import PriceList
from lindero.pricing.payment_plans import ExamplePlan, make_example_plan
from lindero.pricing.payment_terms import PAYMENT_ROLES, PaymentTerms
from lindero.pricing.sold_figures import ExampleQuotes, list_sold_facts, price_examples
from lindero.records.sections import Adjustment, Brand, Business, OnePager, Service
from lindero.rulebook.business_facts import list_business_facts
from lindero.rulebook.cases import (
    ALWAYS,
    EVERYBODY,
    Audience,
    Case,
    RuleCases,
    Situation,
    parse_audience,
)
from lindero.rulebook.charging_cases import list_charging, list_withheld
from lindero.shapes import Brackets, Choice, Figure, Text, TextList, YesNo
from lindero.shapes.brackets import WHOLE
from lindero.shapes.nothing import is_nothing


@dataclass(frozen=True)
class Rule:
    """One thing that holds between client and freelancer; an own rule has no `spec`.

    `clauses` are all that it may say, the author's own among them; `stage` is the stage of the work
    at which the table of both sides shows it.

    A rule with variants is the one that most readers are told first, and `others` are the rest that
    hold for somebody today or later. `written_case` is the case as the author wrote it, `case` when
    it really comes first, as of a day; `clients` are the kinds of client that it is for.
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
    as_of: date = date.min
    clients: tuple[str, ...] = ()

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

    def narrow_to(
        self, audience: Audience, clients: tuple[str, ...], services: Collection[str]
    ) -> Rule | None:
        """The rule as an audience is told it, of all that a business has; None if it never holds.

        Figures keep their addresses.
        """
        if self.is_about_others(audience.client):
            return None
        written = tuple(variant.written_case for variant in self.variants)
        if written == (ALWAYS,):
            return replace(self, clients=(audience.client,)) if audience.client else self
        cases = RuleCases(written, clients, services, self.as_of, audience)
        if not cases.winners:
            return None
        first, *others = cases.rank_cases(
            {at for at, variant in enumerate(self.variants) if variant.is_none}
        )
        told = [
            replace(self.variants[at], case=cases.find_effective_case(at), is_other=True, others=())
            for at in (first, *others)
        ]
        return replace(
            self,
            facts=told[0].facts,
            is_none=told[0].is_none,
            summary=told[0].summary,
            clauses=told[0].clauses,
            written_case=told[0].written_case,
            case=told[0].case,
            others=tuple(told[1:]),
        ).settle_clients((audience.client,) if audience.client else clients)

    def is_about_others(self, client: str | None) -> bool:
        """Whether the catalogue's rule is about another kind of client than this one."""
        about = self.spec.client if self.spec else ""
        return bool(client and about and client != about)

    def settle_clients(self, clients: tuple[str, ...]) -> Rule:
        """The rule with whom each variant is for, of all that a business has.

        That a rule about one kind of client is none for the other says nothing to anybody.
        """
        for_whom = [
            replace(variant, clients=(variant.case.client,) if variant.case.client else clients)
            for variant in self.variants
        ]
        first, *others = for_whom
        others = [
            variant
            for variant in others
            if not (variant.is_none and variant.is_about_others(variant.case.client))
        ]
        case = replace(first.case, client=None) if first.spec and first.spec.client else first.case
        return replace(first, case=case, others=tuple(others))

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
        """The figures by their short names, and whom the rule is for: `consumer`, if for them too.

        The catalogue's conditions ask for both.
        """
        figures = {name: fact.figure for name, fact in self.facts.items()}
        return {CLIENT: Choice("consumer" if "consumer" in self.clients else "business"), **figures}

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
        """Whose part it is in all its cases; None where nobody owes anything."""
        return find_common_side(clause for variant in self.variants for clause in variant.said)

    @property
    def main(self) -> Fact | None:
        """The figure that stands large beside the rule, never an answer.

        The catalogue says which; of an own rule it is the first. Where brackets give another one
        for every price, it is those.
        """
        if self.spec is None:
            facts = self.facts.values()
            shown = (one for one in facts if not isinstance(one.figure, YesNo | Text | TextList))
            return next(shown, None)
        main = self.spec.main
        fact = self.facts.get(main.name) if main else None
        if main and main.large and not parse_condition(main.large).fits_figures(self.figures):
            return None
        fact = self._find_whole_brackets() or fact
        # What is nothing does not stand large: the sentence says it in words.
        is_shown = fact and not isinstance(fact.figure, YesNo) and not is_nothing(fact.figure)
        return fact if is_shown else None

    def _find_whole_brackets(self) -> Fact | None:
        """The figure that says for every price, the highest too, what the main one would say."""
        main = self.spec.main if self.spec else None
        ladders = (
            fact
            for fact in self.facts.values()
            if main and fact.spec and fact.spec.gives == main.name
        )
        return next((fact for fact in ladders if _covers_every_price(fact.figure)), None)

    def list_role_facts(self, role: Role) -> list[Fact | None]:
        """The figure of this role in each variant."""
        return [variant.find_role_fact(role) for variant in self.variants]

    def settles_point(self, point: str, label: str) -> bool:
        """Whether one of its statements answers a point so."""
        return any(clause.settles.get(point) == label for clause in self.said)

    def find_role_fact(self, role: Role) -> Fact | None:
        """The figure that the catalogue gives this role."""
        facts = self.facts.values()
        return next((fact for fact in facts if fact.spec and fact.spec.role == role), None)


def _covers_every_price(figure: Figure) -> bool:
    return isinstance(figure, Brackets) and {"money", WHOLE} <= {*figure.kinds}


FigureCases = tuple[tuple[Rule, Fact | None], ...]
"""The variants of a rule, each with a figure that they have by the same name."""


@dataclass(frozen=True)
class Rulebook:
    """All that the author wrote, checked; `rules` and `topics` in the order they are shown in.

    `off` are the rules that do not concern the author, `topics` the titles of all topics, the
    catalogue's and the author's own, `lent` the addresses that adjustments take their figures from.
    To an audience only its own rules are told; its texts may still name the figures of others,
    which are in the `whole`.
    """

    business: Business
    brand: Brand
    services: Mapping[str, Service]
    adjustments: Mapping[str, Adjustment]
    onepagers: Mapping[str, OnePager]
    rules: Mapping[str, Rule]
    topics: Mapping[str, Text]
    off: frozenset[str] = frozenset()
    lent: Mapping[str, str] = field(default_factory=dict)
    audience: Audience = EVERYBODY
    whole: Rulebook | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """The first is the main one."""
        return self.business.languages

    @cached_property
    def prices(self) -> PriceList:
        """All that a price is reckoned from."""
        tax = self.business.tax
        charged = tax if tax and tax.is_charged else None
        charging, withheld = list_charging(self.whole or self), dict(list_withheld(self))
        return PriceList(self.services, self.adjustments, charged, charging, withheld, self.lent)

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
        if any(self._depends_on_case(role) for role in PAYMENT_ROLES):
            return None
        facts = {role: self.find_role_fact(role) for role in PAYMENT_ROLES}
        terms = PaymentTerms({role: fact for role, fact in facts.items() if fact})
        return make_example_plan(self.prices, terms)

    @cached_property
    def late_example(self) -> LateExample | None:
        """What a delay in paying costs; None where that depends on who pays, or is not certain."""
        if any(self._depends_on_case(role) for role in LATE_ROLES):
            return None
        facts = {role: self.find_role_fact(role) for role in LATE_ROLES}
        return make_late_example(facts, self.prices)

    def _depends_on_case(self, role: Role) -> bool:
        """Whether the figure of this role is another one, or missing, for somebody."""
        rule = self.find_role_rule(role)
        figures = [fact and fact.figure for fact in rule.list_role_facts(role)] if rule else []
        return any(figure != figures[0] for figure in figures)

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Every figure by its address."""
        found = self._list_other_facts()
        for variant in (variant for rule in self.rules.values() for variant in rule.variants):
            found += variant.facts.values()
        found += [fact for _, fact in self.example_plan.parts] if self.example_plan else []
        found += self.late_example or ()
        # What has no case in its address is what the audience is told first.
        told = {
            f"{rule.id}.{name}": fact
            for rule in self.rules.values()
            for name, fact in rule.facts.items()
        }
        return {fact.address: fact for fact in found} | told

    def _list_other_facts(self) -> list[Fact]:
        """The figures that are no rule's, and those of which other readers are told."""
        if self.whole:
            whole = self.whole.rules.items()
            varied = {rule_id for rule_id, rule in whole if self.rules.get(rule_id) is not rule}
            facts = self.whole.facts.items()
            return [fact for key, fact in facts if "@" in key or fact.holder not in varied]
        sold = list_sold_facts(self.prices, self.example_quotes)
        return [*sold, *list_business_facts(self.business)]

    @cached_property
    def varied_facts(self) -> dict[str, FigureCases]:
        """By address, a figure that is not the same in all cases, with each variant, first its own.

        None where a variant has no such figure.
        """
        return {
            f"{rule.id}.{name}": cases
            for rule in self.rules.values()
            for name in rule.facts
            if (cases := _list_figure_cases(rule, name))
        }

    def find_fact(self, address: str, rule: Rule | None = None) -> Fact | None:
        """The figure at an address; inside a rule, its own figures go by their short names."""
        own = rule.facts.get(address) if rule else None
        return own or self.facts.get(address) or self._find_audience_fact(address)

    def find_cases(self, address: str) -> FigureCases:
        """Each variant with its figure at an address, where that is not the same in all cases."""
        if "@" not in address or address in self.facts:
            return self.varied_facts.get(address, ())
        rule, name = self._find_audience_rule(address)
        return _list_figure_cases(rule, name) if rule else ()

    def find_coming_price(self, address: str) -> tuple[Fact, Fact] | None:
        """What the price at an address will be, and from when; None where no change is known."""
        service, _, name = address.rpartition(".")
        price, day = (self.facts.get(f"{service}.change.{part}") for part in ("price", "from"))
        return (price, day) if name == "price" and price and day else None

    def _find_audience_fact(self, address: str) -> Fact | None:
        rule, name = self._find_audience_rule(address)
        return rule.facts.get(name) if rule else None

    def _find_audience_rule(self, address: str) -> tuple[Rule | None, str]:
        """The rule as those are told it whom an address names: `payment.due.deadline@consumer`."""
        plain, _, words = address.partition("@")
        rule_id, _, name = plain.rpartition(".")
        named = words.split("@") if words else []
        known = {*self.business.clients, *self.services}
        rule = (self.whole or self).rules.get(rule_id)
        if rule is None or not named or not known.issuperset(named):
            return None, name
        return self.narrow_rule(rule, self.make_audience(named)), name

    def narrow_rule(self, rule: Rule, audience: Audience) -> Rule | None:
        """The rule as an audience is told it; None where nothing holds for that one."""
        return rule.narrow_to(audience, self.business.clients, self.services)

    def make_audience(self, words: Iterable[str]) -> Audience:
        """An audience by its words; services that are all sold to one kind of client tell which."""
        audience = parse_audience(words)
        sold_to = {self.services[key].for_ for key in audience.services if key in self.services}
        client = sold_to.pop() if len(sold_to) == 1 else None
        return replace(audience, client=audience.client or client)

    def narrow_to_sheet(self, key: str) -> Rulebook:
        """The rulebook as the readers of a one-pager are told it."""
        return self.narrow_to(self.make_audience(self.onepagers[key].for_))

    def narrow_to(self, audience: Audience) -> Rulebook:
        """The rulebook as an audience is told it: of each rule, what holds for that one."""
        if audience == EVERYBODY:
            return self
        if audience not in self._narrowed:
            self._narrowed[audience] = self._narrow_rules(audience)
        return self._narrowed[audience]

    @cached_property
    def _narrowed(self) -> dict[Audience, Rulebook]:
        """What audiences have been told so far: every page names every sheet."""
        return {}

    def _narrow_rules(self, audience: Audience) -> Rulebook:
        rules = {
            rule_id: narrowed
            for rule_id, rule in self.rules.items()
            if (narrowed := self.narrow_rule(rule, audience))
        }
        return replace(self, rules=rules, audience=audience, whole=self)


def _list_figure_cases(rule: Rule, name: str) -> FigureCases:
    """The figure of a rule in each variant; nothing where all have the same."""
    cases = tuple((variant, variant.facts.get(name)) for variant in rule.variants)
    figures = [fact.figure if fact else None for _, fact in cases]
    return cases if any(figure != figures[0] for figure in figures) else ()
