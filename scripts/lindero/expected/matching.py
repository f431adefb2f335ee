"""Holds a surface's words against what must be said there, and reads every figure on the way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal, NamedTuple

from lindero.catalogue.facts import Fact
from lindero.expected.patterns import (
    CLOSE,
    OPEN,
    Found,
    Patterns,
    Shown,
    means_something,
    read_loosely,
)
from lindero.expected.speech import (
    Cluster,
    Item,
    Joint,
    LinkTo,
    Part,
    Slot,
    Statement,
    compare_parts,
)
from lindero.frozen import Frozen

_MARK = re.compile(rf"{OPEN}[^{CLOSE}]*#(\d+){CLOSE}")
_SHOWN_LETTERS = 80
_WORD = re.compile(rf"{OPEN}[^{CLOSE}]*{CLOSE}|\S+")
_FIGURE_WORDS = 12
_NEXT_ONES = 6


MismatchKind = Literal["figure", "unmarked", "address", "value", "missing", "extra"]


class Marked(Frozen):
    """A figure that a page marks: the address it gives, its exact form, and what is shown."""

    address: str
    value: str
    text: str


class Surface(Frozen):
    """The words of a page or sheet, in order, with a mark for each marked figure.

    Where it is not `spaced`, a tool has taken out white space that stood between elements.
    """

    words: str
    figures: tuple[Marked, ...] = ()
    spaced: bool = True


class Mismatch(Frozen):
    """Something that does not agree, by its kind; `name` is what should say or show it.

    A `figure` is shown otherwise, is `unmarked`, or its mark has another `address` or exact form
    (`value`); a statement is `missing`, or there are `extra` words. `shown` is what stands there
    instead, or from there on; `wanted` are the words of what is missing.
    """

    kind: MismatchKind
    name: str
    shown: str = ""
    fact: Fact | None = None
    wanted: str = ""


class Said(NamedTuple):
    """A statement that a surface makes: what says so, and where in the folded words."""

    name: str
    start: int
    end: int


@dataclass
class Comparison:
    """What came of comparing one surface: what does not agree, and what was compared."""

    mismatches: list[Mismatch] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    """Where the words that were found must lead, as their author wrote it."""

    @property
    def sentences(self) -> int:
        """How many statements were found."""
        return len(self.said)


def compare_surface(surface: Surface, items: Sequence[Item], patterns: Patterns) -> Comparison:
    """Hold a surface against what must be said on it, in this order, and nothing else."""
    run = _Run(patterns, surface, patterns.fold(surface.words), items)
    run.compare_all()
    return run.result


@dataclass
class _Run:
    patterns: Patterns
    surface: Surface
    words: str
    items: Sequence[Item]
    at: int = 0
    _missed_at: int = -1
    result: Comparison = field(default_factory=Comparison)

    def compare_all(self) -> None:
        for number, item in enumerate(self.items):
            if isinstance(item, Cluster):
                self._compare_cluster(item, self.items[number + 1 :])
            else:
                self._compare_statement(item, self.items[number + 1 :])
        self._report_extra(len(self.words))

    def _compare_statement(self, statement: Statement, following: Sequence[Item]) -> None:
        self._skip_signs()
        found = self.patterns.match(statement, self.words, self.at)
        if found is None and statement.wanted:
            found = self._find_elsewhere(statement, following)
            if found is None:
                self._report_missing(statement, self.at)
                self._missed_at = self.at
                return
            self._report_extra(found.start)
        if found:
            known = len(self.result.mismatches)
            self._accept(statement, found)
            if found.loose and len(self.result.mismatches) == known:
                # Its figures are right, and yet it does not say what it should.
                self._report_missing(statement, self.at)
            self.at = found.end

    def _find_elsewhere(self, statement: Statement, following: Sequence[Item]) -> Found | None:
        """A statement that is not here: further on, or with other figures in it."""
        words = self.words
        if len(statement.parts) == 1 and isinstance(slot := statement.parts[0], Slot):
            # A figure alone is whatever stands before that which follows it.
            ends = (end.end() for end in islice(_WORD.finditer(words, self.at), _FIGURE_WORDS))
            end = next((end for end in ends if self._begins(following, end) is not None), None)
            if end is None:
                return None
            return Found(self.at, end, (read_loosely(slot, words[self.at : end]),))
        found = self.patterns.search(statement, words, self.at)
        found = found or self.patterns.search_loosely(statement, words, self.at)
        return found if found and not self._comes_before(following, found.start) else None

    def _comes_before(self, following: Sequence[Item], at: int) -> bool:
        """Whether something that follows stands nearer, so that it is this one that is missing."""
        wanted = (item for item in following if isinstance(item, Statement) and item.wanted)
        next_ones = (item for item in islice(wanted, _NEXT_ONES) if len(item.parts) > 1)
        found = (self.patterns.search(item, self.words, self.at) for item in next_ones)
        return any(one.start < at for one in found if one)

    def _accept(self, statement: Statement, found: Found) -> None:
        start, words = found.start, self.words
        runs_on = start > 0 and words[start - 1 : start + 1].isalnum()
        if runs_on and self.patterns.marked and self.surface.spaced:
            # It runs into what stands before it, as in `designMadrid`.
            self._add_mismatch("extra", "", self._put_back(words[start - 1 :]), None)
        self.result.said.append(Said(statement.name, start, found.end))
        self.result.links += [one.href for one in statement.parts if isinstance(one, LinkTo)]
        for shown in found.shown:
            self.result.facts.append(shown.slot.fact)
            self._check_shown(shown)

    def _check_shown(self, shown: Shown) -> None:
        """A figure in its place; of a mark also its address and its exact form."""
        slot, fact = shown.slot, shown.slot.fact
        marked = None if shown.number is None else self.surface.figures[shown.number]
        text = marked.text if marked else shown.text
        if marked and marked.address != fact.address:
            self._add_mismatch("address", marked.address, text, fact)
        elif not self.patterns.agrees(slot, text):
            self._add_mismatch("figure", fact.address, text, fact)
        elif marked and marked.value != self.patterns.encode(fact):
            self._add_mismatch("value", fact.address, marked.value, fact)
        elif marked is None and slot.marked and self.patterns.marked:
            self._add_mismatch("unmarked", fact.address, text, fact)

    def _add_mismatch(self, kind: MismatchKind, name: str, shown: str, fact: Fact | None) -> None:
        self.result.mismatches.append(Mismatch(kind, name, shown, fact))

    def _compare_cluster(self, cluster: Cluster, following: Sequence[Item]) -> None:
        left = sorted(cluster.statements, key=lambda one: -_weigh(one.parts))
        awaited = {_name_group(one): one for one in reversed(left) if one.wanted or one.group}
        start = self.at
        while self._skip_signs():
            # `30 days` may be what comes next; `30 days, month end` is not.
            least = self._begins(following, self.at) if not awaited else None
            begun = (one for one in left if self.patterns.may_begin(one, self.words, self.at))
            tried = ((one, self.patterns.match(one, self.words, self.at)) for one in begun)
            matches = [
                (one, found) for one, found in tried if found and found.end > (least or self.at)
            ]
            if not matches:
                break
            # The longest: a list of two entries begins as one of the first alone.
            statement, found = max(matches, key=lambda match: match[1].end)
            self._accept(statement, found)
            for other, end in ((other, match.end) for other, match in matches):
                if end == found.end:
                    awaited.pop(_name_group(other), None)
            for other in _list_alike(statement, left):
                awaited.pop(_name_group(other), None)
            if not statement.often:
                left.remove(statement)
            self.at = found.end
        for statement in awaited.values():
            self._report_missing(statement, start)

    def _begins(self, items: Sequence[Item], at: int) -> int | None:
        """Where what must be said next would end, if it begins at a place; None if it does not."""
        while at < len(self.words) and not means_something(self.words[at]):
            at += 1
        for item in items:
            said = item.statements if isinstance(item, Cluster) else (item,)
            found = (self.patterns.match(one, self.words, at) for one in said)
            if end := max((one.end for one in found if one), default=0):
                return end
            if isinstance(item, Cluster) or item.wanted:
                return None
        return at if at == len(self.words) else None

    def _skip_signs(self) -> bool:
        """Go on to the next sign that means something, if there is one."""
        while self.at < len(self.words) and not means_something(self.words[self.at]):
            self.at += 1
        return self.at < len(self.words)

    def _report_extra(self, end: int) -> None:
        extra = self.words[self.at : end]
        # Where something is missing, what stands there has been told with it.
        if any(map(means_something, extra)) and self._missed_at != self.at:
            self._add_mismatch("extra", "", self._put_back(extra), None)

    def _report_missing(self, statement: Statement, at: int) -> None:
        figures = [part.fact for part in statement.parts if isinstance(part, Slot)]
        alone = figures[0] if figures and len(statement.parts) == 1 else None
        shown, wanted = self._put_back(self.words[at:]), _show_parts(statement.parts)
        mismatch = Mismatch("missing", statement.name, shown, alone, wanted)
        self.result.mismatches.append(mismatch)

    def _put_back(self, words: str) -> str:
        """The beginning of some words, with their figures in place of the marks."""
        shown = put_figures_back(self.surface, words).strip()
        return shown if len(shown) <= _SHOWN_LETTERS else f"{shown[:_SHOWN_LETTERS].rstrip()} …"


def put_figures_back(surface: Surface, words: str) -> str:
    """Words of a surface as they read, with its figures in place of the marks."""
    return _MARK.sub(lambda mark: surface.figures[int(mark[1])].text, words)


def _name_group(statement: Statement) -> str:
    """What is awaited: one of a group, or a statement by itself."""
    return statement.group or f"{id(statement)}"


def _list_alike(statement: Statement, others: Sequence[Statement]) -> list[Statement]:
    """Those that read the same in another case, and so are not said again."""
    grouped = [one for one in others if one.group and len(one.parts) == len(statement.parts)]
    said = compare_parts(statement.parts) if grouped else ()
    return [one for one in grouped if compare_parts(one.parts) == said]


def _weigh(parts: Sequence[Part]) -> int:
    """How much is fixed in a statement: the more, the earlier it is tried."""
    sizes = (len(part) if isinstance(part, str) else 4 for part in parts)
    return sum(sizes)


def _show_parts(parts: Sequence[Part]) -> str:
    """What should be said, with the figures as their author writes them."""
    said = [", " if isinstance(part, Joint) else part for part in parts]
    shown = (part.fact.figure.written if isinstance(part, Slot) else part for part in said)
    return "".join(part for part in shown if isinstance(part, str))
