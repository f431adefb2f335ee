"""The currencies there are, and what a sign means in a country: `$` in Mexico is the peso."""

from __future__ import annotations

from functools import cache

from babel import localedata
from babel.core import get_global
from babel.numbers import get_currency_symbol

from lindero.resources.languages import LANGUAGES, TOOL_LANGUAGE

SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP"}
"""What a sign means where nothing is known of the business."""


@cache
def signs_in(country: str, currency: str) -> dict[str, str]:
    """By sign, the currency that it stands for (CLDR); only reckoned when a way out is needed."""
    languages = get_global("territory_languages").get(country, {})
    spoken = [name for name, about in languages.items() if about["official_status"]]
    locales = [TOOL_LANGUAGE, *(f"{name}_{country}" for name in (*LANGUAGES, *spoken))]
    known = [locale for locale in locales if currency and localedata.exists(locale)]
    own = {get_currency_symbol(currency, locale) for locale in known} - {currency}
    return SYMBOLS | dict.fromkeys(own, currency)


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
