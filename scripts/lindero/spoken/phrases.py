"""Phrases as data: words side by side, with gaps, ways to go on, and the place of a figure.

`a/b` is either word, `pag*` any word that begins so, `*ged` any that ends so (never first),
`word?` one that may be missing, `…` up to eight pieces of the same clause, `_` the figure that the
phrase speaks of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from lindero.spoken.pieces import Piece, split_pieces

FIGURE = "_"
GAP = "…"
_WIDEST_GAP = 8
_STEM = 4  # letters by which a beginning is looked up
_CLAUSE_ENDS = {";", ".", "?", "!"}


class Step(NamedTuple):
    """One place in a phrase: whole words, beginnings of words, whether it may be missing."""

    words: frozenset[str]
    stems: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    may_miss: bool = False

    def fits_piece(self, piece: Piece) -> bool:
        """Whether the piece is one of the words."""
        if FIGURE in self.words:
            return piece.quantity is not None
        return piece.word in self.words or bool(
            (self.stems and piece.word.startswith(self.stems))
            or (self.endings and piece.word.endswith(self.endings))
        )


class Match(NamedTuple):
    """Where a phrase stands in a sentence, how many words of it, and where its figure is."""

    start: int
    end: int
    size: int
    figure: int | None = None

    @property
    def looseness(self) -> int:
        """How many pieces stand in its gaps."""
        return max(self.end - self.start - self.size, 0)


_GAP = Step(frozenset({GAP}))


@lru_cache(4096)
def parse_phrase(phrase: str) -> tuple[Step, ...]:
    """The steps of a phrase, as it is written in the data."""
    return tuple(step for written in phrase.split() for step in _parse_step(written))


def _parse_step(written: str) -> Iterator[Step]:
    if written.startswith(GAP):
        yield _GAP
        return
    may_miss = written.endswith("?") and len(written) > 1
    ways = written.removesuffix("?").split("/") if may_miss else written.split("/")
    if ways == [""] * len(ways):
        ways = [written]
    whole = [way for way in ways if "*" not in way]
    if len(ways) == 1 and whole and len(parts := [one.word for one in split_pieces(ways[0])]) > 1:
        yield from (Step(frozenset({part}), may_miss=may_miss) for part in parts)
        return
    stems = tuple(way.removesuffix("*") for way in ways if way.endswith("*") and len(way) > 1)
    endings = tuple(way.removeprefix("*") for way in ways if way.startswith("*"))
    yield Step(frozenset(whole), stems, endings, may_miss)


def list_anchors(phrase: str) -> list[str]:
    """By what a phrase is looked up: its first words that cannot be missing, or its figure."""
    step = parse_phrase(phrase)[_find_lead(phrase)]
    return [*step.words, *(f"{stem[:_STEM]}*" for stem in step.stems)]


def list_keys(piece: Piece) -> tuple[str, ...]:
    """Under what the phrases are found that a piece may begin."""
    word = piece.word
    keys = (word, f"{word[:4]}*", f"{word[:3]}*", f"{word[:2]}*")
    return (*keys, FIGURE) if piece.quantity and word != FIGURE else keys


@lru_cache(4096)
def _find_lead(phrase: str) -> int:
    """How many steps stand before the first that is always there."""
    return next(at for at, step in enumerate(parse_phrase(phrase)) if not step.may_miss)


def match_phrase(phrase: str, pieces: Sequence[Piece], at: int) -> Match | None:
    """Where a phrase stands whose first sure word is at a place, or None."""
    steps, lead = parse_phrase(phrase), _find_lead(phrase)
    for start in range(max(at - lead, 0), at + 1):
        if (found := _match_steps(steps, pieces, start, None)) and found[0] > at:
            end, figure = found
            return Match(start, end, sum(1 for step in steps if step is not _GAP), figure)
    return None


def _match_steps(
    steps: Sequence[Step], pieces: Sequence[Piece], at: int, figure: int | None
) -> tuple[int, int | None] | None:
    """The end of the match and where its figure is."""
    if not steps:
        return at, figure
    step, rest = steps[0], steps[1:]
    if step is _GAP:
        return _match_after_gap(rest, pieces, at, figure)
    if at < len(pieces) and step.fits_piece(pieces[at]):
        here = at if FIGURE in step.words else figure
        if found := _match_steps(rest, pieces, at + 1, here):
            return found
    return _match_steps(rest, pieces, at, figure) if step.may_miss else None


def _match_after_gap(
    steps: Sequence[Step], pieces: Sequence[Piece], at: int, figure: int | None
) -> tuple[int, int | None] | None:
    for start in range(at, min(at + _WIDEST_GAP, len(pieces)) + 1):
        if found := _match_steps(steps, pieces, start, figure):
            return found
        if start < len(pieces) and pieces[start].word in _CLAUSE_ENDS:
            break
    return None
