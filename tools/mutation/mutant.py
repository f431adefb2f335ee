"""A mutant: one place of one shipped file, and what stands there instead."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

_SHOWN = 150  # characters of each side of a printed change


@dataclass(frozen=True)
class Mutant:
    """What `operator` did to `file`, a path in the package, between two characters of its text.

    `after_other_rules` asks for a build of other rules first, in the same process: caches.
    """

    file: str
    operator: str
    line: int
    start: int
    end: int
    before: str
    after: str
    after_other_rules: bool = False

    @property
    def identity(self) -> str:
        """A name that stays the same while other lines of the file come and go."""
        parts = (self.file, self.operator, self.before, self.after)
        return sha256("\0".join(parts).encode()).hexdigest()

    @property
    def kind(self) -> str:
        """What sort of file it is in: `wording.py`, `site.j2`, `wording.yml`."""
        return f"{self.file.partition('/')[0]}.{self.file.rpartition('.')[2]}"

    def apply_to(self, text: str) -> str:
        """The file with the change in it."""
        return text[: self.start] + self.after + text[self.end :]

    def show_change(self) -> str:
        """The change on one line."""
        return (
            f"{self.file}:{self.line} [{self.operator}] {_fold(self.before)} → {_fold(self.after)}"
        )


def make_mutant(file: str, text: str, operator: str, span: tuple[int, int], after: str) -> Mutant:
    """A mutant of a file's text."""
    start, end = span
    line = text.count("\n", 0, start) + 1
    return Mutant(file, operator, line, start, end, text[start:end], after)


def _fold(text: str) -> str:
    folded = " ".join(text.split())
    return f"`{folded if len(folded) <= _SHOWN else folded[: _SHOWN - 1] + '…'}`"
