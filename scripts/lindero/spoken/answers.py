"""What a sentence says without a figure: that a deposit comes back, that changes have no end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import Role
from lindero.frozen import Frozen
from lindero.records.sections import Service
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Deadline, Figure, Hours, Text, YesNo
from lindero.shapes.near.times import WEEKDAYS
from lindero.shapes.units import RETAINER_UNITS
from lindero.spoken.asides import Asides
from lindero.spoken.comparing import Verdict
from lindero.spoken.cues import Cue, FoundCue
from lindero.spoken.first_look import ANSWERS
from lindero.spoken.known_addresses import (
    TAXES,
    is_ruled_out,
    list_said_figures,
    narrow_to_home,
)
from lindero.spoken.phrases import parse_phrase
from lindero.spoken.quantity import Quantity
from lindero.spoken.service_terms import compare_own_terms
from lindero.spoken.tax_answers import compare_taxes
from lindero.spoken.word_tables import SpokenWords

_EXCUSES = {"unless", "but"}
_NOTHING = "0 "
_OR = " | "
_BREATHS = {",", ";", ":", "(", ")", "–", "—"}
_OPPOSITE = {"yes": "no", "no": "yes"}
_SOME_RULE, _NO_RULE = "some", "none"
_SAME: Verdict = "agrees"
_LEAST_TERM: Role = "retainer-minimum"


class Answer(NamedTuple):
    """What one cue says of an address, and where."""

    one: FoundCue
    means: str


class UncomparedAnswer(NamedTuple):
    """An answer of which a rulebook does not say the same or another: any of these it may be."""

    address: str
    means: tuple[str, ...]


class AnswerComparer(Frozen, eq=False):
    """Compares what is said without figures in one sentence; `home` is whose text it is."""

    rulebook: Rulebook
    words: SpokenWords
    asides: Asides
    found: Sequence[FoundCue]
    home: str = ""

    def judge_answers(self) -> Iterator[tuple[int, int, str, Verdict]]:
        """Each answer: the pieces that it stands in, its address and what comes of it.

        Words that are a part of an answer with which another rule agrees speak of that one.
        """
        judged = [*self._judge_each()]
        agreeing = [range(start, end + 1) for start, end, _, verdict in judged if verdict == _SAME]
        for start, end, address, verdict in judged:
            is_part = any(start in one and end in one for one in agreeing)
            if verdict == _SAME or not is_part:
                yield start, end, address, verdict

    def _judge_each(self) -> Iterator[tuple[int, int, str, Verdict]]:
        for address, first in self._list_first_answers():
            start, end = first.one.match.start, first.one.match.end
            if verdict := self._compare_answer(address, first.means):
                yield start, end, address, verdict
            elif address not in self.rulebook.facts:
                yield from self._judge_own_term(start, end, address, first.means)

    def _judge_own_term(
        self, start: int, end: int, address: str, means: str
    ) -> Iterator[tuple[int, int, str, Verdict]]:
        """What services say themselves, where no rule does; nothing where they say different."""
        own, agree = compare_own_terms(self.rulebook, address, means.split(_OR), self.home)
        if len(agree) == 1:
            yield start, end, own, _SAME if agree.pop() else "differs"

    def list_uncompared(self) -> Iterator[UncomparedAnswer]:
        """Each answer of which nobody can say whether the rulebook says the same."""
        for address, first in self._list_first_answers():
            if self._compare_answer(address, first.means) in {None, "unsure"}:
                yield UncomparedAnswer(address, tuple(first.means.split(_OR)))

    def _list_first_answers(self) -> Iterator[tuple[str, Answer]]:
        """What is said first of each address."""
        answers: dict[str, list[Answer]] = {}
        for answer in self._list_answers():
            if not any(_sets_aside(one, answer.one) for one in self.found):
                answers.setdefault(answer.one.cue.address, []).append(answer)
        for address, said in answers.items():
            yield address, min(said, key=_rank_answer)

    def _list_answers(self) -> Iterator[Answer]:
        for one in self.found:
            if one.cue.role not in ANSWERS:
                continue
            steps = parse_phrase(one.cue.phrase)
            named = self.words.people & frozenset().union(*(step.words for step in steps))
            if self.asides.cover_words(one.match.start, one.match.end, named):
                continue
            own = sum(bool(step.words & self.words.negations) for step in steps)
            denials = self.asides.count_denials(one.match.start, one.match.end)
            if self._denies_all(one.cue) and self._has_bounds(one):
                continue
            # In some languages one denial takes several words: `no … nadie ni …`.
            if denials <= own:
                yield Answer(one, one.cue.means)
            elif one.cue.means in _OPPOSITE:
                yield Answer(one, _OPPOSITE[one.cue.means])

    def _denies_all(self, cue: Cue) -> bool:
        """Whether words say that nothing is due, or that there is no such rule."""
        return cue.means.startswith(_NOTHING) or (
            cue.means == _NO_RULE and cue.address in self.rulebook.rules
        )

    def _has_bounds(self, one: FoundCue) -> bool:
        """Whether a figure in the same breath says for how long, or until when, nothing is due."""
        pieces = self.asides.sentence.pieces
        start, end = one.match.start, one.match.end
        while start and pieces[start - 1].word not in _BREATHS:
            start -= 1
        while end < len(pieces) and pieces[end].word not in _BREATHS:
            end += 1
        return any(piece.quantity and _may_be_bound(piece.quantity) for piece in pieces[start:end])

    def _compare_answer(self, address: str, means: str) -> Verdict | None:
        if address == TAXES:
            return compare_taxes(self.rulebook, means, self.home)
        if is_ruled_out(self.rulebook, address):
            return _SAME if means == _OPPOSITE["yes"] else "differs"
        if rule := self.rulebook.rules.get(address):
            told = narrow_to_home(self.rulebook, rule, self.home)
            variants = told.variants if told else ()
            said = {_NO_RULE if one.is_none else _SOME_RULE for one in variants}
            agree = {name == means for name in said}
        elif (fact := self.rulebook.facts.get(address)) and not self._is_sold_otherwise(fact):
            figures = list_said_figures(self.rulebook, address, self.home)
            if means.startswith(_NOTHING) and not figures:
                return _SAME  # the rule is not for those who buy what the text is about
            agree = {_fits_figure(figure, means.split(_OR)) for figure in figures}
            # Who says that a deposit comes back does not speak of those who pay none.
            presumes = isinstance(fact.figure, YesNo) and not means.startswith(_NOTHING)
            if agree == {False} and not presumes and self._is_none_for_some(fact):
                return "unsure"
        else:
            return None
        if len(agree) != 1:
            return "unsure" if agree else None
        return _SAME if agree.pop() else "differs"

    def _is_none_for_some(self, fact: Fact) -> bool:
        """Whether the rule asks nothing of some, of whom the words may speak."""
        rule = self.rulebook.rules.get(fact.holder)
        told = narrow_to_home(self.rulebook, rule, self.home) if rule else None
        if told is None:
            return False
        is_off_for_some = told.is_partial and not self._service
        return is_off_for_some or any(one.is_none for one in told.variants)

    @property
    def _service(self) -> Service | None:
        return self.rulebook.services.get(self.home.removeprefix("services."))

    def _is_sold_otherwise(self, fact: Fact) -> bool:
        """Whether a service's own words cannot be about a retainer: it is not paid by period."""
        of_retainers = fact.spec and fact.spec.role == _LEAST_TERM
        unit = self._service.price.unit if self._service else None
        return bool(of_retainers and self._service and unit not in RETAINER_UNITS)


def _sets_aside(one: FoundCue, other: FoundCue) -> bool:
    """Whether words tell that an answer is meant otherwise; those of a vow itself do not."""
    if one.cue.address != other.cue.address or one.cue.role not in _EXCUSES:
        return False
    if other.cue.role != "vows":
        return one.cue.role == "unless"
    return one.cue.role == "but" or not (
        other.match.start <= one.match.start and one.match.end <= other.match.end
    )


def _may_be_bound(quantity: Quantity) -> bool:
    """Whether a figure can say how long: `in one go`, `not a euro`, `on Sundays` cannot."""
    is_single = quantity.kind in {"number", "money"} and quantity.number == 1
    return quantity.kind != "hours" and not is_single


def _rank_answer(answer: Answer) -> tuple[int, int]:
    """What is said first, in most words, counts: `yours from day one, paid or not`."""
    return answer.one.match.end, -answer.one.match.size


def _fits_figure(figure: Figure, means: Sequence[str]) -> bool:
    """Whether a figure is one of those that some words can mean."""
    match figure:
        case YesNo():
            said = {"yes" if figure.yes else "no"}
        case Deadline(period=None):
            said = {figure.written, figure.event}
        case Hours():
            said = {WEEKDAYS[day] for day in figure.days}
        case Text():
            said = {text.lower() for _, text in figure.by_language}
        case _:
            said = {figure.written}
    return not said.isdisjoint(means)
