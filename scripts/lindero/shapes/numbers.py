"""Numbers: how one is written, and what is wrong with one that is not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from lindero.shapes.currencies import SYMBOLS
from lindero.shapes.legal_tender import find_currency_decimals, list_currencies
from lindero.shapes.near.words import (
    has_currency_sign,
    is_understood,
    spell_powers,
    translate_keywords,
)
from lindero.shapes.refusals import Context, Refusal, format_number, make_refusal

NUMBER = r"[0-9]{1,12}(?:\.[0-9]{1,6})?"

# The same for editors, which only look at the form.
ANY_NUMBER = r"[0-9]+(\.[0-9]+)?"
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")


def refuse_doubtful_numbers(
    shape: str, text: str, currency: str, *numbers: str, finest: bool = False
) -> None:
    """Numbers of a sum, or of a range, that are ambiguous or go below the currency's coins.

    Half of the world reads 1.450 as a thousand and more; with another decimal, nobody does. The
    `finest` prices are those that people do set below a coin: 0.085 EUR per word.
    """
    most = find_currency_decimals(currency)[0]
    for number in filter(_THOUSANDS.fullmatch, numbers):
        whole = text.replace(number, number.replace(".", ""))
        decimals = format_number(Decimal(number)) if number.endswith("0") else f"{number}0"
        if most and (finest or _count_decimals(decimals) <= most):
            part = text.replace(number, decimals)
            help_ = f"write `{whole}` or `{part}`, whichever you mean"
            raise make_refusal(shape, f"`{text}` can be read in two ways", help_)
        reason = "has separators of thousands in its number"
        raise make_refusal(shape, f"`{text}` {reason}", f"write `{whole}`")
    if not finest and max(map(_count_decimals, numbers)) > most:
        down, up = (
            [f"{_round_number(number, most, way):f}" for number in numbers]
            for way in (ROUND_FLOOR, ROUND_CEILING)
        )
        # A range is widened, so that it goes on being one.
        ways = [down, up] if len(numbers) == 1 else [[down[0], up[1]]]
        texts = [_replace_numbers(text, numbers, way) for way in ways if Decimal(way[-1])]
        shown = " or ".join(f"`{one}`" for one in texts)
        has = f"{most} decimals" if most else "no decimals"
        raise make_refusal(
            shape, f"`{text}` goes below a coin: {currency} has {has}", f"write {shown}"
        )


def _count_decimals(number: str) -> int:
    """The decimals that say something: none in `450.00`."""
    return len(number.partition(".")[2].rstrip("0"))


def _round_number(number: str, decimals: int, way: str) -> Decimal:
    exact = Decimal(number)
    if _count_decimals(number) <= decimals:
        return exact
    return exact.quantize(Decimal(1).scaleb(-decimals), way)


def _replace_numbers(text: str, numbers: Iterable[str], others: Iterable[str]) -> str:
    for number, other in zip(numbers, others, strict=True):
        text = re.sub(rf"(?<![0-9.]){re.escape(number)}(?![0-9.])", other, text, count=1)
    return text


def describe_number_fault(text: str) -> str | None:
    """What is wrong with a number, if anything."""
    if text.startswith(("-", "\N{MINUS SIGN}")):
        return "is negative; the sign follows from the key"
    if "," in text:
        return "has a comma in its number"
    if re.search(r"[0-9][ _][0-9]", text) or "'" in text or re.search(r"\.[0-9]+\.", text):
        return "has separators of thousands in its number"
    if spell_powers(text) != text:
        return "has a number that is not all in digits"
    if re.search(r"[0-9]{13}|\.[0-9]{7}", text):
        return "has more digits than anything costs"
    return None


def describe_currency_fault(text: str, context: Context = Context()) -> str:
    """What is wrong with a currency."""
    named = any(word in list_currencies() for word in translate_keywords(text).upper().split())
    signed = has_currency_sign(text) or any(sign in text for sign in context.signs)
    return "has the currency in another form" if named or signed else "has no currency"


def suggest_rewrite(
    text: str,
    meant: str | None,
    read: Callable[[str], object],
    examples: str,
    signs: Mapping[str, str] = SYMBOLS,
) -> str:
    """What was meant, if it can be read and is not what stands there; else what can be written."""
    like = f"write it like {examples}"
    if not meant or meant == text or not is_understood(text, meant, signs):
        return like
    try:
        return f"write `{meant}`" if read(meant) else like
    except Refusal:
        return like
