"""The sums of money that a figure is made of."""

from __future__ import annotations

from collections.abc import Iterable

from lindero.shapes.amounts import Money
from lindero.shapes.charges import BoundedCharge, Comparison
from lindero.shapes.prices import Price
from lindero.shapes.rates import Rate


def collect_sums(figure: object) -> list[Money]:
    """Every sum in a figure, in the order of writing."""
    match figure:
        case Money():
            return [figure]
        case Price(low=Money() as low, high=high):
            return [low, *([high] if high else [])]
        case Rate(money=Money() as money):
            return [money]
        case Comparison():
            return [*collect_sums(figure.first), *collect_sums(figure.second)]
        case BoundedCharge():
            return [
                *collect_sums(figure.part),
                *collect_sums(figure.least),
                *collect_sums(figure.most),
            ]
    return [
        sum_
        for step in getattr(figure, "steps", ())
        for part in step.parts
        for sum_ in collect_sums(part)
    ]


def find_mixed_currencies(figures: Iterable[object]) -> list[str]:
    """The currencies of several figures, where there is more than one."""
    found = list(
        dict.fromkeys(sum_.currency for figure in figures for sum_ in collect_sums(figure))
    )
    return found if len(found) > 1 else []
