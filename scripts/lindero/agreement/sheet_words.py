"""A printed sheet's words, and the facts that it carries for programs."""

from __future__ import annotations

import re
from typing import NamedTuple

from lindero.agreement.sheet_reading import SheetReading
from lindero.expected.matching import Surface

_FACT = re.compile(
    r"([a-z][a-z0-9-]*(?:\.[a-z0-9@-]+)+) = (.*?)(?=, [a-z][a-z0-9-]*(?:\.[a-z0-9@-]+)+ = |$)"
)
# Lines break behind strokes, too.
_BROKEN_LINE = re.compile(r"(?<=\S[/\-–—])\s*\n\s*")
_BROKEN_WORD = re.compile("[\u00ad\u2010\ufffe]\\s*\n\\s*|[\u00ad\ufffe]")


class SheetWords(NamedTuple):
    """What a sheet says: its words, and its facts by address in their exact form."""

    surface: Surface
    facts: dict[str, str]


def read_sheet_words(sheet: SheetReading) -> SheetWords:
    """The words of a sheet, lines and words that were broken put together."""
    words = _BROKEN_LINE.sub("", _BROKEN_WORD.sub("", sheet.text))
    keywords = " ".join(sheet.metadata["Keywords"].split())
    return SheetWords(Surface(words), dict(_FACT.findall(keywords)))
