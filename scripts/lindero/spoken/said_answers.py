"""What texts answer without a figure, where no answer of a rulebook is there to be compared."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from lindero.rulebook.rulebook import Rulebook
from lindero.spoken.answers import AnswerComparer, UncomparedAnswer
from lindero.spoken.asides import Asides
from lindero.spoken.cues import CueIndex, find_cues, load_cues
from lindero.spoken.first_look import FirstLook
from lindero.spoken.markings import strip_marks
from lindero.spoken.pieces import Sentence, split_sentences
from lindero.spoken.quantity_reading import read_quantities
from lindero.spoken.word_tables import load_spoken_words

_NOTHING = Sentence(())


class AnswerReader:
    """Reads texts in one language, after a first look at everything, beside one rulebook."""

    def __init__(self, rulebook: Rulebook, language: str, look: FirstLook) -> None:
        self._rulebook, self._look = rulebook, look
        self._words = load_spoken_words(language)
        self._index = CueIndex(load_cues(language))

    def list_uncompared(self, text: str) -> Iterator[UncomparedAnswer]:
        """What a text says of anything that the rulebook does not say, or not of everybody."""
        read = partial(
            read_quantities, words=self._words, currency=self._rulebook.business.currency
        )
        sentences = split_sentences(strip_marks(text).text)
        for sentence, following in pairwise([*sentences, _NOTHING]):
            if not self._look.says_answer([piece.word for piece in sentence.pieces]):
                continue
            whole = read(sentence)
            found = find_cues(whole.pieces, self._index)
            asides = Asides(whole, following, found, self._words)
            comparer = AnswerComparer(self._rulebook, self._words, asides, found)
            yield from comparer.list_uncompared()
