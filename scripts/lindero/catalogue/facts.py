"""A figure at its address: what the rulebook holds, and what is worked out from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from lindero.catalogue.specs import ValueSpec
from lindero.reading.tree import PathStep
from lindero.resources.languages import LANGUAGES, read_language_words
from lindero.shapes import Figure


class AddressedFigure(NamedTuple):
    """A figure and its address; `computed` where nobody wrote it."""

    address: str
    figure: Figure
    spec: ValueSpec | None = None
    computed: bool = False


def mark_computed(address: str, figure: Figure, spec: ValueSpec | None = None) -> AddressedFigure:
    """A figure that nobody wrote."""
    return AddressedFigure(address, figure, spec, computed=True)


@cache
def make_unit_spec(unit: str) -> ValueSpec:
    """How a number of units is shown: `3200 palabras`."""
    return ValueSpec(
        unit,
        "count",
        unit={code: read_language_words(code)["units"][unit]["noun"] for code in LANGUAGES},
    )


@dataclass(frozen=True)
class Fact:
    """A figure with its address: `payment.deposit.share`; `spec` tells its unit or choices, if the catalogue has any.

    The figures of all variants but the first have the case in their address: `payment.deposit.share@consumer`.
    `computed` says that nobody wrote it.
    """

    address: str
    figure: Figure
    spec: ValueSpec | None = None
    written_at: tuple[PathStep, ...] = ()
    computed: bool = False

    @property
    def path(self) -> tuple[PathStep, ...]:
        """Where it stands in the rulebook's YAML."""
        return self.written_at or tuple(self.address.split("."))
