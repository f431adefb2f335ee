"""What comes off a price when the freelancer is late: exact, and rounded once, half up.

It is worked out for whole periods of the rate alone: no sentence says what a part of one takes off.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple, get_args

from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import OwnDelayRole
from lindero.pricing.orders import PriceList
from lindero.pricing.payment_plans import list_certain_prices
from lindero.pricing.rounding import round_money
from lindero.pricing.volume_discounts import is_volume_priced
from lindero.shapes import Amount, Money, Period, Rate
from lindero.shapes.payables import apply_charge

OWN_DELAY_ROLES: tuple[OwnDelayRole, ...] = get_args(OwnDelayRole)

EXAMPLE_PERIODS = 3
"""After how many periods of the rate what it takes off is shown."""


class OwnDelayExample(NamedTuple):
    """A service that is delivered late, by how much, and what comes off its price."""

    service: str
    delay: Fact
    taken_off: Fact

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The delay and what it takes off."""
        return (self.delay, self.taken_off)

    def rename_facts(self, suffix: str) -> OwnDelayExample:
        """The same, where its figures are one client's."""
        delay, taken = (fact.add_suffix(suffix) for fact in self.facts)
        return self._replace(delay=delay, taken_off=taken)


def reckon_reduction(rate: Rate, cap: Amount | None, price: Money, periods: int) -> Money:
    """What comes off a price for so many whole periods of delay, never more than the price.

    Raises ValueError for another currency.
    """
    each = rate.percent or rate.money
    assert each
    found = Fraction(apply_charge(each, price).amount) * (periods if rate.per else 1)
    most = [price, *([apply_charge(cap, price)] if cap else [])]
    if any(limit.currency != price.currency for limit in most):
        raise ValueError("the cap is in another currency")
    least = min(found, *(Fraction(limit.amount) for limit in most))
    return Money(round_money(least, price.currency), price.currency)


def make_own_delay_example(
    facts: Mapping[OwnDelayRole, Fact], prices: PriceList
) -> OwnDelayExample | None:
    """What a delay of three periods takes off the first service whose price is certain."""
    remedy, cap = facts.get("own-delay-rate"), facts.get("own-delay-cap")
    if remedy is None or not isinstance(remedy.figure, Rate) or not remedy.figure.per:
        return None
    most = cap.figure if cap and isinstance(cap.figure, Amount) else None
    for service, price in list_certain_prices(prices):
        if is_volume_priced(prices, service):
            continue
        try:
            reduction = reckon_reduction(remedy.figure, most, price, EXAMPLE_PERIODS)
        except ValueError:
            continue
        delay = Period(EXAMPLE_PERIODS * remedy.figure.every, remedy.figure.per)
        here = f"{remedy.holder}.example"
        return OwnDelayExample(
            service,
            Fact(f"{here}.delay", delay, computed=True),
            Fact(f"{here}.taken", reduction, computed=True),
        )
    return None
