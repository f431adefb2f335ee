"""Terms step by step: what a sentence says is what is counted, in five countries."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lindero.calendar.business_days import BusinessCalendar
from lindero.calendar.deadlines import when_due
from lindero.calendar.holidays import PublicHolidays
from lindero.calendar.plain_days import day_of
from lindero.calendar.terms import count_term
from lindero.catalogue.specs import find_rule_spec
from lindero.cli.when import answer_text
from lindero.shapes import Deadline
from lindero.wording.figures import make_reader
from support.figures import parse, parse_text_of, problems, steady
from support.sentence_days import move_to_business_day, reckon_day

PLACES = {"ES": "AS", "GB": "ENG", "US": None, "MX": None, "AU": "QLD"}
CALENDARS = {
    country: BusinessCalendar(ZoneInfo("UTC"), holidays=PublicHolidays(country, region, "en"))
    for country, region in PLACES.items()
}
DUE = find_rule_spec("payment.due").values["deadline"]

counted = st.builds(
    "{} {}s".format, st.integers(2, 70), st.sampled_from(["day", "week", "business day"])
)
months = st.one_of(st.builds("{} months".format, st.integers(2, 14)), st.just("1 month"))
day_names = st.lists(st.integers(1, 31), min_size=1, max_size=3).map(
    lambda days: " or ".join(map(str, days))
)
further = st.one_of(
    st.just("month end"),
    st.builds("the next {}".format, day_names),
    st.builds("the {} of the next month".format, st.integers(1, 31)),
)
heads = st.builds("{} after {}".format, counted | months, st.sampled_from(["invoice", "month end"]))
terms = st.one_of(
    st.builds(" then ".join, st.tuples(heads) | st.tuples(heads, further | counted)),
    st.builds(" then ".join, st.tuples(heads, further, further | counted)),
    st.builds("on {} then {}".format, st.sampled_from(["invoice", "month end"]), further),
    st.just("on month end"),
)
days = st.dates(date(2024, 1, 1), date(2031, 12, 31))


def count_end(calendar: BusinessCalendar, typed: str, day: date) -> date:
    term = parse_text_of("deadline", typed)
    assert isinstance(term, Deadline)
    counted_days = count_term(calendar, term, day)
    return day_of(counted_days[-1].day) if counted_days else day


@steady
@given(terms, days, st.sampled_from(sorted(PLACES)))
def test_what_is_counted_is_what_the_sentence_says(typed, day, country):
    sentence = make_reader("en", "GB").show_figure(parse_text_of("deadline", typed), DUE)
    kept = holidays.country_holidays(country, subdiv=PLACES[country])

    def is_business_day(one: date) -> bool:
        return one.weekday() < 5 and one not in kept

    expected = reckon_day(sentence, day, is_business_day)
    assert count_end(CALENDARS[country], typed, day) == expected, sentence
    moved = CALENDARS[country].next_business_day(expected)
    assert moved == move_to_business_day(expected, is_business_day)


@steady
@given(terms, days)
def test_a_later_invoice_is_never_due_sooner(typed, day):
    plain = CALENDARS["ES"]
    later = date.fromordinal(day.toordinal() + 1)
    assert count_end(plain, typed, day) <= count_end(plain, typed, later)


@steady
@given(terms)
def test_a_term_is_read_again_as_it_was_written(typed):
    term = parse_text_of("deadline", typed)
    assert parse_text_of("deadline", term.written) == term
    with_commas = parse_text_of("deadline", term.written.replace(" then ", ", then "))
    assert with_commas.serial == term.serial


@pytest.mark.parametrize(
    ("typed", "day", "end"),
    [
        ("1 month after month end", "2020-06-11", "2020-07-31"),
        ("1 month after month end", "2028-01-14", "2028-02-29"),
        ("2 months after month end", "2026-12-15", "2027-02-28"),
        ("30 days after month end", "2027-01-14", "2027-03-02"),
        ("45 days after invoice then month end", "2027-01-14", "2027-02-28"),
        ("45 days after invoice then month end", "2027-01-15", "2027-03-31"),
        ("45 days after month end", "2027-01-14", "2027-03-17"),
        ("on month end then the 10th", "2027-01-14", "2027-02-10"),
        ("on invoice then the 15th of the next month", "2027-01-20", "2027-02-15"),
        ("on invoice then the 30th of the next month", "2027-01-20", "2027-02-28"),
        ("30 days after invoice then the next 10th or 25th", "2027-07-13", "2027-08-25"),
        ("30 days after invoice then the next 10th or 25th", "2027-07-11", "2027-08-10"),
        ("30 days after invoice then the next 10th or 25th", "2027-07-27", "2027-09-10"),
        ("60 days after invoice then month end then the 10th", "2027-01-05", "2027-04-10"),
    ],
)
def test_steps_come_one_after_the_other(typed, day, end):
    assert count_end(CALENDARS["ES"], typed, date.fromisoformat(day)) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("typed", "spanish", "english"),
    [
        (
            "30 days after invoice then the next 10th or 25th",
            (
                "en un plazo de 30 días naturales desde la fecha de la factura, que se alarga "
                "hasta el primer día 10 o 25 a partir de entonces"
            ),
            (
                "within 30 calendar days of the invoice date, extended to the first 10th or 25th "
                "on or after that day"
            ),
        ),
        (
            "45 days after invoice then month end",
            (
                "en un plazo de 45 días naturales desde la fecha de la factura, que se alarga "
                "hasta el último día de ese mes"
            ),
            ("within 45 calendar days of the invoice date, extended to the last day of that month"),
        ),
        (
            "on invoice then the 31st of the next month",
            "el último día del mes siguiente al de la factura",
            "on the last day of the month after the month of the invoice",
        ),
        (
            "on start then the next 8th or 30th",
            (
                "el primer día 8 o 30 (o el último de un mes más corto) a partir del inicio del "
                "trabajo"
            ),
            (
                "on the first 8th or 30th (or the last day of a shorter month) on or after the "
                "start of work"
            ),
        ),
    ],
)
def test_a_term_is_said_in_each_language(typed, spanish, english):
    for language, country, words in (("es", "ES", spanish), ("en", "GB", english)):
        shown = make_reader(language, country).show_figure(parse("deadline", typed), DUE)
        assert shown.replace("\N{NO-BREAK SPACE}", " ") == words


@pytest.mark.parametrize(
    ("typed", "short"),
    [
        ("30 days after invoice then the next 10th or 25th", "30 días, día 10 o 25"),
        ("45 days after invoice then month end", "45 días, fin de mes"),
        ("30 days after month end", "fin de mes y 30 días"),
        ("1 month after month end", "a fin del mes siguiente"),
        ("30 days after invoice then 5 business days", "30 días y 5 días laborables"),
        ("on invoice then the 15th of the next month", "día 15 del mes siguiente"),
        ("on month end then the 15th", "a fin de mes, día 15"),
    ],
)
def test_no_step_is_lost_where_there_is_little_room(typed, short):
    shown = make_reader("es", "ES").show_figure(parse("deadline", typed), DUE, "short")
    assert shown.replace("\N{NO-BREAK SPACE}", " ") == short


@pytest.mark.parametrize(
    ("typed", "message", "help_"),
    [
        (
            "45 days EOM",
            "`45 days EOM` is no deadline",
            "write `45 days after invoice then month end` or `45 days after month end`",
        ),
        (
            "45 días fin de mes",
            "`45 días fin de mes` is no deadline",
            "write `45 days after invoice then month end` or `45 days after month end`",
        ),
        (
            "end of the following month",
            "`end of the following month` is no deadline",
            "write `1 month after month end`",
        ),
        (
            "el día 10 del mes siguiente",
            "`el día 10 del mes siguiente` is no deadline",
            "write `on invoice then the 10th of the next month`",
        ),
        (
            "30 days after invoice then Friday",
            "`Friday` is no step of a term",
            (
                "what fits here: `then month end`, `then the next 10th or 25th`, "
                "`then the 15th of the next month`, `then 5 business days`"
            ),
        ),
        (
            "30 days after invoice then the 32nd",
            "`32` is no day of a month",
            "write days from 1 to 31: `the next 10th`",
        ),
        (
            "2 days before meeting then month end",
            "`2 days before meeting then month end` is counted back, and then goes on",
            "write `2 days before meeting`",
        ),
        (
            "30 days after invoice then 5 hours",
            "`30 days after invoice then 5 hours` goes on by the clock",
            "a further step counts days: `then 2 days`",
        ),
        (
            "on invoice then 5 days",
            "`on invoice then 5 days` is 5 days after an event",
            "write `5 days after invoice`",
        ),
        (
            "30 days after lunch then month end",
            "`lunch` is no event that a time can start from",
            "",
        ),
    ],
)
def test_what_is_no_term_is_told_with_a_way_out(typed, message, help_):
    (problem,) = problems("deadline", typed)
    assert problem.message == message
    assert (problem.help or "").startswith(help_)


def test_when_tells_each_step_in_the_readers_language(book):
    rules = (
        "payment:\n  due: {deadline: 45 days after invoice then month end, shift: yes}\n"
        "time:\n  holidays: {public: yes}\n"
    )
    rulebook = book(rules=rules).rulebook
    due = when_due(rulebook, "payment.due", date(2027, 1, 4), "es")
    assert answer_text(due, rulebook.business, "es").splitlines() == [
        "lunes, 1 de marzo de 2027",
        (
            "payment.due.deadline: en un plazo de 45 días naturales desde la fecha de la factura, "
            "que se alarga hasta el último día de ese mes, a contar desde el lunes, 4 de enero de "
            "2027"
        ),
        "- 45 días naturales: jueves, 18 de febrero de 2027",
        "- fin de mes: domingo, 28 de febrero de 2027",
        "- domingo, 28 de febrero de 2027: fin de semana, pasa al día siguiente",
    ]


def test_an_event_on_a_closed_day_moves_on_where_the_rule_says_so(book):
    rules = "payment:\n  due: {deadline: on month end, shift: yes}\n"
    rulebook = book(rules=rules).rulebook
    assert when_due(rulebook, "payment.due", date(2027, 2, 10)).ends == date(2027, 3, 1)


def test_a_term_cut_at_its_comma_is_told_to_do_without(book):
    rules = "payment:\n  due: {deadline: 30 days after invoice, then month end, shift: yes}\n"
    (found,) = book(rules=rules).findings
    assert (found.code, found.place.text) == ("unknown-key", "then month end")
    assert found.help == (
        "inside braces write the term without its comma: `30 days after invoice then month end`"
    )
