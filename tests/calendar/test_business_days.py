"""Business-day arithmetic: what is counted, what is left out, and when the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lindero.calendar.business_days import BusinessCalendar, Closure
from lindero.calendar.holidays import (
    PublicHolidays,
)
from lindero.calendar.plain_days import OutOfCalendar
from lindero.calendar.rule_calendar import make_calendar
from lindero.shapes import Absences, Clock, Deadline, Hours, Period, Seasons
from support.figures import parse, steady

MADRID = ZoneInfo("Europe/Madrid")
PLAIN = BusinessCalendar(MADRID)
ASTURIAS = BusinessCalendar(MADRID, holidays=PublicHolidays("ES", "AS", "en"))
BUSY_WEEK = parse("hours", "Mon–Thu 09:00–14:00 and 16:00–18:30, Fri 08:00–15:00")
ABSENT = parse(
    "absences",
    (
        "[{from: 08-01, until: 08-21}, {from: 12-24, until: 01-06}, "
        "{from: 2026-06-01, until: 2026-06-10}]"
    ),
)
SEASONS = parse(
    "seasons",
    "[{from: 07-01, until: 07-31, hours: Mon–Thu 08:00–15:00}, {from: 09-08, closed: yes}]",
)
assert isinstance(BUSY_WEEK, Hours)
assert isinstance(ABSENT, Absences)
assert isinstance(SEASONS, Seasons)
FULL = BusinessCalendar(
    MADRID,
    BUSY_WEEK,
    SEASONS,
    ABSENT,
    PublicHolidays("ES", "ES-AS", "es"),
    Clock(17 * 60),
    language="es",
)

days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
counts = st.integers(1, 60)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=MADRID)


@pytest.mark.parametrize(
    ("count", "unit", "start", "end"),
    [
        (1, "day", "2026-12-01", "2026-12-02"),
        (15, "day", "2026-12-01", "2026-12-16"),
        (2, "week", "2026-12-01", "2026-12-15"),
        (1, "month", "2026-01-31", "2026-02-28"),
        (1, "month", "2028-01-31", "2028-02-29"),
        (1, "month", "2026-02-28", "2026-03-28"),
        (13, "month", "2026-01-31", "2027-02-28"),
        (1, "year", "2028-02-29", "2029-02-28"),
        (4, "year", "2028-02-29", "2032-02-29"),
        (1, "business day", "2026-12-01", "2026-12-02"),
        (1, "business day", "2026-12-04", "2026-12-07"),
        (1, "business day", "2026-12-05", "2026-12-07"),
        (5, "business day", "2026-12-04", "2026-12-11"),
    ],
)
def test_the_day_of_the_event_is_not_counted(count, unit, start, end):
    assert PLAIN.add_period(Period(count, unit), date.fromisoformat(start)) == date.fromisoformat(
        end
    )


@pytest.mark.parametrize(
    ("count", "unit", "start", "end"),
    [
        (2, "business day", "2026-12-08", "2026-12-04"),
        (1, "business day", "2026-12-06", "2026-12-04"),
        (1, "month", "2026-03-31", "2026-02-28"),
        (1, "year", "2028-02-29", "2027-02-28"),
        (1, "week", "2026-12-08", "2026-12-01"),
    ],
)
def test_counting_back_mirrors_counting_on(count, unit, start, end):
    assert PLAIN.subtract_period(
        Period(count, unit), date.fromisoformat(start)
    ) == date.fromisoformat(end)


def test_public_holidays_are_left_out_with_their_name():
    assert ASTURIAS.add_period(Period(3, "business day"), date(2026, 12, 4)) == date(2026, 12, 11)
    assert PLAIN.add_period(Period(3, "business day"), date(2026, 12, 4)) == date(2026, 12, 9)
    assert ASTURIAS.list_closures(date(2026, 12, 4), date(2026, 12, 11)) == [
        Closure("weekend", date(2026, 12, 5), date(2026, 12, 6)),
        Closure(
            "holiday", date(2026, 12, 7), date(2026, 12, 7), "Monday following Constitution Day"
        ),
        Closure("holiday", date(2026, 12, 8), date(2026, 12, 8), "Immaculate Conception"),
    ]


def test_names_of_holidays_are_in_the_readers_language_where_there_are_any():
    immaculate = date(2026, 12, 8)
    assert PublicHolidays("ES", "AS", "es").find_name(immaculate) == "Inmaculada Concepción"
    assert PublicHolidays("ES", "AS", "en").find_name(immaculate) == "Immaculate Conception"
    assert PublicHolidays("AT", None, "es").find_name(immaculate) == "Mariä Empfängnis"


def test_a_holiday_of_another_region_is_a_business_day():
    day_of_asturias = date(2026, 9, 8)
    assert not ASTURIAS.is_business_day(day_of_asturias)
    assert BusinessCalendar(MADRID, holidays=PublicHolidays("ES", "MD", "en")).is_business_day(
        day_of_asturias
    )
    assert BusinessCalendar(MADRID, holidays=PublicHolidays("ES", None, "en")).is_business_day(
        day_of_asturias
    )


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-08-15", Closure("absence", date(2026, 8, 1), date(2026, 8, 21))),
        ("2027-01-02", Closure("absence", date(2026, 12, 24), date(2027, 1, 6))),
        ("2026-06-10", Closure("absence", date(2026, 6, 1), date(2026, 6, 10))),
        ("2027-06-10", None),
        ("2026-07-03", Closure("weekday", date(2026, 7, 3), date(2026, 7, 3))),
        ("2026-06-26", None),
        ("2026-09-08", Closure("season", date(2026, 9, 8), date(2026, 9, 8))),
        ("2026-10-10", Closure("weekend", date(2026, 10, 10), date(2026, 10, 10))),
        (
            "2026-10-12",
            Closure("holiday", date(2026, 10, 12), date(2026, 10, 12), "Fiesta Nacional de España"),
        ),
    ],
)
def test_why_a_day_is_no_business_day(day, why):
    assert FULL.why_closed(date.fromisoformat(day)) == why


@pytest.mark.parametrize(
    ("arrives", "counts_from"),
    [
        ("2026-12-01T17:00", "2026-12-01T17:00"),
        ("2026-12-01T17:01", "2026-12-02T09:00"),
        ("2026-12-01T07:00", "2026-12-01T09:00"),
        ("2026-12-04T18:00", "2026-12-09T09:00"),
        ("2026-12-05T10:00", "2026-12-09T09:00"),
        ("2026-12-10T18:00", "2026-12-11T08:00"),
    ],
)
def test_what_arrives_after_the_cut_off_counts_from_the_next_business_day(arrives, counts_from):
    assert FULL.find_count_start(at(arrives)) == at(counts_from)


@pytest.mark.parametrize(
    ("arrives", "counts_from"),
    [
        ("2026-12-01T18:30", "2026-12-01T18:30"),
        ("2026-12-01T18:31", "2026-12-02T08:30"),
        ("2026-12-01T07:00", "2026-12-01T08:30"),
        ("2026-12-05T10:00", "2026-12-07T08:30"),
    ],
)
def test_without_a_cut_off_what_arrives_out_of_hours_counts_from_the_hour_that_is_said(
    arrives, counts_from
):
    calendar = BusinessCalendar(MADRID, BUSY_WEEK, counted=Clock(8 * 60 + 30))
    assert calendar.find_count_start(at(arrives)) == at(counts_from)


def test_without_either_it_counts_when_it_arrives():
    assert PLAIN.find_count_start(at("2026-12-05T23:00")) == at("2026-12-05T23:00")


def test_a_moment_counts_in_the_time_zone_of_the_business():
    late_in_madrid = datetime(2026, 12, 1, 16, 30, tzinfo=UTC)
    assert FULL.add_period(Period(1, "business day"), late_in_madrid) == date(2026, 12, 3)
    assert FULL.add_period(Period(1, "business day"), datetime(2026, 12, 1, 16, 30)) == date(  # noqa: DTZ001 - a moment without a zone is the point
        2026, 12, 2
    )


def test_hours_pass_as_they_do_when_the_clocks_change():
    spring = PLAIN.add_period(Period(24, "hour"), at("2026-03-28T10:00"))
    autumn = PLAIN.add_period(Period(24, "hour"), at("2026-10-24T10:00"))
    assert (spring, autumn) == (at("2026-03-29T11:00"), at("2026-10-25T09:00"))
    assert PLAIN.subtract_period(Period(24, "hour"), spring) == at("2026-03-28T10:00")
    assert PLAIN.add_period(Period(1, "day"), at("2026-03-28T10:00")) == date(2026, 3, 29)


def test_a_time_that_the_change_of_clocks_leaves_out_is_the_hour_after_it():
    assert (
        PLAIN.localize_moment(datetime(2026, 3, 29, 2, 30)).isoformat()  # noqa: DTZ001 - a moment without a zone is the point
        == "2026-03-29T03:30:00+02:00"
    )


def test_hours_after_a_day_without_a_time_follow_that_day():
    assert PLAIN.add_period(Period(24, "hour"), date(2026, 12, 1)) == at("2026-12-03T00:00")
    assert PLAIN.subtract_period(Period(48, "hour"), date(2026, 12, 10)) == at("2026-12-08T00:00")


@pytest.mark.parametrize(
    ("count", "unit", "start", "end"),
    [
        (24, "hour", "2026-12-04T15:00", "2026-12-09T15:00"),
        (48, "hour", "2026-12-03T15:00", "2026-12-09T15:00"),
        (4, "hour", "2026-12-01T10:00", "2026-12-01T14:00"),
    ],
)
def test_hours_of_business_days_stand_still_on_closed_ones(count, unit, start, end):
    assert ASTURIAS.add_period(Period(count, unit), at(start), workdays=True) == at(end)


NIGHTS = parse("hours", "Fri–Sun 00:00–06:00 and 20:00–24:00")
assert isinstance(NIGHTS, Hours)


@pytest.mark.parametrize(
    ("calendar", "count", "start", "end"),
    [
        (FULL, 2, "2026-12-01T13:00", "2026-12-01T17:00"),
        (FULL, 5, "2026-12-01T09:00", "2026-12-01T14:00"),
        (FULL, 10, "2026-12-03T14:30", "2026-12-09T09:30"),
        (FULL, 1, "2026-07-29T15:00", "2026-07-30T09:00"),
        (BusinessCalendar(MADRID, NIGHTS), 4, "2026-03-27T20:00", "2026-03-28T00:00"),
        (BusinessCalendar(MADRID, NIGHTS), 7, "2026-03-28T23:00", "2026-03-29T21:00"),
        (BusinessCalendar(MADRID, NIGHTS), 6, "2026-10-24T23:00", "2026-10-25T04:00"),
    ],
)
def test_business_hours_pass_only_while_work_is_done(calendar, count, start, end):
    """Over a pause, a night, a weekend, another season's hours, and both changes of clocks."""
    period = Period(count, "business hour")
    assert calendar.add_period(period, at(start)) == at(end)
    back = calendar.subtract_period(period, at(end))
    assert calendar.add_period(period, back) == at(end)


def test_days_that_count_only_when_work_is_done_are_business_days():
    assert ASTURIAS.add_period(Period(2, "day"), date(2026, 12, 4), workdays=True) == date(
        2026, 12, 10
    )


@pytest.mark.parametrize(
    ("deadline", "event", "end"),
    [
        (Deadline("on", "signature"), "2026-12-05", "2026-12-05"),
        (Deadline("after", "invoice", Period(15, "day")), "2026-12-01", "2026-12-16"),
        (Deadline("before", "meeting", Period(2, "business day")), "2026-12-08", "2026-12-04"),
        (Deadline("on", "month end"), "2026-12-05", "2026-12-31"),
        (Deadline("after", "month end", Period(5, "day")), "2026-02-05", "2026-03-05"),
        (Deadline("on", "month start"), "2026-12-05", "2027-01-01"),
        (Deadline("on", "month start"), "2026-12-01", "2026-12-01"),
    ],
)
def test_a_deadline_ends_after_before_or_on_its_event(deadline, event, end):
    assert PLAIN.find_due_date(deadline, date.fromisoformat(event)) == date.fromisoformat(end)


@pytest.mark.parametrize("unit", ["minute", "hour", "day", "business day", "week", "month", "year"])
def test_a_count_that_leads_out_of_the_calendar_is_said_to(unit):
    with pytest.raises(OutOfCalendar):
        PLAIN.add_period(Period(10**9, unit), date(2026, 12, 1))
    with pytest.raises(OutOfCalendar):
        PLAIN.subtract_period(Period(10**9, unit), date(2026, 12, 1))


def test_a_business_that_never_opens_has_no_business_day():
    never = parse("absences", "[{from: 01-01, until: 06-30}, {from: 07-01, until: 12-31}]")
    assert isinstance(never, Absences)
    with pytest.raises(OutOfCalendar, match="no business day"):
        BusinessCalendar(MADRID, absences=never).add_period(
            Period(1, "business day"), date(2026, 12, 1)
        )


@steady
@given(days, counts)
def test_counting_business_days_never_ends_on_a_closed_day(day, count):
    for calendar in (PLAIN, FULL):
        on, back = (
            calendar.add_period(Period(count, "business day"), day),
            calendar.subtract_period(Period(count, "business day"), day),
        )
        assert calendar.is_business_day(on)
        assert calendar.is_business_day(back)
        assert back < day < on


@steady
@given(days, counts)
def test_on_and_back_again_comes_to_the_same_business_day(day, count):
    period = Period(count, "business day")
    assert FULL.subtract_period(period, FULL.add_period(period, day)) == FULL.next_business_day(
        day, -1
    )
    assert FULL.add_period(period, FULL.subtract_period(period, day)) == FULL.next_business_day(day)


@steady
@given(days, counts, counts)
def test_more_days_end_later(day, some, more):
    for unit in ("day", "business day", "week", "month", "year"):
        assert FULL.add_period(Period(some, unit), day) < FULL.add_period(
            Period(some + more, unit), day
        )


@steady
@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31)),  # noqa: DTZ001 - a moment without a zone is the point
    st.timedeltas(timedelta(0), timedelta(days=20)),
    counts,
)
def test_what_arrives_later_is_never_due_sooner(moment, later, count):
    for unit in ("hour", "day", "business day"):
        period = Period(count, unit)
        assert FULL.add_period(period, moment) <= FULL.add_period(period, moment + later)


@steady
@given(days, st.integers(0, 60))
def test_business_days_and_closures_make_up_the_calendar(day, length):
    last = day + timedelta(days=length)
    closed = sum(
        (closure.last - closure.first).days + 1 for closure in FULL.list_closures(day, last)
    )
    open_ = sum(FULL.is_business_day(day + timedelta(days=ahead)) for ahead in range(length + 1))
    assert closed + open_ == length + 1


def test_the_calendar_of_a_rulebook_is_what_its_rules_say(book):
    time = """
time:
  hours:
    week: Mon–Thu 09:00–14:00 and 16:00–18:30, Fri 08:00–15:00
    cutoff: 17:00
    seasons: [{from: 09-09, closed: yes}]
  holidays: {absences: [{from: 08-01, until: 08-21}], public: yes, region: AS}
"""
    calendar = make_calendar(book(time=time).sound_part)
    assert (calendar.hours, calendar.cutoff) == (BUSY_WEEK, Clock(17 * 60))
    assert [
        calendar.is_business_day(date(2026, month, day))
        for month, day in ((8, 10), (9, 7), (9, 8), (9, 9), (9, 10))
    ] == [
        False,
        True,
        False,
        False,
        True,
    ]


def test_without_rules_of_time_it_is_monday_to_friday_and_holidays_are_not_asked_for(book):
    calendar = make_calendar(book(time="time:\n  holidays: {region: AS}\n").sound_part)
    assert [calendar.is_business_day(date(2026, 12, day)) for day in (4, 5, 6, 7, 8)] == [
        True,
        False,
        False,
        True,
        True,
    ]


def test_dates_of_an_own_rule_of_time_are_no_business_days(book):
    own = (
        "time:\n  closing: {title: Closing, text: Closed., "
        "values: {days: [{from: 08-01, until: 08-21}]}}\n"
    )
    calendar = make_calendar(book(time=own).sound_part)
    assert not calendar.is_business_day(date(2026, 8, 5))
    assert calendar.is_business_day(date(2026, 9, 2))
