"""What a country tells of a business there: currency, language, time zones, paper, tax."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from babel.core import get_global
from babel.languages import get_official_languages
from babel.numbers import get_territory_currencies

from lindero.resources.data import read_shipped_yaml
from lindero.resources.languages import ADDRESS_FORMS, LANGUAGES

_CURRENCY, _ZONE = "EUR", "Europe/Madrid"


def find_country_language(country: str) -> str | None:
    """The first of our languages that is official there."""
    return next(
        (
            language
            for language in get_official_languages(country, de_facto=True)
            if language in LANGUAGES
        ),
        None,
    )


def find_country_currency(country: str) -> str:
    """What people pay with there."""
    return next(iter(get_territory_currencies(country)), _CURRENCY)


def list_time_zones(country: str) -> tuple[str, ...]:
    """The time zones of a country, the one of most people first."""
    known = dict(get_global("zone_territories"))
    listed = [zone for code, zone in _read_zone_table() if code == country]
    zones = listed or [zone for zone, code in known.items() if code == country] or [_ZONE]
    main = read_shipped_yaml("start/countries.yml")["zones"].get(country, zones[0])
    return (main, *(zone for zone in zones if zone != main))


@cache
def _read_zone_table() -> tuple[tuple[str, str], ...]:
    lines = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return tuple((row[0], row[2]) for row in rows)


def find_tax_names(country: str) -> dict[str, str] | None:
    """What the tax on sales is called there, by language; never its rate."""
    taxes = read_shipped_yaml("start/countries.yml")["taxes"]
    return next((tax["name"] for tax in taxes if country in tax["in"]), None)


def find_reader(country: str) -> str:
    """How clients are addressed there, where a language has more than one form for it."""
    listed = read_shipped_yaml("start/countries.yml")["readers"]
    usual = next(iter(ADDRESS_FORMS))
    return next((form for form, countries in listed.items() if country in countries), usual)


def find_paper_size(country: str) -> str:
    """The paper that printers there hold."""
    sizes = read_shipped_yaml("start/pages.yml")["paper"]
    return next((name for name, countries in sizes.items() if country in countries), "A4")
