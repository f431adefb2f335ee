"""Limits of brackets: a sum, a length of time or a number."""

from __future__ import annotations

import re
from decimal import Decimal

from lindero.reading.tree import Scalar
from lindero.shapes.counts import Count, parse_count
from lindero.shapes.key_groups import Parser
from lindero.shapes.money import Money, parse_money
from lindero.shapes.near.amounts import guess_amount
from lindero.shapes.near.words import guess_unit, is_understood
from lindero.shapes.periods import Period, compare_lengths, parse_period
from lindero.shapes.refusals import Context, Refusal, make_refusal, read_scalar_text
from lindero.shapes.units import PRICE_UNITS

Limit = Money | Period | Count
_KIND_OF: dict[type, str] = {Money: "money", Period: "period", Count: "count"}
LIMIT_NAMES = {"money": "a sum of money", "period": "a length of time", "count": "a number"}
"""What a kind of limit is called."""

_COUNTED = re.compile(r"([0-9]{1,6}) ([^\W\d_ ]+)")


def find_limit_kind(limit: Limit) -> str:
    """`money`, `period` or `count`."""
    return _KIND_OF[type(limit)]


def parse_limit(written: object, context: Context = Context()) -> Limit:
    """A sum, a length of time or a number: `1000 EUR`, `14 days`, `10`."""
    text = read_scalar_text("brackets", written, "1000 EUR")
    if found := _match_limit(written, context):
        return found
    help_ = "write it like `1000 EUR`, `14 days` or `10`"
    meant = guess_amount(text, context.signs) or ""
    if (
        meant != text
        and is_understood(text, meant, context.signs)
        and _match_limit(Scalar(meant, meant), context)
    ):
        help_ = f"write `{meant}`"
    elif (match := _COUNTED.fullmatch(text)) and guess_unit(match[2], PRICE_UNITS):
        help_ = f"write `{match[1]}`; of what follows from the key"
    raise make_refusal("brackets", f"`{text}` is no limit", help_)


def _match_limit(written: object, context: Context) -> Limit | None:
    # Any other order reads the same: no text is a number, a sum and a time at once.
    shapes: tuple[Parser, ...] = (parse_count, parse_money, parse_period)
    for parse in shapes:
        try:
            found: Limit = parse(written, context)
        except Refusal:
            continue
        return found
    return None


def compare_limits(one: Limit, other: Limit) -> Decimal | int | None:
    """More than 0 where the first is the higher one; None where the calendar decides."""
    if isinstance(one, Period) and isinstance(other, Period):
        return compare_lengths(one, other)
    return measure_limit(one) - measure_limit(other)


def measure_limit(limit: Limit) -> Decimal | int:
    """Its number, without currency or unit."""
    match limit:
        case Money():
            return limit.amount
        case Period():
            return limit.count
    return limit.number
