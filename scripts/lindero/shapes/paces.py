"""Paces: how much time so much work takes, or how much work a time holds."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from lindero.shapes.near.words import (
    guess_number,
    guess_per_unit,
    guess_unit,
    is_understood,
    translate_keywords,
)
from lindero.shapes.numbers import describe_number_fault
from lindero.shapes.refusals import Context, format_number, make_refusal, read_scalar_text
from lindero.shapes.shape import Figure, OwnSigns, Shape
from lindero.shapes.unit_reading import read_per_unit, read_unit
from lindero.shapes.units import (
    ANY_PER,
    COUNT,
    PERIOD_UNITS,
    PRICE_UNITS,
    UNIT,
    format_per_unit,
    format_unit_count,
)

_PACE = re.compile(rf"({COUNT}) ([a-z ]+?) per {UNIT}")
_LIKE_A_PACE = r"([0-9][0-9.,' ]*?) ?([^0-9/]+?)(?: *(?:/| per | an? | each | every ) *(.*))?"

_EXAMPLES = (
    "`30 minutes per page`, `1 business day per 1000 words` or `2500 words per business day`"
)


class Pace(Figure):
    """So many (`count`) of a unit per `every` so many of another one."""

    count: int
    unit: str
    per: str
    every: int = 1

    @property
    def kind(self) -> Literal["time", "work"]:
        """Whether it tells the time that work takes, or the work that a time holds."""
        return "time" if self.unit in PERIOD_UNITS else "work"

    @property
    def kinds(self) -> tuple[str, ...]:
        """What a condition may call it."""
        return (self.kind,)

    @property
    def written(self) -> str:
        """As an author writes it."""
        counted = format_unit_count(self.count, self.unit)
        return f"{counted} per {format_per_unit(self.every, self.per)}"


def parse_pace(written: object, _: Context = Context()) -> Pace:
    """`1 business day per 1000 words`, `10 hours per month`, `2500 words per business day`."""
    text = read_scalar_text("pace", written, "30 minutes per page")
    match = _PACE.fullmatch(text)
    if not match:
        raise make_refusal("pace", *_explain_pace_mistake(text))
    count, typed, number, per = match.groups()
    unit = read_unit("pace", typed, PRICE_UNITS)
    every, per = read_per_unit("pace", number, per)
    if int(count) == 0:
        raise make_refusal("pace", f"`{text}` is no pace at all", f"write it like {_EXAMPLES}")
    if unit not in PERIOD_UNITS and per not in PERIOD_UNITS:
        help_ = f"write `{format_unit_count(int(count), unit)} per day` or `30 minutes per {unit}`"
        raise make_refusal("pace", f"`{text}` says no time", help_)
    if unit == per:
        raise make_refusal(
            "pace", f"`{text}` measures {unit}s in {unit}s", f"write it like {_EXAMPLES}"
        )
    return Pace(int(count), unit, per, every)


def _explain_pace_mistake(text: str) -> tuple[str, str]:
    """Why the text is no pace, and the way out."""
    like = f"write it like {_EXAMPLES}"
    match = re.fullmatch(_LIKE_A_PACE, translate_keywords(text))
    if match and match[2].strip().startswith("per"):
        return f"`{text}` does not say how much of what", like
    first = _guess_unit_count(match[1], match[2]) if match else None
    if match is None or first is None:
        return f"`{text}` is no pace", like
    if not match[3]:
        help_ = f"write {_suggest_per_unit(first)}" if is_understood(text, first) else like
        return f"`{text}` does not say per what", help_
    rest = guess_per_unit(match[3], PRICE_UNITS)
    meant = f"{first} per {rest}"
    sure = (
        rest is not None and meant != text and _PACE.fullmatch(meant) and is_understood(text, meant)
    )
    reason = describe_number_fault(text) or (
        "does not use `per`" if " per " not in text else "is no pace"
    )
    return f"`{text}` {reason}", f"write `{meant}`" if sure else like


def _suggest_per_unit(first: str) -> str:
    """What a time may be per, or what work may be per."""
    unit = read_unit("pace", first.partition(" ")[2], PRICE_UNITS)
    if unit not in PERIOD_UNITS:
        return f"`{first} per day`"
    return (
        f"`{first} per page`"
        if unit == "minute"
        else f"`{first} per month` or `{first} per 1000 words`"
    )


def _guess_unit_count(number: str, unit: str) -> str | None:
    """`30 minutes`, from a number and a unit as somebody typed them."""
    name, count = guess_unit(unit.strip(), PRICE_UNITS), guess_number(number)
    # A pace counts in whole numbers: half an hour is told as minutes.
    if name == "hour" and count and "." in count:
        name, count = "minute", format_number(Decimal(count) * 60)
    return format_unit_count(int(count), name) if name and count and count.isdigit() else None


SHAPE = Shape(
    "pace",
    parse_pace,
    "How long so much work takes, or how much work a time holds.",
    (
        "1 business day per 1000 words",
        "30 minutes per page",
        "10 hours per month",
        "2500 words per business day",
    ),
    rf"^[0-9]+ [a-z ]+ {ANY_PER}$",
    kinds={"time": "30 minutes per page", "work": "2500 words per business day"},
    own=OwnSigns(like=rf"^[0-9]+ (?:{'|'.join(PERIOD_UNITS)})s? per ", rank=3),
    misses=("1000 words", "2500 words/day", "1 day per page and a half"),
)
