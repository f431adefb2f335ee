"""Slips of the hand: each is told on the line that is wrong, by its name, with the way out."""

from __future__ import annotations

import gc
import time

import pytest

from lindero.findings.finding import Finding
from lindero.findings.place import Source
from lindero.reading.yaml_reader import MAX_BYTES, read_document

SOUND = """\
business:
  name: Estudio
  methods: [card, transfer]
services:
  web:
    name: {es: Sitio, en: Site}
    summary: A site
    price: 900 EUR
  care:
    name: "Care"
    price: 30 EUR per month
payment:
  deposit:
    - share: 40 %
      when: on signature
    - share: 60 %
  due: 15 days
  late: {rate: 1.5 % per month, grace: 5 days}
  pause: 30 days
"""


def found_in(text: str) -> list[Finding]:
    return read_document(Source("a.yml", text))[1]


def test_the_sound_text_is_sound():
    assert not found_in(SOUND)


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "help_"),
    [
        ("  due: 15 days\n", "  due 15 days\n", 17,
         "`due 15 days` has no colon with a space after it", "write `key: value`"),
        ("  due: 15 days\n", "  due:15 days\n", 17,
         "`due:15 days` has no colon with a space after it", "write `due: 15 days`"),
        ("  due: 15 days\n", "  due:\u00a015 days\n", 17, "has no colon with a space",
         "write `due: 15 days`"),
        ("    - share: 40 %\n", "    - share:40 %\n", 14, "`share:40 %` has no colon with a space",
         "write `share: 40 %`"),
        ("payment:\n", "payment\n", 12, "`payment` has no colon", "write `key: value`"),
        ("  name: Estudio\n", "  name Estudio\n", 2, "`name Estudio` has no colon",
         "write `key: value`"),
        ("  due: 15 days\n", "  after the invoice\n  due: 15 days\n", 17,
         "`after the invoice` has no colon", "further in than its key"),
        ('    name: "Care"\n', '   name: "Care"\n', 10, "does not line up",
         "two spaces for each step"),
        ("  due: 15 days\n", "   due: 15 days\n", 17, "does not line up", "two spaces"),
        ("  pause: 30 days\n", "    pause: 30 days\n", 19, "does not line up", "two spaces"),
        ("    summary: A site\n", "summary: A site\n", 7, "does not line up", "two spaces"),
        ("    summary: A site\n", "  summary: A site\n", 7, "does not line up", "two spaces"),
        ("    - share: 60 %\n", "   - share: 60 %\n", 16, "the list is indented differently",
         "all entries of a list alike"),
        ("  due: 15 days\n", "\u00a0\u00a0due: 15 days\n", 17,
         "the line starts with the space U+00A0", "ordinary spaces"),
        ("  due: 15 days\n", " \u3000due: 15 days\n", 17, "the line starts with the space U+3000",
         "ordinary spaces"),
        ("  due: 15 days\n", "\u2003due: 15 days\n", 17, "the line starts with the space U+2003",
         "ordinary spaces"),
        ('"Care"\n', '"Care\n', 10, "a quote is opened and not closed", "close it"),
        ("name: Estudio\n", "name: 'Estudio\n", 2, "a quote is opened and not closed", "close it"),
        ("{es: Sitio, en: Site}", '{es: "Sitio, en: Site}', 6, "a quote is opened and not closed",
         "close it"),
        ('"Care"\n', '"Care" for you\n', 10, "the quote ends before the text does",
         "use single quotes"),
        ("grace: 5 days}\n", "grace: 5 days\n", 18, "a `{` is opened and not closed",
         "write `{key: value"),
        ("[card, transfer]", "[card, transfer", 3, "a `[` is opened and not closed",
         "write `[one, two]`"),
        ("[card, transfer]", "card, transfer] ]", None, "", ""),
        ("[card, transfer]", "[card, transfer]]", 3, "a `]` stands here and no `[`", "take it out"),
        ("{es: Sitio, en: Site}", '{es: "Sitio" en: Site}', 6, "a comma is missing before this",
         "put a comma"),
        ("{es: Sitio, en: Site}", "{es: Sitio en: Site}", 6, "a colon starts a second value",
         "put a comma"),
        ("{es: Sitio, en: Site}", "{es: Sitio,\n      en\n      too: Site}", 8,
         "a colon starts a second", "a comma between two entries"),
        ("{es: Sitio, en: Site}", "{es:Sitio, en: Site}", 6, "`es:Sitio` has no colon with a space",
         "write `es: Sitio`"),
        ("{es: Sitio, en: Site}", "{es: “Sitio, tienda”, en: Site}", 6,
         "`“` is no quote that holds", "straight quotes"),
        ("{es: Sitio, en: Site}", "{es: {{ web }}, en: Site}", 6, "a key is one word",
         "a text that starts with `{{` needs quotes"),
        ("summary: A site", "summary: «A site: new»", 7, "`«` is no quote that holds",
         "straight quotes"),
        ("summary: A site", "summary: ‘A site: new’", 7, "`‘` is no quote that holds",
         "straight quotes"),
        ("summary: A site", "summary: A site: new", 7, "a colon starts a second value",
         "put quotes around"),
        ("summary: A site", "summary: @site", 7, "a value cannot start with this sign",
         "put quotes around the value"),
        ("  due: 15 days\n", "<<<<<<< HEAD\n  due: 15 days\n", 17, "a merge has left",
         "choose one"),
        ("  due: 15 days\n", "\tdue: 15 days\n", 17, "a tab stands here", "use spaces"),
        ("summary: A site", "summary: > 5 pages", 7, "`>` starts a longer text", "put quotes"),
        ("summary: A site", "summary: Site #1", 7, "`#1` is not read",
         "put quotes around the text"),
        ("[card, transfer]", "[card, # 1\n]", None, "", ""),
        (
            "summary: A site", "summary: #1 in town", 7,
            "`#1 in town` is not read", "put quotes around the text",
        ),
        ('name: "Care"', 'name: "Care" #1', 10, "`#1` is not read", "put quotes around the text"),
        ('name: "Care"', 'name: "Care" # 1', None, "", ""),
        (
            "summary: A site", "summary: Site # 1 of two", 7,
            "`# 1 of two` is not read", "two spaces before its `#`",
        ),
        (
            "summary: A site", "summary: A site, # the second", 7,
            "`# the second` is not read", "two spaces",
        ),
        ("summary: A site", "summary: A site  # 1 of two", None, "", ""),
        ("summary: A site", "summary: A site # of mine", None, "", ""),
        ("  due: 15 days\n", "  due: 15 days # 30 at first\n", None, "", ""),
        ("  due: 15 days\n", "  due: on receipt # 15 days at first\n", None, "", ""),
        (
            "[card, transfer]", "[card #2, transfer]", 3,
            "`#2, transfer]` is not read", "put quotes around the text",
        ),
        (
            "[card, transfer]", "[“card, at the desk”, transfer]", 3,
            "`“` is no quote that holds", "straight quotes",
        ),
        (
            "[card, transfer]", "[„a, b, c”, transfer]", 3,
            "`„` is no quote that holds", "straight quotes",
        ),
        ("[card, transfer]", "[“card”, transfer]", None, "", ""),
        ("[card, transfer]", "[the ’90s, the client’s choice]", None, "", ""),
        ("[card, transfer]", "[‘90s look, the client’s choice]", None, "", ""),
        (
            "  deposit:\n", "  deposit: [\n", 13,
            "a `[` is opened and not closed", "leave it out above a list",
        ),
        (
            "  deposit:\n", "  deposit: {\n", 13,
            "a `{` is opened and not closed", "leave it out above a list",
        ),
        (
            "business:\n", "# business:\n", 2,
            "a section is missing above `name`", "at the left edge",
        ),
        (
            "business:\n", "Hello\n# A remark.\nbusiness:\n", 1,
            "`Hello` has no colon", "write `key: value`",
        ),
        (
            "  due: 15 days\n", "  due:\n    deadline:15 days\n", 18,
            "`deadline:15 days` has no", "write `deadline: 15 days`",
        ),
        (
            "  due: 15 days\n", "  due:\n    deadline：15 days # so\n", 18,
            "`deadline：15 days` has no", "write `deadline: 15",
        ),
        ("  due: 15 days\n", "  due:\n    Note:read this\n", None, "", ""),
        ("  due: 15 days\n", "  due:\n    https://a.example\n", None, "", ""),
        (
            "  due: 15 days\n", "  due:\n    A text  # and a remark\n    and more\n", 19,
            "does not line up", "two spaces",
        ),
    ],
)  # fmt: skip
def test_a_slip_is_told_by_its_name_on_its_line(old, new, line, message, help_):
    assert SOUND.count(old) == 1
    found = found_in(SOUND.replace(old, new))
    if line is None:
        assert not found
        return
    assert [one.place.line for one in found] == [line], found
    assert message in found[0].message
    assert help_ in found[0].help


@pytest.mark.parametrize("remark", ["", "  # a remark", " # a remark"])
@pytest.mark.parametrize(
    ("typed", "help_"),
    [
        ("share:40 %", "write `share: 40 %`"),
        ("share:\u00a040 %", "write `share: 40 %`"),
        ("share：40 %", "write `share: 40 %`"),
        ("share： 40 %", "write `share: 40 %`"),
        ("share = 40 %", "write `share: 40 %`"),
        ("share 40 %", "write `key: value`"),
    ],
)
@pytest.mark.parametrize(
    "first", ["    - {}\n      when: on signature\n", "    {}\n    when: now\n"]
)
def test_a_first_key_without_its_colon_is_told_at_itself_whatever_remark_it_has(
    first, typed, help_, remark
):
    (found,) = found_in("payment:\n  deposit:\n" + first.format(typed + remark))
    assert (found.place.line, found.place.text) == (3, typed)
    assert found.message == f"`{typed}` has no colon with a space after it"
    assert help_ in found.help


def test_a_remark_that_may_be_text_is_a_warning_and_the_rest_is_read():
    document, (found,) = read_document(Source("a.yml", "name: Session # 1 of two\n"))
    assert (found.code, found.severity) == ("comment-in-text", "warning")
    assert document
    assert document.data["name"].text == "Session"


def test_a_question_mark_in_a_sound_line_changes_nothing():
    asks = SOUND.replace("{es: Sitio, en: Site}", "{es: ¿Visitas?, en: Visits? Yes}")
    assert not found_in(asks)
    (found,) = found_in(asks.replace("grace: 5 days}", "grace: 5 days"))
    assert found.place.line == 18


@pytest.mark.parametrize("opened", ["[", "{", "[{a: ", "- ", "{a: ["])
def test_brackets_without_end_are_told_at_once(opened):
    start = time.process_time()
    (found,) = found_in("a: " + opened * 30_000 if opened != "- " else opened * 30_000)
    assert time.process_time() - start < 0.2
    assert found.code == "too-deep"


@pytest.mark.parametrize(
    "piece",
    [
        "  key: value\n",
        "- [a, b]\n",
        "- 'a\n   b'\n",
        '- {a: 1, b: "c"}\n',
        "- a: |\n    b\n",
        "a: b: ",
        "- a\n  b\n",
        "#\n",
        "- 'a''\n",
        " ",
        "\\",
        "x",
    ],
)
def test_half_a_mebibyte_of_anything_is_read_in_well_under_two_seconds(piece):
    text = piece * (MAX_BYTES // 2 // len(piece))
    gc.disable()  # as the command line does
    start = time.process_time()
    read_document(Source("a.yml", "a:\n" + text))
    took = time.process_time() - start
    gc.enable()
    assert took < 2


@pytest.mark.parametrize("escape", ["\\ud800", "\\ud83d\\ude00", "\\U00110000"])
def test_an_escape_for_no_character_is_told_at_the_escape(escape):
    (found,) = found_in(f'a: 1\nb: "x {escape}"\n')
    assert (found.code, found.place.line, found.place.column) == ("yaml-syntax", 2, 7)


@pytest.mark.parametrize("line", ["---", "...", "--- # so"])
def test_a_quote_ends_before_a_line_that_ends_the_document(line):
    document, (found,) = read_document(Source("a.yml", f'"{{\n{line}\nmore"'))
    assert document is None
    assert (found.code, found.place.line) == ("yaml-syntax", 1)
