"""What comes out of reading a rulebook, sound or not, and what all steps of the reading share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from lindero.findings.finding import Finding
from lindero.frozen import Frozen
from lindero.reading.tree import PlaceTree, Scalar
from lindero.records.fields import Leaf
from lindero.records.keys import RecordKeys
from lindero.records.mistakes import Mistakes
from lindero.records.record import Record
from lindero.records.sections import NAMED_SECTIONS
from lindero.rulebook.rule import Rule
from lindero.shapes import Context, Refusal, Text, TextList
from lindero.shapes.key_groups import read_group

AnyRecord = TypeVar("AnyRecord", bound=Record)


class WrittenProse(Frozen, eq=False):
    """A text of the author that may name figures, and the rule whose short names it may use.

    `home` is the rule, service, adjustment or one-pager that it belongs to.
    """

    text: Text
    placed: PlaceTree
    rule: str | None = None
    home: str = ""


@dataclass(eq=False, repr=False)
class Resolution:
    """What came out sound, and what did not.

    `broken` names what the author wrote and is not sound, `off` the rules switched off,
    `lent` by adjustment the address of the figure that it takes from a rule,
    `doubtful` what may be meant by a misspelt key or stand where nobody can read it.
    """

    records: dict[str, Record] = field(default_factory=dict)
    named: dict[str, dict[str, Record]] = field(
        default_factory=lambda: {section: {} for section in NAMED_SECTIONS}
    )
    rules: dict[str, Rule] = field(default_factory=dict)
    topics: dict[str, Text] = field(default_factory=dict)
    off: set[str] = field(default_factory=set)
    lent: dict[str, str] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    doubtful: set[str] = field(default_factory=set)
    prose: list[WrittenProse] = field(default_factory=list)
    found: list[Finding] = field(default_factory=list)

    @property
    def doubts(self) -> set[str]:
        """Everything of which nobody can say that it is missing."""
        return self.broken | self.doubtful


@dataclass(eq=False, repr=False)
class Resolver:
    """What every step of the reading knows: the day, the business, and what came out so far."""

    home: str
    as_of: date
    context: Context
    out: Resolution = field(default_factory=Resolution)

    @cached_property
    def mistakes(self) -> Mistakes:
        """Where findings are told."""
        return Mistakes(self.home, self.out.found)

    def read_record(
        self,
        kind: type[AnyRecord],
        body: Any,
        place: PlaceTree,
        rule: str | None = None,
        home: str = "",
    ) -> AnyRecord | None:
        """A group of keys as a record; None where it is not sound, which is told."""
        if isinstance(body, Scalar) and body.refused:
            return None
        assert place.key
        try:
            record = kind.read_keys(body, self.context, f"`{place.key.text}`")
        except Refusal as refused:
            self.mistakes.add_problems(refused.problems, place)
            return None
        self._collect_prose(kind.keys, vars(record), place, rule, home)
        return record

    def read_values(
        self, keys: RecordKeys[Any], body: dict[str, Any], place: PlaceTree, rule: str
    ) -> dict[str, Any] | None:
        """The values of a rule by name; None where one is not sound, which is told."""
        values, problems = read_group(body, keys, self.context)
        if problems:
            self.mistakes.add_problems(problems, place)
            return None
        self._collect_prose(keys, values, place, rule)
        return values

    def collect_record_prose(self, record: Record, place: PlaceTree, rule: str) -> None:
        """Keep the texts of a record that stands inside another one."""
        self._collect_prose(record.keys, vars(record), place, rule)

    def _collect_prose(
        self,
        keys: RecordKeys[Any],
        values: Mapping[str, Any],
        place: PlaceTree,
        rule: str | None,
        home: str = "",
    ) -> None:
        """Keep the texts that may name figures: those are known only when all rules are read."""
        for name, leaf in keys.leaves.items():
            value = values.get(name)
            if isinstance(leaf, Leaf) and leaf.prose and value is not None:
                texts = value.entries if isinstance(value, TextList) else (value,)
                placed = place.find_piece((name,))
                self.out.prose += [WrittenProse(text, placed, rule, rule or home) for text in texts]
