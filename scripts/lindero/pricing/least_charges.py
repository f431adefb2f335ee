"""What work comes to that is worth half of the least charge: in one job, on one invoice, one day.

How many of these an order makes nobody knows; what one comes to is certain.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from lindero.catalogue.facts import Fact, make_quantity_fact
from lindero.catalogue.roles import Role
from lindero.pricing.orders import PriceList
from lindero.pricing.rounding import round_money
from lindero.pricing.side_costs import CostExample, list_rated_services
from lindero.shapes import Choice, Money, Period, WorkTime
from lindero.shapes.quantities import Quantity

LEAST_ROLES: tuple[Role, ...] = ("least-charge", "least-per")
"""What decides the least that is charged."""


def make_least_example(facts: Mapping[Role, Fact], prices: PriceList) -> CostExample | None:
    """Half of it, and what is charged for that; of time at the rate of the first that has one."""
    least, per = (facts.get(role) for role in LEAST_ROLES)
    if least is None:
        return None
    place = per.figure.name if per and isinstance(per.figure, Choice) else "order"
    here = f"{least.holder}.example"
    match least.figure:
        case Money(amount=amount, currency=currency):
            half = Money(round_money(Fraction(amount) / 2, currency), currency)
            given, cost, key = Fact(f"{here}.worth", half, computed=True), least.figure, ""
            is_less = half.amount < amount
        case WorkTime(period=period):
            rated = _charge_time(period, prices)
            time = _halve_time(period)
            if rated is None or time is None:
                return None
            given = make_quantity_fact(f"{here}.worth", time, computed=True)
            (key, cost), is_less = rated, True
        case _:
            return None
    charged = Fact(f"{here}.charged", cost, computed=True)
    return CostExample("least", given, charged, key, place) if is_less else None


def _charge_time(period: Period, prices: PriceList) -> tuple[str, Money] | None:
    """What so much time costs for the first service by the hour that has no minimum of its own."""
    for key, price in list_rated_services(prices):
        time = Quantity(period.count, period.unit).convert_to(price.unit or "")
        if time is None or prices.services[key].minimum or price.low is None:
            continue
        exact = Fraction(price.low.amount) * time / price.every
        return key, Money(round_money(exact, price.low.currency), price.low.currency)
    return None


def _halve_time(period: Period) -> Quantity | None:
    minutes = Quantity(period.count, period.unit).convert_to("minute")
    half = minutes / 2 if minutes else Fraction(1, 2)
    if half.denominator > 1:
        return None
    return Quantity(int(half / 60), "hour") if half % 60 == 0 else Quantity(int(half), "minute")
