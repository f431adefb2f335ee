"""What something costs: fixed, from, a range or on request; whole or per so many of a unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lindero.shapes.amounts import MONEY, NUMBER, Money, currencies, known_currency, unmistakable, way_out, why_no_currency, why_no_number
from lindero.shapes.near.words import in_our_words, likely_sum
from lindero.shapes.refusals import Surroundings, plain, refuse, text_of
from lindero.shapes.units import UNIT, after_per, per_unit, price_units

PRICE = re.compile(rf"(?:(from) )?({NUMBER})(?: ?[–-] ?({NUMBER}))? ([A-Z]{{3}})(?: per {UNIT})?")


ON_REQUEST = "on request"


@dataclass(frozen=True)
class Price:
    """What something costs: `kind` fixed (low), from (low), range (low to high) or request.

    `unit` where it is per something, `every` how many of it.
    """

    kind: Literal["fixed", "from", "range", "request"]
    low: Money | None = None
    high: Money | None = None
    unit: str | None = None
    every: int = 1

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
        sum_ = self.low.written if self.high is None else f"{plain(self.low.amount)}–{self.high.written}"
        return f"{start}{sum_}{f' per {after_per(self.every, self.unit)}' if self.unit else ''}"

    machine = written


def parse_price(written: object, around: Surroundings = Surroundings()) -> Price:
    """`1450 EUR`, `75 EUR per hour`, `from 900 EUR`, `900–1500 EUR`, `on request`."""
    text = text_of("price", written, "1450 EUR")
    if found := price_in("price", text):
        return found
    raise refuse("price", *_price_problem(text, around))


def price_in(shape: str, text: str) -> Price | None:
    """The price that a text says, if it is one. Refused, in the name of a shape, where a part of it is in doubt."""
    if text == ON_REQUEST:
        return Price("request")
    match = PRICE.fullmatch(text)
    if not match:
        return None
    start, low, high, currency, count, unit = match.groups()
    known_currency(shape, currency)
    for number in (low, high):
        unmistakable(shape, text, number or "")
    every, unit = per_unit(shape, count, unit) if unit else (1, None)
    if high is None:
        return Price("from" if start else "fixed", Money(Decimal(low), currency), None, unit, every)
    if start:
        raise refuse(shape, f"`{text}` is both a start and a range", f"write `{text.removeprefix('from ')}`")
    if Decimal(low) >= Decimal(high):
        raise refuse(shape, f"`{text}` does not go upwards", f"write `{likely_sum(text, currencies(), price_units())}`")
    return Price("range", Money(Decimal(low), currency), Money(Decimal(high), currency), unit, every)


_TAX = re.compile(
    r"(?i)[(,]? *(?:\+|plus|más|mas|con|sin|incl?\.?|incluid[oa]s?|including|excluding|excl\.?|ex)? *"
    r"\b(?:i\.?v\.?a\.?|igic|vat|gst|sales tax|tax(?:es)?|impuestos?)\b *"
    r"(?:(?:no )?incluid[oa]s?|incl?\.|included|excluded|aparte)?\)?"
)


def _price_problem(text: str, around: Surroundings) -> tuple[str, str]:
    if (bare := _TAX.sub("", text).strip()) != text and bare:
        meant = likely_sum(bare, currencies(), price_units(), around.signs) if not PRICE.fullmatch(bare) else bare
        if meant and PRICE.fullmatch(meant):
            help_ = f"write `{meant}`; whether prices contain the tax stands once, in `tax` of the business: `included: yes`"
            return f"`{text}` names the tax", help_
    sums = [match[0] for match in MONEY.finditer(text)]
    if len({one[-3:] for one in sums}) > 1:
        return f"`{text}` is in two currencies", f"write one of them: `{sums[0]}`"
    ours = in_our_words(text)
    if ours == ON_REQUEST:
        return f"`{text}` is no price", f"write `{ON_REQUEST}`"
    meant = likely_sum(text, currencies(), price_units(), around.signs)
    help_ = way_out(text, meant, PRICE, "`1450 EUR`, `75 EUR per hour`, `from 900 EUR`, `900–1500 EUR` or `on request`", around.signs)
    if meant is None:
        return f"`{text}` is no price", help_
    if re.search(r" per *$", text):
        return f"`{text}` does not say per what", f"write `{meant} per hour`"
    if re.search(r"[€$£A-Za-z]/|\b(?:an?|each|every)\b", text) or (" per " in ours and " per " not in text):
        return f"`{text}` does not use `per`", help_
    return f"`{text}` {why_no_number(text) or why_no_currency(text, around)}", help_
