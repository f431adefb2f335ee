"""Words of ours as people in a country write them: `anticipo` for `señal`, `license`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from lindero.resources.data import read_shipped_yaml

_LEFT_ALONE = r"\{\{.*?\}\}|\{[^{}]*\}|\(rule:[^)]*\)"
"""Figures and links in a text of ours, whose names are no words."""


def find_dialect(language: str, country: str) -> str:
    """The country, where some of our words are others there; empty where all are ours."""
    return country if _list_words(language, country) else ""


def has_local_words(country: str) -> bool:
    """Whether some of our words are others there, in whatever language."""
    languages = read_shipped_yaml("resources/local_words.yml")
    return any(find_dialect(language, country) for language in languages)


def use_local_words(text: str, language: str, country: str) -> str:
    """A text of ours in the words that people there use."""
    words = _list_words(language, country)
    if not words:
        return text

    def choose_word(found: re.Match[str]) -> str:
        theirs = words.get(found[0].lower(), found[0])
        return theirs[:1].upper() + theirs[1:] if found[0][0].isupper() else theirs

    return _find_pattern(language, country).sub(choose_word, text)


def use_words_of_language(texts: Any, language: str, country: str) -> Any:
    """The same with all texts in mappings and lists."""
    if isinstance(texts, Mapping):
        return {
            key: use_words_of_language(inner, language, country) for key, inner in texts.items()
        }
    if isinstance(texts, list):
        return [use_words_of_language(inner, language, country) for inner in texts]
    return use_local_words(texts, language, country) if isinstance(texts, str) else texts


def localize_texts(data: Any, country: str) -> Any:
    """Data in which the code of a language stands before what is said in it; as it is for none."""
    if not country:
        return data
    if isinstance(data, list):
        return [localize_texts(inner, country) for inner in data]
    if not isinstance(data, Mapping):
        return data
    spoken = read_shipped_yaml("resources/local_words.yml")
    return {
        key: use_words_of_language(inner, key, country)
        if key in spoken
        else localize_texts(inner, country)
        for key, inner in data.items()
    }


@cache
def list_spellings(word: str) -> tuple[str, ...]:
    """How people in some country write a word of ours."""
    languages = read_shipped_yaml("resources/local_words.yml").values()
    said = (row["say"].get(word) for rows in languages for row in rows)
    return tuple(dict.fromkeys(filter(None, said)))


@cache
def _list_words(language: str, country: str) -> Mapping[str, str]:
    """Theirs by ours, as the file has them in order."""
    rows = read_shipped_yaml("resources/local_words.yml").get(language, ())
    return {
        ours: theirs for row in rows if country in row["in"] for ours, theirs in row["say"].items()
    }


@cache
def _find_pattern(language: str, country: str) -> re.Pattern[str]:
    ours = "|".join(re.escape(word) for word in _list_words(language, country))
    return re.compile(rf"{_LEFT_ALONE}|\b(?:{ours})\b", re.IGNORECASE)
