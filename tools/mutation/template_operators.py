"""Mutants of page templates, line by line and expression by expression."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mutation.mutant import Mutant, make_mutant

_SHOWN = re.compile(r"\{\{-? *(.*?) *-?\}\}")
_CONDITION = re.compile(r"\{%-? *(?:el)?if (.*?) *-?%\}")
_LOOP = re.compile(r"\{%-? *for .*? in (.*?)(?: if .*?)? *-?%\}")
_TARGET = re.compile(r'\b(?:href|src|id|lang|aria-label|aria-labelledby|alt|content)="([^"]*)"')
_FIELD = re.compile(r"[a-z_]+(?:\.[a-z_]+)+")
_DIGITS = (
    f"translate({ {ord(digit): str((int(digit) + 1) % 10) for digit in '0123456789'} })",
    'replace("0", "8")',
    'replace("40", "41")',
)
_OUTPUT_LINE = re.compile(
    r"^[^{\n].*\{\{.*$|^\{\{.*$|^ *<(?:p|h\d|li|tr|td|th|span|a|b)\b.*$", re.MULTILINE
)


def list_template_mutants(file: str, text: str) -> Iterator[Mutant]:
    """Every mutant that is known of a Jinja template."""
    for name, change in _list_changes(text):
        span, after = change
        mutant = make_mutant(file, text, name, span, after)
        if mutant.before != after:
            yield mutant


Change = tuple[tuple[int, int], str]


def _list_changes(text: str) -> Iterator[tuple[str, Change]]:
    for line in _OUTPUT_LINE.finditer(text):
        yield "drop", (line.span(), "")
        yield "double", (line.span(), f"{line[0]}\n{line[0]}")
    for shown in _SHOWN.finditer(text):
        yield from _change_output(shown)
    yield from (("field", change) for change in _swap_fields(text))
    for test in _CONDITION.finditer(text):
        yield "negate", (test.span(1), f"not ({test[1]})")
    for loop in _LOOP.finditer(text):
        for after in ("[1:]", "[:-1]", " * 2"):
            yield "cut", (loop.span(1), f"(({loop[1]}) | list){after}")
    for target in _TARGET.finditer(text):
        yield "target", (target.span(1), "")
        yield "target", (target.span(1), f"{target[1]}x")
        yield "target", (target.span(1), "https://example.com/")
    for end in re.finditer(r" \| e\b", text):
        yield "escape", (end.span(), "")


def _change_output(shown: re.Match[str]) -> Iterator[tuple[str, Change]]:
    said = shown[1]
    yield "empty", (shown.span(), "")
    yield "added", (shown.span(), f"{shown[0]} 99 %")
    yield "constant", (shown.span(), "99 %")
    if not said.startswith("words."):
        for spoilt in _DIGITS:
            yield "digits", (shown.span(), f"{{{{ (({said}) | string).{spoilt} | safe }}}}")
    yield "escape", (shown.span(), f"{{{{ ({said}) | string | forceescape }}}}")
    yield "escape", (shown.span(), f"{{{{ ({said}) | string | striptags }}}}")


def _swap_fields(text: str) -> Iterator[Change]:
    """One field of a view for another of the same view."""
    fields = list(dict.fromkeys(_FIELD.findall(" ".join(_SHOWN.findall(text)))))
    for found in _SHOWN.finditer(text):
        for field in _FIELD.finditer(found[1]):
            owner = field[0].rpartition(".")[0]
            alike = [one for one in fields if one.rpartition(".")[0] == owner and one != field[0]]
            start = found.start(1) + field.start()
            for other in alike:
                yield (start, start + len(field[0])), other
