"""What is paid when, of a given price: every part exact, and together the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lindero.catalogue.facts import AddressedFigure
from lindero.pricing.reckoning import PriceList, round_money
from lindero.shapes import BoundedCharge, Comparison, Figure, Money, Percent, Stages, Text
from lindero.shapes.amounts import find_currency_decimals
from lindero.shapes.charges import Amount, apply_charge

DEPOSIT_ADDRESS = "payment.deposit.share"


INSTALMENTS_ADDRESS = "payment.instalments.stages"


PAYMENT_RULES = ("payment.deposit", "payment.instalments")


@dataclass(frozen=True)
class Payment:
    """One part of a price; `at` is what has happened by then, if it is an instalment."""

    amount: Money
    at: Text | None = None


def plan_payments(total: Money, figures: Mapping[str, Figure]) -> tuple[Payment, ...]:
    """The deposit and the instalments of a price; the last part takes what rounding leaves over.

    `figures` are the rulebook's, by address; where none says so there is no plan. Raises
    ValueError where a part is in another currency.
    """
    shares = [*_list_deposit_shares(figures), *_list_stage_shares(figures)]
    payments: list[Payment] = []
    left = total
    for share, at in shares:
        amount = Money(
            round_money(Fraction(apply_charge(share, total).amount), total.currency), total.currency
        )
        (left - amount)  # refuses another currency before it counts
        amount = amount if amount.amount < left.amount else left
        payments.append(Payment(amount, at))
        left -= amount
    return _settle_rest(payments, left)


def _settle_rest(payments: list[Payment], left: Money) -> tuple[Payment, ...]:
    """The last stage takes what is left; after a deposit alone it is a payment of its own."""
    if left.amount and payments:
        last = payments.pop() if payments[-1].at else Payment(Money(Decimal(0), left.currency))
        payments.append(Payment(last.amount + left, last.at))
    return tuple(payments)


def _list_deposit_shares(figures: Mapping[str, Figure]) -> list[tuple[Amount, Text | None]]:
    share = figures.get(DEPOSIT_ADDRESS)
    return (
        [(share, None)] if isinstance(share, Percent | Money | Comparison | BoundedCharge) else []
    )


def _list_stage_shares(figures: Mapping[str, Figure]) -> list[tuple[Amount, Text | None]]:
    stages = figures.get(INSTALMENTS_ADDRESS)
    return [(step.share, step.at) for step in stages.steps] if isinstance(stages, Stages) else []


def find_example_service(prices: PriceList) -> tuple[str, Money] | None:
    """The first service with a fixed price, to show on it what the rules of payment come to."""
    for key, service in prices.services.items():
        lasting = service.price if service.change is None else None
        if (
            lasting
            and lasting.kind == "fixed"
            and lasting.low
            and not lasting.unit
            and lasting.low.amount
        ):
            return key, lasting.low
    return None


def list_plan_figures(
    prices: PriceList, figures: Mapping[str, Figure]
) -> Iterator[AddressedFigure]:
    """The parts of the example's price, each with its address."""
    example = find_example_service(prices)
    if example is None:
        return
    try:
        plan = plan_payments(example[1], figures)
    except ValueError:
        return
    if (
        len(plan) > 1
        and all(payment.amount.amount for payment in plan)
        and _fits_rules(plan, example[1], figures)
    ):
        for address, payment in zip(list_plan_addresses(figures, len(plan)), plan, strict=True):
            yield AddressedFigure(address, payment.amount, computed=True)


def _fits_rules(plan: tuple[Payment, ...], total: Money, figures: Mapping[str, Figure]) -> bool:
    """Whether every part is what its rule says, but for rounding; sums may not fit the price."""
    digits, _ = find_currency_decimals(total.currency)
    most = Decimal(len(plan)).scaleb(-digits)
    shares = [share for share, _ in (*_list_deposit_shares(figures), *_list_stage_shares(figures))]
    return all(
        abs((payment.amount - apply_charge(share, total)).amount) <= most
        for payment, share in zip(plan, shares, strict=False)
    )


def list_plan_addresses(figures: Mapping[str, Figure], number: int) -> list[str]:
    """Where the parts of the example lie: each under the rule that it comes from."""
    deposit = ["payment.deposit.example"] if DEPOSIT_ADDRESS in figures else []
    rest = (
        "payment.instalments.example" if INSTALMENTS_ADDRESS in figures else "payment.deposit.rest"
    )
    return [*deposit, *(f"{rest}.{at}" for at in range(1, number - len(deposit) + 1))]
