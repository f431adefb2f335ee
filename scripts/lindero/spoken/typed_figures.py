"""Figures in digits, and which of them the same text has otherwise in another language."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from lindero.spoken.pieces import split_sentences
from lindero.spoken.quantity import Quantity
from lindero.spoken.quantity_reading import read_quantities
from lindero.spoken.word_tables import load_spoken_words

_COMPARED = {"share", "money", "time"}


class TypedFigure(NamedTuple):
    """A figure in digits, and how it is written."""

    quantity: Quantity
    words: str


def list_typed_figures(text: str, language: str, currency: str) -> list[TypedFigure]:
    """The shares, sums and lengths of time of a text that stand in digits."""
    words = load_spoken_words(language)
    pieces = [
        piece
        for sentence in split_sentences(text)
        for piece in read_quantities(sentence, words, currency).pieces
    ]
    said = ((piece.quantity, text[piece.start : piece.end]) for piece in pieces)
    return [
        TypedFigure(quantity, words)
        for quantity, words in said
        if quantity and quantity.kind in _COMPARED and any(map(str.isdigit, words))
    ]


def find_uneven_pair(
    ones: list[TypedFigure], others: list[TypedFigure]
) -> tuple[TypedFigure, TypedFigure] | None:
    """The first two of one unit that only one language has, where both have as many of it.

    Two days are 48 hours to some, and what one language says in words the other may in digits.
    """
    units, other_units = (Counter(_name_unit(one) for one in said) for said in (ones, others))
    left, other_left = _drop_shared(ones, others), _drop_shared(others, ones)
    for one in left:
        unit = _name_unit(one)
        other = next((other for other in other_left if _name_unit(other) == unit), None)
        if other and units[unit] == other_units[unit]:
            return one, other
    return None


def _drop_shared(ones: list[TypedFigure], others: list[TypedFigure]) -> list[TypedFigure]:
    shared = Counter(one.quantity for one in others)
    left = []
    for one in ones:
        if shared[one.quantity]:
            shared[one.quantity] -= 1
        else:
            left.append(one)
    return left


def _name_unit(one: TypedFigure) -> tuple[str, str]:
    return one.quantity.kind, one.quantity.unit
