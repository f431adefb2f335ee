"""Phrases as data: words side by side, with gaps, ways to go on, and the place of a figure.

`a/b` is either word, `pag*` any word that begins so, `*ged` any that ends so (never first),
`word?` one that may be missing, `<works>` any word of a list in `words.*.yml` or one of several
sayings there, `…` up to eight pieces of the same clause, `_` the figure that the phrase speaks of.
In the data `a & b` are two phrases, `a … b` and `b … a`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from lindero.spoken.first_look import FIGURE
from lindero.spoken.pieces import Piece, split_pieces

GAP = "…"
_WIDEST_GAP = 8
_SHORT = 1  # letters: signs are no words
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
    steps: list[Step] = []
    for written in phrase.split():
        ways = written.split("/")
        if all(map(str.isalpha, ways)):  # nearly every step
            steps.append(Step(frozenset(ways)))
        else:
            steps += _parse_step(written)
    return tuple(steps)


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
    """By what a phrase is looked up: the words of the step that is least often met."""
    step = max(parse_phrase(phrase), key=_weigh_step)
    return [*sorted(step.words), *(f"{stem[:_STEM]}*" for stem in step.stems)]


def _weigh_step(step: Step) -> int:
    """Long words are rare; what may be missing or is no word leads nowhere."""
    if step.may_miss or step.endings or step.words & {FIGURE, GAP}:
        return 0
    if any("'" in word for word in step.words):
        return 0  # `n't` and `'s` are parts of words
    return min(len(word) for word in (*step.words, *step.stems))


def list_long_steps(phrase: str) -> list[tuple[str, ...]]:
    """The words and the beginnings (`pag*`) of each step that always stands there."""
    steps = (step for step in parse_phrase(phrase) if _weigh_step(step) > _SHORT)
    return [(*sorted(step.words), *(f"{stem}*" for stem in step.stems)) for step in steps]


def find_matches(phrase: str, pieces: Sequence[Piece]) -> Iterator[Match]:
    """Everywhere that a phrase stands in a sentence."""
    steps = parse_phrase(phrase)
    size = sum(1 for step in steps if step is not _GAP)
    for at in _list_starts(steps[0], pieces):
        if found := _match_steps(steps, pieces, at, None):
            yield Match(at, found[0], size, found[1])


def _list_starts(first: Step, pieces: Sequence[Piece]) -> list[int]:
    """Where a phrase may begin; a plain word is looked for without asking each piece."""
    if first.may_miss:
        return [*range(len(pieces))]
    if first.stems or FIGURE in first.words:
        return [at for at, piece in enumerate(pieces) if first.fits_piece(piece)]
    return [at for at, piece in enumerate(pieces) if piece.word in first.words]


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
