"""The part of YAML that rules are written in: every piece and its place, or the first mistake."""

from __future__ import annotations

import re
from dataclasses import replace

from lindero.findings.place import Source
from lindero.reading import yaml_signs as signs
from lindero.reading.yaml_flow import FlowReader
from lindero.reading.yaml_nodes import Mistake, Node
from lindero.reading.yaml_texts import join_lines, read_block_text


def read_nodes(source: Source) -> tuple[Node | None, Mistake | None]:
    """The whole text, or what stands before the first mistake, and the mistake."""
    parser = _Parser(source)
    try:
        parser.read_document()
    except Mistake as mistake:
        return parser.root, mistake
    return parser.root, None


class _Parser(FlowReader):
    """One pass from left to right.

    `column` is always that of the mapping or list around a value, -1 outside of all.
    """

    root: Node | None = None

    def read_document(self) -> None:
        """Everything up to the end, or to a second document."""
        self._skip_blanks()
        directive = signs.DIRECTIVE.match(self.text, self.pos)
        if directive:
            self.pos = directive.end()
            self._skip_blanks()
        if self.text.startswith("---", self.pos) and self._is_at_marker():
            self.pos += 3
            self._end_line(Node(self.pos, self.pos))
            self._skip_blanks()
        elif directive:
            raise self.slips.explain_bad_start(directive.start())
        if not self._is_at_end():
            self.root = Node(self.pos, self.pos)
            self._read_block(self.root, -1, None)
            self._skip_blanks()
        if not self._is_at_end():
            if self.root and self.root.kind == "mapping" and len(self.root.entries) > 1:
                raise self.slips.explain_missing_section(self.root.start)
            raise self.slips.explain_misplaced_line(self.pos, self.root)
        self._refuse_more_documents()

    def _refuse_more_documents(self) -> None:
        while self.text.startswith("...", self.pos):
            self.pos += 3
            self._end_line(Node(self.pos, self.pos))
            self._skip_blanks()
        if self.pos < len(self.text):
            raise self.slips.explain_second_document(self.pos)

    def _read_block(self, node: Node, column: int, key: Node | None) -> None:
        """A value on a line of its own, or behind a dash."""
        node.start = node.end = self.pos
        self._refuse_odd_indent()
        own = self._find_column()
        if signs.DASH.match(self.text, self.pos):
            self._read_list(node, own, key)
        elif signs.KEY.match(self.text, self.pos):
            self._read_mapping(node, own, key)
        elif self._peek_sign() in signs.PAIRS:
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

    def _read_mapping(
        self, node: Node, own: int, key: Node | None, first: Node | None = None
    ) -> None:
        self._enter_group(node, "mapping", key)
        while True:
            name = first or self._read_key()
            self._read_colon(name)
            first, value = None, Node(self.pos, self.pos)
            node.entries.append((name, value))
            self._read_value(value, own, name)
            if not self._find_next_entry(node, own):
                break
            if signs.DASH.match(self.text, self.pos):
                raise self.slips.explain_list_beside_keys(self.pos)
            if not signs.KEY.match(self.text, self.pos) and self._peek_sign() not in signs.PAIRS:
                raise self.slips.explain_missing_key(self.pos)
        self.depth -= 1

    def _read_list(self, node: Node, own: int, key: Node | None) -> None:
        self._enter_group(node, "list", key)
        while True:
            self.pos += 1
            entry = Node(self.pos, self.pos)
            node.entries.append((None, entry))
            if signs.REST.match(self.text, self.pos):
                self._read_below(entry, own, None)
            else:
                self._skip_blanks()
                self._read_block(entry, own, None)
            if not self._find_next_entry(node, own) or not signs.DASH.match(self.text, self.pos):
                break
        self.depth -= 1

    def _find_next_entry(self, node: Node, own: int) -> bool:
        """Whether a further entry of the same group follows."""
        self._skip_blanks()
        if self._is_at_end():
            return False
        here = self._find_column()
        if here >= own:
            self._refuse_odd_indent()
        if here > own:
            raise self.slips.explain_misplaced_line(self.pos, node)
        return here == own

    def _read_key(self) -> Node:
        name = Node(self.pos, self.pos)
        if self._peek_sign() in signs.PAIRS:
            self._read_flow(name, -1, name)
            return name
        self._read_properties(name)
        name.start = self.pos
        if self._peek_sign() in {"'", '"'}:
            self._read_quoted(name, -1)
            return name
        typed = signs.NAME.match(self.text, self.pos)
        assert typed
        name.kind = "alias" if self._peek_sign() == "*" else "text"
        name.text = typed[0].rstrip(" ")
        self.pos = name.end = name.start + len(name.text)
        return name

    def _read_colon(self, name: Node) -> None:
        colon = signs.COLON.match(self.text, self.pos)
        if colon is None:
            raise self.slips.explain_missing_key(name.start)
        self.pos = colon.end()

    def _read_value(self, node: Node, column: int, key: Node) -> None:
        """What stands behind a colon."""
        self._read_properties(node)
        if rest := signs.REST.match(self.text, self.pos):
            self._read_below(node, column, key, lists=True)
            if node.start == node.end and not signs.COLOUR.fullmatch(rest[0]):
                self._note_comment(node, rest)
            return
        self._skip_blanks()
        node.start = node.end = self.pos
        self._read_inline(node, column, key)

    def _read_below(
        self, node: Node, column: int, key: Node | None, *, lists: bool = False
    ) -> None:
        """What stands further in on the lines below; a key's list may start right under it."""
        empty = node.end
        self._skip_blanks()
        if not self._is_at_end():
            here = self._find_column()
            if here > column or (
                lists and here == column and signs.DASH.match(self.text, self.pos)
            ):
                self._read_block(node, column, key)
                return
        node.start = node.end = empty

    def _read_inline(
        self, node: Node, column: int, key: Node | None, *, alone: bool = False
    ) -> None:
        """A value that starts on this line."""
        node.start = node.end = self.pos
        sign = self._peek_sign()
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
            raise self.slips.explain_bad_start(self.pos)
        self._end_line(node)

    def _end_line(self, node: Node) -> None:
        """Nothing may follow on the line."""
        rest = signs.REST.match(self.text, self.pos)
        if rest is None:
            raise self.slips.explain_text_behind(node, self.pos)
        if node.style:
            self._note_comment(node, rest)
        self.pos = rest.end()

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
                raise self.slips.explain_second_colon(node, start, match.end(), alone=alone)
            comment = signs.REST.match(self.text, self.pos)
            if comment and comment["comment"] is not None:
                self._note_comment(node, comment)
                break
            breaks = signs.LINE_BREAKS.match(self.text, self.pos)
            if breaks is None or not self._continue_text(breaks.end(), column):
                break
            parts.append(join_lines(breaks[0]))
        node.text = "".join(parts)

    def _note_comment(self, node: Node, comment: re.Match[str]) -> None:
        """`Pack #1` is cut at the `#`, which hardly anybody means."""
        at = comment.start("comment") - 1
        # Names and sentences begin with a capital letter, figures and choices do not.
        prose = self.text[node.start : node.start + 1].isupper()
        suspect = signs.TIGHT_OR_READ_ON if prose else signs.TIGHT_REMARK
        if at >= 0 and suspect.match(self.text, at):
            node.cut = (at, comment.end())
