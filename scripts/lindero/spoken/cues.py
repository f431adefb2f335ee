"""By which words it is known what a figure speaks of: data, looked up by the first word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from lindero.resources.blocks import Blocks, KeptLines, pack_blocks, pack_lines
from lindero.resources.compiled import view_form
from lindero.spoken.first_look import ANSWERS, name_quick_form, read_asides, read_cue_files
from lindero.spoken.known_addresses import NOBODY
from lindero.spoken.phrase_index import (
    KeptIndex,
    PhraseIndex,
    make_index,
)
from lindero.spoken.phrases import Match, find_matches
from lindero.spoken.pieces import Piece

NEEDY = "needy"


class Cue(NamedTuple):
    """One phrase: of which address, in which role, and what it says if it says something.

    One that means `NEEDY` says nothing where none of the words stands that its address needs.
    """

    address: str
    role: str
    phrase: str
    means: str = ""


class FoundCue(NamedTuple):
    """A cue where it stands in a sentence."""

    cue: Cue
    match: Match


class KeptCues(NamedTuple):
    """Cues as they are kept, a line for each, since few of them are ever met; and their phrases."""

    phrases: KeptIndex
    lines: KeptLines


class CueIndex:
    """The cues of a language, of what is known."""

    def __init__(self, kept: KeptCues, is_known: Callable[[str], bool] = lambda _: True) -> None:
        self._lines = kept.lines
        self._phrases = PhraseIndex(kept.phrases, is_known)

    def list_cues(self, words: Iterable[str]) -> Iterable[Cue]:
        """The cues whose long words are all among these, each once."""
        numbers = dict.fromkeys(self._phrases.find_phrases(words))
        return dict.fromkeys(_read_cue(self._lines[number]) for number in numbers)


@cache
def _read_cue(line: str) -> Cue:
    return Cue(*line.split("\t"))


@cache
def load_cues(language: str) -> KeptCues:
    """All cues and asides of a language, from their quick form where there is one."""
    quick = view_form(name_quick_form("cues", language))
    blocks = Blocks(quick or make_cue_form(language))
    return KeptCues(KeptIndex(blocks), KeptLines(blocks, "cues"))


def make_cue_form(language: str) -> bytes:
    """The cues of a language as they are kept: their index, then each on a line of its own."""
    cues = list_all_cues(language)
    lines = pack_lines("cues", [*map("\t".join, cues)])
    index = make_index([(cue.address, cue.phrase) for cue in cues])
    return pack_blocks({**index, **lines})


def list_all_cues(language: str) -> list[Cue]:
    """Every cue of a language, from the data itself."""
    return [*dict.fromkeys(_list_cues(language))]


def _list_cues(language: str) -> Iterator[Cue]:
    for role, phrases in read_asides(language).items():
        yield from (Cue(NOBODY, role, phrase) for phrase in phrases)
    for address, roles in read_cue_files(language):
        for role in ("needs", "unless", "but"):
            yield from (Cue(address, role, phrase) for phrase in roles.get(role, ()))
        needy = NEEDY if "needs" in roles else ""
        for role in ("near", "within"):
            yield from (Cue(address, role, phrase, needy) for phrase in roles.get(role, ()))
        for role in ANSWERS:
            for means, phrases in roles.get(role, {}).items():
                yield from (Cue(address, role, phrase, means) for phrase in phrases)


def find_cues(pieces: Sequence[Piece], index: CueIndex) -> list[FoundCue]:
    """Every cue in a sentence."""
    cues = index.list_cues(piece.word for piece in pieces)
    return [FoundCue(cue, match) for cue in cues for match in find_matches(cue.phrase, pieces)]
