"""By which words it is known what a figure speaks of: data, looked up by the first word."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from lindero.resources.compiled import recall_form
from lindero.resources.data import read_shipped_yaml
from lindero.spoken.first_look import (
    list_keys,
    name_quick_form,
    read_cue_files,
)
from lindero.spoken.known_addresses import NOBODY
from lindero.spoken.packing import Packed, find_entries, pack_entries
from lindero.spoken.phrases import Match, find_matches, list_anchors
from lindero.spoken.pieces import Piece


class Cue(NamedTuple):
    """One phrase: of which address, in which role, and what it says if it says something."""

    address: str
    role: str
    phrase: str
    means: str = ""


class FoundCue(NamedTuple):
    """A cue where it stands in a sentence."""

    cue: Cue
    match: Match


class CueIndex:
    """The cues of a language, of what is known, by their rarest words."""

    def __init__(self, packed: Packed, is_known: Callable[[str], bool] = lambda _: True) -> None:
        self._packed, self._is_known = packed, is_known
        self._by_word: dict[str, Sequence[Cue]] = {}

    def list_cues(self, words: Iterable[str]) -> Iterable[Cue]:
        """The cues whose rarest word is among these, each once."""
        return dict.fromkeys(cue for word in words for cue in self._list_word_cues(word))

    def _list_word_cues(self, word: str) -> Sequence[Cue]:
        """Those of one word, kept: texts share most of their words."""
        if word not in self._by_word:
            found = (
                Cue(*one) for key in list_keys(word) for one in find_entries(self._packed, key)
            )
            self._by_word[word] = [cue for cue in found if self._is_known(cue.address)]
        return self._by_word[word]


@cache
def load_cues(language: str) -> Packed:
    """All cues and asides of a language, from their quick form where there is one."""
    quick = recall_form(name_quick_form("cues", language))
    form: Packed = json.loads(quick) if quick else make_cue_form(language)
    return form


def make_cue_form(language: str) -> Packed:
    """The cues of a language as they are looked up."""
    return pack_entries(make_cues(language))


def make_cues(language: str) -> dict[str, list[Cue]]:
    """The cues of a language by their rarest words."""
    cues: dict[str, list[Cue]] = {}
    for cue in _list_cues(language):
        for anchor in list_anchors(cue.phrase):
            cues.setdefault(anchor, []).append(cue)
    return cues


def _list_cues(language: str) -> Iterator[Cue]:
    for role, phrases in read_shipped_yaml(f"spoken/asides.{language}.yml").items():
        yield from (Cue(NOBODY, role, phrase) for phrase in phrases)
    for address, roles in read_cue_files(language):
        for role in ("near", "within", "unless"):
            yield from (Cue(address, role, phrase) for phrase in roles.get(role, ()))
        for means, phrases in roles.get("says", {}).items():
            yield from (Cue(address, "says", phrase, means) for phrase in phrases)


def find_cues(pieces: Sequence[Piece], index: CueIndex) -> list[FoundCue]:
    """Every cue in a sentence."""
    cues = index.list_cues(piece.word for piece in pieces)
    return [FoundCue(cue, match) for cue in cues for match in find_matches(cue.phrase, pieces)]
