"""Warnings that their author has answered: until when they stand, and why, in a comment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from lindero.findings.finding import Finding
from lindero.findings.place import Source, Span
from lindero.reading.tree import PlaceTree
from lindero.spoken.allowances import (
    ALLOWED_CODES,
    MARK,
    Allowance,
    list_allowances,
)

_COMMENT = "#"


def drop_allowed_warnings(
    found: Iterable[Finding], places: PlaceTree, as_of: date
) -> Iterator[Finding]:
    """The findings without those that a comment allows, and the comments that nothing needs."""
    used: set[tuple[str, int]] = set()
    for one in found:
        until = None
        for source, allowance in _list_answers(one):
            used.add((source.path, allowance.start))
            until = max(until or date.min, allowance.last_day)
        if until is None:
            yield one
        elif until < as_of:
            yield replace(one, message=f"{one.message}; this was allowed until {until}")
    yield from _report_needless(places, used)


def _list_answers(found: Finding) -> Iterator[tuple[Source, Allowance]]:
    if found.code in ALLOWED_CODES and isinstance(found.place, Span):
        for source, allowance in list_allowances_beside(found.place):
            if allowance.words == found.code:
                yield source, allowance


def list_allowances_beside(span: Span) -> Iterator[tuple[Source, Allowance]]:
    """The allowances on the line where something stands, and in the comments right above it."""
    source = span.source
    if MARK not in source.text:
        return
    first = span.line
    while first > 1 and source.read_line(first - 1).lstrip().startswith(_COMMENT):
        first -= 1
    start = source.find_line_start(first)
    end = source.find_line_start(span.line) + len(source.read_line(span.line))
    for allowance in list_allowances(source.text):
        if start <= allowance.start < end:
            yield source, allowance


def list_sources(places: PlaceTree) -> list[Source]:
    """The files that the rules stand in."""
    pieces = [places, *places.children.values()]
    pieces += [inner for piece in places.children.values() for inner in piece.children.values()]
    sources = [piece.key_mark.source for piece in pieces if piece.key_mark]
    return [*{source.path: source for source in sources}.values()]


def _report_needless(places: PlaceTree, used: set[tuple[str, int]]) -> Iterator[Finding]:
    for source in list_sources(places):
        for allowance in list_allowances(source.text):
            if allowance.words in ALLOWED_CODES and (source.path, allowance.start) not in used:
                place = source.make_span(allowance.start, allowance.end)
                message = f"nothing here needs the allowance for `{allowance.words}`"
                yield Finding("needless-allowance", message, place, "take it out", "warning")
