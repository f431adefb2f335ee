"""What is paid when, of a given price: every part exact, and together the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import Role
from lindero.pricing.orders import PriceList
from lindero.pricing.payment_terms import Due, PaymentTerms
from lindero.pricing.rounding import round_money
from lindero.pricing.volume_discounts import is_volume_priced
from lindero.records.sections import Service
from lindero.shapes import Amount, Money, Remainder, Text
from lindero.shapes.legal_tender import find_currency_decimals
from lindero.shapes.payables import apply_charge
from lindero.shapes.units import ORDER_UNITS

_BILLED_OTHERWISE: frozenset[Role] = frozenset({"least-charge", "first-block", "billing-step"})


class Payment(NamedTuple):
    """One part of a price; `at` is what has happened by then, as a stage says it."""

    kind: Literal["deposit", "stage", "part", "rest"]
    amount: Money
    at: Text | None = None


class ExamplePlan(NamedTuple):
    """What the rules of payment come to on one service, each part with the figure to show."""

    service: str
    parts: tuple[tuple[Payment, Fact], ...]

    def rename_facts(self, suffix: str) -> ExamplePlan:
        """The same with the case in the addresses of its figures."""
        parts = ((payment, fact.add_suffix(suffix)) for payment, fact in self.parts)
        return self._replace(parts=tuple(parts))


def plan_payments(total: Money, dues: Sequence[Due]) -> tuple[Payment, ...]:
    """The deposit and the instalments of a price: exact, and together the whole.

    What rounding leaves over is in the last part that shares the rest, else in the last stage.
    Without any of them there is no plan. Raises ValueError where a part is in another currency.
    """
    left, amounts = total, list[Money | None]()
    for due in dues:
        amount = None if isinstance(due.share, Remainder) else _round_share(due.share, total)
        if amount is not None:
            # Whatever the rules say, nobody pays more than the price.
            amount = amount if (left - amount).amount > 0 else left
            left -= amount
        amounts.append(amount)
    shared = _split_rest(left, amounts.count(None))
    payments = [
        Payment(due.kind, next(shared) if amount is None else amount, due.at)
        for due, amount in zip(dues, amounts, strict=True)
    ]
    return tuple(payments) if None in amounts else _settle_rest(payments, left)


def _round_share(share: Amount, total: Money) -> Money:
    exact = apply_charge(share, total)
    return Money(round_money(Fraction(exact.amount), exact.currency), exact.currency)


def _split_rest(whole: Money, parts: int) -> Iterator[Money]:
    """A sum in equal parts, each rounded; the last one takes what rounding leaves over."""
    left = whole.amount
    for at in range(1, parts + 1):
        equal = round_money(Fraction(whole.amount) / parts, whole.currency)
        amount = left if at == parts else min(equal, left)
        yield Money(amount, whole.currency)
        left -= amount


def _settle_rest(payments: list[Payment], left: Money) -> tuple[Payment, ...]:
    """The last stage takes what is left; after a deposit alone it is a payment of its own."""
    if left.amount and payments:
        if payments[-1].at:
            last = payments.pop()
            payments.append(Payment("stage", last.amount + left, last.at))
        else:
            payments.append(Payment("rest", left))
    return tuple(payments)


def make_example_plan(prices: PriceList, terms: PaymentTerms) -> ExamplePlan | None:
    """The parts of the price of a service that shows what the rules say.

    The first that is paid in instalments, else the first at all; None where there is no such one.
    """
    plans = list(_list_plans(prices, terms))
    instalments = {"stage", "part"}
    parted = (plan for plan in plans if any(part.kind in instalments for part, _ in plan.parts))
    return next(parted, plans[0] if plans else None)


def _list_plans(prices: PriceList, terms: PaymentTerms) -> Iterator[ExamplePlan]:
    for service, total in list_certain_prices(prices):
        if is_volume_priced(prices, service):
            continue
        try:
            dues = terms.list_dues(total, prices.services[service].delivery)
            plan = plan_payments(total, dues)
        except ValueError:
            continue
        told = len(plan) > 1 and all(payment.amount.amount for payment in plan)
        if told and _fits_dues(plan, total, dues):
            yield ExamplePlan(service, tuple(_address_payments(plan, dues)))


def list_certain_prices(prices: PriceList) -> Iterator[tuple[str, Money]]:
    """The services with a fixed price for the whole that lasts."""
    for key, service in prices.services.items():
        price = service.price
        lasts = service.change is None and not price.unit
        if lasts and price.kind == "fixed" and price.low and price.low.amount:
            yield key, price.low


def list_order_prices(prices: PriceList) -> dict[str, Money]:
    """What one order of a service costs: its fixed price, or that of one session or one day."""
    services = prices.services.items()
    single = {key: low for key, one in services if (low := _find_single_price(prices, key, one))}
    return dict(list_certain_prices(prices)) | single


def _find_single_price(prices: PriceList, key: str, service: Service) -> Money | None:
    """What one of its unit costs, where nothing makes one of them dearer or another price."""
    price = service.price
    more = (service.change, service.minimum, service.tiers, service.retainer, service.increment)
    billed = {role for facts in prices.charging.get(key, ()) for role in facts}
    lasts = not any(more) and billed.isdisjoint(_BILLED_OTHERWISE)
    if price.unit not in ORDER_UNITS or price.every != 1 or not lasts or price.kind != "fixed":
        return None
    is_sum = price.low is not None and price.low.amount > 0
    digits, _ = find_currency_decimals(price.low.currency) if price.low else (0, 0)
    is_exact = price.low is not None and round(price.low.amount, digits) == price.low.amount
    return price.low if is_sum and is_exact else None


def _fits_dues(plan: Sequence[Payment], total: Money, dues: Sequence[Due]) -> bool:
    """Whether every part is what its rule says, but for rounding.

    Sums may come to more or less than this price.
    """
    return all(
        isinstance(due.share, Remainder)
        or abs((payment.amount - apply_charge(due.share, total)).amount)
        <= find_rounding(total.currency, len(plan))
        for payment, due in zip(plan, dues, strict=False)
    )


def find_rounding(currency: str, parts: int) -> Decimal:
    """By how much parts may be off: each by one of the smallest coin, and the last takes all."""
    digits, _ = find_currency_decimals(currency)
    return Decimal(parts).scaleb(-digits)


def _address_payments(
    plan: Sequence[Payment], dues: Sequence[Due]
) -> Iterator[tuple[Payment, Fact]]:
    """Each part under the rule that says so, the rest beside the deposit; numbered after it."""
    paid_first = sum(payment.kind == "deposit" for payment in plan)
    names = {"deposit": "example", "stage": "example.{}", "part": "example.{}", "rest": "rest.{}"}
    for at, payment in enumerate(plan, 1 - paid_first):
        rule = dues[min(at - 1 + paid_first, len(dues) - 1)].fact.holder
        name = names[payment.kind].format(at)
        yield payment, Fact(f"{rule}.{name}", payment.amount, computed=True)
