"""What the rules say of the adjustments of one order: which add up, how far, and what is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import get_args

from lindero.catalogue.facts import Fact, find_holder
from lindero.catalogue.roles import AdjustmentRole, Role
from lindero.frozen import Frozen
from lindero.pricing.charging import LeastSum
from lindero.pricing.orders import NoPrice, Order, PriceList, lowers_price
from lindero.pricing.taxes import ExactSums
from lindero.records.sections import Adjustment
from lindero.shapes import Amount, Choice, Money, YesNo
from lindero.shapes.payables import apply_charge

ADJUSTMENT_ROLES: tuple[AdjustmentRole, ...] = get_args(AdjustmentRole)


def choose_adjustments(prices: PriceList, order: Order) -> Iterator[tuple[str, Adjustment]]:
    """In the order of the price list, not in that of asking."""
    for key in order.adjustments:
        if key not in prices.adjustments:
            raise NoPrice("unknown-adjustment", key)
    for key, adjustment in prices.adjustments.items():
        if key not in order.adjustments:
            continue
        if adjustment.services and order.service not in adjustment.services:
            raise NoPrice("not-for", key)
        for other in adjustment.not_with:
            if other in order.adjustments:
                raise NoPrice("not-with", key, other)
        yield key, adjustment


def check_floor(least: LeastSum | None, before: ExactSums, after: ExactSums) -> None:
    """Raises NoPrice where adjustments take an order below the least that is charged."""
    floor = Fraction(least.money.amount) if least else Fraction(0)
    if least and any(there >= floor > left for there, left in zip(before, after, strict=True)):
        raise NoPrice("below-least", least.fact.address)


class AdjustmentLimits(Frozen):
    """The figures of the rules by role, and by adjustment the address that its figure is lent by.

    A surcharge is what raises a price, and a discount is what lowers it: a multiple is one of both.
    """

    facts: Mapping[Role, Fact]
    lent: Mapping[str, str]

    def check_joint(self, chosen: Mapping[str, Adjustment]) -> None:
        """Raises NoPrice for several where only one counts, and for what is set case by case."""
        surcharges = [key for key, one in chosen.items() if not lowers_price(one)]
        discounts = [key for key, one in chosen.items() if lowers_price(one)]
        self._check_single("surcharge-stack", surcharges)
        self._check_single("discount-combine", discounts)
        ceiling = self.facts.get("rush-ceiling")
        for key in chosen if ceiling and ceiling.figure == YesNo(yes=True) else ():
            if ceiling and self._is_lent_by(key, ceiling):
                raise NoPrice("ceiling", ceiling.address, key)
        covers = self.facts.get("rush-covers")
        for key in chosen if covers and covers.figure == Choice("part") else ():
            if covers and self._is_lent_by(key, covers):
                raise NoPrice("part-only", covers.address, key)

    def _check_single(self, role: Role, keys: Sequence[str]) -> None:
        fact = self.facts.get(role)
        # Where nobody wrote it, an example that names several says that they add up.
        if len(keys) > 1 and fact and not fact.computed and fact.figure == YesNo(yes=False):
            raise NoPrice("only-one", fact.address, *keys)

    def _is_lent_by(self, key: str, fact: Fact) -> bool:
        return key in self.lent and find_holder(self.lent[key]) == fact.holder

    def check_cap(self, added: ExactSums, base: Sequence[Money]) -> None:
        """Raises NoPrice where the surcharges of an order come to more than they may."""
        cap = self.facts.get("surcharge-cap")
        if cap is None or not any(added):
            return
        assert isinstance(cap.figure, Amount)
        try:
            most = [Fraction(apply_charge(cap.figure, price).amount) for price in base]
        except ValueError:
            raise NoPrice("open", cap.address) from None
        if any(sum_ > limit for sum_, limit in zip(added, most, strict=True)):
            raise NoPrice("over-cap", cap.address)

    def is_volume_on_total(self) -> bool:
        """Whether the volume discount is on the price with its surcharges."""
        fact = self.facts.get("discount-base")
        return fact is not None and fact.figure == Choice("total")

    def counts_volume(self, found: ExactSums, taken: Mapping[str, ExactSums]) -> bool:
        """Whether a volume discount counts beside the other discounts of an order.

        Raises NoPrice where only the largest counts and it would take the place of another.
        """
        volume, combine = self.facts["discount-volume"], self.facts.get("discount-combine")
        if not taken or not combine or combine.figure == YesNo(yes=True):
            return True
        larger = [
            own > other for one in taken.values() for own, other in zip(found, one, strict=True)
        ]
        if len(taken) > 1 or len(set(larger)) > 1:
            raise NoPrice("open", combine.address)
        if all(larger):
            raise NoPrice("only-one", combine.address, *taken, volume.address)
        return False
