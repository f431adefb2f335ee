"""What waiting costs: a share or a sum per time, the statutory rate, or one from outside."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Literal

from lindero.frozen import Frozen
from lindero.shapes import dates, percents
from lindero.shapes.dates import Day, parse_date
from lindero.shapes.key_groups import Keys, read_group
from lindero.shapes.money import MONEY, Money, match_money
from lindero.shapes.near.keys import suggest_near_keys
from lindero.shapes.near.words import guess_number, guess_rate, translate_keywords
from lindero.shapes.numbers import ANY_NUMBER, NUMBER, describe_number_fault, suggest_rewrite
from lindero.shapes.percents import PERCENT, Percent, match_percent, parse_percent
from lindero.shapes.refusals import Context, Refusal, format_number, make_refusal, read_scalar_text
from lindero.shapes.shape import TEXT_SCHEMA, Figure, OwnSigns, Shape, make_group_schema
from lindero.shapes.texts import Text, parse_text
from lindero.shapes.unit_reading import read_per_unit
from lindero.shapes.units import ANY_PER, DAY_COUNTS, PERIOD_UNITS, UNIT, format_per_unit

RATE = re.compile(rf"({NUMBER} ?(?:%|[A-Z]{{3}})) (?:once|per {UNIT})")
_PATTERN = rf"^(statutory|{ANY_NUMBER} ?(%|[A-Z]{{3}}) (once|{ANY_PER}))$"
_POINTS = re.compile(rf"({NUMBER}) points?")

_LIKE_POINTS = (
    r"(?i)[-+]?[0-9.,' ]+ ?"
    r"(?:%|pp|pts?\.?|(?:percentage )?points?|% points?|puntos?(?: porcentuales)?)?"
)


class OutsideRate(Frozen):
    """A rate that somebody else sets, and so many points above it.

    `as_of` is the day of which that is known, `value` its level then.
    """

    source: Text
    plus: Decimal | None
    # Such a rate is set anew every half year or so; without its day nobody could check it.
    as_of: Day
    value: Percent | None = None


class Rate(Figure):
    """What waiting costs: a percent or a sum, the statutory rate, or one from outside.

    `per` is a unit, `every` how many of it; None where it is paid once.
    """

    kind: Literal["percent", "money", "statutory", "outside"]
    percent: Percent | None = None
    money: Money | None = None
    per: str | None = None
    every: int = 1
    outside: OutsideRate | None = None
    forms = ("length",)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What a condition may call it: what it is, and how often it is paid."""
        if self.percent is None and self.money is None:
            return (self.kind,)
        if not self.per:
            return (self.kind, "once")
        if self.per not in DAY_COUNTS:
            return (self.kind,)
        return (self.kind, self.per, *(["several"] if self.every > 1 else []))

    @property
    def days(self) -> int | None:
        """How many days its period counts as; None where it is paid once, or by a calendar."""
        found = DAY_COUNTS.get(self.per or "")
        return found and found * self.every

    @property
    def written(self) -> str:
        """As an author writes it; one from outside in one line."""
        amount = self.percent or self.money
        if self.outside:
            return _format_outside_rate(self.outside)
        if amount is None:
            return "statutory"
        per = f"per {format_per_unit(self.every, self.per)}" if self.per else "once"
        return f"{amount.written} {per}"


def _format_outside_rate(outside: OutsideRate) -> str:
    plus = f" plus {format_number(outside.plus)} points" if outside.plus else ""
    value = f" ({outside.value.written})" if outside.value else ""
    return f"{outside.source.machine}{plus} as of {outside.as_of.written}{value}"


def parse_rate(written: object, context: Context = Context()) -> Rate:
    """`1.5 % per month`, `5 EUR per 14 days`, `5 % once`, `statutory`, or one from outside."""
    if isinstance(written, dict):
        return Rate("outside", outside=_read_outside_rate(written, context))
    text = read_scalar_text("rate", written, "1.5 % per month")
    if text == "statutory":
        return Rate("statutory")
    if found := _match_rate(text):
        return found
    raise make_refusal("rate", *_explain_rate_mistake(text, context))


def _match_rate(text: str) -> Rate | None:
    match = RATE.fullmatch(text)
    if not match:
        return None
    amount, count, unit = match.groups()
    # Only time passes by itself: a rate per word would not cost more for waiting.
    every, per = read_per_unit("rate", count, unit, PERIOD_UNITS) if unit else (1, None)
    if percent := match_percent("rate", amount):
        return Rate("percent", percent, None, per, every)
    if money := match_money("rate", amount, text):
        return Rate("money", None, money, per, every)
    return None


def _parse_points(written: object, _: Context) -> Decimal:
    text = read_scalar_text("rate", written, "8 points")
    match = _POINTS.fullmatch(text)
    if match:
        return Decimal(match[1])
    number = guess_number(text)
    if number is None or not re.fullmatch(_LIKE_POINTS, translate_keywords(text)):
        raise make_refusal("rate", f"`{text}` is no number of points", "write it like `8 points`")
    reason = describe_number_fault(text) or "is no number of points"
    help_ = f"write `{number} point{'' if number == '1' else 's'}`"
    raise make_refusal("rate", f"`{text}` {reason}", help_)


_OUTSIDE_KEYS = Keys(
    {"source": parse_text, "plus": _parse_points, "as of": parse_date, "value": parse_percent},
    ("source", "as of"),
    "write `{source: ECB reference rate, plus: 8 points, as of: 2026-07-01}`",
    suggest_near_keys(
        {
            "as of": "as_of, as-of, asof, at, date, on, since, fecha, a fecha de",
            "source": "reference, name, fuente, tipo",
            "plus": "más, mas, points, margin, spread, add",
            "value": "rate, level, valor, percent",
        }
    ),
)


def _read_outside_rate(written: dict[str, object], context: Context) -> OutsideRate:
    parts, problems = read_group(written, _OUTSIDE_KEYS, context)
    if problems:
        raise Refusal(*problems)
    return OutsideRate(parts["source"], parts.get("plus"), parts["as of"], parts.get("value"))


def _explain_rate_mistake(text: str, context: Context) -> tuple[str, str]:
    meant = guess_rate(text, context.signs)
    examples = "`1.5 % per month`, `5 EUR per day`, `5 % once` or `statutory`"
    help_ = suggest_rewrite(text, meant, _match_rate, examples, context.signs)
    if meant is None:
        return f"`{text}` is no rate", help_
    if PERCENT.fullmatch(text) or MONEY.fullmatch(text):
        return f"`{text}` does not say how often", f"write `{text} per month` or `{text} once`"
    if re.fullmatch(NUMBER, text):
        reason = f"`{text}` is neither a share nor a sum"
        return reason, f"write `{text} % per month`" + help_.replace("write ", " or ", 1)
    if re.search(r"/| (?:an?|each|every) ", text):
        return f"`{text}` does not use `per`", help_
    return f"`{text}` {describe_number_fault(text) or 'is no rate'}", help_


def _make_rate_schema(_: Context) -> dict[str, Any]:
    points = {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)? points?$", "examples": ["8 points"]}
    outside = {
        "source": TEXT_SCHEMA,
        "plus": points,
        "as of": dates.SHAPE.make_schema(),
        "value": percents.SHAPE.make_schema(),
    }
    group = make_group_schema(outside, "source", "as of")
    return {"anyOf": [{"type": "string", "pattern": _PATTERN}, group]}


SHAPE = Shape(
    "rate",
    parse_rate,
    "What waiting costs.",
    ("1.5 % per month", "5 % per 14 days", "5 EUR per day", "5 % once", "statutory"),
    _PATTERN,
    schema=_make_rate_schema,
    kinds={
        "percent": "1.5 % per month",
        "money": "5 EUR per day",
        "once": "5 % once",
        **{unit: f"1 % per {unit}" for unit in DAY_COUNTS},
        "several": "5 % per 14 days",
        "statutory": "statutory",
        "outside": "{source: ECB reference rate, plus: 8 points, as of: 2026-07-01}",
    },
    group_sign="source",
    own=OwnSigns(),
    misses=("1.5 %", "1,5 % al mes", "5 € per day", "legal"),
)
