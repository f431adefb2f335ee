"""The part of YAML that rules are written in: every piece of a text and its place, or the first line that is wrong."""

from __future__ import annotations

import re
from dataclasses import replace

from lindero.findings.place import Source
from lindero.reading import yaml_signs as signs
from lindero.reading.yaml_nodes import MAX_DEPTH, Mistake, Node
from lindero.reading.yaml_slips import Slips
from lindero.reading.yaml_texts import join_lines, read_block_text, read_double, read_single


def read_nodes(source: Source) -> tuple[Node | None, Mistake | None]:
    """The whole text, or what stands before the first mistake, and the mistake."""
    parser = _Parser(source)
    try:
        parser.read_document()
    except Mistake as mistake:
        return parser.root, mistake
    return parser.root, None


class _Parser:
    """One pass from left to right; `column` is always that of the mapping or list around a value, -1 outside of all."""

    def __init__(self, source: Source) -> None:
        self.source, self.text, self.pos = source, source.text, 0
        self.root: Node | None = None
        self.slips = Slips(source)
        self.depth = 0

    def read_document(self) -> None:
        """Everything up to the end, or to a second document."""
        self._skip()
        directive = signs.DIRECTIVE.match(self.text, self.pos)
        if directive:
            self.pos = directive.end()
            self._skip()
        if self.text.startswith("---", self.pos) and self._at_marker():
            self.pos += 3
            self._end_line(Node(self.pos, self.pos))
            self._skip()
        elif directive:
            raise self.slips.bad_start(directive.start())
        if not self._at_end():
            self.root = Node(self.pos, self.pos)
            self._read_block(self.root, -1, None)
            self._skip()
        if not self._at_end():
            raise self.slips.misplaced(self.pos, self.root)
        self._refuse_more_documents()

    def _refuse_more_documents(self) -> None:
        while self.text.startswith("...", self.pos):
            self.pos += 3
            self._end_line(Node(self.pos, self.pos))
            self._skip()
        if self.pos < len(self.text):
            raise self.slips.second_document(self.pos)

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

    def _read_block(self, node: Node, column: int, key: Node | None) -> None:
        """A value on a line of its own, or behind a dash."""
        node.start = node.end = self.pos
        self._refuse_odd_indent()
        own = self._column()
        if signs.DASH.match(self.text, self.pos):
            self._read_list(node, own, key)
        elif signs.KEY.match(self.text, self.pos):
            self._read_mapping(node, own, key)
        elif self._sign() in signs.PAIRS:
            self._read_flow_or_key(node, column, own, key)
        elif self._read_properties(node) and signs.REST.match(self.text, self.pos):
            self._read_below(node, column, key)
        else:
            self._read_inline(node, column, key, alone=True)

    def _read_flow_or_key(self, node: Node, column: int, own: int, key: Node | None) -> None:
        self._read_flow(node, column, key)
        if not signs.COLON.match(self.text, self.pos):
            self._end_line(node)
            return
        first, node.entries = replace(node), []
        self._read_mapping(node, own, key, first)

    def _refuse_odd_indent(self) -> None:
        if signs.ODD_SPACE.match(self.text, self.pos):
            raise self.slips.odd_indent(self.pos)

    def _read_mapping(
        self, node: Node, own: int, key: Node | None, first: Node | None = None
    ) -> None:
        self._enter(node, "mapping", key)
        while True:
            name = first or self._read_key()
            self._read_colon(name)
            first, value = None, Node(self.pos, self.pos)
            node.entries.append((name, value))
            self._read_value(value, own, name)
            if not self._goes_on(node, own):
                break
            if signs.DASH.match(self.text, self.pos):
                raise self.slips.list_beside_keys(self.pos)
            if not signs.KEY.match(self.text, self.pos) and self._sign() not in signs.PAIRS:
                raise self.slips.no_key(self.pos)
        self.depth -= 1

    def _read_list(self, node: Node, own: int, key: Node | None) -> None:
        self._enter(node, "list", key)
        while True:
            self.pos += 1
            entry = Node(self.pos, self.pos)
            node.entries.append((None, entry))
            if signs.REST.match(self.text, self.pos):
                self._read_below(entry, own, None)
            else:
                self._skip()
                self._read_block(entry, own, None)
            if not self._goes_on(node, own) or not signs.DASH.match(self.text, self.pos):
                break
        self.depth -= 1

    def _goes_on(self, node: Node, own: int) -> bool:
        """Whether a further entry of the same group follows."""
        self._skip()
        if self._at_end():
            return False
        here = self._column()
        if here >= own:
            self._refuse_odd_indent()
        if here > own:
            raise self.slips.misplaced(self.pos, node)
        return here == own

    def _read_key(self) -> Node:
        name = Node(self.pos, self.pos)
        if self._sign() in signs.PAIRS:
            self._read_flow(name, -1, name)
            return name
        self._read_properties(name)
        name.start = self.pos
        if self._sign() in {"'", '"'}:
            self._read_quoted(name, -1)
            return name
        typed = signs.NAME.match(self.text, self.pos)
        assert typed
        name.kind = "alias" if self._sign() == "*" else "text"
        name.text = typed[0].rstrip(" ")
        self.pos = name.end = name.start + len(name.text)
        return name

    def _read_colon(self, name: Node) -> None:
        colon = signs.COLON.match(self.text, self.pos)
        if colon is None:
            raise self.slips.no_key(name.start)
        self.pos = colon.end()

    def _read_value(self, node: Node, column: int, key: Node) -> None:
        """What stands behind a colon."""
        self._read_properties(node)
        if rest := signs.REST.match(self.text, self.pos):
            self._read_below(node, column, key, lists=True)
            if node.start == node.end and not signs.COLOUR.fullmatch(rest[0]):
                self._note_comment(node, rest)
            return
        self._skip()
        node.start = node.end = self.pos
        self._read_inline(node, column, key)

    def _read_below(
        self, node: Node, column: int, key: Node | None, *, lists: bool = False
    ) -> None:
        """What stands on the lines below, if they are further in; a key's list may start right under it."""
        empty = node.end
        self._skip()
        if not self._at_end():
            here = self._column()
            if here > column or (
                lists and here == column and signs.DASH.match(self.text, self.pos)
            ):
                self._read_block(node, column, key)
                return
        node.start = node.end = empty

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

    def _read_inline(
        self, node: Node, column: int, key: Node | None, *, alone: bool = False
    ) -> None:
        """A value that starts on this line."""
        node.start = node.end = self.pos
        sign = self._sign()
        if sign in signs.PAIRS:
            self._read_flow(node, column, key)
        elif sign in {"'", '"'}:
            self._read_quoted(node, column)
        elif sign in {"|", ">"}:
            self.pos = read_block_text(node, self.source, column, self.slips)
            return
        elif sign == "*":
            self._read_alias(node)
        elif signs.STARTS_PLAIN.match(self.text, self.pos):
            self._read_plain(node, column, alone=alone)
            return
        else:
            raise self.slips.bad_start(self.pos)
        self._end_line(node)

    def _end_line(self, node: Node) -> None:
        """Nothing may follow on the line."""
        rest = signs.REST.match(self.text, self.pos)
        if rest is None:
            raise self.slips.text_behind(node, self.pos)
        if node.style:
            self._note_comment(node, rest)
        self.pos = rest.end()

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

    def _read_plain(self, node: Node, column: int, *, alone: bool) -> None:
        """A text without quotes, over as many lines as are further in."""
        parts: list[str] = []
        while True:
            start = self.pos
            match = signs.PLAIN.match(self.text, start)
            assert match
            typed = match[0].rstrip(" ")
            parts.append(typed)
            node.end = self.pos = start + len(typed)
            if self.text.startswith(":", match.end()):
                raise self.slips.second_colon(node, start, match.end(), alone=alone)
            comment = signs.REST.match(self.text, self.pos)
            if comment and comment["comment"] is not None:
                self._note_comment(node, comment)
                break
            breaks = signs.LINE_BREAKS.match(self.text, self.pos)
            if breaks is None or not self._continues(breaks.end(), column):
                break
            parts.append(join_lines(breaks[0]))
        node.text = "".join(parts)

    def _continues(self, pos: int, column: int) -> bool:
        """Whether a text goes on at a position on a later line; then we are there."""
        before, self.pos = self.pos, pos
        if not self._at_end() and self._column() > column and self._sign() != "#":
            self._refuse_odd_indent()
            return True
        self.pos = before
        return False

    def _note_comment(self, node: Node, comment: re.Match[str]) -> None:
        """`Pack #1` is cut at the `#`, which hardly anybody means."""
        at = comment.start("comment") - 1
        # Names and sentences begin with a capital letter, figures and choices do not.
        prose = self.text[node.start : node.start + 1].isupper()
        suspect = signs.TIGHT_OR_READ_ON if prose else signs.TIGHT_REMARK
        if at >= 0 and suspect.match(self.text, at):
            node.cut = (at, comment.end())

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
