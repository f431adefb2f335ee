"""How lengths of time of an author's own rule are counted, as its text says."""

from __future__ import annotations

import re
from functools import cache

from lindero.records.sections import OwnRule
from lindero.resources.languages import LANGUAGES

_FIGURE = r"\**\{\{\s*([\w-]+)[^}]*\}\}\**"


def find_own_notices(record: OwnRule) -> set[str]:
    """The figures that the sentences call so long *ahead*: they are counted back."""
    named = [words.lower() for words in _list_words(record) if "{{" in words]
    return {
        name
        for words in named
        for word, way in _list_ways()
        if word in words  # most texts have none of them, and patterns take a while
        for name in _compile_way(way).findall(words)
    }


def speaks_of_messages(record: OwnRule) -> bool:
    """Whether somebody answers, writes or calls in it, for which the hours of a day matter."""
    return any(_compile_messages().search(words.lower()) for words in _list_words(record))


def _list_words(record: OwnRule) -> list[str]:
    clauses = record.clauses or {}
    texts = [record.title, record.text, *(clause.says for clause in clauses.values())]
    return [words for text in texts if text for _, words in text.by_language]


@cache
def _compile_messages() -> re.Pattern[str]:
    """How words begin that speak of an answer or a message, in any language."""
    beginnings = [one for language in LANGUAGES.values() for one in language.messages]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, beginnings))})")


@cache
def _list_ways() -> tuple[tuple[str, str], ...]:
    """`_ ahead`, `antelación de _`: a figure with words for *before*; first its longest word."""
    ways = [way for language in LANGUAGES.values() for way in language.ahead]
    return tuple((max(way.split(), key=len), way) for way in ways)


@cache
def _compile_way(way: str) -> re.Pattern[str]:
    """A way of saying it as an expression; `_` stands for the figure."""
    words = (_FIGURE if word == "_" else rf"\b{re.escape(word)}\b" for word in way.split())
    return re.compile(r"\s+".join(words))
