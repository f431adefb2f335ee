"""How much of something is ordered, and how much of one unit makes another: exact."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from lindero.findings.finding import suggest_word
from lindero.frozen import Frozen
from lindero.shapes.counts import Count
from lindero.shapes.money import Money, parse_money
from lindero.shapes.near.words import guess_number, guess_unit
from lindero.shapes.refusals import Context, Problem, Refusal, make_refusal, read_scalar_text
from lindero.shapes.units import (
    CLOCK_UNITS,
    PLURALS,
    PRICE_UNITS,
    find_unit_family,
    format_unit_count,
)

_QUANTITY = re.compile(r"([1-9][0-9]{0,6}) ([a-z]+(?: [a-z]+)?)")


class Quantity(Frozen):
    """So many of a unit; every unit that a price may be `per`."""

    number: int
    unit: str

    @property
    def written(self) -> str:
        """As an author writes it."""
        return format_unit_count(self.number, self.unit)

    @property
    def figure(self) -> Count:
        """The number, to be shown with `make_unit_spec`."""
        return Count(self.number)

    def convert_to(self, unit: str) -> Fraction | None:
        """The same in another unit; None where one cannot be told in the other."""
        if unit == self.unit:
            return Fraction(self.number)
        family = find_unit_family(unit)
        told = self.unit in family
        return Fraction(self.number * family[self.unit], family[unit]) if told else None


def split_clock_time(number: int, unit: str) -> tuple[tuple[int, str], ...]:
    """`640 minutes` as 10 hours and 40 minutes; nothing where it is easier read as it is."""
    family = find_unit_family(unit)
    if unit not in CLOCK_UNITS or family.get(unit) != 1:
        return ()
    larger = max(family, key=lambda name: family[name])
    # 90 and 105 minutes need no reckoning; two hours and more do.
    if number < 2 * family[larger]:
        return ()
    hours, rest = divmod(number, family[larger])
    return tuple((count, name) for count, name in ((hours, larger), (rest, unit)) if count)


def make_whole_quantity(number: Fraction, unit: str) -> Quantity:
    """So many of a unit, in whole numbers: of a finer unit where there is no other way.

    Raises ValueError where there is none.
    """
    # Half a year is told as 6 months: nobody orders a fraction.
    for told in (unit, *_list_related_units(unit)):
        factor = Quantity(1, unit).convert_to(told)
        if factor is not None and (number * factor).denominator == 1:
            return Quantity(int(number * factor), told)
    raise ValueError(f"{number} {unit} is no whole number of anything")


def _list_related_units(unit: str) -> list[str]:
    family = find_unit_family(unit)
    return sorted(family, key=lambda other: family[other], reverse=True)


_NOTHING = re.compile(r"(?:([-−])[0-9.]*[0-9]|0+(?:\.0+)?)(?![0-9.,])")
"""A number of nought or below at the start of a quantity."""

_PARTS = re.compile(r"(?<![0-9.,])([0-9]+) ?([a-zA-Zá-ú]+)")
"""One of several parts of a quantity, `13 hours 10 minutes`."""

_UNIT_NAMES = {name: unit for unit in PRICE_UNITS for name in (PLURALS[unit], unit)}
"""Every unit by its plural and by itself."""


def parse_quantity(written: object, _: Context = Context()) -> Quantity:
    """`3200 words`, `90 minutes`, `1 month`."""
    text = read_scalar_text("quantity", written, "3200 words")
    match = _QUANTITY.fullmatch(text)
    if match and match[2] in _UNIT_NAMES:
        return Quantity(int(match[1]), _UNIT_NAMES[match[2]])
    if match := _NOTHING.match(text):
        less = "less than nothing" if match[1] else "nothing that could be charged"
        help_ = "write how much there is, like `3200 words`, or leave it out"
        raise Refusal(Problem("bad-quantity", f"`{text}` is {less}", help_, beside="price"))
    raise make_refusal("quantity", *_explain_quantity_mistake(text))


def parse_used_time(written: object, context: Context = Context()) -> Quantity:
    """`90 minutes`, and `0 hours` where nothing was used."""
    text = read_scalar_text("quantity", written, "90 minutes")
    number, _, unit = text.partition(" ")
    if number == "0" and unit in _UNIT_NAMES:
        return Quantity(0, _UNIT_NAMES[unit])
    return parse_quantity(written, context)


def _explain_quantity_mistake(text: str) -> tuple[str, str | None]:
    number, word = guess_number(text), re.sub(r"[^a-zA-Zá-ú ]+", "", text).strip()
    unit = guess_unit(word, tuple(_UNIT_NAMES.values())) if word else None
    if number is None or Decimal(number) == 0:
        return f"`{text}` is no quantity", "write it like `3200 words`, `90 minutes` or `1 month`"
    if not word:
        help_ = f"write it like `{number} words` or `{number} hours`"
        return f"`{text}` does not say of what", help_
    if len(_PARTS.findall(text)) > 1:
        return f"`{text}` is in several units", _suggest_one_unit(text)
    if unit is None:
        return f"`{word}` is no unit", suggest_word(word, tuple(_UNIT_NAMES))
    if "." in number:
        return f"`{text}` is not a whole number", _suggest_whole_number(Decimal(number), unit)
    if int(number) > 9_999_999:
        return f"`{text}` is more than anybody orders", "write at most seven digits"
    wrong = text if word in _UNIT_NAMES else word
    help_ = f"write `{Quantity(int(number), unit).written}`"
    return f"`{wrong}` is no {'quantity' if wrong == text else 'unit'}", help_


def _suggest_one_unit(text: str) -> str:
    parts = [(int(number), guess_unit(word, PRICE_UNITS)) for number, word in _PARTS.findall(text)]
    smallest = parts[-1][1] or ""
    told = [Quantity(number, unit).convert_to(smallest) for number, unit in parts if unit]
    if len(told) < len(parts) or None in told:
        return "write it like `3200 words`, `90 minutes` or `1 month`"
    whole = make_whole_quantity(sum(filter(None, told), Fraction(0)), smallest)
    return f"write `{whole.written}`"


def _suggest_whole_number(number: Decimal, unit: str) -> str:
    try:
        return f"write `{make_whole_quantity(Fraction(number), unit).written}`"
    except ValueError:
        return f"write whole numbers: `{Quantity(int(number) + 1, unit).written}`"


Minimum = Money | Quantity


def parse_minimum(written: object, context: Context = Context()) -> Minimum:
    """`40 EUR`, or an amount of work: `2 hours`, `250 words`."""
    text = read_scalar_text("money", written, "40 EUR")
    words = re.sub(r"[^a-z ]", "", text).strip()
    work = words and guess_unit(words, PRICE_UNITS)
    return parse_quantity(written, context) if work else parse_money(written, context)
