"""What comes beside a price: a reserve for changes, and a journey by car; rounded once, half up."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple, get_args

from lindero.catalogue.facts import Fact, make_quantity_fact
from lindero.catalogue.roles import JourneyRole
from lindero.pricing.orders import PriceList
from lindero.pricing.payment_plans import list_certain_prices
from lindero.pricing.rounding import round_money
from lindero.pricing.volume_discounts import is_volume_priced
from lindero.shapes import Amount, Count, Money, Price
from lindero.shapes.payables import apply_charge
from lindero.shapes.quantities import Quantity

JOURNEY_ROLES: tuple[JourneyRole, ...] = get_args(JourneyRole)

_JOURNEY = 100
"""How far the journey of an example goes; twice as far as what is free, where that is more."""


class ReserveExample(NamedTuple):
    """A service, and what is set aside besides its price."""

    service: str
    reserve: Fact

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The sum that it shows."""
        return (self.reserve,)

    def rename_facts(self, suffix: str) -> ReserveExample:
        """The same, where its figure is one client's."""
        return self._replace(reserve=self.reserve.add_suffix(suffix))


class JourneyExample(NamedTuple):
    """A journey by car, and what it costs."""

    distance: Fact
    cost: Fact

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The distance and the sum."""
        return (self.distance, self.cost)

    def rename_facts(self, suffix: str) -> JourneyExample:
        """The same, where its figures are one client's."""
        distance, cost = (fact.add_suffix(suffix) for fact in self.facts)
        return JourneyExample(distance, cost)


def make_reserve_example(share: Fact | None, prices: PriceList) -> ReserveExample | None:
    """What is set aside for the first service whose price is certain."""
    if share is None or not isinstance(share.figure, Amount):
        return None
    for service, price in list_certain_prices(prices):
        if is_volume_priced(prices, service):
            continue
        try:
            exact = apply_charge(share.figure, price)
        except ValueError:
            continue
        reserve = Money(round_money(Fraction(exact.amount), exact.currency), exact.currency)
        return ReserveExample(service, Fact(f"{share.holder}.example", reserve, computed=True))
    return None


def make_journey_example(facts: Mapping[JourneyRole, Fact]) -> JourneyExample | None:
    """What a journey costs whose price is by distance; nothing where that counts other miles."""
    mileage = facts.get("mileage")
    price = mileage.figure if mileage else None
    # What is billed is not a multiple of a price per kilometre that is rounded.
    if not mileage or not isinstance(price, Price) or price.kind != "fixed" or price.is_rounded:
        return None
    others = {"kilometre": "free-miles", "mile": "free-kilometres"}
    if price.low is None or price.unit not in others or others[price.unit] in facts:
        return None
    free = next((facts[role] for role in JOURNEY_ROLES[1:] if role in facts), None)
    spared = free.figure.number if free and isinstance(free.figure, Count) else 0
    distance = max(_JOURNEY, 2 * spared)
    exact = Fraction(price.low.amount) * (distance - spared) / price.every
    cost = Money(round_money(exact, price.low.currency), price.low.currency)
    here = f"{mileage.holder}.example"
    journey = Quantity(int(distance), price.unit)
    return JourneyExample(
        make_quantity_fact(f"{here}.distance", journey, computed=True),
        Fact(f"{here}.cost", cost, computed=True),
    )
