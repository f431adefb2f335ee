"""Which of two lengths of time is the longer one, as far as that can be told without a calendar."""

from __future__ import annotations

from lindero.shapes.times import Period

_DAY = 24 * 60
# The shortest and the longest that one of a unit can be, in minutes.
_MINUTES = {
    "minute": (1, 1),
    "hour": (60, 60),
    "day": (_DAY, _DAY),
    "week": (7 * _DAY, 7 * _DAY),
    "month": (28 * _DAY, 31 * _DAY),
    "year": (365 * _DAY, 366 * _DAY),
}
_LONGEST_BREAK = 4  # a weekend with a holiday on each side


def compare_lengths(one: Period, other: Period) -> int | None:
    """Less than 0, 0 or more than 0 as `one` is shorter, equal or longer; None where it depends on the calendar."""
    if one.unit == other.unit:
        return one.count - other.count
    (low, high), (other_low, other_high) = _span(one), _span(other)
    if low == high == other_low == other_high:
        return 0
    if high < other_low:
        return -1
    return 1 if low > other_high else None


def _span(period: Period) -> tuple[int, int]:
    if period.unit == "business day":
        breaks = _LONGEST_BREAK * (period.count // 5 + 1)
        return period.count * _DAY, (period.count + breaks) * _DAY
    low, high = _MINUTES[period.unit]
    return period.count * low, period.count * high
