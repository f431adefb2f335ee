"""What may stand for a while: a figure’s words or a warning’s code, the last day, the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

EXAMPLE = 'lindero: allow "50 %" until 2027-01-31, an old leaflet is quoted'

MARK = "lindero: allow"

ALLOWED_CODES = frozenset(
    {
        "bare-limit",
        "cheaper-later",
        "cheaper-more",
        "law-risk",
        "one-sided",
        "overtaken-answer",
        "placeholder",
        "short-notice",
        "steep-rate",
        "unsettled-answer",
    }
)
"""Warnings that an author may answer; in place of the figure's words stands their code."""

# As text: hardly any file has an allowance.
_ALLOWANCE = rf"(?m){MARK}\b(?P<rest>[^\n]*?)(?=[ \t]*-->|[ \t]*$)"
_PARTS = (
    r"\s+[\"“«`](?P<words>.+?)[\"”»`] until (?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}), *(?P<reason>\S.*)"
)


class Allowance(NamedTuple):
    """Which words may stand until when, and where that is said.

    Where it is misread there are no words; `no_day` is what was written for a day that is none.
    """

    start: int
    end: int
    words: str = ""
    last_day: date = date.min
    no_day: str = ""

    def covers_words(self, words: str) -> bool:
        """Whether a figure is the one that is meant, however it is spaced."""
        return bool(self.words) and _fold_spaces(self.words) in _fold_spaces(words)


def list_allowances(text: str) -> Iterator[Allowance]:
    """Every allowance in a text, those that cannot be read too."""
    if MARK not in text:
        return
    for match in re.finditer(_ALLOWANCE, text):
        parts = re.fullmatch(_PARTS, match["rest"])
        day = _read_day(parts["day"]) if parts else None
        if parts and day:
            yield Allowance(*match.span(), parts["words"], day)
        else:
            yield Allowance(*match.span(), no_day=parts["day"] if parts else "")


def _read_day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _fold_spaces(words: str) -> str:
    return re.sub(r"\s+", "", words).lower()
