"""Matches statements in a surface's words: words as they are, figures read where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from lindero.expected.figures import figure_agrees, read_shown
from lindero.expected.lexicon import Lexicon
from lindero.expected.speech import Joint, Part, Slot, Statement
from lindero.resources.languages import LANGUAGES

OPEN, CLOSE = "\ue000", "\ue001"
"""Around a marked figure in a surface's words: its address and its number, `payment.due#3`."""

_PLACE = "\ue002"
_JOINT_LETTERS = 16
_MOST_WORDS = 40
_WORD = re.compile(r"[^\s.,;:)]+(?:[.,:][^\s.,;:)]+)*")
_BEHIND = re.compile(rf"(?: \((?:[^(){OPEN}]|{OPEN}[^{CLOSE}]*{CLOSE})*\))+")


class Shown(NamedTuple):
    """What stands in a slot: the text, or the number of the marked figure."""

    slot: Slot
    text: str
    number: int | None = None


class Found(NamedTuple):
    """A statement in a surface's words."""

    start: int
    end: int
    shown: tuple[Shown, ...]


def mark_figure(address: str, number: int) -> str:
    """How a marked figure stands in a surface's words."""
    return f"{OPEN}{address}#{number}{CLOSE}"


@dataclass
class Patterns:
    """The statements of one language as patterns.

    `marked` says that the surface marks its figures, as pages do; of a sheet there are only words.
    """

    lexicon: Lexicon
    marked: bool = True
    _steps: dict[int, tuple[Statement, tuple[Part, ...]]] = field(default_factory=dict)
    _agreed: dict[tuple[str, str, str], bool] = field(default_factory=dict)

    @cached_property
    def _contracted(self) -> list[tuple[re.Pattern[str], str]]:
        contractions = LANGUAGES[self.lexicon.language].contractions
        return [(re.compile(rf"\b{short}\b"), whole) for short, whole in contractions.items()]

    @cached_property
    def _article(self) -> re.Pattern[str]:
        articles = "|".join(map(re.escape, LANGUAGES[self.lexicon.language].articles))
        return re.compile(f"(?:{articles}) " if articles else r"(?!)")

    def fold(self, text: str) -> str:
        """Words as they are compared: white space, capitals and contractions make no difference."""
        folded = " ".join(text.split()).casefold()
        for short, whole in self._contracted:
            folded = short.sub(whole, folded)
        return folded

    def match(self, statement: Statement, words: str, at: int) -> Found | None:
        """The statement just here."""
        return self._match_steps(self._fold_steps(statement), words, at, at, ())

    def search(self, statement: Statement, words: str, at: int) -> Found | None:
        """The first place from here on where the statement stands."""
        starts = self._list_starts(self._fold_steps(statement), words, at)
        return next(filter(None, (self.match(statement, words, start) for start in starts)), None)

    def _fold_steps(self, statement: Statement) -> tuple[Part, ...]:
        kept = self._steps.get(id(statement))
        if kept is None:
            parts = statement.parts
            text = "".join(part if isinstance(part, str) else _PLACE for part in parts)
            places = iter(part for part in parts if not isinstance(part, str))
            steps: list[Part] = []
            for number, piece in enumerate(self.fold(text).split(_PLACE)):
                steps += [next(places)] if number else []
                said = piece.lstrip("¿¡«“(\"'") if number == 0 else piece
                steps += [said] if said else []
            # The statement is kept too, so that its number is not given to another one.
            kept = self._steps[id(statement)] = (statement, tuple(steps))
        return kept[1]

    def _list_starts(self, steps: Sequence[Part], words: str, at: int) -> Iterator[int]:
        first = steps[0] if steps else ""
        sought = first if isinstance(first, str) else ""
        if isinstance(first, Slot) and self.marked and first.marked and not first.article:
            sought = f"{OPEN}{first.fact.address}#"
        if not sought:
            yield from (found.start() for found in re.compile(r"\S+").finditer(words, at))
            return
        start = words.find(sought, at)
        while start >= 0:
            yield start
            start = words.find(sought, start + 1)

    def _match_steps(
        self, steps: Sequence[Part], words: str, start: int, at: int, shown: tuple[Shown, ...]
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
            ends = self._list_slot_ends(step, rest, words, at)
        for end, one in ends:
            known = (*shown, one) if one else shown
            if found := self._match_steps(rest, words, start, end, known):
                return found
        return None

    def _list_slot_ends(
        self, slot: Slot, rest: Sequence[Part], words: str, at: int
    ) -> Iterator[tuple[int, Shown | None]]:
        """Every way that the figure of a slot may stand here, up to where it ends."""
        article = self._article.match(words, at) if slot.article else None
        starts = (at, article.end()) if article else (at,)
        for start in starts:
            ends = (
                self._find_mark(slot, words, start)
                if self.marked and slot.marked
                else self._list_texts(slot, rest, words, start)
            )
            for end, shown in ends:
                behind = _BEHIND.match(words, end) if slot.open else None
                yield from [(behind.end(), shown)] if behind else []
                yield end, shown

    def _find_mark(self, slot: Slot, words: str, at: int) -> Iterator[tuple[int, Shown]]:
        before = f"{OPEN}{slot.fact.address}#"
        if words.startswith(before, at):
            end = words.index(CLOSE, at)
            yield end + 1, Shown(slot, "", int(words[at + len(before) : end]))

    def _list_texts(
        self, slot: Slot, rest: Sequence[Part], words: str, at: int
    ) -> Iterator[tuple[int, Shown]]:
        """Texts from here that show the figure; longer ones first, unless it is known what follows."""
        following = rest[0] if rest and isinstance(rest[0], str) else ""
        if following.strip():
            ends: Iterable[int] = _find_all(words, following, at)
        else:
            ends = self._list_word_ends(slot, words, at)
        for end in ends:
            text = words[at:end]
            if text.strip() and self.agrees(slot, text):
                yield end, Shown(slot, text)

    def _list_word_ends(self, slot: Slot, words: str, at: int) -> Iterator[int]:
        """Where a figure may end, the furthest first: behind a word that adds to what is said."""
        said = list(islice(_WORD.finditer(words, at), _MOST_WORDS))
        read = [read_shown(slot.fact, words[at : one.end()], self.lexicon) for one in said]
        for number in reversed(range(len(said))):
            if number == 0 or read[number] != read[number - 1]:
                yield said[number].end()

    def agrees(self, slot: Slot, text: str) -> bool:
        """Whether a text shows the figure of a slot."""
        key = (slot.fact.address + slot.fact.figure.serial, slot.length, text)
        if key not in self._agreed:
            self._agreed[key] = figure_agrees(slot.fact, text, self.lexicon, slot.length)
        return self._agreed[key]


def _find_all(words: str, sought: str, at: int) -> Iterator[int]:
    found = words.find(sought, at)
    for _ in range(_MOST_WORDS):
        if found < 0:
            return
        yield found
        found = words.find(sought, found + 1)


