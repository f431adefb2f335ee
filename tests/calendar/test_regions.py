"""Regions of a country: which there are, and what is said of one that nobody knows."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import holidays
import pytest

from lindero.calendar.holidays import (
    PublicHolidays,
    _ask_for_regions,
    _read_regions,
    find_region_problem,
)
from support.deadlines import tell_when
from support.rulebooks import BUSINESS


@pytest.mark.parametrize(
    ("country", "region", "help_"),
    [
        ("ES", "Asturias", "write `AS`"),
        ("ES", "asturia", "write `AS`"),
        ("ES", "es-as", "write `AS`"),
        ("ES", "ZZ", "write one of these: `AN`, `AR`, `AS`,"),
        ("MX", "JAL", "leave `region` out;"),
    ],
)
def test_a_region_that_is_not_known_gets_the_one_that_was_meant(country, region, help_):
    problem = find_region_problem(country, region)
    assert problem
    assert problem.code == "unknown-region"
    assert problem.help
    assert problem.help.startswith(help_)


@pytest.mark.parametrize(
    ("country", "region"),
    [("ES", "AS"), ("ES", "ES-AS"), ("ES", ""), ("ES", None), ("MX", None), ("GB", "SCT")],
)
def test_a_region_that_is_known_is_no_problem(country, region):
    assert find_region_problem(country, region) is None
    assert PublicHolidays(country, region, "en").find_name(date(2026, 12, 25))


def test_what_regions_there_are_is_read_without_loading_the_library():
    script = (
        "import sys; from lindero.calendar.holidays import find_region_problem; "
        "print(find_region_problem('ES', 'AS'), 'holidays' in sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout
    assert told == "None False\n"


def test_the_regions_read_are_those_that_the_library_knows():
    known = holidays.list_supported_countries(include_aliases=False)
    assert len(known) > 200
    assert {country: _read_regions(country) for country in known} == {
        country: _ask_for_regions(country) for country in known
    }
    assert _read_regions("XX") is _ask_for_regions("XX") is None


def test_a_region_that_is_not_known_is_a_finding_at_its_place(book):
    (found,) = book(time="time:\n  holidays: {public: yes, region: Asturias}\n").findings
    assert (found.code, found.help, found.place.text) == (
        "unknown-region",
        "write `AS`",
        "Asturias",
    )
    assert not book(time="time:\n  holidays: {region: Asturias}\n").findings


def test_an_unknown_region_is_shown_where_the_variant_has_it(book):
    time = "time:\n  holidays:\n    - {public: yes, region: XX}\n    - {none: yes, for: consumer}\n"
    (found,) = book(time=time).findings
    assert (found.code, found.place.line, found.place.text) == ("unknown-region", 3, "XX")


TIME = "time: {{holidays: {{{}}}}}\n"


@pytest.mark.parametrize(
    ("country", "holidays_", "told"),
    [
        ("GB", "public: yes", True),
        ("ES", "public: yes", True),
        ("US", "public: yes", False),
        ("FR", "public: yes", False),
        ("GB", "public: yes, region: ENG", False),
        ("GB", "public: no", False),
    ],
)
def test_who_counts_without_the_days_of_a_region_says_so(book, country, holidays_, told):
    business = BUSINESS.replace("country: ES", f"country: {country}")
    rules = f"work: {{delivery: {{handover: 2 business days}}}}\n{TIME.format(holidays_)}"
    said = tell_when(book(business=business, rules=rules).rulebook, "work.delivery", "2027-03-25")
    assert any("holidays of the whole country" in line for line in said) is told


def test_who_names_the_country_as_the_place_means_all_of_it(book):
    hours = "hours: {week: Mon–Fri 09:00–17:00, calendar: España}"
    rules = f"time:\n  {hours}\n  holidays: {{public: yes}}\n"
    rules += "work: {delivery: {handover: 2 business days}}\n"
    said = tell_when(book(rules=rules).rulebook, "work.delivery", "2027-03-25")
    assert not any("whole country" in line for line in said)
