"""Texts that still wait for their words: `[name]`, TODO, lorem ipsum, an address of nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from lindero.resources.data import read_shipped_yaml


def find_placeholders(text: str, *, finished: bool) -> Iterator[re.Match[str]]:
    """What stands for something else in a text; in a finished project, what samples leave, too."""
    return _find_all(("always", "left-over") if finished else ("always",), text)


def says_sample(text: str) -> bool:
    """Whether a note says that a price is a sample."""
    return any(_find_all(("samples",), text))


def _find_all(kinds: Sequence[str], text: str) -> Iterator[re.Match[str]]:
    small = text.lower()
    for kind in kinds:
        for sign in _read_patterns()[kind]:
            if sign in small:
                yield from _join_patterns(kind, sign).finditer(text)


@cache
def _read_patterns() -> Mapping[str, Mapping[str, Sequence[str]]]:
    patterns: Mapping[str, Mapping[str, Sequence[str]]]
    patterns = read_shipped_yaml("spoken/placeholders.yml")
    return patterns


@cache
def _join_patterns(kind: str, sign: str) -> re.Pattern[str]:
    return re.compile("|".join(_read_patterns()[kind][sign]))
