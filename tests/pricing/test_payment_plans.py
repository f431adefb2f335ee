"""The parts of a price are exact, and together the whole; the pages show them on an example."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lindero.pricing.payment_plans import plan_payments
from lindero.shapes import Money, Percent
from support.figures import parse, steady

amounts = st.decimals("0.01", "99999", places=2)
shares = st.decimals("0", "100", places=2).map(Percent)


@steady
@given(amounts, shares, st.lists(shares, max_size=4))
def test_a_payment_plan_is_the_whole_price(amount, deposit, stages):
    written = ", ".join(f"{{at: then, share: {stage.written}}}" for stage in stages)
    parts = parse("stages", f"[{written}]") if stages else None
    plan = plan_payments(Money(amount, "EUR"), deposit, parts)
    assert sum(payment.amount.amount for payment in plan) == amount
    assert all(payment.amount.amount >= 0 for payment in plan)


@pytest.mark.parametrize(
    ("deposit", "stages", "parts"),
    [
        (
            "40 %",
            "[{at: design, share: 30 %}, {at: delivery, share: 30 %}]",
            ["400.01", "300.01", "300"],
        ),
        ("larger of 30 % and 500 EUR", "[{at: delivery, share: 70 %}]", ["500", "500.02"]),
        ("40 %", None, ["400.01", "600.01"]),
        ("5000 EUR", None, ["1000.02"]),
    ],
)
def test_the_last_part_takes_what_rounding_leaves(deposit, stages, parts):
    rules = parse("amount", deposit), parse("stages", stages) if stages else None
    plan = plan_payments(Money(Decimal("1000.02"), "EUR"), *rules)
    assert [payment.amount.machine for payment in plan] == [f"{part} EUR" for part in parts]


@pytest.mark.parametrize(
    ("deposit", "stages", "parts"),
    [
        ("40 %", ["30 %", "30 %"], ["40 EUR", "30 EUR", "30.01 EUR"]),
        ("20 EUR", ["50 EUR", "30.01 EUR"], ["20 EUR", "50 EUR", "30.01 EUR"]),
        ("20 EUR", ["50 EUR", "20 EUR"], []),
        ("20 EUR", ["50 EUR", "60 EUR"], []),
        ("larger of 30 % and 50 EUR", ["70 %"], []),
        ("larger of 30 % and 10 EUR", ["70 %"], ["30 EUR", "70.01 EUR"]),
        ("150 EUR", [], []),
    ],
)
def test_an_example_shows_no_part_that_its_rule_does_not_say(book, deposit, stages, parts):
    """The last part takes what rounding leaves, and nothing more."""
    written = ", ".join(f"{{at: then, share: {stage}}}" for stage in stages)
    instalments = f"  instalments: [{written}]\n" if stages else ""
    loaded = book(
        prices="services:\n  site: {name: Site, price: 100.01 EUR}\n",
        payment=f"payment:\n  due: 15 days after invoice\n  deposit: {deposit}\n{instalments}",
    )
    assert loaded.findings == ()
    assert [
        fact.figure.machine for fact in loaded.rulebook.facts.values() if fact.computed
    ] == parts


def test_a_payment_in_another_currency_is_no_part_of_a_plan():
    with pytest.raises(ValueError, match="do not add up"):
        plan_payments(Money(Decimal(100), "EUR"), Money(Decimal(5), "USD"))
