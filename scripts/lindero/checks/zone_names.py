"""The time zone that readers are told is the one in which days and hours are counted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo

from lindero.checks.context import CheckContext
from lindero.findings.finding import Finding, Related
from lindero.shapes import Text

_AREAS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
_OWN_AREAS = {"US": ("US",), "CA": ("Canada",)}
"""Where a country calls its zones by names such as *Eastern*."""
_NO_CITIES = {"West", "North", "South", "Center", "Easter", "Christmas"}
_LONGEST_NAME = 3


def find_other_timezone(context: CheckContext) -> Iterator[Finding]:
    """A name of a zone whose clocks show another time than those of the business."""
    business = context.rulebook.business
    fact = context.rulebook.find_role_fact("zone-name")
    if fact is None or not isinstance(fact.figure, Text):
        return
    areas = (*_AREAS, *_OWN_AREAS.get(business.country, ()))
    for language, words in fact.figure.by_language:
        named = [*_list_named_zones(words, areas)]
        told = [_list_offsets(zone, context.as_of.year) for zone in named]
        if named and _list_offsets(business.timezone, context.as_of.year) not in told:
            message = f"`{words}` is another time than `{business.timezone}`, by which is counted"
            help_ = f"name your own zone here, or write `timezone: {named[0]}` under `business`"
            place = context.locate_value(*fact.path, *([language] if language else ()))
            counted = context.locate_value("business", "timezone")
            related = (Related(counted, "the time by which is counted"),)
            yield Finding("other-timezone", message, place, help_, related=related)


def _list_named_zones(words: str, areas: tuple[str, ...]) -> Iterator[str]:
    """The zones whose cities stand in some words: `Bogotá`, `Buenos Aires`, `New York`."""
    plain = unicodedata.normalize("NFKD", words)
    names = re.findall(
        r"[^\W\d_]+", "".join(one for one in plain if not unicodedata.combining(one))
    )
    for first in range(len(names)):
        for last in range(first + 1, min(first + _LONGEST_NAME, len(names)) + 1):
            city = "_".join(names[first:last])
            if city[0].isupper() and city not in _NO_CITIES:
                yield from (f"{area}/{city}" for area in areas if _is_zone(f"{area}/{city}"))


@cache
def _is_zone(name: str) -> bool:
    """Whether there is a zone; to ask for one that is not there loads what reads archives."""
    return any((folder / name).is_file() for folder in _list_zone_folders())


@cache
def _list_zone_folders() -> Sequence[Path]:
    """Where zones are looked for: on the system, and in the package that comes with us."""
    package = find_spec("tzdata")
    own = package.submodule_search_locations if package else None
    return [*map(Path, TZPATH), *(Path(place) / "zoneinfo" for place in own or ())]


def _list_offsets(zone: str, year: int) -> list[object]:
    """How far its clocks are from UTC in winter and in summer."""
    return [datetime(year, month, 1, tzinfo=ZoneInfo(zone)).utcoffset() for month in (1, 7)]
