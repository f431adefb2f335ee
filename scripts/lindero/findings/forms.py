"""The forms in which findings are printed: full, short, json, github."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from typing import Literal, NamedTuple

from lindero.findings.finding import Finding, sort_findings
from lindero.findings.place import Place, Span, Unlocated

FindingForm = Literal["full", "short", "json", "github"]


_EXCERPT_WIDTH = 100
_COLOURS = {"error": "31", "warning": "33", "line": "34", "help": "36"}


def render_findings(
    findings: Iterable[Finding], form: FindingForm = "full", *, colour: bool = False
) -> str:
    """All findings in file order as one text.

    `json` is always an array, the others are empty when there is nothing.
    """
    ordered = sort_findings(findings)
    if form == "json":
        return json.dumps([*map(serialise_finding, ordered)], ensure_ascii=False, indent=2)
    if form != "full":
        render = _render_short if form == "short" else _render_github
        return "\n".join(map(render, ordered))
    return "\n\n".join(_render_full(found, _Paint(colour)) for found in ordered)


def format_tally(findings: Iterable[Finding]) -> str:
    """`2 errors, 1 warning`; empty when there is nothing."""
    counts: dict[str, int] = {"error": 0, "warning": 0}
    for found in dict.fromkeys(findings):
        counts[found.severity] += 1
    return ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for word, n in counts.items() if n)


def serialise_finding(found: Finding) -> dict[str, object]:
    """The json form of one finding; places without a line have null there."""
    return {
        "code": found.code,
        "severity": found.severity,
        "message": found.message,
        **_serialise_place(found.place),
        "help": found.help,
        "related": [
            {"message": near.message, **_serialise_place(near.place)} for near in found.related
        ],
    }


def _serialise_place(place: Place) -> dict[str, object]:
    located = place if isinstance(place, Span) else None
    return {
        "path": place.path,
        "line": located and located.line,
        "column": located and located.column,
        "end_line": located and located.end_line,
        "end_column": located and located.end_column,
    }


def _format_place(place: Place) -> str:
    if isinstance(place, Unlocated):
        return place.path
    return f"{place.path}:{place.line}:{place.column}"


def _render_short(found: Finding) -> str:
    head = f"{_format_place(found.place)}: {found.severity}[{found.code}]"
    return escape_invisible(f"{head}: {found.message}")


def _render_github(found: Finding) -> str:
    place = found.place
    parts = [f"file={_escape_property(place.path)}"]
    if isinstance(place, Span):
        parts += [f"line={place.line}", f"col={place.column}"]
        parts += [f"endLine={place.end_line}", f"endColumn={place.end_column}"]
    parts.append(f"title={_escape_property(found.code)}")
    text = found.message if not found.help else f"{found.message}\n{found.help}"
    return f"::{found.severity} {','.join(parts)}::{_escape_message(text)}"


def _escape_message(text: str) -> str:
    # GitHub takes a line for a command, so ends of lines and its own escapes are spelt out.
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_message(text).replace(":", "%3A").replace(",", "%2C")


class _Paint(NamedTuple):
    on: bool

    def __call__(self, role: str, text: str, *, bold: bool = False) -> str:
        if not self.on:
            return text
        codes = ";".join(code for code in ("1" if bold else "", _COLOURS.get(role, "")) if code)
        return f"\x1b[{codes}m{text}\x1b[0m"


def _render_full(found: Finding, paint: _Paint) -> str:
    places = [found.place, *(near.place for near in found.related)]
    # As wide as the longest line number, so that all bars stand below one another.
    margin = len(str(max(map(_find_line_number, places))))
    head = paint(found.severity, f"{found.severity}[{found.code}]", bold=True)
    lines = [
        f"{head}: {paint('', escape_invisible(found.message), bold=True)}",
        *_render_excerpt(found.place, margin, paint, found.severity),
    ]
    for near in found.related:
        lines += _render_excerpt(near.place, margin, paint, "line", near.message)
    if found.help:
        first, *rest = escape_invisible(found.help, keep_lines=True).split("\n")
        lines.append(f"{' ' * margin} {paint('line', '=')} {paint('help', 'help')}: {first}")
        lines += [f"{' ' * margin}   {line}" for line in rest]
    return "\n".join(lines)


def _find_line_number(place: Place) -> int:
    return place.line if isinstance(place, Span) else 0


def _render_excerpt(
    place: Place, margin: int, paint: _Paint, role: str, note: str = ""
) -> list[str]:
    pad = " " * margin
    arrow = "---" if role == "line" else "-->"
    lines = [f"{pad}{paint('line', arrow)} {escape_invisible(_format_place(place))}"]
    if isinstance(place, Unlocated):
        return lines if not note else [f"{lines[0]}: {note}"]
    before, marked, after = _cut_line(place)
    bar = paint("line", "|")
    # An empty place, as of a value that is missing, still gets one mark.
    marks = ("-" if role == "line" else "^") * max(_measure_width(marked), 1)
    marks += f" {escape_invisible(note)}" if note else ""
    under = " " * _measure_width(before) + paint(role, marks)
    number = paint("line", str(place.line).rjust(margin))
    return [
        *lines,
        f"{pad} {bar}",
        f"{number} {bar} {before}{marked}{after}".rstrip(),
        f"{pad} {bar} {under}",
    ]


def _cut_line(place: Span) -> tuple[str, str, str]:
    """The line's text before, in and after the marked stretch, cut to a readable width."""
    line = place.source.read_line(place.line)
    start = place.column - 1
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    before, marked, after = line[:start], line[start:end], line[end:]
    if place.end_line != place.line:
        marked = marked.rstrip()
    if len(before) > _EXCERPT_WIDTH // 2:
        before = "…" + before[-_EXCERPT_WIDTH // 2 :]
    if len(marked) > _EXCERPT_WIDTH:
        marked, after = marked[: _EXCERPT_WIDTH - 1] + "…", ""
    room = max(_EXCERPT_WIDTH - len(before) - len(marked), 0)
    if len(after) > room:
        after = after[:room] + "…"
    return escape_invisible(before), escape_invisible(marked), escape_invisible(after)


def escape_invisible(text: str, *, keep_lines: bool = False) -> str:
    """The text with invisible and control characters shown as `<U+200B>`, safe for a terminal."""
    return "".join(_escape_character(character, keep_lines=keep_lines) for character in text)


def _escape_character(character: str, *, keep_lines: bool) -> str:
    if character == "\t":
        return "    "
    if character == "\n" and keep_lines:
        return character
    hidden = unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp", "Cs", "Co"}
    return f"<U+{ord(character):04X}>" if hidden else character


def _measure_width(text: str) -> int:
    """Columns a terminal gives to the text."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
