"""What something costs: fixed, from, a range or on request; whole or per so many of a unit."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial
from typing import Literal

from lindero.shapes.money import MONEY, Money, read_currency
from lindero.shapes.near.words import guess_sum, is_understood, translate_keywords
from lindero.shapes.numbers import (
    ANY_NUMBER,
    NUMBER,
    describe_currency_fault,
    describe_number_fault,
    refuse_doubtful_numbers,
    suggest_rewrite,
)
from lindero.shapes.refusals import Context, format_number, make_refusal, read_scalar_text
from lindero.shapes.shape import Figure, OwnSigns, Shape
from lindero.shapes.unit_reading import read_per_unit
from lindero.shapes.units import ANY_PER, TIME_UNITS, UNIT, format_per_unit

PRICE = re.compile(rf"(?:(from) )?({NUMBER})(?: ?[–-] ?({NUMBER}))? ([A-Z]{{3}})(?: per {UNIT})?")
ON_REQUEST = "on request"


class Price(Figure):
    """What something costs: `kind` fixed (low), from (low), range (low to high) or request.

    `unit` where it is per something, `every` how many of it. Nobody writes a price that
    `is_rounded`: it was worked out, and what is billed is worked out anew.
    """

    kind: Literal["fixed", "from", "range", "request"]
    low: Money | None = None
    high: Money | None = None
    unit: str | None = None
    every: int = 1
    is_rounded: bool | None = None

    forms = ("limit",)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What a condition may call it."""
        return (self.kind,) if self.kind == "request" else (self.kind, "price")

    @property
    def written(self) -> str:
        """As an author writes it."""
        if self.low is None:
            return ON_REQUEST
        start = "from " if self.kind == "from" else ""
        if self.high:
            start = f"{format_number(self.low.amount)}–"
        per = f" per {format_per_unit(self.every, self.unit)}" if self.unit else ""
        return f"{start}{(self.high or self.low).written}{per}"


def parse_price(written: object, context: Context = Context()) -> Price:
    """`1450 EUR`, `75 EUR per hour`, `from 900 EUR`, `900–1500 EUR`, `on request`."""
    if isinstance(written, list):
        help_ = "write `1450 EUR`; prices by quantity are a service's `tiers`, beside its `price`"
        raise make_refusal("price", "a list stands where one value belongs", help_)
    text = read_scalar_text("price", written, "1450 EUR")
    if found := match_price("price", text):
        return found
    raise make_refusal("price", *_explain_price_mistake(text, context))


def match_price(shape: str, text: str) -> Price | None:
    """The price that a text says, if it is one. Refused where a part of it is in doubt."""
    if text == ON_REQUEST:
        return Price("request")
    match = PRICE.fullmatch(text)
    if not match:
        return None
    start, low, high, currency, count, unit = match.groups()
    read_currency(shape, currency)
    every, unit = read_per_unit(shape, count, unit) if unit else (1, None)
    numbers = (low, high) if high else (low,)
    refuse_doubtful_numbers(shape, text, currency, *numbers, finest=_is_fine(unit))
    least = Money(Decimal(low), currency)
    if high is None:
        return Price("from" if start else "fixed", least, None, unit, every)
    if start:
        help_ = f"write `{text.removeprefix('from ')}`"
        raise make_refusal(shape, f"`{text}` is both a start and a range", help_)
    # A range from a sum to itself is no range, and one that falls was typed the wrong way round.
    if Decimal(low) >= Decimal(high):
        raise make_refusal(shape, f"`{text}` does not go upwards", f"write `{guess_sum(text)}`")
    return Price("range", least, Money(Decimal(high), currency), unit, every)


def _is_fine(unit: str | None) -> bool:
    """Whether people price a unit below a coin: words and minutes, but no hour and no month."""
    return unit is not None and (unit not in TIME_UNITS or unit == "minute")


# As text: it is compiled where a price cannot be read.
_TAX = (
    r"(?i)[(,]? *"
    r"(?:\+|plus|más|mas|con|sin|incl?\.?|incluid[oa]s?|including|excluding|excl\.?|ex)? *"
    r"\b(?:i\.?v\.?a\.?|igic|vat|gst|sales tax|tax(?:es)?|impuestos?)\b *"
    r"(?:(?:no )?incluid[oa]s?|incl?\.|included|excluded|aparte)?\)?"
)


def _explain_price_mistake(text: str, context: Context) -> tuple[str, str]:
    if (bare := re.sub(_TAX, "", text).strip()) != text and bare:
        meant = bare if PRICE.fullmatch(bare) else guess_sum(bare, signs=context.signs)
        if meant and is_understood(bare, meant, context.signs) and PRICE.fullmatch(meant):
            once = "whether prices contain the tax stands once, in `tax` of the business"
            return f"`{text}` names the tax", f"write `{meant}`; {once}: `included: yes`"
    sums = [match[0] for match in MONEY.finditer(text)]
    if len({one[-3:] for one in sums}) > 1:
        return f"`{text}` is in two currencies", f"write one of them: `{sums[0]}`"
    ours = translate_keywords(text)
    if ours == ON_REQUEST:
        return f"`{text}` is no price", f"write `{ON_REQUEST}`"
    meant = guess_sum(text, signs=context.signs)
    ways = "`1450 EUR`, `75 EUR per hour`, `from 900 EUR`, `900–1500 EUR` or `on request`"
    help_ = suggest_rewrite(text, meant, partial(match_price, "price"), ways, context.signs)
    if meant is None:
        return f"`{text}` is no price", help_
    if re.search(r" per *$", text) and is_understood(text, meant, context.signs):
        return f"`{text}` does not say per what", f"write `{meant} per hour`"
    if re.search(r"[€$£A-Za-z]/|\b(?:an?|each|every)\b", text) or (
        " per " in ours and " per " not in text
    ):
        return f"`{text}` does not use `per`", help_
    reason = f"`{text}` {describe_number_fault(text) or describe_currency_fault(text, context)}"
    return reason, help_


SHAPE = Shape(
    "price",
    parse_price,
    "What something costs.",
    (
        "1450 EUR",
        "75 EUR per hour",
        "90 EUR per 1000 words",
        "from 900 EUR",
        "900–1500 EUR",
        "on request",
    ),
    rf"^(on request|(from )?{ANY_NUMBER}( ?[–-] ?{ANY_NUMBER})? [A-Z]{{3}}( {ANY_PER})?)$",
    kinds={
        "fixed": "1450 EUR",
        "from": "from 900 EUR",
        "range": "900–1500 EUR",
        "request": "on request",
    },
    own=OwnSigns("from ", r"\bper\b|/|^from|[0-9] ?[–-] ?[0-9]+ [A-Z]{3}", 4),
    misses=("75 €/h", "1450", "desde 900 EUR", "900 to 1500 EUR"),
)
