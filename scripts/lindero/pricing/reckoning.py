"""What an order costs: one reckoning, exact, with every line explained.

Each line is rounded once, half up, to the decimals of its currency (CLDR, by way of Babel); the total is the sum
of the lines as they are shown. The order of the reckoning: the least that is billed, steps rounded up, price by quantity, minimum
charge, adjustments in the order of the price list, tax.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Literal

from lindero.catalogue.facts import unit_spec
from lindero.catalogue.specs import ValueSpec
from lindero.pricing.retainers import retained
from lindero.records.sections import Adjustment, Service, Tax
from lindero.shapes import Amount, Count, Figure, Money, Multiple, Period, Price
from lindero.shapes.amounts import currency_decimals
from lindero.shapes.brackets import Limit
from lindero.shapes.charges import amount_of
from lindero.shapes.quantities import Quantity, in_steps, in_whole

LineKind = Literal[
    "price", "quantity", "tier", "at_least", "rounded", "minimum", "surcharge", "discount", "factor",
    "within", "carried", "extra", "subtotal", "tax", "contained",
]  # fmt: skip


Reason = Literal[
    "no-unit", "other-unit", "unknown-rate", "unknown-adjustment", "not-for", "not-with", "currency", "no-retainer", "no-extra"
]


Amounts = Sequence[Fraction]


Effect = Literal["surcharge", "discount", "factor"]


_ASK = Price("request")


EFFECTS: tuple[Effect, ...] = ("surcharge", "discount", "factor")


@dataclass(frozen=True)
class PriceList:
    """What is sold, what changes a price, and the tax. A price is reckoned from nothing else."""

    services: Mapping[str, Service]
    adjustments: Mapping[str, Adjustment]
    tax: Tax | None = None


@dataclass(frozen=True)
class Order:
    """What somebody wants; without a quantity, one. `used` is the time used in each period of a retainer."""

    service: str
    quantity: Quantity | None = None
    adjustments: tuple[str, ...] = ()
    rate: str | None = None
    used: tuple[Quantity, ...] = ()


@dataclass(frozen=True)
class Part:
    """A figure that explains a line; `address` is where the rulebook holds it, None where it was worked out here."""

    figure: Figure
    address: str | None = None
    spec: ValueSpec | None = None


@dataclass(frozen=True)
class Line:
    """One line of a reckoning. `adds` is 1 or -1 where its amount counts towards the total, 0 where it only explains."""

    kind: LineKind
    parts: Mapping[str, Part]
    amount: Money | Price | None = None
    adds: Literal[-1, 0, 1] = 0
    about: str = ""


@dataclass(frozen=True)
class Quote:
    """Every line and what they come to; the total is `on request` where nothing is certain."""

    lines: tuple[Line, ...]
    total: Price


class NoPrice(ValueError):
    """The price list does not say what such an order costs; `about` names what stands in the way."""

    def __init__(self, reason: Reason, *about: str) -> None:
        super().__init__(f"{reason}: {', '.join(about)}")
        self.reason = reason
        self.about = about


def price_of(prices: PriceList, order: Order) -> Quote:
    """What an order costs, line by line. Raises NoPrice, and KeyError for a service that there is not."""
    service = prices.services[order.service]
    address, price = _chosen_price(service, order)
    chosen = list(_chosen_adjustments(prices, order))
    if price.low is None:
        return Quote((), price)
    if order.quantity and price.unit is None:
        raise NoPrice("no-unit", order.quantity.unit)
    reckoning = _Reckoning(price)
    billed = reckoning.bill(service, order) if price.unit else None
    steps = _priced_steps(service, order.service, billed) if service.tiers and not order.rate and billed is not None else None
    if steps == ():
        return Quote((), Price("request"))
    for step_address, step_price, number in steps or ((address, price, billed),):
        reckoning.charge(step_address, step_price, number, tier=bool(steps))
    reckoning.use(service, order)
    reckoning.reach_minimum(service, order.service)
    base = reckoning.sums
    for key, adjustment in chosen:
        reckoning.adjust(key, adjustment, base if adjustment.on == "base" else reckoning.sums)
    if prices.tax:
        reckoning.tax(prices.tax)
    return Quote(tuple(reckoning.lines), reckoning.total)


def _chosen_price(service: Service, order: Order) -> tuple[str, Price]:
    if order.rate is None:
        return f"services.{order.service}.price", service.price
    if order.rate not in service.rates:
        raise NoPrice("unknown-rate", order.rate)
    return f"services.{order.service}.rates.{order.rate}.price", service.rates[order.rate].price


def _chosen_adjustments(prices: PriceList, order: Order) -> Iterator[tuple[str, Adjustment]]:
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


def _priced_steps(service: Service, service_id: str, billed: Fraction) -> tuple[tuple[str, Price, Fraction], ...]:
    """The tiers that a quantity reaches and how much falls into each; nothing where one of them has no price."""
    assert service.tiers
    steps, lower = [], Fraction(0)
    for at, step in enumerate(service.tiers.steps, 1):
        upper = limit_of(step.up_to, service.price)
        reached = billed if upper is None else min(billed, upper)
        if reached > lower and isinstance(step.given, Price):
            steps.append((f"services.{service_id}.tiers.{at}.price", step.given, reached - lower))
            lower = reached
    if lower < billed or any(price.low is None for _, price, _ in steps):
        return ()
    return ((*steps[-1][:2], billed),) if service.tiering == "whole" else tuple(steps)


def limit_of(limit: Limit | None, price: Price) -> Fraction | None:
    """A tier's limit in the unit of the price; None where there is no limit. Raises NoPrice for another unit, and for a sum."""
    if limit is None:
        return None
    if isinstance(limit, Count):
        return Fraction(limit.number)
    found = Quantity(limit.count, limit.unit).measured_in(price.unit or "") if isinstance(limit, Period) else None
    if found is None:
        raise NoPrice("other-unit", limit.unit if isinstance(limit, Period) else limit.currency)
    return found


def effect_of(adjustment: Adjustment) -> tuple[Effect, Amount | Multiple] | None:
    """The one thing that an adjustment does; None where it does nothing or several, which a check refuses."""
    given: list[tuple[Effect, Amount | Multiple]] = [(kind, figure) for kind in EFFECTS if (figure := getattr(adjustment, kind))]
    return given[0] if len(given) == 1 else None


def rounded(amount: Fraction, currency: str) -> Decimal:
    """A sum in the decimals of its currency, half up."""
    digits, _ = currency_decimals(currency)
    return Decimal(floor(amount * 10**digits + Fraction(1, 2))).scaleb(-digits)


@dataclass
class _Reckoning:
    """The lines so far and their sums: one sum, or the two ends of a range."""

    price: Price
    lines: list[Line] = field(default_factory=list)
    sums: Amounts = ()

    def __post_init__(self) -> None:
        assert self.price.low
        self.currency = self.price.low.currency
        self.sums = [Fraction(0)] * len(_ends(self.price))

    @property
    def total(self) -> Price:
        """What all lines come to."""
        total = self._span(self.sums)
        kind: Literal["fixed", "from"] = "from" if self.price.kind == "from" else "fixed"
        return Price(kind, total) if isinstance(total, Money) else total

    def bill(self, service: Service, order: Order) -> Fraction:
        """How much is billed, in the unit of the price: at least the minimum, and in whole steps."""
        ordered = order.quantity or Quantity(len(order.used) or self.price.every, self.price.unit or "")
        billed = self._measured(ordered)
        address = f"services.{order.service}"
        if isinstance(service.minimum, Quantity) and (least := self._measured(service.minimum)) > billed:
            parts = {"ordered": self._counted(billed), "least": _held(service.minimum, f"{address}.minimum")}
            self.lines.append(Line("at_least", parts))
            billed = least
        if service.increment and not service.retainer:
            steps = in_steps(billed, self._measured(service.increment))
            if steps != billed:
                step = _held(service.increment, f"{address}.increment")
                parts = {"ordered": self._counted(billed), "step": step, "billed": self._counted(steps)}
                self.lines.append(Line("rounded", parts))
            billed = steps
        return billed

    def charge(self, address: str, price: Price, number: Fraction | None, *, tier: bool) -> None:
        """A quantity at a price, or a price as it is."""
        if price.low:
            self._same(price.low, "tiers")
        parts = {"price": Part(price, address)}
        if number is None:
            self._add("price", _ends(price), parts)
        else:
            parts = {"quantity": self._counted(number), **parts}
            self._add("tier" if tier else "quantity", [end * number / price.every for end in _ends(price)], parts)

    def use(self, service: Service, order: Order) -> None:
        """The time used in each period of a retainer: within it, carried over, or beyond it and charged."""
        if not order.used:
            return
        if not service.retainer or not self.price.unit:
            raise NoPrice("no-retainer")
        retainer = service.retainer
        for quantity in order.used:
            if quantity.measured_in(retainer.time.unit) is None:
                raise NoPrice("other-unit", quantity.unit)
        for period in retained(retainer, order.used, self.price.unit, service.increment):
            parts = {"period": Part(Count(period.number)), "used": _worked_out(period.used)}
            if period.extra:
                self._go_beyond(period.extra, Part(retainer.extra or _ASK, f"services.{order.service}.retainer.extra"), parts)
            elif period.left:
                self.lines.append(Line("carried", parts | {"carried": _worked_out(period.left)}))
            else:
                self.lines.append(Line("within", parts))

    def _go_beyond(self, extra: Quantity, price: Part, parts: Mapping[str, Part]) -> None:
        assert isinstance(price.figure, Price)
        if price.figure.low is None:
            raise NoPrice("no-extra")
        number = extra.measured_in(price.figure.unit or "")
        if number is None:
            raise NoPrice("other-unit", extra.unit)
        amount = Fraction(self._same(price.figure.low, "extra").amount) * number / price.figure.every
        self._add("extra", [amount] * len(self.sums), {**parts, "extra": _worked_out(extra), "price": price})

    def reach_minimum(self, service: Service, service_id: str) -> None:
        """What is missing to the minimum charge."""
        if not isinstance(service.minimum, Money):
            return
        least = Fraction(self._same(service.minimum, "minimum").amount)
        if any(end < least for end in self.sums):
            parts = {"minimum": Part(service.minimum, f"services.{service_id}.minimum")}
            self._add("minimum", [max(least - end, Fraction(0)) for end in self.sums], parts)

    def adjust(self, key: str, adjustment: Adjustment, base: Amounts) -> None:
        """One adjustment on its base; nothing can be taken off beyond what is there."""
        effect = effect_of(adjustment)
        if effect is None:
            return
        kind, figure = effect
        try:
            found = [Fraction(amount_of(figure, Money(self._decimal(end), self.currency)).amount) for end in base]
        except ValueError:
            raise NoPrice("currency", key) from None
        if isinstance(figure, Money):
            found = [Fraction(self._same(figure, key).amount)] * len(self.sums)
        if isinstance(figure, Multiple):
            found = [after - before for after, before in zip(found, base, strict=True)]
        lowers = kind == "discount" or (isinstance(figure, Multiple) and figure.factor < 1)
        if lowers:
            found = [min(abs(amount), there) for amount, there in zip(found, self.sums, strict=True)]
        parts = {kind: Part(figure, f"adjustments.{key}.{kind}"), "base": Part(self._span(base))}
        self._add(kind, found, parts, adds=-1 if lowers else 1, about=key)

    def tax(self, tax: Tax) -> None:
        """Added, or contained and shown apart."""
        parts, share = {"rate": Part(tax.rate, "business.tax.rate")}, Fraction(tax.rate.points) / 100
        if tax.included.yes:
            amounts = [end - end / (1 + share) for end in self.sums]
            self.lines.append(Line("contained", parts, self._span(self._rounded(amounts))))
            return
        if sum(line.adds != 0 for line in self.lines) > 1:
            self.lines.append(Line("subtotal", {}, self._span(self.sums)))
        self._add("tax", [end * share for end in self.sums], parts)

    def _add(self, kind: LineKind, amounts: Amounts, parts: Mapping[str, Part], *, adds: Literal[-1, 1] = 1, about: str = "") -> None:
        amounts = self._rounded(amounts)
        self.lines.append(Line(kind, parts, self._span(amounts), adds, about))
        self.sums = [there + adds * amount for there, amount in zip(self.sums, amounts, strict=True)]

    def _rounded(self, amounts: Amounts) -> Amounts:
        return [Fraction(rounded(amount, self.currency)) for amount in amounts]

    def _span(self, amounts: Amounts) -> Money | Price:
        ends = [Money(self._decimal(amount), self.currency) for amount in amounts]
        return ends[0] if ends[0] == ends[-1] else Price("range", ends[0], ends[-1])

    def _decimal(self, amount: Fraction) -> Decimal:
        return rounded(amount, self.currency)

    def _measured(self, quantity: Quantity) -> Fraction:
        found = quantity.measured_in(self.price.unit or "")
        if found is None:
            raise NoPrice("other-unit", quantity.unit)
        return found

    def _counted(self, number: Fraction) -> Part:
        unit = self.price.unit or ""
        return _worked_out(in_whole(number, unit))

    def _same(self, money: Money, about: str) -> Money:
        if money.currency != self.currency:
            raise NoPrice("currency", about)
        return money


def _ends(price: Price) -> list[Fraction]:
    return [Fraction(end.amount) for end in (price.low, price.high) if end]


def _held(quantity: Quantity, address: str) -> Part:
    return Part(quantity.figure, address, unit_spec(quantity.unit))


def _worked_out(quantity: Quantity) -> Part:
    return Part(quantity.figure, None, unit_spec(quantity.unit))
