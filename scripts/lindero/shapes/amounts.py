"""Shares, sums, prices and rates: exact, in Decimal, with their currency and unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from babel.core import get_global

from lindero.diagnostics import suggest
from lindero.shapes.base import Surroundings, plain, refuse, text_of
from lindero.vocabulary import PERIOD_UNITS, price_units

NUMBER = r"[0-9]{1,12}(?:\.[0-9]{1,6})?"
_PERCENT = re.compile(rf"({NUMBER}) ?%")
_MONEY = re.compile(rf"({NUMBER}) ([A-Z]{{3}})")
_PRICE = re.compile(rf"(?:(from) )?({NUMBER})(?: ?[–-] ?({NUMBER}))? ([A-Z]{{3}})(?: per ([a-z ]+))?")
_LOOSE_NUMBER = re.compile(r"[0-9][0-9.,' ]*")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_UNIT_SIGNS = {"h": "hour", "hr": "hour", "d": "day", "mo": "month", "y": "year"}
_SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP"}


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
    number = _nearest_number(text)
    if number and number.startswith("0.") and "%" not in text:
        raise refuse("percent", f"`{text}` has no `%`", f"write `{plain(Decimal(number) * 100)} %`")
    problem = "is no percentage" if number is None else _why_no_number(text) or ("has no `%`" if "%" not in text else "is no percentage")
    raise refuse("percent", f"`{text}` {problem}", f"write `{number or 40} %`")


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
    raise refuse("money", *_money_problem(text, "1200 EUR"))


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
        raise refuse("price", f"`{text}` is both a start and a range", f"write `{low}–{high} {currency}`")
    if Decimal(low) >= Decimal(high):
        raise refuse("price", f"`{text}` does not go upwards", f"write `{high}–{low} {currency}`")
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
    """Half of the world reads 1.450 as a thousand and more."""
    if _THOUSANDS.fullmatch(number):
        raise refuse(
            shape, f"`{text}` can be read in two ways", f"write `{number.replace('.', '')}` or `{number.rstrip('0')}`, whichever you mean"
        )


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
        raise refuse(shape, f"`{unit}` is no unit", suggest(unit, known))


def _nearest_number(text: str) -> str | None:
    """The number that was probably meant, without separators of thousands and with a decimal point."""
    match = _LOOSE_NUMBER.search(text)
    if not match:
        return None
    digits = match[0].replace(" ", "").replace("'", "").strip(".,")
    whole, separator, rest = digits.rpartition("," if digits.rfind(",") > digits.rfind(".") else ".")
    if not separator:
        return digits
    whole = re.sub(r"[.,]", "", whole)
    return f"{whole}{rest}" if len(rest) == 3 else f"{whole}.{rest}"


def _why_no_number(text: str) -> str | None:
    if text.startswith(("-", "\N{MINUS SIGN}")):
        return "is negative; the sign follows from the key"
    if "," in text:
        return "has a comma in its number"
    if re.search(r"[0-9] [0-9]", text) or "'" in text or re.search(r"\.[0-9]+\.", text):
        return "has separators of thousands in its number"
    return None


def _nearest_money(text: str) -> str:
    number = _nearest_number(text) or "1200"
    codes = [_SYMBOLS[symbol] for symbol in _SYMBOLS if symbol in text]
    codes += [word.upper() for word in re.findall(r"\b[A-Za-z]{3}\b", text) if word.upper() in currencies()]
    return f"{number} {codes[0] if codes else 'EUR'}"


def _money_problem(text: str, example: str) -> tuple[str, str]:
    if _nearest_number(text) is None:
        return f"`{text}` is no sum of money", f"write `{example}`"
    meant = _nearest_money(text)
    reason = _why_no_number(text)
    if reason is None:
        has_code = any(word in currencies() for word in text.upper().split())
        has_symbol = any(symbol in text for symbol in _SYMBOLS)
        reason = "has the currency in another form" if has_code or has_symbol else "has no currency"
    return f"`{text}` {reason}", f"write `{meant}`"


def _price_problem(text: str) -> tuple[str, str]:
    amount, per, unit = text.partition("/" if "/" in text else " per")
    unit = _UNIT_SIGNS.get(unit.strip(), unit)
    if per and not unit.strip():
        return f"`{text}` does not say per what", f"write `{_nearest_money(amount)} per hour`"
    if per and _PRICE.fullmatch(amount):
        return f"`{unit.strip()}` is no unit", suggest(unit.strip(), price_units()) or ""
    message, help_ = _money_problem(text, "1450 EUR")
    if per:
        help_ = f"write `{_nearest_money(amount)} per {unit.strip()}`"
    if _nearest_number(text) is None:
        help_ = "write `1450 EUR`, `75 EUR per hour`, `from 900 EUR`, `900–1500 EUR` or `on request`"
    return message, help_


def _rate_problem(text: str) -> tuple[str, str]:
    for word in (" a ", " each ", " every ", "/"):
        amount, found, unit = text.partition(word)
        if found and (_PERCENT.fullmatch(amount.strip()) or _MONEY.fullmatch(amount.strip())):
            return f"`{text}` does not use `per`", f"write `{amount.strip()} per {unit.strip()}`"
    if _PERCENT.fullmatch(text) or _MONEY.fullmatch(text):
        return f"`{text}` does not say how often", f"write `{text} per month` or `{text} once`"
    number = _nearest_number(text)
    if number is None:
        return f"`{text}` is no rate", "write `1.5 % per month`, `5 EUR per day`, `5 % once` or `statutory`"
    reason = _why_no_number(text) or "is no rate"
    meant = f"{number} %" if "%" in text else _nearest_money(text)
    return f"`{text}` {reason}", f"write `{meant} per month`"
