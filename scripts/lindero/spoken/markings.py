"""A text without its marks: bold, links, bullets, tables and quotations, every offset kept."""

from __future__ import annotations

import re
from typing import NamedTuple

# As text: most texts are never taken apart.
_LINK = r"(?P<open>!?\[)(?P<label>[^\[\]\n]+)(?P<close>\]\((?P<href>[^()\n]*)\))"
# One word in quotation marks is a word that the author speaks of, and no quotation.
_QUOTATIONS = (
    r"(?m)[“](?![^\W\d_]+[”])[^“”]{4,300}[”]|«(?![^\W\d_]+»)[^«»]{4,300}»"
    r"|(?<![\w])\"(?![^\W\d_]+\")[^\"\n]{4,300}\"(?!\w)|^[ \t]*>.*$"
)
_LINE_MARKS = r"(?m)^[ \t]*(?:[-*+]|\d{1,2}[.)]|#{1,6}|:)(?=[ \t])"
_HEADING = r"(?m)^[ \t]*#{1,6}[ \t].*(?P<end>\n)"
_ROW = r"(?m)^[ \t]*\|.*\|[ \t]*(?P<end>\n|\Z)"
_STRONG = r"\*+|__|(?<!\w)_|_(?!\w)"
APART = "\v"
"""What parts two sentences in place of a mark."""


class RuleLink(NamedTuple):
    """Words that lead to a rule."""

    start: int
    end: int
    rule: str


class PlainText(NamedTuple):
    """The words of a text at the places that they had, and the links to rules among them."""

    text: str
    links: tuple[RuleLink, ...] = ()


def strip_marks(text: str) -> PlainText:
    """Only the words that the author says in his own name."""
    links = tuple(
        RuleLink(*match.span("label"), match["href"].removeprefix("rule:"))
        for match in re.finditer(_LINK, text)
        if match["href"].startswith("rule:")
    )
    for pattern in (_HEADING, _ROW):
        text = re.sub(pattern, _part_line, text)
    text = re.sub(_LINK, _keep_label, re.sub(_QUOTATIONS, blank_match, text))
    text = re.sub(_LINE_MARKS, _part_entry, text)
    return PlainText(re.sub(_STRONG, blank_match, text), links)


def blank_match(match: re.Match[str]) -> str:
    """As many spaces, and the ends of lines."""
    return re.sub(r"[^\n]", " ", match[0])


def _part_line(match: re.Match[str]) -> str:
    """A heading or a row of a table ends as a sentence does; its cells belong together."""
    line = match[0][:-1] if match["end"] else match[0]
    return line.replace("|", ":") + (APART if match["end"] else "")


def _keep_label(match: re.Match[str]) -> str:
    blanks = [" " * len(match[part]) for part in ("open", "close")]
    return f"{blanks[0]}{match['label']}{blanks[1]}"


def _part_entry(match: re.Match[str]) -> str:
    return APART + " " * (len(match[0]) - 1)
