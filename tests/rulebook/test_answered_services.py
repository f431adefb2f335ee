"""What happens if …: services without answers of their own are named where the same holds."""

import pytest

from support.publication import read_words
from support.rulebooks import BUSINESS

SERVICES = """services:
  ceremony: {name: Ceremony, price: 450 EUR}
  party: {name: Party, price: 1950 EUR}
  whole: {name: Whole wedding, price: 2200 EUR}
  hour: {name: Extra hour, price: 250 EUR per hour}
"""
RULES = """payment:
  deposit:
    - {share: 30 %}
    - {share: 20 %, for: consumer}
    - {services: [hour], none: yes}
    - {services: [hour], for: consumer, none: yes}
"""
BOTH = BUSINESS.rstrip() + "\n  clients: [business, consumer]\n"
ALIKE = "The same, worked out from its own price, holds for "


def read_terms(book, business=BOTH, services=SERVICES, rules=RULES):
    return read_words(book(business=business, pricing=services, rules=rules))


def test_services_of_which_the_same_holds_are_named(book):
    """Two kinds of clients who are told something else have answers of two services each."""
    assert read_terms(book).count(f"{ALIKE}“Party” or “Whole wedding”.") == 2


@pytest.mark.parametrize(
    "services",
    [SERVICES.replace("1950 EUR", "0.20 EUR per word"), SERVICES.replace("1950 EUR", "on request")],
)
def test_none_is_named_whose_price_is_not_known(book, services):
    text = read_terms(book, services=services)
    assert f"{ALIKE}“Whole wedding”." in text
    assert f"{ALIKE}“Party”" not in text


def test_nobody_is_named_a_service_that_is_sold_to_others(book):
    sold = SERVICES.replace("price: 1950 EUR", "price: 1950 EUR, for: consumer")
    text = read_terms(book, services=sold)
    assert text.count(f"{ALIKE}“Party” or “Whole wedding”.") == 1
    assert text.count(f"{ALIKE}“Whole wedding”.") == 1


def test_one_with_another_deposit_is_not_named(book):
    case = "    - {services: [party], share: 50 %}\n"
    other = case + case.replace("share", "for: consumer, share")
    text = read_terms(book, rules=RULES + other)
    assert f"{ALIKE}“Whole wedding”." in text
    assert f"{ALIKE}“Party”" not in text
