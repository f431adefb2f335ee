"""Texts that still wait for their words: `[name]`, TODO, lorem ipsum, an address of nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from lindero.resources.data import read_shipped_yaml


def find_placeholders(text: str, language: str, *, finished: bool) -> Iterator[re.Match[str]]:
    """What stands for something else in a text; in a finished project, what samples leave, too."""
    yield from _join_patterns("always").finditer(text)
    if language in _read_patterns()["by-language"]:
        yield from _join_patterns("by-language", language).finditer(text)
    if finished:
        yield from _join_patterns("left-over").finditer(text)


def says_sample(text: str) -> bool:
    """Whether a note says that a price is a sample."""
    return bool(_join_patterns("samples").search(text))


@cache
def _join_patterns(kind: str, language: str = "") -> re.Pattern[str]:
    patterns = _read_patterns()[kind]
    return re.compile("|".join(patterns[language] if language else patterns))


@cache
def _read_patterns() -> dict[str, Any]:
    patterns: dict[str, Any] = read_shipped_yaml("spoken/placeholders.yml")
    return patterns
