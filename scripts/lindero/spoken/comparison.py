"""Every figure and answer that a text gives in words of its own, compared with a rulebook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property, partial
from itertools import pairwise
from typing import NamedTuple

from lindero.rulebook.rulebook import Rulebook
from lindero.spoken.answers import AnswerComparer
from lindero.spoken.asides import ANYBODY, OTHERS, Asides
from lindero.spoken.claims import SentenceCues
from lindero.spoken.comparing import Verdict
from lindero.spoken.cues import CueIndex, FoundCue, find_cues, load_cues
from lindero.spoken.first_look import FirstLook, is_spoken
from lindero.spoken.known_addresses import knows_address
from lindero.spoken.markings import PlainText, strip_marks
from lindero.spoken.pieces import Sentence, split_sentences
from lindero.spoken.quantity_reading import read_quantities
from lindero.spoken.sentence_comparison import KnownFigures, SentenceComparer
from lindero.spoken.service_cues import find_heading, list_service_words
from lindero.spoken.taxed_prices import find_untaxed_names
from lindero.spoken.word_tables import SpokenWords, load_spoken_words

_SHORT = 12  # pieces of a sentence that still tells what the next one speaks of
_INTERJECTION = 4
_NOTHING = Sentence(())


class SpokenFigure(NamedTuple):
    """A figure or an answer at its place, and what the rulebook says to it.

    `address` is that of the rule's figure that it speaks of, if any does.
    """

    start: int
    end: int
    words: str
    address: str | None = None
    verdict: Verdict | None = None
    is_quantity: bool = True


def compare_text(
    text: str, language: str, rulebook: Rulebook, home: str = ""
) -> list[SpokenFigure]:
    """Every figure of a text, in order; `home` is the rule or service whose text it is."""
    if not is_spoken(language):
        return []
    return TextComparer(rulebook, language).compare_words(text, strip_marks(text), home)


class TextComparer:
    """Compares texts in one language with one rulebook."""

    def __init__(
        self, rulebook: Rulebook, language: str, knows: Callable[[str], bool] | None = None
    ) -> None:
        self._rulebook, self._language = rulebook, language
        self._knows = knows or cache(partial(knows_address, rulebook))
        self._look = FirstLook(language, self._knows)
        self._currency = rulebook.business.currency

    @cached_property
    def _index(self) -> CueIndex:
        return CueIndex(load_cues(self._language), self._knows)

    @cached_property
    def _words(self) -> SpokenWords:
        return load_spoken_words(self._language)

    @cached_property
    def _known(self) -> KnownFigures:
        services = list_service_words(self._rulebook, self._words.plurals)
        return KnownFigures(self._rulebook, self._words, services)

    def compare_words(self, text: str, plain: PlainText, home: str = "") -> list[SpokenFigure]:
        """Every figure of a text; `plain` is the same without its marks."""
        read = [*split_sentences(plain.text)]
        speaking = [self._may_say(sentence) for sentence in read]
        if not any(speaking):
            return []
        figures: list[SpokenFigure] = []
        before: list[FoundCue] = []
        heading = ""
        for at, (sentence, following) in enumerate(pairwise([*read, _NOTHING])):
            leads_on = sentence.asks or len(sentence.pieces) <= _SHORT
            if speaking[at] or (leads_on and any(speaking[at + 1 : at + 2])):
                whole = read_quantities(sentence, self._words, self._currency)
                found = self._find_cues(whole)
                asides = Asides(whole, following, found, self._words)
                cues = SentenceCues(whole.pieces, found, before, home)
                comparer = SentenceComparer(self._known, whole, asides, cues, plain.links, heading)
                figures += self._list_answers(text, whole, asides, cues)
                figures += _list_quantities(text, comparer)
                before = _list_named_before(whole, found, before)
                heading = self._find_heading(whole)
            else:
                before, heading = [], ""
        return figures

    def find_untaxed_names(self, plain: PlainText) -> Iterator[SpokenFigure]:
        """Prices named in a text that have no tax in them, and are said to have it."""
        for start, end, address in find_untaxed_names(plain.text, self._rulebook, self._words):
            yield SpokenFigure(start, end, plain.text[start:end], address, "differs")

    def _find_cues(self, sentence: Sentence) -> list[FoundCue]:
        """Every cue of a sentence; `the photographer asks` is no aside of a photographer's."""
        ours = {OTHERS: self._own_words, ANYBODY: self._own_words | self._words.parties}
        return [
            one
            for one in find_cues(sentence.pieces, self._index)
            if ours.get(one.cue.role, frozenset()).isdisjoint(
                piece.word for piece in sentence.pieces[one.match.start : one.match.end]
            )
        ]

    @cached_property
    def _own_words(self) -> frozenset[str]:
        """What the business is called by in its rules."""
        noun = self._rulebook.business.noun
        texts = [text for _, text in noun.by_language] if noun else []
        said = {word for text in texts for word in text.lower().split()}
        return frozenset(said - self._words.idle)

    def _find_heading(self, sentence: Sentence) -> str:
        """The service that a short sentence names for the next one."""
        if len(sentence.pieces) > _SHORT:
            return ""
        return find_heading(sentence.pieces, self._known.services, self._words)

    def _may_say(self, sentence: Sentence) -> bool:
        return self._look.may_words_say([piece.word for piece in sentence.pieces])

    def _list_answers(
        self, text: str, sentence: Sentence, asides: Asides, cues: SentenceCues
    ) -> Iterator[SpokenFigure]:
        answers = AnswerComparer(self._known.rulebook, self._words, asides, cues.found, cues.home)
        for first, last, address, verdict in answers.judge_answers():
            start, end = sentence.pieces[first].start, sentence.pieces[last - 1].end
            yield SpokenFigure(start, end, text[start:end], address, verdict, is_quantity=False)


def _list_quantities(text: str, comparer: SentenceComparer) -> Iterator[SpokenFigure]:
    for start, end, (address, verdict) in comparer.judge_figures():
        yield SpokenFigure(start, end, text[start:end], address, verdict)


def _list_named_before(
    sentence: Sentence, found: Sequence[FoundCue], before: list[FoundCue]
) -> list[FoundCue]:
    """What a question, a heading or a short sentence leaves to the next one."""
    figures = [piece.quantity for piece in sentence.pieces if piece.quantity]
    if not sentence.asks and (len(sentence.pieces) > _SHORT or figures):
        return []
    near = [one for one in found if one.cue.role in {"near", "needs", "unless"}]
    return near or (before if len(sentence.pieces) <= _INTERJECTION else [])
