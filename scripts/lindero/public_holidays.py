"""Public holidays of countries and their regions; the only import of the library that knows them, and only when asked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lindero.remembering import recall, remember
from lindero.shapes import Problem, Text, YesNo

if TYPE_CHECKING:
    from holidays import HolidayBase

    from lindero.rulebook import Rulebook


@dataclass(frozen=True)
class Regions:
    """The regions of a country whose holidays are known: codes of ISO 3166-2 without the country, and everyday names."""

    codes: tuple[str, ...]
    names: Mapping[str, str]


class PublicHolidays:
    """The public holidays of one country and, where one is named, region; names are the reader's where the library has them."""

    def __init__(self, country: str, region: str | None, language: str) -> None:
        import holidays  # noqa: PLC0415 - a tenth of a second, which most commands need not spend

        known = holidays.country_holidays(country)
        names = next((name for name in _by_nearness(language, country) if name in known.supported_languages), known.default_language)
        code = region_code(country, region) if region else None
        self._days: HolidayBase = holidays.country_holidays(country, subdiv=code, language=names)

    def name(self, day: date) -> str | None:
        """What is celebrated on a day, if anything."""
        found = self._days.get(day)
        return str(found) if found is not None else None


def wanted_region(rulebook: Rulebook) -> str | None:
    """The region whose public holidays a rulebook keeps, empty for the whole country; None where it keeps none."""
    public, region = (rulebook.fact(f"time.holidays.{name}") for name in ("public", "region"))
    if not public or not isinstance(public.figure, YesNo) or not public.figure.yes:
        return None
    return region.figure.machine if region and isinstance(region.figure, Text) else ""


def region_code(country: str, region: str) -> str:
    """`ES-AS` and `AS` alike as `AS`."""
    return region.removeprefix(f"{country}-")


def region_problem(country: str, region: str | None) -> Problem | None:
    """Why the holidays of a country and region cannot be told, if they cannot."""
    regions = regions_of(country)
    if regions is None:
        help_ = "set `public` to `no` and list the days under `absences`: `{from: 12-25}`"
        return Problem("unknown-region", f"the public holidays of {country} are not known", help_)
    if not region or region_code(country, region) in regions.codes:
        return None
    return Problem("unknown-region", f"`{region}` is no region of {country} whose holidays are known", _nearest(country, region, regions))


@cache
def regions_of(country: str) -> Regions | None:
    """What the library knows of a country; None where it knows nothing. Kept between runs, since the library is slow to load."""
    key = f"regions-{country}-{_library_key()}.json"
    kept = recall(key)
    known: Any = json.loads(kept) if kept is not None else _look_up(country)
    if kept is None:
        remember(key, json.dumps(known, ensure_ascii=False).encode())
    return Regions(tuple(known["codes"]), known["names"]) if known else None


def _look_up(country: str) -> dict[str, Any] | None:
    import holidays  # noqa: PLC0415 - as above

    if country not in holidays.list_supported_countries(include_aliases=False):
        return None
    found = holidays.country_holidays(country)
    return {"codes": list(found.subdivisions), "names": dict(found.subdivisions_aliases)}


def _library_key() -> str:
    """The library's version file tells one version from the next without loading it."""
    spec = find_spec("holidays")
    assert spec and spec.origin
    about = Path(spec.origin).with_name("version.py").stat()
    return f"{about.st_mtime_ns}-{about.st_size}"


def _nearest(country: str, region: str, regions: Regions) -> str:
    if not regions.codes:
        return "leave `region` out; the holidays of the whole country count, and others can stand under `absences`"
    meant = region_code(country.upper(), region.upper())
    by_name = {name.lower(): code for name, code in regions.names.items()}
    near = get_close_matches(region.lower(), by_name, n=1, cutoff=0.7)
    if meant in regions.codes or near:
        return f"write `{meant if meant in regions.codes else by_name[near[0]]}`"
    codes = [code for code in regions.codes if re.fullmatch(r"[A-Z0-9]{1,3}", code)] or list(regions.codes)
    return f"write one of these: {', '.join(f'`{code}`' for code in codes)}"


def _by_nearness(language: str, country: str) -> tuple[str, ...]:
    return (f"{language}_{country}", language, f"{language}_GB", f"{language}_US")
