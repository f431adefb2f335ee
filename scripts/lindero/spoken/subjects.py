"""Of which rules a sentence speaks, whatever it says of them: words in, rules out.

Far more is found than any comparison can read; what is found here is left to the author's eye.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import islice

from lindero.resources.data import PACKAGE, read_shipped_yaml
from lindero.spoken.phrase_index import list_keys
from lindero.spoken.pieces import Piece

_APART = 3
"""Within how many words the next one of several follows."""

_STEM = 4
"""Letters by which a beginning is looked up: the most that `list_keys` asks for."""

Phrase = tuple[Sequence[str], str]
"""Words in their order, and the rule of which they speak."""


class SubjectIndex:
    """The words by which some rules are spoken of in one language; none in a language without."""

    def __init__(self, language: str, is_known: Callable[[str], bool] = lambda _: True) -> None:
        self._ranks: dict[str, int] = {}
        self._phrases: dict[str, list[Phrase]] = {}
        for at, (rule, phrase) in enumerate(_read_phrases(language)):
            if is_known(rule):
                self._ranks[rule] = at
                self._phrases.setdefault(_make_key(phrase[0]), []).append((phrase, rule))
        # Texts share most of their words.
        self._look_up = cache(self._look_up_word)

    def list_spoken_rules(self, pieces: Sequence[Piece]) -> list[str]:
        """The rules of which a sentence speaks, in the catalogue's order."""
        words = [piece.word for piece in pieces]
        found = {
            rule
            for at, word in enumerate(words)
            for phrase, rule in self._look_up(word)
            if _stands_at(phrase, words[at:])
        }
        return sorted(found, key=self._ranks.__getitem__)

    def _look_up_word(self, word: str) -> Sequence[Phrase]:
        """The phrases that may begin with a word."""
        return [phrase for key in list_keys(word) for phrase in self._phrases.get(key, ())]


def _make_key(written: str) -> str:
    """Under what a phrase is found by its first word: whole, or a beginning of a few letters."""
    return f"{written[:-1][:_STEM]}*" if written.endswith("*") else written


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
def _read_phrases(language: str) -> Sequence[tuple[str, Sequence[str]]]:
    name = f"spoken/subjects.{language}.yml"
    if not (PACKAGE / name).is_file():
        return ()
    rules = read_shipped_yaml(name).items()
    return [(rule, phrase.split()) for rule, phrases in rules for phrase in phrases]
