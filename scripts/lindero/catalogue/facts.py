"""A figure at its address: what the rulebook holds, and what is worked out from it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from lindero.catalogue.specs import ValueSpec
from lindero.frozen import Frozen
from lindero.reading.tree import PathStep
from lindero.shapes import Figure
from lindero.shapes.quantities import Quantity


def find_holder(address: str) -> str:
    """The rule or service that a figure's address leads to, whatever its case."""
    return address.partition("@")[0].rpartition(".")[0]


class Fact(Frozen):
    """A figure with its address: `payment.deposit.share`; `spec` has its unit or choices, if any.

    The figures of all variants but the first have the case in their address:
    `payment.deposit.share@consumer`. `computed` says that nobody wrote it, and `is_open` that
    nobody knows which taxes are in its sums.
    """

    address: str
    figure: Figure
    spec: ValueSpec | None = None
    written_at: tuple[PathStep, ...] = ()
    computed: bool = False
    is_open: bool = False

    @property
    def holder(self) -> str:
        """The address of the rule or service that it is a figure of."""
        return find_holder(self.address)

    @property
    def name(self) -> str:
        """How it is called inside its rule: `share`."""
        return self.address.partition("@")[0].rpartition(".")[2]

    @property
    def path(self) -> tuple[PathStep, ...]:
        """Where it stands in the rulebook's YAML."""
        return self.written_at or tuple(self.address.split("."))

    def add_suffix(self, suffix: str) -> Fact:
        """The same under an address that names a case: `payment.deposit.example@consumer`."""
        return replace(self, address=f"{self.address}{suffix}")


QUANTITY = "quantity"
"""In place of a shape: the number is one of units that have their own words; `name` is the unit."""


def make_quantity_fact(address: str, quantity: Quantity, *, computed: bool = False) -> Fact:
    """A number of units, shown with their name: `3200 palabras`."""
    return Fact(address, quantity.figure, _make_unit_spec(quantity.unit), computed=computed)


@cache
def _make_unit_spec(unit: str) -> ValueSpec:
    """A value whose words are those of its unit, as the reader's country has them."""
    return ValueSpec(unit, QUANTITY)
