"""Whole texts: places, links, quotations, asides, allowances."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest

from lindero.loading import load_rulebook
from lindero.spoken.allowances import list_allowances
from lindero.spoken.comparison import compare_text
from support.rulebooks import AS_OF, BUSINESS

RULES = """
payment:
  deposit: {share: 40 %, refundable: no}
  due: 15 days after invoice
  late: {rate: 1.5 % per month, grace: 5 days}
work:
  revisions: {rounds: 2}
time:
  response: {period: 24 hours}
services:
  logo: {name: Logo, price: 900 EUR, delivery: 2 weeks}
"""


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory):
    terms = tmp_path_factory.mktemp("terms")
    (terms / "rules.yml").write_text(BUSINESS + RULES, "utf-8")
    loaded = load_rulebook(terms, AS_OF)
    assert loaded.rulebook, loaded.findings
    return loaded.rulebook


def list_errors(text, rulebook, home=""):
    found = compare_text(text, "en", rulebook, home)
    return [(one.words, one.address) for one in found if one.verdict == "differs"]


@pytest.mark.parametrize(
    ("text", "words", "address"),
    [
        ("The deposit is 50 %.", "50 %", "payment.deposit.share"),
        ("| Deposit | 50 % |\n", "50 %", "payment.deposit.share"),
        ("## Deposit\n\nWe ask for **50 %**.", "50 %", "payment.deposit.share"),
        ("We ask for [half of it](rule:payment.deposit).", "half", "payment.deposit.share"),
        ("Do you take a deposit? Yes, half.", "half", "payment.deposit.share"),
        ("We return your deposit.", "return your deposit", "payment.deposit.refundable"),
        ("A logo costs €950.", "€950", "services.logo.price"),
        ("Your logo is ready in three weeks.", "three weeks", "services.logo.delivery"),
    ],
)
def test_a_contradiction_is_found(text, words, address, rulebook):
    assert list_errors(text, rulebook) == [(words, address)]


@pytest.mark.parametrize(
    "text",
    [
        "The deposit is 40 %.",
        "Other studios ask for a deposit of 50 %.",
        "Until 2023 the deposit was 50 %.",
        "Is the deposit 50 %?",
        "For example, a deposit of 50 % would be too much.",
        "If we charged a deposit of 90 %, nobody would come.",
        "The deposit is not 50 %.",
        "A client wrote: “a deposit of 50 % is fine by me”.",
        "> a deposit of 50 %, he said",
        "50 % of our clients pay the deposit at once.",
        "The deposit is {{ payment.deposit.share }}, not the 50 % of others.",
        "Our logo has 3 colours and took us 3 weeks back then.",
        "We do not return your deposit.",
        "If we cancel, we return your deposit.",
    ],
)
def test_what_is_none_of_our_rules_of_today_is_no_contradiction(text, rulebook):
    assert list_errors(text, rulebook) == []


def test_the_place_of_a_text_tells_of_which_rule_it_speaks(rulebook):
    (figure,) = compare_text("Half? No: 40 % is fair.", "en", rulebook, "payment.deposit")[-1:]
    assert (figure.address, figure.verdict) == ("payment.deposit.share", "agrees")
    assert compare_text("40 % is fair.", "en", rulebook)[0].address is None


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ('lindero: allow "50 %" until 2027-01-31, it is quoted', "50 %", date(2027, 1, 31)),
        ("lindero: allow “three rounds” until 2027-01-31, it is quoted", "three rounds", None),
        ('<!-- lindero: allow "50 %" until 2027-01-31, old -->', "50 %", date(2027, 1, 31)),
        ('lindero: allow "50 %" until 2027-02-31, no such day', "", date.min),
        ('lindero: allow "50 %" until 2027-01-31', "", date.min),
        ("lindero: allow 50 %", "", date.min),
    ],
)
def test_an_allowance_says_what_until_when_and_why(text, words, day):
    (allowance,) = list_allowances(text)
    assert allowance.words == words
    assert allowance.last_day == (day or date(2027, 1, 31))


@pytest.mark.parametrize(
    "text", ["1 " * 20_000, "[" * 20_000, "Monday to " * 10_000, "deposit … " * 5_000, '"' * 9_999]
)
def test_no_text_takes_long(text, rulebook):
    begin = process_time()
    compare_text(text, "en", rulebook)
    assert process_time() - begin < 5
