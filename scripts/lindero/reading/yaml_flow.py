"""Groups in braces and lists in brackets, on one line or over several."""

from __future__ import annotations

import re

from lindero.reading import yaml_signs as signs
from lindero.reading.yaml_nodes import Mistake, Node
from lindero.reading.yaml_texts import join_lines
from lindero.reading.yaml_walk import Walk

_ENDS = {",", "]", "}"}


class FlowReader(Walk):
    """Reads what stands between brackets; `column` is that of the group around all of it."""

    def _read_flow(self, node: Node, column: int, key: Node | None) -> None:
        self._enter_group(node, "list" if self._peek_sign() == "[" else "mapping", key)
        closing = signs.PAIRS[self._peek_sign()]
        self.pos += 1
        node.end = self.pos
        while True:
            self._skip_inside(node, column, closing)
            if self._peek_sign() == closing:
                break
            self._read_entry_or_miss_end(node, column)
            if self._peek_sign() not in {",", closing}:
                self._skip_inside(node, column, closing)
            if self._peek_sign() == ",":
                self.pos += 1
            elif self._peek_sign() != closing:
                raise self.slips.explain_open_bracket(node, self.pos)
        self.pos += 1
        node.end = self.pos
        self.depth -= 1

    def _skip_inside(self, node: Node, column: int, closing: str) -> None:
        before = self.pos
        self._skip_blanks()
        if self.pos >= len(self.text):
            raise self.slips.explain_open_bracket(node, self.pos)
        if (
            self.pos == before
            or self.text[self.pos] == closing
            or not signs.BREAK.search(self.text, before, self.pos)
        ):
            return
        if self._find_column() <= column or self._is_at_marker():
            raise self.slips.explain_open_bracket(node, self.pos)

    def _read_entry_or_miss_end(self, node: Node, column: int) -> None:
        """A mistake further down is an open bracket's, whose line does not go on with a comma."""
        if node.kind == "mapping" and (pair := signs.PAIR_INSIDE.match(self.text, self.pos)):
            self._take_pair(node, pair)
            return
        line, first = self.source.locate_offset(node.start)[0], not node.entries
        try:
            self._read_entry(node, column)
        except Mistake as mistake:
            below = self.source.locate_offset(mistake.at)[0] > line
            if first and below and signs.DASH.match(self.text, mistake.at):
                raise self.slips.explain_open_bracket(node, mistake.at) from mistake
            goes_on = self.source.read_line(line).rstrip().endswith((",", "[", "{"))
            if goes_on or not below:
                raise
            raise self.slips.explain_open_bracket(node, len(self.text)) from mistake

    def _read_entry(self, node: Node, column: int) -> None:
        if self._peek_sign() in _ENDS:
            raise self.slips.explain_extra_sign(node, self.pos)
        first = Node(self.pos, self.pos)
        if node.kind == "list":
            node.entries.append((None, first))
        self._read_piece(first, column, name=node.kind == "mapping")
        colon = self._match_colon_inside(first)
        if colon is None and self._peek_sign() == ":":
            raise self.slips.explain_tight_colon(self.pos)
        if colon and signs.BREAK.search(self.text, first.start, self.pos):
            raise self.slips.explain_colon_inside(self.pos)
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
            if self._peek_sign() not in _ENDS:
                self._read_piece(value, column)
            if self._match_colon_inside(value):
                raise self.slips.explain_colon_inside(self.pos)

    def _take_pair(self, node: Node, pair: re.Match[str]) -> None:
        """An entry that is read in one step, as it would be in several."""
        name = Node(*pair.span(1), text=pair[1])
        if pair[2]:
            text = pair[2].rstrip(" ")
            value = Node(pair.start(2), pair.start(2) + len(text), text=text)
        else:
            value = Node(pair.start(3) - 1, pair.end(), text=pair[3], style='"')
        node.entries.append((name, value))
        self.pos = value.end

    def _match_colon_inside(self, before: Node) -> re.Match[str] | None:
        tight = before.style or before.entries or before.kind in {"list", "mapping"}
        return (
            signs.COLON_TIGHT.match(self.text, self.pos)
            if tight
            else signs.COLON.match(self.text, self.pos)
        )

    def _read_piece(self, piece: Node, column: int, *, name: bool = False) -> None:
        """One text, list or group inside braces or brackets."""
        self._read_properties(piece)
        if self._peek_sign() in _ENDS:
            return
        piece.start = piece.end = self.pos
        sign = self._peek_sign()
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
            self.slips.refuse_curly_piece(piece)
            if name:
                self.slips.refuse_tight_name(piece)
        else:
            raise self.slips.explain_bad_start(self.pos)

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
                *_ENDS,
                "[",
                "{",
                ":",
            }:
                break
            if not self._continue_text(breaks.end(), column):
                break
            parts.append(join_lines(breaks[0]))
        node.text = "".join(parts)
