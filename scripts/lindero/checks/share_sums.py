"""What the parts of a price come to, with a price or without."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import reduce

from lindero.pricing.payment_plans import find_rounding
from lindero.pricing.rounding import round_money
from lindero.shapes import Amount, BoundedCharge, Comparison, Money, Percent, Remainder
from lindero.shapes.payables import apply_charge
from lindero.shapes.refusals import format_number
from lindero.shapes.stages import EQUAL, REST, WHOLE_SHARE

Share = Amount | Remainder

_NEAR = Decimal("0.5")
"""By how many points a share with decimals may miss the equal part that it stands for."""


def show_wrong_total(shares: Sequence[Share]) -> str | None:
    """What shares come to where that is not the whole, whatever the price.

    Sums have no total before there is a price: beside them, only what is too much is wrong; beside
    a rest, what leaves none.
    """
    numbers = [share for share in shares if not isinstance(share, Remainder)]
    come_to = sum(map(_count_certain_points, numbers), Decimal(0))
    if all(isinstance(share, Percent) for share in shares):
        return None if come_to == WHOLE_SHARE else f"{format_number(come_to)} %"
    if Remainder(EQUAL) in shares:
        too_much = any(map(_is_some, numbers))
    else:
        more = len(numbers) < len(shares) or any(
            _is_some(one) for one in numbers if isinstance(one, Money)
        )
        too_much = come_to > WHOLE_SHARE or (come_to == WHOLE_SHARE and more)
    return f"more than {format_number(WHOLE_SHARE)} %" if too_much else None


def _count_certain_points(share: Amount) -> Decimal:
    """The least that a share is, whatever the price."""
    if isinstance(share, Comparison) and share.kind == "larger":
        return share.first.points if isinstance(share.first, Percent) else Decimal(0)
    if isinstance(share, BoundedCharge) and share.most is None:
        return share.part.points if isinstance(share.part, Percent) else Decimal(0)
    return share.points if isinstance(share, Percent) else Decimal(0)


def _is_some(share: Amount) -> bool:
    """Whether anything is paid at all."""
    match share:
        case Percent():
            return bool(share.points)
        case Money():
            return bool(share.amount)
    return True


def is_rest_of_nothing(shares: Sequence[Share]) -> bool:
    """Whether a rest is said of which nothing is paid before."""
    numbers = [share for share in shares if not isinstance(share, Remainder)]
    return Remainder(REST) in shares and not any(map(_is_some, numbers))


def find_wrong_sum(shares: Sequence[Share], price: Money) -> Money | None:
    """What the numbers come to, where that is not the price, or leaves no rest of it."""
    numbers = [share for share in shares if not isinstance(share, Remainder)]
    try:
        sums = [apply_charge(share, price) for share in numbers]
    except ValueError:
        # A sum in another currency is told elsewhere.
        return None
    paid = reduce(Money.__add__, sums, Money(Decimal(0), price.currency))
    left = (price - paid).amount
    paid = Money(round_money(Fraction(paid.amount), paid.currency), paid.currency)
    if len(numbers) < len(shares):
        return None if left > 0 else paid
    return None if abs(left) <= find_rounding(price.currency, len(shares)) else paid


def suggest_equal_parts(shares: Sequence[Share]) -> str | None:
    """The way to write parts that no percent says exactly, where they were meant."""
    if not stand_for_equal_parts(shares):
        return None
    return f"for {len(shares)} equal parts, write each as a stage with `share: {EQUAL}`"


def stand_for_equal_parts(shares: Sequence[Share]) -> bool:
    """Whether shares with decimals are thirds, sixths or sevenths, as near as percents come."""
    equal = WHOLE_SHARE / len(shares)
    points = [share.points for share in shares if isinstance(share, Percent)]
    return len(points) == len(shares) and all(
        point % 1 and abs(point - equal) < _NEAR and point != equal for point in points
    )
