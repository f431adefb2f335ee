"""Plain data and, beside it, the place of every key and value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from lindero.findings.place import Source, Span
from lindero.frozen import Frozen

PathStep = str | int
ScalarValue = None | bool | int | Decimal | str


class Scalar(NamedTuple):
    """One value: `value` by the YAML 1.2 core rules, `text` as typed (quotes and folding undone).

    `refused` says that reading has already found fault with it, so that nobody else needs to.
    """

    value: ScalarValue
    text: str
    refused: bool = False


@dataclass(eq=False, repr=False, slots=True)
class PlaceTree:
    """Where a piece of data stands: its key, its text if it is a scalar, the pieces inside it."""

    key: Span | None = None
    value: Span | None = None
    children: dict[PathStep, PlaceTree] = field(default_factory=dict)

    @property
    def mark(self) -> Span | None:
        """The stretch to point at: the scalar, else the key, else the first thing inside."""
        if self.value is not None and self.value.end > self.value.start:
            return self.value
        return self.key or next((child.key_mark for child in self.children.values()), self.value)

    @property
    def key_mark(self) -> Span | None:
        """The key if there is one, else what `mark` gives."""
        return self.key or self.mark

    def find_piece(self, path: Sequence[PathStep]) -> PlaceTree:
        """The piece at a path; where it is missing, the nearest piece around it."""
        here = self
        for step in path:
            inside = here.children.get(step)
            if inside is None:
                return here
            here = inside
        return here


class Document(Frozen, eq=False):
    """A file that was read: dicts, lists and scalars, and beside them the same tree of places."""

    source: Source
    data: Any
    places: PlaceTree
