"""Mistakes of the author, each at its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lindero.findings.finding import Finding
from lindero.findings.place import Place, Unlocated
from lindero.reading.tree import PlaceTree
from lindero.records.parsers import SLUG, SLUG_HELP
from lindero.shapes import Problem
from lindero.shapes.refusals import AlreadyReported

_AT_THE_KEY = {"missing-language", "missing-key", "uneven-lists"}


@dataclass(eq=False, repr=False)
class Mistakes:
    """Everything found so far; `home` is the folder to name where something has no place."""

    home: str
    found: list[Finding] = field(default_factory=list)

    def check_slug(self, key: str, place: PlaceTree) -> bool:
        """Whether a key can be an id; told where it cannot."""
        if SLUG.fullmatch(key):
            return True
        self.add_finding("bad-id", f"`{key}` cannot be an id", place.key, SLUG_HELP)
        return False

    def add_problems(self, problems: Sequence[Problem], place: PlaceTree) -> None:
        """Tell what is wrong with a value, or inside it."""
        for problem in problems:
            if not isinstance(problem, AlreadyReported):
                inner = place.find_piece(problem.path)
                at_key = problem.on_key or problem.code in _AT_THE_KEY
                mark = inner.key_mark if at_key else inner.mark
                self.add_finding(problem.code, problem.message, mark, problem.help)

    def add_finding(self, code: str, message: str, place: Place | None, help_: str | None) -> None:
        """Tell one mistake."""
        self.found.append(Finding(code, message, place or Unlocated(self.home), help_))
