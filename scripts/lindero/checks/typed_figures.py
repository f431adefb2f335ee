"""Shares and sums typed into prose although the rulebook holds them: two places for one value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import BoundedCharge, Comparison, Figure, Money, Percent, Price
from lindero.shapes.currencies import SYMBOLS, list_currencies
from lindero.shapes.near.words import guess_number

KnownValue = tuple[Decimal, str]

# Everything and nothing are said of many things.
_COMMON = {(Decimal(0), "%"), (Decimal(100), "%")}
_NUMBER = r"[0-9]+(?:[.,'\u00a0 ][0-9]+)*"
_SIGN = "|".join(map(re.escape, SYMBOLS))

_TYPED = re.compile(
    rf"(?<![\w.,])(?:(?P<before>{_SIGN}) ?(?P<first>{_NUMBER})|"
    rf"(?P<second>{_NUMBER})[\u00a0 ]?(?P<after>%|{_SIGN}|[A-Z]{{3}}\b))"
)


def find_known_values(rulebook: Rulebook) -> dict[KnownValue, str]:
    """Every share and sum that is a figure of its own, and the first address that has it."""
    known: dict[KnownValue, str] = {}
    for address, fact in rulebook.facts.items():
        # What is worked out equals a typed figure by chance.
        for value in () if fact.computed else _list_values(fact.figure):
            known.setdefault(value, address)
    return {value: address for value, address in known.items() if value not in _COMMON}


def locate_typed_values(text: str, known: dict[KnownValue, str]) -> Iterator[tuple[int, int, str]]:
    """The stretches of a text that repeat a known value: (start, end, address)."""
    for match in _TYPED.finditer(text):
        unit = match["before"] or match["after"]
        unit = SYMBOLS.get(unit, unit)
        number = guess_number(match["first"] or match["second"])
        if not number or (unit != "%" and unit not in list_currencies()):
            continue
        if address := known.get((Decimal(number), unit)):
            yield match.start(), match.end(), address


def _list_values(figure: Figure) -> list[KnownValue]:
    match figure:
        case Percent():
            return [(figure.points, "%")]
        case Money():
            return [(figure.amount, figure.currency)]
        case Price(kind="fixed", low=Money() as money, unit=None):
            return [(money.amount, money.currency)]
        case BoundedCharge(part=Percent() as share) | Comparison(first=Percent() as share):
            return _list_values(share)
    return []
