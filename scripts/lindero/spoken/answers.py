"""What a sentence says without a figure: that a deposit comes back, that changes have no end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Deadline, Figure, YesNo
from lindero.spoken.asides import Asides
from lindero.spoken.comparing import Verdict
from lindero.spoken.cues import FoundCue
from lindero.spoken.phrases import parse_phrase
from lindero.spoken.word_tables import SpokenWords

_NOTHING = "0 "
_BREATHS = {",", ";", ":", "(", ")", "–", "—"}
_OPPOSITE = {"yes": "no", "no": "yes"}


class Answer(NamedTuple):
    """What one cue says of an address, and where."""

    one: FoundCue
    means: str


@dataclass(eq=False, repr=False)
class AnswerComparer:
    """Compares what is said without figures in one sentence."""

    rulebook: Rulebook
    words: SpokenWords
    asides: Asides
    found: Sequence[FoundCue]

    def judge_answers(self) -> Iterator[tuple[int, int, str, Verdict]]:
        """Each answer: the pieces that it stands in, its address and what comes of it."""
        barred = {one.cue.address for one in self.found if one.cue.role == "unless"}
        answers: dict[str, list[Answer]] = {}
        for answer in self._list_answers():
            if answer.one.cue.address not in barred:
                answers.setdefault(answer.one.cue.address, []).append(answer)
        for address, said in answers.items():
            first = min(said, key=_rank_answer)
            if verdict := self._compare_answer(address, first.means):
                yield first.one.match.start, first.one.match.end, address, verdict

    def _list_answers(self) -> Iterator[Answer]:
        for one in self.found:
            if one.cue.role != "says" or self.asides.cover_place(one.match.start):
                continue
            own = sum(
                bool(step.words & self.words.negations) for step in parse_phrase(one.cue.phrase)
            )
            denials = self.asides.count_denials(one.match.start, one.match.end)
            if one.cue.means.startswith(_NOTHING) and self._has_bounds(one):
                continue
            # In some languages one denial takes several words: `no … nadie ni …`.
            if denials <= own:
                yield Answer(one, one.cue.means)
            elif one.cue.means in _OPPOSITE:
                yield Answer(one, _OPPOSITE[one.cue.means])

    def _has_bounds(self, one: FoundCue) -> bool:
        """Whether a figure in the same breath says for how long, or until when, nothing is due."""
        pieces = self.asides.sentence.pieces
        start, end = one.match.start, one.match.end
        while start and pieces[start - 1].word not in _BREATHS:
            start -= 1
        while end < len(pieces) and pieces[end].word not in _BREATHS:
            end += 1
        return any(piece.quantity for piece in pieces[start:end])

    def _compare_answer(self, address: str, means: str) -> Verdict | None:
        fact = self.rulebook.facts.get(address)
        if fact is None:
            return None
        cases = [other.figure for _, other in self.rulebook.find_cases(address) if other]
        agree = {_fits_figure(figure, means.split(" | ")) for figure in cases or [fact.figure]}
        if len(agree) > 1:
            return "unsure"
        return "agrees" if agree.pop() else "differs"


def _rank_answer(answer: Answer) -> tuple[int, int]:
    """What is said first, in most words, counts: `yours from day one, paid or not`."""
    return answer.one.match.end, -answer.one.match.size


def _fits_figure(figure: Figure, means: Sequence[str]) -> bool:
    """Whether a figure is one of those that some words can mean."""
    if isinstance(figure, YesNo):
        return ("yes" if figure.yes else "no") in means
    event = {figure.event} if isinstance(figure, Deadline) and not figure.period else set()
    return bool({figure.written, *event} & {*means})
