"""A business as the second count of days knows it: read from YAML, and open or not on a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays

WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
ONE_DAY = timedelta(days=1)
STEP = timedelta(minutes=5)
"""Every time of day that is drawn lies on it, and so does every change of clocks."""

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


def read_week(text: str) -> list[Windows]:
    """`Mon–Thu 09:00–14:00 and 16:00–18:30, Fri 08:00–15:00`: the windows of each weekday."""
    week: list[Windows] = [[] for _ in WEEKDAYS]
    for part in text.split(", "):
        names, times = part.split(" ", 1)
        first, last = (WEEKDAYS.index(name) for name in (names.split("–") * 2)[:2])
        last = WEEKDAYS.index(names.split("–")[-1])
        for weekday in range(first, last + 1):
            for window in times.split(" and "):
                start, end = map(read_minutes, window.split("–"))
                week[weekday].append((start, end))
    return week


def read_cutoffs(text: str | None) -> list[str]:
    """`17:00` on all days; of `Mon–Thu 17:00, Fri 13:00` the time of each, else none."""
    if not text or " " not in text:
        return [text or ""] * 7
    found = [""] * 7
    for part in text.split(", "):
        names, clock = part.split(" ")
        days = [WEEKDAYS.index(name) for name in names.split("–")]
        for weekday in range(days[0], days[-1] + 1):
            found[weekday] = clock
    return found


def read_minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def lies_within(day: date, span: dict[str, str]) -> bool:
    """Whether a day lies from the first to the last day of a span, of one year or of every year."""
    first, last = span["from"], span.get("until", span["from"])
    if len(first) == len("2026-12-24"):
        return first <= day.isoformat() <= last
    here = day.isoformat()[5:]
    return first <= here <= last if first <= last else here >= first or here <= last
