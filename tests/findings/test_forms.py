import json

import pytest

from lindero.findings.finding import Finding, Related, select_errors, sort_findings, suggest_word
from lindero.findings.forms import escape_invisible, format_tally, render_findings
from lindero.findings.place import Source, Unlocated

FORMS = ("full", "short", "json", "github")
PAYMENT = Source(
    "terms/payment.yml", "payment:\n  due: 15 days after invoice\n  due: 30 days after invoice\n"
)
TWICE = Finding(
    "duplicate-key",
    "`due` stands here a second time",
    PAYMENT.make_span(40, 43),
    "keep one of the two",
    related=(Related(PAYMENT.make_span(11, 14), "it stands here first"),),
)
EXPIRED = Finding("expired", "the prices are over", Unlocated("terms"), severity="warning")


def marked(line: str, part: str) -> list[str]:
    """The excerpt's line and what stands under it."""
    start = line.index(part)
    found = Finding("x", "m", Source("a.yml", f"{line}\n").make_span(start, start + len(part)))
    text, under = render_findings([found], "full").split("\n")[3:5]
    return [text.removeprefix("1 | "), under.removeprefix("  | ")]


def test_full():
    assert render_findings([TWICE], "full") == (
        "error[duplicate-key]: `due` stands here a second time\n"
        " --> terms/payment.yml:3:3\n"
        "  |\n"
        "3 |   due: 30 days after invoice\n"
        "  |   ^^^\n"
        " --- terms/payment.yml:2:3\n"
        "  |\n"
        "2 |   due: 15 days after invoice\n"
        "  |   --- it stands here first\n"
        "  = help: keep one of the two"
    )


def test_full_without_a_line_or_help():
    assert render_findings([EXPIRED], "full") == "warning[expired]: the prices are over\n --> terms"


def test_full_with_a_related_place_without_a_line():
    found = Finding(
        "x", "m", Unlocated("site"), related=(Related(Unlocated("terms"), "the rules"),)
    )
    assert render_findings([found], "full") == "error[x]: m\n --> site\n --- terms: the rules"


def test_full_aligns_line_numbers_of_all_its_places():
    source = Source("a.yml", "\n" * 8 + "a: 1\nb: 2\n")
    found = Finding(
        "x", "m", source.make_span(8, 9), related=(Related(source.make_span(13, 14), "near"),)
    )
    lines = render_findings([found], "full").split("\n")
    assert lines[1:5] == ["  --> a.yml:9:1", "   |", " 9 | a: 1", "   | ^"]
    assert lines[5:9] == ["  --- a.yml:10:1", "   |", "10 | b: 2", "   | - near"]


def test_help_of_two_lines_is_aligned():
    found = Finding("x", "m", Unlocated("terms"), "one\ntwo")
    assert render_findings([found], "full").endswith("\n  = help: one\n    two")


def test_short():
    assert render_findings([TWICE, EXPIRED], "short") == (
        "terms: warning[expired]: the prices are over\n"
        "terms/payment.yml:3:3: error[duplicate-key]: `due` stands here a second time"
    )


def test_json():
    assert json.loads(render_findings([TWICE, EXPIRED], "json")) == [
        {
            "code": "expired",
            "severity": "warning",
            "message": "the prices are over",
            "path": "terms",
            "line": None,
            "column": None,
            "end_line": None,
            "end_column": None,
            "help": None,
            "related": [],
        },
        {
            "code": "duplicate-key",
            "severity": "error",
            "message": "`due` stands here a second time",
            "path": "terms/payment.yml",
            "line": 3,
            "column": 3,
            "end_line": 3,
            "end_column": 6,
            "help": "keep one of the two",
            "related": [
                {
                    "message": "it stands here first",
                    "path": "terms/payment.yml",
                    "line": 2,
                    "column": 3,
                    "end_line": 2,
                    "end_column": 6,
                }
            ],
        },
    ]


def test_github():
    assert render_findings([TWICE], "github") == (
        "::error file=terms/payment.yml,line=3,col=3,endLine=3,endColumn=6,title=duplicate-key"
        "::`due` stands here a second time%0Akeep one of the two"
    )


def test_github_escapes_what_would_end_a_part():
    found = Finding("x", "100 %: a, b\r\nc\n::error::", Unlocated("a,b:c%\n.yml"), "50 %")
    assert (
        render_findings([found], "github")
        == "::error file=a%2Cb%3Ac%25%0A.yml,title=x::100 %25: a, b%0D%0Ac%0A::error::%0A50 %25"
    )


@pytest.mark.parametrize("form", ["short", "github"])
def test_one_line_forms_stay_on_one_line(form):
    found = Finding("x", "`a\nb` is no figure", Source("a.yml", "a").make_span(0, 1), "write `b`")
    assert len(render_findings([found], form).splitlines()) == 1


def test_nothing_found():
    assert [render_findings([], form) for form in FORMS] == ["", "", "[]", ""]
    assert format_tally([]) == ""


def test_findings_come_in_file_order_and_once():
    late, early = (Finding("x", "m", PAYMENT.make_span(at, at + 1)) for at in (20, 3))
    other = Finding("x", "m", Source("terms/a.yml", "b: 1").make_span(0, 1))
    whole = Finding("x", "m", Unlocated("terms/payment.yml"))
    assert sort_findings([late, early, other, whole, late, early]) == [other, whole, early, late]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_keeps_the_order_it_is_not_given(form):
    found = [Finding("x", f"m{at}", PAYMENT.make_span(at, at + 1)) for at in range(5)]
    assert render_findings(found, form) == render_findings(reversed(found), form)


def test_tally_counts_each_finding_once():
    assert format_tally([TWICE, TWICE, EXPIRED]) == "1 error, 1 warning"
    assert format_tally([TWICE, Finding("x", "m", Unlocated("a"))]) == "2 errors"
    assert select_errors([TWICE, EXPIRED]) == [TWICE]


@pytest.mark.parametrize(
    ("word", "known", "help_"),
    [
        ("depozit", ("deposit", "due"), "did you mean `deposit`?"),
        ("us letter", ("A4", "US Letter"), "did you mean `US Letter`?"),
        ("zzz", ("deposit", "due"), "what fits here: `deposit`, `due`"),
        ("zzz", (), None),
        ("zzz", ("deposit", "due", "deposit"), "what fits here: `deposit`, `due`"),
    ],
)
def test_suggest(word, known, help_):
    assert suggest_word(word, known) == help_


def test_suggest_names_ten_at_most():
    assert suggest_word("zzz", [f"name-{at}" for at in range(12)]).endswith("`name-9` and 2 more")


@pytest.mark.parametrize(
    ("line", "part", "under"),
    [
        ("a: 漢字 x", "x", "        ^"),
        ("a: 漢字 x", "漢字", "   ^^^^"),
        ("a: 😀x", "x", "     ^"),
        ("a: e\u0301x", "x", "    ^"),
        ("a: e\u0301x", "e\u0301", "   ^"),
        ("a: ｆｕ", "ｆｕ", "   ^^^^"),
    ],
)
def test_carets_stand_under_what_they_mark(line, part, under):
    assert marked(line, part) == [line, under]


@pytest.mark.parametrize(
    ("line", "part", "shown", "under"),
    [
        ("a: b\u200bc", "\u200b", "a: b<U+200B>c", "    ^^^^^^^^"),
        ("a: \u202eb c", "c", "a: <U+202E>b c", "             ^"),
        ("a: \x1b[31mb", "b", "a: <U+001B>[31mb", "               ^"),
        ("a:\tb", "b", "a:    b", "      ^"),
        ("\tdue: x", "\t", "    due: x", "^^^^"),
        ("a: b\u0085c", "\u0085", "a: b<U+0085>c", "    ^^^^^^^^"),
        ("a: b\u2028c", "\u2028", "a: b<U+2028>c", "    ^^^^^^^^"),
    ],
)
def test_what_cannot_be_seen_is_shown(line, part, shown, under):
    assert marked(line, part) == [shown, under]


@pytest.mark.parametrize("before", [0, 40, 60, 5000])
@pytest.mark.parametrize("after", [0, 40, 60, 5000])
@pytest.mark.parametrize("part", ["x", "x" * 90, "x" * 5000])
def test_a_long_line_is_cut_around_the_mark(before, after, part):
    shown, under = marked("b" * before + part + "a" * after, part)
    assert len(shown) <= 160
    assert under.strip("^ ") == ""
    assert shown[under.index("^")] == "x"
    assert shown.startswith("…") == (before > 50)
    if before <= 50 and before + len(part) + after <= 100:
        assert shown == "b" * before + part + "a" * after


def test_a_mark_over_lines_is_shown_on_its_first():
    found = Finding("x", "m", PAYMENT.make_span(11, 50))
    assert render_findings([found], "full").split("\n")[3:5] == [
        "2 |   due: 15 days after invoice",
        "  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^",
    ]


@pytest.mark.parametrize(("text", "at"), [("", 0), ("a", 1), ("a\n", 2), ("\n\n", 1)])
def test_a_place_at_the_end_of_a_file_has_a_caret(text, at):
    found = Finding("x", "m", Source("a.yml", text).make_span(at, at))
    assert render_findings([found], "full").endswith("^")


def test_nothing_reaches_the_terminal_but_text():
    found = Finding(
        "x", "`\x1b]0;title\x07`", Source("a.yml", "\x1b[2J").make_span(0, 4), "write \x1b[0m"
    )
    for form in ("full", "short", "json"):
        assert not any(
            ord(character) < 32 and character != "\n"
            for character in render_findings([found], form)
        )


def test_colour_only_when_asked():
    assert "\x1b" not in render_findings([TWICE], "full")
    coloured = render_findings([TWICE], "full", colour=True)
    assert "\x1b[1;31merror[duplicate-key]\x1b[0m" in coloured
    assert all("\x1b" not in render_findings([TWICE], form, colour=True) for form in FORMS[1:])


def test_visible_keeps_lines_only_when_asked():
    assert escape_invisible("a\nb") == "a<U+000A>b"
    assert escape_invisible("a\nb", keep_lines=True) == "a\nb"
