"""What a retainer holds, period by period: used, carried over, beyond."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from lindero.pricing.charging import BillingStep
from lindero.records.sections import Retainer
from lindero.shapes.quantities import Quantity, make_whole_quantity


class UsedPeriod(NamedTuple):
    """One period: what is used in it, what is left for later, what went beyond all there was."""

    number: int
    used: Quantity
    left: Quantity | None
    extra: Quantity | None


def count_rollover_periods(retainer: Retainer, unit: str) -> int | None:
    """For how many further periods the rest keeps; None for no whole number of them."""
    if retainer.rollover is None:
        return 0
    number = Quantity(retainer.rollover.count, retainer.rollover.unit).convert_to(unit)
    return int(number) if number is not None and number.denominator == 1 else None


def reckon_retainer(
    retainer: Retainer, used: Sequence[Quantity], unit: str, step: BillingStep | None = None
) -> Iterator[UsedPeriod]:
    """Each period, `unit` long. The oldest is used first; extra time is billed in steps.

    Of what is kept for later the oldest lapses first; within the leeway nothing is extra.
    """
    keeps, holds = count_rollover_periods(retainer, unit) or 0, retainer.holds
    assert holds
    most, leeway = (
        one.convert_to(holds.unit) if one else None for one in (retainer.carried, retainer.leeway)
    )
    carried: list[Fraction] = []
    for number, spent in enumerate(used, 1):
        taken = spent.convert_to(holds.unit)
        if taken is None:
            raise ValueError(f"{spent.written} cannot be told in {holds.unit}")
        stock, beyond = _use_stock([*carried, Fraction(holds.number)], taken)
        carried = _drop_oldest(stock[-keeps:], most) if keeps else []
        beyond = max(beyond - (leeway or 0), Fraction(0))
        beyond = step.round_number(beyond, holds.unit) if step else beyond
        left, over = (
            make_whole_quantity(one, holds.unit) if one else None
            for one in (sum(carried, Fraction(0)), beyond)
        )
        yield UsedPeriod(number, spent, left, over)


def _use_stock(stock: list[Fraction], wanted: Fraction) -> tuple[list[Fraction], Fraction]:
    """What is left of each store, the oldest first, and what none of them could give."""
    left = []
    for there in stock:
        taken = min(there, wanted)
        left.append(there - taken)
        wanted -= taken
    return left, wanted


def _drop_oldest(stock: list[Fraction], most: Fraction | None) -> list[Fraction]:
    """What is kept of each store, the oldest first, where not all of it is."""
    over = max(sum(stock, Fraction(0)) - most, Fraction(0)) if most is not None else Fraction(0)
    return _use_stock(stock, over)[0]
