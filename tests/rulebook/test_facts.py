"""A figure is one fact, wherever it is read."""

from __future__ import annotations

from lindero.pricing.orders import NoPrice, Order, Quote
from lindero.pricing.quoting import price_of

PRICES = """
services:
  it:
    name: It
    price: 75 EUR per hour
    minimum: 2 hours
    examples: [{quantity: 90 minutes, with: [rush]}, {}]
  site: {name: Site, price: 1450 EUR}
adjustments:
  rush: {surcharge: 30 %, when: soon}
"""
PAYMENT = """
payment:
  deposit: 40 %
  instalments: [{at: on delivery, share: 60 %}]
"""


def test_the_lines_of_an_example_hold_the_facts_of_the_rulebook(book):
    rulebook = book(prices=PRICES).rulebook
    quotes = rulebook.example_quotes["it"]
    assert len(quotes) == 2
    for quote in quotes:
        assert isinstance(quote, Quote)
        for fact in quote.list_facts():
            assert rulebook.facts[fact.address] is fact
        for line in quote.lines:
            for fact in line.parts.values():
                known = rulebook.facts[fact.address]
                assert (known.figure, known.spec, known.computed) == (
                    fact.figure,
                    fact.spec,
                    fact.computed,
                )


def test_what_is_worked_out_lies_under_the_address_that_was_given(book):
    rulebook = book(prices=PRICES).rulebook
    quote = price_of(rulebook.prices, Order("it"), "quotes.2026-17")
    computed = [fact.address for fact in quote.list_facts()]
    assert computed[-1] == "quotes.2026-17.total"
    assert all(address.startswith("quotes.2026-17.") for address in computed)


def test_an_example_without_a_price_says_why(book):
    """The check reads the reason from the reckoning that the pages show."""
    loaded = book(prices=PRICES.replace("quantity: 90 minutes", "rate: night"))
    assert [found.code for found in loaded.findings] == ["unknown-rate"]
    first = loaded.sound_part.example_quotes["it"][0]
    assert isinstance(first, NoPrice)
    assert first.reason == "unknown-rate"


def test_the_parts_of_a_payment_say_what_they_are(book):
    ((_, plan),) = book(prices=PRICES, payment=PAYMENT).rulebook.example_plans
    assert plan.service == "site"
    assert [(part.kind, fact.address, fact.figure.machine) for part, fact in plan.parts] == [
        ("deposit", "payment.deposit.example", "580 EUR"),
        ("stage", "payment.instalments.example.1", "870 EUR"),
    ]


def test_the_rest_after_a_deposit_lies_beside_it(book):
    payment = "payment:\n  deposit: 40 %\n"
    ((_, plan),) = book(prices=PRICES, payment=payment).rulebook.example_plans
    assert [(part.kind, fact.address) for part, fact in plan.parts] == [
        ("deposit", "payment.deposit.example"),
        ("rest", "payment.deposit.rest.1"),
    ]


def test_a_plan_that_depends_on_the_service_is_that_of_one_service(book):
    payment = "payment:\n  deposit:\n    - 40 %\n    - {share: 20 %, services: [site]}\n"
    ((client, plan),) = book(prices=PRICES, payment=payment).rulebook.example_plans
    assert (client, plan.service) == ("", "site")
    assert [part.amount.written for part, _ in plan.parts] == ["290 EUR", "1160 EUR"]


def test_a_plan_that_depends_on_the_day_is_not_shown(book):
    payment = "payment:\n  deposit:\n    - 40 %\n    - {share: 20 %, from: 2099-01-01}\n"
    assert book(prices=PRICES, payment=payment).rulebook.example_plans == ()
