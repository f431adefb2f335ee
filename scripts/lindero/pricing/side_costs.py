"""What comes beside a price: a reserve, expenses, journeys, travel time; rounded once, half up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal, NamedTuple, get_args

from lindero.catalogue.facts import Fact, make_quantity_fact
from lindero.catalogue.roles import JourneyRole, Role
from lindero.catalogue.sample_sums import find_sample_size
from lindero.pricing.orders import PriceList
from lindero.pricing.payment_plans import list_certain_prices
from lindero.pricing.rounding import round_money
from lindero.pricing.volume_discounts import is_volume_priced
from lindero.shapes import Amount, Count, Money, Multiple, Percent, Period, Price
from lindero.shapes.payables import apply_charge
from lindero.shapes.quantities import Quantity
from lindero.shapes.units import CLOCK_UNITS

JOURNEY_ROLES: tuple[JourneyRole, ...] = get_args(JourneyRole)
TRAVEL_ROLES: tuple[Role, ...] = ("travel-time", "billing-step", "first-block", "day-switch")
"""What decides what time to travel costs, first its own price."""

_EXPENSE = 100
"""What the expense of an example comes to in euros; in other currencies a sum of a like size."""

_JOURNEY = 100
"""How far the journey of an example goes; twice as far as what is free, where that is more."""

_TRAVEL = range(3, 9)
"""How many hours the travel of an example may take."""


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


class CostExample(NamedTuple):
    """How much of something there is, and what that costs.

    An expense, a journey by car, time to travel, or work that is less than the least charge, which
    is per `place`; `service` is the one whose rate that is of.
    """

    kind: Literal["expense", "journey", "travel", "least"]
    given: Fact
    cost: Fact
    service: str = ""
    place: str = ""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """How much, and the sum."""
        return (self.given, self.cost)

    def rename_facts(self, suffix: str) -> CostExample:
        """The same, where its figures are one client's."""
        given, cost = (fact.add_suffix(suffix) for fact in self.facts)
        return self._replace(given=given, cost=cost)


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


def make_expense_example(markup: Fact | None, currency: str) -> CostExample | None:
    """What a round expense is charged with that something is added to for handling."""
    if markup is None or not isinstance(markup.figure, Percent) or not markup.figure.points:
        return None
    expense = Money(_EXPENSE * find_sample_size(currency), currency)
    exact = Fraction(expense.amount) * (1 + Fraction(markup.figure.points) / 100)
    here = f"{markup.holder}.example"
    given = Fact(f"{here}.expense", expense, computed=True)
    return CostExample("expense", given, _make_cost(f"{here}.charged", exact, currency))


def make_journey_example(facts: Mapping[Role, Fact], _: PriceList) -> CostExample | None:
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
    here = f"{mileage.holder}.example"
    journey = Quantity(int(distance), price.unit)
    given = make_quantity_fact(f"{here}.distance", journey, computed=True)
    return CostExample("journey", given, _make_cost(f"{here}.cost", exact, price.low.currency))


def make_travel_example(facts: Mapping[Role, Fact], prices: PriceList) -> CostExample | None:
    """What some hours of travel cost, at their own price or at a part of one service's rate.

    As many as are billed as they are, whatever the steps, the first block and the day rate.
    """
    travel, hours = facts.get("travel-time"), _choose_hours(facts)
    if travel is None or hours is None:
        return None
    match travel.figure:
        case Price() as rate if _is_hourly(rate):
            key, part = "", Fraction(1)
        case Percent(points=points) if rated := next(list_rated_services(prices), None):
            (key, rate), part = rated, Fraction(points) / 100
        case Multiple(factor=factor) if rated := next(list_rated_services(prices), None):
            (key, rate), part = rated, Fraction(factor)
        case _:
            return None
    time = Quantity(hours, "hour").convert_to(rate.unit or "")
    assert time
    assert rate.low
    here, exact = f"{travel.holder}.example", Fraction(rate.low.amount) * time * part / rate.every
    given = make_quantity_fact(f"{here}.time", Quantity(hours, "hour"), computed=True)
    return CostExample("travel", given, _make_cost(f"{here}.travel", exact, rate.low.currency), key)


def list_rated_services(prices: PriceList) -> Iterator[tuple[str, Price]]:
    """The services with one rate by the hour that lasts, and that rate."""
    for key, service in prices.services.items():
        has_others = service.change or service.tiers or service.rates or service.retainer
        if not has_others and _is_hourly(service.price):
            yield key, service.price


def _is_hourly(price: Price) -> bool:
    is_certain = price.kind == "fixed" and not price.is_rounded
    return is_certain and price.low is not None and price.unit in CLOCK_UNITS


def _choose_hours(facts: Mapping[Role, Fact]) -> int | None:
    step, first, switch = (_count_minutes(facts.get(role)) for role in TRAVEL_ROLES[1:])
    for hours in _TRAVEL:
        after = 60 * hours - first
        if after >= 0 and (not step or after % step == 0) and not 0 < switch <= 60 * hours:
            return hours
    return None


def _count_minutes(fact: Fact | None) -> Fraction:
    period = fact.figure if fact else None
    if not isinstance(period, Period):
        return Fraction(0)
    return Quantity(period.count, period.unit).convert_to("minute") or Fraction(0)


def _make_cost(address: str, exact: Fraction, currency: str) -> Fact:
    return Fact(address, Money(round_money(exact, currency), currency), computed=True)
