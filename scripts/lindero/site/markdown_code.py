"""Where code stands in Markdown, in which nothing is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

_MARKED = re.compile(
    r"^[ \t]*(?P<fence>`{3,}|~{3,}).*?(?:^[ \t]*(?P=fence)|\Z)"
    r"|(?P<tick>`+)[^\n]*?(?P=tick)|<!--.*?-->",
    re.MULTILINE | re.DOTALL,
)


# Front matter and HTML are taken out before Markdown looks at indents.
_NO_MARKDOWN = re.compile(
    r"\A---[ \t]*\r?\n.*?\n(?:---|\.\.\.)[ \t]*\r?\n"
    r"|^ {0,3}<(?P<tag>[a-zA-Z][\w-]*)\b[^>]*>.*?</(?P=tag)>",
    re.MULTILINE | re.DOTALL,
)


# Lists, admonitions, tabs, footnotes, definitions: what is indented below them belongs to them.
_HOLDS_MORE = re.compile(r"[ \t]*(?:[-*+:][ \t]|\d+[.)][ \t]|!!!|\?\?\?|===|\[\^)")


_WIDTH = 4


def find_code(text: str) -> list[tuple[int, int]]:
    """Every stretch of code, and of comments: (start, end)."""
    marked = [match.span() for match in _MARKED.finditer(text)]
    if "    " not in text and "\t" not in text:
        return marked
    apart = [*marked, *(match.span() for match in _NO_MARKDOWN.finditer(text))]
    return marked + list(_find_indented(text, apart))


def _find_indented(text: str, apart: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Lines that are indented deeper after a blank line than what stands above them holds."""
    lines = text.splitlines(keepends=True)
    ends = list(accumulate(map(len, lines)))
    held, in_code, after_blank = 0, False, True
    for line, end in zip(lines, ends, strict=True):
        start = end - len(line)
        if not line.strip():
            after_blank = True
            continue
        level = (len(line.expandtabs(_WIDTH)) - len(line.expandtabs(_WIDTH).lstrip())) // _WIDTH
        inside = any(first < start < last for first, last in apart)
        in_code = not inside and level > held and (after_blank or in_code)
        if in_code:
            yield start, end
        elif not inside and (holds := bool(_HOLDS_MORE.match(line))) | after_blank:
            held = level + holds
        after_blank = False
