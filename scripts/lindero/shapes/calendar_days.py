"""Days and stretches of the calendar, of one year or of every year."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import MAXYEAR, MINYEAR, date, timedelta

from lindero.frozen import Frozen

YEARS = range(2000, 2200)
_LEAP, _COMMON = 2000, 2001


class CalendarDay(Frozen):
    """A day of one year, or of every year where `year` is None."""

    month: int
    day: int
    year: int | None = None

    @property
    def written(self) -> str:
        """`2026-12-24`, `08-01`."""
        return f"{'' if self.year is None else f'{self.year:04d}-'}{self.month:02d}-{self.day:02d}"

    @property
    def exists(self) -> bool:
        """Whether it is in the calendar, in every year that it is said of."""
        # A day of every year must be there in a year without 29 February, too.
        year = _COMMON if self.year is None else self.year
        if year not in YEARS or not 1 <= self.month <= 12:
            return False
        return 1 <= self.day <= monthrange(year, self.month)[1]

    def to_date(self, year: int) -> date:
        """The date, in that year if it is a day of every year."""
        return date(year if self.year is None else self.year, self.month, self.day)

    @classmethod
    def from_date(cls, day: date, *, yearly: bool) -> CalendarDay:
        """A date, or its day in every year."""
        return cls(day.month, day.day, None if yearly else day.year)


class DateSpan(Frozen):
    """From one day until another, both included; days of every year may run over the new year."""

    first: CalendarDay
    last: CalendarDay

    @property
    def yearly(self) -> bool:
        """Whether it comes back every year."""
        return self.first.year is None

    @property
    def machine(self) -> str:
        """`08-01/08-21`, after ISO 8601; a single day stands alone."""
        until = "" if self.first == self.last else f"/{self.last.written}"
        return f"{self.first.written}{until}"

    @property
    def written(self) -> str:
        """The keys as an author writes them: `from: 08-01, until: 08-21`."""
        until = "" if self.first == self.last else f", until: {self.last.written}"
        return f"from: {self.first.written}{until}"

    @property
    def days(self) -> int:
        """How long it is, in a leap year where it is yearly."""
        first, last = self.list_year_dates(_LEAP)
        return (last - first).days + 1

    def list_year_dates(self, year: int) -> tuple[date, date]:
        """The dates; of a yearly span, those that begin in that year."""
        first, last = self.first.to_date(year), self.last.to_date(year)
        return first, last if first <= last or not self.yearly else self.last.to_date(year + 1)

    def find_turn(self, day: date) -> tuple[date, date] | None:
        """The dates of the turn that holds a day."""
        years = (year for year in (day.year, day.year - 1) if MINYEAR <= year < MAXYEAR)
        turns = (self.list_year_dates(year) for year in years)
        return next((turn for turn in turns if turn[0] <= day <= turn[1]), None)

    def is_past(self, as_of: date) -> bool:
        """Whether it is over for good."""
        return not self.yearly and self.last.to_date(as_of.year) < as_of

    def has_common_day(self, other: DateSpan) -> bool:
        """Whether the two share a day in some year."""
        years = _list_meeting_years(self, other)
        turns = [[span.list_year_dates(year) for year in years] for span in (self, other)]
        return any(one[0] <= two[1] and two[0] <= one[1] for one in turns[0] for two in turns[1])


def _list_meeting_years(*spans: DateSpan) -> Iterable[int]:
    """The years in which spans can meet; two of every year meet in any."""
    ends = [day.year for span in spans for day in (span.first, span.last)]
    dated = [year for year in ends if year is not None]
    # A yearly span that runs over the new year begins in the year before the one it meets in.
    return range(min(dated) - 1, max(dated) + 1) if dated else range(_LEAP, _LEAP + 2)


def find_day_before(day: CalendarDay) -> CalendarDay:
    """The day before, of the same year or of every year."""
    return CalendarDay.from_date(day.to_date(_COMMON) - timedelta(days=1), yearly=day.year is None)
