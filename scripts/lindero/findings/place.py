"""Text as the author wrote it, and places in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import field
from functools import cached_property
from typing import NamedTuple

from lindero.frozen import Frozen

_LINE_END = re.compile(r"\r\n|\n|\r")


class Source(Frozen):
    """One file: `path` as it is shown (relative, with `/`), `text` without a byte-order mark."""

    path: str
    text: str = field(repr=False)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(end.end() for end in _LINE_END.finditer(self.text))]

    def locate_offset(self, offset: int) -> tuple[int, int]:
        """Line and column of a character offset, both from 1, columns in characters."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def read_line(self, line: int) -> str:
        """The text of a line (from 1) without its end; empty past the last line."""
        if line > len(self._line_starts):
            return ""
        end = self._line_starts[line] if line < len(self._line_starts) else len(self.text)
        return self.text[self._line_starts[line - 1] : end].rstrip("\r\n")

    def find_line_start(self, line: int) -> int:
        """The offset of a line's first character."""
        return self._line_starts[line - 1]

    def make_span(self, start: int, end: int) -> Span:
        """The place from `start` to `end`, kept inside the text."""
        start = min(max(start, 0), len(self.text))
        return Span(self, start, min(max(end, start), len(self.text)))


class Span(NamedTuple):
    """A stretch of a source, as character offsets; `end` is the first character after it."""

    source: Source
    start: int
    end: int

    @property
    def path(self) -> str:
        """The file's path as shown."""
        return self.source.path

    @property
    def line(self) -> int:
        """Line of the first character, from 1."""
        return self.source.locate_offset(self.start)[0]

    @property
    def column(self) -> int:
        """Column of the first character, from 1."""
        return self.source.locate_offset(self.start)[1]

    @property
    def end_line(self) -> int:
        """Line of the end, from 1."""
        return self.source.locate_offset(self.end)[0]

    @property
    def end_column(self) -> int:
        """Column of the first character after the stretch, from 1."""
        return self.source.locate_offset(self.end)[1]

    @property
    def text(self) -> str:
        """What the author typed there."""
        return self.source.text[self.start : self.end]


class Unlocated(NamedTuple):
    """A place without a line: a folder that is missing, a PDF, a whole page."""

    path: str


Place = Span | Unlocated
