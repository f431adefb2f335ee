import pytest

from lindero.findings.place import Source


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_counts_once(end):
    source = Source("a.yml", f"one{end}{end}three{end}")
    assert source.locate_offset(0) == (1, 1)
    assert source.locate_offset(source.text.index("three")) == (3, 1)
    assert source.locate_offset(source.text.index("ee")) == (3, 4)
    assert source.locate_offset(len(source.text)) == (4, 1)
    assert [source.read_line(line) for line in (1, 2, 3, 4, 5)] == ["one", "", "three", "", ""]


def test_mixed_line_ends():
    source = Source("a.yml", "a\r\nb\rc\nd")
    assert [source.locate_offset(source.text.index(letter)) for letter in "abcd"] == [
        (1, 1),
        (2, 1),
        (3, 1),
        (4, 1),
    ]


@pytest.mark.parametrize("between", ["\u0085", "\u2028", "\u2029", "\x0b", "\x0c"])
def test_only_what_an_editor_breaks_at_ends_a_line(between):
    source = Source("a.yml", f"a{between}b\nc")
    assert source.locate_offset(2) == (1, 3)
    assert source.locate_offset(4) == (2, 1)
    assert source.read_line(1) == f"a{between}b"


@pytest.mark.parametrize(
    ("before", "column"), [("漢字", 3), ("😀", 2), ("e\u0301", 3), ("👩\u200d💻", 4), ("ñ", 2)]
)
def test_columns_count_characters(before, column):
    source = Source("a.yml", f"x\n{before}!")
    assert source.locate_offset(source.text.index("!")) == (2, column)


def test_a_file_without_text():
    source = Source("a.yml", "")
    assert source.locate_offset(0) == (1, 1)
    assert source.read_line(1) == ""
    assert source.make_span(0, 5).text == ""


def test_a_span_knows_both_ends():
    span = Source("terms/a.yml", "due: 15\nlate: 1.5 %").make_span(14, 19)
    assert (span.path, span.text) == ("terms/a.yml", "1.5 %")
    assert (span.line, span.column, span.end_line, span.end_column) == (2, 7, 2, 12)


def test_a_span_over_lines_ends_on_the_last():
    span = Source("a.yml", "one\r\ntwo\r\nthree").make_span(1, 11)
    assert (span.line, span.column, span.end_line, span.end_column) == (1, 2, 3, 2)


@pytest.mark.parametrize(
    ("start", "end", "kept"), [(-5, 2, (0, 2)), (2, 99, (2, 4)), (99, 99, (4, 4)), (3, 1, (3, 3))]
)
def test_a_span_stays_inside_the_text(start, end, kept):
    span = Source("a.yml", "1234").make_span(start, end)
    assert (span.start, span.end) == kept


def test_the_end_of_a_line_belongs_to_it():
    source = Source("a.yml", "ab\r\ncd")
    assert source.locate_offset(2) == (1, 3)
    assert source.locate_offset(3) == (1, 4)
    assert source.locate_offset(4) == (2, 1)


def test_a_byte_order_mark_shifts_nothing(book):
    found = book(payment=b"\xef\xbb\xbfpayment:\r\n  due: soon\r\n").findings[0]
    assert (found.place.line, found.place.column, found.place.text) == (2, 8, "soon")


@pytest.mark.parametrize(
    "before", ["漢字", "😀", "\u00e9", "e\u0301", "\U0001f469\u200c\U0001f4bb"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_finding_stands_where_the_author_sees_it(book, before, end):
    head = f"# {before}{end}payment:{end}  # {before} {before}{end}"
    text = f"{head}  deposit: {{share: {before}x}}{end}"
    [found] = book(payment=text).findings
    assert (found.place.line, found.place.column, found.place.text) == (4, 20, f"{before}x")


def test_a_mark_in_the_middle_is_told(book):
    found = book(payment="payment:\n  due: \ufeff15 days after invoice\n").findings[0]
    assert (found.code, found.place.line, found.place.column) == ("control-character", 2, 8)
