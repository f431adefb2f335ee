"""Sums and shares of them: exact, and of one currency."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lindero.shapes import Money, Percent
from support.figures import steady
from support.random_figures import numbers


@steady
@given(st.decimals(0, 10**9, places=4), st.decimals(0, 1000, places=4))
def test_a_share_of_a_sum_is_exact(amount, points):
    share = Percent(points).apply_to(Money(amount, "EUR"))
    assert share.currency == "EUR"
    assert Fraction(share.amount) == Fraction(amount) * Fraction(points) / 100
    assert Fraction(Percent(points).machine) == Fraction(points) / 100


def test_a_share_of_a_sum_shows_no_trace_of_binary_fractions():
    assert Percent(Decimal("1.1")).apply_to(Money(Decimal("0.7"), "EUR")) == Money(
        Decimal("0.0077"), "EUR"
    )
    assert Percent(Decimal(30)).apply_to(Money(Decimal("0.1"), "EUR")).written == "0.03 EUR"


@steady
@given(numbers, numbers)
def test_sums_of_one_currency_add_up_exactly(one, other):
    total = Money(one, "EUR") + Money(other, "EUR")
    assert Fraction(total.amount) == Fraction(one) + Fraction(other)
    assert total - Money(other, "EUR") == Money(one, "EUR")


def test_sums_of_different_currencies_do_not_add_up():
    with pytest.raises(ValueError, match="EUR and USD"):
        Money(Decimal(1), "EUR") + Money(Decimal(1), "USD")
    with pytest.raises(ValueError, match="EUR and USD"):
        Money(Decimal(1), "EUR") - Money(Decimal(1), "USD")
