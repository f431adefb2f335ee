"""Sums: exact, in Decimal, with their currency."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import partial

from lindero.shapes.currencies import suggest_currency
from lindero.shapes.legal_tender import list_currencies
from lindero.shapes.near.words import guess_sum
from lindero.shapes.numbers import (
    ANY_NUMBER,
    NUMBER,
    describe_currency_fault,
    describe_number_fault,
    refuse_doubtful_numbers,
    suggest_rewrite,
)
from lindero.shapes.refusals import Context, format_number, make_refusal, read_scalar_text
from lindero.shapes.shape import Figure, OwnSigns, Shape, list_parts

MONEY = re.compile(rf"({NUMBER}) ([A-Z]{{3}})")


class Money(Figure):
    """A sum in one currency (ISO 4217)."""

    amount: Decimal
    currency: str
    kinds = ("money",)
    forms = ("limit",)

    @property
    def written(self) -> str:
        """As an author writes it: `1450 EUR`."""
        return f"{format_number(self.amount)} {self.currency}"

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._check_currency(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._check_currency(other), self.currency)

    def apply_to(self, base: Money) -> Money:
        """A sum is what it is, whatever the base. Raises ValueError for another currency."""
        self._check_currency(base)
        return self

    def _check_currency(self, other: Money) -> Decimal:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")
        return other.amount


def parse_money(written: object, context: Context = Context()) -> Money:
    """`1200 EUR`, `0.09 EUR`."""
    text = read_scalar_text("money", written, "1200 EUR")
    if found := match_money("money", text):
        return found
    meant = guess_sum(text, (), context.signs)
    if meant is None:
        raise make_refusal("money", f"`{text}` is no sum of money", "write it like `1200 EUR`")
    fault = describe_number_fault(text) or describe_currency_fault(text, context)
    help_ = suggest_rewrite(text, meant, partial(match_money, "money"), "`1200 EUR`", context.signs)
    raise make_refusal("money", f"`{text}` {fault}", help_)


def match_money(shape: str, text: str, whole: str = "") -> Money | None:
    """The sum that a text says, if it is one. Refused where number or currency are in doubt.

    The refusal quotes the `whole` text that the sum is a part of.
    """
    match = MONEY.fullmatch(text)
    if not match:
        return None
    currency = read_currency(shape, match[2])
    refuse_doubtful_numbers(shape, whole or text, currency, match[1])
    return Money(Decimal(match[1]), currency)


def read_currency(shape: str, code: str) -> str:
    """A currency code, if it is one."""
    if code not in list_currencies():
        raise make_refusal(shape, f"`{code}` is no currency", suggest_currency(code))
    return code


def collect_sums(figure: object) -> list[Money]:
    """Every sum in a figure, in the order of writing."""
    if isinstance(figure, Money):
        return [figure]
    return [sum_ for part in list_parts(figure) for sum_ in collect_sums(part)]


def find_mixed_currencies(figures: Iterable[object]) -> list[str]:
    """The currencies of several figures, where there is more than one."""
    sums = [sum_ for figure in figures for sum_ in collect_sums(figure)]
    found = list(dict.fromkeys(sum_.currency for sum_ in sums))
    return found if len(found) > 1 else []


SHAPE = Shape(
    "money",
    parse_money,
    "A sum with its currency.",
    ("1200 EUR", "0.09 EUR"),
    rf"^{ANY_NUMBER} [A-Z]{{3}}$",
    own=OwnSigns(like=r"[€$£]|\b[A-Z]{3}\b", rank=7),
    misses=("1200 €", "1.200 EUR", "1200", "EUR 1200"),
)
