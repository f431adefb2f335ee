"""How a price is paid: which shares the rules of payment say for it, every value reckoned with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, get_args

from lindero.catalogue.facts import Fact
from lindero.catalogue.specs import PaymentRole
from lindero.shapes import Amount, Brackets, Money, Stages, Text
from lindero.shapes.stages import Remainder

PAYMENT_ROLES: tuple[PaymentRole, ...] = get_args(PaymentRole)

_ASKING_LENGTH: frozenset[PaymentRole] = frozenset(
    {"instalments-by-length", "instalments-ahead", "instalments-longer"}
)
"""Those that ask how long the work takes, which no price tells."""


class Due(NamedTuple):
    """A part of a price, what has happened by then, and the figure that says so.

    Without `at` it is the deposit.
    """

    share: Amount | Remainder
    at: Text | None
    fact: Fact


@dataclass(frozen=True)
class PaymentTerms:
    """The figures of the rules of payment that hold together, by role."""

    facts: Mapping[PaymentRole, Fact]

    def list_dues(self, price: Money) -> tuple[Due, ...] | None:
        """The parts of a price in the order of paying; None where the price alone does not tell.

        Raises ValueError where a limit is in another currency.
        """
        deposit = self.find_deposit(price)
        dues = [Due(deposit[1], None, deposit[0])] if deposit else []
        if "deposit-covers" in self.facts:
            return None
        if not self.pays_by_stage(price):
            return tuple(dues)
        by_length = not _ASKING_LENGTH.isdisjoint(self.facts)
        if by_length or self._find_bracket("instalments-by-size", price):
            return None
        return (*dues, *self._list_stages())

    def find_deposit(self, price: Money) -> tuple[Fact, Amount] | None:
        """The deposit of a price and the figure that says so: a bracket goes before the rest."""
        found = self._find_bracket("deposit-by-size", price)
        if found:
            return self.facts["deposit-by-size"], found
        share = self.facts.get("deposit")
        return (share, share.figure) if share and isinstance(share.figure, Amount) else None

    def pays_by_stage(self, price: Money) -> bool:
        """Whether the rule of instalments is about a price at all."""
        above = self.facts.get("instalments-above")
        if above is None or not isinstance(above.figure, Money):
            return True
        return (price - above.figure).amount > 0

    def _list_stages(self) -> Iterator[Due]:
        fact = self.facts.get("instalments")
        if fact and isinstance(fact.figure, Stages):
            yield from (Due(step.share, step.at, fact) for step in fact.figure.steps)

    def _find_bracket(self, role: PaymentRole, price: Money) -> Amount | None:
        """What brackets give for a price; None where they are not about it."""
        fact = self.facts.get(role)
        for step in fact.figure.steps if fact and isinstance(fact.figure, Brackets) else ():
            limit = step.up_to if isinstance(step.up_to, Money) else None
            if limit is None or (price - limit).amount <= 0:
                return step.result if isinstance(step.result, Amount) else None
        return None

    def drop_roles(self, *roles: PaymentRole) -> PaymentTerms:
        """The same terms without some of their figures."""
        return PaymentTerms({role: fact for role, fact in self.facts.items() if role not in roles})

    def list_turning_prices(self, currency: str) -> list[Money]:
        """A price for each way of paying: every limit, and one above them all."""
        limits = {Decimal(0)}
        for fact in self.facts.values():
            limits |= {limit.amount for limit in _list_limits(fact) if limit.currency == currency}
        prices = [*sorted(limits - {Decimal(0)}), max(limits) + 1]
        return [Money(amount, currency) for amount in prices]


def _list_limits(fact: Fact) -> list[Money]:
    """The prices at which a figure begins to hold, or ceases to."""
    if fact.spec and fact.spec.role == "instalments-above":
        return [fact.figure] if isinstance(fact.figure, Money) else []
    if not isinstance(fact.figure, Brackets):
        return []
    return [step.up_to for step in fact.figure.steps if isinstance(step.up_to, Money)]
