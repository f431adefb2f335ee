"""What a check may look at: the sound part of a rulebook, and where everything stands."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from lindero.findings.place import Place, Unlocated
from lindero.reading.tree import PathStep, PlaceTree
from lindero.rulebook.doubts import in_doubt
from lindero.rulebook.resolution import Resolution
from lindero.rulebook.rulebook import Rulebook


class CheckContext(NamedTuple):
    """The sound part of a rulebook, all that came out of resolving it, the places and the day.

    `home` is the folder to name when something has no place.
    """

    rulebook: Rulebook
    resolved: Resolution
    places: PlaceTree
    as_of: date
    home: str

    def locate_value(self, *path: PathStep) -> Place:
        """The value at a path, for a finding about what it says."""
        return self.places.find_piece(path).mark or Unlocated(self.home)

    def locate_key(self, *path: PathStep) -> Place:
        """The key at a path, for a finding."""
        return self.places.find_piece(path).key_mark or Unlocated(self.home)

    def locate_statement(self, path: tuple[PathStep, ...], written: str) -> Place:
        """What a statement stands on: the value that is written there, else the rule's name."""
        return self.locate_value(*path) if written else self.locate_key(*path)

    def is_doubtful(self, name: str) -> bool:
        """Whether nobody can say that a name is missing; its file may be unreadable."""
        return in_doubt(name, self.resolved.doubts)
