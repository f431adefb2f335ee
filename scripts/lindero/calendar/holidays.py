"""Public holidays of countries and their regions.

Nothing else imports the library that knows them, and this only when asked.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from difflib import get_close_matches
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lindero.resources.languages import LANGUAGES
from lindero.shapes import Absences, Problem, Text, YesNo

if TYPE_CHECKING:
    from holidays import HolidayBase

    from lindero.rulebook.rulebook import Rulebook

_LISTED_COUNTRY = re.compile(r'"(\w+)": \(\s*"(\w+)",\s*"([A-Z]{2})"')
"""How the library lists its countries: the module, the class and the code."""


_LONGEST_LOOK = 400


class Regions(NamedTuple):
    """The regions of a country whose holidays are known.

    Codes of ISO 3166-2 without the country, and everyday names.
    """

    codes: tuple[str, ...]
    names: Mapping[str, str]


class PublicHolidays:
    """The public holidays of a country and region, in the reader's language where it is known."""

    def __init__(self, country: str, region: str | None, language: str) -> None:
        import holidays  # noqa: PLC0415 - a tenth of a second, which most commands need not spend

        known = holidays.country_holidays(country)
        ranked = (f"{language}_{country}", language, f"{language}_GB", f"{language}_US")
        spoken = (name for name in ranked if name in known.supported_languages)
        names = next(spoken, known.default_language)
        code = strip_country(country, region) if region else None
        self._days: HolidayBase = holidays.country_holidays(country, subdiv=code, language=names)

    def find_name(self, day: date) -> str | None:
        """What is celebrated on a day, if anything."""
        found = self._days.get(day)
        return str(found) if found is not None else None


def find_holiday_region(rulebook: Rulebook) -> str | None:
    """The region whose public holidays are kept, empty for the whole country; None for none.

    Where no region is given, the place whose they are said to be tells, if its name is known.
    """
    public = rulebook.find_role_fact("public-holidays")
    region = rulebook.find_role_fact("holiday-region")
    if public is None:
        return find_named_region(rulebook)
    if not isinstance(public.figure, YesNo) or not public.figure.yes:
        return None
    if region and isinstance(region.figure, Text):
        return region.figure.machine
    return find_named_region(rulebook) or ""


def find_named_region(rulebook: Rulebook) -> str | None:
    """The region that the place with the days off is, empty for the country; None where unknown."""
    place = rulebook.find_role_fact("holiday-place")
    named = place.figure if place else None
    return _find_place_region(rulebook, named) if isinstance(named, Text) else None


def find_listed_holidays(rulebook: Rulebook) -> Absences | None:
    """The public holidays that the author lists."""
    listed = rulebook.find_role_fact("listed-holidays")
    return listed.figure if listed and isinstance(listed.figure, Absences) else None


def knows_public_holidays(rulebook: Rulebook) -> bool:
    """Whether it is written which public holidays count, or that none does."""
    public = rulebook.find_role_fact("public-holidays")
    answered = public is not None or find_listed_holidays(rulebook) is not None
    return answered or find_holiday_region(rulebook) is not None


def lacks_region(rulebook: Rulebook) -> bool:
    """Whether the days off are those of a place of which only the country's are known."""
    place = rulebook.find_role_fact("holiday-place")
    if place is None or find_listed_holidays(rulebook) or find_holiday_region(rulebook) != "":
        return False
    regions = load_regions(rulebook.business.country)
    return find_named_region(rulebook) is None and bool(regions and regions.codes)


def find_unseen_holidays(rulebook: Rulebook, first: date, last: date) -> str:
    """What is not known of the public holidays from one day to another.

    `blind`: of none of them; `regional`: that most regions of the country keep one more.
    """
    if not knows_public_holidays(rulebook):
        return "blind"
    public = rulebook.find_role_fact("public-holidays")
    if public is None or public.figure != YesNo(yes=True) or find_listed_holidays(rulebook):
        return ""
    is_whole = find_holiday_region(rulebook) == "" and find_named_region(rulebook) is None
    return "regional" if is_whole and _keep_more(rulebook.business.country, first, last) else ""


def _keep_more(country: str, first: date, last: date) -> bool:
    """Whether at least half of the regions keep a day in between that the country does not."""
    import holidays  # noqa: PLC0415 - as above

    whole = holidays.country_holidays(country)
    regions = [holidays.country_holidays(country, subdiv=code) for code in whole.subdivisions]
    span = min((last - first).days, _LONGEST_LOOK) + 1
    days = (first + timedelta(days=at) for at in range(span))
    other = (day for day in days if day not in whole)
    return any(2 * sum(day in kept for kept in regions) >= len(regions) > 0 for day in other)


def _find_place_region(rulebook: Rulebook, place: Text) -> str | None:
    """The region that a place is, empty for the country itself; None where it is neither."""
    country = rulebook.business.country
    regions = load_regions(country)
    if regions is None:
        return None
    names = {text.casefold() for _, text in place.by_language}
    codes = {name.casefold(): code for name, code in regions.names.items()}
    if region := next((codes[name] for name in names if name in codes), None):
        return region
    return "" if names & _list_country_names(country) else None


def is_called_otherwise(rulebook: Rulebook) -> bool:
    """Whether the place with the days off is the country, whose name is not the same for all."""
    if find_named_region(rulebook) != "":
        return False
    return len(_list_country_names(rulebook.business.country, rulebook.languages)) > 1


def _list_country_names(country: str, languages: Iterable[str] = tuple(LANGUAGES)) -> set[str]:
    from babel import Locale  # noqa: PLC0415 - hardly a rulebook names its country as the place

    spoken = (Locale(code).territories for code in languages)
    return {str(territories.get(country, country)).casefold() for territories in spoken}


def strip_country(country: str, region: str) -> str:
    """`ES-AS` and `AS` alike as `AS`."""
    return region.removeprefix(f"{country}-")


def find_region_problem(country: str, region: str | None) -> Problem | None:
    """Why the holidays of a country and region cannot be told, if they cannot."""
    regions = load_regions(country)
    if regions is None:
        help_ = "take `public` out and list them: `days: [{from: 12-25}]`"
        return Problem("unknown-region", f"the public holidays of {country} are not known", help_)
    if not region or strip_country(country, region) in regions.codes:
        return None
    message = f"`{region}` is no region of {country} whose holidays are known"
    return Problem("unknown-region", message, _suggest_region(country, region, regions))


@cache
def load_regions(country: str) -> Regions | None:
    """What the library knows of a country; None where it knows nothing.

    Read from its source, since loading it takes long.
    """
    try:
        return _read_regions(country)
    except (OSError, ValueError, SyntaxError, LookupError, TypeError, AttributeError):
        # Another version of the library may write it down differently.
        return _ask_for_regions(country)


def _read_regions(country: str) -> Regions | None:
    spec = find_spec("holidays")
    assert spec and spec.origin
    home = Path(spec.origin).parent
    listed = _LISTED_COUNTRY.findall((home / "registry.py").read_text("utf-8"))
    known = {code: (module, name) for module, name, code in listed}
    if not known:
        raise LookupError("registry.py")
    if country not in known:
        return None
    module, name = known[country]
    about = _read_class_head((home / "countries" / f"{module}.py").read_text("utf-8"), name)
    codes = tuple(_read_literal(about, "subdivisions", ()))
    return Regions(codes, _read_literal(about, "subdivisions_aliases", {}))


def _read_class_head(source: str, name: str) -> ast.ClassDef:
    """A class down to its first method: the rest is long, and takes long to parse."""
    start = source[source.index(f"\nclass {name}(") :]
    about = ast.parse(re.split(r"\n    (?:def |@)", start)[0]).body[0]
    assert isinstance(about, ast.ClassDef)
    return about


def _read_literal(where: ast.ClassDef, name: str, missing: Any) -> Any:
    """What is assigned to a name, if it is written out."""
    for node in where.body:
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            return ast.literal_eval(node.value)  # type: ignore[attr-defined]  # both have
    return missing


def _ask_for_regions(country: str) -> Regions | None:
    import holidays  # noqa: PLC0415 - as above

    if country not in holidays.list_supported_countries(include_aliases=False):
        return None
    found = holidays.country_holidays(country)
    return Regions(tuple(found.subdivisions), dict(found.subdivisions_aliases))


def suggest_holidays(country: str) -> str:
    """What to write so that it is known which public holidays there are."""
    regions = load_regions(country)
    if regions is None:
        return "list them: `days: [{from: 12-25}]` under `holidays`"
    if not regions.codes:
        return "write `public: yes` under `holidays`, and those of the town as `days`"
    choice = _list_codes(regions)
    return f"under `holidays` write `public: yes` and your `region`, one of these: {choice}"


def _list_codes(regions: Regions) -> str:
    # Some codes are whole words, kept for older programs; the short ones are ISO's.
    short = [code for code in regions.codes if re.fullmatch(r"[A-Z0-9]{1,3}", code)]
    return ", ".join(f"`{code}`" for code in short or regions.codes)


def _suggest_region(country: str, region: str, regions: Regions) -> str:
    if not regions.codes:
        whole = "the holidays of the whole country count"
        return f"leave `region` out; {whole}, and others can stand under `days`"
    meant = strip_country(country.upper(), region.upper())
    by_name = {name.lower(): code for name, code in regions.names.items()}
    near = get_close_matches(region.lower(), by_name, n=1, cutoff=0.7)
    if meant in regions.codes or near:
        return f"write `{meant if meant in regions.codes else by_name[near[0]]}`"
    return f"write one of these: {_list_codes(regions)}"
