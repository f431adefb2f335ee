"""Rules for all work hold in every worked example; a service's own values go before them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lindero.catalogue.facts import Fact
from lindero.pricing.orders import NoPrice, Order, PriceList
from lindero.pricing.quoting import price_of
from lindero.records.sections import Service
from lindero.shapes import Choice, Text
from lindero.shapes.quantities import Quantity
from support.figures import parse, steady

HOURLY = "price: 60 EUR per hour"
OTHER = "  other: {name: Other, price: 900 EUR}\n"


@pytest.fixture
def totals(book):
    """What each example comes to under some rules, and what is told of those that are left out."""

    def work_out(payment: str, service: str, *orders: str) -> list[str]:
        examples = ", ".join(f"{{{order}}}" for order in orders)
        loaded = book(
            prices=f"services:\n  it: {{name: It, {service}, examples: [{examples}]}}\n{OTHER}",
            payment=f"payment:\n{payment}",
        )
        assert loaded.rulebook, [found.message for found in loaded.findings]
        codes = {found.code for found in loaded.findings}
        quotes = loaded.rulebook.example_quotes["it"]
        open_ = any(isinstance(quote, NoPrice) for quote in quotes)
        assert codes - {"missing-file", "price-below-minimum", "price-against-rule"} == (
            {"example-left-out"} if open_ else set()
        )
        return [
            quote.reason if isinstance(quote, NoPrice) else quote.total.figure.written
            for quote in quotes
        ]

    return work_out


@pytest.mark.parametrize(
    ("least", "service", "found"),
    [
        ("{least: 120 EUR}", HOURLY, ["120 EUR", "130 EUR"]),
        ("{least: 120 EUR, per: order}", HOURLY, ["120 EUR", "130 EUR"]),
        ("{least: 120 EUR, per: order, group: yes}", HOURLY, ["120 EUR", "130 EUR"]),
        ("{least: 120 EUR, per: visit}", HOURLY, ["open", "130 EUR"]),
        ("{least: 2 hours, per: day}", HOURLY, ["open", "130 EUR"]),
        ("{least: 120 EUR, per: month}", HOURLY, ["open", "130 EUR"]),
        ("{least: 2 hours}", HOURLY, ["120 EUR", "130 EUR"]),
        # "The minimum charge is agreed before work starts."
        ("{least: on request}", HOURLY, ["open", "open"]),
        ("{least: on request}", f"{HOURLY}, minimum: 100 EUR", ["100 EUR", "130 EUR"]),
        ("{least: 120 EUR}", f"{HOURLY}, minimum: 100 EUR", ["100 EUR", "130 EUR"]),
        ("{least: 120 EUR}", f"{HOURLY}, minimum: 100 minutes", ["100 EUR", "130 EUR"]),
        ("{least: 3 hours}", f"{HOURLY}, minimum: 100 EUR", ["100 EUR", "130 EUR"]),
        ("{least: 3 hours}", f"{HOURLY}, minimum: 100 minutes", ["100 EUR", "130 EUR"]),
        ("{least: 70 EUR, per: visit}", "price: 60 EUR per visit", ["open", "open"]),
        ("{least: 60 EUR, per: visit}", "price: 60 EUR per visit", ["120 EUR", "180 EUR"]),
        ("[{least: 120 EUR, until: 2027-03-31}, {least: 130 EUR, from: 2027-04-01}]", HOURLY, None),
        ("[{least: 120 EUR}, {services: [it], least: 100 EUR}]", HOURLY, ["100 EUR", "130 EUR"]),
    ],
)
def test_a_least_charge_holds_for_all_work(totals, least, service, found):
    is_timed = "visit" not in service
    times = ("90 minutes", "130 minutes") if is_timed else ("2 visits", "3 visits")
    orders = [f"quantity: {time}" for time in times]
    # Where the rule changes on a day, only what no day changes is shown.
    assert totals(f"  minimum: {least}\n", service, *orders) == (found or ["open", "130 EUR"])


@pytest.mark.parametrize(
    ("step", "service", "found"),
    [
        ("{step: 15 minutes, rounding: up}", HOURLY, ["135 EUR", "120 EUR"]),
        ("{step: 15 minutes, rounding: down}", HOURLY, ["120 EUR", "120 EUR"]),
        ("{step: 15 minutes, rounding: nearest}", HOURLY, ["135 EUR", "120 EUR"]),
        ("{step: 20 minutes, rounding: nearest}", HOURLY, ["open", "120 EUR"]),
        ("{step: 15 minutes}", HOURLY, ["open", "120 EUR"]),
        (
            "{step: 1 hour, rounding: up}",
            f"{HOURLY}, increment: 30 minutes",
            ["150 EUR", "120 EUR"],
        ),
        ("{step: 1 hour, rounding: up}", "price: 1 EUR per minute", ["130 EUR", "120 EUR"]),
        ("{step: 1 hour, rounding: up, first: 90 minutes}", HOURLY, ["150 EUR", "150 EUR"]),
        ("{step: 1 hour, rounding: up, first: 4 hours}", HOURLY, ["240 EUR", "240 EUR"]),
        ("{step: 1 hour, first: 4 hours}", f"{HOURLY}, minimum: 1 hour", ["240 EUR", "240 EUR"]),
        (
            "{step: 1 hour, rounding: down, first: 50 minutes}",
            f"{HOURLY}, minimum: 2 hours",
            ["120 EUR", "120 EUR"],
        ),
    ],
)
def test_steps_and_first_blocks_hold_for_all_work(totals, step, service, found):
    orders = "quantity: 130 minutes", "quantity: 2 hours"
    assert totals(f"  increment: {step}\n", service, *orders) == found


def test_nobody_knows_the_hours_of_words_and_days(totals):
    steps = "  increment: {step: 15 minutes, rounding: up, first: 2 hours}\n"
    least = "  minimum: 2 hours\n"
    assert totals(steps, "price: 500 EUR per day", "quantity: 1 day") == ["500 EUR"]
    assert totals(least, "price: 500 EUR per day", "quantity: 1 day") == ["500 EUR"]
    assert totals(steps, "price: 1 EUR per word", "quantity: 7 words") == ["7 EUR"]
    assert totals(least, "price: 1 EUR per word", "quantity: 7 words") == ["open"]


def test_a_price_for_the_whole_and_a_retainer_are_what_they_are(totals):
    least = "  minimum: 300 EUR\n"
    assert totals(least, "price: 200 EUR", "") == ["200 EUR"]
    retainer = "price: 200 EUR per month, retainer: {time: 2 hours, extra: 60 EUR per hour}"
    rules = f"{least}  increment: {{step: 30 minutes, rounding: up}}\n"
    assert totals(rules, retainer, "used: [130 minutes]") == ["230 EUR"]


DAY = "rates: {day: {name: Day, price: 600 EUR per day}}"


@pytest.mark.parametrize(
    ("basis", "service", "found"),
    [
        ("{switch: 6 hours}", f"price: 90 EUR per hour, {DAY}", ["450 EUR", "600 EUR", "open"]),
        (
            "{switch: 6 hours, day: 13 hours}",
            f"price: 90 EUR per hour, {DAY}",
            ["450 EUR", "600 EUR", "600 EUR"],
        ),
        (
            "{switch: 6 hours, day: 6 hours}",
            f"price: 90 EUR per hour, {DAY}",
            ["450 EUR", "open", "open"],
        ),
        ("{switch: 6 hours}", "price: 90 EUR per hour", ["450 EUR", "no-day-rate", "open"]),
        ("{switch: 6 hours}", "price: 600 EUR per day", ["", "", ""]),
    ],
)
def test_from_so_many_hours_on_the_day_rate_holds(totals, basis, service, found):
    orders = [f"quantity: {hours} hours" for hours in (5, 7, 12)]
    if "per day" in service.partition(",")[0]:
        orders, found = ["quantity: 3 days"], ["1800 EUR"]
    assert totals(f"  basis: {basis}\n", service, *orders) == found


def charge(minutes: int, least: int, step: int, rounding: str, first: int) -> Fraction:
    facts = {
        "least-charge": Fact("l", parse("charge", f"{least} EUR")),
        "billing-step": Fact("s", parse("period", f"{step} minutes")),
        "billing-rounding": Fact("r", Choice(rounding)),
        "first-block": Fact("f", parse("period", f"{first} minutes")),
    }
    name, price = Text((("", "it"),)), parse("price", "37 EUR per hour")
    prices = PriceList({"it": Service(name=name, price=price)}, {}, charging={"it": (facts,)})
    quote = price_of(prices, Order("it", Quantity(minutes, "minute")))
    return Fraction(quote.total.figure.low.amount)


@steady
@given(
    st.integers(1, 900),
    st.integers(1, 400),
    st.integers(1, 60),
    st.sampled_from(["up", "down", "nearest"]),
    st.integers(1, 300),
)
def test_a_second_reckoning_agrees_to_the_cent(minutes, least, step, rounding, first):
    """Written from the sentences: first block, then steps counted one by one, then the least."""
    billed = first
    while billed < minutes and rounding == "up":
        billed += step
    while billed + step <= minutes and rounding == "down":
        billed += step
    if rounding == "nearest":
        assume(minutes <= first or (minutes - first) % step * 2 != step)
        while minutes - billed > billed + step - minutes:
            billed += step
    cents = (billed * 3700 * 2 + 60) // 120
    found = charge(minutes, least, step, rounding, first)
    assert found == Fraction(max(cents, least * 100), 100)
