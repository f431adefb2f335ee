"""The live example as data, and written again with one key changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from typing import Any

from hypothesis import settings

from lindero import Finding, Loaded, Rulebook
from lindero.findings.place import Span
from lindero.reading.tree import Document, Scalar
from lindero.reading.yaml_reader import decode_source, read_document
from support.folders import ROOT
from support.rounds import list_rounds

EXAMPLE = ROOT / "terms"
AS_OF = date(2026, 12, 1)
steady = settings(deadline=None, derandomize=True)
Address = tuple[str | int, ...]


def document(text: str) -> Document:
    source, _ = decode_source("rules.yml", text.encode())
    read, found = read_document(source)
    assert read
    assert not found
    return read


def example_files() -> dict[str, str]:
    return {file.name: file.read_text("utf-8") for file in sorted(EXAMPLE.glob("*.yml"))}


KEPT = {"services": {"web-essential", "care"}, "adjustments": {"rush"}, "onepagers": {"flyer"}}


def example_data() -> dict[str, Any]:
    """All sections of the live example, with a few services and sheets for all the others."""
    data: dict[str, Any] = {}
    for text in example_files().values():
        data |= document(text).data
    for section, kept in KEPT.items():
        data[section] = {key: body for key, body in data[section].items() if key in kept}
    for sheet in data["onepagers"].values():
        sheet["services"] = [entry for entry in sheet["services"] if entry.text in KEPT["services"]]
    return data


DATA = example_data()


def sound(loaded: Loaded) -> Rulebook:
    assert not loaded.findings
    assert loaded.rulebook
    return loaded.rulebook


def lines_of(
    data: Any,
    spoil: Callable[[Address, str, Any], list[str] | None],
    path: Address = (),
    indent: str = "",
) -> Iterator[str]:
    """The data as YAML, one key a line; `spoil` may replace the lines of a key and its value."""
    for key, inner in data.items():
        here = (*path, key)
        instead = spoil(here, key, inner)
        if instead is not None:
            yield from (indent + line for line in instead)
        elif isinstance(inner, dict) and inner:
            yield f"{indent}{key}:"
            yield from lines_of(inner, spoil, here, f"{indent}  ")
        else:
            yield f"{indent}{key}: {flow(inner)}"


def flow(data: Any) -> str:
    """A value in one line, every scalar in quotes."""
    if isinstance(data, Scalar):
        return json.dumps(data.text, ensure_ascii=False)
    if isinstance(data, list):
        return f"[{', '.join(flow(entry) for entry in data)}]"
    return f"{{{', '.join(f'{key}: {flow(inner)}' for key, inner in data.items())}}}"


def typed(data: dict[str, Any]) -> str:
    return "\n".join([*lines_of(data, lambda *_: None), ""])


def keys_of(data: Any, path: Address = ()) -> Iterator[Address]:
    if isinstance(data, dict):
        for key, inner in data.items():
            yield (*path, key)
            yield from keys_of(inner, (*path, key))


KEYS = list(keys_of(DATA))
OWN_TITLE = ("work", "accessibility", "title")
# Whose figure it takes: what depends on a spoilt one is not told.
LENDERS: dict[Address, Address] = {("adjustments", "rush"): ("time", "urgent")}


def spoilt(path: Address, change: Callable[[str, Any], list[str]]) -> tuple[str, int]:
    """The example with one key changed, and the line where that key stood."""
    text, lines = spoil_keys([path], change)
    return text, lines[path]


def spoil_keys(
    paths: Collection[Address], change: Callable[[str, Any], list[str]]
) -> tuple[str, dict[Address, int]]:
    """The example with several keys changed, and the lines where they stood."""
    lines: list[str] = []
    at: dict[Address, int] = {}
    marked = {f"\0{dotted(path)}": path for path in paths}

    def spoil(here: Address, key: str, inner: Any) -> list[str] | None:
        return [f"\0{dotted(here)}", *change(key, inner)] if here in paths else None

    for line in lines_of(DATA, spoil):
        if path := marked.get(line.strip()):
            at[path] = len(lines) + 1
        else:
            lines.append(line)
    return "\n".join([*lines, ""]), at


def list_key_rounds(paths: Iterable[Address]) -> list[list[Address]]:
    """Keys to spoil together: one of each record, none that stands in another of them."""
    return [round_ for depth in (1, 2, 3) for round_ in _list_rounds_of(depth, paths)]


def _list_rounds_of(depth: int, paths: Iterable[Address]) -> list[list[Address]]:
    """Sections, names, or all that stands under names: the first of each record, the second …"""
    by_record: dict[Address, list[Address]] = {}
    for path in paths:
        if min(len(path), 3) == depth:
            record = path[: depth - 1]
            by_record.setdefault(LENDERS.get(record, record), []).append(path)
    return list_rounds(by_record.values())


def line_of(found: Finding) -> int:
    """Its line, 0 where it has none."""
    return found.place.line if isinstance(found.place, Span) else 0


def shown(found: tuple[Finding, ...]) -> list[str]:
    return [f"{one.place.path}:{line_of(one)} {one.code} {one.message}" for one in found]


def dotted(path: Address) -> str:
    return ".".join(map(str, path))
