"""Prices in somebody's words that are said to have their taxes in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from lindero.pricing.sold_figures import TAXED
from lindero.records.parsers import CONSUMER
from lindero.rulebook.rulebook import Rulebook
from lindero.spoken.phrases import find_matches
from lindero.spoken.pieces import Piece, split_sentences
from lindero.spoken.word_tables import SpokenWords

_FARTHEST = 8
_ENDS = {";", ".", "!", "?"}
_FIGURE = "{{"
_PRICE = ".price"


def find_taxed_price(rulebook: Rulebook, address: str) -> str | None:
    """Where the price stands that private clients read; None where all read the same one."""
    if not address.endswith(_PRICE) or f"{address}{TAXED}" not in rulebook.facts:
        return None
    return f"{address}@{CONSUMER}"


def says_taxes_inside(pieces: Sequence[Piece], at: int, words: SpokenWords) -> bool:
    """Whether the words beside a sum say that it has the taxes in it: `with VAT`."""
    for match in chain.from_iterable(find_matches(one, pieces) for one in words.taxed):
        between = pieces[at + 1 : match.start] if at < match.start else pieces[match.end : at]
        is_denied = match.start and pieces[match.start - 1].word in words.negations
        if not is_denied and len(between) <= _FARTHEST and not any(map(_parts, between)):
            return True
    return False


def _parts(piece: Piece) -> bool:
    """Whether a piece parts a sum from words that speak of another one."""
    return bool(piece.quantity) or piece.word in _ENDS or piece.word.startswith(_FIGURE)


def find_untaxed_names(
    text: str, rulebook: Rulebook, words: SpokenWords
) -> Iterator[tuple[int, int, str]]:
    """Prices without a tax that are named in a text and said to have it: where, and what has it."""
    for sentence in split_sentences(text):
        for at, piece in enumerate(sentence.pieces):
            address = piece.word.strip("{} ").partition("|")[0].strip()
            taxed = find_taxed_price(rulebook, address) if piece.word.startswith(_FIGURE) else None
            if taxed and says_taxes_inside(sentence.pieces, at, words):
                yield piece.start, piece.end, taxed
