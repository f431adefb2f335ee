"""What is paid, and what work is charged with: reckoning, not reading."""

from __future__ import annotations

from typing import Literal

from lindero.shapes.money import Money
from lindero.shapes.multiples import Multiple
from lindero.shapes.percents import Percent
from lindero.shapes.periods import Period
from lindero.shapes.prices import Price
from lindero.shapes.shape import Figure


class WorkTime(Figure):
    """Working time that is charged at the usual rate."""

    period: Period
    kinds = ("time",)
    forms = ("word", "limit")

    @property
    def machine(self) -> str:
        """ISO 8601 duration: `PT2H`."""
        return self.period.machine

    @property
    def written(self) -> str:
        """As an author writes it."""
        return self.period.written


ChargePart = Percent | Multiple | Price | WorkTime | Money
PART_ORDER = (Percent, Multiple, Price, WorkTime, Money)
"""Which of two parts stands first: what depends most on the work."""


class Comparison(Figure):
    """The larger or the smaller of two; what depends on a base stands first."""

    kind: Literal["larger", "smaller"]
    first: ChargePart
    second: ChargePart
    forms = ("limit",)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What a condition may call it."""
        return (self.kind,)

    @property
    def written(self) -> str:
        """As an author writes it."""
        return f"{self.kind} of {self.first.written} and {self.second.written}"

    def apply_to(self, base: Money) -> Money:
        """What it comes to for a sum, exact and not rounded."""
        sums = (apply_charge(part, base) for part in (self.first, self.second))
        return (max if self.kind == "larger" else min)(sums, key=lambda money: money.amount)


class BoundedCharge(Figure):
    """A part with a least sum, a most sum, or both."""

    part: ChargePart
    least: Money | None = None
    most: Money | None = None
    forms = ("limit",)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What a condition may call it: bounded, and what is bounded."""
        return ("bounded", *self.part.kinds)

    @property
    def written(self) -> str:
        """As an author writes it."""
        least = f", at least {self.least.written}" if self.least else ""
        return f"{self.part.written}{least}{f', at most {self.most.written}' if self.most else ''}"

    def apply_to(self, base: Money) -> Money:
        """What it comes to for a sum, exact and not rounded."""
        found = apply_charge(self.part, base)
        if self.least and (self.least - found).amount > 0:
            return self.least
        return self.most if self.most and (found - self.most).amount > 0 else found


Amount = Percent | Money | Comparison | BoundedCharge
Charge = Amount | Multiple | Price | WorkTime


def apply_charge(part: Charge, base: Money) -> Money:
    """What a part comes to for a sum.

    Raises ValueError for another currency, TypeError for what needs a quantity of work.
    """
    if isinstance(part, Price | WorkTime):
        raise TypeError(f"{part.written} depends on how much work there is")
    return part.apply_to(base)
