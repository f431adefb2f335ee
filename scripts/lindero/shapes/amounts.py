"""Shares and sums: exact, in Decimal, with their currency; and how a number, a currency and a unit are told from a near miss."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cache

from babel.core import get_global

from lindero.findings.finding import suggest
from lindero.shapes.money_signs import SYMBOLS
from lindero.shapes.near.words import in_our_words, is_understood, likely_number, likely_sum
from lindero.shapes.refusals import Surroundings, plain, refuse, text_of

NUMBER = r"[0-9]{1,12}(?:\.[0-9]{1,6})?"


PERCENT = re.compile(rf"({NUMBER}) ?%")


MONEY = re.compile(rf"({NUMBER}) ([A-Z]{{3}})")


_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")


@dataclass(frozen=True)
class Percent:
    """A share; `points` 40 means 40 %."""

    points: Decimal
    kinds = ("percent",)

    @property
    def machine(self) -> str:
        """The share as a number: `0.4`."""
        return plain(self.points / 100)

    @property
    def written(self) -> str:
        """As an author writes it."""
        return f"{plain(self.points)} %"

    def of(self, base: Money) -> Money:
        """That share of a sum, exact and not rounded."""
        with localcontext(prec=60):
            return Money(base.amount * self.points / 100, base.currency)


@dataclass(frozen=True)
class Money:
    """A sum in one currency (ISO 4217)."""

    amount: Decimal
    currency: str
    kinds = ("money",)

    @property
    def written(self) -> str:
        """As an author writes it: `1450 EUR`."""
        return f"{plain(self.amount)} {self.currency}"

    machine = written

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other), self.currency)

    def of(self, base: Money) -> Money:
        """A sum is what it is, whatever the base. Raises ValueError for another currency."""
        self._same(base)
        return self

    def _same(self, other: Money) -> Decimal:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")
        return other.amount


def parse_percent(written: object, around: Surroundings = Surroundings()) -> Percent:
    """`40 %`, `1.5 %`."""
    text = text_of("percent", written, "40 %")
    if found := percent_in("percent", text, around):
        return found
    number = likely_number(text)
    if number is None or not re.fullmatch(r"-?[0-9.,' ]+%?", in_our_words(text)):
        raise refuse("percent", f"`{text}` is no percentage", "write it like `40 %`")
    if number.startswith("0.") and "%" not in in_our_words(text):
        number = plain(Decimal(number) * 100)
    problem = why_no_number(text) or ("has no `%`" if "%" not in text else "is no percentage")
    raise refuse("percent", f"`{text}` {problem}", way_out(text, f"{number} %", PERCENT, "`40 %`"))


def percent_in(shape: str, text: str, around: Surroundings = Surroundings()) -> Percent | None:
    """The share that a text says, if it is one. Refused, in the name of a shape, where it is more than there is."""
    match = PERCENT.fullmatch(text)
    if match and around.most is not None and Decimal(match[1]) > around.most:
        raise refuse(shape, f"`{text}` is more than there is", f"a share goes up to `{plain(around.most)} %`")
    return Percent(Decimal(match[1])) if match else None


def parse_money(written: object, around: Surroundings = Surroundings()) -> Money:
    """`1200 EUR`, `0.09 EUR`."""
    text = text_of("money", written, "1200 EUR")
    if found := money_in("money", text):
        return found
    raise refuse("money", *_money_problem(text, around))


def money_in(shape: str, text: str) -> Money | None:
    """The sum that a text says, if it is one. Refused, in the name of a shape, where number or currency are in doubt."""
    match = MONEY.fullmatch(text)
    if not match:
        return None
    unmistakable(shape, text, match[1])
    return Money(Decimal(match[1]), known_currency(shape, match[2]))


def unmistakable(shape: str, text: str, number: str) -> None:
    """Half of the world reads 1.450 as a thousand and more; with another decimal, nobody does."""
    if _THOUSANDS.fullmatch(number):
        decimals = plain(Decimal(number)) if number.endswith("0") else f"{number}0"
        whole, part = (text.replace(number, other) for other in (number.replace(".", ""), decimals))
        help_ = f"write `{whole}` or `{part}`, whichever you mean"
        raise refuse(shape, f"`{text}` can be read in two ways", help_)


@cache
def currencies() -> frozenset[str]:
    """The currencies that are legal tender somewhere today (ISO 4217, by way of CLDR)."""
    rows = (row for rows in get_global("territory_currencies").values() for row in rows)
    return frozenset(code for code, _start, end, tender in rows if end is None and tender)


def currency_decimals(code: str) -> tuple[int, int]:
    """With how many decimals a currency is reckoned, and how many its cash has (CLDR)."""
    fractions = get_global("currency_fractions")
    usual, _, cash, _ = fractions.get(code, fractions["DEFAULT"])
    return usual, cash


def known_currency(shape: str, code: str) -> str:
    """A currency code, if it is one."""
    known = currencies()
    if code not in known:
        raise refuse(shape, f"`{code}` is no currency", suggest(code, sorted(known), none_fits="a currency has three capitals, like `EUR`"))
    return code


def why_no_number(text: str) -> str | None:
    """What is wrong with a number, if anything."""
    if text.startswith(("-", "\N{MINUS SIGN}")):
        return "is negative; the sign follows from the key"
    if "," in text:
        return "has a comma in its number"
    if re.search(r"[0-9][ _][0-9]", text) or "'" in text or re.search(r"\.[0-9]+\.", text):
        return "has separators of thousands in its number"
    if re.search(r"[0-9]{13}|\.[0-9]{7}", text):
        return "has more digits than anything costs"
    return None


def way_out(text: str, meant: str | None, pattern: re.Pattern[str], examples: str, signs: Mapping[str, str] = SYMBOLS) -> str:
    """What was meant, if that can be read and is not what stands there already; else what can be written at all."""
    sure = meant and meant != text and pattern.fullmatch(meant) and is_understood(text, meant, signs)
    return f"write `{meant}`" if sure else f"write it like {examples}"


def _money_problem(text: str, around: Surroundings) -> tuple[str, str]:
    meant = likely_sum(text, currencies(), (), around.signs)
    if meant is None:
        return f"`{text}` is no sum of money", "write `1200 EUR`"
    return f"`{text}` {why_no_number(text) or why_no_currency(text, around)}", way_out(text, meant, MONEY, "`1200 EUR`", around.signs)


def why_no_currency(text: str, around: Surroundings = Surroundings()) -> str:
    """What is wrong with a currency."""
    named = any(word in currencies() for word in text.upper().split()) or any(sign in text for sign in around.signs)
    return "has the currency in another form" if named else "has no currency"
