"""What a person did where a text turns out to be no YAML: the wrong line, and the way out."""

from __future__ import annotations

import re

from lindero.findings.finding import Finding
from lindero.findings.place import Source, Span
from lindero.reading.yaml_moved_lines import LinesAround
from lindero.reading.yaml_nodes import MAX_DEPTH, Mistake, Node

_WORD_AND_COLON = re.compile(
    r"(?P<key>[^\s:：#{}\[\],'\"]+)"
    r"(?::(?=[^\s/:]|[\u00a0\u2000-\u200a\u202f\u3000])|：| +=(?= ))(?P<rest>.+)"
)


_REMARK = r"\s+#.*"


_CONFLICT = r"<{7}(?= |\Z)|={7}\Z|>{7}(?= |\Z)"


# Signs that open a quote in print, with those that close it.
_CURLY = {"“": "”", "‘": "’", "«": "»", "„": "“”", "‚": "‘’"}


_KEY_AND_TEXT = "write `key: value`; a longer text stands further in than its key"


_INDENT = "indent keys of one group alike, two spaces for each step"


_QUOTES = "put quotes around a text that contains `: `"


def _make_mistake(code: str, message: str, place: Span, help_: str) -> Mistake:
    return Mistake(Finding(code, message, place, help_))


class Slips(LinesAround):
    """Explains the mistakes of one text."""

    def explain_second_document(self, pos: int) -> Mistake:
        """More than one document in a file."""
        place = self.source.make_span(pos, pos + 3)
        help_ = "remove the line `---`, or use a second file"
        return _make_mistake("many-documents", "a second document starts here", place, help_)

    def explain_depth(self, node: Node) -> Mistake:
        """Groups inside groups without end."""
        place = self.source.make_span(node.start, max(node.end, node.start + 1))
        place = place if node.kind == "text" else self._mark_sign(node.start)
        return _make_mistake(
            "too-deep",
            f"more than {MAX_DEPTH} levels stand inside each other",
            place,
            "write it flatter",
        )

    def explain_odd_indent(self, pos: int) -> Mistake:
        """Spaces from a word processor, which are no indent."""
        match = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000 ]+").match(self.text, pos)
        name = f"U+{ord(self.text[pos]):04X}"
        place = self.source.make_span(pos, match.end() if match else pos + 1)
        return _make_syntax_mistake(
            f"the line starts with the space {name}, which is no indent",
            place,
            "use ordinary spaces",
        )

    def explain_misplaced_line(self, pos: int, group: Node | None) -> Mistake:
        """A line that belongs to no group above it; sometimes the line above has moved."""
        line = self.source.locate_offset(pos)[0]
        if (start := self._find_text_for_key(pos, group)) is not None:
            return self.explain_missing_key(start)
        culprit = self._find_moved_line(line, group)
        start = self._find_content_start(culprit) if culprit else pos
        if self._read_rest(start).startswith("- "):
            return _make_syntax_mistake(
                "the list is indented differently from its neighbours",
                self._mark_sign(start),
                "indent all entries of a list alike",
            )
        return _make_syntax_mistake(
            "this does not line up with the lines around it", self._mark_word(start), _INDENT
        )

    def explain_missing_section(self, first: int) -> Mistake:
        """Several keys further in, and the left edge below them: nothing names their section."""
        key = self._mark_word(first)
        message = f"the name of a section is missing above `{key.text}`"
        help_ = "write it on a line of its own above, at the left edge, with a colon"
        return _make_mistake("missing-section", message, key, help_)

    def explain_list_beside_keys(self, pos: int) -> Mistake:
        """A dash where keys stand."""
        return _make_syntax_mistake(
            "a list cannot start here",
            self._mark_sign(pos),
            "start the list below a key of its own",
        )

    def explain_missing_key(self, pos: int) -> Mistake:
        """A line among keys that is none."""
        typed = re.sub(_REMARK, "", self._read_rest(pos))
        place = self.source.make_span(pos, pos + len(typed))
        if re.match(_CONFLICT, typed):
            return _make_syntax_mistake(
                "a mark that a merge has left stands here",
                place,
                "choose one of the two versions and delete the marks",
            )
        if slip := _WORD_AND_COLON.fullmatch(typed):
            return self.explain_missing_space(slip, place)
        if typed.startswith(("%", "@", "`")):
            return self.explain_bad_start(pos)
        if typed.startswith(("'", '"')) and typed.count(typed[0]) % 2:
            return self.explain_open_quote(pos)
        return _make_syntax_mistake(
            f"`{typed}` has no colon with a space after it", place, _KEY_AND_TEXT
        )

    def refuse_curly_piece(self, piece: Node) -> None:
        """A text inside braces or brackets, of which curly quotes were to hold the commas."""
        closing = _CURLY.get(piece.text[:1])
        if closing and not any(sign in piece.text for sign in closing):
            ends = re.compile(rf"[^\r\n]*?[{closing}] *(?:[,:\]}}]|(?=[\r\n]|\Z))")
            if ends.match(self.text, piece.end):
                raise self._explain_curly_quote(piece.start)

    def refuse_tight_name(self, name: Node) -> None:
        """A word inside braces that was meant to be a name and its value."""
        if slip := _WORD_AND_COLON.fullmatch(name.text):
            raise self.explain_missing_space(slip, self.source.make_span(name.start, name.end))

    def explain_missing_space(self, slip: re.Match[str], place: Span) -> Mistake:
        """A word, a colon and a value, and no space between them."""
        help_ = f"write `{slip['key']}: {slip['rest'].strip()}`"
        return _make_syntax_mistake(f"`{slip[0]}` has no colon with a space after it", place, help_)

    def explain_second_colon(self, node: Node, start: int, colon: int, *, alone: bool) -> Mistake:
        """A text with `: ` in it, or one that was to be a key, or a key that is too far in."""
        if self.text[node.start] in _CURLY:
            return self._explain_curly_quote(node.start)
        broken = alone and _WORD_AND_COLON.fullmatch(self._read_rest(node.start))
        key_below = self.text.startswith("- ", start) or " " not in self.text[start:colon].strip()
        if start == node.start or not (broken or key_below):
            return _make_syntax_mistake(
                "a colon starts a second value here", self._mark_sign(colon), _QUOTES
            )
        return (
            self.explain_missing_key(node.start)
            if alone
            else self.explain_misplaced_line(start, None)
        )

    def explain_colon_inside(self, pos: int) -> Mistake:
        """The same in braces, where most often a comma is missing."""
        colon = self.text.find(":", pos)
        help_ = f"put a comma between two entries; {_QUOTES}"
        return _make_syntax_mistake(
            "a colon starts a second value here", self._mark_sign(colon), help_
        )

    def explain_tight_colon(self, pos: int) -> Mistake:
        """`{a:[b]}`."""
        return _make_syntax_mistake(
            "a space is missing behind this colon", self._mark_sign(pos), "write `key: value`"
        )

    def explain_bad_start(self, pos: int) -> Mistake:
        """A sign that no value can start with."""
        if re.compile(r"-(?=[ \r\n]|\Z)").match(self.text, pos):
            return _make_syntax_mistake(
                "a list cannot start here",
                self._mark_sign(pos),
                "start the list on a line of its own",
            )
        if re.compile(r"\?(?=[ \r\n]|\Z)").match(self.text, pos):
            message = "`?` starts a key that is no word"
            return _make_mistake(
                "key-not-text", message, self._mark_sign(pos), "write `name: value`"
            )
        if self.text[pos] in "]}":
            return self._explain_no_opening(pos)
        return _make_syntax_mistake(
            "a value cannot start with this sign",
            self._mark_sign(pos),
            "put quotes around the value",
        )

    def explain_bad_block(self, pos: int) -> Mistake:
        """`> 5 days`."""
        sign = self._mark_sign(pos)
        return _make_syntax_mistake(
            f"`{sign.text}` starts a longer text on the next line",
            sign,
            "put quotes around the value",
        )

    def explain_text_behind(self, node: Node, pos: int) -> Mistake:
        """Something behind a quote, a bracket or a mark on the same line."""
        pos += len(self.text[pos:]) - len(self.text[pos:].lstrip(" "))
        sign = self.text[node.start : node.start + 1] if node.end > node.start else ""
        if self.text[pos] in "]}":
            return self._explain_no_opening(pos)
        if self.text[pos] == "#":
            return _make_syntax_mistake(
                "a remark has no space before its `#`",
                self._mark_sign(pos),
                "put a space before `#`",
            )
        if self.text[pos] == ":":
            return _make_syntax_mistake(
                "a colon starts a second value here", self._mark_sign(pos), _QUOTES
            )
        if node.style:
            inner = (
                "write `''` for an apostrophe, or use double quotes"
                if sign == "'"
                else 'write `\\"` for a quote, or use single quotes'
            )
            return _make_syntax_mistake(
                "the quote ends before the text does", self._mark_sign(pos), inner
            )
        if sign:
            return _make_syntax_mistake(
                f"a `{sign}` at the start of a text begins something else",
                self._mark_sign(pos),
                f"a text that starts with `{sign}` needs quotes",
            )
        return _make_syntax_mistake(
            "nothing can stand here", self._mark_sign(pos), "write it on the next line"
        )

    def explain_open_quote(self, pos: int) -> Mistake:
        """A quote without an end."""
        return _make_syntax_mistake(
            "a quote is opened and not closed",
            self._mark_sign(pos),
            "close it, or leave both quotes out",
        )

    def explain_bad_escape(self, pos: int) -> Mistake:
        r"""`\\q`."""
        message = "a backslash in double quotes starts a special character"
        return _make_syntax_mistake(
            message, self._mark_sign(pos), "use single quotes, or write `\\\\`"
        )

    def explain_no_character(self, start: int, end: int) -> Mistake:
        """An escape for what is no character."""
        place = self.source.make_span(start, end)
        return _make_syntax_mistake(
            f"`{place.text}` is no character", place, "write the character itself"
        )

    def explain_open_bracket(self, group: Node, pos: int) -> Mistake:
        """A bracket without an end, or two entries without a comma."""
        opening = self._mark_sign(group.start)
        if self.text.startswith("{{", group.start - 1) or self.text.startswith("{{", group.start):
            pos = group.start - self.text.startswith("{{", group.start - 1)
            return _make_syntax_mistake(
                "a `{` at the start of a text begins something else",
                self._mark_sign(pos),
                "a text that starts with `{{` needs quotes",
            )
        if (
            pos < len(self.text)
            and self._find_line(pos) == opening.line
            and self.text[pos] not in "]}"
        ):
            return _make_syntax_mistake(
                "a comma is missing before this",
                self._mark_word(pos),
                "put a comma between two entries, or quotes around a text",
            )
        if remark := re.compile(r"[^\r\n]*? (#[^\r\n]*[\]}].*)").match(self.text, group.start):
            return Mistake(report_cut(self.source, *remark.span(1)))
        shape = "{key: value, key: value}" if opening.text == "{" else "[one, two]"
        help_ = f"write `{shape}`"
        if self.text.startswith("- ", pos):
            help_ = f"leave it out above a list with dashes, or write `{shape}`"
        return _make_syntax_mistake(f"a `{opening.text}` is opened and not closed", opening, help_)

    def explain_extra_sign(self, group: Node, pos: int) -> Mistake:
        """A comma behind nothing, or the wrong bracket."""
        if self.text[pos] != ",":
            return self.explain_open_bracket(group, pos)
        return _make_syntax_mistake(
            "a comma stands here with nothing before it",
            self._mark_sign(pos),
            "take it out, or write the entry",
        )

    def _explain_curly_quote(self, pos: int) -> Mistake:
        sign = self._mark_sign(pos)
        return _make_syntax_mistake(
            f"`{sign.text}` is no quote that holds a text together",
            sign,
            "use straight quotes: `\"` or `'`",
        )

    def _explain_no_opening(self, pos: int) -> Mistake:
        sign = self._mark_sign(pos)
        opening = "[" if sign.text == "]" else "{"
        return _make_syntax_mistake(
            f"a `{sign.text}` stands here and no `{opening}` before it",
            sign,
            "take it out, or put quotes around the text",
        )

    def _read_rest(self, pos: int) -> str:
        """The rest of the line."""
        line, column = self.source.locate_offset(pos)
        return self.source.read_line(line)[column - 1 :].rstrip()

    def _mark_word(self, pos: int) -> Span:
        """The key or the first word."""
        match = re.compile(r"[^\s:]+").match(self.text, pos)
        return self.source.make_span(pos, match.end() if match else pos + 1)

    def _mark_sign(self, pos: int) -> Span:
        return self.source.make_span(pos, pos + 1)


def _make_syntax_mistake(message: str, place: Span, help_: str) -> Mistake:
    return _make_mistake("yaml-syntax", message, place, help_)


def report_cut(source: Source, start: int, end: int) -> Finding:
    """Words that are not read, since a `#` makes a remark of them."""
    place = source.make_span(start, start + len(source.text[start:end].rstrip()))
    message = f"`{place.text}` is not read: ` #` starts a remark"
    behind = "two spaces before" if place.text.startswith("# ") else "a space behind"
    help_ = f"put quotes around the text; a remark has {behind} its `#`"
    return Finding("comment-in-text", message, place, help_)


def find_glued_key(source: Source, node: Node, key: Span) -> Finding | None:
    """`validity:30 days`, alone below a key, which YAML takes for a text."""
    if node.kind != "text" or node.style:
        return None
    slip = _WORD_AND_COLON.fullmatch(source.text, node.start, node.end)
    if not slip or not re.fullmatch("[a-z][a-z-]*", slip["key"]):
        return None
    place = source.make_span(node.start, node.end)
    return (
        None if place.line == key.line else Slips(source).explain_missing_space(slip, place).found
    )
