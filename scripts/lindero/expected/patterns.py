"""Matches statements in a surface's words: words as they are, figures read where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import dropwhile
from typing import Any, NamedTuple
from unicodedata import category
from zlib import crc32

from lindero.catalogue.facts import Fact
from lindero.expected.figures import FigureReader
from lindero.expected.lexicon import Lexicon
from lindero.expected.speech import Joint, LinkTo, Slot, Statement
from lindero.resources.languages import LANGUAGES, read_language_words
from lindero.shapes import Comparison, Text, WorkTime

OPEN, CLOSE = "\ue000", "\ue001"
"""Around a marked figure in a surface's words: what stands for its address, and its number."""

_PLACE = "\ue002"
_JOINT_LETTERS = 16
_TELLING_LETTERS = 12
_SIGNS = {OPEN, CLOSE, "+", "\N{MINUS SIGN}", "%"}
_BEHIND = re.compile(rf"(?: \((?:[^(){OPEN}]|{OPEN}[^{CLOSE}]*{CLOSE})*\))+")


_COLON = re.compile(r": ")
_NOTHING_TOLD = re.compile(r":\s*(?:;|$)")


Step = str | Slot | Joint


class Shown(NamedTuple):
    """What stands in a slot: the text, or the number of the marked figure."""

    slot: Slot
    text: str
    number: int | None = None


class Found(NamedTuple):
    """A statement in a surface's words; `loose` says that only its words were looked for."""

    start: int
    end: int
    shown: tuple[Shown, ...]
    loose: bool = False


def mark_figure(address: str, number: int) -> str:
    """How a marked figure stands in a surface's words."""
    return f"{_begin_mark(address)}{number}{CLOSE}"


def _begin_mark(address: str) -> str:
    # A number, since words are folded and an address must stay as it is.
    return f"{OPEN}{crc32(address.encode())}#"


@dataclass
class Patterns:
    """The statements of one language as patterns.

    `marked` says that the surface marks its figures, as pages do; of a sheet there are only words.
    """

    lexicon: Lexicon
    marked: bool = True
    _steps: dict[int, tuple[Statement, tuple[Step, ...]]] = field(default_factory=dict)
    _readers: dict[int, FigureReader] = field(default_factory=dict)

    def _find_articles(self, slot: Slot) -> tuple[str, ...]:
        """What a sentence says before the figure of a slot; what is shown first decides."""
        figure = slot.fact.figure
        first = figure.first if isinstance(figure, Comparison) else figure
        articles = LANGUAGES[self.lexicon.language].articles if slot.article else {}
        kinds = ("work",) if isinstance(first, WorkTime) else first.kinds
        return tuple(f"{one} " for kind in kinds for one in articles.get(kind, ()))

    def fold(self, text: str) -> str:
        """Words as they are compared: white space, capitals and contractions make no difference."""
        return self.lexicon.expand(" ".join(text.split()))

    def may_begin(self, statement: Statement, words: str, at: int) -> bool:
        """Whether its first words stand here; of a figure nobody knows before it is read."""
        steps = self._fold_steps(statement)
        return not steps or not isinstance(steps[0], str) or words.startswith(steps[0], at)

    def match(self, statement: Statement, words: str, at: int) -> Found | None:
        """The statement just here."""
        return self._match_steps(self._fold_steps(statement), words, at, at, ())

    def search(self, statement: Statement, words: str, at: int) -> Found | None:
        """The first place from here on where the statement stands."""
        starts = self._list_starts(self._fold_steps(statement), words, at)
        return next(filter(None, (self.match(statement, words, start) for start in starts)), None)

    def search_loosely(self, statement: Statement, words: str, at: int) -> Found | None:
        """Where the statement's words stand, whatever its figures are; None if it has too few."""
        steps = self._fold_steps(statement)
        if sum(len(step) for step in steps if isinstance(step, str)) < _TELLING_LETTERS:
            return None
        slots = [step for step in steps if isinstance(step, Slot)]
        written = [
            re.escape(step) if isinstance(step, str)
            else ".{1,16}?" if isinstance(step, Joint)
            else f"({OPEN}[^{CLOSE}]*{CLOSE}|[^{OPEN}{CLOSE}]{{1,80}}?)"
            for step in steps
        ]  # fmt: skip
        tail = "" if not steps or isinstance(steps[-1], str) else r"(?=[.,;:\s]|$)"
        found = re.compile("".join(written) + tail).search(words, at)
        if found is None:
            return None
        texts = (read_loosely(slot, text) for slot, text in zip(slots, found.groups(), strict=True))
        return Found(found.start(), found.end(), tuple(texts), loose=True)

    def _fold_steps(self, statement: Statement) -> tuple[Step, ...]:
        kept = self._steps.get(id(statement))
        if kept is None:
            parts = [part for part in statement.parts if not isinstance(part, LinkTo)]
            text = "".join(part if isinstance(part, str) else _PLACE for part in parts)
            places = iter(part for part in parts if not isinstance(part, str))
            steps: list[Step] = []
            pieces = self.fold(text).split(_PLACE)
            for number, piece in enumerate(pieces):
                steps += [next(places)] if number else []
                said = _strip_start(piece) if number == 0 else piece
                said = _strip_start(said[::-1])[::-1] if number == len(pieces) - 1 else said
                steps += [said] if said else []
            # The statement is kept too, so that its number is not given to another one.
            kept = self._steps[id(statement)] = (statement, tuple(steps))
        return kept[1]

    def _list_starts(self, steps: Sequence[Step], words: str, at: int) -> Iterator[int]:
        first = steps[0] if steps else ""
        sought = first if isinstance(first, str) else ""
        if isinstance(first, Slot) and self.marked and first.marked and not first.article:
            sought = _begin_mark(first.fact.address)
        if not sought:
            yield from (found.start() for found in re.compile(r"\S+").finditer(words, at))
            return
        start = words.find(sought, at)
        while start >= 0:
            yield start
            start = words.find(sought, start + 1)

    def _match_steps(
        self, steps: Sequence[Step], words: str, start: int, at: int, shown: tuple[Shown, ...]
    ) -> Found | None:
        if not steps:
            return Found(start, at, shown)
        step, rest = steps[0], steps[1:]
        if isinstance(step, str):
            said = words.startswith(step, at)
            return self._match_steps(rest, words, start, at + len(step), shown) if said else None
        if isinstance(step, Joint):
            ends: Iterator[tuple[int, Shown | None]] = (
                (at + length, None) for length in range(1, _JOINT_LETTERS + 1)
            )
        else:
            ends = self._list_slot_ends(step, words, at)
        for end, one in ends:
            known = (*shown, one) if one else shown
            if found := self._match_steps(rest, words, start, end, known):
                return found
        return None

    def _list_slot_ends(
        self, slot: Slot, words: str, at: int
    ) -> Iterator[tuple[int, Shown | None]]:
        """Every way that the figure of a slot may stand here, up to where it ends."""
        articles = self._find_articles(slot)
        said = [one for one in articles if words.startswith(one, at)]
        for start in [at + len(one) for one in said] if articles else [at]:
            ends = (
                self._find_mark(slot, words, start)
                if self.marked and slot.marked
                else self._list_texts(slot, words, start)
            )
            for end, shown in ends:
                behind = _BEHIND.match(words, end) if slot.open else None
                if behind and self._tells_cases(slot, behind[0]):
                    yield behind.end(), shown
                yield end, shown

    def _tells_cases(self, slot: Slot, behind: str) -> bool:
        """Whether whatever brackets say of other cases ends in a figure that one of these has.

        `(for businesses)` alone only says whose figure it is.
        """
        told = [bracket.rstrip(")") for bracket in behind.split(" (") if ":" in bracket]
        return all(_NOTHING_TOLD.search(one) is None and self._ends_case(slot, one) for one in told)

    def _ends_case(self, slot: Slot, said: str) -> bool:
        if said.endswith(self.fold(str(self._words["case_none"]))):
            return True
        starts = [found.end() for found in _COLON.finditer(said)]
        others = [replace(slot, fact=fact, open=False, length="any") for fact in slot.cases]
        return any(
            end == len(said)
            for one in others
            for start in starts
            for end, _ in self._list_slot_ends(one, said, start)
        )

    @property
    def _words(self) -> Mapping[str, Any]:
        return read_language_words(self.lexicon.language, self.lexicon.country)

    def _find_mark(self, slot: Slot, words: str, at: int) -> Iterator[tuple[int, Shown]]:
        before = _begin_mark(slot.fact.address)
        if words.startswith(before, at):
            end = words.index(CLOSE, at)
            yield end + 1, Shown(slot, "", int(words[at + len(before) : end]))

    def _list_texts(self, slot: Slot, words: str, at: int) -> Iterator[tuple[int, Shown]]:
        """Texts from here that show the figure; the longest first."""
        for end in self._find_reader(slot).list_ends(words, at, slot.length, slot.style):
            yield end, Shown(slot, words[at:end])

    def agrees(self, slot: Slot, text: str) -> bool:
        """Whether a text shows the figure of a slot."""
        return self._find_reader(slot).agrees(text, slot.length, slot.style)

    def mentions(self, slot: Slot, text: str) -> bool:
        """Whether the figure of a slot stands anywhere in a text."""
        folded, reader = self.fold(text), self._find_reader(slot)
        starts = (found.start() for found in re.finditer(r"\S+", folded))
        return any(reader.list_ends(folded, start, slot.length) for start in starts)

    def encode(self, fact: Fact) -> str:
        """The exact form that a mark carries; words in the surface's language."""
        figure = fact.figure
        if isinstance(figure, Text):
            return figure.in_language(self.lexicon.language)
        return figure.machine

    def _find_reader(self, slot: Slot) -> FigureReader:
        key = id(slot.fact)
        if key not in self._readers:
            self._readers[key] = FigureReader(slot.fact, self.lexicon)
        return self._readers[key]


def read_loosely(slot: Slot, text: str) -> Shown:
    """What stands where a figure should, whatever it is."""
    text = text.strip()
    if text.startswith(OPEN):
        return Shown(slot, "", int(text.rpartition("#")[2].removesuffix(CLOSE)))
    return Shown(slot, text)


def means_something(sign: str) -> bool:
    """Spaces, dots and commas between statements say nothing; a sign before a sum does."""
    return sign.isalnum() or sign in _SIGNS or category(sign) == "Sc"


def _strip_start(text: str) -> str:
    return "".join(dropwhile(lambda sign: not means_something(sign), text))
