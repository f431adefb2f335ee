"""Figures that a text gives, and which of them it has otherwise in another language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from lindero.spoken.pieces import Piece, split_sentences
from lindero.spoken.quantity import Quantity
from lindero.spoken.quantity_reading import read_quantities
from lindero.spoken.word_tables import SpokenWords, load_spoken_words

_COMPARED = {"share", "money", "time", "number"}
_END = Piece("", 0, 0)


class TypedFigure(NamedTuple):
    """A figure, and how it is written."""

    quantity: Quantity
    words: str


def list_typed_figures(text: str, language: str, currency: str) -> list[TypedFigure]:
    """The shares, sums, lengths of time and counts of a text; one of a thing is no figure."""
    words = load_spoken_words(language)
    pieces = [
        piece
        for sentence in split_sentences(text)
        for piece in read_quantities(sentence, words, currency).pieces
    ]
    figures = (TypedFigure(one, text[start:end]) for one, start, end in _list_told(pieces, words))
    return [figure for figure in figures if _is_figure(figure)]


def _list_told(pieces: Sequence[Piece], words: SpokenWords) -> Iterator[tuple[Quantity, int, int]]:
    """A number counts where nothing behind it makes a measure or a time of day of it."""
    for piece, following in pairwise([*pieces, _END]):
        quantity = piece.quantity
        if quantity and (quantity.kind != "number" or following.word not in words.measured):
            yield quantity, piece.start, piece.end


def _is_figure(said: TypedFigure) -> bool:
    """One in words is often an article: `a month` is `mensual` to others."""
    quantity = said.quantity
    in_digits = any(map(str.isdigit, said.words))
    return quantity.kind in _COMPARED and (in_digits or quantity.number != 1)


def find_uneven_pair(
    ones: list[TypedFigure], others: list[TypedFigure]
) -> tuple[TypedFigure, TypedFigure] | None:
    """The first two of one unit that only one language has, where both have as many of it.

    Two days are 48 hours to some, and what one language says in digits the other may in words.
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
    shared = [one.quantity for one in others]
    left = []
    for one in ones:
        same = next((other for other in shared if _say_same(one.quantity, other)), None)
        if same:
            shared.remove(same)
        else:
            left.append(one)
    return left


def _say_same(one: Quantity, other: Quantity) -> bool:
    """A third is 33 % to some and 33.3 % to others."""
    if one.kind == other.kind == "share" and (one.is_rounded or other.is_rounded):
        return abs(one.number - other.number) < 1
    return one == other


def _name_unit(one: TypedFigure) -> tuple[str, str]:
    return one.quantity.kind, one.quantity.unit
