"""What a check may look at: the sound part of a rulebook, and where everything stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lindero.findings.place import Place, Unlocated
from lindero.reading.tree import Placed, Step
from lindero.rulebook.resolving import Resolved
from lindero.rulebook.rulebook import Rulebook


@dataclass(frozen=True)
class Checked:
    """The sound part of a rulebook, all that came out of resolving it, the places, the day and the folder's name."""

    rulebook: Rulebook
    resolved: Resolved
    places: Placed
    as_of: date
    home: str

    def value(self, *path: Step) -> Place:
        """The value at a path, for a finding about what it says."""
        return self.places.find(path).mark or Unlocated(self.home)

    def place(self, *path: Step) -> Place:
        """The key at a path, for a finding."""
        return self.places.find(path).key_mark or Unlocated(self.home)
