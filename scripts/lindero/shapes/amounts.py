"""Shares, sums, prices and rates: exact, in Decimal, with their currency and unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cache
from typing import Literal

from babel.core import get_global

from lindero.diagnostics import suggest
from lindero.shapes.base import Surroundings, plain, refuse, text_of
from lindero.shapes.meaning import in_our_words, is_understood, likely_number, likely_rate, likely_sum, likely_unit
from lindero.vocabulary import PERIOD_UNITS, price_units

NUMBER = r"[0-9]{1,12}(?:\.[0-9]{1,6})?"
_PERCENT = re.compile(rf"({NUMBER}) ?%")
_MONEY = re.compile(rf"({NUMBER}) ([A-Z]{{3}})")
_PRICE = re.compile(rf"(?:(from) )?({NUMBER})(?: ?[–-] ?({NUMBER}))? ([A-Z]{{3}})(?: per ([a-z ]+))?")
_RATE = re.compile(rf"{NUMBER} ?(?:%|[A-Z]{{3}}) (?:once|per [a-z ]+)")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")


@dataclass(frozen=True)
class Percent:
    """A share; `points` 40 means 40 %."""

    points: Decimal

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

    @property
    def machine(self) -> str:
        """`1450 EUR`."""
        return self.written

    @property
    def written(self) -> str:
        """As an author writes it."""
        return f"{plain(self.amount)} {self.currency}"

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other), self.currency)

    def _same(self, other: Money) -> Decimal:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")
        return other.amount


@dataclass(frozen=True)
class Price:
    """What something costs: `kind` fixed (low), from (low), range (low to high) or request; `unit` where it is per something."""

    kind: Literal["fixed", "from", "range", "request"]
    low: Money | None = None
    high: Money | None = None
    unit: str | None = None

    @property
    def machine(self) -> str:
        """As written; that text is exact."""
        return self.written

    @property
    def written(self) -> str:
        """As an author writes it."""
        if self.low is None:
            return "on request"
        start = "from " if self.kind == "from" else ""
        sum_ = self.low.written if self.high is None else f"{plain(self.low.amount)}–{self.high.written}"
        return f"{start}{sum_}{f' per {self.unit}' if self.unit else ''}"


@dataclass(frozen=True)
class Rate:
    """What waiting costs: a percent or a sum, `per` a unit or None for once; or the statutory rate."""

    kind: Literal["percent", "money", "statutory"]
    percent: Percent | None = None
    money: Money | None = None
    per: str | None = None

    @property
    def machine(self) -> str:
        """As written; that text is exact."""
        return self.written

    @property
    def written(self) -> str:
        """As an author writes it."""
        amount = self.percent or self.money
        if amount is None:
            return "statutory"
        return f"{amount.written} {'once' if self.per is None else f'per {self.per}'}"


def parse_percent(written: object, around: Surroundings = Surroundings()) -> Percent:
    """`40 %`, `1.5 %`."""
    text = text_of("percent", written, "40 %")
    if match := _PERCENT.fullmatch(text):
        return _bounded(Percent(Decimal(match[1])), text, around)
    number = likely_number(text)
    if number is None or not re.fullmatch(r"-?[0-9.,' ]+%?", in_our_words(text)):
        raise refuse("percent", f"`{text}` is no percentage", "write it like `40 %`")
    if number.startswith("0.") and "%" not in in_our_words(text):
        number = plain(Decimal(number) * 100)
    problem = _why_no_number(text) or ("has no `%`" if "%" not in text else "is no percentage")
    raise refuse("percent", f"`{text}` {problem}", _way_out(text, f"{number} %", _PERCENT, "`40 %`"))


def _bounded(percent: Percent, text: str, around: Surroundings) -> Percent:
    if around.most is not None and percent.points > around.most:
        raise refuse("percent", f"`{text}` is more than there is", f"a share goes up to `{plain(around.most)} %`")
    return percent


def parse_money(written: object, _: Surroundings = Surroundings()) -> Money:
    """`1200 EUR`, `0.09 EUR`."""
    text = text_of("money", written, "1200 EUR")
    if match := _MONEY.fullmatch(text):
        _unmistakable("money", text, match[1])
        return Money(Decimal(match[1]), _currency("money", match[2]))
    raise refuse("money", *_money_problem(text))


def parse_price(written: object, _: Surroundings = Surroundings()) -> Price:
    """`1450 EUR`, `75 EUR per hour`, `from 900 EUR`, `900–1500 EUR`, `on request`."""
    text = text_of("price", written, "1450 EUR")
    if text == "on request":
        return Price("request")
    match = _PRICE.fullmatch(text)
    if not match:
        raise refuse("price", *_price_problem(text))
    start, low, high, currency, unit = match.groups()
    _currency("price", currency)
    for number in (low, high):
        _unmistakable("price", text, number or "")
    if unit is not None:
        _known_unit("price", unit, price_units())
    if high is None:
        return Price("from" if start else "fixed", Money(Decimal(low), currency), None, unit)
    if start:
        raise refuse("price", f"`{text}` is both a start and a range", f"write `{text.removeprefix('from ')}`")
    if Decimal(low) >= Decimal(high):
        raise refuse("price", f"`{text}` does not go upwards", f"write `{likely_sum(text, currencies(), price_units())}`")
    return Price("range", Money(Decimal(low), currency), Money(Decimal(high), currency), unit)


def parse_rate(written: object, _: Surroundings = Surroundings()) -> Rate:
    """`1.5 % per month`, `5 EUR per day`, `5 % once`, `statutory`."""
    text = text_of("rate", written, "1.5 % per month")
    if text == "statutory":
        return Rate("statutory")
    head, once, _rest = text.partition(" once")
    amount, per, unit = (head, "", "") if once and not _rest else text.partition(" per ")
    percent, money = _PERCENT.fullmatch(amount), _MONEY.fullmatch(amount)
    if not (percent or money) or not (once or per):
        raise refuse("rate", *_rate_problem(text))
    if per:
        _known_unit("rate", unit, PERIOD_UNITS)
    if percent:
        return Rate("percent", Percent(Decimal(percent[1])), None, unit or None)
    assert money
    return Rate("money", None, Money(Decimal(money[1]), _currency("rate", money[2])), unit or None)


def _unmistakable(shape: str, text: str, number: str) -> None:
    """Half of the world reads 1.450 as a thousand and more; with another decimal, nobody does."""
    if _THOUSANDS.fullmatch(number):
        decimals = number.rstrip("0") if number.endswith("0") else f"{number}0"
        whole, part = (text.replace(number, other) for other in (number.replace(".", ""), decimals))
        help_ = f"write `{whole}` or `{part}`, whichever you mean"
        raise refuse(shape, f"`{text}` can be read in two ways", help_)


@cache
def currencies() -> frozenset[str]:
    """The currencies that are legal tender somewhere today (ISO 4217, by way of CLDR)."""
    rows = (row for rows in get_global("territory_currencies").values() for row in rows)
    return frozenset(code for code, _start, end, tender in rows if end is None and tender)


def _currency(shape: str, code: str) -> str:
    known = currencies()
    if code not in known:
        raise refuse(shape, f"`{code}` is no currency", suggest(code, sorted(known), none_fits="a currency has three capitals, like `EUR`"))
    return code


def _known_unit(shape: str, unit: str, known: tuple[str, ...]) -> None:
    if unit not in known:
        meant = likely_unit(unit, known)
        raise refuse(shape, f"`{unit}` is no unit", f"did you mean `{meant}`?" if meant else suggest(unit, known))


def _why_no_number(text: str) -> str | None:
    if text.startswith(("-", "\N{MINUS SIGN}")):
        return "is negative; the sign follows from the key"
    if "," in text:
        return "has a comma in its number"
    if re.search(r"[0-9] [0-9]", text) or "'" in text or re.search(r"\.[0-9]+\.", text):
        return "has separators of thousands in its number"
    if re.search(r"[0-9]{13}|\.[0-9]{7}", text):
        return "has more digits than anything costs"
    return None


def _way_out(text: str, meant: str | None, pattern: re.Pattern[str], examples: str) -> str:
    """What was meant, if that can be read and is not what stands there already; else what can be written at all."""
    sure = meant and meant != text and pattern.fullmatch(meant) and is_understood(text, meant)
    return f"write `{meant}`" if sure else f"write it like {examples}"


def _money_problem(text: str) -> tuple[str, str]:
    meant = likely_sum(text, currencies(), ())
    if meant is None:
        return f"`{text}` is no sum of money", "write `1200 EUR`"
    return f"`{text}` {_why_no_number(text) or _why_no_currency(text)}", _way_out(text, meant, _MONEY, "`1200 EUR`")


def _why_no_currency(text: str) -> str:
    named = any(word in currencies() for word in text.upper().split()) or any(sign in text for sign in "€$£")
    return "has the currency in another form" if named else "has no currency"


def _price_problem(text: str) -> tuple[str, str]:
    meant = likely_sum(text, currencies(), price_units())
    help_ = _way_out(text, meant, _PRICE, "`1450 EUR`, `75 EUR per hour`, `from 900 EUR`, `900–1500 EUR` or `on request`")
    if meant is None:
        return f"`{text}` is no price", help_
    if re.search(r" per *$", text):
        return f"`{text}` does not say per what", f"write `{meant} per hour`"
    if re.search(r"[€$£A-Za-z]/|\b(?:an?|each|every)\b", text):
        return f"`{text}` does not use `per`", help_
    return f"`{text}` {_why_no_number(text) or _why_no_currency(text)}", help_


def _rate_problem(text: str) -> tuple[str, str]:
    meant = likely_rate(text, currencies(), PERIOD_UNITS)
    help_ = _way_out(text, meant, _RATE, "`1.5 % per month`, `5 EUR per day`, `5 % once` or `statutory`")
    if meant is None:
        return f"`{text}` is no rate", help_
    if _PERCENT.fullmatch(text) or _MONEY.fullmatch(text):
        return f"`{text}` does not say how often", f"write `{text} per month` or `{text} once`"
    if re.search(r"/| (?:an?|each|every) ", text):
        return f"`{text}` does not use `per`", help_
    return f"`{text}` {_why_no_number(text) or 'is no rate'}", help_
