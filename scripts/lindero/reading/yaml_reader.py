"""YAML in; plain data and the place of every key and value out."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from lindero.findings.finding import Finding, Related
from lindero.findings.place import Source, Span, Unlocated
from lindero.reading.tree import Document, PlaceTree, Scalar, ScalarValue
from lindero.reading.yaml_grammar import read_nodes
from lindero.reading.yaml_nodes import Node
from lindero.reading.yaml_slips import find_glued_key, report_cut

MAX_BYTES = 1024 * 1024
_MAX_DIGITS = 100
_MANY_NAMES = 1000
_NO_TEXT = re.compile(
    r"(?P<null>null|Null|NULL|~|)|(?P<true>true|True|TRUE)|(?P<false>false|False|FALSE)"
    r"|(?P<whole>[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)"
    r"|(?P<decimal>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,4})?)"
)
_NAMED: dict[str | None, ScalarValue] = {"null": None, "true": True, "false": False}

# What a reader of the file cannot see but a program would act on.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\u2060\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)

_UNSEEN = f"{_HIDDEN.pattern}|\t"

# A number with a comma, where a list or braces take what follows the comma for an entry of its own.
_SPLIT_NUMBER = re.compile(r"""((?:[^"'\n]*[^"'\n0-9])?)([0-9]+),([0-9]+)([^"'\n]*)""")


def decode_source(path: str, content: bytes) -> tuple[Source, list[Finding]]:
    """Bytes of a file as text; a source with empty text and a finding where that cannot be."""
    if len(content) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1024} KiB"
        return Source(path, ""), [
            Finding("too-large", message, Unlocated(path), "split it into several files")
        ]
    content = content.removeprefix(BOM_UTF8)
    try:
        return Source(path, content.decode()), []
    except UnicodeDecodeError as error:
        sound = Source(path, content[: error.start].decode("utf-8", "replace"))
        place = sound.make_span(len(sound.text), len(sound.text))
        message = "the file is not saved as UTF-8; from here on its letters cannot be told"
        return Source(path, ""), [
            Finding(
                "not-utf8",
                message,
                place,
                "save the file as UTF-8 (in most editors: Save with encoding)",
            )
        ]


def read_document(source: Source) -> tuple[Document | None, list[Finding]]:
    """One YAML file; no document where it cannot be read, an empty mapping where it is empty."""
    hidden = list(_find_hidden_characters(source))
    if hidden:
        return None, hidden
    root, mistake = read_nodes(source)
    builder = _TreeBuilder(source)
    data, places = builder.build_tree(root, None) if root else ({}, PlaceTree())
    if mistake:
        return None, [
            *(one for one in builder.found if one.place != mistake.found.place),
            mistake.found,
        ]
    return Document(source, data, places), builder.found


def _find_hidden_characters(source: Source) -> Iterator[Finding]:
    for match in _HIDDEN.finditer(source.text):
        message = f"the invisible character U+{ord(match.group()):04X} stands here"
        yield Finding(
            "control-character",
            message,
            source.make_span(*match.span()),
            "delete it; retype the line if it cannot be seen",
        )
    for match in re.finditer(r"\t+", source.text):
        yield Finding(
            "tab",
            "a tab stands here",
            source.make_span(*match.span()),
            "use spaces; two for each step inwards",
        )


@lru_cache(_MANY_NAMES)  # the same keys stand in every rule
def resolve_scalar(text: str) -> ScalarValue:
    """A plain scalar by YAML 1.2's core schema: `no` is text, `012` twelve, `1.50` a Decimal."""
    match = _NO_TEXT.fullmatch(text)
    if match is None or len(text) > _MAX_DIGITS:
        return text
    if match["whole"]:
        return int(text, 0) if text[:2] in {"0o", "0x"} else int(text)
    return Decimal(text) if match["decimal"] else _NAMED[match.lastgroup]


class _TreeBuilder:
    """Turns pieces of text into data and places, and refuses what must not decide over people."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.found: list[Finding] = []

    def build_tree(self, node: Node, key: Span | None) -> tuple[Any, PlaceTree]:
        """The data of a piece, and where it stands."""
        if node.marks:
            self._refuse_marks(node)
        if key and (glued := find_glued_key(self.source, node, key)):
            self.found.append(glued)
            return Scalar(None, "", refused=True), PlaceTree(key, self._locate_event(node))
        if node.kind not in {"mapping", "list"}:
            return self._build_scalar(node), PlaceTree(key, self._locate_event(node))
        data, places = (
            self._build_mapping(node, key)
            if node.kind == "mapping"
            else self._build_list(node, key)
        )
        if data:
            return data, places
        return data, PlaceTree(
            key, self.source.make_span(node.start, min(node.end, node.start + 1)), places.children
        )

    def _build_scalar(self, node: Node) -> Scalar:
        if node.cut and self.source.text.startswith("# ", node.cut[0]):
            self.found.append(replace(report_cut(self.source, *node.cut), severity="warning"))
        elif node.kind == "alias" or node.cut or (node.style and self._hides_character(node)):
            self._refuse_text(node)
            return Scalar(None, "", refused=True)
        return Scalar(node.text if node.style else resolve_scalar(node.text), node.text)

    def _hides_character(self, node: Node) -> bool:
        """Whether an escape makes what is refused where it is typed."""
        if node.style != '"' or "\\" not in self.source.text[node.start : node.end]:
            return False
        return re.search(_UNSEEN, node.text) is not None

    def _refuse_text(self, node: Node) -> None:
        place = self._locate_event(node)
        if node.kind == "alias":
            help_ = "write the value itself here; text that starts with `*` needs quotes"
            self._add_finding("alias", f"`{place.text}` points to a value elsewhere", place, help_)
        elif node.cut:
            self.found.append(report_cut(self.source, *node.cut))
        elif hidden := re.search(_UNSEEN, node.text):
            message = f"this text has the invisible character U+{ord(hidden[0]):04X} in it"
            self._add_finding(
                "control-character", message, place, "write it without the backslash that makes it"
            )

    def _build_mapping(self, node: Node, key: Span | None) -> tuple[dict[str, Any], PlaceTree]:
        data: dict[str, Any] = {}
        places = PlaceTree(key)
        for name_node, value_node in node.entries:
            assert name_node
            # Before it is read as a name: the `450` of `£1,450` is none.
            if self._follows_comma(name_node.start) and self._refuse_split_number(
                data, places, self._locate_event(name_node)
            ):
                continue
            name, name_span = self._read_key(name_node)
            value, place = self.build_tree(value_node, name_span)
            if name is None:
                continue
            if name in data:
                self._refuse_duplicate(name, name_span, places.children[name].key)
                continue
            data[name] = value
            places.children[name] = place
        return data, places

    def _build_list(self, node: Node, key: Span | None) -> tuple[list[Any], PlaceTree]:
        data: list[Any] = []
        places = PlaceTree(key)
        for _, entry in node.entries:
            value, place = self.build_tree(entry, None)
            told = place.value
            if (
                told
                and self._follows_comma(told.start)
                and self._refuse_split_number(data, places, told)
            ):
                continue
            places.children[len(data)] = place
            data.append(value)
        return data, places

    def _read_key(self, node: Node) -> tuple[str | None, Span]:
        place = (
            self._locate_event(node)
            if node.kind in {"text", "alias"}
            else self.source.make_span(node.start, node.start + 1)
        )
        known = len(self.found)
        plain = node.kind == "text" and not node.marks
        data = self._build_scalar(node) if plain else self.build_tree(node, None)[0]
        if len(self.found) > known:
            return None, place
        if not isinstance(data, Scalar):
            braces = self.source.text.startswith("{{", place.start - 1)
            help_ = "a text that starts with `{{` needs quotes" if braces else "write `name: value`"
            self._add_finding(
                "key-not-text", "a key is one word, not a list or a group", place, help_
            )
            return None, place
        if data.text == "<<" and not node.style:
            self._add_finding(
                "merge-key",
                "`<<` takes over keys from elsewhere",
                place,
                "write the keys themselves here",
            )
            return None, place
        if not isinstance(data.value, str) or not data.value:
            shown = data.text or "an empty key"
            self._add_finding(
                "key-not-text",
                f"`{shown}` is not a name" if data.text else "a name is missing before the colon",
                place,
                "a key starts with a letter, or stands in quotes",
            )
            return None, place
        return data.value, place

    def _refuse_marks(self, node: Node) -> None:
        for start, end in node.marks:
            place = self.source.make_span(start, end)
            if place.text.startswith("&"):
                help_ = "remove it; text that starts with `&` needs quotes"
                self._add_finding(
                    "anchor", f"`{place.text}` names a value for use elsewhere", place, help_
                )
            else:
                help_ = "remove it; text that starts with `!` needs quotes"
                self._add_finding(
                    "tag", f"`{place.text}` changes the type of a value", place, help_
                )

    def _follows_comma(self, at: int) -> bool:
        return at > 0 and self.source.text[at - 1] == ","

    def _refuse_split_number(self, data: Any, places: PlaceTree, rest: Span) -> bool:
        """Whether the comma before it belongs to a number, `1,450 EUR`: then both are void."""
        last = next(reversed(places.children), None)
        before = places.children[last].value if last is not None else None
        if before is None or before.end + 1 != rest.start:
            return False
        typed = self.source.make_span(before.start, rest.end)
        split = _SPLIT_NUMBER.fullmatch(typed.text)
        if split is None:
            return False
        start, whole, decimals, end = split.groups()
        if not start and not end:
            return False
        meant = f"{whole}{decimals}" if len(decimals) == 3 else f"{whole}.{decimals}"
        quoted = (
            f'put quotes around a text with a comma, `"{typed.text}"`; '
            "two entries have a space after the comma"
        )
        help_ = quoted if start else f"write `{meant}{end}`; a text with a comma needs quotes"
        self._add_finding("comma-in-number", f"`{typed.text}` is read as two entries", typed, help_)
        data[last] = Scalar(None, "", refused=True)
        return True

    def _refuse_duplicate(self, name: str, place: Span, first: Span | None) -> None:
        related = (Related(first, "it stands here first"),) if first else ()
        self._add_finding(
            "duplicate-key",
            f"`{name}` stands here a second time",
            place,
            "keep one of the two",
            related,
        )

    def _add_finding(
        self, code: str, message: str, place: Span, help_: str, related: tuple[Related, ...] = ()
    ) -> None:
        self.found.append(Finding(code, message, place, help_, related=related))

    def _locate_event(self, node: Node) -> Span:
        return Span(self.source, node.start, node.end)
