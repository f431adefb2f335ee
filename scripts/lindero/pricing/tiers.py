"""How much of a quantity falls into each tier of a price."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from lindero.pricing.orders import NoPrice
from lindero.records.sections import Service
from lindero.shapes import Count, Period, Price
from lindero.shapes.limits import Limit
from lindero.shapes.quantities import Quantity


def split_by_tiers(
    service: Service, service_id: str, billed: Fraction
) -> tuple[tuple[str, Price, Fraction], ...]:
    """The tiers that a quantity reaches and how much falls into each.

    Nothing where one of them is on request; raises NoPrice where the quantity is beyond the last.
    """
    assert service.tiers
    steps, lower = [], Fraction(0)
    for at, step in enumerate(service.tiers.steps, 1):
        upper = convert_limit(step.up_to, service.price)
        reached = billed if upper is None else min(billed, upper)
        if reached > lower and isinstance(step.result, Price):
            steps.append((f"services.{service_id}.tiers.{at}.price", step.result, reached - lower))
            lower = reached
    if lower < billed:
        raise NoPrice("no-tier", f"services.{service_id}.tiers")
    if any(price.low is None for _, price, _ in steps):
        return ()
    return ((*steps[-1][:2], billed),) if service.tiering == "whole" else tuple(steps)


def locate_limits(service: Service, address: str, at: int) -> dict[str, str]:
    """The addresses of the limits of a tier, counted from 1: its `lower` one, and its own."""
    assert service.tiers
    lower = {"lower": f"{address}.tiers.{at - 1}.limit"} if at > 1 else {}
    own = {"limit": f"{address}.tiers.{at}.limit"} if service.tiers.steps[at - 1].up_to else {}
    return lower | own


def name_reach(limits: Collection[str]) -> str:
    """How far a tier goes: `up_to` a limit, `over` the one before, or `between` both."""
    if "lower" not in limits:
        return "up_to"
    return "between" if "limit" in limits else "over"


def convert_limit(limit: Limit | None, price: Price) -> Fraction | None:
    """A tier's limit in the unit of the price; None where there is none.

    Raises NoPrice for another unit, and for a sum.
    """
    if limit is None:
        return None
    if isinstance(limit, Count):
        return Fraction(limit.number)
    found = (
        Quantity(limit.count, limit.unit).convert_to(price.unit or "")
        if isinstance(limit, Period)
        else None
    )
    if found is None:
        raise NoPrice("other-unit", limit.unit if isinstance(limit, Period) else limit.currency)
    return found
