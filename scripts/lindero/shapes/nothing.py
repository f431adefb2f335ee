"""Shares, sums and rates of nothing."""

from __future__ import annotations

from lindero.shapes.money import Money
from lindero.shapes.percents import Percent
from lindero.shapes.rates import Rate
from lindero.shapes.shape import Figure


def is_nothing(figure: Figure | None) -> bool:
    """Whether it comes to nothing, whatever it is a part of: `0 %`, `0 EUR`, `0 % per month`."""
    if isinstance(figure, Rate):
        return is_nothing(figure.percent or figure.money)
    amount = figure.points if isinstance(figure, Percent) else None
    amount = figure.amount if isinstance(figure, Money) else amount
    return amount is not None and not amount
