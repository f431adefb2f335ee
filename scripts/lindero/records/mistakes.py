"""Mistakes of the author, each at its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lindero.findings.finding import Finding, Related
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

    def add_problems(
        self, problems: Sequence[Problem], place: PlaceTree, near: tuple[Related, ...] = ()
    ) -> None:
        """Tell what is wrong with a value, or inside it, and what explains all of it."""
        for problem in problems:
            if not isinstance(problem, AlreadyReported):
                inner = place.find_piece(problem.path)
                at_key = problem.on_key or problem.code in _AT_THE_KEY
                mark = inner.key_mark if at_key else inner.mark
                both = (*near, *_locate_beside(problem, place))
                self.add_finding(problem.code, problem.message, mark, problem.help, both)

    def add_finding(
        self,
        code: str,
        message: str,
        place: Place | None,
        help_: str | None,
        near: tuple[Related, ...] = (),
    ) -> None:
        """Tell one mistake, with what explains it."""
        place = place or Unlocated(self.home)
        self.found.append(Finding(code, message, place, help_, related=near))


def _locate_beside(problem: Problem, record: PlaceTree) -> tuple[Related, ...]:
    """What explains a mistake, where it stands in the same record."""
    mark = record.children[problem.beside].mark if problem.beside in record.children else None
    return (Related(mark, f"the {problem.beside}"),) if mark else ()
