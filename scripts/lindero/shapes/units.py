"""What something is counted in, one or several at a time: `hour`, `1000 words`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lindero.resources.data import read_shipped_yaml
from lindero.resources.languages import LANGUAGES, read_language_words

COUNT = r"[0-9]{1,6}"
UNIT = rf"(?:({COUNT}) )?([a-z ]+)"
ANY_PER = r"per ([0-9]+ )?[a-z ]+"
"""A unit behind `per`, for editors."""

# Read while the module is: the patterns of the shapes are made of these names.
_UNITS: Mapping[str, Mapping[str, Any]] = read_shipped_yaml("wording/units.yml")
_LENGTHS = {name: words["length"] for name, words in _UNITS.items() if "length" in words}


def _list_units_with(key: str) -> tuple[str, ...]:
    return tuple(name for name, length in _LENGTHS.items() if key in length)


PRICE_UNITS = tuple(_UNITS)
"""Everything a price may be `per`."""

TIME_UNITS = tuple(_LENGTHS)
"""What time can be sold in."""

PERIOD_UNITS = _list_units_with("iso")
"""The units of lengths of time."""

WORK_UNITS = _list_units_with("work")
"""What working time is charged in."""

RETAINER_UNITS = _list_units_with("retainer")
"""What a retainer may be paid per."""

ORDER_UNITS = tuple(name for name, words in _UNITS.items() if words.get("order"))
"""Of what one may be a whole order."""

PLURALS: Mapping[str, str] = {name: words["plural"] for name, words in _UNITS.items()}
"""The plural of every unit, as an author writes it."""


def _list_nouns(unit: str) -> list[str]:
    """One and several of a unit, in every language."""
    nouns = (read_language_words(language)["units"][unit]["noun"] for language in LANGUAGES)
    return [form for noun in nouns for form in noun.values()]


SENSES: Mapping[str, str] = {
    word.lower(): name
    for name, words in _UNITS.items()
    for word in (*_list_nouns(name), *words.get("meant", ()))
}
"""Every word for a unit that we know, in any language, and the unit that it means."""


def measure_unit(unit: str) -> tuple[int, int] | None:
    """The shortest and the longest that one can be, in minutes; None where the calendar decides."""
    bounds = _LENGTHS[unit].get("minutes")
    return (int(bounds[0]), int(bounds[1])) if bounds else None


DAY_COUNTS: Mapping[str, int] = {
    name: int(length["days"]) for name, length in _LENGTHS.items() if "days" in length
}
"""How many days one counts as where waiting is charged: 30 for any month."""


CLOCK_UNITS = tuple(
    name for name in TIME_UNITS if (bounds := measure_unit(name)) and bounds[1] < 24 * 60
)
"""What is counted on the clock and not in days."""


def format_iso_duration(count: int, unit: str) -> str:
    """`P15D`; with a word for business days, which ISO 8601 does not know: `P5D business`."""
    start, end = _LENGTHS[unit]["iso"]
    return f"{start}{count}{end}"


def find_unit_family(unit: str) -> dict[str, int]:
    """The units that can be told in each other, and how many of the smallest each is."""
    for larger, length in _LENGTHS.items():
        if "holds" in length and unit in (larger, length["holds"][1]):
            return {length["holds"][1]: 1, larger: int(length["holds"][0])}
    return {}


def format_unit_count(count: int, unit: str) -> str:
    """`1 word`, `1000 words`."""
    return f"{count} {unit if count == 1 else PLURALS[unit]}"


def format_per_unit(every: int, unit: str) -> str:
    """What an author writes after `per`: `word`, `1000 words`."""
    return unit if every == 1 else format_unit_count(every, unit)
