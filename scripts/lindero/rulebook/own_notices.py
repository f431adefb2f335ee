"""How lengths of time of an author's own rule are counted, as its text says."""

from __future__ import annotations

import re
from functools import cache

from lindero.records.sections import OwnRule
from lindero.resources.languages import LANGUAGES

_FIGURE = r"\**\{\{\s*([\w-]+)[^}]*\}\}\**"


def find_own_notices(record: OwnRule) -> set[str]:
    """The figures that the sentences call so long *ahead*: they are counted back."""
    named = [words for words in _list_words(record) if "{{" in words]
    patterns = _load_notice_patterns() if named else ()
    return {
        name
        for words in named
        for word, pattern in patterns
        if word in words  # most texts have none of them, and patterns take a while
        for name in pattern.findall(words)
    }


def speaks_of_messages(record: OwnRule) -> bool:
    """Whether somebody answers, writes or calls in it, for which the hours of a day matter."""
    beginnings = [one for language in LANGUAGES.values() for one in language.messages]
    pattern = rf"\b(?:{'|'.join(map(re.escape, beginnings))})"
    return any(re.search(pattern, words) for words in _list_words(record))


def _list_words(record: OwnRule) -> list[str]:
    clauses = record.clauses or {}
    texts = [record.title, record.text, *(clause.says for clause in clauses.values())]
    return [words.lower() for text in texts if text for _, words in text.by_language]


@cache
def _load_notice_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """`{{ notice }} ahead`, `antelación de {{ aviso }}`: a figure with words for *before*.

    Each with its longest word.
    """
    ways = [way for language in LANGUAGES.values() for way in language.ahead]
    return tuple((max(way.split(), key=len), re.compile(_write_pattern(way))) for way in ways)


def _write_pattern(way: str) -> str:
    """A way of saying it as an expression; `_` stands for the figure."""
    words = (_FIGURE if word == "_" else rf"\b{re.escape(word)}\b" for word in way.split())
    return r"\s+".join(words)
