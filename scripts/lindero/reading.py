"""YAML in; plain data and the place of every key and value out."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import yaml

from lindero.diagnostics import Diagnostic, Related
from lindero.source import Source, Span, Unlocated
from lindero.syntax import explain_syntax

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 20
_READ_AGAIN_BELOW = 100_000  # characters; the pure parser needs seconds for a megabyte

_FastLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_DIGITS = 100
_NULL = re.compile(r"null|Null|NULL|~|")
_BOOL = re.compile(r"(true|True|TRUE)|false|False|FALSE")
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,4})?")
# What a reader of the file cannot see but a program would act on.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\u2060\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)

# libyaml takes `>#text` for a long text and loses it.
_BLOCK_HEAD = re.compile(r"[|>][-+1-9]{0,2} *(?: #.*)?(?:[\r\n]|\Z)")

# A number with a comma, where a list or braces take what follows the comma for an entry of its own.
_SPLIT_NUMBER = re.compile(r"""((?:[^"'\n]*[^"'\n0-9])?)([0-9]+),([0-9]+)([^"'\n]*)""")

Step = str | int
Value = None | bool | int | Decimal | str


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value: `value` by the YAML 1.2 core rules, `text` as typed (quotes and folding undone).

    `refused` says that reading has already found fault with it, so that nobody else needs to.
    """

    value: Value
    text: str
    refused: bool = False


@dataclass(frozen=True)
class Placed:
    """Where a piece of data stands: its key, its own text if it is a scalar, and the pieces inside it."""

    key: Span | None = None
    value: Span | None = None
    children: dict[Step, Placed] = field(default_factory=dict)

    @property
    def mark(self) -> Span | None:
        """The stretch to point at: the scalar, else the key, else the first thing inside."""
        if self.value is not None and self.value.end > self.value.start:
            return self.value
        return self.key or next((child.key_mark for child in self.children.values()), self.value)

    @property
    def key_mark(self) -> Span | None:
        """The key if there is one, else what `mark` gives."""
        return self.key or self.mark

    def find(self, path: Sequence[Step]) -> Placed:
        """The piece at a path; where it is missing, the nearest piece around it."""
        here = self
        for step in path:
            inside = here.children.get(step)
            if inside is None:
                return here
            here = inside
        return here


@dataclass(frozen=True)
class Document:
    """A file that was read: dicts, lists and scalars, and beside them the same tree of places."""

    source: Source
    data: Any
    places: Placed


def decode(path: str, content: bytes) -> tuple[Source, list[Diagnostic]]:
    """Bytes of a file as text; a source with empty text and a finding where that cannot be."""
    if len(content) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1024} KiB"
        return Source(path, ""), [Diagnostic("too-large", message, Unlocated(path), "split it into several files")]
    content = content.removeprefix(BOM_UTF8)
    try:
        return Source(path, content.decode()), []
    except UnicodeDecodeError as error:
        sound = Source(path, content[: error.start].decode("utf-8", "replace"))
        place = sound.span(len(sound.text), len(sound.text))
        message = "the file is not saved as UTF-8; from here on its letters cannot be told"
        return Source(path, ""), [Diagnostic("not-utf8", message, place, "save the file as UTF-8 (in most editors: Save with encoding)")]


def read_document(source: Source, loader: Any = _FastLoader) -> tuple[Document | None, list[Diagnostic]]:
    """Read one YAML file. No document where the text cannot be read at all; an empty file gives an empty mapping."""
    hidden = list(_find_hidden(source))
    if hidden:
        return None, hidden
    builder = _Builder(source)
    try:
        data, places = builder.build(yaml.parse(source.text, Loader=loader))
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # the last two for escapes beyond Unicode
        return None, [*builder.found, _syntax_finding(source, error, loader)]
    except _StopReading:
        return None, builder.found
    return Document(source, data, places), builder.found


def _find_hidden(source: Source) -> Iterator[Diagnostic]:
    for match in _HIDDEN.finditer(source.text):
        message = f"the invisible character U+{ord(match.group()):04X} stands here"
        yield Diagnostic("control-character", message, source.span(*match.span()), "delete it; retype the line if it cannot be seen")
    for match in re.finditer(r"\t+", source.text):
        yield Diagnostic("tab", "a tab stands here", source.span(*match.span()), "use spaces; two for each step inwards")


class _StopReading(Exception):
    """Nothing after this point can be trusted."""


def resolve(text: str) -> Value:
    """A plain scalar by the core schema of YAML 1.2: `no` is text, `012` is twelve, `1.50` a Decimal of its own text."""
    if _NULL.fullmatch(text):
        return None
    if match := _BOOL.fullmatch(text):
        return match.group(1) is not None
    if len(text) <= _MAX_DIGITS:
        if _INT.fullmatch(text):
            return int(text, 0) if text[:2] in {"0o", "0x"} else int(text)
        if _FLOAT.fullmatch(text):
            return Decimal(text)
    return text


@dataclass
class _Builder:
    """Turns parser events into data and places, and refuses what must not decide over people."""

    source: Source
    found: list[Diagnostic] = field(default_factory=list)

    def build(self, events: Iterator[Any]) -> tuple[Any, Placed]:
        self.events = iter(events)
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                built = self._node(next(self.events), key=None, depth=0)
                self._refuse_more_documents()
                return built
        return {}, Placed()

    def _refuse_more_documents(self) -> None:
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                place = self._span(event, at_least=3)
                self._refuse("many-documents", "a second document starts here", place, "remove the line `---`, or use a second file")
                raise _StopReading

    def _node(self, event: Any, key: Span | None, depth: int) -> tuple[Any, Placed]:
        if isinstance(event, yaml.AliasEvent):
            place = self._span(event)
            help_ = "write the value itself here; text that starts with `*` needs quotes"
            self._refuse("alias", f"`{place.text}` points to a value elsewhere", place, help_)
            return Scalar(None, "", refused=True), Placed(key, place)
        self._refuse_decorations(event, key)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event), Placed(key, self._span(event))
        if depth >= MAX_DEPTH:
            place = key or self._span(event, at_most=1)
            self._refuse("too-deep", f"more than {MAX_DEPTH} levels stand inside each other", place, "write it flatter")
            raise _StopReading
        data, places = self._mapping(key, depth) if isinstance(event, yaml.MappingStartEvent) else self._sequence(key, depth)
        return data, places if data else replace(places, value=self._span(event))

    def _scalar(self, event: Any) -> Scalar:
        if event.style in {"|", ">"} and not _BLOCK_HEAD.match(self.source.text, event.start_mark.index):
            self._refuse(
                "yaml-syntax",
                f"`{event.style}` starts a longer text on the next line",
                self._span(event, at_most=1),
                "put quotes around the value",
            )
            return Scalar(None, "", refused=True)
        if hidden := _HIDDEN.search(event.value) or re.search("\t", event.value):
            self._refuse_hidden(event, hidden[0])
            return Scalar(None, "", refused=True)
        plain = not event.style
        return Scalar(resolve(event.value) if plain else event.value, event.value)

    def _refuse_hidden(self, event: Any, character: str) -> None:
        message = f"this text has the invisible character U+{ord(character):04X} in it"
        self._refuse("control-character", message, self._span(event), "write it without the backslash that makes it")

    def _mapping(self, key: Span | None, depth: int) -> tuple[dict[str, Any], Placed]:
        data: dict[str, Any] = {}
        places = Placed(key)
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            name, name_span = self._key(event, depth)
            value, place = self._node(next(self.events), name_span, depth + 1)
            if name is None or self._splits_number(data, places, name_span):
                continue
            if name in data:
                self._refuse_twice(name, name_span, places.children[name].key)
                continue
            data[name] = value
            places.children[name] = place
        return data, places

    def _sequence(self, key: Span | None, depth: int) -> tuple[list[Any], Placed]:
        data: list[Any] = []
        places = Placed(key)
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            value, place = self._node(event, None, depth + 1)
            if place.value and self._splits_number(data, places, place.value):
                continue
            places.children[len(data)] = place
            data.append(value)
        return data, places

    def _key(self, event: Any, depth: int) -> tuple[str | None, Span]:
        place = self._span(event, at_most=None if isinstance(event, (yaml.ScalarEvent, yaml.AliasEvent)) else 1)
        known = len(self.found)
        data, _ = self._node(event, place, depth + 1)
        if len(self.found) > known:
            return None, place
        if event.__class__ is not yaml.ScalarEvent:
            braces = self.source.text.startswith("{{", place.start - 1)
            help_ = "a text that starts with `{{` needs quotes" if braces else "write `name: value`"
            self._refuse("key-not-text", "a key is one word, not a list or a group", place, help_)
            return None, place
        if data.text == "<<" and not event.style:
            self._refuse("merge-key", "`<<` takes over keys from elsewhere", place, "write the keys themselves here")
            return None, place
        if not isinstance(data.value, str) or not data.value:
            shown = data.text or "an empty key"
            self._refuse(
                "key-not-text",
                f"`{shown}` is not a name" if data.text else "a name is missing before the colon",
                place,
                "a key starts with a letter, or stands in quotes",
            )
            return None, place
        return data.value, place

    def _refuse_decorations(self, event: Any, key: Span | None) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor:
            place = self._find(event, f"&{anchor}", key)
            self._refuse(
                "anchor", f"`&{anchor}` names a value for use elsewhere", place, "remove it; text that starts with `&` needs quotes"
            )
        if tag:
            place = self._find(event, "!", key)
            self._refuse("tag", f"`{place.text}` changes the type of a value", place, "remove it; text that starts with `!` needs quotes")

    def _splits_number(self, data: Any, places: Placed, rest: Span) -> bool:
        """Whether the comma before an entry was meant to stand inside a number, `1,450 EUR`; then the entry before is void too."""
        last = next(reversed(places.children), None)
        before = places.children[last].value if last is not None else None
        typed = self.source.span(before.start, rest.end) if before else rest
        if before is None or before.end + 1 != rest.start or not (split := _SPLIT_NUMBER.fullmatch(typed.text)):
            return False
        start, whole, decimals, end = split.groups()
        if not start and not end:
            return False
        meant = f"{whole}{decimals}" if len(decimals) == 3 else f"{whole}.{decimals}"
        quoted = f'put quotes around a text with a comma, `"{typed.text}"`; two entries have a space after the comma'
        help_ = quoted if start else f"write `{meant}{end}`; a text with a comma needs quotes"
        self._refuse("comma-in-number", f"`{typed.text}` is read as two entries", typed, help_)
        data[last] = Scalar(None, "", refused=True)
        return True

    def _refuse_twice(self, name: str, place: Span, first: Span | None) -> None:
        related = (Related(first, "it stands here first"),) if first else ()
        self._refuse("duplicate-key", f"`{name}` stands here a second time", place, "keep one of the two", related)

    def _refuse(self, code: str, message: str, place: Span, help_: str, related: tuple[Related, ...] = ()) -> None:
        self.found.append(Diagnostic(code, message, place, help_, related=related))

    def _span(self, event: Any, *, at_least: int = 0, at_most: int | None = None) -> Span:
        start, end = event.start_mark.index, event.end_mark.index
        end = start + len(self.source.text[start:end].rstrip())
        if at_most is not None:
            end = min(end, start + at_most)
        return self.source.span(start, max(end, start + at_least))

    def _find(self, event: Any, token: str, key: Span | None) -> Span:
        """A decoration stands before its value: the word that starts with the token, between key and value."""
        since = key.end if key and key.end <= event.end_mark.index else event.start_mark.index
        since = min(since, event.start_mark.index)
        start = self.source.text.find(token, since)
        if start < 0:
            return self._span(event, at_most=1)
        word = re.match(r"[^\s,\]}]+", self.source.text[start:])
        return self.source.span(start, start + (word.end() if word else 1))


def _syntax_finding(source: Source, error: Exception, loader: Any) -> Diagnostic:
    """One finding for text that is no YAML, in the same words whichever parser met it."""
    if loader is not yaml.SafeLoader and len(source.text) < _READ_AGAIN_BELOW:
        try:
            for _ in yaml.parse(source.text, Loader=yaml.SafeLoader):
                pass
        except (yaml.YAMLError, ValueError, OverflowError) as plain:
            error = plain
    return explain_syntax(source, error)
