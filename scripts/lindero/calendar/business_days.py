"""Business-day arithmetic in the business's time zone and calendar.

The day of the event is not counted: one day after Tuesday ends with Wednesday. Months and years end
on the same day of the month, or on the month's last where it has no such day. Regulation (EEC,
Euratom) No 1182/71, article 3, counts European time limits likewise.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, TypeVar
from zoneinfo import ZoneInfo

from lindero.calendar.holidays import (
    PublicHolidays,
    find_holiday_region,
    find_listed_holidays,
    find_region_problem,
)
from lindero.catalogue.facts import Fact
from lindero.catalogue.specs import Role, find_role_spec
from lindero.resources.languages import TOOL_LANGUAGE
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Absences, Clock, Deadline, Figure, Hours, Period, Seasons, Text, Window
from lindero.shapes.periods import count_months
from lindero.shapes.units import CLOCK_UNITS, measure_unit

When = date | datetime
"""A day, or a moment of it; every moment here has a time zone."""

ClosureReason = Literal["weekend", "weekday", "season", "absence", "holiday"]
_USUAL_WEEK = Hours(tuple(Window(day, 0, 24 * 60) for day in range(5)))
_WEEKEND = {5, 6}
_DAY = timedelta(days=1)

# Far longer than anybody stays closed: absences of every year may leave no day at all.
_LONGEST_CLOSURE = 1000
_EARLIEST, _FARTHEST = date(1900, 1, 1), date(2300, 1, 1)


class OutOfCalendar(ValueError):
    """There is no such day: it is too far away, or the business never opens again."""


@dataclass(frozen=True)
class Closure:
    """Days in a row that are no business days; `name` is that of a holiday or absence."""

    reason: ClosureReason
    first: date
    last: date
    name: str = ""


@dataclass(frozen=True)
class BusinessCalendar:
    """Which days and hours a business is open.

    What arrives after `cutoff` counts on the next business day, from `counted` if that is given and
    else from the opening; without a cut-off, `counted` is for what arrives out of hours. `language`
    is that of the names. `listed` are public holidays beside those of `holidays`.
    """

    zone: ZoneInfo
    hours: Hours = _USUAL_WEEK
    seasons: Seasons | None = None
    absences: Absences | None = None
    holidays: PublicHolidays | None = None
    cutoff: Clock | None = None
    counted: Clock | None = None
    language: str = TOOL_LANGUAGE
    listed: Absences | None = None

    def is_business_day(self, day: date) -> bool:
        """Whether work is done on a day."""
        return self.why_closed(day) is None

    def why_closed(self, day: date) -> Closure | None:
        """Why a day is no business day; None where it is one."""
        for absence in self.absences.entries if self.absences else ():
            if turn := absence.span.find_turn(day):
                return Closure("absence", *turn, self._show_name(absence.name))
        week = self._find_week_hours(day)
        if isinstance(week, Closure):
            return week
        if day.weekday() not in week.days:
            return Closure("weekend" if day.weekday() in _WEEKEND else "weekday", day, day)
        for holiday in self.listed.entries if self.listed else ():
            if holiday.span.find_turn(day):
                return Closure("holiday", day, day, self._show_name(holiday.name))
        name = self.holidays.find_name(day) if self.holidays else None
        return Closure("holiday", day, day, name) if name is not None else None

    def list_closures(self, first: date, last: date) -> list[Closure]:
        """Every stretch without work between two days; days in a row with one reason are one."""
        found: list[Closure] = []
        for day in (first + ahead * _DAY for ahead in range((last - first).days + 1)):
            why = self.why_closed(day)
            if why is None:
                continue
            before = found[-1] if found else None
            if before and before == Closure(why.reason, before.first, day - _DAY, why.name):
                found[-1] = replace(before, last=day)
            else:
                found.append(Closure(why.reason, day, day, why.name))
        return found

    def localize_moment(self, moment: datetime) -> datetime:
        """A moment in the business's time zone; without a zone of its own it is there already.

        Raises OutOfCalendar.
        """
        _check_range(moment.date())
        aware = moment if moment.tzinfo else moment.replace(tzinfo=self.zone)
        # By way of UTC: a time that the clocks skip becomes one that there is.
        return aware.astimezone(UTC).astimezone(self.zone)

    def find_count_start(self, moment: datetime) -> datetime:
        """From when something that arrives counts, if the rules name a cut-off.

        What comes too late or on a closed day counts from the opening of the next business day,
        what comes early from the opening that day: nothing that is sent later is due sooner.
        """
        here = self.localize_moment(moment)
        day, at = here.date(), here.time()
        if self.cutoff is None and self.counted is None:
            return here
        if self.is_business_day(day):
            opens, closes = self._find_opening_times(day)
            if at <= _make_clock_time(self.cutoff.minutes if self.cutoff else closes):
                early = at < _make_clock_time(opens)
                return max(here, self._count_start_on(day)) if early else here
        return self._count_start_on(self.next_business_day(day + _DAY))

    def next_business_day(self, day: date, step: int = 1) -> date:
        """The first business day from a day on, or back from it. Raises OutOfCalendar."""
        for _ in range(_LONGEST_CLOSURE):
            if self.is_business_day(day):
                return day
            day = _move_day(day, step)
        raise OutOfCalendar("there is no business day in sight")

    def add_period(self, period: Period, start: When, *, business_hours: bool = False) -> When:
        """When a period ends that begins with a day or a moment.

        A moment for hours and minutes, else the last day. Hours and minutes are time as it passes,
        whatever the clocks do, and follow a day that is given without a time; with `business_hours`
        they, and days, pass on business days only. Raises OutOfCalendar.
        """
        begun = self.find_count_start(start) if isinstance(start, datetime) else start
        if business_hours and period.unit == "day":
            period = Period(period.count, "business day")
        length = _measure_hours(period)
        if length is None:
            return self._move_by_period(period, day_of(begun), 1)
        moment = begun if isinstance(begun, datetime) else self._find_midnight(_move_day(begun, 1))
        move = self._add_open_time if business_hours else self._move_moment
        return move(moment, length)

    def subtract_period(self, period: Period, start: When) -> When:
        """The day or moment that lies a period before another one, which is not counted.

        Raises OutOfCalendar.
        """
        here = self.localize_moment(start) if isinstance(start, datetime) else start
        length = _measure_hours(period)
        if length is None:
            return self._move_by_period(period, day_of(here), -1)
        moment = here if isinstance(here, datetime) else self._find_midnight(here)
        return self._move_moment(moment, -length)

    def find_due_date(self, deadline: Deadline, event: When) -> When:
        """When the first step of a deadline ends, its event given: a moment for hours and minutes.

        Months after a month's end end with a month, however long that is. Raises OutOfCalendar.
        """
        begun = self.find_event_day(deadline, event)
        if deadline.period is None:
            return day_of(begun)
        count = self.add_period if deadline.kind == "after" else self.subtract_period
        ends = count(deadline.period, begun)
        if deadline.event == "month end" and count_months(deadline.period):
            return find_month_end(day_of(ends))
        return ends

    def find_event_day(self, deadline: Deadline, event: When) -> When:
        """The day that a deadline is counted from: another one where the calendar brings it."""
        _check_range(day_of(event))
        if find := _EVENT_DAYS.get(deadline.event):
            return find(day_of(event))
        return event

    def _move_by_period(self, period: Period, day: date, way: int) -> date:
        if period.unit == "business day":
            for _ in range(period.count):
                day = self.next_business_day(_move_day(day, way), way)
            return day
        shortest, longest = measure_unit(period.unit) or (0, 0)
        if shortest == longest:
            return _move_day(day, way * period.count * shortest // (24 * 60))
        # A month is the same day of another month, however many days there are in between.
        return move_by_months(day, way * count_months(period))

    def _move_moment(self, moment: datetime, length: timedelta) -> datetime:
        try:
            # Hours pass in UTC; on the clock, the night they change is an hour longer or shorter.
            later = moment.astimezone(UTC) + length
        except OverflowError:
            raise OutOfCalendar("that is too far away") from None
        _check_range(later.date())
        return later.astimezone(self.zone)

    def _add_open_time(self, moment: datetime, length: timedelta) -> datetime:
        """Time that stands still on closed days."""
        while True:
            day = self.next_business_day(moment.date())
            moment = moment if day == moment.date() else self._find_midnight(day)
            left = self._find_midnight(_move_day(day, 1)).astimezone(UTC) - moment.astimezone(UTC)
            if length <= left:
                return self._move_moment(moment, length)
            moment, length = self._find_midnight(_move_day(day, 1)), length - left

    def _find_midnight(self, day: date) -> datetime:
        return self.localize_moment(datetime.combine(day, time()))

    def _count_start_on(self, day: date) -> datetime:
        minutes = self.counted.minutes if self.counted else self._find_opening_times(day)[0]
        return self.localize_moment(datetime.combine(day, _make_clock_time(minutes)))

    def _find_opening_times(self, day: date) -> tuple[int, int]:
        week = self._find_week_hours(day)
        assert isinstance(week, Hours)
        windows = [window for window in week.windows if window.day == day.weekday()]
        return windows[0].start, windows[-1].end

    def _find_week_hours(self, day: date) -> Hours | Closure:
        """The hours in force, or the season that is closed."""
        for season in self.seasons.entries if self.seasons else ():
            if turn := season.span.find_turn(day):
                return season.hours or Closure("season", *turn, self._show_name(season.name))
        return self.hours

    def _show_name(self, name: Text | None) -> str:
        return name.in_language(self.language) if name else ""


def make_calendar(rulebook: Rulebook, language: str = TOOL_LANGUAGE) -> BusinessCalendar:
    """The calendar that the rules of time describe; public holidays count where they say so."""
    region, country = find_holiday_region(rulebook), rulebook.business.country
    known = region is not None and not find_region_problem(country, region)
    return BusinessCalendar(
        ZoneInfo(rulebook.business.timezone),
        hours=_find_figure(rulebook, "working-hours", Hours) or _USUAL_WEEK,
        seasons=_find_dates(rulebook, "seasons", Seasons),
        absences=_find_dates(rulebook, "absences", Absences),
        holidays=PublicHolidays(country, region, language) if known else None,
        listed=find_listed_holidays(rulebook),
        cutoff=_find_figure(rulebook, "cutoff", Clock),
        counted=_find_figure(rulebook, "counted-from", Clock),
        language=language,
    )


_Kind = TypeVar("_Kind", bound=Figure)


def _find_figure(rulebook: Rulebook, role: Role, kind: type[_Kind]) -> _Kind | None:
    fact = rulebook.find_role_fact(role)
    return fact.figure if fact and isinstance(fact.figure, kind) else None


def _find_dates(rulebook: Rulebook, role: Role, kind: type[_Kind]) -> _Kind | None:
    """The first such dates of the topic where they belong; an own rule may hold them, too."""
    topic = find_role_spec(role).topic
    rules = (rule for rule in rulebook.rules.values() if rule.topic == topic)
    facts = (fact for rule in rules for one in rule.variants for fact in one.facts.values())
    figures = (fact.figure for fact in facts if _find_role(fact) in {role, None})
    return next((figure for figure in figures if isinstance(figure, kind)), None)


def _find_role(fact: Fact) -> Role | None:
    return fact.spec.role if fact.spec else None


def day_of(when: When) -> date:
    """The day itself, or that of a moment."""
    return when.date() if isinstance(when, datetime) else when


def _make_clock_time(minutes: int) -> time:
    """A time of day; the day's last minute for its very end."""
    return time(*divmod(min(minutes, 24 * 60 - 1), 60))


def _measure_hours(period: Period) -> timedelta | None:
    """How long a period of hours or minutes is; None where it counts days."""
    if period.unit not in CLOCK_UNITS:
        return None
    return timedelta(**{f"{period.unit}s": period.count})


def _move_day(day: date, days: int) -> date:
    try:
        return _check_range(day + days * _DAY)
    except OverflowError:
        raise OutOfCalendar("that is too far away") from None


def move_by_months(day: date, months: int) -> date:
    """The same day of another month, or its last where it has none. Raises OutOfCalendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not _EARLIEST.year < year < _FARTHEST.year:
        raise OutOfCalendar("that is too far away")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _check_range(day: date) -> date:
    if not _EARLIEST <= day <= _FARTHEST:
        raise OutOfCalendar("that is too far away")
    return day


def find_month_end(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def _find_month_start(day: date) -> date:
    """The first of a month that comes next, if not that very day."""
    return day if day.day == 1 else find_month_end(day) + _DAY


_EVENT_DAYS: dict[str, Callable[[date], date]] = {
    "month start": _find_month_start,
    "month end": find_month_end,
}
"""Events that the calendar itself brings: their first day from another day on."""
