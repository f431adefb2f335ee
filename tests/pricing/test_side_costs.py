"""What comes beside a price: expenses, journeys and time to travel, reckoned by hand."""

from __future__ import annotations

import pytest

from support.rulebooks import BUSINESS

HELP = "services: {site: {name: Site, price: 900 EUR}, help: {name: Help, price: RATE}}\n"
TAX = "  clients: [business, consumer]\n  tax: {name: VAT, rate: 21 %, included: consumer}\n"


@pytest.fixture
def told(book):
    """The side costs of a rulebook: client, kind, how much, what that costs, whose rate."""

    def tell(expenses: str, *, rate: str = "60 EUR per hour", more: str = "", business: str = ""):
        found = book(
            business=BUSINESS + business,
            prices=HELP.replace("RATE", rate),
            rules=f"payment: {{expenses: {{approval: 50 EUR, {expenses}}}{more}}}\n",
        ).sound_part
        return [
            (client, one.kind, one.given.figure.written, one.cost.figure.written, one.service)
            for client, one in found.side_costs
        ]

    return tell


@pytest.mark.parametrize(
    ("expenses", "kind", "given", "cost"),
    [
        ("markup: 12.5 %", "expense", "100 EUR", "112.5 EUR"),
        ("mileage: 0.30 EUR per kilometre, free-kilometres: 25", "journey", "100", "22.5 EUR"),
        ("mileage: 0.30 EUR per kilometre, free-kilometres: 80", "journey", "160", "24 EUR"),
        ("travel: 35 EUR per hour", "travel", "3", "105 EUR"),
        ("travel: 0.50 EUR per minute", "travel", "3", "90 EUR"),
        ("travel: 75 EUR per 2 hours", "travel", "3", "112.5 EUR"),
    ],
)
def test_what_has_a_price_of_its_own_comes_to_a_sum(told, expenses, kind, given, cost):
    assert told(expenses) == [("", kind, given, cost, "")]


@pytest.mark.parametrize(("travel", "cost"), [("50 %", "90 EUR"), ("0.333 ×", "59.94 EUR")])
def test_a_part_of_the_usual_rate_is_of_the_service_that_has_one(told, travel, cost):
    assert told(f"travel: {travel}") == [("", "travel", "3", cost, "help")]


@pytest.mark.parametrize("rate", ["60 EUR", "from 60 EUR per hour", "60 EUR per page"])
def test_without_a_rate_by_the_hour_a_part_of_it_is_not_told(told, rate):
    assert told("travel: 50 %", rate=rate) == []


@pytest.mark.parametrize("travel", ["60 EUR", "on request", "50 %, at least 20 EUR", "2 hours"])
def test_what_no_hour_decides_alone_is_not_told(told, travel):
    assert told(f"travel: {travel}") == []


@pytest.mark.parametrize(
    ("step", "hours"),
    [
        ("{step: 15 minutes, rounding: up}", ["3"]),
        ("{step: 50 minutes, rounding: up}", ["5"]),
        # After a first block of one hour, 6 hours are six steps of 50 minutes.
        ("{step: 50 minutes, rounding: up, first: 1 hour}", ["6"]),
        ("{step: 7 minutes, rounding: up}", ["7"]),
        ("{step: 11 minutes, rounding: up}", []),
    ],
)
def test_travel_of_an_example_is_billed_as_it_is(told, step, hours):
    lines = told("travel: 35 EUR per hour", more=f", increment: {step}")
    assert [line[2] for line in lines] == hours


def test_no_travel_is_told_that_a_day_rate_would_take_over(told):
    basis = ", basis: {kind: mixed, switch: 3 hours}"
    assert told("travel: 35 EUR per hour", more=basis) == []


def test_private_clients_read_a_tax_in_what_a_journey_costs_and_nothing_of_expenses(told):
    expenses = "markup: 10 %, mileage: 0.50 EUR per kilometre, travel: 0.5 ×"
    assert told(expenses, business=TAX) == [
        ("business", "expense", "100 EUR", "110 EUR", ""),
        ("business", "journey", "100", "50 EUR", ""),
        ("business", "travel", "3", "90 EUR", "help"),
        ("consumer", "journey", "100", "60.5 EUR", ""),
        ("consumer", "travel", "3", "108.9 EUR", "help"),
    ]


@pytest.mark.parametrize(
    ("minimum", "place", "given", "cost", "service"),
    [
        ("40 EUR", "order", "20 EUR", "40 EUR", ""),
        ("{least: 45.01 EUR, per: invoice}", "invoice", "22.51 EUR", "45.01 EUR", ""),
        ("{least: 2 hours, per: day}", "day", "1", "120 EUR", "help"),
        ("{least: 45 minutes, per: visit}", "visit", "", "", ""),
        ("{least: 90 minutes, per: visit}", "visit", "45", "90 EUR", "help"),
        ("{least: 0.01 EUR, per: week}", "week", "", "", ""),
        ("on request", "", "", "", ""),
    ],
)
def test_half_of_the_least_charge_comes_to_all_of_it(book, minimum, place, given, cost, service):
    prices = HELP.replace("RATE", "60 EUR per hour")
    rules = f"payment: {{minimum: {minimum}}}\n"
    found = book(business=BUSINESS, prices=prices, rules=rules).sound_part
    lines = [
        (one.place, one.given.figure.written, one.cost.figure.written, one.service)
        for _, one in found.least_examples
    ]
    assert lines == ([(place, given, cost, service)] if given else [])


def test_the_least_charge_of_a_service_goes_before_that_of_the_rules(book):
    prices = HELP.replace("RATE", "60 EUR per hour, minimum: 30 minutes")
    rules = "payment: {minimum: {least: 2 hours, per: day}}\n"
    found = book(business=BUSINESS, prices=prices, rules=rules).sound_part
    assert found.least_examples == ()


@pytest.mark.parametrize(
    ("classes", "rate", "told"),
    [
        ("first: 80 %, complex: 1.25 ×", "60 EUR per hour", "48 EUR per hour, 75 EUR per hour"),
        ("simple: 87.5 %", "0.10 EUR per word", "0.0875 EUR per word"),
        ("complex: 1.25 ×", "90 EUR per 1000 words", "112.5 EUR per 1000 words"),
        # Nobody says 78.1875 euros, and rounded it is not what is billed.
        ("complex: 1.25 ×", "62.55 EUR per hour", ""),
        ("complex: 1.25 ×", "900 EUR", ""),
        ("complex: 90 EUR per hour", "60 EUR per hour", ""),
    ],
)
def test_a_class_pays_its_part_of_the_rate_of_a_service(book, classes, rate, told):
    rules = f"payment: {{classes: {{{classes}}}}}\n"
    found = book(business=BUSINESS, prices=HELP.replace("RATE", rate), rules=rules).sound_part
    rates = [fact.figure.written for _, one in found.class_examples for fact in one.facts]
    assert ", ".join(rates) == told


def test_a_class_of_private_clients_pays_its_part_of_the_rate_that_they_read(book):
    rules = "payment: {classes: {complex: 1.5 ×}}\n"
    prices = HELP.replace("RATE", "60 EUR per hour")
    found = book(business=BUSINESS + TAX, prices=prices, rules=rules).sound_part
    rates = {
        client: fact.figure.written for client, one in found.class_examples for fact in one.facts
    }
    assert rates == {"business": "90 EUR per hour", "consumer": "108.9 EUR per hour"}
