"""Words without their endings and accents, so that `cobro` and `cobrarte` are one word."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence

_LEAST = 3
_MOST = 7
"""Letters of a stem."""


def cut_word(word: str, endings: Collection[str]) -> str:
    """The stem of a word in small letters; `endings` are those of its language."""
    plain = fold_accents(word)
    # The longest that leaves enough of the word.
    cut = next((at for at in range(_LEAST, len(plain)) if plain[at:] in endings), len(plain))
    stem = plain[:cut]
    if len(stem) > _LEAST and stem[-1] == stem[-2]:
        stem = stem[:-1]  # `stopped` as `stop`
    return stem[:_MOST]


def fold_accents(word: str) -> str:
    """The letters alone."""
    parts = unicodedata.normalize("NFD", word)
    return "".join(part for part in parts if not unicodedata.combining(part))


def list_stems(words: Sequence[str], endings: Collection[str], idle: Collection[str]) -> list[str]:
    """The stem of each word that says something, each once."""
    said = (word for word in words if word.isalpha() and fold_accents(word) not in idle)
    return [*dict.fromkeys(cut_word(word, endings) for word in said)]
