"""What makes a figure none of the author's rules: the past, others, what is imagined or denied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from lindero.frozen import Frozen
from lindero.spoken.cues import FoundCue
from lindero.spoken.pieces import Sentence
from lindero.spoken.word_tables import SpokenWords

OTHERS = "others"
ANYBODY = "anybody"
SILENCING = ("past", OTHERS, ANYBODY, "imagined", "once", "example")
CONTRAST = "contrast"
_DENIED = 5  # pieces between a denial and what it denies
_ENDS = {";", ":", ".", ","}
_CONDITION = 3  # pieces between `after` and its verb
_ANSWER = 4  # pieces of the next sentence in which a yes may stand


class Asides(Frozen, eq=False):
    """The asides of one sentence."""

    sentence: Sentence
    following: Sentence
    found: Sequence[FoundCue]
    words: SpokenWords

    def cover_place(self, at: int) -> bool:
        """Whether what stands at a place is not said of the author's rules of today."""
        return self.is_question or any(self._reaches_place(start, at) for start in self._starts)

    def cover_words(self, start: int, end: int, named: frozenset[str] = frozenset()) -> bool:
        """The same of a stretch; a verb at either end of it is a part of what it says.

        So are others whom its own words name: `a colleague covers for me` is no aside.
        """
        if self.is_question:
            return True
        parts = {start, end - 1} & {*self._verbs} | {*self._list_named(start, end, named)}
        return any(self._reaches_place(at, start) for at in self._starts if at not in parts)

    def _list_named(self, start: int, end: int, named: frozenset[str]) -> Iterator[int]:
        """Where others stand in a stretch whose own words name them."""
        for one in self.found:
            meets = one.match.start < end and start < one.match.end
            if one.cue.role == OTHERS and meets:
                words = self.sentence.pieces[one.match.start : one.match.end]
                if any(piece.word in named for piece in words):
                    yield one.match.start

    @cached_property
    def _starts(self) -> list[int]:
        """Where the words stand that set something aside: phrases, and verbs by their endings."""
        phrases = [
            one.match.start
            for one in self.found
            if one.cue.role in SILENCING
            and not (one.cue.role == "past" and self._is_condition(one.match.start))
        ]
        return [*phrases, *self._verbs]

    @cached_property
    def _verbs(self) -> list[int]:
        """Where the verbs stand that tell of the past or of what is imagined."""
        return [
            at
            for at, piece in enumerate(self.sentence.pieces)
            if piece.word.endswith(self.words.aside_endings)
            and not self._is_condition(at)
            and piece.word not in self.words.today
            and not piece.quantity
        ]

    @cached_property
    def is_question(self) -> bool:
        """Whether the sentence asks, and the next one does not say yes."""
        if not self.sentence.asks:
            return False
        answer = self.following.pieces[:_ANSWER]
        return not any(piece.word in self.words.yes for piece in answer)

    def _is_condition(self, at: int) -> bool:
        """Whether a past is only the time after which a rule holds: `once we have started`."""
        before = self.sentence.pieces[max(at - _CONDITION, 0) : at]
        return any(piece.word in self.words.conditions for piece in before)

    def _reaches_place(self, start: int, at: int) -> bool:
        """Whether an aside and a place stand in one clause, with no `but now` between them."""
        low, high = sorted((start, at))
        if any(piece.word == ";" for piece in self.sentence.pieces[low:high]):
            return False
        return not any(
            other.cue.role == CONTRAST and start < other.match.start < at for other in self.found
        )

    def deny_place(self, at: int, covered: tuple[int, int]) -> bool:
        """Whether a `no` stands right before a place, outside the words of the cue itself."""
        for before in range(at - 1, max(at - _DENIED, 0) - 1, -1):
            word = self.sentence.pieces[before].word
            if word in _ENDS or word in self.words.comparatives:
                return False
            if word in self.words.negations and not covered[0] <= before < covered[1]:
                return True
        return False

    def count_denials(self, start: int, end: int) -> int:
        """How many denials stand in a stretch and right before it; `no … nunca` is one of them."""
        pieces = self.sentence.pieces[max(start - 2, 0) : end]
        denials = [piece.word for piece in pieces if piece.word in self.words.negations]
        return sum(at == 0 or word not in self.words.echoes for at, word in enumerate(denials))
