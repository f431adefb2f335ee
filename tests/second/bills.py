"""What a worked example is made of: rows with their sums and quantities."""

from dataclasses import dataclass, field
from fractions import Fraction

from second.figures import Quantity

Sums = tuple[Fraction, ...]
"""A sum, or the lower and the upper one of a range."""

Steps = tuple[int, str, Fraction]
"""A step in minutes, how it is rounded, and the first block."""


@dataclass(frozen=True)
class Row:
    """A line as the page prints it: what it is, its sum, and the quantities that it names.

    `base` is what a tax says that it is a share of, where it says so.
    """

    kind: str
    sums: Sums = ()
    names: dict[str, Quantity | int] = field(default_factory=dict)
    base: Sums = ()


@dataclass(frozen=True)
class Bill:
    """All rows of an order and what they come to."""

    rows: list[Row]
    total: Sums
    withheld: Sums = ()
    paid: Sums = ()


def add_up(rows: list[Row]) -> Sums:
    """What the rows come to; a range has a lower and an upper sum."""
    ends = max(len(row.sums) for row in rows)
    return tuple(
        sum((row.sums[min(end, len(row.sums) - 1)] for row in rows if row.sums), Fraction(0))
        for end in range(ends)
    )
