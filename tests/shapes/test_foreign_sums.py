"""Sums in the words, signs and coins of other countries: nothing is guessed that was not said."""

from __future__ import annotations

import re

import pytest

from lindero.shapes import Context
from support.figures import parse_text_of, problems

CHILE = Context(country="CL", currency="CLP")
CANADA = Context(country="CA", currency="CAD")
MEXICO = Context(country="MX", currency="MXN")
SPAIN = Context(country="ES", currency="EUR")


def find_help(shape: str, text: str, around: Context) -> str:
    (problem,) = problems(shape, f'"{text}"', around)
    assert problem.help
    return problem.help


MEANT = [
    ("450 mil CLP", CHILE, "450000 CLP"),
    ("2 mil euros", SPAIN, "2000 EUR"),
    ("1 mil EUR", SPAIN, "1000 EUR"),
    ("1.5k EUR", SPAIN, "1500 EUR"),
    ("mil euros", SPAIN, "1000 EUR"),
    ("2 millones CLP", CHILE, "2000000 CLP"),
    ("US$160", CANADA, "160 USD"),
    ("C$500", CANADA, "500 CAD"),
    ("MX$160", CANADA, "160 MXN"),
    ("A$160", CANADA, "160 AUD"),
    ("USD$160", CANADA, "160 USD"),
    ("$500", CANADA, "500 CAD"),
    ("$500", MEXICO, "500 MXN"),
    ("500", CANADA, "500 CAD"),
    ("$450.000", CHILE, "450000 CLP"),
]


@pytest.mark.parametrize("shape", ["money", "price"])
@pytest.mark.parametrize(("text", "around", "meant"), MEANT)
def test_a_sum_that_can_be_understood_is_offered_whole(shape, text, around, meant):
    assert find_help(shape, text, around) == f"write `{meant}`"


@pytest.mark.parametrize("shape", ["money", "price", "amount", "charge"])
@pytest.mark.parametrize(
    "text",
    [
        "450 lucas CLP",
        "3 grand EUR",
        "¥160",
        "₹500",
        "Z$160",
        "1–2 mil EUR",
        "entre 1 y 2 mil euros",
        "2 mil 500 EUR",
        "450 CUC CLP",
        "cien mil pesos",
    ],
)
def test_no_sum_is_made_of_what_is_not_understood(shape, text):
    assert find_help(shape, text, CANADA).startswith("write it like")


def test_a_price_without_a_currency_is_not_taken_for_a_length_of_time():
    assert find_help("charge", "1k per month", CANADA) == "write `1000 CAD per month`"


def test_a_tax_beside_a_word_that_is_not_understood_invents_no_sum():
    assert find_help("price", "450 lucas + IVA", CHILE).startswith("write it like")


@pytest.mark.parametrize(
    ("typed", "help_"),
    [
        ("CDN", "did you mean `CAD`?"),
        ("EUT", "did you mean `EUR`?"),
        ("ZZZ", "a currency has three capitals, like `EUR`"),
    ],
)
def test_a_code_is_only_offered_where_no_other_one_can_be_meant(typed, help_):
    assert find_help("money", f"450 {typed}", CANADA) == help_


@pytest.mark.parametrize(
    ("shape", "text", "help_"),
    [
        ("money", "1.5 CLP", "write `1 CLP` or `2 CLP`"),
        ("money", "450000.50 CLP", "write `450000 CLP` or `450001 CLP`"),
        ("money", "0.5 CLP", "write `1 CLP`"),
        ("money", "12.3456 EUR", "write `12.34 EUR` or `12.35 EUR`"),
        ("price", "from 1.5 CLP", "write `from 1 CLP` or `from 2 CLP`"),
        ("price", "1.5–1.7 CLP", "write `1–2 CLP`"),
        ("price", "1.5 CLP per hour", "write `1 CLP per hour` or `2 CLP per hour`"),
        ("rate", "1.5 CLP per day", "write `1 CLP per day` or `2 CLP per day`"),
        ("amount", "15 %, at least 1.5 CLP", "write `1 CLP` or `2 CLP`"),
    ],
)
def test_no_sum_goes_below_the_coins_of_its_currency(shape, text, help_):
    (problem,) = problems(shape, f'"{text}"', CHILE)
    assert "goes below a coin" in problem.message
    assert problem.help == help_
    for way in re.findall("`(.+?)`", help_):
        assert parse_text_of(shape, way, CHILE)


@pytest.mark.parametrize(
    "text",
    [
        "0.5 CLP per word",
        "0.085 EUR per word",
        "0.00125 EUR per word",
        "0.255 EUR per kilometre",
        "0.155 EUR per minute",
        "0.125 EUR per 1000 words",
        "450.00 CLP",
        "1.5 KWD",
        "0.125 KWD",
    ],
)
def test_small_units_are_priced_below_a_coin(text):
    assert parse_text_of("price", text, CHILE).written


@pytest.mark.parametrize(
    ("text", "help_"),
    [
        ("450.000 CLP", "write `450000 CLP`"),
        ("1.500 JPY per hour", "write `1500 JPY per hour`"),
        ("100.255 EUR", "write `100255 EUR`"),
        ("1.450 EUR", "write `1450 EUR` or `1.45 EUR`, whichever you mean"),
        ("1.455 EUR per word", "write `1455 EUR per word` or `1.4550 EUR per word`"),
    ],
)
def test_a_point_is_read_as_decimals_only_where_there_are_so_many(text, help_):
    assert find_help("price", text, CHILE).startswith(help_)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("15 dias antes de la boda", "boda"),
        ("15 dias despues de la boda", "boda"),
        ("within 15 days of the wedding", "wedding"),
        ("antes de la boda", "boda"),
    ],
)
def test_a_deadline_of_an_unknown_event_tells_the_events(text, event):
    (problem,) = problems("deadline", text)
    assert problem.message == f"`{event}` is no event that a time can start from"
    assert "`delivery`" in problem.help or "`signature`" in problem.help
