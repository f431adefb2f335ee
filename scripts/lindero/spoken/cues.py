"""By which words it is known what a figure speaks of: data, looked up by the first word."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from lindero.resources.compiled import make_digest, recall_form
from lindero.resources.data import PACKAGE, read_shipped_yaml
from lindero.spoken.phrases import Match, can_stand, find_matches, list_anchors, list_keys
from lindero.spoken.pieces import Piece, split_pieces

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
    """All cues of a language by their rarest words, and the words without which there is no figure.

    Without digits a figure has one of the `triggers` in it, or one of the `ones` before a unit.
    """

    cues: Mapping[str, Sequence[Cue]]
    triggers: frozenset[str]
    ones: frozenset[str]
    units: frozenset[str]


_SPOKEN_FILES = ("words", "asides", "cues")


@cache
def load_cues(language: str) -> CueIndex:
    """All cues and asides of a language, from their quick form where there is one."""
    quick = recall_form(name_cue_form(language))
    made = json.loads(quick) if quick else make_cue_form(language)
    cues = {key: [Cue(*one) for one in found] for key, found in made["cues"].items()}
    sets = (frozenset(made[name]) for name in ("triggers", "ones", "units"))
    return CueIndex(cues, *sets)


def name_cue_form(language: str) -> str:
    """What the quick form of a language's cues is called; other data has another name."""
    files = (PACKAGE / f"spoken/{name}.{language}.yml" for name in _SPOKEN_FILES)
    return f"{make_digest(*(file.read_bytes() for file in files))}.json"


def make_cue_form(language: str) -> dict[str, Any]:
    """The cues of a language as they are looked up."""
    cues: dict[str, list[Cue]] = {}
    words = read_shipped_yaml(f"spoken/words.{language}.yml")
    counted = set(words["counted"])
    triggers = _list_figure_words(words) - set(words["single"])
    for cue in _list_cues(language):
        for anchor in list_anchors(cue.phrase):
            cues.setdefault(anchor, []).append(cue)
    units = {_list_words(unit)[0] for group in words["units"].values() for unit in group}
    times = [_list_words(phrase) for phrase in words["times"]]
    ones = {*words["ones"], *words["single"], *(time[0] for time in times if units & {*time})}
    triggers |= {max(time, key=len) for time in times if not units & {*time}}
    return {
        "cues": cues,
        "triggers": sorted(triggers - units),
        "ones": sorted(ones),
        "units": sorted(units | counted),
    }


def _list_figure_words(words: Mapping[str, Any]) -> set[str]:
    """The words that some figure without digits has in it, lengths of time aside."""
    phrases = [*words["numbers"], *words["powers"], *words["shares"], *words["multiples"]]
    phrases += [*words["always"], *words["clocks"]]
    phrases += [day for days in words["weekdays"] for day in days]
    return {max(_list_words(phrase), key=len) for phrase in phrases}


def _list_words(phrase: str) -> list[str]:
    return [piece.word for piece in split_pieces(phrase)]


def may_say_something(text: str, index: CueIndex) -> bool:
    """Whether a text can have a figure or an answer in it: most have none."""
    words = _WORDS.findall(_NAMED.sub(" ", text.lower()))
    known = frozenset(words)
    if any(word[0].isdigit() for word in known) or not known.isdisjoint(index.triggers):
        return True
    if any(
        word in index.units and not index.ones.isdisjoint(words[max(at - 2, 0) : at])
        for at, word in enumerate(words)
    ):
        return True
    cues = (cue for word in known for key in list_keys(word) for cue in index.cues.get(key, ()))
    return any(cue.role == "says" and can_stand(cue.phrase, known) for cue in cues)


_WORDS = re.compile(r"[^\W\d_]+?(?=n['’]t\b)|[^\W_]+")
_NAMED = re.compile(r"\{\{[^{}]*\}\}|\([^()\s]*\)")


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
    keys = dict.fromkeys(key for piece in pieces for key in list_keys(piece.word))
    cues = dict.fromkeys(cue for key in keys for cue in index.cues.get(key, ()))
    return [FoundCue(cue, match) for cue in cues for match in find_matches(cue.phrase, pieces)]


def has_answer(pieces: Sequence[Piece], index: CueIndex) -> bool:
    """Whether a sentence says something without a figure."""
    words = frozenset(piece.word for piece in pieces)
    return any(
        cue.role == "says"
        and can_stand(cue.phrase, words)
        and any(find_matches(cue.phrase, pieces))
        for word in words
        for key in list_keys(word)
        for cue in index.cues.get(key, ())
    )
