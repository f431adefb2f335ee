"""What holds for the price of all work: least charges, billing steps, first blocks, day rates.

A service's own values go before these rules: its minimum before a least charge, its increment
before the steps and the first block, which is "always charged" otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple, get_args

from lindero.catalogue.facts import Fact, make_quantity_fact
from lindero.catalogue.roles import ChargingRole, Role
from lindero.frozen import Frozen
from lindero.pricing.orders import NoPrice, Order
from lindero.records.sections import Service
from lindero.shapes import Choice, Money, Period, Price, WorkTime
from lindero.shapes.quantities import Quantity
from lindero.shapes.units import CLOCK_UNITS, TIME_UNITS

CHARGING_ROLES: tuple[ChargingRole, ...] = get_args(ChargingRole)

_FOR_AN_ORDER = frozenset({"", "order"})
"""What a least charge is for; how many visits, days or invoices an order makes nobody knows."""


class Measure(NamedTuple):
    """An amount of work, and the figure that says so."""

    quantity: Quantity
    fact: Fact


class LeastSum(NamedTuple):
    """The least that is charged, and the figure that says so."""

    money: Money
    fact: Fact


class BillingStep(NamedTuple):
    """The steps in which work is billed; without `rounding`, only whole ones are certain."""

    quantity: Quantity
    rounding: str | None
    fact: Fact

    def round_number(self, number: Fraction, unit: str) -> Fraction:
        """Rounded to whole steps, in this unit; as it is where the unit is none of steps.

        Raises NoPrice where the rule does not say to which step.
        """
        size = self.quantity.convert_to(unit)
        if not size or (steps := number / size).denominator == 1:
            return number
        if self.rounding == "up":
            return ceil(steps) * size
        if self.rounding == "down":
            return floor(steps) * size
        if self.rounding is None or steps.denominator == 2:
            raise NoPrice("open", self.fact.address)
        return floor(steps + Fraction(1, 2)) * size


def exceeds_steps(least: Fraction, time: Fraction, unit: str, step: BillingStep | None) -> bool:
    """Whether the least time is more than some other in whole steps, if it is billed in steps.

    Raises NoPrice where that depends on a rounding that is not said.
    """
    if step is None:
        return least > time
    full = step._replace(rounding="up").round_number(time, unit)
    return least > full or least > step.round_number(time, unit)


class Charging(Frozen):
    """The figures of the rules that hold together, by role."""

    facts: Mapping[Role, Fact] = field(default_factory=dict)

    def find_least_quantity(self, service: Service, key: str, price: Price) -> Measure | None:
        """The least work that is billed; who sells days sells more than some hours.

        Raises NoPrice where a price counts no time, and the rule asks for some.
        """
        if isinstance(service.minimum, Quantity):
            address = f"services.{key}.minimum"
            return Measure(service.minimum, make_quantity_fact(address, service.minimum))
        fact = None if service.minimum or service.retainer else self.facts.get("least-charge")
        if fact is None or not isinstance(fact.figure, WorkTime):
            return None
        least = _measure(fact.figure.period)
        if least.convert_to(price.unit or "") is not None:
            return Measure(least, fact)
        if price.unit in TIME_UNITS and least.unit in CLOCK_UNITS:
            return None
        raise NoPrice("open", fact.address)

    def find_least_sum(self, service: Service, key: str, unit: str) -> LeastSum | None:
        """The least that is charged for what a price counts; one for the whole is what it is.

        Raises NoPrice where the least is agreed case by case.
        """
        if isinstance(service.minimum, Money):
            return LeastSum(service.minimum, Fact(f"services.{key}.minimum", service.minimum))
        is_own = service.minimum or service.retainer or not unit
        fact = None if is_own else self.facts.get("least-charge")
        if fact and isinstance(fact.figure, Price):
            raise NoPrice("open", fact.address)
        return LeastSum(fact.figure, fact) if fact and isinstance(fact.figure, Money) else None

    def check_reach(self, fact: Fact) -> None:
        """Raises NoPrice where a least charge that is not reached is for something else."""
        per = self.facts.get("least-per")
        if fact == self.facts.get("least-charge") and not is_for_orders(per):
            raise NoPrice("open", fact.address)

    def find_sure_least(self, service: Service, key: str) -> LeastSum | None:
        """The least sum that an order of this service comes to: its own, or that of the rules."""
        goes_before = service.minimum or service.retainer
        return self.find_least_sum(service, key, "") if goes_before else self.find_order_least()

    def find_order_least(self) -> LeastSum | None:
        """The least sum that any order comes to, by the rules."""
        fact, per = self.facts.get("least-charge"), self.facts.get("least-per")
        if fact is None or not isinstance(fact.figure, Money) or not is_for_orders(per):
            return None
        return LeastSum(fact.figure, fact)

    def find_unit_least(self, unit: str) -> LeastSum | None:
        """The least sum for one of what a price counts, such as a visit, by the rules."""
        fact, per = self.facts.get("least-charge"), self.facts.get("least-per")
        if fact is None or not isinstance(fact.figure, Money) or _name_choice(per) != unit:
            return None
        return LeastSum(fact.figure, fact)

    def check_each(self, least: LeastSum, unit: str, each: Sequence[Fraction]) -> None:
        """Raises NoPrice where each visit comes to less than the least for one, say."""
        if least == self.find_unit_least(unit) and any(one < least.money.amount for one in each):
            self.check_reach(least.fact)

    def find_first_block(self, service: Service, price: Price) -> Measure | None:
        """What is billed before the steps begin."""
        fact = self.facts.get("first-block")
        own = service.increment or service.retainer
        if own or fact is None or not isinstance(fact.figure, Period):
            return None
        return Measure(_measure(fact.figure), fact) if price.unit in CLOCK_UNITS else None

    def find_step(self, service: Service, key: str, price: Price) -> BillingStep | None:
        """The steps of billing; what is sold in smaller pieces is counted by those."""
        if service.increment:
            address = f"services.{key}.increment"
            return BillingStep(
                service.increment, "up", make_quantity_fact(address, service.increment)
            )
        fact, rounding = self.facts.get("billing-step"), self.facts.get("billing-rounding")
        if fact is None or not isinstance(fact.figure, Period):
            return None
        step = _measure(fact.figure)
        holds = service.retainer.holds if service.retainer else None
        size = step.convert_to((holds.unit if holds else price.unit) or "")
        if size is None or (service.retainer is None and size > price.every):
            return None
        named = rounding.figure.name if rounding and isinstance(rounding.figure, Choice) else None
        return BillingStep(step, named, fact)

    def switch_to_day_rate(self, service: Service, order: Order, price: Price) -> Order | None:
        """The same order at the day rate, where that takes the place of an hourly one.

        Raises NoPrice where it is not certain that it does, or which rate it is.
        """
        fact = self.facts.get("day-switch")
        if fact is None or order.quantity is None or price.unit not in CLOCK_UNITS:
            return None
        assert isinstance(fact.figure, Period)
        ordered = order.quantity.convert_to(price.unit)
        switch = _measure(fact.figure).convert_to(price.unit)
        if ordered is None or switch is None or ordered < switch:
            return None
        self._check_one_day(fact, ordered, switch, price.unit)
        found = [key for key, one in _list_prices(service).items() if _is_per_day(one)]
        if not found:
            raise NoPrice("no-day-rate", fact.address)
        if len(found) > 1 or (order.rate and found != [None]):
            raise NoPrice("open", fact.address)
        return replace(order, rate=found[0], quantity=Quantity(1, "day"))

    def _check_one_day(self, fact: Fact, ordered: Fraction, switch: Fraction, unit: str) -> None:
        """Raises NoPrice where so much work may take several days."""
        day = self.facts.get("working-day")
        known = day and isinstance(day.figure, Period) and _measure(day.figure).convert_to(unit)
        if ordered > known if known else ordered >= 2 * switch:
            raise NoPrice("open", fact.address)


def is_for_orders(per: Fact | None) -> bool:
    """Whether a least charge that is `per` something is for each order."""
    return _name_choice(per) in _FOR_AN_ORDER


def _name_choice(fact: Fact | None) -> str:
    return fact.figure.name if fact and isinstance(fact.figure, Choice) else ""


def _measure(period: Period) -> Quantity:
    return Quantity(period.count, period.unit)


def _list_prices(service: Service) -> dict[str | None, Price]:
    """The prices of a service, its own and those of its rates."""
    return {None: service.price, **{key: rate.price for key, rate in service.rates.items()}}


def _is_per_day(price: Price) -> bool:
    return price.unit == "day" and price.every == 1 and price.low is not None
