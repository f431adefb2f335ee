"""Which lengths of time of an author's own rule lie before something, as its text says."""

from __future__ import annotations

import re
from functools import cache

from lindero.records.sections import OwnRule
from lindero.resources.languages import LANGUAGES


def find_own_notices(record: OwnRule) -> set[str]:
    """The figures that the sentences call so long *ahead*: they are counted back."""
    clauses = record.clauses or {}
    sentences = [record.text, *(clause.says for clause in clauses.values())]
    said = (words for text in sentences if text for _, words in text.by_language)
    return {name for words in said for name in _load_notice_pattern().findall(words)}


@cache
def _load_notice_pattern() -> re.Pattern[str]:
    """`{{ notice }} ahead`, `{{ aviso }} de antelación`: a figure with a word for *before*."""
    ahead = (words for language in LANGUAGES.values() for words in language.ahead)
    spaced = (r"\s+".join(map(re.escape, words.split())) for words in ahead)
    return re.compile(rf"\{{\{{\s*([\w-]+)[^}}]*\}}\}}\s+(?:{'|'.join(spaced)})\b", re.IGNORECASE)
