"""A printed sheet's words, and the facts that it carries for programs."""

from __future__ import annotations

import re
from typing import NamedTuple

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


def read_sheet_words(pdf: bytes) -> SheetWords | None:
    """Read a sheet; None for what is no PDF."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        return None
    try:
        keywords = document.get_metadata_value("Keywords")
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    words = _BROKEN_LINE.sub("", _BROKEN_WORD.sub("", "\n".join(pages)))
    return SheetWords(Surface(words), dict(_FACT.findall(" ".join(keywords.split()))))
