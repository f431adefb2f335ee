"""A figure in somebody's own words beside one of the rulebook: the same, another one, or unsure."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Literal

from lindero.shapes import (
    Absences,
    BoundedCharge,
    Comparison,
    Count,
    Deadline,
    Figure,
    Hours,
    Money,
    Multiple,
    Pace,
    Percent,
    Period,
    Price,
    Rate,
    WorkTime,
)
from lindero.shapes.periods import BUSINESS_DAY, Weeks, compare_lengths
from lindero.shapes.units import DAY_COUNTS, PERIOD_UNITS, find_unit_family, measure_unit
from lindero.spoken.quantity import Quantity

Verdict = Literal["agrees", "differs", "unsure"]

_DAY = 1440
_FAR = 100

_FORTNIGHT = {14 * 1440, 15 * 1440}
"""Two weeks, and what Spanish calls so."""


def compare_quantity(quantity: Quantity, figure: Figure) -> Verdict | None:
    """Whether both say the same; None where a figure of this kind is never said so."""
    if quantity.kind == "named":
        return "unsure"
    if quantity.up_to is not None:
        return _compare_range(quantity, quantity.up_to, figure)
    for shape, compare in _COMPARISONS:
        if isinstance(figure, shape):
            return compare(quantity, figure)
    return None


def _compare_range(quantity: Quantity, up_to: Decimal, figure: Figure) -> Verdict | None:
    """From one length of time to another: they differ where the rule's lies outside of both."""
    first = quantity._replace(up_to=None)
    last = first._replace(number=up_to)
    both = {compare_quantity(first, figure), compare_quantity(last, figure)}
    period = _find_period(figure)
    if both != {"differs"} or not period or quantity.kind != "time":
        return None if both == {None} else "unsure"
    orders = [compare_lengths(_make_period(one), period) for one in (first, last)]
    if orders[0] is None or orders[1] is None:
        return "unsure"
    return "differs" if orders[0] * orders[1] > 0 else "unsure"


def differs_in_days(quantity: Quantity, figure: Figure, weeks: Weeks) -> bool:
    """Whether a length of time is surely none in another unit, by the weekdays that are worked.

    Who says as many days as there are business days may mean those.
    """
    period = _find_period(figure)
    if quantity.kind != "time" or quantity.per or quantity.up_to or not period:
        return False
    spoken = _make_period(quantity)
    if BUSINESS_DAY not in {spoken.unit, period.unit} or spoken.count == period.count:
        return False
    return not _are_far_apart(spoken, period) and bool(compare_lengths(spoken, period, weeks))


def _find_period(figure: Figure) -> Period | None:
    """The length of time that a figure is, if it is one."""
    if isinstance(figure, Period):
        return figure
    if isinstance(figure, Deadline) and not figure.steps:
        return figure.period
    return figure.period if isinstance(figure, WorkTime) else None


def is_within(quantity: Quantity, figure: Figure) -> bool:
    """Whether a sum or a length of time is no more than a figure of the same kind."""
    if isinstance(figure, Money):
        same = quantity.kind == "money" and quantity.unit == figure.currency
        return same and quantity.number <= figure.amount
    period = _find_period(figure) if quantity.kind == "time" else None
    return period is not None and (compare_lengths(_make_period(quantity), period) or 0) < 0


def _judge(same: bool) -> Verdict:  # noqa: FBT001 - it is the whole question
    return "agrees" if same else "differs"


def _compare_share(quantity: Quantity, share: Percent) -> Verdict | None:
    if quantity.kind == "multiple":
        return _judge((quantity.number - 1) * 100 == share.points)
    if quantity.kind == "money":
        return "unsure"  # what the share comes to for somebody
    if quantity.kind == "number":
        return None
    if quantity.kind != "share":
        return None
    return _judge(_is_share(quantity, share.points))


def _is_share(quantity: Quantity, points: Decimal) -> bool:
    if quantity.is_rounded:
        return abs(quantity.number - points) < 1
    return quantity.number == points


def _compare_sum(quantity: Quantity, money: Money) -> Verdict | None:
    if quantity.kind == "share":
        return "unsure" if not quantity.number else None
    if quantity.kind != "money":
        return None
    if quantity.unit != money.currency:
        return "unsure"  # perhaps an exchange
    if quantity.number != money.amount and quantity.per:
        return "unsure"  # what is paid again and again is seldom a sum that is paid once
    return _judge(quantity.number == money.amount)


def _compare_price(quantity: Quantity, price: Price) -> Verdict | None:
    if quantity.kind != "money":
        return None
    if price.low is None or quantity.unit != price.low.currency:
        return "unsure"
    if price.every != 1:
        return "unsure"
    if quantity.per and quantity.per != (price.unit or ""):
        return "differs" if price.unit else "unsure"
    if price.high:
        return _judge(price.low.amount <= quantity.number <= price.high.amount)
    return _judge(quantity.number == price.low.amount)


def _compare_multiple(quantity: Quantity, multiple: Multiple) -> Verdict | None:
    if quantity.kind == "multiple":
        return _judge(quantity.number == multiple.factor)
    if quantity.kind == "share":
        return _judge(quantity.number in {multiple.factor * 100, (multiple.factor - 1) * 100})
    return None


def _compare_rate(quantity: Quantity, rate: Rate) -> Verdict | None:
    if quantity.kind not in {"share", "money"}:
        return None
    amount = rate.percent or rate.money
    if amount is None or rate.every != 1:
        return "unsure"
    if isinstance(amount, Percent) and quantity.kind == "money":
        return "unsure"
    same = compare_quantity(quantity, amount)
    if same == "agrees" and quantity.per and quantity.per != rate.per:
        return "differs"
    return same or "differs"


def _compare_period(quantity: Quantity, period: Period) -> Verdict | None:
    if quantity.kind == "number":
        return _judge(quantity.number == period.count) if quantity.number > 1 else "unsure"
    if quantity.kind != "time" or quantity.per:
        return None  # `30 hours a week` is how much, not how long
    if quantity.unit == period.unit:
        return _judge(quantity.number == period.count)
    return _compare_units(quantity, period)


def _compare_units(quantity: Quantity, period: Period) -> Verdict:
    """Lengths in different units; the calendar leaves some of them in doubt."""
    spoken = _make_period(quantity)
    if _are_far_apart(spoken, period):
        return "unsure"
    order = compare_lengths(spoken, period)
    if order is None or _are_fortnights(spoken, period):
        return "unsure"
    return _judge(order == 0)


def _are_far_apart(one: Period, other: Period) -> bool:
    """Whether one is so much longer that it hardly speaks of the same thing: minutes and weeks."""
    lengths = [period.count * (measure_unit(period.unit) or (_DAY,))[0] for period in (one, other)]
    return max(lengths) >= _FAR * max(min(lengths), 1)


def _make_period(quantity: Quantity) -> Period:
    number, unit = quantity.number, quantity.unit
    if number != int(number):
        parts, unit = _split_unit(unit)
        number *= parts
    return Period(int(number), unit)


def _split_unit(unit: str) -> tuple[int, str]:
    """What one of a unit is counted in where it is said with a half: a year has 12 months."""
    family = find_unit_family(unit)
    smallest = next((name for name, size in family.items() if size == 1), unit)
    if smallest != unit and smallest in PERIOD_UNITS:
        return family[unit], smallest
    if DAY_COUNTS.get(unit, 1) > 1:
        return DAY_COUNTS[unit], "day"
    return (24, "hour") if unit == "day" else (1, unit)


def _are_fortnights(one: Period, other: Period) -> bool:
    lengths = {period.count * (measure_unit(period.unit) or (0,))[0] for period in (one, other)}
    return lengths == _FORTNIGHT


def _compare_deadline(quantity: Quantity, deadline: Deadline) -> Verdict | None:
    if deadline.period:
        return _compare_period(quantity, deadline.period) if not deadline.steps else "unsure"
    is_length = quantity.kind == "time" and not quantity.per
    return "differs" if is_length and quantity.number else None


def _compare_count(quantity: Quantity, count: Count) -> Verdict | None:
    """How many; `three times` is how many as well."""
    if quantity.kind not in {"number", "multiple"}:
        return None
    return _judge(quantity.number == count.number)


def _compare_bounded(quantity: Quantity, charge: BoundedCharge) -> Verdict | None:
    bounds = [money for money in (charge.least, charge.most) if money]
    return _compare_any(quantity, [charge.part, *bounds])


def _compare_two(quantity: Quantity, comparison: Comparison) -> Verdict | None:
    return _compare_any(quantity, [comparison.first, comparison.second])


def _compare_any(quantity: Quantity, figures: list[Any]) -> Verdict | None:
    found = {compare_quantity(quantity, figure) for figure in figures} - {None}
    return next((one for one in ("agrees", "differs", "unsure") if one in found), None)


def _compare_pace(quantity: Quantity, pace: Pace) -> Verdict | None:
    if quantity.kind != "time" or pace.kind != "time":
        return None
    if quantity.per == pace.per and pace.every == 1:
        quantity = quantity._replace(per="")
    return _compare_period(quantity, Period(pace.count, pace.unit))


def _compare_work_time(quantity: Quantity, work: WorkTime) -> Verdict | None:
    return _compare_period(quantity, work.period)


def _compare_hours(quantity: Quantity, hours: Hours) -> Verdict | None:
    """Days that are all of them, and a stretch that some day has."""
    if quantity.kind != "hours":
        return None
    if len(quantity.days) == 1 and not quantity.stretch:
        return "unsure"  # many things are said of a Sunday
    if quantity.days and not _fit_days(quantity, hours):
        return "differs"
    return _judge(not quantity.stretch or _has_stretch(quantity, hours))


def _fit_days(quantity: Quantity, hours: Hours) -> bool:
    runs = [frozenset(run.days) for run in hours.group_days()]
    if quantity.is_whole:
        return quantity.days in {hours.days, *runs}
    return quantity.days <= hours.days


def _has_stretch(quantity: Quantity, hours: Hours) -> bool:
    known = {(window.start, window.end) for window in hours.windows}
    whole = {
        (run.stretches[0][0], run.stretches[-1][1]) for run in hours.group_days() if run.stretches
    }
    return quantity.stretch in known | whole


def _leave_open(_: Quantity, __: Figure) -> Verdict | None:
    return "unsure"


_COMPARISONS: tuple[tuple[type, Callable[[Quantity, Any], Verdict | None]], ...] = (
    (Percent, _compare_share),
    (Money, _compare_sum),
    (Price, _compare_price),
    (Multiple, _compare_multiple),
    (Rate, _compare_rate),
    (Period, _compare_period),
    (Deadline, _compare_deadline),
    (Count, _compare_count),
    (BoundedCharge, _compare_bounded),
    (Comparison, _compare_two),
    (Pace, _compare_pace),
    (WorkTime, _compare_work_time),
    (Hours, _compare_hours),
    (Absences, _leave_open),
)
