"""A figure at its address: what the rulebook holds, and what is worked out from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from lindero.catalogue.specs import ValueSpec
from lindero.reading.tree import Step
from lindero.shapes import Figure
from lindero.shapes.units import unit_words


class Addressed(NamedTuple):
    """A figure and its address; `computed` where nobody wrote it."""

    address: str
    figure: Figure
    spec: ValueSpec | None = None
    computed: bool = False


def computed(address: str, figure: Figure, spec: ValueSpec | None = None) -> Addressed:
    """A figure that nobody wrote."""
    return Addressed(address, figure, spec, computed=True)


@cache
def unit_spec(unit: str) -> ValueSpec:
    """How a number of units is shown: `3200 palabras`."""
    return ValueSpec(unit, "count", unit=unit_words(unit)["noun"])


@dataclass(frozen=True)
class Fact:
    """A figure with its address: `payment.deposit.share`; `spec` tells its unit or choices, if the catalogue has any.

    The figures of all variants but the first have the case in their address: `payment.deposit.share@consumer`.
    `computed` says that nobody wrote it.
    """

    address: str
    figure: Figure
    spec: ValueSpec | None = None
    written_at: tuple[Step, ...] = ()
    computed: bool = False

    @property
    def path(self) -> tuple[Step, ...]:
        """Where it stands in the rulebook's YAML."""
        return self.written_at or tuple(self.address.split("."))
