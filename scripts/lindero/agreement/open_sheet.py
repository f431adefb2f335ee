"""A printed sheet as the PDF engine opens it; all else takes what `sheet_reading` read of it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from lindero.brand.colours import Colour, measure_contrast
from lindero.frozen import Frozen

_LINK = 2
_TEXT, _PATH, _IMAGE = 1, 2, 3
_MANY_SEGMENTS = 100
_OPAQUE, _FAINT = 250, 60
_LEAST_CONTRAST = 2.0
# Strokes, fills and both; the rest of the modes draws nothing that is seen.
_SEEN_MODES = {0, 1, 2, 4, 5, 6}
_LONGEST = 4096
_WHITE = Colour(1, 1, 1)

Box = tuple[float, float, float, float]


class Mark(Frozen):
    """Something on the paper: its kind, where, its fill; `shows` is False where nothing is seen."""

    drawn: Any
    box: Box
    fill: Colour
    opacity: int
    shows: bool
    is_area: bool = False
    """Whether it hides what lies below it."""

    def covers(self, other: Mark) -> bool:
        """Whether the middle of another mark lies below it."""
        left, bottom, right, top = other.box
        across, up = (left + right) / 2, (bottom + top) / 2
        return self.box[0] <= across <= self.box[2] and self.box[1] <= up <= self.box[3]


class OpenSheet:
    """An open PDF; raises `pypdfium2.PdfiumError` for what is none.

    To load a page takes longer than all that is read of it, so it is opened once for everything.
    """

    def __init__(self, pdf: bytes) -> None:
        self._document = pypdfium2.PdfDocument(pdf)
        self.page_count = len(self._document)
        self._page = self._document[0]
        self._words = self._page.get_textpage()

    def close(self) -> None:
        """Free what the engine holds of it."""
        self._document.close()

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return self._page.get_size()  # type: ignore[no-any-return]  # as in all of its types

    @property
    def text(self) -> str:
        """The words of all its pages, as the lines break."""
        others = [self._document[at].get_textpage() for at in range(1, self.page_count)]
        return "\n".join(str(page.get_text_range()) for page in (self._words, *others))

    @property
    def language(self) -> str:
        """The language that it is read aloud in: `es-ES`."""
        length = pdfium.FPDFCatalog_GetLanguage(self._document, None, 0)
        buffer = (ctypes.c_ushort * max(length, 1))()
        pointer = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        pdfium.FPDFCatalog_GetLanguage(self._document, pointer, len(buffer) * 2)
        return bytes(buffer).decode("utf-16-le").rstrip("\0")

    def read_metadata(self, key: str) -> str:
        """`Title`, `Author`, `Subject` or `Keywords`."""
        return str(self._document.get_metadata_value(key))

    @property
    def has_active_parts(self) -> bool:
        """Whether it holds scripts or files."""
        scripts = pdfium.FPDFDoc_GetJavaScriptActionCount(self._document)
        files = pdfium.FPDFDoc_GetAttachmentCount(self._document)
        return bool(scripts > 0 or files > 0)

    def list_links(self) -> Iterator[str]:
        """Where each link leads; empty for a note, a form or whatever else lies on the page."""
        for at in range(pdfium.FPDFPage_GetAnnotCount(self._page)):
            note = pdfium.FPDFPage_GetAnnot(self._page, at)
            link = pdfium.FPDFAnnot_GetLink(note)
            is_link = pdfium.FPDFAnnot_GetSubtype(note) == _LINK and link
            yield self._read_target(link) if is_link else ""
            pdfium.FPDFPage_CloseAnnot(note)

    def _read_target(self, link: Any) -> str:
        buffer = ctypes.create_string_buffer(_LONGEST)
        action = pdfium.FPDFLink_GetAction(link)
        pdfium.FPDFAction_GetURIPath(self._document, action, buffer, _LONGEST)
        return buffer.value.decode("utf-8", "replace")

    def list_alternatives(self) -> list[str]:
        """What is read aloud in place of pictures."""
        tree = pdfium.FPDF_StructTree_GetForPage(self._page)
        count = pdfium.FPDF_StructTree_CountChildren(tree)
        tops = [pdfium.FPDF_StructTree_GetChildAtIndex(tree, at) for at in range(count)]
        found = [text for top in tops for text in _list_alternatives(top)]
        pdfium.FPDF_StructTree_Close(tree)
        return found

    @cached_property
    def marks(self) -> list[Mark]:
        """Everything that is drawn, from the bottom up."""
        return [_read_mark(drawn) for drawn in self._page.get_objects(max_depth=2)]

    @property
    def text_colours(self) -> set[str]:
        """What words are printed in."""
        return {str(mark.fill) for mark in self.marks if mark.drawn.type == _TEXT}

    @property
    def ground(self) -> str:
        """The colour of the paper."""
        first = next((mark for mark in self.marks if mark.is_area), None)
        return str(first.fill) if first else str(_WHITE)

    def read_code(self) -> set[tuple[int, int]]:
        """The dark squares of the QR code, as (line, column)."""
        for mark in self.marks:
            if mark.drawn.type == _PATH:
                count = pdfium.FPDFPath_CountSegments(mark.drawn)
                if count > _MANY_SEGMENTS and (squares := _read_squares(mark.drawn, count)):
                    return squares
        return set()

    def list_unseen_words(self) -> Iterator[str]:
        """Words that are printed in the colour of their ground, covered or beside the paper."""
        pages: Box = (0, 0, *self.size)
        paper = Mark(None, pages, _WHITE, 255, shows=True)
        areas = [(at, mark) for at, mark in enumerate(self.marks) if mark.is_area]
        for at, mark in enumerate(self.marks):
            if mark.drawn.type != _TEXT:
                continue
            below = [area for place, area in areas if place < at and area.covers(mark)]
            above = [area for place, area in areas if place > at and area.covers(mark)]
            ground = below[-1].fill if below else _WHITE
            clear = measure_contrast(mark.fill, ground) >= _LEAST_CONTRAST
            if not (mark.shows and clear and not above and paper.covers(mark)):
                mark.drawn.textpage = self._words
                words = str(mark.drawn.extract()).strip()
                if words:
                    yield words


def _read_mark(drawn: Any) -> Mark:
    parts = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFPageObj_GetFillColor(drawn, *parts)
    red, green, blue, opacity = (part.value for part in parts)
    shows = opacity > _FAINT
    if drawn.type == _TEXT:
        shows = shows and pdfium.FPDFTextObj_GetTextRenderMode(drawn) in _SEEN_MODES
    fill = Colour(red / 255, green / 255, blue / 255)
    is_area = drawn.type == _IMAGE or (opacity >= _OPAQUE and _is_filled(drawn))
    return Mark(drawn, drawn.get_bounds(), fill, opacity, shows, is_area)


def _is_filled(drawn: Any) -> bool:
    if drawn.type != _PATH:
        return False
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(drawn, fill, stroke)
    return fill.value != 0


def _read_squares(drawn: Any, count: int) -> set[tuple[int, int]]:
    """The code is drawn in lines of squares, each square one wide."""
    squares: set[tuple[int, int]] = set()
    start = (0.0, 0.0)
    across, up = ctypes.c_float(), ctypes.c_float()
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, at)
        pdfium.FPDFPathSegment_GetPoint(segment, across, up)
        here = (across.value, up.value)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO:
            columns = range(round(start[0]), round(here[0]))
            squares.update((int(up.value), column) for column in columns)
        start = here
    return squares


def _list_alternatives(element: Any) -> Iterator[str]:
    length = pdfium.FPDF_StructElement_GetAltText(element, None, 0)
    if length > len("\0".encode("utf-16-le")):
        buffer = ctypes.create_string_buffer(length)
        pdfium.FPDF_StructElement_GetAltText(element, buffer, length)
        yield buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
    for at in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, at)
        if child:
            yield from _list_alternatives(child)
