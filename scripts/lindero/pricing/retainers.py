"""The time of a retainer, period by period: used, carried over, beyond."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from lindero.pricing.charging import BillingStep
from lindero.records.sections import Retainer
from lindero.shapes.quantities import Quantity, make_whole_quantity


class UsedPeriod(NamedTuple):
    """One period: the time used in it, what is left for later, what went beyond all there was."""

    number: int
    used: Quantity
    left: Quantity | None
    extra: Quantity | None


def count_rollover_periods(retainer: Retainer, unit: str) -> int | None:
    """For how many further periods unused time keeps; None for no whole number of them."""
    if retainer.rollover is None:
        return 0
    number = Quantity(retainer.rollover.count, retainer.rollover.unit).convert_to(unit)
    return int(number) if number is not None and number.denominator == 1 else None


def reckon_retainer(
    retainer: Retainer, used: Sequence[Quantity], unit: str, step: BillingStep | None = None
) -> Iterator[UsedPeriod]:
    """Each period, `unit` long. The oldest time is used first; extra time is billed in steps.

    Of what is kept for later the oldest lapses first; within the leeway nothing is extra.
    """
    keeps = count_rollover_periods(retainer, unit) or 0
    each = Fraction(retainer.time.number)
    most, leeway = (_tell_time(one, retainer) for one in (retainer.carried, retainer.leeway))
    carried: list[Fraction] = []
    for number, spent in enumerate(used, 1):
        time = spent.convert_to(retainer.time.unit)
        if time is None:
            raise ValueError(f"{spent.written} cannot be told in {retainer.time.unit}")
        stock, beyond = _use_stock([*carried, each], time)
        carried = _drop_oldest(stock[-keeps:], most) if keeps else []
        beyond = max(beyond - (leeway or 0), Fraction(0))
        beyond = step.round_number(beyond, retainer.time.unit) if step else beyond
        left = _make_time_quantity(sum(carried, Fraction(0)), retainer)
        yield UsedPeriod(number, spent, left, _make_time_quantity(beyond, retainer))


def _use_stock(stock: list[Fraction], time: Fraction) -> tuple[list[Fraction], Fraction]:
    """What is left of each store, the oldest first, and what none of them could give."""
    left = []
    for there in stock:
        taken = min(there, time)
        left.append(there - taken)
        time -= taken
    return left, time


def _drop_oldest(stock: list[Fraction], most: Fraction | None) -> list[Fraction]:
    """What is kept of each store, the oldest first, where not all of it is."""
    over = max(sum(stock, Fraction(0)) - most, Fraction(0)) if most is not None else Fraction(0)
    return _use_stock(stock, over)[0]


def _tell_time(quantity: Quantity | None, retainer: Retainer) -> Fraction | None:
    """A time in the unit in which the retainer's is told; none where it cannot be."""
    return quantity.convert_to(retainer.time.unit) if quantity else None


def _make_time_quantity(time: Fraction, retainer: Retainer) -> Quantity | None:
    return make_whole_quantity(time, retainer.time.unit) if time else None
