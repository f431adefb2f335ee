"""Texts that still wait for their words: `[name]`, TODO, lorem ipsum, an address of nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from lindero.resources.data import read_shipped_yaml


def find_placeholders(text: str, *, finished: bool) -> Iterator[re.Match[str]]:
    """What stands for something else in a text; in a finished project, what samples leave, too."""
    yield from _join_patterns("always").finditer(text)
    if finished:
        yield from _join_patterns("left-over").finditer(text)


def says_sample(text: str) -> bool:
    """Whether a note says that a price is a sample."""
    return bool(_join_patterns("samples").search(text))


@cache
def _join_patterns(kind: str) -> re.Pattern[str]:
    patterns: Mapping[str, Sequence[str]] = read_shipped_yaml("spoken/placeholders.yml")
    return re.compile("|".join(patterns[kind]))
