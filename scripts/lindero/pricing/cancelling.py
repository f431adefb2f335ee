"""What cancelling comes to at each stage: the part that is due, the fee, the deposit's fate.

Each share is rounded once, half up. A deposit that is kept beside what is due is lost besides; one
that is not returned is lost at least, and so is what was overpaid where that is neither returned
nor kept as credit. Nobody pays more than the price, unless a rule says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple, get_args

from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import CancellingRole, Role
from lindero.frozen import Frozen
from lindero.pricing.orders import PriceList
from lindero.pricing.payment_plans import list_certain_prices
from lindero.pricing.payment_terms import PAYMENT_ROLES, PaymentTerms
from lindero.pricing.rounding import round_money
from lindero.pricing.volume_discounts import is_volume_priced
from lindero.shapes import Amount, Choice, Money, Percent, Period, Stages, Text, YesNo
from lindero.shapes.payables import apply_charge

CANCELLING_ROLES: tuple[CancellingRole, ...] = get_args(CancellingRole)
ENDING_ROLES: tuple[Role, ...] = (*CANCELLING_ROLES, "deposit", "deposit-by-size")
"""All that decides what cancelling costs at a price."""
EXAMPLE_ROLES: tuple[Role, ...] = (*ENDING_ROLES, "deposit-covers")
"""The same where it is known how long the work takes."""


class CancellingCost(NamedTuple):
    """What a client who cancels has paid in the end; `at` is what has been reached by then.

    `due` is the part of the price for that stage, `deposit` what has been paid first.
    """

    at: Text
    due: Money
    deposit: Money
    total: Money


class CancellingExample(NamedTuple):
    """What cancelling a service comes to, stage by stage, each sum with the figure to show."""

    service: str
    costs: tuple[tuple[CancellingCost, Fact], ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The sums that it shows."""
        return tuple(fact for _, fact in self.costs)

    def rename_facts(self, suffix: str) -> CancellingExample:
        """The same, where its figures are one client's."""
        costs = ((cost, fact.add_suffix(suffix)) for cost, fact in self.costs)
        return self._replace(costs=tuple(costs))


class CancellingTerms(Frozen):
    """The figures of the rules on cancelling and on the deposit that hold together, by role."""

    facts: Mapping[Role, Fact]

    @property
    def payment(self) -> PaymentTerms:
        """How the price is paid that is cancelled."""
        facts = {role: self.facts[role] for role in PAYMENT_ROLES if role in self.facts}
        return PaymentTerms(facts)

    @property
    def keeps_apart(self) -> bool:
        """Whether the deposit is lost beside what is due."""
        return self._is_chosen("cancelling-deposit", "kept")

    @property
    def keeps_deposit(self) -> bool:
        """Whether the rule of the deposit says that it is not returned."""
        return self._is_answered("deposit-returned", yes=False)

    @property
    def returns_deposit(self) -> bool:
        """Whether the rule of the deposit says that it is returned before work starts."""
        return self._is_answered("deposit-returned", yes=True)

    @property
    def returns_rest(self) -> bool:
        """Whether what was paid beyond what is due is returned."""
        return self._is_answered("cancelling-refund", yes=True)

    @property
    def credits_rest(self) -> bool:
        """Whether what was paid beyond what is due can be used for other work."""
        return "cancelling-credit" in self.facts

    @property
    def keeps_rest(self) -> bool:
        """Whether what was paid beyond what is due is lost."""
        return self._is_answered("cancelling-refund", yes=False) and not self.credits_rest

    @property
    def pays_for_work(self) -> bool:
        """Whether work done beyond the share that is due is paid for."""
        return self._is_answered("cancelling-worked", yes=True)

    def find_deposit(self, price: Money, length: Period | None = None) -> Money:
        """What is paid first of a price; nothing where no deposit is asked for.

        Raises ValueError for another currency, and where it takes a length that is not known.
        """
        found = self.payment.find_deposit(price, length)
        return _round_part(found[1], price) if found else price - price

    def find_fee(self, price: Money) -> Money:
        """What cancelling costs besides. Raises ValueError for another currency."""
        fee = self.facts.get("cancelling-fee")
        return _round_part(fee.figure, price) if fee else price - price

    def list_costs(self, price: Money, length: Period | None = None) -> Iterator[CancellingCost]:
        """What cancelling comes to at each stage of the ladder; without a ladder, nothing.

        Raises ValueError for another currency, and where it takes a length that is not known.
        """
        ladder = self.facts.get("due-on-cancelling")
        if ladder is None or not isinstance(ladder.figure, Stages):
            return
        deposit, fee = self.find_deposit(price, length), self.find_fee(price)
        for step in ladder.figure.steps:
            if isinstance(step.share, Percent | Money):
                due = _round_part(step.share, price)
                total = self._add_deposit(due + fee, deposit)
                total = _find_larger(total, deposit) if self.keeps_rest else total
                yield CancellingCost(step.at, due, deposit, total)

    def _add_deposit(self, due: Money, deposit: Money) -> Money:
        if self.keeps_apart:
            return due + deposit
        return _find_larger(due, deposit) if self.keeps_deposit else due

    def _is_chosen(self, role: Role, name: str) -> bool:
        fact = self.facts.get(role)
        return bool(fact and isinstance(fact.figure, Choice) and fact.figure.name == name)

    def _is_answered(self, role: Role, *, yes: bool) -> bool:
        fact = self.facts.get(role)
        return bool(fact and fact.figure == YesNo(yes=yes))


def _find_larger(one: Money, other: Money) -> Money:
    return max(one, other, key=lambda paid: paid.amount)


def _round_part(part: object, price: Money) -> Money:
    assert isinstance(part, Amount)
    exact = apply_charge(part, price)
    return Money(round_money(Fraction(exact.amount), exact.currency), exact.currency)


def make_cancelling_example(terms: CancellingTerms, prices: PriceList) -> CancellingExample | None:
    """What the ladder comes to for the first service whose price is certain.

    None where there is no such service, and where a step comes to more than the price.
    """
    for service, price in list_certain_prices(prices):
        if is_volume_priced(prices, service):
            continue
        try:
            costs = tuple(terms.list_costs(price, prices.services[service].delivery))
        except ValueError:
            continue
        if costs and all((price - cost.total).amount >= 0 for cost in costs):
            holder = terms.facts["due-on-cancelling"].holder
            facts = (
                Fact(f"{holder}.example.{at}", cost.total, computed=True)
                for at, cost in enumerate(costs, 1)
            )
            return CancellingExample(service, tuple(zip(costs, facts, strict=True)))
    return None
