"""What a sign of money means where a business works: `$` is the peso in Mexico."""

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
    """By sign, the currency that it stands for (CLDR); reckoned only once somebody needs a way out."""
    languages = get_global("territory_languages").get(country, {})
    spoken = [name for name, about in languages.items() if about["official_status"]]
    locales = [TOOL_LANGUAGE, *(f"{name}_{country}" for name in (*LANGUAGES, *spoken))]
    known = [locale for locale in locales if currency and localedata.exists(locale)]
    own = {get_currency_symbol(currency, locale) for locale in known} - {currency}
    return SYMBOLS | dict.fromkeys(own, currency)
