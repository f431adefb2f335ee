"""Days of the week and stretches of a day, as people say them."""

from __future__ import annotations

from collections.abc import Sequence

from lindero.spoken.numerals import read_number
from lindero.spoken.pieces import Piece
from lindero.spoken.quantity import Quantity, Stretch
from lindero.spoken.word_tables import SpokenWords

_HALF_DAY = 12 * 60
_DAY = 24 * 60
_SIGNS = {",", "(", ":"}
_APART = 3  # pieces between the days and the time of day

DaysFound = tuple[frozenset[int], bool, int]
"""The days, whether they are a whole range, and the place after them."""


def read_hours(pieces: Sequence[Piece], at: int, words: SpokenWords) -> tuple[Quantity, int] | None:
    """The days, the stretch of the day or both that begin at a place."""
    if always := words.always.find_phrase(pieces, at):
        every = frozenset(range(7))
        return Quantity("hours", days=every, is_whole=True, stretch=(0, _DAY)), always[1]
    if days := read_days(pieces, at, words):
        found, is_whole, end = days
        later = _find_behind(pieces, end, words)
        quantity = Quantity("hours", days=found, is_whole=is_whole)
        if later:
            stretch, end = later
            return Quantity("hours", days=found, is_whole=is_whole, stretch=stretch), end
        return quantity, end
    if not (first := _read_stretch(pieces, at, words)):
        return None
    stretch, end, is_sure = first
    for start in range(end, min(end + _APART, len(pieces))):
        if days := read_days(pieces, start, words):
            return Quantity("hours", days=days[0], is_whole=days[1], stretch=stretch), days[2]
        if pieces[start].word not in words.hour_fillers | _SIGNS:
            break
    return (Quantity("hours", stretch=stretch), end) if is_sure else None


def read_days(pieces: Sequence[Piece], at: int, words: SpokenWords) -> DaysFound | None:
    """`lunes a viernes`, `Saturdays and Sundays`, `Monday`."""
    first = words.weekdays.find_phrase(pieces, at)
    if not first:
        return None
    day, end = first
    joined = end < len(pieces) and pieces[end].word in words.ranges
    if joined and (second := words.weekdays.find_phrase(pieces, end + 1)):
        return *_span_days(day, second[0], are_two=pieces[end].word in words.pairing), second[1]
    return frozenset({day}), False, end


def _span_days(first: int, last: int, *, are_two: bool) -> tuple[frozenset[int], bool]:
    if are_two:
        return frozenset({first, last}), False
    if last < first:
        last += 7
    return frozenset(day % 7 for day in range(first, last + 1)), True


def _find_behind(
    pieces: Sequence[Piece], at: int, words: SpokenWords
) -> tuple[Stretch, int] | None:
    for start in range(at, min(at + _APART, len(pieces))):
        if found := _read_stretch(pieces, start, words):
            return found[:2]
        if pieces[start].word not in words.hour_fillers | _SIGNS:
            return None
    return None


def _read_stretch(
    pieces: Sequence[Piece], at: int, words: SpokenWords
) -> tuple[Stretch, int, bool] | None:
    """From one time of day until another, and whether it can be nothing else."""
    if not (first := _read_clock(pieces, at, words)) or first[1] >= len(pieces):
        return None
    start, end, signed = first
    if pieces[end].word not in words.ranges - words.pairing:
        return None
    behind = end + 1
    while behind < len(pieces) and pieces[behind].word in words.hour_fillers:
        behind += 1
    if behind >= len(pieces) or not (second := _read_clock(pieces, behind, words)):
        return None
    until, end, also = second
    # From nine to five is a working day on a clock face.
    if until <= start and until <= _HALF_DAY:
        until += _HALF_DAY
    if until <= start or words.units.find_phrase(pieces, end):
        return None
    before = pieces[at - 1].word if at else ""
    is_sure = signed or also or before in words.before_hours
    return (start, until), end, is_sure


def _read_clock(
    pieces: Sequence[Piece], at: int, words: SpokenWords
) -> tuple[int, int, bool] | None:
    """A time of day in minutes, the place after it, and whether a sign tells that it is one."""
    word = pieces[at].word
    if word in words.clocks:
        return words.clocks[word], at + 1, True
    if not (found := read_number(pieces, at, words)) or not 0 <= found[0] <= 24:
        return None
    minutes, end, signed = int(found[0]) * 60, found[1], False
    if end + 1 < len(pieces) and pieces[end].word == ":" and pieces[end + 1].word.isdigit():
        if pieces[end + 1].start != pieces[end].end or len(pieces[end + 1].word) != 2:
            return None
        minutes, end, signed = minutes + int(pieces[end + 1].word), end + 2, True
    if end < len(pieces) and pieces[end].word in words.clock_signs:
        if pieces[end].word in words.afternoon and minutes < _HALF_DAY:
            minutes += _HALF_DAY
        end, signed = end + 1, True
    return minutes, end, signed
