"""What a page says in its letters and not to a reader, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from lindero.agreement.finished_site import read_attribute
from lindero.expected.frame_wordings import fold_text

_CONTENT = "#ld-content"
_NEVER_OURS = (
    "del", "s", "strike", "template", "noscript", "dialog", "object", "embed", "iframe", "script",
    "style", "textarea", "canvas", "video", "audio", "marquee", "form", "input", "button", "meta",
)  # fmt: skip
_HIDING = ("[hidden]", "[inert]", "[popover]", "[srcdoc]", "[title]", "[contenteditable]")
_TEARING = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff\u034f]")
_LETTERS = re.compile("--ld-letters:[0-9]+;?")
_DRAWN_FIGURE = re.compile(r"""content\s*:\s*["'][^"']*[\d%€$£]""")
_ESCAPE = re.compile(r"\\[0-9a-fA-F]{1,6}")  # how styles write an arrow
_HIDING_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0?(?:\.0+)?\s*(?:[;}]|$)"
    r"|font-size\s*:\s*0(?:px|em|rem|%)?\s*(?:[;}]|$)|line-through"
)
# What the theme puts beside header, content and footer; an announcement is the author's own.
_FRAME = (
    "header", "footer", _CONTENT, ".md-dialog", ".ld-skip", "script", "style", "svg", "input",
    "label", "[data-md-component=skip]", "[data-md-component=announce]",
    "[data-md-component=consent]", "[data-md-component=outdated]", "noscript",
)  # fmt: skip


def find_hidden_words(tree: LexborHTMLParser, *, ours: bool) -> Iterator[str]:
    """What of a page is not shown as it stands there; `ours` is one that the rules make whole."""
    yield from _find_drawn_text(tree)
    yield from _find_hidden_figures(tree)
    if ours:
        yield from _find_strange_marks(tree)
        yield from _find_words_outside(tree)


def _find_drawn_text(tree: LexborHTMLParser) -> Iterator[str]:
    for style in tree.css("style"):
        text = style.text()
        if _DRAWN_FIGURE.search(_ESCAPE.sub("", text)):
            yield f"a style draws figures of its own: `{fold_text(text)[:80]}`"
        elif _HIDING_STYLE.search(text) and re.search(r"data-rule|\bdata\b|\.ld|#ld", text):
            yield f"a style hides what the rules say: `{fold_text(text)[:80]}`"


def _find_hidden_figures(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("[data-rule]"):
        shown = f"`{read_attribute(node, 'data-rule')}`"
        if torn := _TEARING.search(node.text()):
            yield f"{shown} is torn by an invisible character (U+{ord(torn[0]):04X})"
    hidden = "[hidden], del, s, strike, template, noscript, dialog:not([open])"
    for cover in tree.css(hidden):
        for node in cover.css("[data-rule]"):
            yield f"`{read_attribute(node, 'data-rule')}` is there and hidden or struck out"
    for node in tree.css("[style] [data-rule], [data-rule][style]"):
        if _is_styled_away(node):
            yield f"`{read_attribute(node, 'data-rule')}` is there and styled away"


def _is_styled_away(node: LexborNode) -> bool:
    over: LexborNode | None = node
    while over is not None:
        if _HIDING_STYLE.search(read_attribute(over, "style")):
            return True
        over = over.parent
    return False


def _find_strange_marks(tree: LexborHTMLParser) -> Iterator[str]:
    """Everything that our pages never consist of."""
    contents = tree.css(_CONTENT)
    if len(contents) != 1:
        yield f"the page has its content {len(contents)} times"
    selector = ", ".join(f"{_CONTENT} {one}" for one in (*_NEVER_OURS, *_HIDING))
    for node in tree.css(selector):
        yield f"`<{node.tag}>` is no part of what the rules make: `{fold_text(node.text())[:60]}`"
    for node in tree.css(f"{_CONTENT} [style], body[style], main[style], {_CONTENT}[style]"):
        if not _LETTERS.fullmatch(style := read_attribute(node, "style")):
            yield f"`<{node.tag}>` has a style that the rules do not make: `{style}`"
    for node in tree.css(f"{_CONTENT} [aria-hidden]"):
        if node.tag != "svg" and re.search(r"\d", node.text()):
            yield f"`{fold_text(node.text())[:60]}` is not read aloud"


def _find_words_outside(tree: LexborHTMLParser) -> Iterator[str]:
    body = tree.body
    frame = {node.mem_id for node in tree.css(", ".join(_FRAME))}
    for text in _list_words_outside(body, frame) if body else ():
        if re.search(r"\w", text):
            yield f"`{text[:60]}` stands outside of what the rules make"


def _list_words_outside(node: LexborNode, frame: set[int]) -> Iterator[str]:
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield fold_text(child.text())
        elif child.mem_id not in frame and child.tag != "-comment":
            yield from _list_words_outside(child, frame)
