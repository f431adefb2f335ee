"""What a figure in somebody's own words says."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

Kind = Literal["share", "money", "time", "multiple", "number", "hours", "named"]

Stretch = tuple[int, int]
"""From and until, in minutes since midnight."""


class Quantity(NamedTuple):
    """One figure: `number` of a `unit` (days, a currency), perhaps `per` another unit.

    A range goes from its number `up_to` another. A share is rounded where it was said as a
    fraction: a third is 33 % and 33.3 %. Hours have `days` (0 is Monday) or a `stretch` of a day
    or both; a range of days is `whole`. What is `named` stands in the text by its address.
    """

    kind: Kind
    number: Decimal = Decimal(0)
    unit: str = ""
    per: str = ""
    is_rounded: bool = False
    up_to: Decimal | None = None
    days: frozenset[int] = frozenset()
    is_whole: bool = False
    stretch: Stretch | None = None
