"""A printed sheet read back: what it is and says, where it leads, what nobody sees."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from typing import NamedTuple

Squares = tuple[tuple[int, int], ...]
"""The dark squares of a QR code, as (line, column), in order."""

_METADATA = ("Title", "Author", "Subject", "Keywords")


class UnreadableSheet(Exception):
    """A file that is no PDF, or none that can be read."""


class SheetReading(NamedTuple):
    """Everything that is read of a PDF, in plain values: the same bytes always read the same.

    `size` is in points, `text` has the words of all pages as their lines break, and `alternatives`
    are read aloud in place of pictures. A link is empty where a note or a form lies on the page.
    """

    size: tuple[float, float]
    page_count: int
    text: str
    language: str
    metadata: Mapping[str, str]
    has_active_parts: bool
    links: tuple[str, ...]
    alternatives: tuple[str, ...]
    text_colours: tuple[str, ...]
    ground: str
    code: Squares
    unseen_words: tuple[str, ...]


def read_sheet(pdf: bytes) -> SheetReading:
    """Read a whole PDF. Raises UnreadableSheet."""
    # The engine takes a while to be there, and a sheet that was read before needs none.
    from pypdfium2 import PdfiumError

    from lindero.agreement.open_sheet import OpenSheet

    try:
        sheet = OpenSheet(pdf)
    except PdfiumError as error:
        raise UnreadableSheet from error
    with closing(sheet):
        return SheetReading(
            sheet.size,
            sheet.page_count,
            sheet.text,
            sheet.language,
            {key: sheet.read_metadata(key) for key in _METADATA},
            sheet.has_active_parts,
            tuple(sheet.list_links()),
            tuple(sheet.list_alternatives()),
            tuple(sorted(sheet.text_colours)),
            sheet.ground,
            tuple(sorted(sheet.read_code())),
            tuple(sheet.list_unseen_words()),
        )
