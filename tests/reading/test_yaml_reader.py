"""YAML as it is typed: what is understood, as libyaml does, what is refused and where."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from lindero.findings.finding import Finding
from lindero.findings.place import Source, Span, Unlocated
from lindero.reading.tree import Document, PlaceTree, Scalar
from lindero.reading.yaml_nodes import MAX_DEPTH
from lindero.reading.yaml_reader import MAX_BYTES, decode_source, read_document
from reading.test_yaml_grammar import steady, texts


def read(text: str | bytes) -> tuple[Document | None, list[Finding]]:
    source, found = decode_source("terms/a.yml", text if isinstance(text, bytes) else text.encode())
    return (None, found) if found else read_document(source)


def value_of(typed: str) -> object:
    document, found = read(f"v: {typed}\n")
    assert document
    assert not found
    return document.data["v"]


def spots(found: list[Finding]) -> list[tuple[str, int, int, str]]:
    return [(one.code, one.place.line, one.place.column, one.place.text) for one in found]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("no", "no"), ("on", "on"), ("off", "off"), ("yes", "yes"), ("y", "y"), ("NO", "NO"),
        ("12:30", "12:30"), ("1_000", "1_000"), ("1__0", "1__0"), ("0b11", "0b11"), ("-0x1F",
         "-0x1F"), ("0x", "0x"),
        ("2026-12-01", "2026-12-01"), ("2026-12-01T10:00:00", "2026-12-01T10:00:00"), ("=", "="),
        (".", "."),
        (".inf", ".inf"), (".nan", ".nan"), ("40 %", "40 %"), ("1,5", "1,5"),
        ("\u0661\u0662", "\u0661\u0662"), ("nUll", "nUll"), ("tRUE", "tRUE"),
        ("'12'", "12"), ('"true"', "true"), ("''", ""), ("'~'", "~"), ("9" * 101, "9" * 101),
        ("1e99999", "1e99999"),
        ("010", 10), ("0o14", 12), ("0x1F", 31), ("0xff", 255), ("12", 12), ("+12", 12), ("-7", -7),
        ("0", 0), ("9" * 100, 10**100 - 1),
        ("1.50", Decimal("1.50")), (".5", Decimal("0.5")), ("+.5", Decimal("0.5")), ("1.",
         Decimal(1)),
        ("1e3", Decimal(1000)), ("1.5E-2", Decimal("0.015")),
        ("~", None), ("null", None), ("Null", None), ("NULL", None), ("", None),
        ("true", True), ("True", True), ("TRUE", True), ("false", False), ("False", False),
        ("FALSE", False),
    ],
)  # fmt: skip
def test_a_plain_scalar_is_read_by_the_core_rules_of_yaml_1_2(typed, meant):
    scalar = value_of(typed)
    assert isinstance(scalar, Scalar)
    assert scalar.value == meant
    assert type(scalar.value) is type(meant)


@pytest.mark.parametrize(
    "typed", ["1.50", "010", "0x1F", "+12", ".5", "1e3", "TRUE", "~", "Null", "no"]
)
def test_the_text_of_a_scalar_keeps_its_digits_as_typed(typed):
    scalar = value_of(typed)
    assert isinstance(scalar, Scalar)
    assert scalar.text == typed


def test_a_decimal_keeps_its_last_zero():
    scalar = value_of("1.50")
    assert isinstance(scalar, Scalar)
    assert str(scalar.value) == "1.50"


def test_folded_literal_and_quoted_texts_read_as_one_text():
    document, found = read(
        "a: >-\n  one\n  two\n\n  three\nb: |\n  one\n  two\n"
        "c: 'it''s'\nd: \"t\\u00fa\"\ne: one\n  two\n"
    )
    assert document
    assert not found
    texts_read = {key: scalar.value for key, scalar in document.data.items()}
    assert texts_read == {
        "a": "one two\nthree",
        "b": "one\ntwo\n",
        "c": "it's",
        "d": "tú",
        "e": "one two",
    }


@pytest.mark.parametrize("text", ["", "# only a remark\n", "\n\n", "\ufeff", "\ufeff# remark\n"])
def test_an_empty_file_is_an_empty_mapping(text):
    document, found = read(text)
    assert document
    assert not found
    assert document.data == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\na: 2\n", ("duplicate-key", 2, 1, "a")),
        ("g:\n  a: 1\n  b: 2\n  'a': 3\n", ("duplicate-key", 4, 3, "'a'")),
        ("g: {a: 1, a: 2}\n", ("duplicate-key", 1, 11, "a")),
        ("a: &x 1\n", ("anchor", 1, 4, "&x")),
        ("a:\n  &x\n  b: 1\n", ("anchor", 2, 3, "&x")),
        ("a: [1, &y 2]\n", ("anchor", 1, 8, "&y")),
        ("&k a: 1\n", ("anchor", 1, 1, "&k")),
        ("a: *x\n", ("alias", 1, 4, "*x")),
        ("a: [1, *x]\n", ("alias", 1, 8, "*x")),
        ("a: !!str 12\n", ("tag", 1, 4, "!!str")),
        ("a: !t\n  b: 1\n", ("tag", 1, 4, "!t")),
        ("a: !<tag:x> b\n", ("tag", 1, 4, "!<tag:x>")),
        ("!t a: b\n", ("tag", 1, 1, "!t")),
        ("<<: {a: 1}\n", ("merge-key", 1, 1, "<<")),
        ("g:\n  <<: {a: 1}\n", ("merge-key", 2, 3, "<<")),
        ("a: 1\n---\nb: 2\n", ("many-documents", 2, 1, "---")),
        ("---\na: 1\n...\n--- # again\nb: 2\n", ("many-documents", 4, 1, "---")),
        ("12: x\n", ("key-not-text", 1, 1, "12")),
        ("g:\n  true: x\n", ("key-not-text", 2, 3, "true")),
        ("1.5: x\n", ("key-not-text", 1, 1, "1.5")),
        ("~: x\n", ("key-not-text", 1, 1, "~")),
        ("[a]: x\n", ("key-not-text", 1, 1, "[")),
        ("{a: b}: x\n", ("key-not-text", 1, 1, "{")),
        ("? [a]\n: x\n", ("key-not-text", 1, 1, "?")),
        ("a:\tb\n", ("tab", 1, 3, "\t")),
        ("a:\n\t\tb: 1\n", ("tab", 2, 1, "\t\t")),
        ("a: 'x\ty'\n", ("tab", 1, 6, "\t")),
        ("a: x\u0085y\n", ("control-character", 1, 5, "\u0085")),
        ("a: x\u2028y\n", ("control-character", 1, 5, "\u2028")),
        ("a: x\u2029y\n", ("control-character", 1, 5, "\u2029")),
        ("a: 1\nb: \u0007\n", ("control-character", 2, 4, "\u0007")),
        ("a: x\u200by\n", ("control-character", 1, 5, "\u200b")),
        ("a: x\u202ey\n", ("control-character", 1, 5, "\u202e")),
        ("a: 1\n\ufeffb: 2\n", ("control-character", 2, 1, "\ufeff")),
        ("a: \uffff\n", ("control-character", 1, 4, "\uffff")),
        ("a: 'x\nb: 1\n", ("yaml-syntax", 1, 4, "'")),
        ("a: {b: 1\nc: 2\n", ("yaml-syntax", 1, 4, "{")),
        ("a: b: c\n", ("yaml-syntax", 1, 5, ":")),
        ("a:\n  b: 1\n c: 2\n", ("yaml-syntax", 3, 2, "c")),
        ("a: %x\n", ("yaml-syntax", 1, 4, "%")),
        ("a: @x\n", ("yaml-syntax", 1, 4, "@")),
        ('a: "b\\q"\n', ("yaml-syntax", 1, 7, "q")),
        ("- a\nb: 1\n", ("yaml-syntax", 2, 1, "b")),
    ],
)  # fmt: skip
def test_what_must_not_decide_over_people_is_refused_at_its_own_place(text, expected):
    _, found = read(text)
    assert spots(found) == [expected]


@pytest.mark.parametrize("typed", ["'&x'", "'*x'", "'!x'", '"<<"'])
def test_signs_in_quotes_are_plain_text(typed):
    document, found = read(f"{typed}: {typed}\n")
    assert document
    assert not found
    assert document.data == {typed[1:-1]: Scalar(typed[1:-1], typed[1:-1])}


@pytest.mark.parametrize("escape", ["\\0", "\\a", "\\u202e", "\\x7f", "\\N", "\\L"])
def test_an_invisible_character_cannot_come_in_as_an_escape(escape):
    _, found = read(f'a: "x{escape}y"\n')
    assert spots(found) == [("control-character", 1, 4, f'"x{escape}y"')]


def test_a_second_key_names_the_first_one_and_the_first_value_stays():
    document, found = read("a: 1\nb: 2\na: 3\n")
    assert document
    assert document.data["a"].value == 1
    assert [(near.place.line, near.place.text) for near in found[0].related] == [(1, "a")]


def test_several_mistakes_in_one_file_all_come_out_in_one_run():
    _, found = read("a: &x 1\nb: *x\na: 2\nc: !t 3\n<<: {d: 1}\n12: e\nf: [g, *h]\n")
    assert spots(found) == [
        ("anchor", 1, 4, "&x"),
        ("alias", 2, 4, "*x"),
        ("duplicate-key", 3, 1, "a"),
        ("tag", 4, 4, "!t"),
        ("merge-key", 5, 1, "<<"),
        ("key-not-text", 6, 1, "12"),
        ("alias", 7, 8, "*h"),
    ]


def test_what_was_found_before_a_syntax_error_is_told_as_well():
    _, found = read("a: *x\nb: c: d\n")
    assert spots(found) == [("alias", 1, 4, "*x"), ("yaml-syntax", 2, 5, ":")]


def test_every_invisible_character_of_a_file_is_told():
    _, found = read("a: \u200b1\nb: \u0007\n\tc: \u202e\n")
    assert sorted(spots(found), key=lambda spot: spot[1:3]) == [
        ("control-character", 1, 4, "\u200b"),
        ("control-character", 2, 4, "\u0007"),
        ("tab", 3, 1, "\t"),
        ("control-character", 3, 5, "\u202e"),
    ]


@pytest.mark.parametrize("before", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_are_the_same_with_every_line_end_and_byte_order_mark(end, before):
    document, found = read(f"{before}á: 1{end}b:{end}  c: &x [d, 'é']{end}")
    assert document
    assert spots(found) == [("anchor", 3, 6, "&x")]
    names = document.places.find_piece(("b", "c", 1)).value
    assert names
    assert (names.line, names.column, names.text) == (3, 13, "'é'")


def test_bytes_that_are_no_utf_8_are_refused_where_they_stand():
    source, found = decode_source("terms/a.yml", b"a: 1\nb: caf\xe9\n")
    assert source.text == ""
    assert [(one.code, one.place.line, one.place.column) for one in found] == [("not-utf8", 2, 7)]


def test_a_mebibyte_is_read_and_one_byte_more_is_refused():
    assert MAX_BYTES == 1024 * 1024
    source, found = decode_source("a.yml", b"a: " + b"x" * (MAX_BYTES - 3))
    assert not found
    document, found = read_document(source)
    assert document
    assert not found
    assert len(document.data["a"].text) == MAX_BYTES - 3
    source, found = decode_source("a.yml", b"a: " + b"x" * (MAX_BYTES - 2))
    assert source.text == ""
    assert [(one.code, one.place) for one in found] == [("too-large", Unlocated("a.yml"))]


def nested(levels: int) -> str:
    return "".join(f"{' ' * level}k:\n" for level in range(levels)) + f"{' ' * levels}v\n"


def test_twenty_levels_are_read_and_the_next_is_refused_at_its_key():
    document, found = read(nested(MAX_DEPTH))
    assert document
    assert not found
    document, found = read(nested(MAX_DEPTH + 1))
    assert document is None
    assert spots(found) == [("too-deep", MAX_DEPTH, MAX_DEPTH, "k")]


@pytest.mark.parametrize("opened", ["[", "{", "- ", "[{a: "])
def test_very_deep_nesting_is_a_finding_and_no_recursion_error(opened):
    document, found = read(opened * 20_000)
    assert document is None
    assert [one.code for one in found] == ["too-deep"]


@steady
@example("a: \u0085\ufeff")
@example("{")
@given(texts)
def test_any_text_is_read_or_refused_inside_the_file(text):
    source = Source("a.yml", text)
    document, found = read_document(source)
    assert document or found
    for one in found:
        assert isinstance(one.place, Span)
        assert 0 <= one.place.start <= one.place.end <= len(text)
        line, column = source.locate_offset(one.place.start)
        assert 1 <= column <= len(source.read_line(line)) + 2  # a CRLF is part of its line
        assert one.message
        assert "\n" not in one.message


@steady
@given(st.binary(max_size=60) | texts.map(str.encode))
def test_any_bytes_are_decoded_or_refused(content):
    source, found = decode_source("a.yml", content)
    if found:
        assert source.text == ""
        assert [one.code for one in found] == ["not-utf8"]
    else:
        assert source.text.encode() == content.removeprefix(b"\xef\xbb\xbf")


names = st.text("abcdefghij-áñ", min_size=1, max_size=6).filter(
    lambda name: not name.startswith("-")
)
words = (
    st.text("abcd áéñ€%0123456789.", min_size=1, max_size=12)
    .map(str.strip)
    .filter(lambda text: text and not text.startswith("%"))
)
trees = st.recursive(
    words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)
sections = st.dictionaries(names, trees, min_size=1, max_size=4)


def walk(data: object, placed: PlaceTree) -> Iterator[tuple[str, Span | None]]:
    """Every key and scalar, and the place that is told for it."""
    if isinstance(data, Scalar):
        yield data.text, placed.value
        return
    for step, inner in data.items() if isinstance(data, dict) else enumerate(data):  # type: ignore[arg-type,attr-defined]
        if isinstance(step, str):
            yield step, placed.children[step].key
        yield from walk(inner, placed.children[step])


def without_places(data: object) -> object:
    if isinstance(data, Scalar):
        return data.text
    return (
        {key: without_places(inner) for key, inner in data.items()}
        if isinstance(data, dict)
        else [*map(without_places, data)]
    )  # type: ignore[call-overload]


@steady
@given(
    sections,
    st.sampled_from([True, False, None]),
    st.sampled_from(["", "\ufeff"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_is_written_comes_back_and_every_place_slices_to_what_was_typed(data, flow, mark, end):
    typed = yaml.safe_dump(
        data, allow_unicode=True, default_flow_style=flow, default_style="'", width=10_000
    ).replace("\n", end)
    document, found = read(mark + typed)
    assert document
    assert not found
    assert without_places(document.data) == data
    for text, span in walk(document.data, document.places):
        assert span
        assert typed[span.start : span.end] == span.text == f"'{text}'"


@steady
@given(st.dictionaries(names, words, min_size=1, max_size=6))
def test_a_plain_value_stands_exactly_where_it_was_typed(data):
    typed = "".join(f"{key}:  {value}  # remark\n" for key, value in data.items())
    document, found = read(typed)
    assert document
    assert not found
    for line, (key, value) in enumerate(data.items(), 1):
        placed = document.places.children[key]
        assert placed.key
        assert placed.value
        assert (placed.key.text, placed.key.line, placed.key.column) == (key, line, 1)
        assert (placed.value.text, placed.value.line, placed.value.column) == (
            value,
            line,
            len(key) + 4,
        )


def test_a_missing_key_has_the_place_of_what_is_around_it():
    document, _ = read("a:\n  b: {c: 1}\n")
    assert document
    around = document.places.find_piece(("a", "b", "missing", "deeper")).key_mark
    assert around
    assert (around.line, around.text) == (2, "b")


@pytest.mark.parametrize(
    ("typed", "message", "help_"),
    [
        ("{price: 1,450 EUR}", "`1,450 EUR` is read as two entries",
         "write `1450 EUR`; a text with a comma needs quotes"),
        ("{rate: 1,5 % per month, grace: 5 days}", "`1,5 % per month` is read as two entries",
         "write `1.5 % per month`; a text with a comma needs quotes"),
        ("[Up to 2,5 hours, more]", "`Up to 2,5 hours` is read as two entries",
         ('put quotes around a text with a comma, `"Up to 2,5 hours"`; '
          "two entries have a space after the comma")),
        ("{price: £1,450}", "`£1,450` is read as two entries",
         ('put quotes around a text with a comma, `"£1,450"`; '
          "two entries have a space after the comma")),
    ],
)  # fmt: skip
def test_a_comma_inside_a_number_is_told_as_one_mistake(typed, message, help_):
    _, (found,) = read_document(Source("a.yml", f"v: {typed}\n"))
    assert (found.code, found.message, found.help) == ("comma-in-number", message, help_)


@pytest.mark.parametrize(
    "typed",
    [
        "[10,20,30]", "[1, 5 hours]", "{a: 1, b: 2}", '["1,2","3"]', "{a: 1,b: 2}", "1,450 EUR",
        "['a 1',2]",
    ],
)  # fmt: skip
def test_entries_with_numbers_are_no_number_with_a_comma(typed):
    _, found = read_document(Source("a.yml", f"v: {typed}\n"))
    assert not found
