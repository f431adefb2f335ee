"""How a price is paid: which shares the rules of payment say for it, every value reckoned with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Literal, NamedTuple, get_args

from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import PaymentRole
from lindero.frozen import Frozen
from lindero.pricing.rounding import round_money
from lindero.shapes import Amount, Brackets, Money, Period, Stages, Text
from lindero.shapes.legal_tender import find_currency_decimals
from lindero.shapes.payables import apply_charge
from lindero.shapes.periods import compare_lengths, measure_share
from lindero.shapes.stages import REST, Remainder

PAYMENT_ROLES: tuple[PaymentRole, ...] = get_args(PaymentRole)

MOST_PARTS = 12
"""In how many parts a price is shown that is paid in parts of one size."""


class UnknownParts(ValueError):
    """Neither a price nor how long the work takes tells how it is paid."""


class Due(NamedTuple):
    """A part of a price, what has happened by then, and the figure that says so."""

    share: Amount | Remainder
    at: Text | None
    fact: Fact
    is_part: bool = False

    @property
    def kind(self) -> Literal["deposit", "stage", "part"]:
        """A part of one size has no stage of its own; what else has none is the deposit."""
        if self.is_part:
            return "part"
        return "stage" if self.at else "deposit"


class PaymentTerms(Frozen):
    """The figures of the rules of payment that hold together, by role."""

    facts: Mapping[PaymentRole, Fact]

    def list_dues(self, price: Money, length: Period | None = None) -> tuple[Due, ...]:
        """The parts of a price in the order of paying, where the work takes so long.

        Raises UnknownParts where these two do not tell, ValueError for a limit in another currency.
        """
        deposit = self.find_deposit(price, length)
        dues = [Due(deposit[1], None, deposit[0])] if deposit else []
        if not self.pays_by_stage(price):
            return tuple(dues)
        is_ahead = "instalments-ahead" in self.facts
        if not self._takes_longer(length):
            return (*dues, *self._list_stages()) if is_ahead else tuple(dues)
        if is_ahead:
            raise UnknownParts
        left = price - _cap_part(deposit[1], price) if deposit else price
        return (*dues, *self._list_equal_parts(price, left, length), *self._list_stages())

    def find_deposit(
        self, price: Money, length: Period | None = None
    ) -> tuple[Fact, Amount] | None:
        """The deposit of a price and the figure that says so: a bracket goes before the rest.

        Raises UnknownParts where it covers some work, and nobody knows how much that is of all.
        """
        found = self._find_bracket("deposit-by-size", price)
        share = self.facts.get("deposit-by-size" if found else "deposit")
        asked = found or (share.figure if share else None)
        if share is None or not isinstance(asked, Amount):
            return None
        covers = self.facts.get("deposit-covers")
        least = _price_stretch(covers, price, length) if covers else None
        if least and (least - apply_charge(asked, price)).amount > 0:
            return share, least
        return share, asked

    def _takes_longer(self, length: Period | None) -> bool:
        """Whether the work is long enough for instalments, or for being paid ahead.

        Raises UnknownParts where nobody knows.
        """
        longer = self.facts.get("instalments-longer")
        return longer is None or _compare_length(length, longer.figure) > 0

    def _list_equal_parts(self, price: Money, left: Money, length: Period | None) -> Iterator[Due]:
        """Parts of the size that the price or the length brings, until all is paid."""
        found = self._find_bracket("instalments-by-size", price)
        fact = self.facts.get("instalments-by-size" if found else "instalments-by-length")
        share = found or self._find_length_bracket(length)
        if fact and share:
            number = _count_parts(_cap_part(share, price), left)
            yield from [Due(share, None, fact, is_part=True)] * (number - 1)
            yield Due(Remainder(REST), None, fact, is_part=True)

    def _find_length_bracket(self, length: Period | None) -> Amount | None:
        """What brackets give for work that takes so long.

        Raises UnknownParts where that is not known, or the calendar decides.
        """
        fact = self.facts.get("instalments-by-length")
        for step in fact.figure.steps if fact and isinstance(fact.figure, Brackets) else ():
            if step.up_to is None or _compare_length(length, step.up_to) <= 0:
                return step.result if isinstance(step.result, Amount) else None
        return None

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


def _compare_length(length: Period | None, limit: object) -> int:
    """Below, at or above 0 as work is shorter than a limit, as long, or longer."""
    found = compare_lengths(length, limit) if length and isinstance(limit, Period) else None
    if found is None:
        raise UnknownParts
    return found


def _price_stretch(covers: Fact, price: Money, length: Period | None) -> Money:
    """What a stretch of the work costs: the same part of the price as of the time."""
    assert isinstance(covers.figure, Period)
    part = measure_share(covers.figure, length) if length else None
    if part is None:
        raise UnknownParts
    amount = Fraction(price.amount) * min(part, Fraction(1))
    return Money(round_money(amount, price.currency), price.currency)


def _cap_part(share: Amount, price: Money) -> Money:
    """A part of a price, rounded; never more than all."""
    exact = Fraction(apply_charge(share, price).amount)
    amount = min(exact, Fraction(price.amount))
    return Money(round_money(amount, price.currency), price.currency)


def _count_parts(each: Money, left: Money) -> int:
    """How many parts of one size are paid; what rounding leaves over makes no part of its own.

    Raises UnknownParts for more than anybody would read.
    """
    digits, _ = find_currency_decimals(each.currency)
    number = ceil(left.amount / (each.amount + Decimal(1).scaleb(-digits)))
    if number > MOST_PARTS:
        raise UnknownParts
    return number
