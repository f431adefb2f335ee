"""Figures as people write them: what each shape reads, computes, writes back and answers."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lindero.shapes import (
    SHAPES,
    Choice,
    Context,
    Count,
    Day,
    Deadline,
    Figure,
    Hours,
    Money,
    Percent,
    Period,
    Price,
    Rate,
    Refusal,
    Stage,
    Stages,
    Text,
    TextList,
    Window,
    YesNo,
)
from support.figures import BILINGUAL, parse, parse_text_of, problems, refusal, steady
from support.random_figures import FIGURES


@pytest.mark.parametrize(
    ("shape", "typed", "figure"),
    [
        ("percent", "40 %", Percent(Decimal(40))),
        ("percent", "1.5 %", Percent(Decimal("1.5"))),
        ("percent", "0 %", Percent(Decimal(0))),
        ("money", "1200 EUR", Money(Decimal(1200), "EUR")),
        ("money", "0.09 EUR", Money(Decimal("0.09"), "EUR")),
        ("price", "1450 EUR", Price("fixed", Money(Decimal(1450), "EUR"))),
        ("price", "75 EUR per hour", Price("fixed", Money(Decimal(75), "EUR"), None, "hour")),
        (
            "price",
            "250 EUR per half day",
            Price("fixed", Money(Decimal(250), "EUR"), None, "half day"),
        ),
        ("price", "from 900 EUR", Price("from", Money(Decimal(900), "EUR"))),
        (
            "price",
            "900–1500 EUR",
            Price("range", Money(Decimal(900), "EUR"), Money(Decimal(1500), "EUR")),
        ),
        ("price", "on request", Price("request")),
        (
            "price",
            "90 EUR per 1000 words",
            Price("fixed", Money(Decimal(90), "EUR"), None, "word", 1000),
        ),
        ("period", "14 days", Period(14, "day")),
        ("period", "10 business days", Period(10, "business day")),
        ("period", "1 month", Period(1, "month")),
        ("deadline", "15 days after invoice", Deadline("after", "invoice", Period(15, "day"))),
        (
            "deadline",
            "2 business days before meeting",
            Deadline("before", "meeting", Period(2, "business day")),
        ),
        ("deadline", "on signature", Deadline("on", "signature")),
        ("deadline", "on due date", Deadline("on", "due date")),
        ("rate", "1.5 % per month", Rate("percent", Percent(Decimal("1.5")), None, "month")),
        ("rate", "5 EUR per day", Rate("money", None, Money(Decimal(5), "EUR"), "day")),
        ("rate", "5 % once", Rate("percent", Percent(Decimal(5)))),
        ("rate", "statutory", Rate("statutory")),
        ("rate", "5 % per 14 days", Rate("percent", Percent(Decimal(5)), None, "day", 14)),
        ("count", "2", Count(2)),
        ("yes-no", "yes", YesNo(yes=True)),
        ("yes-no", "no", YesNo(yes=False)),
        ("yes-no", "false", YesNo(yes=False)),
        ("choice", "shared", Choice("shared")),
        ("date", "2026-12-01", Day(date(2026, 12, 1))),
        ("hours", "Sat 10:00–14:00", Hours((Window(5, 600, 840),))),
        ("text", "dos palabras", Text((("", "dos palabras"),))),
        ("text", "{es: dos, en: two}", Text((("es", "dos"), ("en", "two")))),
        (
            "list",
            "[a, {es: b, en: c}]",
            TextList((Text((("", "a"),)), Text((("es", "b"), ("en", "c"))))),
        ),
        (
            "list",
            "{es: [a, b], en: [c, d]}",
            TextList((Text((("es", "a"), ("en", "c"))), Text((("es", "b"), ("en", "d"))))),
        ),
        (
            "stages",
            "[{at: x, share: 30 %}]",
            Stages((Stage(Text((("", "x"),)), Percent(Decimal(30))),)),
        ),
    ],
)
def test_each_shape_is_read_as_people_write_it(shape, typed, figure):
    assert parse(shape, typed) == figure


@pytest.mark.parametrize("shape", SHAPES)
def test_every_example_that_we_show_is_accepted_by_its_shape(shape):
    for text in SHAPES[shape].examples:
        typed = text.replace("{es: …, en: …}", "{es: a, en: b}")
        assert parse(shape, typed).machine


@pytest.mark.parametrize(
    ("shape", "spellings"),
    [
        (
            "percent",
            ["40 %", "40%", "40.0 %", "040 %", "40   %", "'40 %'", "40\u00a0%", "40\u202f%"],
        ),
        ("money", ["1200 EUR", "1200.00 EUR", "01200 EUR", "1200  EUR", "1200\u00a0EUR"]),
        (
            "price",
            [
                "900–1500 EUR per day",
                "900-1500 EUR per day",
                "900 – 1500 EUR per day",
                "900.00 - 1500.0 EUR  per day",
            ],
        ),
        ("period", ["14 days", "14 day", "014 days", "14  days"]),
        (
            "deadline",
            ["1 day after approval", "1 days after acceptance", "01 day  after  approval"],
        ),
        ("deadline", ["on signature", "on signing", "on  signature"]),
        ("rate", ["1.5 % per month", "1.5% per month", "1.50 %  per month", "1.5 % per 1 month"]),
        ("rate", ["5 % per 14 days", "5% per 14 day", "5 % per 014 days"]),
        ("price", ["90 EUR per 1000 words", "90 EUR per 1000 word", "90.00 EUR  per 01000 words"]),
        ("count", ["2", "02", "'2'", "+2".removeprefix("+")]),
        ("yes-no", ["yes", "Yes", "YES", "true", "True", "'yes'"]),
        (
            "hours",
            [
                "Mon–Fri 09:00–18:00",
                "Mon-Fri 9:00-18:00",
                "Mon – Fri 09:00 – 18:00",
                "Mon–Tue 9:00–18:00, Wed–Fri 9:00–18:00",
            ],
        ),
        ("hours", ["Mon 09:00–12:00, Sat 10:00–14:00", "Sat 10:00–14:00,Mon 09:00–12:00"]),
    ],
)
def test_the_spelling_of_a_figure_does_not_matter(shape, spellings):
    figures = [parse(shape, spelling) for spelling in spellings]
    assert len(set(figures)) == 1
    assert len({figure.written for figure in figures}) == 1
    assert len({figure.machine for figure in figures}) == 1


@pytest.mark.parametrize(
    ("shape", "one", "other"),
    [
        ("percent", "40 %", "4 %"),
        ("money", "40 EUR", "40 USD"),
        ("price", "40 EUR", "from 40 EUR"),
        ("price", "40 EUR per hour", "40 EUR per day"),
        ("period", "5 days", "5 business days"),
        ("deadline", "5 days after invoice", "5 days before invoice"),
        ("deadline", "5 days after invoice", "5 days after receipt"),
        ("rate", "5 % per month", "5 % once"),
        ("rate", "5 % per month", "5 EUR per month"),
        ("rate", "5 % per day", "5 % per 14 days"),
        ("price", "90 EUR per word", "90 EUR per 1000 words"),
        ("hours", "Mon 09:00–12:00, Mon 13:00–18:00", "Mon 09:00–18:00"),
    ],
)
def test_figures_that_mean_different_things_are_different(shape, one, other):
    assert parse(shape, one) != parse(shape, other)
    assert parse(shape, one).machine != parse(shape, other).machine


@pytest.mark.parametrize("shape", FIGURES)
def test_a_figure_that_is_written_and_read_again_is_the_same(shape):
    @steady
    @given(FIGURES[shape])
    def check(figure: Figure) -> None:
        again = parse(shape, figure.written)
        assert again == figure
        assert again.written == figure.written
        assert again.machine == figure.machine

    check()


@pytest.mark.parametrize("shape", [name for name in FIGURES if SHAPES[name].pattern])
def test_the_pattern_for_editors_lets_pass_what_is_accepted(shape):
    pattern = SHAPES[shape].pattern
    assert pattern

    @steady
    @given(
        FIGURES[shape],
        st.sampled_from(
            [("", ""), (" %", "%"), ("–", "-"), ("–", " – "), ("–", " - "), (".", ".0"), ("s", "")]
        ),
    )
    def check(figure: Figure, change: tuple[str, str]) -> None:
        text = figure.written.replace(*change)
        try:
            parse_text_of(shape, text)
        except Refusal:
            return
        assert re.search(pattern, text)

    check()


@pytest.mark.parametrize(
    ("shape", "text"),
    [(shape.name, text) for shape in SHAPES.values() if shape.pattern for text in shape.examples],
)
def test_the_pattern_for_editors_lets_every_example_pass(shape, text):
    assert re.search(SHAPES[shape].pattern, text)


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        ("percent", "40"),
        ("percent", "1,5 %"),
        ("money", "€1200"),
        ("money", "1200"),
        ("price", "1,450 EUR"),
        ("period", "14"),
        ("period", "14 dias"),
        ("deadline", "15 days"),
        ("rate", "1.5 % a month"),
        ("count", "2.5"),
        ("yes-no", "sí"),
        ("hours", "25:00"),
        ("hours", "Mon-Fri 9-18"),
        ("date", "1/12/2026"),
    ],
)
def test_the_pattern_for_editors_is_not_empty_talk(shape, text):
    assert not re.search(SHAPES[shape].pattern, text)


@pytest.mark.parametrize(
    ("shape", "typed", "expected"),
    [
        ("text", "{es: dos}", [("missing-language", "the text for `en` is missing", ())]),
        (
            "text",
            "{es: dos, en: two, fr: deux}",
            [("unknown-language", "`fr` is not a language of this rulebook", ("fr",))],
        ),
        (
            "text",
            "{es: [dos], en: ''}",
            [
                ("bad-text", "a list or a group stands where a text belongs", ("es",)),
                ("bad-text", "the text is empty", ("en",)),
            ],
        ),
        ("text", "[dos]", [("bad-text", "a list stands where a text belongs", ())]),
        ("text", "''", [("bad-text", "the text is empty", ())]),
        ("list", "uno", [("bad-list", "one value stands where a list belongs", ())]),
        ("list", "[]", [("bad-list", "the list is empty", ())]),
        (
            "list",
            "[uno, [dos], '']",
            [
                ("bad-text", "a list stands where a text belongs", (1,)),
                ("bad-text", "the text is empty", (2,)),
            ],
        ),
        (
            "list",
            "{es: [uno, dos], en: [one]}",
            [("uneven-lists", "the lists differ in length: es has 2, en has 1", ())],
        ),
        (
            "list",
            "{es: [uno], en: one}",
            [("bad-list", "one value stands where a list belongs", ("en",))],
        ),
        ("stages", "x", [("bad-stages", "a list of stages belongs here", ())]),
        ("stages", "[]", [("bad-stages", "a list of stages belongs here", ())]),
        ("stages", "[x]", [("bad-stages", "a stage has an `at` and a `share`", (0,))]),
        ("stages", "[{at: x}]", [("missing-key", "`share` is missing", (0,))]),
        (
            "stages",
            "[{at: x, share: 30 %}, {att: x, share: 30}]",
            [
                ("unknown-key", "`att` is not a key here", (1, "att")),
                ("bad-amount", "`30` is neither a share nor a sum", (1, "share")),
            ],
        ),
    ],
)
def test_every_mistake_inside_a_longer_value_has_its_own_path(shape, typed, expected):
    assert [
        (problem.code, problem.message, problem.path)
        for problem in problems(shape, typed, BILINGUAL)
    ] == expected


def test_a_text_is_trimmed_and_one_that_is_too_long_is_refused():
    assert parse_text_of("text", "  a\n") == Text((("", "a"),))
    assert parse_text_of("text", "x" * 5000)
    assert refusal("text", "x" * 5001).message.startswith("the text has 5001 characters")


@pytest.mark.parametrize(
    ("typed", "overlap"),
    [
        ("Mon–Fri 09:00–18:00, Wed 17:00–19:00", True),
        ("Mon 09:00–12:00, Mon 11:59–13:00", True),
        ("Mon 09:00–12:00, Mon 09:00–12:00", True),
        ("Mon 09:00–12:00, Mon 12:00–13:00", False),
        ("Mon 09:00–12:00, Tue 09:00–12:00", False),
    ],
)
def test_windows_of_one_day_may_touch_but_not_overlap(typed, overlap):
    if overlap:
        assert "overlap" in refusal("hours", typed).message
    else:
        assert parse("hours", typed)


def test_neighbouring_days_with_the_same_hours_are_told_together():
    hours = parse("hours", "Mon 09:00–18:00, Tue 09:00–18:00, Thu 09:00–18:00, Wed 09:00–14:00")
    assert hours.written == "Mon–Tue 09:00–18:00, Wed 09:00–14:00, Thu 09:00–18:00"


def test_a_choice_may_be_written_as_people_in_some_country_write_it():
    choices = Context(None, {"exclusive": {}, "licence": {}})
    assert parse("choice", "license", choices).name == "licence"
    assert SHAPES["choice"].schema(choices) == {"enum": ["exclusive", "licence", "license"]}
    assert problems("choice", "license", Context(None, {"exclusive": {}}))
