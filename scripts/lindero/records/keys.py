"""The keys that fit in a record or a rule, and what to say about those that do not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

from lindero.findings.finding import suggest_word
from lindero.records.fields import RULE_WORDS, Leaf
from lindero.records.meant_keys import find_meant_key
from lindero.shapes import Problem
from lindero.shapes.key_groups import Keys

if TYPE_CHECKING:
    from lindero.records.record import KeyContent


AnyContent = TypeVar("AnyContent", bound="KeyContent")


class RecordKeys(Keys, Generic[AnyContent]):
    """The keys of a record or a rule; `also` are read by somebody else."""

    def __init__(
        self,
        leaves: Mapping[str, AnyContent],
        required: Collection[str],
        also: tuple[str, ...] = (),
    ) -> None:
        super().__init__({name: leaf.make_parser(name) for name, leaf in leaves.items()}, required)
        self.leaves, self.also = leaves, also

    @property
    def names(self) -> list[str]:
        """Values first, words that fit any rule after them."""
        return [*sorted(self.leaves, key=lambda name: name in RULE_WORDS), *self.also]

    def explain_strange_key(self, key: str, missing: list[str]) -> tuple[str | None, str | None]:
        """Help for a key that does not fit, and the missing one that was meant by it."""
        # A missing key first: whoever misspells a key has most likely misspelt one that is needed.
        near = find_meant_key(key, missing) or find_meant_key(key, self.names)
        help_ = comma_help(key) or (
            f"did you mean `{near}`?" if near else suggest_word(key, self.names)
        )
        # One strange key and one that is missing are most likely the same, however unlike.
        if near is None and len(missing) == 1:
            add = self.explain_missing_key(missing[0])
            return f"{help_}\n`{missing[0]}` is missing here: {add}", missing[0]
        return help_, near

    def explain_missing_key(self, name: str) -> str:
        """Help for a key that is missing."""
        return f"add `{name}: {self._find_example(name)}`"

    def refuse_single_value(self, called: str) -> Problem:
        """What is wrong with one value where a group belongs."""
        help_ = f"write `{self.names[0]}: …` and so on under it, indented by two spaces"
        return Problem("not-a-mapping", f"{called} holds keys of its own", help_)

    def explain_list(self, name: str) -> str:
        """Help for anything else where a list of groups belongs."""
        first = self.names[0]
        return f"write `{name}: [{{{first}: {self._find_example(first)}}}]`"

    def _find_example(self, name: str) -> str:
        leaf = self.leaves.get(name)
        examples = leaf.schema.get("examples", ()) if isinstance(leaf, Leaf) else ()
        return str(next(iter(examples), "…"))


def comma_help(key: str) -> str | None:
    """Help for a key that starts with a digit: the rest of a number with a comma, in braces."""
    if key[:1].isdigit():
        return "inside braces a comma starts a new entry; write decimals with a point: `1.5 %`"
    return None
