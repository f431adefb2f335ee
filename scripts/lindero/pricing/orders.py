"""An order, the price list that it is for, and the quote that answers it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, NamedTuple

from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import Role
from lindero.frozen import Frozen
from lindero.pricing.taxes import TaxTerm
from lindero.records.sections import Adjustment, Service
from lindero.shapes import Amount, Multiple, Price
from lindero.shapes.quantities import Quantity

QuoteLineKind = Literal[
    "price", "quantity", "tier", "at_least", "first", "rounded", "minimum", "switch",
    "surcharge", "discount", "factor", "volume", "lone_surcharge", "lone_discount",
    "within", "carried", "extra",
    "subtotal", "tax", "contained", "withheld",
]  # fmt: skip

NoPriceReason = Literal[
    "no-unit", "other-unit", "unknown-rate", "unknown-adjustment", "not-for", "not-with",
    "currency", "no-retainer", "no-extra", "open", "no-day-rate", "only-one", "over-cap", "ceiling",
    "part-only",
    "undecided", "untaxed", "no-tier", "nothing-ordered", "below-least",
]  # fmt: skip

Effect = Literal["surcharge", "discount", "factor"]
EFFECTS: tuple[Effect, ...] = ("surcharge", "discount", "factor")


class PriceList(NamedTuple):
    """What is sold, what changes a price, and the taxes. A price is reckoned from nothing else.

    `taxes` has by service those that it bears; `taxes_by_line` says that they are rounded on every
    line, and not once on the sum; `consumer_taxes` has by service those that stand in what private
    clients read, and not in what is written.
    `charging` has by service the figures of the rules for all work, by role: several times, where
    the rules differ by client or day.
    `withheld` is the share of the sum before tax that businesses withhold, by service; `lent` is
    the address in a rule that an adjustment takes its figure from.
    `written` is the list as it is written, where this one has the prices that private clients read:
    a price per unit may be rounded there, and what is billed is not.
    """

    services: Mapping[str, Service]
    adjustments: Mapping[str, Adjustment]
    taxes: Mapping[str, tuple[TaxTerm, ...]] = MappingProxyType({})
    charging: Mapping[str, tuple[Mapping[Role, Fact], ...]] = MappingProxyType({})
    withheld: Mapping[str, Fact] = MappingProxyType({})
    lent: Mapping[str, str] = MappingProxyType({})
    taxes_by_line: bool = False
    consumer_taxes: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    written: PriceList | None = None

    def find_tax(self, service: str, key: str) -> TaxTerm:
        """A tax that a service bears, by its id."""
        return next(term for term in self.taxes[service] if term.key == key)


class Order(Frozen):
    """What somebody wants; without a quantity, one. `used` is a retainer's time, by period."""

    service: str
    quantity: Quantity | None = None
    adjustments: tuple[str, ...] = ()
    rate: str | None = None
    used: tuple[Quantity, ...] = ()


class QuoteLine(NamedTuple):
    """One line of a reckoning, and the figures that explain it.

    `adds` is 1 or -1 where its amount counts towards the total, 0 where it only explains; `about`
    is the id of what it is about, an adjustment or a tax.
    """

    kind: QuoteLineKind
    parts: Mapping[str, Fact]
    amount: Fact | None = None
    adds: Literal[-1, 0, 1] = 0
    about: str = ""


class Quote(Frozen):
    """Every line and what they come to; the total is `on request` where nothing is certain.

    Where the client withholds a part of it, `paid` is what is left to be paid.
    """

    lines: tuple[QuoteLine, ...]
    total: Fact
    ordered: Fact | None = None
    withheld: QuoteLine | None = None
    paid: Fact | None = None

    def list_facts(self) -> Iterator[Fact]:
        """The figures that stand nowhere else: what was ordered, and all that was worked out."""
        if self.ordered:
            yield self.ordered
        for line in (*self.lines, *([self.withheld] if self.withheld else [])):
            yield from (fact for fact in line.parts.values() if fact.computed)
            if line.amount:
                yield line.amount
        yield from (fact for fact in (self.total, self.paid) if fact)


class NoPrice(ValueError):
    """The price list does not say what such an order costs; `about` names what is in the way."""

    def __init__(self, reason: NoPriceReason, *about: str) -> None:
        super().__init__(f"{reason}: {', '.join(about)}")
        self.reason = reason
        self.about = about


def lowers_price(adjustment: Adjustment) -> bool:
    """Whether it is a discount: a multiple below one is, whatever it is called."""
    return bool(adjustment.discount or (adjustment.factor and adjustment.factor.factor < 1))


def find_effect(adjustment: Adjustment) -> tuple[Effect, Amount | Multiple] | None:
    """The one thing that an adjustment does; None for nothing or several, which a check refuses."""
    given: list[tuple[Effect, Amount | Multiple]] = [
        (kind, figure) for kind in EFFECTS if (figure := getattr(adjustment, kind))
    ]
    return given[0] if len(given) == 1 else None


def choose_price(service: Service, order: Order) -> tuple[str, Price]:
    """The price that an order is for, its own rate or the service's, and the address of that."""
    if order.rate is None:
        return f"services.{order.service}.price", service.price
    if order.rate not in service.rates:
        raise NoPrice("unknown-rate", order.rate)
    return f"services.{order.service}.rates.{order.rate}.price", service.rates[order.rate].price


def list_price_ends(price: Price) -> list[Fraction]:
    """The sum of a price, or both ends of a range; nothing where it is on request."""
    return [Fraction(end.amount) for end in (price.low, price.high) if end]
