"""What a new client, and work that is harder or simpler than usual, pays of one service's rate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple, get_args

from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import ClassRole
from lindero.pricing.orders import PriceList
from lindero.shapes import Money, Multiple, Percent, Price
from lindero.shapes.legal_tender import find_currency_decimals
from lindero.shapes.refusals import format_number

CLASS_ROLES: tuple[ClassRole, ...] = get_args(ClassRole)

_SMALL_DECIMALS = 4
"""How exactly a rate below one of its currency is said: as `0.0875` per word."""


class ClassExample(NamedTuple):
    """A service, and what its rate is in each class that has a part of the usual one."""

    service: str
    rates: tuple[tuple[ClassRole, Fact], ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The rates that it shows."""
        return tuple(fact for _, fact in self.rates)

    def rename_facts(self, suffix: str) -> ClassExample:
        """The same, where its figures are one client's."""
        rates = tuple((role, fact.add_suffix(suffix)) for role, fact in self.rates)
        return self._replace(rates=rates)


def make_class_example(facts: Mapping[ClassRole, Fact], prices: PriceList) -> ClassExample | None:
    """The rates of the first service of which all can be said without rounding."""
    parts = {role: part for role, fact in facts.items() if (part := _find_part(fact))}
    for key, price in list_unit_rates(prices):
        rates = {role: _multiply(price, part) for role, part in parts.items()}
        if rates and all(rates.values()):
            told = (
                (
                    role,
                    Fact(f"{facts[role].holder}.example.{facts[role].name}", rate, computed=True),
                )
                for role, rate in rates.items()
                if rate
            )
            return ClassExample(key, tuple(told))
    return None


def list_unit_rates(prices: PriceList) -> Iterator[tuple[str, Price]]:
    """The services with one rate that lasts, whatever they count, and that rate."""
    for key, service in prices.services.items():
        has_others = service.change or service.tiers or service.rates or service.retainer
        is_certain = service.price.kind == "fixed" and not service.price.is_rounded
        if is_certain and service.price.unit and not has_others:
            yield key, service.price


def _find_part(fact: Fact) -> Decimal | None:
    match fact.figure:
        case Percent(points=points):
            return points / 100
        case Multiple(factor=factor):
            return factor
    return None


def _multiply(price: Price, part: Decimal) -> Price | None:
    """The same price per unit times a part; None where it would have to be rounded."""
    assert price.low
    exact = Decimal(format_number(price.low.amount * part))
    digits, _ = find_currency_decimals(price.low.currency)
    exponent = exact.as_tuple().exponent
    assert isinstance(exponent, int)
    most = digits if exact >= 1 else max(digits, _SMALL_DECIMALS)
    if -exponent > most:
        return None
    return Price("fixed", Money(exact, price.low.currency), None, price.unit, price.every)
