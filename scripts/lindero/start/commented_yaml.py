"""YAML that a freelancer likes to edit: a word beside a line, what is left open as a comment."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from lindero.frozen import Frozen
from lindero.guide.yaml_flow import format_flow, format_scalar
from lindero.start.starter_parts import StarterSection

_WIDTH = 100


# One long line would push the notes of all others out of sight.
_NOTES_AT_MOST = 46


_STEP = "  "


class YamlLine(Frozen):
    """One line of a file, with a word beside it; one that is asleep stands there as a comment."""

    text: str
    depth: int = 0
    note: str = ""
    asleep: bool = False

    def format_line(self, column: int = 0) -> str:
        """The line with its note from a column on."""
        text = f"{_STEP * self.depth}{'# ' if self.asleep else ''}{self.text}"
        return f"{text:<{column}}  # {self.note}".rstrip() if self.note else text.rstrip()


def format_lines(lines: Iterable[YamlLine]) -> list[str]:
    """Lines that belong together, their notes one under the other where that is not too far."""
    kept = list(lines)
    widths = [len(replace(line, note="").format_line()) for line in kept if line.note]
    column = max((width for width in widths if width <= _NOTES_AT_MOST), default=0)
    return [line.format_line(column) for line in kept]


def format_comment(text: str, depth: int = 0) -> list[str]:
    """A comment, wrapped; nothing for no text."""
    start = f"{_STEP * depth}# "
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=start,
        subsequent_indent=start,
        break_long_words=False,
        break_on_hyphens=False,
    )


def section_lines(section: StarterSection, depth: int) -> Iterator[YamlLine]:
    """The keys of a section, those that are left open as comments in their place."""
    for key in section.order:
        if section.values.get(key) is not None:
            yield from add_note(
                key_lines(key, section.values[key], depth), section.notes.get(key, "")
            )
        elif key in section.options:
            option = section.options[key]
            yield YamlLine(
                f"{key}: {_format_option(option.value)}", depth, option.note, asleep=True
            )


def format_section(section: StarterSection, depth: int) -> list[str]:
    """The keys of a section as lines of a file."""
    return format_lines(section_lines(section, depth))


def add_note(lines: Iterable[YamlLine], note: str) -> Iterator[YamlLine]:
    """The first line with a word beside it."""
    for at, line in enumerate(lines):
        yield replace(line, note=note) if at == 0 else line


def key_lines(key: str, value: Any, depth: int) -> Iterator[YamlLine]:
    """A key and its value, on one line if they fit."""
    whole = f"{key}: {format_flow(value) if not isinstance(value, str) else format_scalar(value)}"
    grouped = isinstance(value, list) and any(isinstance(entry, Mapping) for entry in value)
    if isinstance(value, str) or (not grouped and len(whole) + depth * len(_STEP) <= _WIDTH):
        yield YamlLine(whole, depth)
        return
    yield YamlLine(f"{key}:", depth)
    if isinstance(value, Mapping):
        for inner, said in value.items():
            yield from key_lines(inner, said, depth + 1)
    else:
        for entry in value:
            yield YamlLine(f"- {format_flow(entry)}", depth + 1)


def make_list_entry(lines: Iterable[YamlLine]) -> Iterator[YamlLine]:
    """The same lines as one entry of a list."""
    first = True
    for line in lines:
        yield replace(
            line,
            text=f"- {line.text}" if first and not line.asleep else line.text,
            depth=line.depth + (0 if first else 1),
        )
        first = first and line.asleep


def _format_option(value: Any) -> str:
    """An option's value: an example of the catalogue is YAML already."""
    return value if isinstance(value, str) else format_flow(value)
