"""Pieces of a YAML text as they stand there, before anybody asks what they mean."""

from __future__ import annotations

from dataclasses import dataclass, field

from lindero.findings.finding import Finding
from lindero.findings.place import Span

MAX_DEPTH = 20


@dataclass(slots=True)
class Node:
    """A text, a list, a mapping or an alias.

    Entries of a list have no name. `style` is the sign that a text is written with, empty for a
    plain one; `marks` are the stretches of its anchors and tags, `cut` what was taken for a
    comment right behind it.
    """

    start: int
    end: int
    kind: str = "text"
    text: str = ""
    style: str = ""
    entries: list[tuple[Node | None, Node]] = field(default_factory=list)
    marks: tuple[tuple[int, int], ...] = ()
    cut: tuple[int, int] | None = None


class Mistake(Exception):
    """A line from which on the text cannot be taken apart."""

    def __init__(self, found: Finding) -> None:
        super().__init__(found.message)
        self.found = found

    @property
    def at(self) -> int:
        """Where it is told."""
        assert isinstance(self.found.place, Span)
        return self.found.place.start
