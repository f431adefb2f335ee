"""The keys that fit somewhere, and what to say about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lindero.reading.tree import PathStep
from lindero.records.fields import Leaf
from lindero.records.sections import RULE_WORDS, KeyContent, SeveralRecords, list_leaves

Leaves = Mapping[str, KeyContent]


@dataclass(frozen=True)
class RecordKeys:
    """The keys that fit somewhere, and what to say about them."""

    leaves: Leaves
    also: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """Values first, words that fit any rule after them."""
        return [*sorted(self.leaves, key=lambda name: name in RULE_WORDS), *self.also]

    def find_inner_keys(self, loc: tuple[PathStep, ...]) -> RecordKeys:
        """The keys of a group inside."""
        kind = self.leaves.get(str(loc[0])) if loc else None
        if isinstance(kind, SeveralRecords):
            return RecordKeys(list_leaves(kind.kind)).find_inner_keys(loc[2:])
        return (
            RecordKeys(list_leaves(kind)).find_inner_keys(loc[1:])
            if isinstance(kind, type)
            else self
        )

    def how_to_start(self) -> str:
        """Help for one value where a group belongs."""
        return f"write `{self.names[0]}: …` and so on under it, indented by two spaces"

    def how_to_list(self, name: str) -> str:
        """Help for anything else where a list of groups belongs."""
        first = self.names[0]
        return f"write `{name}: [{{{first}: {self._find_example(first)}}}]`"

    def how_to_add(self, name: str) -> str:
        """Help for a key that is missing."""
        return f"add `{name}: {self._find_example(name)}`"

    def _find_example(self, name: str) -> str:
        leaf = self.leaves.get(name)
        return (
            str(next(iter(leaf.schema.get("examples", ())), "…")) if isinstance(leaf, Leaf) else "…"
        )
