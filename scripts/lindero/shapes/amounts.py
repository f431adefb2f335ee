"""Shares and sums: exact, in Decimal, with their currency; and how a number, a currency and a unit are told from a near miss."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cache

from babel.core import get_global

from lindero.findings.finding import suggest_word
from lindero.shapes.money_signs import SYMBOLS
from lindero.shapes.near.words import guess_number, guess_sum, is_understood, translate_keywords
from lindero.shapes.refusals import Context, format_number, make_refusal, read_scalar_text

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
        return format_number(self.points / 100)

    @property
    def written(self) -> str:
        """As an author writes it."""
        return f"{format_number(self.points)} %"

    def apply_to(self, base: Money) -> Money:
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
        return f"{format_number(self.amount)} {self.currency}"

    machine = written

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


def parse_percent(written: object, context: Context = Context()) -> Percent:
    """`40 %`, `1.5 %`."""
    text = read_scalar_text("percent", written, "40 %")
    if found := match_percent("percent", text, context):
        return found
    number = guess_number(text)
    if number is None or not re.fullmatch(r"-?[0-9.,' ]+%?", translate_keywords(text)):
        raise make_refusal("percent", f"`{text}` is no percentage", "write it like `40 %`")
    if number.startswith("0.") and "%" not in translate_keywords(text):
        number = format_number(Decimal(number) * 100)
    problem = describe_number_fault(text) or (
        "has no `%`" if "%" not in text else "is no percentage"
    )
    raise make_refusal(
        "percent", f"`{text}` {problem}", suggest_rewrite(text, f"{number} %", PERCENT, "`40 %`")
    )


def match_percent(shape: str, text: str, context: Context = Context()) -> Percent | None:
    """The share that a text says, if it is one. Refused, in the name of a shape, where it is more than there is."""
    match = PERCENT.fullmatch(text)
    if match and context.most is not None and Decimal(match[1]) > context.most:
        raise make_refusal(
            shape,
            f"`{text}` is more than there is",
            f"a share goes up to `{format_number(context.most)} %`",
        )
    return Percent(Decimal(match[1])) if match else None


def parse_money(written: object, context: Context = Context()) -> Money:
    """`1200 EUR`, `0.09 EUR`."""
    text = read_scalar_text("money", written, "1200 EUR")
    if found := match_money("money", text):
        return found
    raise make_refusal("money", *_explain_money_mistake(text, context))


def match_money(shape: str, text: str) -> Money | None:
    """The sum that a text says, if it is one. Refused, in the name of a shape, where number or currency are in doubt."""
    match = MONEY.fullmatch(text)
    if not match:
        return None
    refuse_ambiguous_number(shape, text, match[1])
    return Money(Decimal(match[1]), read_currency(shape, match[2]))


def refuse_ambiguous_number(shape: str, text: str, number: str) -> None:
    """Half of the world reads 1.450 as a thousand and more; with another decimal, nobody does."""
    if _THOUSANDS.fullmatch(number):
        decimals = format_number(Decimal(number)) if number.endswith("0") else f"{number}0"
        whole, part = (text.replace(number, other) for other in (number.replace(".", ""), decimals))
        help_ = f"write `{whole}` or `{part}`, whichever you mean"
        raise make_refusal(shape, f"`{text}` can be read in two ways", help_)


@cache
def list_currencies() -> frozenset[str]:
    """The currencies that are legal tender somewhere today (ISO 4217, by way of CLDR)."""
    rows = (row for rows in get_global("territory_currencies").values() for row in rows)
    return frozenset(code for code, _start, end, tender in rows if end is None and tender)


def find_currency_decimals(code: str) -> tuple[int, int]:
    """With how many decimals a currency is reckoned, and how many its cash has (CLDR)."""
    fractions = get_global("currency_fractions")
    usual, _, cash, _ = fractions.get(code, fractions["DEFAULT"])
    return usual, cash


def read_currency(shape: str, code: str) -> str:
    """A currency code, if it is one."""
    known = list_currencies()
    if code not in known:
        raise make_refusal(
            shape,
            f"`{code}` is no currency",
            suggest_word(
                code, sorted(known), none_fits="a currency has three capitals, like `EUR`"
            ),
        )
    return code


def describe_number_fault(text: str) -> str | None:
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


def suggest_rewrite(
    text: str,
    meant: str | None,
    pattern: re.Pattern[str],
    examples: str,
    signs: Mapping[str, str] = SYMBOLS,
) -> str:
    """What was meant, if that can be read and is not what stands there already; else what can be written at all."""
    sure = (
        meant and meant != text and pattern.fullmatch(meant) and is_understood(text, meant, signs)
    )
    return f"write `{meant}`" if sure else f"write it like {examples}"


def _explain_money_mistake(text: str, context: Context) -> tuple[str, str]:
    meant = guess_sum(text, list_currencies(), (), context.signs)
    if meant is None:
        return f"`{text}` is no sum of money", "write `1200 EUR`"
    return (
        f"`{text}` {describe_number_fault(text) or describe_currency_fault(text, context)}",
        suggest_rewrite(text, meant, MONEY, "`1200 EUR`", context.signs),
    )


def describe_currency_fault(text: str, context: Context = Context()) -> str:
    """What is wrong with a currency."""
    named = any(word in list_currencies() for word in text.upper().split()) or any(
        sign in text for sign in context.signs
    )
    return "has the currency in another form" if named else "has no currency"
