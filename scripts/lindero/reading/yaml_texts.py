"""Texts in quotes and over several lines, as they are meant: escapes undone, lines joined."""

from __future__ import annotations

import re

from lindero.findings.place import Source
from lindero.reading.yaml_nodes import Node
from lindero.reading.yaml_slips import Slips

_BREAK = r"(?:\r\n|\n|\r)"
_FOLD = re.compile(rf" *{_BREAK}[ \r\n]*")

_ESCAPED = re.compile(
    rf"\\(?:(?P<broken>{_BREAK}[ \r\n]*)|x(?P<x>[0-9A-Fa-f]{{2}})|u(?P<u>[0-9A-Fa-f]{{4}})"
    r"|U(?P<U>[0-9A-Fa-f]{8})|(?P<one>.))"
    rf"|(?P<fold> *{_BREAK}[ \r\n]*)",
    re.DOTALL,
)

_ESCAPES = {
    "0": "\0", "a": "\x07", "b": "\x08", "t": "\t", "n": "\n",
    "v": "\x0b", "f": "\x0c", "r": "\r", "e": "\x1b", " ": " ",
    '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip

_HEAD = re.compile(
    r"[|>](?:(?P<keep>[-+])?(?P<in>[1-9])?|(?P<in2>[1-9])(?P<keep2>[-+]))"
    rf"(?: +#[^\r\n]*| *)(?:{_BREAK}|\Z)"
)

_LINE = re.compile(rf"( *)([^\r\n]*)({_BREAK}|\Z)")


def read_single(node: Node, source: Source, _slips: Slips) -> str:
    """A text in single quotes."""
    typed = source.text[node.start + 1 : node.end - 1]
    return _FOLD.sub(lambda fold: join_lines(fold[0]), typed).replace("''", "'")


def read_double(node: Node, source: Source, slips: Slips) -> str:
    """A text in double quotes."""

    def undo(match: re.Match[str]) -> str:
        if match["fold"] is not None:
            return join_lines(match["fold"])
        if match["broken"] is not None:
            return "\n" * (count_breaks(match["broken"]) - 1)
        if code := match["x"] or match["u"] or match["U"]:
            return _character(int(code, 16), match)
        if match["one"] not in _ESCAPES:
            raise slips.explain_bad_escape(node.start + 1 + match.start("one"))
        return _ESCAPES[match["one"]]

    def _character(number: int, match: re.Match[str]) -> str:
        if number > 0x10FFFF or 0xD800 <= number < 0xE000:
            raise slips.explain_no_character(
                node.start + 1 + match.start(), node.start + 1 + match.end()
            )
        return chr(number)

    return _ESCAPED.sub(undo, source.text[node.start + 1 : node.end - 1])


def count_breaks(text: str) -> int:
    """How many lines end in it."""
    return len(re.findall(_BREAK, text))


def join_lines(breaks: str) -> str:
    """One line end is a space, more of them are as many empty lines."""
    count = count_breaks(breaks)
    return " " if count == 1 else "\n" * (count - 1)


def read_block_text(node: Node, source: Source, column: int, slips: Slips) -> int:
    """A text behind `|` or `>`; returns where it ends."""
    head = _HEAD.match(source.text, node.start)
    if head is None:
        raise slips.explain_bad_block(node.start)
    node.style = source.text[node.start]
    given = head["in"] or head["in2"]
    indent = (
        max(column, 0) + int(given) if given else _indent_below(source.text, head.end(), column)
    )
    lines, end = _lines_below(source.text, head.end(), indent)
    node.text = _join_block(lines, head["keep"] or head["keep2"] or "", folded=node.style == ">")
    node.end = node.start + len(source.text[node.start : end].rstrip())
    return end


def _indent_below(text: str, pos: int, column: int) -> int:
    """The indent of the first line with a text, or of an empty one before it, further in."""
    deepest = 0
    while pos < len(text):
        line = _LINE.match(text, pos)
        assert line
        deepest = max(deepest, len(line[1]))
        if line[2]:
            break
        pos = line.end()
    return max(deepest, column + 1, 1)


def _lines_below(text: str, pos: int, indent: int) -> tuple[list[str], int]:
    """The lines that are as far in, each with its end if it has one."""
    lines: list[str] = []
    while pos < len(text):
        line = _LINE.match(text, pos)
        assert line
        if line[2] and len(line[1]) < indent:
            break
        lines.append((line[1] + line[2])[indent:] + ("\n" if line[3] else ""))
        pos = line.end()
    return lines, pos


def _join_block(lines: list[str], keep: str, *, folded: bool) -> str:
    empty_at_end = 0
    while lines and lines[-1] in {"\n", ""}:
        empty_at_end += lines.pop() == "\n"
    text = _fold_lines(lines) if folded else "".join(lines)
    if keep == "-":
        return text.removesuffix("\n")
    return text + "\n" * empty_at_end if keep == "+" else text


def _fold_lines(lines: list[str]) -> str:
    """Neighbouring lines become one; what is further in stays as typed."""
    parts: list[str] = []
    empty, further_in = 0, True
    for line in lines:
        if line == "\n":
            empty += 1
            continue
        inner = line.startswith(" ")
        if parts and not further_in and not inner:
            parts[-1] = parts[-1].removesuffix("\n")
            parts.append("\n" * empty or " ")
        else:
            parts.append("\n" * empty)
        parts.append(line)
        empty, further_in = 0, inner
    return "".join(parts)
