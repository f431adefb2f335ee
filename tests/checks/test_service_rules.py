"""What the price list says beside a rule is told where readers would find two answers."""

from __future__ import annotations

import pytest

HOURLY = "name: It, price: 60 EUR per hour"


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
        assert loaded.rulebook, [found.message for found in loaded.findings]
        found = [one for one in loaded.findings if one.code == "price-against-rule"]
        assert all(one.related for one in found)
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
        ("100 EUR", "2 hours", ""),
        ("100 EUR", "100 EUR", ""),
        ("{least: 100 EUR, per: month}", "1 hour", ""),
        ("[{least: 100 EUR}, {services: [it], none: yes}]", "1 hour", "is said, and "),
        ("[{least: 100 EUR}, {services: [it], least: 1 hour}]", "1 hour", ""),
    ],
)
def test_a_minimum_of_its_own_is_no_less_than_that_of_the_rule(told, rule, own, rest):
    found = told(f"minimum: {rule}", f"{HOURLY}, minimum: {own}")
    expected = f"services.it.minimum {rest}"
    assert [one[: len(expected)] for one in found] == ([expected] if rest else [])
