"""Paces: how much time so much work takes, or how much work a time holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lindero.shapes.amounts import why_no_number
from lindero.shapes.near.words import in_our_words, is_understood, likely_number, likely_per, likely_unit
from lindero.shapes.refusals import Surroundings, plain, refuse, text_of
from lindero.shapes.units import COUNT, PERIOD_UNITS, UNIT, after_per, in_numbers, per_unit, price_units, unit_in

_PACE = re.compile(rf"({COUNT}) ([a-z ]+?) per {UNIT}")


_LIKE_A_PACE = r"([0-9][0-9.,' ]*?) ?([^0-9/]+?)(?: *(?:/| per | an? | each | every ) *(.*))?"


_EXAMPLES = "`30 minutes per page`, `1 business day per 1000 words` or `2500 words per business day`"


@dataclass(frozen=True)
class Pace:
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
        return f"{in_numbers(self.count, self.unit)} per {after_per(self.every, self.per)}"

    machine = written


def parse_pace(written: object, _: Surroundings = Surroundings()) -> Pace:
    """`1 business day per 1000 words`, `30 minutes per page`, `10 hours per month`, `2500 words per business day`."""
    text = text_of("pace", written, "30 minutes per page")
    match = _PACE.fullmatch(text)
    if not match:
        raise refuse("pace", *_problem(text))
    count, typed, number, per = match.groups()
    unit = unit_in("pace", typed, price_units())
    every, per = per_unit("pace", number, per)
    if int(count) == 0:
        raise refuse("pace", f"`{text}` is no pace at all", f"write it like {_EXAMPLES}")
    if unit not in PERIOD_UNITS and per not in PERIOD_UNITS:
        raise refuse("pace", f"`{text}` says no time", f"write `{in_numbers(int(count), unit)} per day` or `30 minutes per {unit}`")
    if unit == per:
        raise refuse("pace", f"`{text}` measures {unit}s in {unit}s", f"write it like {_EXAMPLES}")
    return Pace(int(count), unit, per, every)


def _problem(text: str) -> tuple[str, str]:
    """Why the text is no pace, and the way out."""
    like = f"write it like {_EXAMPLES}"
    match = re.fullmatch(_LIKE_A_PACE, in_our_words(text))
    if match and match[2].strip().startswith("per"):
        return f"`{text}` does not say how much of what", like
    first = _amount(match[1], match[2]) if match else None
    if match is None or first is None:
        return f"`{text}` is no pace", like
    if not match[3]:
        return f"`{text}` does not say per what", f"write {_per_what(first)}" if is_understood(text, first) else like
    rest = likely_per(match[3], price_units())
    meant = f"{first} per {rest}"
    sure = rest is not None and meant != text and _PACE.fullmatch(meant) and is_understood(text, meant)
    reason = why_no_number(text) or ("does not use `per`" if " per " not in text else "is no pace")
    return f"`{text}` {reason}", f"write `{meant}`" if sure else like


def _per_what(first: str) -> str:
    """What a time may be per, or what work may be per."""
    unit = unit_in("pace", first.partition(" ")[2], price_units())
    if unit not in PERIOD_UNITS:
        return f"`{first} per day`"
    return f"`{first} per page`" if unit == "minute" else f"`{first} per month` or `{first} per 1000 words`"


def _amount(number: str, unit: str) -> str | None:
    """`30 minutes`, from a number and a unit as somebody typed them."""
    name, count = likely_unit(unit.strip(), price_units()), likely_number(number)
    if name == "hour" and count and "." in count:
        name, count = "minute", plain(Decimal(count) * 60)
    return in_numbers(int(count), name) if name and count and count.isdigit() else None
