"""Units stand in one list: what it says is true, and nobody else keeps a second one."""

from __future__ import annotations

import ast
from calendar import isleap, monthrange

import pytest

from lindero.resources.data import PACKAGE, read_shipped_yaml
from lindero.resources.languages import LANGUAGES, read_language_words
from lindero.shapes.units import (
    CLOCK_UNITS,
    PERIOD_UNITS,
    PRICE_UNITS,
    RETAINER_UNITS,
    TIME_UNITS,
    WORK_UNITS,
    find_unit_family,
    format_iso_duration,
    measure_unit,
)

DAY = 24 * 60
# Every 400 years the calendar is the same again.
YEARS = range(2000, 2400)


def test_each_list_of_units_holds_what_it_is_for():
    counted = ("day", "business day", "business hour")
    assert ("minute", "hour", *counted, "week", "month", "year") == PERIOD_UNITS
    assert set(TIME_UNITS) == {*PERIOD_UNITS, "half day"}
    assert WORK_UNITS == ("minute", "hour", "day", "week", "month")
    assert CLOCK_UNITS == ("minute", "hour")
    assert RETAINER_UNITS == ("week", "month", "year")
    assert set(TIME_UNITS) < set(PRICE_UNITS)


def test_the_bounds_of_months_and_years_are_those_of_the_calendar():
    months = [monthrange(year, month)[1] * DAY for year in YEARS for month in range(1, 13)]
    years = [(366 if isleap(year) else 365) * DAY for year in YEARS]
    assert measure_unit("month") == (min(months), max(months))
    assert measure_unit("year") == (min(years), max(years))
    assert measure_unit("week") == (7 * DAY, 7 * DAY)
    assert measure_unit("business day") is None


@pytest.mark.parametrize("unit", TIME_UNITS)
def test_a_unit_that_holds_others_is_as_long_as_they_are(unit):
    family = find_unit_family(unit)
    known = {name: bounds for name in family if (bounds := measure_unit(name))}
    for name, (shortest, longest) in known.items():
        for other, (low, high) in known.items():
            factor = family[name] / family[other]
            assert shortest <= factor * high
            assert longest >= factor * low


@pytest.mark.parametrize(
    ("unit", "iso"),
    [
        ("minute", "PT3M"),
        ("hour", "PT3H"),
        ("day", "P3D"),
        ("business day", "P3D business"),
        ("week", "P3W"),
        ("month", "P3M"),
        ("year", "P3Y"),
    ],
)
def test_durations_are_written_after_iso_8601(unit, iso):
    assert format_iso_duration(3, unit) == iso


def test_no_word_for_a_unit_means_two_units():
    units = read_shipped_yaml("wording/units.yml")
    means: dict[str, set[str]] = {}
    for name, words in units.items():
        nouns = [
            noun
            for language in LANGUAGES
            for noun in read_language_words(language)["units"][name]["noun"].values()
        ]
        for word in (*nouns, *words.get("meant", ())):
            means.setdefault(word.lower(), set()).add(name)
    assert {word: names for word, names in means.items() if len(names) > 1} == {}


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("*.py")), ids=lambda file: file.name)
def test_no_module_keeps_a_list_of_units_of_its_own(file):
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict):
            parts = node.keys if isinstance(node, ast.Dict) else node.elts
            texts = {part.value for part in parts if isinstance(part, ast.Constant)}
            assert len(texts & set(TIME_UNITS)) < 2, ast.unparse(node)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert len({*node.value.split("|")} & set(TIME_UNITS)) < 2, node.value
