"""What an order costs: one reckoning, exact, with every line explained.

Each line is rounded once, half up, to the decimals of its currency (CLDR, by way of Babel); the
total is the sum of the lines as they are shown. The order of the reckoning: the least that is
billed, steps rounded up, price by quantity, minimum
charge, adjustments in the order of the price list, tax.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import floor
from typing import Literal

from lindero.catalogue.facts import make_unit_spec
from lindero.catalogue.specs import ValueSpec
from lindero.pricing.retainers import reckon_retainer
from lindero.records.sections import Adjustment, Example, Service, Tax
from lindero.shapes import Amount, Count, Figure, Money, Multiple, Period, Price
from lindero.shapes.amounts import find_currency_decimals
from lindero.shapes.brackets import Limit
from lindero.shapes.charges import apply_charge
from lindero.shapes.quantities import Quantity, make_whole_quantity, round_to_steps

QuoteLineKind = Literal[
    "price", "quantity", "tier", "at_least", "rounded", "minimum", "surcharge", "discount",
    "factor", "within", "carried", "extra", "subtotal", "tax", "contained",
]  # fmt: skip


NoPriceReason = Literal[
    "no-unit",
    "other-unit",
    "unknown-rate",
    "unknown-adjustment",
    "not-for",
    "not-with",
    "currency",
    "no-retainer",
    "no-extra",
]


ExactSums = Sequence[Fraction]


Effect = Literal["surcharge", "discount", "factor"]


_PRICE_ON_REQUEST = Price("request")


EFFECTS: tuple[Effect, ...] = ("surcharge", "discount", "factor")


@dataclass(frozen=True)
class PriceList:
    """What is sold, what changes a price, and the tax. A price is reckoned from nothing else."""

    services: Mapping[str, Service]
    adjustments: Mapping[str, Adjustment]
    tax: Tax | None = None

    @cached_property
    def quotes(self) -> Mapping[str, Sequence[Quote | NoPrice]]:
        """What the worked examples of each service cost, or why one has no price."""
        return {
            key: [self._price_example(key, example) for example in service.examples]
            for key, service in self.services.items()
        }

    def _price_example(self, key: str, example: Example) -> Quote | NoPrice:
        order = Order(key, example.quantity, example.with_, example.rate, example.used)
        try:
            return price_of(self, order)
        except NoPrice as reason:
            return reason


@dataclass(frozen=True)
class Order:
    """What somebody wants; without a quantity, one. `used` is a retainer's time by period."""

    service: str
    quantity: Quantity | None = None
    adjustments: tuple[str, ...] = ()
    rate: str | None = None
    used: tuple[Quantity, ...] = ()


@dataclass(frozen=True)
class QuotePart:
    """A figure that explains a line; without an address it was worked out here."""

    figure: Figure
    address: str | None = None
    spec: ValueSpec | None = None


@dataclass(frozen=True)
class QuoteLine:
    """One line; `adds` is 1 or -1 where its amount counts, 0 where it only explains."""

    kind: QuoteLineKind
    parts: Mapping[str, QuotePart]
    amount: Money | Price | None = None
    adds: Literal[-1, 0, 1] = 0
    about: str = ""


@dataclass(frozen=True)
class Quote:
    """Every line and what they come to; the total is `on request` where nothing is certain."""

    lines: tuple[QuoteLine, ...]
    total: Price


class NoPrice(ValueError):
    """No price for such an order; `about` names what stands in the way."""

    def __init__(self, reason: NoPriceReason, *about: str) -> None:
        super().__init__(f"{reason}: {', '.join(about)}")
        self.reason = reason
        self.about = about


def price_of(prices: PriceList, order: Order) -> Quote:
    """What an order costs, line by line. Raises NoPrice, and KeyError for no such service."""
    service = prices.services[order.service]
    address, price = _choose_price(service, order)
    chosen = list(_choose_adjustments(prices, order))
    if price.low is None:
        return Quote((), price)
    if order.quantity and price.unit is None:
        raise NoPrice("no-unit", order.quantity.unit)
    reckoning = _Reckoning(price)
    billed = reckoning.bill_quantity(service, order) if price.unit else None
    steps = (
        _split_by_tiers(service, order.service, billed)
        if service.tiers and not order.rate and billed is not None
        else None
    )
    if steps == ():
        return Quote((), Price("request"))
    for step_address, step_price, number in steps or ((address, price, billed),):
        reckoning.charge_price(step_address, step_price, number, tier=bool(steps))
    reckoning.use_retainer(service, order)
    reckoning.reach_minimum(service, order.service)
    base = reckoning.sums
    for key, adjustment in chosen:
        reckoning.apply_adjustment(
            key, adjustment, base if adjustment.on == "base" else reckoning.sums
        )
    if prices.tax:
        reckoning.apply_tax(prices.tax)
    return Quote(tuple(reckoning.lines), reckoning.total)


def _choose_price(service: Service, order: Order) -> tuple[str, Price]:
    if order.rate is None:
        return f"services.{order.service}.price", service.price
    if order.rate not in service.rates:
        raise NoPrice("unknown-rate", order.rate)
    return f"services.{order.service}.rates.{order.rate}.price", service.rates[order.rate].price


def _choose_adjustments(prices: PriceList, order: Order) -> Iterator[tuple[str, Adjustment]]:
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


def _split_by_tiers(
    service: Service, service_id: str, billed: Fraction
) -> tuple[tuple[str, Price, Fraction], ...]:
    """The tiers that a quantity reaches, with its parts; nothing where one has no price."""
    assert service.tiers
    steps, lower = [], Fraction(0)
    for at, step in enumerate(service.tiers.steps, 1):
        upper = convert_limit(step.up_to, service.price)
        reached = billed if upper is None else min(billed, upper)
        if reached > lower and isinstance(step.result, Price):
            steps.append((f"services.{service_id}.tiers.{at}.price", step.result, reached - lower))
            lower = reached
    if lower < billed or any(price.low is None for _, price, _ in steps):
        return ()
    return ((*steps[-1][:2], billed),) if service.tiering == "whole" else tuple(steps)


def convert_limit(limit: Limit | None, price: Price) -> Fraction | None:
    """A tier's limit in the unit of the price, if any. Raises NoPrice for what is no such unit."""
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


def find_effect(adjustment: Adjustment) -> tuple[Effect, Amount | Multiple] | None:
    """The one thing that an adjustment does; None for nothing or several (a check refuses it)."""
    given: list[tuple[Effect, Amount | Multiple]] = [
        (kind, figure) for kind in EFFECTS if (figure := getattr(adjustment, kind))
    ]
    return given[0] if len(given) == 1 else None


def round_money(amount: Fraction, currency: str) -> Decimal:
    """A sum in the decimals of its currency, half up."""
    digits, _ = find_currency_decimals(currency)
    return Decimal(floor(amount * 10**digits + Fraction(1, 2))).scaleb(-digits)


@dataclass
class _Reckoning:
    """The lines so far and their sums: one sum, or the two ends of a range."""

    price: Price
    lines: list[QuoteLine] = field(default_factory=list)
    sums: ExactSums = ()

    def __post_init__(self) -> None:
        assert self.price.low
        self.currency = self.price.low.currency
        self.sums = [Fraction(0)] * len(_list_price_ends(self.price))

    @property
    def total(self) -> Price:
        """What all lines come to."""
        total = self._join_ends(self.sums)
        kind: Literal["fixed", "from"] = "from" if self.price.kind == "from" else "fixed"
        return Price(kind, total) if isinstance(total, Money) else total

    def bill_quantity(self, service: Service, order: Order) -> Fraction:
        """How much is billed, in the price's unit: at least the minimum, in whole steps."""
        ordered = order.quantity or Quantity(
            len(order.used) or self.price.every, self.price.unit or ""
        )
        billed = self._convert_quantity(ordered)
        address = f"services.{order.service}"
        if (
            isinstance(service.minimum, Quantity)
            and (least := self._convert_quantity(service.minimum)) > billed
        ):
            parts = {
                "ordered": self._make_count_part(billed),
                "least": _make_written_part(service.minimum, f"{address}.minimum"),
            }
            self.lines.append(QuoteLine("at_least", parts))
            billed = least
        if service.increment and not service.retainer:
            steps = round_to_steps(billed, self._convert_quantity(service.increment))
            if steps != billed:
                step = _make_written_part(service.increment, f"{address}.increment")
                parts = {
                    "ordered": self._make_count_part(billed),
                    "step": step,
                    "billed": self._make_count_part(steps),
                }
                self.lines.append(QuoteLine("rounded", parts))
            billed = steps
        return billed

    def charge_price(
        self, address: str, price: Price, number: Fraction | None, *, tier: bool
    ) -> None:
        """A quantity at a price, or a price as it is."""
        if price.low:
            self._check_currency(price.low, "tiers")
        parts = {"price": QuotePart(price, address)}
        if number is None:
            self._add_line("price", _list_price_ends(price), parts)
        else:
            parts = {"quantity": self._make_count_part(number), **parts}
            self._add_line(
                "tier" if tier else "quantity",
                [end * number / price.every for end in _list_price_ends(price)],
                parts,
            )

    def use_retainer(self, service: Service, order: Order) -> None:
        """Time used in each period of a retainer: within, carried over, or charged beyond."""
        if not order.used:
            return
        if not service.retainer or not self.price.unit:
            raise NoPrice("no-retainer")
        retainer = service.retainer
        for quantity in order.used:
            if quantity.convert_to(retainer.time.unit) is None:
                raise NoPrice("other-unit", quantity.unit)
        for period in reckon_retainer(retainer, order.used, self.price.unit, service.increment):
            parts = {
                "period": QuotePart(Count(period.number)),
                "used": _make_computed_part(period.used),
            }
            if period.extra:
                self._charge_extra(
                    period.extra,
                    QuotePart(
                        retainer.extra or _PRICE_ON_REQUEST,
                        f"services.{order.service}.retainer.extra",
                    ),
                    parts,
                )
            elif period.left:
                self.lines.append(
                    QuoteLine("carried", parts | {"carried": _make_computed_part(period.left)})
                )
            else:
                self.lines.append(QuoteLine("within", parts))

    def _charge_extra(
        self, extra: Quantity, price: QuotePart, parts: Mapping[str, QuotePart]
    ) -> None:
        assert isinstance(price.figure, Price)
        if price.figure.low is None:
            raise NoPrice("no-extra")
        number = extra.convert_to(price.figure.unit or "")
        if number is None:
            raise NoPrice("other-unit", extra.unit)
        amount = (
            Fraction(self._check_currency(price.figure.low, "extra").amount)
            * number
            / price.figure.every
        )
        self._add_line(
            "extra",
            [amount] * len(self.sums),
            {**parts, "extra": _make_computed_part(extra), "price": price},
        )

    def reach_minimum(self, service: Service, service_id: str) -> None:
        """What is missing to the minimum charge."""
        if not isinstance(service.minimum, Money):
            return
        least = Fraction(self._check_currency(service.minimum, "minimum").amount)
        if any(end < least for end in self.sums):
            parts = {"minimum": QuotePart(service.minimum, f"services.{service_id}.minimum")}
            self._add_line("minimum", [max(least - end, Fraction(0)) for end in self.sums], parts)

    def apply_adjustment(self, key: str, adjustment: Adjustment, base: ExactSums) -> None:
        """One adjustment on its base; nothing can be taken off beyond what is there."""
        effect = find_effect(adjustment)
        if effect is None:
            return
        kind, figure = effect
        try:
            found = [
                Fraction(apply_charge(figure, Money(self._round_amount(end), self.currency)).amount)
                for end in base
            ]
        except ValueError:
            raise NoPrice("currency", key) from None
        if isinstance(figure, Money):
            found = [Fraction(self._check_currency(figure, key).amount)] * len(self.sums)
        if isinstance(figure, Multiple):
            found = [after - before for after, before in zip(found, base, strict=True)]
        lowers = kind == "discount" or (isinstance(figure, Multiple) and figure.factor < 1)
        if lowers:
            found = [
                min(abs(amount), there) for amount, there in zip(found, self.sums, strict=True)
            ]
        parts = {
            kind: QuotePart(figure, f"adjustments.{key}.{kind}"),
            "base": QuotePart(self._join_ends(base)),
        }
        self._add_line(kind, found, parts, adds=-1 if lowers else 1, about=key)

    def apply_tax(self, tax: Tax) -> None:
        """Added, or contained and shown apart."""
        parts, share = (
            {"rate": QuotePart(tax.rate, "business.tax.rate")},
            Fraction(tax.rate.points) / 100,
        )
        if tax.included.yes:
            amounts = [end - end / (1 + share) for end in self.sums]
            self.lines.append(
                QuoteLine("contained", parts, self._join_ends(self._round_sums(amounts)))
            )
            return
        if sum(line.adds != 0 for line in self.lines) > 1:
            self.lines.append(QuoteLine("subtotal", {}, self._join_ends(self.sums)))
        self._add_line("tax", [end * share for end in self.sums], parts)

    def _add_line(
        self,
        kind: QuoteLineKind,
        amounts: ExactSums,
        parts: Mapping[str, QuotePart],
        *,
        adds: Literal[-1, 1] = 1,
        about: str = "",
    ) -> None:
        amounts = self._round_sums(amounts)
        self.lines.append(QuoteLine(kind, parts, self._join_ends(amounts), adds, about))
        self.sums = [
            there + adds * amount for there, amount in zip(self.sums, amounts, strict=True)
        ]

    def _round_sums(self, amounts: ExactSums) -> ExactSums:
        return [Fraction(round_money(amount, self.currency)) for amount in amounts]

    def _join_ends(self, amounts: ExactSums) -> Money | Price:
        ends = [Money(self._round_amount(amount), self.currency) for amount in amounts]
        return ends[0] if ends[0] == ends[-1] else Price("range", ends[0], ends[-1])

    def _round_amount(self, amount: Fraction) -> Decimal:
        return round_money(amount, self.currency)

    def _convert_quantity(self, quantity: Quantity) -> Fraction:
        found = quantity.convert_to(self.price.unit or "")
        if found is None:
            raise NoPrice("other-unit", quantity.unit)
        return found

    def _make_count_part(self, number: Fraction) -> QuotePart:
        unit = self.price.unit or ""
        return _make_computed_part(make_whole_quantity(number, unit))

    def _check_currency(self, money: Money, about: str) -> Money:
        if money.currency != self.currency:
            raise NoPrice("currency", about)
        return money


def _list_price_ends(price: Price) -> list[Fraction]:
    return [Fraction(end.amount) for end in (price.low, price.high) if end]


def _make_written_part(quantity: Quantity, address: str) -> QuotePart:
    return QuotePart(quantity.figure, address, make_unit_spec(quantity.unit))


def _make_computed_part(quantity: Quantity) -> QuotePart:
    return QuotePart(quantity.figure, None, make_unit_spec(quantity.unit))
