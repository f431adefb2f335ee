"""Sums that are kept exact until they are shown, and rounded as money then."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor

from lindero.pricing.taxes import ExactSums, RoundSum
from lindero.shapes.legal_tender import find_currency_decimals


def round_money(amount: Fraction, currency: str) -> Decimal:
    """A sum in the decimals of its currency, half up."""
    digits, _ = find_currency_decimals(currency)
    # In fractions: a quotient as Decimal would be rounded once before this.
    return Decimal(floor(amount * 10**digits + Fraction(1, 2))).scaleb(-digits)


def make_rounding(currency: str) -> RoundSum:
    """Rounds a sum to the decimals of a currency."""
    return lambda amount: Fraction(round_money(amount, currency))


def add_sums(sums: ExactSums, others: ExactSums) -> ExactSums:
    """Both ends of a range, or the one sum, with those of another."""
    return [one + other for one, other in zip(sums, others, strict=True)]
