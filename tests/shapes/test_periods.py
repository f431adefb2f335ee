"""Times of day, weeks, seasons, absences: what is read, shown, and said of a near miss."""

from __future__ import annotations

import re
from datetime import date, timedelta

import jsonschema
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lindero.shapes import (
    SHAPES,
    Absence,
    Absences,
    Clock,
    DayClocks,
    Hours,
    Season,
    Seasons,
    Text,
    Window,
)
from lindero.shapes.calendar_days import CalendarDay, DateSpan
from lindero.wording.figures import make_reader
from support.figures import BILINGUAL, outcome, parse, refusal, steady


def shown(shape: str, typed: str, language: str, country: str = "ES", form: str = "") -> str:
    return make_reader(language, country).show_figure(parse(shape, typed, BILINGUAL), None, form)


@pytest.mark.parametrize(
    ("shape", "typed", "figure"),
    [
        ("clock", "17:00", Clock(17 * 60)),
        ("clock", "9:05", Clock(9 * 60 + 5)),
        ("clock", "00:00", Clock(0)),
        ("clock", "Wed 9:00, Fri 13:00", DayClocks(((2, 540), (4, 780)))),
        (
            "hours",
            "Sat 10:00–13:00 and 17:00–20:00",
            Hours((Window(5, 600, 780), Window(5, 1020, 1200))),
        ),
        (
            "absences",
            "[{from: 2026-12-24}]",
            Absences((Absence(DateSpan(CalendarDay(12, 24, 2026), CalendarDay(12, 24, 2026))),)),
        ),
        (
            "absences",
            "[{from: 08-01, until: 08-21}]",
            Absences((Absence(DateSpan(CalendarDay(8, 1), CalendarDay(8, 21))),)),
        ),
        (
            "seasons",
            "[{from: 12-24, until: 01-06, closed: yes, name: {es: Navidad, en: Christmas}}]",
            Seasons(
                (
                    Season(
                        DateSpan(CalendarDay(12, 24), CalendarDay(1, 6)),
                        None,
                        Text((("es", "Navidad"), ("en", "Christmas"))),
                    ),
                )
            ),
        ),
        (
            "seasons",
            "[{from: 07-01, until: 08-31, hours: Mon 08:00–15:00}]",
            Seasons(
                (
                    Season(
                        DateSpan(CalendarDay(7, 1), CalendarDay(8, 31)),
                        Hours((Window(0, 480, 900),)),
                    ),
                )
            ),
        ),
    ],
)
def test_what_is_written_right_is_read_exactly(shape, typed, figure):
    assert parse(shape, typed, BILINGUAL) == figure


def test_windows_of_one_day_come_together_however_they_are_written():
    together = "Mon–Thu 09:00–14:00 and 16:00–18:30, Fri 08:00–15:00"
    apart = "Fri 08:00–15:00, Mon–Thu 16:00–18:30, Mon–Thu 09:00–14:00"
    assert parse("hours", together) == parse("hours", apart)
    assert parse("hours", apart).written == together


@pytest.mark.parametrize(
    ("shape", "typed", "spanish", "english"),
    [
        ("clock", "17:00", "17:00", "17:00"),
        (
            "clock",
            "Mon–Thu 17:00, Fri 13:00",
            "17:00 de lunes a jueves, 13:00 los viernes",
            "Monday to Thursday 17:00, Friday 13:00",
        ),
        (
            "hours",
            "Mon–Thu 09:00–14:00 and 16:00–18:30, Fri 08:00–15:00",
            "de lunes a jueves, de 9:00 a 14:00 y de 16:00 a 18:30; los viernes, de 8:00 a 15:00",
            "Monday to Thursday, 9:00 to 14:00 and 16:00 to 18:30; Friday, 8:00 to 15:00",
        ),
        ("absences", "[{from: 08-01, until: 08-21}]", "del 1 al 21 de agosto", "1 to 21 August"),
        ("absences", "[{from: 10-12}]", "el 12 de octubre", "12 October"),
        ("absences", "[{from: 2026-10-12}]", "el 12 de octubre de 2026", "12 October 2026"),
        (
            "absences",
            "[{from: 12-24, until: 01-06}]",
            "del 24 de diciembre al 6 de enero",
            "24 December to 6 January",
        ),
        (
            "absences",
            "[{from: 2026-08-01, until: 2026-08-21}]",
            "del 1 al 21 de agosto de 2026",
            "1 to 21 August 2026",
        ),
        (
            "absences",
            "[{from: 2026-07-28, until: 2026-08-03}]",
            "del 28 de julio al 3 de agosto de 2026",
            "28 July to 3 August 2026",
        ),
        (
            "absences",
            (
                "[{from: 08-01, until: 08-21}, {from: 2026-12-24, until: "
                "2027-01-01, name: {es: Navidad, en: Christmas}}]"
            ),
            "del 1 al 21 de agosto y del 24 de diciembre de 2026 al 1 de enero de 2027 (Navidad)",
            "1 to 21 August and 24 December 2026 to 1 January 2027 (Christmas)",
        ),
        (
            "seasons",
            (
                "[{from: 07-01, until: 08-31, hours: Mon–Fri 08:00–15:00, name: "
                "{es: verano, en: summer}}, {from: 12-24, closed: yes}]"
            ),
            (
                "del 1 de julio al 31 de agosto (verano), de lunes a viernes, de "
                "8:00 a 15:00; el 24 de diciembre, cerrado"
            ),
            "1 July to 31 August (summer), Monday to Friday, 8:00 to 15:00; 24 December, closed",
        ),
    ],
)
def test_times_read_naturally_in_both_languages(shape, typed, spanish, english):
    assert (shown(shape, typed, "es"), shown(shape, typed, "en")) == (spanish, english)


@pytest.mark.parametrize(
    ("shape", "typed", "spanish", "american"),
    [
        (
            "hours",
            "Mon–Fri 09:00–14:00 and 16:00–18:30",
            "9:00–14:00, 16:00–18:30",
            "9\xa0AM–2\xa0PM, 4\xa0PM–6:30\xa0PM",
        ),
        ("absences", "[{from: 08-01, until: 08-21}]", "1–21 ago", "Aug 1–21"),
        (
            "absences",
            "[{from: 2026-12-24, until: 2027-01-01}]",
            "24 dic 2026 – 1 ene 2027",
            "Dec 24, 2026 – Jan 1, 2027",
        ),
        (
            "seasons",
            "[{from: 07-01, until: 08-31, hours: Mon–Fri 08:00–15:00}]",
            "1 jul – 31 ago: 8:00–15:00",
            "Jul 1 – Aug 31: 8\xa0AM–3\xa0PM",
        ),
    ],
)
def test_the_short_form_of_times(shape, typed, spanish, american):
    assert (shown(shape, typed, "es", form="short"), shown(shape, typed, "en", "US", "short")) == (
        spanish,
        american,
    )


def test_dates_stand_in_the_order_of_the_country():
    typed = "[{from: 2026-08-01, until: 2026-08-21}, {from: 10-12}, {from: 12-24, until: 01-06}]"
    assert (
        shown("absences", typed, "en", "US")
        == "August 1 to 21, 2026; October 12; and December 24 to January 6"
    )


@pytest.mark.parametrize(
    "text",
    [
        "9h",
        "17h",
        "5 pm",
        "25:00",
        "lun–vie",
        "siempre",
        "24 hours",
        "14 dias",
        "Mon",
        "Mon–Fri 09:00–25:00",
    ],
)
def test_a_week_that_cannot_be_guessed_gets_an_example(text):
    assert "`Mon–Fri 09:00–18:00`" in (refusal("hours", text).help or "")


def test_winter_may_run_over_the_new_year_for_most_of_the_year():
    assert parse("seasons", "[{from: 10-01, until: 05-31, hours: Mon–Fri 09:00–18:00}]")


days = st.dates(date(2026, 1, 1), date(2030, 12, 31))


@st.composite
def spans(draw: st.DrawFn) -> DateSpan:
    first = draw(days)
    last = first + timedelta(days=draw(st.integers(0, 180)))
    if draw(st.booleans()) or "02-29" in {f"{day:%m-%d}" for day in (first, last)}:
        return DateSpan(
            CalendarDay.from_date(first, yearly=False), CalendarDay.from_date(last, yearly=False)
        )
    return DateSpan(
        CalendarDay.from_date(first, yearly=True), CalendarDay.from_date(last, yearly=True)
    )


@steady
@given(spans(), st.none() | st.sampled_from(["Christmas", "a: b, {c}", "10 años"]))
def test_an_absence_that_is_written_and_read_again_is_the_same(span, name):
    assume(
        not span.yearly or span.days <= 60
    )  # a longer one may be refused as read with the day first
    absences = Absences((Absence(span, Text((("es", name), ("en", name))) if name else None),))
    assert parse("absences", absences.written, BILINGUAL) == absences


@steady
@given(spans(), spans(), days)
def test_spans_overlap_exactly_if_some_day_lies_in_both(one, other, day):
    shared = one.find_turn(day) is not None and other.find_turn(day) is not None
    assert not shared or one.has_common_day(other)
    if one.has_common_day(other):
        around = [
            day
            for span in (one, other)
            for year in (2025, *range(2026, 2033))
            for day in span.list_year_dates(year)
        ]
        assert any(one.find_turn(edge) and other.find_turn(edge) for edge in around)


@steady
@given(spans(), days)
def test_a_day_lies_in_a_span_exactly_if_it_is_not_before_its_first_nor_after_its_last_day(
    span, day
):
    turn = span.find_turn(day)
    if turn:
        assert turn[0] <= day <= turn[1]
    else:
        assert not any(
            first <= day <= last
            for first, last in (span.list_year_dates(year) for year in range(2024, 2033))
        )


@pytest.mark.parametrize(
    ("typed", "as_of", "past"),
    [
        ("[{from: 2026-08-01, until: 2026-08-21}]", date(2026, 8, 21), False),
        ("[{from: 2026-08-01, until: 2026-08-21}]", date(2026, 8, 22), True),
        ("[{from: 08-01, until: 08-21}]", date(2030, 1, 1), False),
    ],
)
def test_an_absence_of_one_year_is_over_once_its_last_day_is(typed, as_of, past):
    assert parse("absences", typed).entries[0].span.is_past(as_of) is past


def test_a_past_absence_is_a_warning_and_one_of_every_year_is_none(book):
    absences = (
        "[{from: 2026-08-01, until: 2026-08-21}, {from: 08-22}, {from: 2026-11-30, "
        "until: 2026-12-01}]"
    )
    found = book(time=f"time:\n  holidays:\n    absences: {absences}\n").findings
    assert [(one.code, one.severity, one.message) for one in found] == [
        ("past-absence", "warning", "`2026-08-21` is past; today is 2026-12-01")
    ]


@pytest.mark.parametrize("shape", ["clock", "hours"])
@steady
@given(text=st.text(alphabet="0123456789:.h–- amplunesvidMF,yto", max_size=24))
def test_any_text_is_read_or_refused_with_a_sentence(shape, text):
    result = outcome(shape, text)
    if isinstance(result, tuple):
        assert all(problem.message and problem.help for problem in result)
        for meant in re.findall(r"write `([^`]*)`", result[0].help or ""):
            assert not isinstance(outcome(shape, meant), tuple)


@steady
@given(st.text(alphabet="0123456789/-. deagostoJuly", max_size=24))
def test_any_text_in_place_of_a_date_is_read_or_refused_with_a_right_example(text):
    try:
        parse("absences", f"[{{from: '{text}'}}]")
    except ValueError as refused:
        for meant in re.findall(r"write `([0-9-]+)`", refused.problems[0].help or ""):
            assert parse("absences", f"[{{from: {meant}}}]")


@pytest.mark.parametrize("shape", ["absences", "seasons"])
def test_an_editor_marks_what_the_reader_would_refuse(shape):
    schema = {**SHAPES[shape].make_schema(), "$defs": {"text": {}}}
    right = {"from": "08-01", "until": "08-21", **({"closed": "yes"} if shape == "seasons" else {})}
    jsonschema.validate([right], schema)
    for wrong in (
        [],
        [{**right, "from": "1 August"}],
        [{"until": "08-21"}],
        [{**right, "to": "08-21"}],
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


@pytest.mark.parametrize(
    ("shape", "typed"),
    [
        (shape, text)
        for shape in ("clock", "absences", "seasons")
        for text in SHAPES[shape].examples
    ],
)
def test_our_own_examples_are_right(shape, typed):
    assert parse(shape, typed)


@pytest.mark.parametrize(("day", "codes"), [("2026-12-01", []), ("2026-12-02", ["bad-date"])])
def test_a_rate_from_outside_is_not_told_as_of_a_day_to_come(book, day, codes):
    late = f"  late: {{rate: {{source: ECB, plus: 8 points, as of: {day}, value: 2.15 %}}}}\n"
    assert [
        found.code
        for found in book(payment=f"payment:\n  due: 15 days after invoice\n{late}").findings
    ] == codes
