"""Figures in tests: typed as in a file, read by their shapes."""

from __future__ import annotations

import pytest
from hypothesis import settings

from lindero.catalogue.specs import ValueSpec
from lindero.findings.place import Source
from lindero.reading.prose import FIGURE_FORMS
from lindero.reading.tree import Scalar
from lindero.reading.yaml_reader import read_document
from lindero.shapes import SHAPES, Context, Figure, Problem, Refusal
from lindero.wording.reader import LARGE, Reader, capitalize_first

steady = settings(deadline=None, derandomize=True, max_examples=100)
AROUND = Context(None, {"client": {}, "freelancer": {}, "shared": {}})
BILINGUAL = Context(("es", "en"))


def written(typed: str) -> object:
    """What the YAML after a key stands for."""
    document, found = read_document(Source("a.yml", f"v: {typed}\n"))
    assert document, typed
    assert not found, typed
    return document.data["v"]


def parse(shape: str, typed: str, around: Context = AROUND) -> Figure:
    return SHAPES[shape].parse(written(typed), around)


def parse_text_of(shape: str, text: str, around: Context = AROUND) -> Figure:
    return SHAPES[shape].parse(Scalar(text, text), around)


def problems(shape: str, typed: str, around: Context = AROUND) -> tuple[Problem, ...]:
    with pytest.raises(Refusal) as refused:
        parse(shape, typed, around)
    return refused.value.problems


def outcome(shape: str, text: str) -> Figure | tuple[Problem, ...]:
    """The figure, or every reason against it."""
    try:
        return parse_text_of(shape, text)
    except Refusal as refused:
        return refused.problems


def refusal(shape: str, text: str) -> Problem:
    """The one reason why a text is refused, whatever YAML would make of it."""
    with pytest.raises(Refusal) as refused:
        parse_text_of(shape, text)
    (problem,) = refused.value.problems
    return problem


def list_forms(reader: Reader, figure: Figure, spec: ValueSpec | None = None) -> frozenset[str]:
    """Every text under which a figure may be published."""
    forms = {*FIGURE_FORMS, LARGE, *figure.forms}
    if "limit" in forms:
        forms |= {f"limit {word}" for word in reader.grammar.prepositions}
    shown = {
        one.show_figure(figure, spec, form) for one in (reader, reader.with_cents) for form in forms
    }
    return frozenset(shown | {capitalize_first(text) for text in shown})
