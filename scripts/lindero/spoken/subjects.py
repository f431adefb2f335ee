"""Of which rules a sentence speaks, whatever it says of them: words in, rules out.

Far more is found than any comparison can read; what is found here is left to the author's eye.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import islice

from lindero.resources.data import PACKAGE, read_shipped_yaml
from lindero.spoken.pieces import Piece

_APART = 3
"""Within how many words the next one of several follows."""

_STEM = 2
"""Letters by which words are looked up; no `word*` of ours has fewer."""

Phrase = tuple[Sequence[str], str]
"""Words in their order, and the rule of which they speak."""


def list_spoken_rules(pieces: Sequence[Piece], language: str) -> list[str]:
    """The rules of which a sentence speaks, in the catalogue's order."""
    phrases, words = load_subjects(language), [piece.word for piece in pieces]
    found = {
        rule
        for at, word in enumerate(words)
        for phrase, rule in phrases.get(word[:_STEM], ())
        if _stands_at(phrase, words[at:])
    }
    return sorted(found, key=_rank_rules(language).__getitem__)


def _stands_at(phrase: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the words begin with the first of a phrase, and the others follow in order."""
    if not _fits_word(phrase[0], words[0]):
        return False
    rest = iter(words[1:])
    return all(
        any(_fits_word(wanted, word) for word in islice(rest, _APART)) for wanted in phrase[1:]
    )


def _fits_word(wanted: str, word: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


@cache
def load_subjects(language: str) -> Mapping[str, Sequence[Phrase]]:
    """Phrases by the first letters of their first word; none in a language without."""
    found: dict[str, list[Phrase]] = {}
    for rule, phrase in _read_phrases(language):
        found.setdefault(phrase[0][:_STEM], []).append((phrase, rule))
    return found


@cache
def _rank_rules(language: str) -> Mapping[str, int]:
    """Where in the catalogue's order a rule stands."""
    return {rule: at for at, (rule, _) in enumerate(_read_phrases(language))}


@cache
def _read_phrases(language: str) -> Sequence[tuple[str, Sequence[str]]]:
    name = f"spoken/subjects.{language}.yml"
    if not (PACKAGE / name).is_file():
        return ()
    rules = read_shipped_yaml(name).items()
    return [(rule, phrase.split()) for rule, phrases in rules for phrase in phrases]
