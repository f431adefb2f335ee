"""Everything resolved together; look-ups by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from functools import cached_property

from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import Role
from lindero.frozen import Frozen
from lindero.pricing.cancelling import CancellingExample
from lindero.pricing.consumer_sums import AddedTaxes, list_added_taxes, make_consumer_prices
from lindero.pricing.late_charges import LateExample
from lindero.pricing.orders import PriceList
from lindero.pricing.own_delays import OwnDelayExample
from lindero.pricing.payment_plans import ExamplePlan
from lindero.pricing.rate_classes import ClassExample
from lindero.pricing.side_costs import CostExample, ReserveExample
from lindero.pricing.sold_figures import TAXED, ExampleQuotes, list_sold_facts, price_examples
from lindero.pricing.taxes import list_buyers
from lindero.records.parsers import CONSUMER
from lindero.records.sections import Adjustment, Brand, Business, OnePager, Service
from lindero.rulebook.business_facts import list_business_facts
from lindero.rulebook.cases import (
    EVERYBODY,
    Audience,
    parse_audience,
)
from lindero.rulebook.charging_cases import list_charging, list_withheld
from lindero.rulebook.client_examples import (
    list_cancelling_examples,
    list_class_examples,
    list_example_plans,
    list_late_examples,
    list_least_examples,
    list_own_delay_examples,
    list_reserve_examples,
    list_side_costs,
)
from lindero.rulebook.consumer_rules import list_consumer_sums, tell_consumers
from lindero.rulebook.heeded_answers import heed_other_rules
from lindero.rulebook.rule import FigureCases, Rule, list_figure_cases
from lindero.shapes import Text


class Rulebook(Frozen):
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
        if self.whole and self.reads_taxes:
            prices = make_consumer_prices(self.whole.prices)
            return prices._replace(charging=list_charging(self))
        return PriceList(
            self.services,
            self.adjustments,
            {key: one.terms for key, one in self.added_taxes.items()},
            list_charging(self.whole or self),
            dict(list_withheld(self)),
            self.lent,
            taxes_by_line=self.business.rounding == "line",
            consumer_taxes={key: one.names for key, one in self.added_taxes.items()},
        )

    @cached_property
    def added_taxes(self) -> Mapping[str, AddedTaxes]:
        """By service its taxes, and which of them are in its price for private clients alone."""
        services = self.services.items()
        return {key: list_added_taxes(self.business, key, service) for key, service in services}

    @cached_property
    def adds_taxes(self) -> bool:
        """Whether private clients read other sums than businesses."""
        return any(one.names for one in self.added_taxes.values())

    @property
    def reads_taxes(self) -> bool:
        """Whether its readers are private clients who read prices with a tax in them."""
        return self.audience.client == CONSUMER and self.adds_taxes

    @cached_property
    def _role_rules(self) -> dict[Role, Rule]:
        return {
            role: rule
            for rule in self.rules.values()
            for role in (rule.spec.roles if rule.spec else ())
        }

    def find_role_rule(self, role: Role) -> Rule | None:
        """The rule that has this role in the catalogue, or of which a value has it."""
        return self._role_rules.get(role)

    def list_role_variants(self, role: Role) -> tuple[Rule, ...]:
        """The rule that has a value of this role, in each of its cases; nothing without one."""
        rule = self.find_role_rule(role)
        return rule.variants if rule else ()

    def find_role_fact(self, role: Role) -> Fact | None:
        """The figure of this role as most readers are told it."""
        rule = self.find_role_rule(role)
        return rule.find_role_fact(role) if rule else None

    @cached_property
    def example_quotes(self) -> ExampleQuotes:
        """The worked examples of all services; priced here once, for pages, sheets and checks."""
        return price_examples(self.prices)

    @cached_property
    def example_plans(self) -> tuple[tuple[str, ExamplePlan], ...]:
        """What the rules of payment come to on a service, by the client who pays so; empty for all.

        Nothing for those with whom it depends on more.
        """
        return tuple(list_example_plans(self))

    @cached_property
    def late_examples(self) -> tuple[tuple[str, LateExample], ...]:
        """What a delay in paying costs, by the client who pays late; empty for all."""
        return tuple(list_late_examples(self))

    @cached_property
    def cancelling_examples(self) -> tuple[tuple[str, CancellingExample], ...]:
        """What cancelling comes to at each stage, by the client who cancels; empty for all."""
        return tuple(list_cancelling_examples(self))

    @cached_property
    def own_delay_examples(self) -> tuple[tuple[str, OwnDelayExample], ...]:
        """What a late delivery takes off a price, by the client who waits; empty for all."""
        return tuple(list_own_delay_examples(self))

    @cached_property
    def reserve_examples(self) -> tuple[tuple[str, ReserveExample], ...]:
        """What is set aside besides a price, by the client who does so; empty for all."""
        return tuple(list_reserve_examples(self))

    @cached_property
    def side_costs(self) -> tuple[tuple[str, CostExample], ...]:
        """What expenses, journeys and travel cost, by the client who pays them; empty for all."""
        return tuple(list_side_costs(self))

    @cached_property
    def least_examples(self) -> tuple[tuple[str, CostExample], ...]:
        """What work comes to that is worth less than the least charge, by client; empty for all."""
        return tuple(list_least_examples(self))

    @cached_property
    def class_examples(self) -> tuple[tuple[str, ClassExample], ...]:
        """What classes of work and client pay of a service's rate, by client; empty for all."""
        return tuple(list_class_examples(self))

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Every figure by its address."""
        found = self._list_other_facts()
        for variant in (variant for rule in self.rules.values() for variant in rule.variants):
            found += variant.facts.values()
            for one in list_consumer_sums(self, variant):
                found += (one.written, one.taxed)
            # Sheets for private clients show these.
            found += tell_consumers(self, variant).facts.values() if self.adds_taxes else ()
        found += [fact for _, plan in self.example_plans for _, fact in plan.parts]
        found += [fact for _, example in self.late_examples for fact in example]
        found += [fact for _, example in self.cancelling_examples for fact in example.facts]
        found += [fact for _, example in self.own_delay_examples for fact in example.facts]
        found += [fact for _, example in self.reserve_examples for fact in example.facts]
        found += [fact for _, example in self.side_costs for fact in example.facts]
        found += [fact for _, example in self.least_examples for fact in example.facts]
        found += [fact for _, example in self.class_examples for fact in example.facts]
        # What has no case in its address is what the audience is told first.
        told = {
            f"{rule.id}.{name}": fact
            for rule in self.rules.values()
            for name, fact in rule.facts.items()
        }
        return {fact.address: fact for fact in found} | told | self._list_taxed_prices(found)

    def _list_taxed_prices(self, found: Iterable[Fact]) -> dict[str, Fact]:
        """The prices that private clients read in place of those that are written."""
        taxed = {fact.address: fact for fact in found if fact.address.endswith(TAXED)}
        return {key.removesuffix(TAXED): fact for key, fact in taxed.items() if self.reads_taxes}

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
            if (cases := list_figure_cases(rule, name))
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
        return list_figure_cases(rule, name) if rule else ()

    def find_shown_address(self, address: str) -> str | None:
        """The address of the figure that stands first where one is named.

        None where none does.
        """
        cases = self.find_cases(address)
        fact = cases[0][1] if cases else self.find_fact(address)
        return fact.address if fact else None

    def find_coming_price(self, address: str) -> tuple[Fact, Fact] | None:
        """What the price at an address will be, and from when; None where no change is known."""
        plain, at, whose = address.partition("@")
        service, _, name = plain.rpartition(".")
        price = self.find_fact(f"{service}.change.price{at}{whose}")
        day = self.facts.get(f"{service}.change.from")
        return (price, day) if name == "price" and price and day else None

    def _find_audience_fact(self, address: str) -> Fact | None:
        rule, name = self._find_audience_rule(address)
        if rule is None:
            return self._find_buyers_price(address)
        return rule.facts.get(name)

    def _find_buyers_price(self, address: str) -> Fact | None:
        """A figure of a service as one kind of client reads it: `services.web.price@consumer`."""
        plain, _, client = address.partition("@")
        service = self.services.get(plain.split(".")[1]) if plain.startswith("services.") else None
        if service is None or client not in list_buyers(self.business, service):
            return None
        return (self.whole or self).tell_client(client).facts.get(plain)

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
        if audience.client == CONSUMER and self.adds_taxes:
            rule = tell_consumers(self, rule)
        return rule.narrow_to(audience, self.business.clients, self.services, self.sold_to)

    @cached_property
    def sold_to(self) -> Mapping[str, str]:
        """By service the one kind of client that it is for, where it is for one."""
        return {key: one.for_ for key, one in self.services.items() if one.for_}

    def tell_client(self, client: str) -> Rulebook:
        """The rulebook with the sums that a kind of client reads."""
        return self.narrow_to(Audience(client)) if client == CONSUMER and self.adds_taxes else self

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
        return replace(self, rules=heed_other_rules(rules), audience=audience, whole=self)
