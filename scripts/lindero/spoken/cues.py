"""By which words it is known what a figure speaks of: data, looked up by the first word."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from lindero.resources.compiled import recall_form
from lindero.resources.data import read_shipped_yaml
from lindero.spoken.first_look import (
    list_keys,
    name_quick_form,
    read_cue_files,
)
from lindero.spoken.packing import Packed, find_entries, pack_entries
from lindero.spoken.phrases import Match, find_matches, list_anchors
from lindero.spoken.pieces import Piece

NOBODY = ""
"""In place of an address: what no rule speaks of."""

ANY_SERVICE = "services.*."
"""How addresses begin of what each service says: `services.*.delivery`."""


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


class CueIndex(NamedTuple):
    """All cues of a language by their rarest words, packed."""

    cues: Packed

    def list_cues(self, words: Iterable[str]) -> Iterator[Cue]:
        """The cues whose rarest word is among these, each once."""
        keys = dict.fromkeys(key for word in words for key in list_keys(word))
        found = (tuple(cue) for key in keys for cue in find_entries(self.cues, key))
        return (Cue(*cue) for cue in dict.fromkeys(found))


@cache
def load_cues(language: str) -> CueIndex:
    """All cues and asides of a language, from their quick form where there is one."""
    quick = recall_form(name_quick_form("cues", language))
    return CueIndex(json.loads(quick) if quick else make_cue_form(language))


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
