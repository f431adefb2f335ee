"""By which words it is known what a figure speaks of: data, looked up by the first word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from lindero.resources.data import read_shipped_yaml
from lindero.spoken.phrases import Match, list_anchors, list_keys, match_phrase
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


CueIndex = Mapping[str, Sequence[Cue]]


@cache
def load_cues(language: str) -> CueIndex:
    """All cues and asides of a language, by the words that they begin with."""
    index: dict[str, list[Cue]] = {}
    for cue in _list_cues(language):
        for anchor in list_anchors(cue.phrase):
            index.setdefault(anchor, []).append(cue)
    return index


def _list_cues(language: str) -> Iterator[Cue]:
    for role, phrases in read_shipped_yaml(f"spoken/asides.{language}.yml").items():
        yield from (Cue(NOBODY, role, phrase) for phrase in phrases)
    for address, roles in read_shipped_yaml(f"spoken/cues.{language}.yml").items():
        for role in ("near", "unless"):
            yield from (Cue(address, role, phrase) for phrase in roles.get(role, ()))
        for means, phrases in roles.get("says", {}).items():
            yield from (Cue(address, "says", phrase, means) for phrase in phrases)


def find_cues(pieces: Sequence[Piece], index: CueIndex) -> list[FoundCue]:
    """Every cue in a sentence."""
    return [
        FoundCue(cue, match)
        for at, piece in enumerate(pieces)
        for key in list_keys(piece)
        for cue in index.get(key, ())
        if (match := match_phrase(cue.phrase, pieces, at))
    ]
