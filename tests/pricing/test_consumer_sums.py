"""What private clients read: every sum with the tax in it, in coins that there are."""

from __future__ import annotations

import pytest

from lindero.pricing.orders import Order
from lindero.pricing.quoting import price_of
from support.rulebooks import BUSINESS


@pytest.mark.parametrize(
    ("price", "taxed"),
    [
        ("1450 EUR", "1754.5 EUR"),
        ("from 99.99 EUR", "from 120.99 EUR"),
        ("100–200 EUR", "121–242 EUR"),
        ("60 EUR per hour", "72.6 EUR per hour"),
        ("64.33 EUR per hour", "77.84 EUR per hour"),
        ("0.085 EUR per word", "0.1029 EUR per word"),
        ("on request", None),
    ],
)
def test_what_private_clients_read_is_in_coins_and_exact_for_small_units(book, price, taxed):
    business = f"{BUSINESS}  tax: {{name: VAT, rate: 21 %, included: consumer}}\n"
    loaded = book(business=business, prices=f"services:\n  it: {{name: It, price: {price}}}\n")
    found = loaded.rulebook.facts.get("services.it.price-taxed")
    assert (found and found.figure.written) == taxed


@pytest.mark.parametrize(
    ("rule", "written", "taxed"),
    [
        ("work.changes", "60 EUR per hour", ["72.6 EUR per hour"]),
        ("payment.minimum", "{least: 33.33 EUR, per: order}", ["40.33 EUR"]),
        ("payment.deposit", "{share: 'smaller of 40 % and 500 EUR'}", ["605 EUR"]),
        ("payment.deposit", "{share: 30 %, by-size: [{up to: 500 EUR, share: 50 %}]}", ["605 EUR"]),
        ("payment.returned", "{fee: 25 EUR, acts: may}", []),
        ("work.changes", "[{price: 60 EUR per hour, for: business}, {price: 72 EUR per hour}]", []),
    ],
)
def test_private_clients_read_the_prices_in_rules_with_the_tax(book, rule, written, taxed):
    topic, name = rule.split(".")
    business = f"{BUSINESS}  clients: [business, consumer]\n"
    business += "  tax: {name: VAT, rate: 21 %, included: consumer}\n"
    sections = {topic: f"{topic}:\n  {name}: {written}\n"}
    prices = "services:\n  it: {name: It, price: 1450 EUR}\n"
    loaded = book(business=business, prices=prices, **sections)
    assert loaded.rulebook, [found.message for found in loaded.findings]
    sums = [fact for key, fact in loaded.rulebook.facts.items() if ".sums." in key]
    assert [fact.figure.written for fact in sums if fact.address.endswith("-taxed")] == taxed
    assert "untaxed-sum" not in {finding.code for finding in loaded.findings}


@pytest.mark.parametrize(
    ("service", "adjustment", "taxed"),
    [
        ("price: 9 EUR per word, minimum: 40 EUR", "surcharge: 50 EUR", ["48.4 EUR", "60.5 EUR"]),
        ("price: 9 EUR per word, minimum: 2 words", "surcharge: 50 %", []),
        ("price: 9 EUR, tax: {rate: 10 %}", "discount: 5 EUR", ["5.5 EUR"]),
        ("price: 9 EUR, for: business", "discount: 5 EUR", []),
        (
            "price: 1 EUR per word, rates: {n: {name: N, price: 0.0933 EUR per word}}",
            "surcharge: smaller of 40 % and 10 EUR",
            ["0.1129 EUR per word", "12.1 EUR"],
        ),
        (
            "price: 100 EUR per month, retainer: {time: 2 hours, extra: 60 EUR per hour}",
            "surcharge: 1 EUR",
            ["72.6 EUR per hour", "1.21 EUR"],
        ),
    ],
)
def test_private_clients_read_all_sums_of_the_price_list_with_the_tax(
    book, service, adjustment, taxed
):
    business = f"{BUSINESS}  clients: [business, consumer]\n"
    business += "  tax: {name: VAT, rate: 21 %, included: consumer}\n"
    prices = f"services:\n  it: {{name: It, {service}}}\n"
    prices += f"adjustments:\n  some: {{name: Some, {adjustment}, when: Seldom.}}\n"
    loaded = book(business=business, prices=prices)
    assert loaded.rulebook, [found.message for found in loaded.findings]
    sums = [fact for key, fact in loaded.rulebook.facts.items() if ".sums." in key]
    assert [fact.figure.written for fact in sums if fact.address.endswith("-taxed")] == taxed


def test_private_clients_read_what_the_parts_of_a_package_cost_them(book):
    business = f"{BUSINESS}  clients: [business, consumer]\n"
    business += "  tax: {name: VAT, rate: 21 %, included: consumer}\n"
    prices = """services:
  plot: {name: Plot, price: 390.01 EUR}
  works: {name: Works, price: 90 EUR}
  kids: {name: Kids, price: 50 EUR, for: consumer}
  both: {name: Both, price: 430 EUR, services: [plot, works]}
  home: {name: Home, price: 500 EUR, services: [plot, works], for: consumer}
  odd: {name: Odd, price: 400 EUR, services: [plot, kids]}
  large: {name: Large, price: 460 EUR, services: [plot, works]}
"""
    volume = "volume: [{up to: 450 EUR, share: 0 %}, {over: 450 EUR, share: 5 %}]"
    payment = f"payment: {{discounts: {{{volume}, on: base, combine: no}}}}\n"
    facts = book(business=business, prices=prices, payment=payment).rulebook.facts
    names = ("apart", "apart-taxed", "saving", "saving-taxed")
    told = {
        key: [
            facts[at].figure.written for name in names if (at := f"services.{key}.{name}") in facts
        ]
        for key in ("both", "home", "odd", "large")
    }
    # By hand: 471.91 + 108.90 = 580.81, less 520.30 or 500; what `odd` would cost nobody knows,
    # and `large` is large enough for a discount that its parts do not get.
    assert told == {
        "both": ["480.01 EUR", "580.81 EUR", "50.01 EUR", "60.51 EUR"],
        "home": ["580.81 EUR", "80.81 EUR"],
        "odd": [],
        "large": [],
    }


def test_examples_for_private_clients_reckon_with_the_tax(book):
    business = f"{BUSINESS}  clients: [business, consumer]\n"
    business += "  tax: {name: VAT, rate: 21 %, included: consumer}\n"
    prices = "services:\n  it: {name: It, price: 1000 EUR}\n"
    loaded = book(business=business, prices=prices, payment="payment:\n  deposit: 40 %\n")
    shown = [
        (client, [payment.amount.written for payment, _ in plan.parts])
        for client, plan in loaded.rulebook.example_plans
    ]
    assert shown == [("business", ["400 EUR", "600 EUR"]), ("consumer", ["484 EUR", "726 EUR"])]


def test_an_order_of_private_clients_comes_to_the_total_of_the_example(book):
    business = f"{BUSINESS}  clients: [business, consumer]\n"
    business += "  tax: {name: VAT, rate: 21 %, included: consumer}\n"
    prices = """services:
  words:
    name: Words
    price: 0.0933 EUR per word
    minimum: 40 EUR
    tiers: [{up to: 900, price: 0.0933 EUR per word}, {over: 900, price: 0.08 EUR per word}]
    rates: {n: {name: N, price: 0.1111 EUR per word}}
    examples:
      - {quantity: 7 words}
      - {quantity: 1000 words, with: [trip]}
      - {quantity: 999 words, rate: n}
  care:
    name: Care
    price: 100 EUR per month
    retainer: {time: 2 hours, extra: 60 EUR per hour}
    examples: [{used: [5 hours]}]
  lesson: {name: Lesson, price: 10 EUR per hour, for: consumer, examples: [{with: [trip]}]}
"""
    prices += "adjustments:\n  trip: {name: Trip, surcharge: 50 EUR, when: Seldom.}\n"
    rules = book(business=business, prices=prices).rulebook
    told, totals = rules.tell_client("consumer"), []
    for key, quotes in rules.example_quotes.items():
        for one, quote in zip(rules.services[key].examples, quotes, strict=True):
            order = Order(key, one.quantity, one.with_, one.rate, one.used)
            totals.append(quote.total.figure.written)
            assert price_of(told.prices, order).total.figure.written == totals[-1]
    # By hand: 40, 83.97 + 8 + 50, 110.99, 100 + 180, each with 21 %; 10 with it and 50 without.
    assert totals == ["48.4 EUR", "171.78 EUR", "134.3 EUR", "338.8 EUR", "70.5 EUR"]
