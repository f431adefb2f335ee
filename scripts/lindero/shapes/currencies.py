"""The currencies there are, and what a sign means in a country: `$` in Mexico is the peso."""

from __future__ import annotations

from functools import cache

from lindero.resources.languages import LANGUAGES, TOOL_LANGUAGE
from lindero.shapes.legal_tender import list_currencies

OWN = "¤"
"""The sign that Unicode has for whichever currency is meant: the business's own."""

SYMBOLS = {OWN: "EUR", "€": "EUR", "$": "USD", "£": "GBP"} | {
    f"{country}$": code
    for code, countries in {
        "USD": "US", "CAD": "C CA", "AUD": "A AU", "NZD": "NZ", "MXN": "MX", "BRL": "R",
        "HKD": "HK", "SGD": "S", "TWD": "NT", "COP": "COL", "ARS": "AR",
    }.items()
    for country in countries.split()
}  # fmt: skip
"""What a sign means where nothing is known of the business. A bare `¥` may be of two countries."""

# What people call a currency in the way of a code.
_OTHER_CODES = {"CDN": "CAD", "RMB": "CNY", "NTD": "TWD", "STG": "GBP", "UKP": "GBP", "EURO": "EUR"}


@cache
def signs_in(country: str, currency: str) -> dict[str, str]:
    """By sign, the currency that it stands for (CLDR); only reckoned when a way out is needed."""
    from babel import localedata  # noqa: PLC0415 - dear to load, rarely needed
    from babel.core import get_global  # noqa: PLC0415 - dear to load, rarely needed
    from babel.numbers import get_currency_symbol  # noqa: PLC0415 - dear to load, rarely needed

    languages = get_global("territory_languages").get(country, {})
    spoken = [name for name, about in languages.items() if about["official_status"]]
    locales = [TOOL_LANGUAGE, *(f"{name}_{country}" for name in (*LANGUAGES, *spoken))]
    known = [locale for locale in locales if currency and localedata.exists(locale)]
    own = {get_currency_symbol(currency, locale) for locale in known} - {currency}
    return SYMBOLS | dict.fromkeys(own | ({OWN} if currency else set()), currency)


def suggest_currency(typed: str) -> str:
    """A help line for what is no currency: a code only where no other one can be meant."""
    code = _OTHER_CODES.get(typed.upper(), typed.upper())
    # Among 150 codes of three letters any typing error resembles several.
    near = [known for known in list_currencies() if _differs_once(known, code)]
    meant = code if code in list_currencies() else near[0] if len(near) == 1 else None
    return f"did you mean `{meant}`?" if meant else "a currency has three capitals, like `EUR`"


def _differs_once(known: str, typed: str) -> bool:
    return len(known) == len(typed) and sum(map(str.__ne__, known, typed)) == 1
