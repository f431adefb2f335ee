"""A finished page's words as a reader sees them, with its marked figures."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from lindero.expected.matching import Marked, Surface
from lindero.expected.patterns import mark_figure

_FURNITURE = {
    "md-sidebar", "md-nav", "md-content__button", "md-source-file", "md-feedback", "md-tags",
    "md-top", "md-header", "md-footer", "headerlink",
}  # fmt: skip
"""What Material puts beside the content; the frame of a page is compared by itself."""

UNSEEN_TAGS = {"script", "style", "template", "head", "noscript", "-comment"}
_INLINE = {
    "a", "abbr", "b", "bdi", "cite", "code", "data", "del", "em", "i", "ins", "kbd", "mark", "q",
    "s", "small", "strong", "sub", "sup", "time", "tspan", "u", "var",
}  # fmt: skip


def read_words(root: LexborNode) -> Surface:
    """The words below an element, and its figures."""
    reader = _WordReader()
    reader.read_node(root)
    words = "".join(reader.words)
    return Surface(words, tuple(reader.figures), spaced="\n" in words)


class _WordReader:
    def __init__(self) -> None:
        self.words: list[str] = []
        self.figures: list[Marked] = []

    def read_node(self, node: LexborNode) -> None:
        tag = node.tag
        if tag == "-text":
            self.words.append(node.text_content or "")
            return
        if tag in UNSEEN_TAGS or (tag or "").startswith("-"):
            return
        attributes = node.attributes  # read anew from the page each time that they are asked for
        if not _FURNITURE.isdisjoint((attributes.get("class") or "").split()):
            return
        address = attributes.get("data-rule")
        if address:
            self._read_figure(node, address)
            return
        gap = "" if tag in _INLINE else " "
        self.words.append(gap)
        for child in node.iter(include_text=True):
            self.read_node(child)
        self.words.append(gap)

    def _read_figure(self, node: LexborNode, address: str) -> None:
        attributes = node.attributes
        value = attributes.get("value") or attributes.get("data-value") or ""
        self.words.append(mark_figure(address, len(self.figures)))
        self.figures.append(Marked(address, value, " ".join(node.text().split())))
