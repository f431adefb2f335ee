"""Numbers in digits and in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from lindero.shapes.near.words import guess_number
from lindero.spoken.pieces import Piece
from lindero.spoken.word_tables import SpokenWords

_HUNDRED = 100

NumberFound = tuple[Decimal, int]
"""The number, and the place after it."""


def read_number(pieces: Sequence[Piece], at: int, words: SpokenWords) -> NumberFound | None:
    """The number that begins at a place: `1.450`, `cuatro mil`, `a hundred and fifty`."""
    first = pieces[at].word
    if first[0].isdigit():
        number = guess_number(first)
        power = pieces[at + 1].word if at + 1 < len(pieces) else ""
        if number and words.powers.get(power, 0) > _HUNDRED:
            return Decimal(number) * words.powers[power], at + 2
        return (Decimal(number), at + 1) if number else None
    return _read_number_words(pieces, at, words)


def _read_number_words(pieces: Sequence[Piece], at: int, words: SpokenWords) -> NumberFound | None:
    """Tens and ones add up; a hundred multiplies what stands before it, a thousand all of it."""
    total = current = 0
    start = at
    if pieces[at].word in words.ones and _names_power(pieces, at + 1, words):
        at, current = at + 1, 1
    while at < len(pieces):
        word = pieces[at].word
        if word in words.powers:
            total, current = _apply_power(total, current, words.powers[word])
        elif word in words.numbers and _fits_behind(current, words.numbers[word]):
            current += words.numbers[word]
        elif at == start or not _goes_on(pieces, at, words, total, current):
            break
        at += 1
    return (Decimal(total + current), at) if at > start else None


def _names_power(pieces: Sequence[Piece], at: int, words: SpokenWords) -> bool:
    return at < len(pieces) and pieces[at].word in words.powers


def _apply_power(total: int, current: int, power: int) -> tuple[int, int]:
    if power == _HUNDRED:
        return total, max(current, 1) * power
    return total + max(current, 1) * power, 0


def _fits_behind(current: int, number: int) -> bool:
    """Whether a number can follow: twenty and five, not five and twenty."""
    return not current or (current >= 20 and current % 10 ** len(str(number)) == 0)


def _goes_on(
    pieces: Sequence[Piece], at: int, words: SpokenWords, total: int, current: int
) -> bool:
    """Whether a joining word stands between two parts of one number."""
    if pieces[at].word not in words.joiners or at + 1 >= len(pieces):
        return False
    following = words.numbers.get(pieces[at + 1].word)
    large = bool(total and not current) or current >= 20
    return following is not None and large and _fits_behind(current, following)
