"""How many of something a service costs as much as, in its own words."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from lindero.resources.data import read_shipped_yaml
from lindero.spoken.first_look import is_spoken
from lindero.spoken.phrases import find_matches, parse_phrase
from lindero.spoken.pieces import split_pieces, split_sentences
from lindero.spoken.quantity_reading import read_quantities
from lindero.spoken.word_tables import load_spoken_words


def list_bundle_sizes(text: str, language: str, currency: str) -> Iterator[Decimal]:
    """`Ten lessons for the price of nine`: 9."""
    said = {piece.word for piece in split_pieces(text)}
    phrases = [phrase for phrase, words in _load_phrases(language) if words & said]
    for sentence in split_sentences(text) if phrases else ():
        pieces = read_quantities(sentence, load_spoken_words(language), currency).pieces
        for match in (match for phrase in phrases for match in find_matches(phrase, pieces)):
            size = pieces[match.figure].quantity if match.figure is not None else None
            if size and size.kind == "number":
                yield size.number


@cache
def _load_phrases(language: str) -> list[tuple[str, frozenset[str]]]:
    """Each with the words of its longest part, one of which a text must have."""
    if not is_spoken(language):
        return []
    phrases: list[str] = read_shipped_yaml("spoken/bundles.yml")[language]
    steps = ((phrase, [step.words for step in parse_phrase(phrase)]) for phrase in phrases)
    return [
        (phrase, max(parts, key=lambda words: len(max(words, key=len)))) for phrase, parts in steps
    ]
