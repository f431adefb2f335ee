"""Braces, brackets and quotes: the pieces of a YAML text that say themselves where they end."""

from __future__ import annotations

import re

from lindero.findings.place import Source
from lindero.reading import yaml_signs as signs
from lindero.reading.yaml_nodes import MAX_DEPTH, Mistake, Node
from lindero.reading.yaml_slips import Slips
from lindero.reading.yaml_texts import join_lines, read_double, read_single


class FlowParser:
    """One pass from left to right.

    `column` is always that of the mapping or list around a value, -1 outside of all.
    """

    def __init__(self, source: Source) -> None:
        self.source, self.text, self.pos = source, source.text, 0
        self.root: Node | None = None
        self.slips = Slips(source)
        self.depth = 0

    def _skip(self) -> None:
        self.pos = signs.SPACE.match(self.text, self.pos).end()  # type: ignore[union-attr]  # it matches nothing, too

    def _column(self) -> int:
        return self.source.locate_offset(self.pos)[1] - 1

    def _at_marker(self) -> bool:
        """At a line of `---` or `...`."""
        return (
            self.text[self.pos] in "-."
            and bool(signs.MARKER.match(self.text, self.pos))
            and self._column() == 0
        )

    def _at_end(self) -> bool:
        return self.pos >= len(self.text) or self._at_marker()

    def _sign(self) -> str:
        return self.text[self.pos : self.pos + 1]

    def _enter(self, node: Node, kind: str, key: Node | None) -> None:
        node.kind = kind
        if self.depth >= MAX_DEPTH:
            raise self.slips.too_deep(key or node)
        self.depth += 1

    def _refuse_odd_indent(self) -> None:
        if signs.ODD_SPACE.match(self.text, self.pos):
            raise self.slips.odd_indent(self.pos)

    def _read_properties(self, node: Node) -> bool:
        """Anchors and tags, which the reader refuses."""
        found = False
        while match := signs.PROPERTY.match(self.text, self.pos):
            start = match.start(1)
            node.marks.append((start, match.end()))
            node.end = self.pos = match.end()
            found = True
            if self._sign() not in {" ", "\r", "\n", ""}:
                break
        if found:
            self.pos = signs.SPACES.match(self.text, self.pos).end()  # type: ignore[union-attr]  # it matches nothing, too
        return found

    def _read_alias(self, node: Node) -> None:
        node.kind = "alias"
        node.end = self.pos = signs.ALIAS.match(self.text, self.pos).end()  # type: ignore[union-attr]  # it starts with `*`

    def _read_quoted(self, node: Node, column: int) -> None:
        match = signs.QUOTED.match(self.text, self.pos)
        end = match.end() if match else len(self.text)
        for line in range(
            self.source.locate_offset(self.pos)[0] + 1, self.source.locate_offset(end)[0] + 1
        ):
            typed = self.source.read_line(line)
            if typed.strip() and len(typed) - len(typed.lstrip(" ")) <= column:
                raise self.slips.open_quote(node.start)
        if match is None:
            raise self.slips.open_quote(node.start)
        node.style, node.end, self.pos = self._sign(), end, end
        read = read_single if node.style == "'" else read_double
        node.text = read(node, self.source, self.slips)

    def _continues(self, pos: int, column: int) -> bool:
        """Whether a text goes on at a position on a later line; then we are there."""
        before, self.pos = self.pos, pos
        if not self._at_end() and self._column() > column and self._sign() != "#":
            self._refuse_odd_indent()
            return True
        self.pos = before
        return False

    def _read_flow(self, node: Node, column: int, key: Node | None) -> None:
        self._enter(node, "list" if self._sign() == "[" else "mapping", key)
        closing = signs.PAIRS[self._sign()]
        self.pos += 1
        node.end = self.pos
        while True:
            self._skip_inside(node, column, closing)
            if self._sign() == closing:
                break
            self._read_entry_or_miss_end(node, column)
            self._skip_inside(node, column, closing)
            if self._sign() == ",":
                self.pos += 1
            elif self._sign() != closing:
                raise self.slips.not_closed(node, self.pos)
        self.pos += 1
        node.end = self.pos
        self.depth -= 1

    def _skip_inside(self, node: Node, column: int, closing: str) -> None:
        before = self.pos
        self._skip()
        if self.pos >= len(self.text):
            raise self.slips.not_closed(node, self.pos)
        if (
            self.pos == before
            or self.text[self.pos] == closing
            or not signs.BREAK.search(self.text, before, self.pos)
        ):
            return
        if self._column() <= column or self._at_marker():
            raise self.slips.not_closed(node, self.pos)

    def _read_entry_or_miss_end(self, node: Node, column: int) -> None:
        """A mistake further down is that of a bracket left open, where its own line does not go on with a comma."""
        line, first = self.source.locate_offset(node.start)[0], not node.entries
        try:
            self._read_entry(node, column)
        except Mistake as mistake:
            below = self.source.locate_offset(mistake.at)[0] > line
            if first and below and signs.DASH.match(self.text, mistake.at):
                raise self.slips.not_closed(node, mistake.at) from mistake
            goes_on = self.source.read_line(line).rstrip().endswith((",", "[", "{"))
            if goes_on or not below:
                raise
            raise self.slips.not_closed(node, len(self.text)) from mistake

    def _read_entry(self, node: Node, column: int) -> None:
        if self._sign() in {",", "]", "}"}:
            raise self.slips.sign_too_many(node, self.pos)
        first = Node(self.pos, self.pos)
        if node.kind == "list":
            node.entries.append((None, first))
        self._read_piece(first, column, name=node.kind == "mapping")
        colon = self._colon_inside(first)
        if colon is None and self._sign() == ":":
            raise self.slips.tight_colon(self.pos)
        if node.kind == "mapping":
            value = Node(self.pos, self.pos)
            node.entries.append((first, value))
        elif colon:
            value = Node(self.pos, self.pos)
            node.entries[-1] = (
                None,
                Node(first.start, first.start, "mapping", entries=[(first, value)]),
            )
        if colon:
            value.start = value.end = self.pos = colon.end()
            self._skip_inside(node, column, signs.PAIRS[self.text[node.start]])
            if self._sign() not in {",", "]", "}"}:
                self._read_piece(value, column)
            if self._colon_inside(value):
                raise self.slips.second_colon_inside(self.pos)

    def _colon_inside(self, before: Node) -> re.Match[str] | None:
        tight = before.style or before.entries or before.kind in {"list", "mapping"}
        return (
            signs.COLON_TIGHT.match(self.text, self.pos)
            if tight
            else signs.COLON.match(self.text, self.pos)
        )

    def _read_piece(self, piece: Node, column: int, *, name: bool = False) -> None:
        """One text, list or group inside braces or brackets."""
        self._read_properties(piece)
        if self._sign() in {",", "]", "}"}:
            return
        piece.start = piece.end = self.pos
        sign = self._sign()
        if sign in signs.PAIRS:
            self._read_flow(piece, column, piece)
        elif sign in {"'", '"'}:
            self._read_quoted(piece, column)
        elif sign == "*":
            self._read_alias(piece)
        elif signs.COLON.match(self.text, self.pos) or (
            sign not in {"?", ":"} and signs.STARTS_PLAIN.match(self.text, self.pos)
        ):
            self._read_plain_inside(piece, column)
            self.slips.look_at_piece(piece)
            if name:
                self.slips.look_at_name(piece)
        else:
            raise self.slips.bad_start(self.pos)

    def _read_plain_inside(self, node: Node, column: int) -> None:
        parts: list[str] = []
        while True:
            match = signs.PLAIN_INSIDE.match(self.text, self.pos)
            assert match
            typed = match[0].rstrip(" ")
            parts.append(typed)
            node.end = self.pos = match.start() + len(typed)
            breaks = signs.LINE_BREAKS.match(self.text, self.pos)
            if breaks is None or self.text[breaks.end() : breaks.end() + 1] in {
                ",",
                "]",
                "}",
                "[",
                "{",
                ":",
            }:
                break
            if not self._continues(breaks.end(), column):
                break
            parts.append(join_lines(breaks[0]))
        node.text = "".join(parts)
