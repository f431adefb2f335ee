"""Finished pages and sheets, read back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

_INVISIBLE = {"script", "style", "template", "title"}


_VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
}


class ReadFigure(NamedTuple):
    """A figure as a surface shows it."""

    address: str
    value: str
    text: str


@dataclass
class ReadPage(HTMLParser):
    """A page read back: its marked figures, its anchors, and the words of its content."""

    figures: list[ReadFigure] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[str] = []
        self._figure: tuple[int, str, str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note ids and marked figures."""
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.anchors.add(given["id"])
        if tag in _VOID:
            return
        self._open.append(tag)
        if "data-rule" in given and self._figure is None:
            self._figure = (
                len(self._open),
                given["data-rule"],
                given.get("value", given.get("data-value", "")),
                [],
            )

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element of that name, and a figure with it."""
        if tag not in self._open:
            return
        while self._open.pop() != tag:
            pass
        if self._figure and len(self._open) < self._figure[0]:
            _, address, value, parts = self._figure
            self.figures.append(ReadFigure(address, value, fold_spaces("".join(parts))))
            self._figure = None

    def handle_data(self, data: str) -> None:
        """Collect visible words."""
        if not _INVISIBLE.intersection(self._open[-1:]):
            self.words.append(data)
        if self._figure:
            self._figure[3].append(data)

    @property
    def text(self) -> str:
        """All visible words, white space folded."""
        return fold_spaces(" ".join(self.words))


def fold_spaces(text: str) -> str:
    """Text with any white space as one space; line-end hyphens of a PDF undone."""
    return " ".join(re.sub("[\u00ad\u2010\ufffe]\\s*\n\\s*|[\u00ad\ufffe]", "", text).split())


def read_page(html: str) -> ReadPage:
    """Read one page."""
    page = ReadPage()
    page.feed(
        html.replace("<![", "&lt;![")
    )  # the parser stumbles over a section that HTML does not have
    page.close()
    return page


def read_sheet(pdf: bytes) -> tuple[str, str] | None:
    """The keywords of a PDF and its text, white space folded; None for what is no PDF."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        return None
    try:
        keywords = document.get_metadata_value("Keywords")
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return fold_spaces(keywords), fold_spaces(text)
