"""Days reckoned a second time: from what an author writes, one day or five minutes at a time.

Written from the sentences of docs/rules/time.md and docs/shapes.md; no code of ours is imported.
Only which days are public holidays is asked of the library `holidays`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

from second.dates import (
    day_of_month,
    last_of_month,
    lies_within,
    read_cutoffs,
    read_minutes,
    read_period,
    read_week,
    same_day_of_month,
    split_term,
)

ONE_DAY = timedelta(days=1)
STEP = timedelta(minutes=5)
"""Every time of day that is drawn lies on it, and so does every change of clocks."""

ARRIVING = {"request", "signature", "deposit", "payment", "materials", "acceptance"}
"""What comes from a client: "anything that arrives after the cut-off"."""

ALL_HOURS = "Mon–Sun 00:00–24:00"

When = date | datetime
Windows = list[tuple[int, int]]
"""From and until, in minutes since midnight."""


@dataclass
class Business:
    """What the rules say of when a business is open, as it stands in the YAML."""

    country: str
    region: str | None
    zone: str
    hours: str | None = None
    seasons: list[dict[str, str]] = field(default_factory=list)
    absences: list[dict[str, str]] = field(default_factory=list)
    public: bool | None = None
    days: list[dict[str, str]] = field(default_factory=list)
    cutoff: str | None = None
    counted: str | None = None
    half_days: list[dict[str, str]] = field(default_factory=list)
    half_until: str | None = None
    half_count: bool | None = None

    def __post_init__(self) -> None:
        self.clock = ZoneInfo(self.zone)
        self.kept = holidays.country_holidays(self.country, subdiv=self.region)
        self.known: dict[date, Windows] = {}

    def find_windows(self, day: date) -> Windows:
        """When it is open on a day; nothing on a day that is no business day."""
        if day not in self.known:
            self.known[day] = self._look_up_windows(day)
        return self.known[day]

    def is_business_day(self, day: date) -> bool:
        return bool(self.find_windows(day)) and not (
            self.half_count is False and self.is_half_day(day)
        )

    def is_half_day(self, day: date) -> bool:
        return any(lies_within(day, one) for one in self.half_days)

    def is_open(self, moment: datetime) -> bool:
        here = moment.astimezone(self.clock)
        minute = here.hour * 60 + here.minute
        return any(start <= minute < end for start, end in self.find_windows(here.date()))

    def _look_up_windows(self, day: date) -> Windows:
        windows = self._look_up_whole_windows(day)
        if not self.half_until or not self.is_half_day(day):
            return windows
        ends = read_minutes(self.half_until)
        return [(start, min(end, ends)) for start, end in windows if start < ends]

    def _look_up_whole_windows(self, day: date) -> Windows:
        if any(lies_within(day, one) for one in (*self.absences, *self.days)):
            return []
        if self.public and day in self.kept:
            return []
        week = self.hours
        for season in self.seasons:
            if lies_within(day, season):
                week = season.get("hours", "closed")
                break
        if week == "closed":
            return []
        if week is None:
            return [(0, 24 * 60)] if day.weekday() < 5 else []
        return read_week(week)[day.weekday()]


# What a business does with a day or a moment


def next_business_day(business: Business, day: date, way: int = 1) -> date:
    """The day, or the nearest one from it on (or back) on which there is work."""
    while not business.is_business_day(day):
        day += way * ONE_DAY
    return day


def find_receipt(business: Business, moment: datetime) -> datetime:
    """Anything that arrives after the cut-off counts on the next business day.

    What comes before the doors open waits until then.
    """
    if not business.cutoff and not business.counted:
        return moment
    here = moment.astimezone(business.clock)
    day, minute = here.date(), here.hour * 60 + here.minute
    windows = business.find_windows(day)
    if not windows:
        return start_of_count(business, next_business_day(business, day))
    if minute > (find_cutoff(business, day) or windows[-1][1]):
        return start_of_count(business, next_business_day(business, day + ONE_DAY))
    if minute < windows[0][0]:
        return max(moment, start_of_count(business, day))
    return moment


def find_cutoff(business: Business, day: date) -> int | None:
    cutoff = read_cutoffs(business.cutoff)[day.weekday()]
    return read_minutes(cutoff) if cutoff else None


def start_of_count(business: Business, day: date) -> datetime:
    """The time of day that the rule names, else the opening."""
    counted = business.counted
    minutes = read_minutes(counted) if counted else business.find_windows(day)[0][0]
    return at_clock(business, day, minutes)


def at_clock(business: Business, day: date, minutes: int) -> datetime:
    """A time of day; one that the change of clocks leaves out is an hour later."""
    naive = datetime.combine(day + minutes // 1440 * ONE_DAY, time(*divmod(minutes % 1440, 60)))
    return naive.replace(tzinfo=business.clock).astimezone(UTC)


def find_opening(business: Business, moment: datetime) -> datetime:
    """The moment, or when working hours next begin."""
    while not business.is_open(moment):
        moment += STEP
    return moment


# Terms


def count_term(
    business: Business,
    term: str,
    start: When,
    *,
    open_only: bool = False,
    open_hours: bool = False,
    outside: str = "",
    shift: str = "",
    back: bool = False,
    absent: str = "",
    waits: bool = False,
    sent: bool = False,
    within: str | None = None,
) -> When:
    """When a term ends that an author wrote: `15 days after invoice then month end`, `48 hours`.

    `open_only` says that only business days count, `shift` what becomes of a last day without
    work, `back` that a length of time alone is counted back from its event, `open_hours` that it
    passes during working hours, and `outside` what happens to what comes out of hours. `absent`
    says that absences `stop` the time, or that they are `ignored`; `waits` that what comes in one
    waits until it is over. What is `sent` by the business arrives nowhere. `within` are hours of
    its own in which time passes, on any day of the year, or all hours where it is empty.
    """
    if within is not None:
        business = Business(business.country, None, business.zone, within or ALL_HOURS)
        outside, open_hours = "opening", True
    if sent:
        business = replace(business, cutoff=None, counted=None)
    if absent == "ignored":
        business = replace(business, absences=[])
    if outside == "next" and isinstance(start, datetime) and is_too_late(business, start):
        return find_answer_day(business, start)
    if waits:
        start = find_return(business, start)
    if outside == "opening" and isinstance(start, datetime):
        start = find_opening(business, start)
    first, *further = re.split(r",? then ", term)
    if open_hours:
        first = re.sub(r"\b(hour|minute)", r"business \1", first)
    stops = absent == "stop"
    ends = count_first(business, first, start, open_only=open_only, back=back, stops=stops)
    for step in further:
        ends = follow_step(business, step, last_day(business, ends))
    if shift in {"yes", "back"} and not business.is_business_day(last_day(business, ends)):
        last = last_day(business, ends)
        before = next_business_day(business, last, -1)
        counted_back = " before " in f" {first} " or before >= local_day(business, start)
        return before if shift == "back" and counted_back else next_business_day(business, last)
    return ends


def find_return(business: Business, start: When) -> When:
    """The start, or the end of the absence in which it lies; of days, the last one away."""
    day = local_day(business, start)
    if not any(lies_within(day, one) for one in business.absences):
        return start
    while any(lies_within(day, one) for one in business.absences):
        day += ONE_DAY
    return at_clock(business, day, 0) if isinstance(start, datetime) else day - ONE_DAY


def is_too_late(business: Business, moment: datetime) -> bool:
    """After the end of the working day, or after the cut-off; the night lasts until it begins."""
    here = moment.astimezone(business.clock)
    day, minute = here.date(), here.hour * 60 + here.minute
    windows = business.find_windows(day)
    if not windows:
        return True
    ends = [windows[-1][1], find_cutoff(business, day) or windows[-1][1]]
    return not windows[0][0] <= minute <= min(ends)


def find_answer_day(business: Business, moment: datetime) -> date:
    """The next business day; what comes before work and the cut-off has not missed that day."""
    here = moment.astimezone(business.clock)
    day, minute = here.date(), here.hour * 60 + here.minute
    windows, cutoff = business.find_windows(day), find_cutoff(business, day)
    if windows and (minute >= windows[0][0] or minute > (cutoff or 24 * 60)):
        day += ONE_DAY
    return next_business_day(business, day)


def count_first(
    business: Business, text: str, start: When, *, open_only: bool, back: bool, stops: bool
) -> When:
    period, word, event = split_term(text, back=back)
    if word == "on":
        return event_day(event, local_day(business, start))
    if word == "before":
        return subtract(business, period, start)
    begun: When = start
    if event in {"month end", "month start"}:
        begun = event_day(event, local_day(business, start))
    here = business if event in ARRIVING else replace(business, cutoff=None, counted=None)
    ends = add(here, period, begun, open_only=open_only, stops=stops)
    months = period.endswith(("month", "months", "year", "years"))
    if event == "month end" and months:
        return last_of_month(local_day(business, ends))
    return ends


def local_day(business: Business, when: When) -> date:
    return when.astimezone(business.clock).date() if isinstance(when, datetime) else when


def last_day(business: Business, when: When) -> date:
    """The day on which something ends: midnight is the end of the day before."""
    if isinstance(when, datetime):
        return local_day(business, when - timedelta(seconds=1))
    return when


def event_day(event: str, day: date) -> date:
    if event == "month end":
        return last_of_month(day)
    while event == "month start" and day.day != 1:
        day += ONE_DAY
    return day


def add(
    business: Business, period: str, start: When, *, open_only: bool = False, stops: bool = False
) -> When:
    """When a period ends; the day of the event is not counted, nor are absences that stop it."""
    count, unit = read_period(period)
    if isinstance(start, datetime):
        start = find_receipt(business, start)
    if unit.endswith(("minute", "hour")):
        if not isinstance(start, datetime):
            start = at_clock(business, start + ONE_DAY, 0)
        length = timedelta(minutes=count * (1 if unit.endswith("minute") else 60))
        if unit.startswith("business"):
            return pass_time(start, length, business.is_open)
        if open_only:
            return pass_time(start, length, lambda now: is_open_day(business, now))
        if stops:
            return pass_time(start, length, lambda now: not is_away(business, now))
        return start.astimezone(UTC) + length
    day = local_day(business, start)
    left = count * 7 if unit == "week" else count
    if unit in {"month", "year"}:
        ends = same_day_of_month(day, count * (12 if unit == "year" else 1))
        left = (ends - day).days
    business_days = unit == "business day" or (open_only and unit == "day")
    while left:
        day += ONE_DAY
        away = stops and any(lies_within(day, one) for one in business.absences)
        left -= not away and (not business_days or business.is_business_day(day))
    return day


def is_away(business: Business, moment: datetime) -> bool:
    day = local_day(business, moment)
    return any(lies_within(day, one) for one in business.absences)


def subtract(business: Business, period: str, end: When) -> When:
    """The last day or moment at which a notice of that length may still come."""
    count, unit = read_period(period)
    if unit in {"minute", "hour", "business hour"}:
        if not isinstance(end, datetime):
            end = at_clock(business, end, 0)
        length = timedelta(minutes=count * (1 if unit == "minute" else 60))
        if unit == "business hour":
            return pass_time_back(business, end, length)
        return end.astimezone(UTC) - length
    day = local_day(business, end)
    if unit in {"month", "year"}:
        return same_day_of_month(day, -count * (12 if unit == "year" else 1))
    left = count * 7 if unit == "week" else count
    while left:
        day -= ONE_DAY
        left -= unit != "business day" or business.is_business_day(day)
    return day


def is_open_day(business: Business, moment: datetime) -> bool:
    return business.is_business_day(local_day(business, moment))


def pass_time(moment: datetime, length: timedelta, passes: Callable[[datetime], bool]) -> datetime:
    """Five minutes at a time; where `passes` says no, time stands still."""
    moment = moment.astimezone(UTC)
    while length > timedelta(0):
        if passes(moment):
            length -= STEP
        moment += STEP
    return moment


def pass_time_back(business: Business, moment: datetime, length: timedelta) -> datetime:
    moment = moment.astimezone(UTC)
    while length > timedelta(0):
        moment -= STEP
        if business.is_open(moment):
            length -= STEP
    return moment


def follow_step(business: Business, step: str, day: date) -> date:
    """What a step says, from the day reached before it."""
    if step == "month end":
        return last_of_month(day)
    if match := re.fullmatch(r"the (last day|\d+\w*) of the next month", step):
        first = last_of_month(day) + ONE_DAY
        number = 31 if match[1] == "last day" else int(re.sub(r"\D", "", match[1]))
        return day_of_month(first.year, first.month, number)
    if step.startswith("the next "):
        wanted = [int(number) for number in re.findall(r"\d+", step)]
        while day not in {day_of_month(day.year, day.month, one) for one in wanted}:
            day += ONE_DAY
        return day
    return local_day(business, add(business, step, day))
