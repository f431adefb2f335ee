"""What cancelling comes to at each stage, and what a late delivery takes off."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lindero.pricing.own_delays import reckon_reduction
from lindero.reading.tree import Scalar
from lindero.shapes import Money
from lindero.shapes.amounts import parse_amount
from lindero.shapes.rates import parse_rate
from support.rulebooks import BUSINESS

SERVICES = "services: {site: {name: Site, price: 1450 EUR}}\n"
LADDER = "stages: [{at: before work starts, share: 40 %}, {at: halfway, share: 70 %}]"


def read_rate(text):
    return parse_rate(Scalar(text, text))


def read_amount(text):
    return parse_amount(Scalar(text, text))


@pytest.fixture
def read_sums(book):
    """What cancelling the service comes to, stage by stage."""

    def read(deposit: str, cancelling: str) -> list[str]:
        rules = f"payment: {{deposit: {deposit}}}\nendings: {{cancellation: {{{cancelling}}}}}\n"
        found = book(business=BUSINESS, prices=SERVICES, rules=rules).sound_part
        return [fact.figure.written for _, one in found.cancelling_examples for fact in one.facts]

    return read


@pytest.mark.parametrize(
    ("deposit", "cancelling", "sums"),
    [
        ("none", LADDER, ["580 EUR", "1015 EUR"]),
        ("40 %", LADDER, ["580 EUR", "1015 EUR"]),
        ("40 %", f"{LADDER}, fee: 20 EUR", ["600 EUR", "1035 EUR"]),
        # Kept beside what is due: 20 % of 1450 and the share.
        ("20 %", f"{LADDER}, deposit: kept", ["870 EUR", "1305 EUR"]),
        # Not returned: half of the price is gone even where less is due.
        ("{share: 50 %, refundable: no}", LADDER, ["725 EUR", "1015 EUR"]),
        ("none", "worked: yes", []),
    ],
)
def test_each_stage_comes_to_what_the_sentences_say(read_sums, deposit, cancelling, sums):
    assert read_sums(deposit, cancelling) == sums


def test_what_would_come_to_more_than_the_price_is_not_shown(read_sums):
    assert read_sums("40 %", f"{LADDER}, deposit: kept") == []


def test_private_clients_have_an_example_of_their_own(book):
    rules = """
endings:
  cancellation:
    - {for: business, stages: [{at: at the start, share: 50 %}]}
    - {for: consumer, stages: [{at: at the start, share: 10 %}]}
"""
    business = f"{BUSINESS.rstrip()}\n  clients: [business, consumer]\n"
    found = book(business=business, prices=SERVICES, rules=rules).rulebook
    shown = {client: one.facts for client, one in found.cancelling_examples}
    assert {client: facts[0].figure.written for client, facts in shown.items()} == {
        "business": "725 EUR",
        "consumer": "145 EUR",
    }
    assert shown["consumer"][0].address == "endings.cancellation.example.1@consumer"


@given(
    price=st.integers(1, 10**7),
    points=st.integers(1, 100),
    most=st.integers(1, 100),
    periods=st.integers(0, 60),
)
def test_a_longer_delay_takes_off_no_less_and_never_more_than_its_cap(price, points, most, periods):
    whole = Money(Decimal(price), "EUR")
    rate, cap = read_rate(f"{points} % per week"), read_amount(f"{most} %")
    taken, later = (reckon_reduction(rate, cap, whole, n).amount for n in (periods, periods + 1))
    assert taken <= later
    by_hand = min(Fraction(price * points * periods, 100), Fraction(price * most, 100), price)
    assert abs(Fraction(taken) - by_hand) <= Fraction(1, 200)


def test_a_reduction_in_another_currency_is_refused():
    price = Money(Decimal(100), "EUR")
    with pytest.raises(ValueError, match="do not add up"):
        reckon_reduction(read_rate("10 EUR per day"), read_amount("5 GBP"), price, 1)
