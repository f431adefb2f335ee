"""Our grammar beside libyaml, which reads the same texts in the same places."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lindero.findings.place import Source
from lindero.reading.tree import PlaceTree, Scalar
from lindero.reading.yaml_reader import read_document
from support.folders import ROOT

steady = settings(deadline=None, derandomize=True, max_examples=250)
PIECES = (
    "a", "b", "key", "é", "ñ", "\U0001f600", " ", "  ", "\n", "\n  ", "\n- ", "- ", ": ", ":", "[",
    "]", "{", "}", ",", ", ",
    "'", '"', "\\", "\\n", "\\x41", "#", " # c", "|", "|\n", ">", "|-\n  ", "&x", "*x", "<<",
    "<<: ", "---", "\n---\n", "\n...\n",
    "%YAML 1.2\n", "~", "null", "true", "no", "12", "1.5", "0x1F", "\r\n", "\r", "@", "`", "\u00a0",
    "=", "\n\n", "+",
    '"a: b"', "'it''s'", "40 %", "on signature", "12:30",
)  # fmt: skip
REFUSED_BEFORE_PARSING = ("\u0085", "\u2028", "\t", "\ufeff", "\u0007", "\u200b")
visible_texts = st.lists(st.sampled_from(PIECES), max_size=16).map("".join)
texts = (
    st.text(max_size=40)
    | visible_texts
    | st.lists(st.sampled_from(PIECES + REFUSED_BEFORE_PARSING), max_size=16).map("".join)
)


Shape = list[object]


def typed_shape(data: object, placed: PlaceTree) -> Shape:
    """What was read, as a flat list of signs, texts and where they start."""
    if isinstance(data, Scalar):
        assert placed.value
        return [(data.text, placed.value.start if data.text else -1)]
    inner = data.items() if isinstance(data, dict) else enumerate(data)  # type: ignore[arg-type,var-annotated]  # a list
    found: Shape = ["{" if isinstance(data, dict) else "["]
    for step, value in inner:
        key = placed.children[step].key
        found += [(step, key.start)] if isinstance(data, dict) and key else []
        found += typed_shape(value, placed.children[step])
    return [*found, "}" if isinstance(data, dict) else "]"]


SIGNS = {
    yaml.MappingStartEvent: "{",
    yaml.MappingEndEvent: "}",
    yaml.SequenceStartEvent: "[",
    yaml.SequenceEndEvent: "]",
}


def shape_by_libyaml(text: str) -> Shape:
    events = yaml.parse(text, Loader=yaml.CSafeLoader)
    return [
        (event.value, event.start_mark.index if event.value else -1)
        if isinstance(event, yaml.ScalarEvent)
        else SIGNS[type(event)]
        for event in events
        if isinstance(event, (yaml.ScalarEvent, *SIGNS))
    ]


def assert_read_alike(text: str) -> None:
    """Whatever is read without a finding, libyaml reads with the same texts in the same places."""
    document, found = read_document(Source("a.yml", text))
    if document is None or found or not document.data:
        return
    assert typed_shape(document.data, document.places) == shape_by_libyaml(text)


@settings(steady, max_examples=1500)
@example("a: |2-\n   x\n\n  y\nb: >+\n  one\n  two\n\n   in\n  out\n\nc: 1\n")
@example("a: \"one \\\n  two\\ \n\n  three\"\nb: {c: [d, 'e ''f'], g}\n- h\n")
@given(texts)
def test_what_is_read_libyaml_reads_alike(text):
    assert_read_alike(text)


RULES = [
    file.read_text("utf-8")
    for file in sorted([*ROOT.glob("terms/*.yml"), *ROOT.glob("tests/cases/rulebooks/*/*.yml")])
]


@pytest.mark.parametrize("text", RULES)
def test_a_rulebook_is_read_as_libyaml_reads_it(text):
    document, found = read_document(Source("a.yml", text))
    assert document
    assert not found
    assert typed_shape(document.data, document.places) == shape_by_libyaml(text)


@settings(steady, max_examples=800)
@given(st.sampled_from(RULES), st.integers(0), st.integers(0, 3), st.sampled_from(PIECES))
def test_a_rulebook_with_a_slip_is_read_as_libyaml_reads_it_or_refused(text, at, gone, put):
    at %= len(text)
    slipped = text[:at] + put + text[at + gone :]
    assert_read_alike(slipped)
    read_document(Source("a.yml", slipped))


def test_the_first_inputs_of_the_long_run_crash_nothing(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    from fuzz_parser import fuzz

    tally = fuzz(6000, seed=1)
    assert tally.inputs >= 6000
    assert tally.accepted > 500
    assert not tally.crashes, tally.examples
