"""Parts of a price and their rounding, reckoned the plain way and without a look at `pricing/`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import NamedTuple

from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import Role
from lindero.frozen import Frozen
from lindero.shapes import (
    BoundedCharge,
    Brackets,
    Choice,
    Comparison,
    Figure,
    Money,
    Multiple,
    Percent,
    Period,
    Text,
    YesNo,
)
from lindero.shapes.legal_tender import find_currency_decimals


class NoSum(Exception):
    """The rules do not come to a sum."""


class ExpectedSum(NamedTuple):
    """One sum that must be told: as which line, by which rules, at which stage, how late."""

    kind: str
    amount: Money
    rules: tuple[str, ...]
    at: Text | None = None
    delay: Period | None = None


class Deal(Frozen):
    """A price, how long the work takes, and the figures of the rules that hold, by role."""

    price: Money
    length: Period | None
    facts: Mapping[Role, Fact]

    def find_figure(self, role: Role) -> Figure | None:
        """What the rules say in a role. Raises NoSum where nobody knows which taxes are in it."""
        fact = self.facts.get(role)
        if fact and fact.is_open:
            raise NoSum
        return fact.figure if fact else None

    def find_rule(self, role: Role) -> str:
        """The rule that says it."""
        return self.facts[role].holder

    def says(self, role: Role, answer: str) -> bool:
        """Whether the answer in a role is this one: `yes`, `no`, or the name of a choice."""
        figure = self.find_figure(role)
        if isinstance(figure, YesNo):
            return answer == ("yes" if figure.yes else "no")
        return isinstance(figure, Choice) and figure.name == answer

    def find_bracket(self, role: Role) -> Figure | None:
        """What the first bracket that the price fits gives."""
        figure = self.find_figure(role)
        for step in figure.steps if isinstance(figure, Brackets) else ():
            if step.up_to is None or self._is_within(step.up_to):
                return step.result
        return None

    def _is_within(self, limit: object) -> bool:
        return isinstance(limit, Money) and self.price.amount <= self._read_money(limit)

    def measure(self, part: object) -> Fraction:
        """What a part of the price comes to, exact. Raises NoSum where that takes more."""
        match part:
            case Percent(points=points):
                return Fraction(self.price.amount) * Fraction(points) / 100
            case Multiple(factor=factor):
                return Fraction(self.price.amount) * Fraction(factor)
            case Money():
                return self._read_money(part)
            case Comparison(kind="larger", first=first, second=second):
                return max(self.measure(first), self.measure(second))
            case Comparison(first=first, second=second):
                return min(self.measure(first), self.measure(second))
            case BoundedCharge():
                return self._measure_bounded(part)
        raise NoSum

    def _measure_bounded(self, charge: BoundedCharge) -> Fraction:
        found = self.measure(charge.part)
        found = min(found, self.measure(charge.most)) if charge.most else found
        return max(found, self.measure(charge.least)) if charge.least else found

    def _read_money(self, money: Money) -> Fraction:
        if money.currency != self.price.currency:
            raise NoSum
        return Fraction(money.amount)

    def round(self, exact: Fraction) -> Fraction:
        """To the smallest coin, half up."""
        coin = self.find_coin()
        return floor(exact / coin + Fraction(1, 2)) * coin

    def find_coin(self) -> Fraction:
        """The smallest coin."""
        digits, _ = find_currency_decimals(self.price.currency)
        return Fraction(1, 10**digits)

    def make_money(self, exact: Fraction) -> Money:
        """A rounded sum in the currency of the price."""
        rounded = self.round(exact)
        return Money(Decimal(rounded.numerator) / rounded.denominator, self.price.currency)
