"""What a person did when a text turns out to be no YAML: the parser speaks of tokens, these speak of what was typed."""

from __future__ import annotations

import re
from typing import Any

from lindero.diagnostics import Diagnostic
from lindero.source import Source, Span

_NOT_CLOSED = "is opened and not closed, or a comma is missing"
_NOT_ALIGNED = ("this does not line up with the lines above", "indent keys of one group alike, two spaces for each step")
_NO_LIST = ("a list cannot start here", "start the list on a line of its own")
_KNOWN = (
    ("mapping values are not allowed", "a colon starts a second value here", "put quotes around a text that contains `: `"),
    (
        "could not find expected ':'",
        "this line is no `key: value`",
        "write `key: value`; a longer text starts with `key: >-` and is indented",
    ),
    ("expected <block end>, but found '-'", "the list is indented differently from its neighbours", "indent all entries of a list alike"),
    ("expected <block end>", *_NOT_ALIGNED),
    ("unindent does not match", *_NOT_ALIGNED),
    ("unexpected end of stream", "a quote or a bracket is opened and not closed", "close it"),
    ("expected the node content, but found '<stream end>'", f"a bracket {_NOT_CLOSED}", "close it"),
    ("expected ',' or '}'", f"a `{{` {_NOT_CLOSED}", "write `{key: value, key: value}`"),
    ("expected ',' or ']'", f"a `[` {_NOT_CLOSED}", "write `[one, two]`"),
    ("expected alphabetic or numeric character", "a value cannot start with this sign", "put quotes around the value"),
    ("cannot start any token", "a value cannot start with this sign", "put quotes around the value"),
    ("unknown escape character", "a backslash in double quotes starts a special character", "use single quotes, or write `\\\\`"),
    ("sequence entries are not allowed", *_NO_LIST),
    ("block sequence entries", *_NO_LIST),
    ("found undefined tag handle", "`!` starts a tag", "a text that starts with `!` needs quotes"),
)
_VALUE = re.compile(r"(?:^|[:-] +)(?P<sign>['\"\[{*])")


def explain_syntax(source: Source, error: Exception) -> Diagnostic:
    """One finding, at the place that has to be changed."""
    if not hasattr(error, "problem_mark"):
        escape = re.search(r"\\U[0-9A-Fa-f]{8}", source.text)
        place = source.span(*escape.span()) if escape else source.span(0, 1)
        return Diagnostic("yaml-syntax", f"`{place.text}` is no character", place, "write the character itself")
    problem = str(getattr(error, "problem", None) or error)
    known = next((row for row in _KNOWN if row[0] in problem), None)
    place = _place(source, error, opened=known is not None and "not closed" in known[1])
    if known is None:
        return Diagnostic("yaml-syntax", f"this is no YAML: {problem}", place, "put quotes around the value if it starts with a sign")
    _, message, help_ = known
    if "not closed" in message:
        if " #" in source.line_text(place.line)[place.column :]:
            help_ += "; a value that starts with `#` needs quotes"
    elif colon := _line_without_colon(source, place, problem):
        return Diagnostic("yaml-syntax", f"`{colon.text}` has no colon with a space after it", colon, "write `key: value`")
    elif message == _NOT_ALIGNED[0] and (sign := _sign_before(source, place)):
        message, help_ = sign
    return Diagnostic("yaml-syntax", message, place, help_)


def _place(source: Source, error: Exception, *, opened: bool) -> Span:
    marks: list[Any] = [getattr(error, name, None) for name in ("problem_mark", "context_mark")]
    mark = next((mark for mark in (reversed(marks) if opened else marks) if mark), None)
    offset = mark.index if mark else 0
    if opened and source.text[offset : offset + 1] not in {"{", "[", "'", '"'}:
        offset = max(source.text.rfind(sign, 0, offset + 1) for sign in "{[")
    offset = min(max(offset, 0), max(len(source.text.rstrip()), 0))
    return source.span(offset, offset + 1)


def _line_without_colon(source: Source, place: Span, problem: str) -> Span | None:
    """The line above a surprising colon, where that line was meant to be a key too."""
    if "mapping values" not in problem:
        return None
    above = source.line_text(place.line - 1) if place.line > 1 else ""
    here = source.line_text(place.line)
    text = above.strip()
    inside = len(here) - len(here.lstrip()) >= len(above) - len(above.lstrip())
    if not text or not inside or ": " in text or text.endswith(":") or text.startswith(("- ", "#", "|", ">")):
        return None
    start = source.text.rfind(above, 0, place.start) + len(above) - len(above.lstrip())
    return source.span(start, start + len(text))


def _sign_before(source: Source, place: Span) -> tuple[str, str] | None:
    """A value that starts with a sign and goes on after what that sign begins."""
    before = source.line_text(place.line)[: place.column - 1]
    match = _VALUE.search(before)
    if match is None:
        return None
    sign = match["sign"]
    if sign in "'\"":
        inner = "write `''` for an apostrophe, or use double quotes" if sign == "'" else 'write `\\"` for a quote, or use single quotes'
        return "the quote ends before the text does", inner
    return f"a `{sign}` at the start of a text begins something else", f"a text that starts with `{sign}` needs quotes"
