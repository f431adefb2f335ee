"""Days held against python-dateutil, in five countries and through both changes of clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, FR, MO, TH, TU, WE, rrule, rruleset
from dateutil.tz import gettz
from hypothesis import given
from hypothesis import strategies as st

from lindero.calendar.business_days import BusinessCalendar
from lindero.calendar.holidays import PublicHolidays
from lindero.shapes import Period
from support.figures import steady

PLACES = {
    "ES": ("AS", "Europe/Madrid"),
    "MX": (None, "America/Mexico_City"),
    "GB": ("ENG", "Europe/London"),
    "US": (None, "America/New_York"),
    "AR": (None, "America/Argentina/Buenos_Aires"),
}
CALENDARS = {
    country: BusinessCalendar(ZoneInfo(zone), holidays=PublicHolidays(country, region, "en"))
    for country, (region, zone) in PLACES.items()
}
days = st.dates(date(2024, 1, 1), date(2031, 12, 31))
moments = st.one_of(
    st.datetimes(datetime(2024, 1, 1), datetime(2031, 12, 31)),  # noqa: DTZ001 - zones come later
    st.sampled_from([(2026, 3, 28), (2026, 10, 24), (2027, 3, 13), (2027, 11, 6)]).flatmap(
        lambda eve: st.integers(0, 48 * 60).map(
            lambda minutes: datetime(*eve) + timedelta(minutes=minutes)  # noqa: DTZ001 - zones come later
        )
    ),
)


@steady
@given(days, st.integers(1, 40), st.sampled_from(["month", "year"]), st.booleans())
def test_months_end_where_dateutil_ends_them(day, count, unit, back):
    length = relativedelta(**{f"{unit}s": count})
    if back:
        assert CALENDARS["ES"].subtract_period(Period(count, unit), day) == day - length
    else:
        assert CALENDARS["ES"].add_period(Period(count, unit), day) == day + length


@steady
@given(days, st.integers(1, 60), st.sampled_from(sorted(PLACES)))
def test_business_days_are_those_of_a_recurrence_without_holidays(day, count, country):
    start = datetime(day.year, day.month, day.day) + timedelta(days=1)  # noqa: DTZ001 - dateutil counts without zones
    kept = holidays.country_holidays(
        country, subdiv=PLACES[country][0], years=range(day.year, day.year + 2)
    )
    open_days = rruleset()
    open_days.rrule(
        rrule(DAILY, dtstart=start, byweekday=(MO, TU, WE, TH, FR), count=2 * count + 30)
    )
    for holiday in kept:
        open_days.exdate(datetime(holiday.year, holiday.month, holiday.day))  # noqa: DTZ001 - dateutil counts without zones
    expected = open_days[count - 1].date()
    assert CALENDARS[country].add_period(Period(count, "business day"), day) == expected


@steady
@given(moments, st.integers(1, 400), st.sampled_from(sorted(PLACES)))
def test_hours_end_where_the_clocks_of_dateutil_end_them(moment, count, country):
    calendar, zone = CALENDARS[country], gettz(PLACES[country][1])
    start = moment.replace(tzinfo=zone)
    end = calendar.add_period(Period(count, "hour"), start)
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=count)
    shown = (start.astimezone(UTC) + timedelta(hours=count)).astimezone(zone)
    assert (end.replace(tzinfo=None), end.utcoffset()) == (
        shown.replace(tzinfo=None),
        shown.utcoffset(),
    )


@pytest.mark.parametrize("country", sorted(PLACES))
def test_public_holidays_are_those_of_the_outside_library(country):
    kept = holidays.country_holidays(country, subdiv=PLACES[country][0], years=range(2024, 2032))
    first, last = date(2024, 1, 1), date(2031, 12, 31)
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        works = day.weekday() < 5 and day not in kept
        assert CALENDARS[country].is_business_day(day) == works, day
