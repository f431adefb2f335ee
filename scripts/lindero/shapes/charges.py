"""What is paid, as a share, a sum or a bounded mixture of the two; and what work is charged with: reckoning, not reading."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Literal

from lindero.shapes.amounts import Money, Percent
from lindero.shapes.periods import Period
from lindero.shapes.prices import Price
from lindero.shapes.refusals import format_number

WORK_UNITS = ("minute", "hour", "day", "week", "month")


@dataclass(frozen=True)
class Multiple:
    """So many times something; `factor` 1.5 means half as much again."""

    factor: Decimal
    kinds = ("multiple",)

    @property
    def machine(self) -> str:
        """The factor: `1.5`."""
        return format_number(self.factor)

    @property
    def written(self) -> str:
        """As an author writes it."""
        return f"{format_number(self.factor)} ×"

    def apply_to(self, base: Money) -> Money:
        """That many times a sum, exact and not rounded."""
        with localcontext(prec=60):
            return Money(base.amount * self.factor, base.currency)


@dataclass(frozen=True)
class WorkTime:
    """Working time that is charged at the usual rate."""

    period: Period
    kinds = ("time",)

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


@dataclass(frozen=True)
class Comparison:
    """The larger or the smaller of two; what depends on a base stands first."""

    kind: Literal["larger", "smaller"]
    first: ChargePart
    second: ChargePart

    @property
    def kinds(self) -> tuple[str, ...]:
        """What a condition may call it."""
        return (self.kind,)

    @property
    def written(self) -> str:
        """As an author writes it."""
        return f"{self.kind} of {self.first.written} and {self.second.written}"

    machine = written

    def apply_to(self, base: Money) -> Money:
        """What it comes to for a sum, exact and not rounded."""
        pick = max if self.kind == "larger" else min
        return pick(
            apply_charge(self.first, base),
            apply_charge(self.second, base),
            key=lambda money: money.amount,
        )


@dataclass(frozen=True)
class BoundedCharge:
    """A part with a least sum, a most sum, or both."""

    part: ChargePart
    least: Money | None = None
    most: Money | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """What a condition may call it: bounded, and what is bounded."""
        return ("bounded", *self.part.kinds)

    @property
    def written(self) -> str:
        """As an author writes it."""
        bounds = [
            f"at {word} {sum_.written}"
            for word, sum_ in (("least", self.least), ("most", self.most))
            if sum_
        ]
        return ", ".join([self.part.written, *bounds])

    machine = written

    def apply_to(self, base: Money) -> Money:
        """What it comes to for a sum, exact and not rounded."""
        found = apply_charge(self.part, base)
        if self.least and (self.least - found).amount > 0:
            return self.least
        return self.most if self.most and (found - self.most).amount > 0 else found


Amount = Percent | Money | Comparison | BoundedCharge


Charge = Amount | Multiple | Price | WorkTime


def apply_charge(part: Charge, base: Money) -> Money:
    """What a part comes to for a sum. Raises ValueError for another currency, TypeError for what needs a quantity of work."""
    if isinstance(part, Price | WorkTime):
        raise TypeError(f"{part.written} depends on how much work there is")
    return part.apply_to(base)
