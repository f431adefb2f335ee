"""What the price list says beside a rule is told where readers would find two answers."""

from __future__ import annotations

import re

import pytest

from lindero.findings.finding import select_errors

HOURLY = "name: It, price: 60 EUR per hour"
SAID_BY_RULE_ALONE = re.compile(
    r"`services\.it\.increment` differs from `payment\.increment\.(first|rounding)`"
)


@pytest.fixture
def told(book):
    """The places in the price list that say something else than a rule, and what the rule says."""

    def find_clashes(payment: str, service: str, more: str = "", **files: str):
        loaded = book(
            prices=f"services:\n  it: {{{service}}}\n  other: {{name: Other, price: 900 EUR}}\n"
            + more,
            payment=f"payment:\n  {payment}\n",
            **files,
        )
        assert {one.code for one in select_errors(loaded.findings)} <= {"price-against-rule"}
        found = [one for one in loaded.findings if one.code == "price-against-rule"]
        assert all(one.related for one in found)
        for one in found:
            left_to_rule = (one.help or "").startswith("leave `increment` out")
            assert left_to_rule == bool(SAID_BY_RULE_ALONE.match(one.message)), one.help
            # What the terms still promise and no example keeps is no matter of taste.
            assert left_to_rule == (one.severity == "error")
        return [one.message.replace("`", "") for one in found]

    return find_clashes


@pytest.mark.parametrize(
    ("rule", "own", "rest"),
    [
        ("{step: 15 minutes}", "30 minutes", "differs from payment.increment.step: 15 minutes"),
        (
            "{step: 30 minutes, rounding: nearest}",
            "30 minutes",
            "differs from payment.increment.rounding: nearest",
        ),
        (
            "{step: 30 minutes, first: 2 hours}",
            "30 minutes",
            "differs from payment.increment.first: 2 hours",
        ),
        ("{step: 30 minutes, first: 30 minutes}", "30 minutes", ""),
        ("{step: 30 minutes, first: 2 hours}", "30 minutes, minimum: 2 hours", ""),
        ("none", "30 minutes", "is said, and payment.increment is none"),
        ("{step: 30 minutes}", "30 minutes", ""),
        ("{step: 1 hour, rounding: up}", "60 minutes", ""),
        (
            "[{step: 15 minutes}, {services: [it], step: 30 minutes, rounding: up}]",
            "30 minutes",
            "",
        ),
    ],
)
def test_steps_of_its_own_are_those_of_the_rule(told, rule, own, rest):
    found = told(f"increment: {rule}", f"{HOURLY}, increment: {own}")
    assert found == ([f"services.it.increment {rest}"] if rest else [])


@pytest.mark.parametrize(
    ("rule", "own", "rest"),
    [
        ("none", "2 hours", "is said, and payment.minimum is none"),
        ("100 EUR", "1 hour", "differs from payment.minimum.least: 100 EUR"),
        ("100 EUR", "80 EUR", "differs from payment.minimum.least: 100 EUR"),
        ("{least: 3 hours, per: order}", "1 hour", "differs from payment.minimum.least: 3 hours"),
        ("{least: 3 hours, per: order}", "100 EUR", "differs from payment.minimum.least: 3 hours"),
        ("100 EUR", "2 hours", ""),
        ("100 EUR", "100 EUR", ""),
        ("{least: 100 EUR, per: month}", "1 hour", ""),
        ("{least: 80 EUR, per: visit}", "40 EUR", "differs from payment.minimum.least: 80 EUR"),
        ("{least: 80 EUR, per: invoice}", "40 EUR", "differs from payment.minimum.least: 80 EUR"),
        ("[{least: 100 EUR}, {services: [it], none: yes}]", "1 hour", "is said, and "),
        ("[{least: 100 EUR}, {services: [it], least: 1 hour}]", "1 hour", ""),
    ],
)
def test_a_minimum_of_its_own_is_no_less_than_that_of_the_rule(told, rule, own, rest):
    found = told(f"minimum: {rule}", f"{HOURLY}, minimum: {own}")
    expected = f"services.it.minimum {rest}"
    assert [one[: len(expected)] for one in found] == ([expected] if rest else [])


@pytest.mark.parametrize(
    ("own", "fits"),
    [("1 hour", False), ("2 hours", True), ("90 EUR", False)],
)
def test_a_minimum_is_no_shorter_than_a_first_block_that_is_always_charged(told, own, fits):
    found = told("increment: {step: 15 minutes, first: 2 hours}", f"{HOURLY}, minimum: {own}")
    message = "services.it.minimum differs from payment.increment.first: 2 hours"
    assert found == ([] if fits else [message])


RETAINER = (
    "name: It, price: 300 EUR per month, retainer: {time: 8 hours, rollover: 1 month, "
    "minimum: 3 months, notice: 30 days, extra: 45 EUR per hour}"
)
SAME = (
    "fee: 300 EUR per month, hours: 8 hours per month, billed: ahead, rollover: yes, "
    "carry: 1 month, minimum: 3 months, notice: 30 days, extra: 45 EUR per hour"
)


def test_a_retainer_is_that_of_the_rule(told):
    assert told(f"retainer: {{{SAME}}}", RETAINER) == []
    assert told(f"retainer: [{{none: yes}}, {{services: [it], {SAME}}}]", RETAINER) == []
    assert told("retainer: {fee: 300 EUR per month}", RETAINER) == []
    assert told("retainer: {extra: 1.5 ×}", RETAINER) == []
    assert told("retainer: none", "name: It, price: 300 EUR per month") == []
    assert told("retainer: none", RETAINER) == [
        "services.it.retainer is said, and payment.retainer is none"
    ]


@pytest.mark.parametrize(
    ("value", "other", "place"),
    [
        ("fee", "350 EUR per month", "price"),
        ("hours", "10 hours per month", "retainer.time"),
        ("hours", "8 hours per week", "retainer.time"),
        ("billed", "after", "retainer.billed"),
        ("rollover", "no", "retainer.rollover"),
        ("carry", "2 months", "retainer.rollover"),
        ("minimum", "6 months", "retainer.minimum"),
        ("notice", "60 days", "retainer.notice"),
        ("extra", "90 EUR per hour", "retainer.extra"),
    ],
)
def test_every_term_of_a_retainer_that_differs_is_told(told, value, other, place):
    assert told(f"retainer: {{{value}: {other}}}", RETAINER) == [
        f"services.it.{place} differs from payment.retainer.{value}: {other}"
    ]


def test_time_that_a_rule_carries_over_and_a_service_does_not(told):
    lapses = "name: It, price: 300 EUR per month, retainer: {time: 8 hours}"
    assert told("retainer: {carry: 1 month}", lapses) == [
        "services.it.retainer.rollover differs from payment.retainer.carry: 1 month"
    ]
    assert told("retainer: {rollover: no, minimum: 6 months}", lapses) == []


@pytest.mark.parametrize(
    ("basis", "price", "fits"),
    [
        ("fixed", "60 EUR per hour", False),
        ("fixed", "0.10 EUR per word", True),
        ("fixed", "30 EUR per month", True),
        ("time", "400 EUR", False),
        ("time", "0.10 EUR per word", False),
        ("time", "from 400 EUR", True),
        ("time", "400 EUR per day", True),
        ("quantity", "400 EUR", False),
        ("quantity", "60 EUR per hour", False),
        ("quantity", "2 EUR per minute", True),
        ("mixed", "60 EUR per hour", True),
        ("mixed", "400 EUR", True),
    ],
)
def test_a_price_depends_on_what_the_rule_says(told, basis, price, fits):
    rule = f"basis: [{{kind: mixed}}, {{services: [it], kind: {basis}}}]"
    message = f"services.it.price differs from payment.basis.kind@it: {basis}"
    assert told(rule, f"name: It, price: {price}") == ([] if fits else [message])


@pytest.mark.parametrize(
    ("price", "fits"), [("85 EUR per hour", False), ("60 EUR per hour", True), ("400 EUR", True)]
)
def test_where_there_are_no_classes_of_rates_nothing_has_two(told, price, fits):
    rates = f"rates: {{more: {{name: More, price: {price}}}}}"
    message = "services.it.rates.more.price is said, and payment.classes is none"
    assert told("classes: none", f"{HOURLY}, {rates}") == ([] if fits else [message])


def test_a_delivery_where_no_dates_are_set(told):
    service = "name: It, price: 400 EUR, delivery: 4 weeks"
    message = "services.it.delivery is said, and work.timeline is none"
    assert told("classes: none", service, work="work:\n  timeline: none\n") == [message]
    assert told("classes: none", service, work="work:\n  timeline: {dates: promise}\n") == []


@pytest.mark.parametrize(
    ("rule", "adjustment", "rest"),
    [
        ("discounts: none", "discount: 10 %", "discount is said, and payment.discounts is none"),
        (
            "discounts: [{returning: 5 %}, {services: [it], none: yes}]",
            "discount: 10 %",
            "discount",
        ),
        (
            "discounts: [{returning: 5 %}, {services: [it], none: yes}]",
            "services: [other], discount: 10 %",
            "",
        ),
        ("discounts: {returning: 5 %}", "discount: 10 %", ""),
        ("discounts: none", "surcharge: 10 %", ""),
        (
            "surcharges: {cap: 100 EUR}",
            "surcharge: 200 EUR",
            "surcharge differs from payment.surcharges.cap: 100 EUR",
        ),
        ("surcharges: {cap: 50 %}", "surcharge: 60 %", "surcharge differs from "),
        ("surcharges: {cap: 50 %}", "surcharge: 50 %", ""),
        ("surcharges: {cap: 50 %}", "surcharge: 200 EUR", ""),
        ("surcharges: {cap: 100 EUR}", "surcharge: 200 USD", ""),
    ],
)
def test_an_adjustment_is_none_that_a_rule_denies(told, rule, adjustment, rest):
    found = told(rule, HOURLY, f"adjustments:\n  more: {{when: at times, {adjustment}}}\n")
    expected = f"adjustments.more.{rest}"
    assert [one[: len(expected)] for one in found] == ([expected] if rest else [])
