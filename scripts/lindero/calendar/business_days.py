"""Business-day arithmetic in the business's time zone and calendar.

The day of the event is not counted: one day after Tuesday ends with Wednesday. Months and years end
on the same day of the month, or on the month's last where it has no such day. Regulation (EEC,
Euratom) No 1182/71, article 3, counts European time limits likewise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from lindero.calendar.holidays import PublicHolidays
from lindero.calendar.open_hours import OpenStretch, pass_back, pass_on
from lindero.calendar.plain_days import (
    EVENT_DAYS,
    ONE_DAY,
    OutOfCalendar,
    When,
    check_range,
    day_of,
    find_month_end,
    measure_time_of_day,
    move_by_months,
    move_day,
)
from lindero.frozen import Frozen
from lindero.resources.languages import TOOL_LANGUAGE
from lindero.shapes import (
    Absences,
    Clock,
    DayClocks,
    Deadline,
    Hours,
    Period,
    Seasons,
    Text,
    Window,
)
from lindero.shapes.hours import Stretch
from lindero.shapes.periods import BUSINESS_DAY, BUSINESS_HOUR, count_months
from lindero.shapes.units import CLOCK_UNITS, measure_unit

ClosureReason = Literal["weekend", "weekday", "season", "absence", "holiday", "half-day"]
USUAL_WEEK = Hours(tuple(Window(day, 0, 24 * 60) for day in range(5)))

# Far longer than anybody stays closed: absences of every year may leave no day at all.
_LONGEST_CLOSURE = 1000


class Closure(Frozen):
    """Days in a row that are no business days; `name` is that of a holiday or absence."""

    reason: ClosureReason
    first: date
    last: date
    name: str = ""


class BusinessCalendar(Frozen):
    """Which days and hours a business is open.

    What arrives after `cutoff` counts on the next business day, from `counted` if that is given and
    else from the opening; without a cut-off, `counted` is for what arrives out of hours. `language`
    is that of the names. `listed` are public holidays beside those of `holidays`.
    On `half_days` work ends at `half_until`; `half_counts` says whether they are business days.
    With `pauses` no time passes during absences, whatever is counted.
    """

    zone: ZoneInfo
    hours: Hours = USUAL_WEEK
    seasons: Seasons | None = None
    absences: Absences | None = None
    holidays: PublicHolidays | None = None
    cutoff: Clock | DayClocks | None = None
    counted: Clock | None = None
    language: str = TOOL_LANGUAGE
    listed: Absences | None = None
    half_days: Absences | None = None
    half_until: Clock | None = None
    half_counts: bool = True
    pauses: bool = False

    def is_business_day(self, day: date) -> bool:
        """Whether work is done on a day."""
        return self.why_closed(day) is None

    def why_closed(self, day: date) -> Closure | None:
        """Why a day is no business day; None where it is one."""
        return self._why_shut(day) or (None if self.half_counts else self._find_half_day(day))

    def _why_shut(self, day: date) -> Closure | None:
        """Why nobody works on a day at all."""
        if absence := self.find_absence(day):
            return absence
        week = self._find_week_hours(day)
        if isinstance(week, Closure):
            return week
        if day.weekday() not in week.days:
            reason: ClosureReason = "weekend" if day.weekday() in week.weekend else "weekday"
            return Closure(reason, day, day)
        for holiday in self.listed.entries if self.listed else ():
            if holiday.span.find_turn(day):
                return Closure("holiday", day, day, self._show_name(holiday.name))
        name = self.holidays.find_name(day) if self.holidays else None
        if name is not None:
            return Closure("holiday", day, day, name)
        return None if self._list_week_windows(week, day) else self._find_half_day(day)

    def _find_half_day(self, day: date) -> Closure | None:
        for half in self.half_days.entries if self.half_days else ():
            if half.span.find_turn(day):
                return Closure("half-day", day, day, self._show_name(half.name))
        return None

    def _list_week_windows(self, week: Hours, day: date) -> tuple[Stretch, ...]:
        """The week's hours on a day, as far as a half day leaves them."""
        windows = (one for one in week.windows if one.day == day.weekday())
        if self.half_until is None or not self._find_half_day(day):
            return tuple((one.start, one.end) for one in windows)
        latest = self.half_until.minutes
        return tuple((one.start, min(one.end, latest)) for one in windows if one.start < latest)

    def find_absence(self, day: date) -> Closure | None:
        """The absence that a day lies in, if any."""
        for absence in self.absences.entries if self.absences else ():
            if turn := absence.span.find_turn(day):
                return Closure("absence", *turn, self._show_name(absence.name))
        return None

    def list_closures(self, first: date, last: date) -> list[Closure]:
        """Every stretch without work between two days; days in a row with one reason are one."""
        found: list[Closure] = []
        for day in (first + ahead * ONE_DAY for ahead in range((last - first).days + 1)):
            why = self.why_closed(day)
            if why is None:
                continue
            before = found[-1] if found else None
            if before and before == Closure(why.reason, before.first, day - ONE_DAY, why.name):
                found[-1] = replace(before, last=day)
            else:
                found.append(Closure(why.reason, day, day, why.name))
        return found

    def localize_moment(self, moment: datetime) -> datetime:
        """A moment in the business's time zone; without a zone of its own it is there already.

        Raises OutOfCalendar.
        """
        check_range(moment.date())
        aware = moment if moment.tzinfo else moment.replace(tzinfo=self.zone)
        # By way of UTC: a time that the clocks skip becomes one that there is.
        return aware.astimezone(UTC).astimezone(self.zone)

    def find_windows(self, day: date) -> tuple[Stretch, ...]:
        """When work is done on a day, in minutes since midnight; nothing on a closed one."""
        week = self._find_week_hours(day)
        if isinstance(week, Closure) or self._why_shut(day):
            return ()
        return self._list_week_windows(week, day)

    def list_open_stretches(self, day: date, way: int = 1) -> Iterator[OpenStretch]:
        """Every open stretch from the beginning of a day on, or from its end back, without end.

        Raises OutOfCalendar.
        """
        while True:
            day = self._find_next_day(day, way, lambda one: not self._why_shut(one))
            for start, end in self.find_windows(day)[::way]:
                yield self._make_stretch((day, start), (day, end))
            day = move_day(day, way)

    def list_open_between(self, first: datetime, last: datetime) -> list[OpenStretch]:
        """When work is done between two moments, in the business's time zone."""
        days = [first.date() + at * ONE_DAY for at in range((last.date() - first.date()).days + 1)]
        whole = (
            self._make_stretch((day, start), (day, end))
            for day in days
            for start, end in self.find_windows(day)
        )
        parts = (one.clip(first.astimezone(UTC), last.astimezone(UTC)) for one in whole)
        return [one.localize(self.zone) for one in parts if one]

    def find_next_opening(self, moment: datetime) -> datetime:
        """The moment, if work is done then, or when it next begins. Raises OutOfCalendar."""
        here = self.localize_moment(moment).astimezone(UTC)
        stretches = self.list_open_stretches(here.astimezone(self.zone).date())
        stretch = next(one for one in stretches if one.end > here)
        return max(here, stretch.start).astimezone(self.zone)

    def find_count_start(self, moment: datetime) -> datetime:
        """From when something that arrives counts, if the rules name a cut-off.

        What comes too late or on a closed day counts from the opening of the next business day,
        what comes early from the opening that day: nothing that is sent later is due sooner.
        """
        here = self.localize_moment(moment)
        if self.cutoff is None and self.counted is None:
            return here
        day = self.find_receipt_day(here)
        return here if day is None else max(here, self._count_start_on(day))

    def find_receipt_day(self, moment: datetime, *, closing: bool = False) -> date | None:
        """The day of work for which something counts that comes before, after or between them.

        None for what comes on such a day until its cut-off, or until its end where there is none;
        with `closing` the end counts, too, where it comes sooner.
        """
        here = self.localize_moment(moment)
        day, at = here.date(), measure_time_of_day(here)
        if windows := self.find_windows(day):
            opens, closes = windows[0][0], windows[-1][1]
            cutoff = self.find_cutoff(day)
            latest = closes if cutoff is None else min(closes, cutoff) if closing else cutoff
            if at <= timedelta(minutes=latest):
                return day if at < timedelta(minutes=opens) else None
        return self.next_business_day(day + ONE_DAY)

    def find_cutoff(self, day: date) -> int | None:
        """After which minute of a day what arrives counts on another one, if a rule says so."""
        return self.cutoff.find_minutes(day.weekday()) if self.cutoff else None

    def next_business_day(self, day: date, step: int = 1) -> date:
        """The first business day from a day on, or back from it. Raises OutOfCalendar."""
        return self._find_next_day(day, step, self.is_business_day)

    def _find_next_day(self, day: date, step: int, fits: Callable[[date], bool]) -> date:
        for _ in range(_LONGEST_CLOSURE):
            if fits(day):
                return day
            day = move_day(day, step)
        raise OutOfCalendar("closed")

    def add_period(
        self, period: Period, start: When, *, workdays: bool = False, open_hours: bool = False
    ) -> When:
        """When a period ends that begins with a day or a moment.

        A moment for hours and minutes, else the last day. Hours and minutes are time as it passes,
        whatever the clocks do, and follow a day that is given without a time; business hours pass
        only while work is done, as with `open_hours` do all; with `workdays` hours and days pass on
        business days only. Raises OutOfCalendar.
        """
        begun = self.find_count_start(start) if isinstance(start, datetime) else start
        if workdays and period.unit == "day":
            period = Period(period.count, BUSINESS_DAY)
        length = _measure_hours(period)
        if length is None:
            return self._move_by_period(period, day_of(begun), 1)
        moment = self.find_clock_start(begun)
        if open_hours or period.unit == BUSINESS_HOUR:
            stretches = self.list_open_stretches(moment.date())
            return self._localize(pass_on(stretches, moment.astimezone(UTC), length))
        if workdays:
            days = self._list_days(moment.date())
            return self._localize(pass_on(days, moment.astimezone(UTC), length))
        if self.pauses:
            days = self._list_present_days(moment.date(), 1)
            return self._localize(pass_on(days, moment.astimezone(UTC), length))
        return self._move_moment(moment, length)

    def find_clock_start(self, start: When, *, back: bool = False) -> datetime:
        """From when hours count: a day without a time lies wholly before or behind them."""
        if isinstance(start, datetime):
            return start
        return self._find_midnight(start if back else move_day(start, 1))

    def subtract_period(self, period: Period, start: When) -> When:
        """The day or moment that lies a period before another one, which is not counted.

        Raises OutOfCalendar.
        """
        here = self.localize_moment(start) if isinstance(start, datetime) else start
        length = _measure_hours(period)
        if length is None:
            return self._move_by_period(period, day_of(here), -1)
        moment = self.find_clock_start(here, back=True)
        if period.unit == BUSINESS_HOUR:
            stretches = self.list_open_stretches(moment.date(), -1)
            return self._localize(pass_back(stretches, moment.astimezone(UTC), length))
        if self.pauses:
            days = self._list_present_days(moment.date(), -1)
            return self._localize(pass_back(days, moment.astimezone(UTC), length))
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
        check_range(day_of(event))
        if find := EVENT_DAYS.get(deadline.event):
            return find(day_of(event))
        return event

    def _move_by_period(self, period: Period, day: date, way: int) -> date:
        if period.unit == BUSINESS_DAY:
            for _ in range(period.count):
                day = self.next_business_day(move_day(day, way), way)
            return day
        shortest, longest = measure_unit(period.unit) or (0, 0)
        if shortest == longest:
            end = move_day(day, way * period.count * shortest // (24 * 60))
            return self._make_up_for_pauses(day, end, way)
        # A month is the same day of another month, however many days there are in between.
        end = move_by_months(day, way * count_months(period))
        return self._make_up_for_pauses(day, end, way)

    def _make_up_for_pauses(self, start: date, end: date, way: int) -> date:
        """The end, as many days on (or back) as absences took out of what was counted."""
        counted = (start + at * way * ONE_DAY for at in range(1, abs((end - start).days) + 1))
        left = sum(self._is_paused(day) for day in counted)
        while left:
            end = move_day(end, way)
            left -= not self._is_paused(end)
        return end

    def _is_paused(self, day: date) -> bool:
        return self.pauses and self.find_absence(day) is not None

    def _move_moment(self, moment: datetime, length: timedelta) -> datetime:
        try:
            # Hours pass in UTC; on the clock, the night they change is an hour longer or shorter.
            later = moment.astimezone(UTC) + length
        except OverflowError:
            raise OutOfCalendar("far") from None
        return self._localize(later)

    def _localize(self, moment: datetime) -> datetime:
        check_range(moment.date())
        return moment.astimezone(self.zone)

    def _list_days(self, day: date) -> Iterator[OpenStretch]:
        """Every business day from one on, from midnight to midnight."""
        while True:
            day = self.next_business_day(day)
            yield self._make_stretch((day, 0), (day, 24 * 60))
            day = move_day(day, 1)

    def _list_present_days(self, day: date, way: int) -> Iterator[OpenStretch]:
        """Every day outside absences from one on, or back, from midnight to midnight."""
        while True:
            if not self._is_paused(day):
                yield self._make_stretch((day, 0), (day, 24 * 60))
            day = move_day(day, way)

    def _make_stretch(self, *ends: tuple[date, int]) -> OpenStretch:
        start, end = (self._find_time(day, minutes).astimezone(UTC) for day, minutes in ends)
        return OpenStretch(start, end)

    def _find_midnight(self, day: date) -> datetime:
        return self._find_time(day, 0)

    def _find_time(self, day: date, minutes: int) -> datetime:
        """A time of day in minutes since midnight; its very end is the next midnight."""
        return self.localize_moment(datetime.combine(day, time()) + timedelta(minutes=minutes))

    def _count_start_on(self, day: date) -> datetime:
        minutes = self.counted.minutes if self.counted else self.find_windows(day)[0][0]
        return self._find_time(day, minutes)

    def _find_week_hours(self, day: date) -> Hours | Closure:
        """The hours in force, or the season that is closed."""
        for season in self.seasons.entries if self.seasons else ():
            if turn := season.span.find_turn(day):
                return season.hours or Closure("season", *turn, self._show_name(season.name))
        return self.hours

    def _show_name(self, name: Text | None) -> str:
        return name.in_language(self.language) if name else ""


def _measure_hours(period: Period) -> timedelta | None:
    """How long a period of hours or minutes is; None where it counts days."""
    if period.unit not in {*CLOCK_UNITS, BUSINESS_HOUR}:
        return None
    try:
        return timedelta(**{f"{period.unit.removeprefix('business ')}s": period.count})
    except OverflowError:
        raise OutOfCalendar("far") from None
