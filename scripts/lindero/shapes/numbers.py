"""Numbers: how one is written, and what is wrong with one that is not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from lindero.shapes.currencies import SYMBOLS, list_currencies
from lindero.shapes.near.words import is_understood
from lindero.shapes.refusals import Context, format_number, make_refusal

NUMBER = r"[0-9]{1,12}(?:\.[0-9]{1,6})?"

# The same for editors, which only look at the form.
ANY_NUMBER = r"[0-9]+(\.[0-9]+)?"
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")


def refuse_ambiguous_number(shape: str, text: str, number: str) -> None:
    """Half of the world reads 1.450 as a thousand and more; with another decimal, nobody does."""
    if _THOUSANDS.fullmatch(number):
        decimals = format_number(Decimal(number)) if number.endswith("0") else f"{number}0"
        whole, part = (text.replace(number, other) for other in (number.replace(".", ""), decimals))
        help_ = f"write `{whole}` or `{part}`, whichever you mean"
        raise make_refusal(shape, f"`{text}` can be read in two ways", help_)


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


def describe_currency_fault(text: str, context: Context = Context()) -> str:
    """What is wrong with a currency."""
    named = any(word in list_currencies() for word in text.upper().split())
    signed = any(sign in text for sign in context.signs)
    return "has the currency in another form" if named or signed else "has no currency"


def suggest_rewrite(
    text: str,
    meant: str | None,
    pattern: re.Pattern[str],
    examples: str,
    signs: Mapping[str, str] = SYMBOLS,
) -> str:
    """What was meant, if it can be read and is not what stands there; else what can be written."""
    if not meant or meant == text or not pattern.fullmatch(meant):
        return f"write it like {examples}"
    sure = is_understood(text, meant, signs)
    return f"write `{meant}`" if sure else f"write it like {examples}"
