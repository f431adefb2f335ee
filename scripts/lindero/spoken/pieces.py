"""A text as sentences of words and signs, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lindero.spoken.quantity import Quantity

_PIECE = re.compile(
    r"\{\{[^{}]*\}\}"  # a figure named by its address
    r"|[aApP]\.[mM]\."
    r"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,'’]\d+)*"
    r"|[^\W\d_]+?(?=[nN]['’][tT]\b)|[nN]['’][tT]\b|['’](?:s|ll|re|ve|d|m)\b|[^\W\d_]+"
    r"|\n\s*\n|\v|\S"
)

_LONGEST = 300
"""Pieces of a sentence; what goes on longer is none, and is parted so that no text takes long."""

_ENDS = {".", "!", "?", "…"}

BREAK = "\n"
"""The word of a piece that parts paragraphs, cells and headings."""


class Piece(NamedTuple):
    """A word, a sign or a whole figure, as small letters, and where it stands in the text."""

    word: str
    start: int
    end: int
    quantity: Quantity | None = None


class Sentence(NamedTuple):
    """The pieces of one sentence, and whether it asks."""

    pieces: tuple[Piece, ...]
    asks: bool = False


def split_sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text, in order."""
    pieces: list[Piece] = []
    for piece in split_pieces(text):
        if piece.word != BREAK:
            pieces.append(piece)
        ends = piece.word == BREAK or (piece.word in _ENDS and _ends_sentence(text, piece))
        if ends or len(pieces) >= _LONGEST:
            if pieces:
                yield Sentence(tuple(pieces), pieces[-1].word == "?")
            pieces = []
    if pieces:
        yield Sentence(tuple(pieces))


def split_pieces(text: str) -> Iterator[Piece]:
    """The words and signs of a text; an empty line is one piece."""
    for match in _PIECE.finditer(text):
        word = match[0].lower().replace("’", "'")
        yield Piece(BREAK if word.isspace() else word, *match.span())


def _ends_sentence(text: str, piece: Piece) -> bool:
    """A stop ends a sentence unless the next word goes on in small letters."""
    rest = text[piece.end : piece.end + 40]
    following = rest.lstrip(" \n\"'»”)*_")
    return not following or (rest != following and not following[0].islower())
