"""Steps through a text of rules: where we are, and the signs and texts that stand there."""

from __future__ import annotations

from lindero.findings.place import Source
from lindero.reading import yaml_signs as signs
from lindero.reading.yaml_nodes import MAX_DEPTH, Node
from lindero.reading.yaml_slips import Slips
from lindero.reading.yaml_texts import read_double, read_single


class Walk:
    """A position that moves on; groups by lines and groups in brackets are read with it."""

    def __init__(self, source: Source) -> None:
        self.source, self.text, self.pos = source, source.text, 0
        self.slips = Slips(source)
        self.depth = 0

    def _skip_blanks(self) -> None:
        self.pos = signs.SPACE.match(self.text, self.pos).end()  # type: ignore[union-attr]  # it matches nothing, too

    def _find_column(self) -> int:
        return self.source.locate_offset(self.pos)[1] - 1

    def _is_at_marker(self) -> bool:
        """At a line of `---` or `...`."""
        return (
            self.text[self.pos] in "-."
            and bool(signs.MARKER.match(self.text, self.pos))
            and self._find_column() == 0
        )

    def _is_at_end(self) -> bool:
        return self.pos >= len(self.text) or self._is_at_marker()

    def _peek_sign(self) -> str:
        return self.text[self.pos : self.pos + 1]

    def _enter_group(self, node: Node, kind: str, key: Node | None) -> None:
        node.kind = kind
        if self.depth >= MAX_DEPTH:
            raise self.slips.explain_depth(key or node)
        self.depth += 1

    def _refuse_odd_indent(self) -> None:
        if self._peek_sign().isspace():
            raise self.slips.explain_odd_indent(self.pos)

    def _read_properties(self, node: Node) -> bool:
        """Anchors and tags, which the reader refuses."""
        found = False
        while match := signs.PROPERTY.match(self.text, self.pos):
            start = match.start(1)
            node.marks += ((start, match.end()),)
            node.end = self.pos = match.end()
            found = True
            if self._peek_sign() not in {" ", "\r", "\n", ""}:
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
            left = typed.strip() and len(typed) - len(typed.lstrip(" ")) <= column
            if left or signs.MARKER.match(typed):
                raise self.slips.explain_open_quote(node.start)
        if match is None:
            raise self.slips.explain_open_quote(node.start)
        node.style, node.end, self.pos = self._peek_sign(), end, end
        read = read_single if node.style == "'" else read_double
        node.text = read(node, self.source, self.slips)

    # Lines of a text may be further in than its group by any amount, but a `#` ends it.
    def _continue_text(self, pos: int, column: int) -> bool:
        """Whether a text goes on at a position on a later line; then we are there."""
        before, self.pos = self.pos, pos
        if not self._is_at_end() and self._find_column() > column and self._peek_sign() != "#":
            self._refuse_odd_indent()
            return True
        self.pos = before
        return False
