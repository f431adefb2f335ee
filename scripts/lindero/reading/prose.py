"""The author's prose as a small tree: paragraphs, lists, bold, links and figures, no more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from lindero.frozen import Frozen

FIGURE_FORMS = ("", "short", "of")
"""The figure alone, in short, and with what it is a part of: `40 %`, `40 %`, `40 % del precio`.

Every figure has these; some have more. One with a capital begins a sentence: `{{ every | Every }}`.
"""

_TOKEN = re.compile(
    r"\{\{(?P<figure>[^{}]*)\}\}"
    r"|\*\*(?P<strong>(?:[^*]|\*(?!\*))+)\*\*"
    r"|\[(?P<label>[^\[\]]+)\]\((?P<href>[^()\s]*)\)"
)

_BLOCK_GAP = re.compile(r"\n[ ]*\n\s*")


class Words(NamedTuple):
    """Text to be shown as it is."""

    text: str


class Mention(Frozen):
    """A figure by its address, `{{ payment.deposit.share }}`, or in a form: `{{ due | short }}`."""

    address: str
    form: str
    token: str

    @property
    def form_name(self) -> str:
        """The form, whether or not it begins a sentence."""
        return self.form[:1].lower() + self.form[1:]


class Strong(NamedTuple):
    """`**bold**`."""

    body: tuple[Inline, ...]


class ProseLink(NamedTuple):
    """`[text](address)`; the address is a URL or `rule:payment.deposit`."""

    href: str
    body: tuple[Inline, ...]

    @property
    def rule(self) -> str | None:
        """The rule's id, if the link goes to one."""
        return self.href.removeprefix("rule:") if self.href.startswith("rule:") else None


class Paragraph(NamedTuple):
    """Inlines that belong together."""

    body: tuple[Inline, ...]


class Bullets(NamedTuple):
    """A list."""

    entries: tuple[tuple[Inline, ...], ...]


Inline = Words | Mention | Strong | ProseLink
Block = Paragraph | Bullets


def fold_whitespace(text: str) -> str:
    """A text with all its white space as single spaces."""
    return " ".join(text.split())


def parse_prose(text: str) -> tuple[Block, ...]:
    """Paragraphs and lists, in order."""
    blocks: list[Block] = []
    for part in _BLOCK_GAP.split(text.strip()):
        lines = part.split("\n")
        plain = next(
            (at for at, line in enumerate(lines) if line.lstrip().startswith("- ")), len(lines)
        )
        if plain:
            blocks.append(Paragraph(parse_inline(_join_lines(lines[:plain]))))
        if lines[plain:]:
            blocks.append(
                Bullets(tuple(parse_inline(entry) for entry in _split_entries(lines[plain:])))
            )
    return tuple(blocks)


@lru_cache(4096)
def parse_inline(text: str) -> tuple[Inline, ...]:
    """One line of prose."""
    return tuple(_split_inlines(text))


def _split_inlines(text: str) -> Iterator[Inline]:
    start = 0
    for match in _TOKEN.finditer(text):
        if match.start() > start:
            yield Words(text[start : match.start()])
        yield _make_inline(match)
        start = match.end()
    if start < len(text):
        yield Words(text[start:])


def _make_inline(match: re.Match[str]) -> Inline:
    if match["figure"] is not None:
        address, _, form = match["figure"].partition("|")
        return Mention(address.strip(), form.strip(), match[0])
    if match["strong"] is not None:
        return Strong(parse_inline(match["strong"]))
    return ProseLink(match["href"], parse_inline(match["label"]))


def _join_lines(lines: Iterable[str]) -> str:
    return " ".join(line.strip() for line in lines)


def _split_entries(lines: list[str]) -> list[str]:
    entries: list[str] = []
    for line in lines:
        stripped = line.strip()
        if stripped.startswith("- "):
            entries.append(stripped[2:].strip())
        else:
            entries[-1] = f"{entries[-1]} {stripped}"
    return entries


def walk_inlines(nodes: Iterable[Block | Inline]) -> Iterator[Inline]:
    """Every inline, at whatever depth."""
    for node in nodes:
        if isinstance(node, (Words, Mention)):
            yield node
        elif isinstance(node, Bullets):
            for entry in node.entries:
                yield from walk_inlines(entry)
        else:
            if not isinstance(node, Paragraph):
                yield node
            yield from walk_inlines(node.body)
