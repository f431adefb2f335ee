"""The sums of money that a figure is made of."""

from __future__ import annotations

from collections.abc import Iterable

from lindero.shapes.amounts import Money
from lindero.shapes.charges import Bounded, Compared
from lindero.shapes.prices import Price
from lindero.shapes.rates import Rate


def sums_in(figure: object) -> list[Money]:
    """Every sum in a figure, in the order of writing."""
    match figure:
        case Money():
            return [figure]
        case Price(low=Money() as low, high=high):
            return [low, *([high] if high else [])]
        case Rate(money=Money() as money):
            return [money]
        case Compared():
            return [*sums_in(figure.first), *sums_in(figure.second)]
        case Bounded():
            return [*sums_in(figure.part), *sums_in(figure.least), *sums_in(figure.most)]
    return [sum_ for step in getattr(figure, "steps", ()) for part in step.parts for sum_ in sums_in(part)]


def mixed_currencies(figures: Iterable[object]) -> list[str]:
    """The currencies of several figures, where there is more than one."""
    found = list(dict.fromkeys(sum_.currency for figure in figures for sum_ in sums_in(figure)))
    return found if len(found) > 1 else []
