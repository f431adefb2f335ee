"""Lengths of time; which of two is longer may depend on the calendar."""

from __future__ import annotations

import re
from collections.abc import Collection
from fractions import Fraction

from lindero.findings.finding import suggest_word
from lindero.shapes.near.words import guess_unit
from lindero.shapes.refusals import Context, make_refusal, read_scalar_text
from lindero.shapes.shape import Figure, OwnSigns, Shape
from lindero.shapes.units import (
    PERIOD_UNITS,
    find_unit_family,
    format_iso_duration,
    measure_unit,
)

PERIOD = re.compile(r"([0-9]{1,5}) ([a-z]+(?: [a-z]+)?)")
PERIOD_PATTERN = rf"[0-9]+ ({'|'.join(PERIOD_UNITS)})s?"
"""A period for editors."""

BUSINESS_DAY = "business day"
BUSINESS_HOUR = "business hour"
BUSINESS_UNITS = frozenset({BUSINESS_DAY, BUSINESS_HOUR})
CALENDAR_DAY = "day"

_DAY, _HOUR = 24 * 60, 60
_RANGE = r"([0-9]{1,5}) ?(?:[–-]|to|a|or|o) ?([0-9]{1,5}) ([^\W\d_]+(?: [^\W\d_]+)?)"
_LONGEST_BREAK = 4  # a weekend with a holiday on each side


Weeks = Collection[Collection[int]]
"""The weekdays on which somebody works, 0 is Monday, in each season that has its own."""


class Period(Figure):
    """A length of time; `unit` is one of PERIOD_UNITS."""

    count: int
    unit: str
    forms = ("every", "by", "possessive", "word")

    @property
    def machine(self) -> str:
        """ISO 8601 duration: `P15D`, `P5D business`."""
        return format_iso_duration(self.count, self.unit)

    @property
    def written(self) -> str:
        """As an author writes it."""
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"


def count_months(period: Period) -> int:
    """How many months of the calendar it is; 0 where it is counted otherwise."""
    if measure_unit(period.unit) and period.unit in find_unit_family("month"):
        return period.count * find_unit_family("month")[period.unit]
    return 0


def compare_lengths(one: Period, other: Period, weeks: Weeks = ()) -> int | None:
    """Below, at or above 0 as `one` is shorter, equal or longer; None if the calendar decides.

    Where it is known on which weekdays somebody works, weeks are taken to have no holiday, or one.
    """
    if one.unit == other.unit:
        return one.count - other.count
    (low, high), (other_low, other_high) = (_measure_bounds(each, weeks) for each in (one, other))
    if low == high == other_low == other_high:
        return 0
    if high < other_low:
        return -1
    return 1 if low > other_high else None


def measure_share(one: Period, other: Period) -> Fraction | None:
    """What part of `other` `one` is; None if the calendar decides."""
    if one.unit == other.unit:
        return Fraction(one.count, other.count)
    if (months := count_months(one)) and (other_months := count_months(other)):
        return Fraction(months, other_months)
    (low, high), (other_low, other_high) = _measure_bounds(one), _measure_bounds(other)
    return Fraction(low, other_low) if low == high and other_low == other_high else None


def _measure_bounds(period: Period, weeks: Weeks = ()) -> tuple[int, int]:
    if period.unit == BUSINESS_DAY and weeks:
        days = [_count_days(period.count, week, start) for week in weeks for start in range(7)]
        return min(days) * _DAY, (max(days) + 1) * _DAY
    if (bounds := measure_unit(period.unit)) is None:
        # A business hour is an hour at least, and may be all that a business day has.
        breaks = _LONGEST_BREAK * (period.count // 5 + 1)
        shortest = _HOUR if period.unit == BUSINESS_HOUR else _DAY
        return period.count * shortest, (period.count + breaks) * _DAY
    return period.count * bounds[0], period.count * bounds[1]


def _count_days(count: int, week: Collection[int], start: int) -> int:
    """How many days pass from a weekday on until so many have come on which somebody works."""
    whole, left = divmod(count - 1, len(week))
    ahead = sorted((day - start - 1) % 7 + 1 for day in week)
    return whole * 7 + ahead[left]


def parse_period(written: object, _: Context = Context()) -> Period:
    """`14 days`, `10 business days`, `48 hours`."""
    return read_period("period", read_scalar_text("period", written, "14 days"))


def read_period(shape: str, text: str) -> Period:
    """The length of time that a text says. Refused in the name of a shape."""
    match = PERIOD.fullmatch(text)
    single = match[2].removesuffix("s") if match else ""
    if not match or single not in PERIOD_UNITS:
        raise make_refusal(shape, *_explain_period_mistake(text))
    if int(match[1]) == 0:
        help_ = "leave the line out, or write `none` for the whole rule"
        raise make_refusal(shape, f"`{text}` is no time at all", help_)
    return Period(int(match[1]), single)


def _explain_period_mistake(text: str) -> tuple[str, str | None]:
    match = re.fullmatch(r"([0-9]{1,5})( ?)([^0-9]*)", text)
    if re.match(r"[0-9]+[.,]", text):
        return f"`{text}` is no whole number", "use a smaller unit: `36 hours` for a day and a half"
    if range_ := re.fullmatch(_RANGE, text):
        unit = guess_unit(range_[3], PERIOD_UNITS)
        longest = f": `{Period(int(range_[2]), unit).written}`" if unit else ""
        help_ = f"write the longest that it may take{longest}"
        return f"`{text}` is a range, which promises nothing", help_
    if match is None:
        help_ = "write it in digits: `14 days`, `10 business days`, `48 hours`"
        return f"`{text}` is no length of time", help_
    count, space, unit = match.groups()
    if not unit:
        return f"`{text}` has no unit", f"write `{count} days` or `{count} business days`"
    meant = guess_unit(unit, PERIOD_UNITS)
    if meant is None:
        return f"`{unit}` is no unit of time", suggest_word(unit, PERIOD_UNITS)
    reason = f"`{unit}` is no unit of time"
    if not space and meant == unit.removesuffix("s"):
        reason = f"`{text}` has no space before its unit"
    return reason, f"write `{Period(int(count), meant).written}`"


SHAPE = Shape(
    "period",
    parse_period,
    "A length of time.",
    ("14 days", "10 business days", "48 hours", "4 business hours", "6 months"),
    f"^{PERIOD_PATTERN}$",
    # The last guess: what begins with a number and is like nothing else may be a length of time.
    own=OwnSigns(like="", rank=8),
    misses=("14", "2 semanas", "1.5 hours", "soon"),
)
