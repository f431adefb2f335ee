"""What is paid when, of a given price: every part exact, and together the whole."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from lindero.catalogue.facts import Fact
from lindero.pricing.orders import PriceList
from lindero.pricing.reckoning import round_money
from lindero.shapes import BoundedCharge, Comparison, Figure, Money, Percent, Stages, Text
from lindero.shapes.currencies import find_currency_decimals
from lindero.shapes.payables import Amount, apply_charge

Share = tuple[Amount, Text | None]
"""A part of a price as a rule says it, and what has happened by then."""


class Payment(NamedTuple):
    """One part of a price; `at` is what has happened by then, as a stage says it."""

    kind: Literal["deposit", "stage", "rest"]
    amount: Money
    at: Text | None = None


class ExamplePlan(NamedTuple):
    """What the rules of payment come to on one service, each part with the figure to show."""

    service: str
    parts: tuple[tuple[Payment, Fact], ...]


def plan_payments(
    total: Money, deposit: Figure | None, stages: Figure | None = None
) -> tuple[Payment, ...]:
    """The deposit and the instalments of a price; the last part takes what rounding leaves over.

    Without either there is no plan. Raises ValueError where a part is in another currency.
    """
    payments: list[Payment] = []
    left = total
    for share, at in _list_shares(deposit, stages):
        exact = Fraction(apply_charge(share, total).amount)
        amount = Money(round_money(exact, total.currency), total.currency)
        (left - amount)  # refuses another currency before it counts
        amount = amount if amount.amount < left.amount else left
        payments.append(Payment("stage" if at else "deposit", amount, at))
        left -= amount
    return _settle_rest(payments, left)


def _settle_rest(payments: list[Payment], left: Money) -> tuple[Payment, ...]:
    """The last stage takes what is left; after a deposit alone it is a payment of its own."""
    if left.amount and payments:
        if payments[-1].at:
            last = payments.pop()
            payments.append(Payment("stage", last.amount + left, last.at))
        else:
            payments.append(Payment("rest", left))
    return tuple(payments)


def _list_shares(deposit: Figure | None, stages: Figure | None) -> list[Share]:
    shares: list[Share] = []
    if isinstance(deposit, Percent | Money | Comparison | BoundedCharge):
        shares.append((deposit, None))
    if isinstance(stages, Stages):
        shares += [(step.share, step.at) for step in stages.steps]
    return shares


def make_example_plan(
    prices: PriceList, deposit: Fact | None, instalments: Fact | None
) -> ExamplePlan | None:
    """The parts of the price of the first service that suits.

    None where they would not tell what the rules say.
    """
    service = _find_example_service(prices)
    if service is None:
        return None
    total = prices.services[service].price.low
    assert total
    figures = [fact.figure if fact else None for fact in (deposit, instalments)]
    try:
        plan = plan_payments(total, *figures)
    except ValueError:
        return None
    told = len(plan) > 1 and all(payment.amount.amount for payment in plan)
    if not told or not _fits_shares(plan, total, _list_shares(*figures)):
        return None
    return ExamplePlan(service, tuple(_address_payments(plan, deposit, instalments)))


def _find_example_service(prices: PriceList) -> str | None:
    """The first service with a fixed price for the whole that lasts."""
    for key, service in prices.services.items():
        price = service.price
        certain = price.kind == "fixed" and price.low and price.low.amount
        if certain and not price.unit and service.change is None:
            return key
    return None


def _fits_shares(plan: tuple[Payment, ...], total: Money, shares: list[Share]) -> bool:
    """Whether every part is what its rule says, but for rounding.

    Sums may come to more or less than this price.
    """
    digits, _ = find_currency_decimals(total.currency)
    # Each part may be off by one of the smallest coin, and the last takes them all.
    most = Decimal(len(plan)).scaleb(-digits)
    return all(
        abs((payment.amount - apply_charge(share, total)).amount) <= most
        for payment, (share, _) in zip(plan, shares, strict=False)
    )


def _address_payments(
    plan: tuple[Payment, ...], deposit: Fact | None, instalments: Fact | None
) -> Iterator[tuple[Payment, Fact]]:
    """Each part under the rule that says so, the rest beside the deposit; numbered after it."""
    paid_first = sum(payment.kind == "deposit" for payment in plan)
    for at, payment in enumerate(plan, 1 - paid_first):
        rule = instalments if payment.kind == "stage" else deposit
        assert rule
        name = {"deposit": "example", "stage": f"example.{at}", "rest": f"rest.{at}"}[payment.kind]
        yield payment, Fact(f"{rule.holder}.{name}", payment.amount, computed=True)
