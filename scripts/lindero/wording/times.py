"""Periods, deadlines, hours and dates in a reader's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from babel.dates import format_date, get_day_names

from lindero.resources.data import read_shipped_yaml
from lindero.shapes import Absences, Deadline, Hours, Period, Seasons, Text
from lindero.shapes.calendar_days import CalendarDay, DateSpan
from lindero.shapes.hours import DayRun
from lindero.shapes.seasons import Season
from lindero.shapes.units import find_unit_words

if TYPE_CHECKING:
    from lindero.wording.reader import Reader

NBSP = "\N{NO-BREAK SPACE}"


_ANY_YEAR = 2000


_YEAR = re.compile(r"(?:,| 'de')? ?y+")


def show_period(reader: Reader, period: Period, form: str = "") -> str:
    """`15 días naturales`; short `15 días`, `24 h`."""
    words = find_unit_words(period.unit)
    if form == "short" and "symbol" in words:
        return f"{period.count}{NBSP}{words['symbol'][reader.language]}"
    nouns = words.get("full", words["noun"]) if form == "" else words["noun"]
    return f"{reader.show_number(period.count)}{NBSP}{reader.choose_plural(period.count, nouns[reader.language])}"


def show_deadline(reader: Reader, deadline: Deadline, form: str = "") -> str:
    """An adverbial phrase; short, the period alone."""
    event = read_shipped_yaml("wording/events.yml")[deadline.event]
    if deadline.period is None:
        return str(
            event[
                deadline.kind if deadline.kind == "before" else "short" if form == "short" else "on"
            ][reader.language]
        )
    if form == "short":
        before = f" {reader.figure_words['before']}" if deadline.kind == "before" else ""
        return f"{show_period(reader, deadline.period, form)}{before}"
    frame = reader.figure_words[f"deadline_{deadline.kind}"]
    return str(frame).format(
        period=show_period(reader, deadline.period), event=event[deadline.kind][reader.language]
    )


def show_hours(reader: Reader, hours: Hours, form: str = "") -> str:
    """`de lunes a jueves, de 9:00 a 14:00 y de 16:00 a 18:30; los viernes, de 8:00 a 15:00`; short, the times that all days share."""
    runs = hours.group_days()
    if form == "short" and len({run.stretches for run in runs}) == 1:
        return ", ".join(
            f"{show_clock(start)}–{show_clock(end)}" for start, end in runs[0].stretches
        )
    return str(reader.figure_words["hours_gap"]).join(_show_run(reader, run) for run in runs)


def show_week_days(reader: Reader, hours: Hours) -> str:
    """`de lunes a viernes`."""
    return reader.join_list(_show_days(reader, run.days) for run in hours.group_days())


def show_absences(reader: Reader, absences: Absences, form: str = "") -> str:
    """`del 1 al 21 de agosto y del 24 de diciembre de 2026 al 1 de enero de 2027`; short `1–21 ago`."""
    if form == "short":
        return ", ".join(show_span(reader, entry.span, form) for entry in absences.entries)
    return reader.join_list(
        _add_name(reader, show_span(reader, entry.span), entry.name) for entry in absences.entries
    )


def show_seasons(reader: Reader, seasons: Seasons, form: str = "") -> str:
    """`del 1 de julio al 31 de agosto (verano), de lunes a viernes, de 8:00 a 15:00`; short, the dates and the times."""
    return str(reader.figure_words["hours_gap"]).join(
        _show_season(reader, season, form) for season in seasons.entries
    )


def show_span(reader: Reader, span: DateSpan, form: str = "") -> str:
    """`del 1 al 21 de agosto`, `el 12 de octubre de 2026`; short `1–21 ago`. The year stands only where the author gave it."""
    first, last = span.first, span.last
    short = form == "short"
    if first == last:
        day = _show_calendar_day(reader, last, short=short)
        return day if short else str(reader.figure_words["one_day"]).format(day=day)
    frame = "{first}–{last}" if short else str(reader.figure_words["days"])
    if (first.month, first.year) != (last.month, last.year):
        within_year = first.year == last.year
        first_shown = _show_calendar_day(
            reader, CalendarDay(first.month, first.day) if within_year else first, short=short
        )
        return (frame.replace("–", " – ") if short else frame).format(
            first=first_shown, last=_show_calendar_day(reader, last, short=short)
        )
    return _show_within_month(reader, span, frame, short=short)


def _show_within_month(reader: Reader, span: DateSpan, frame: str, *, short: bool) -> str:
    """The month once, where the language puts it: `1 to 21 August`, `August 1 to 21`."""
    whole = _show_calendar_day(
        reader, CalendarDay(span.last.month, span.last.day, span.last.year), short=short
    )
    if whole[0].isdigit():
        return frame.format(first=span.first.day, last=whole)
    first = _show_calendar_day(reader, CalendarDay(span.first.month, span.first.day), short=short)
    year = f", {span.last.year}" if span.last.year is not None else ""
    return f"{frame.format(first=first, last=span.last.day)}{year}"


def show_moment(reader: Reader, when: date) -> str:
    """`Friday, 18 December 2026`, with the time where there is one; midnight is the end of the day before it."""
    if not isinstance(when, datetime):
        return format_date(when, "full", reader.locale)
    day, minutes = when.date(), when.hour * 60 + when.minute
    if minutes == 0:
        day, minutes = day - timedelta(days=1), 24 * 60
    return f"{format_date(day, 'full', reader.locale)}, {show_clock(minutes)}"


def _show_calendar_day(reader: Reader, day: CalendarDay, *, short: bool = False) -> str:
    """The day as the locale writes it, without what belongs to the year where there is none."""
    pattern = reader.locale.date_formats["medium" if short else "long"].pattern
    if day.year is None:
        pattern = _YEAR.sub("", pattern)
    return format_date(day.to_date(_ANY_YEAR), pattern, reader.locale)


def _show_season(reader: Reader, season: Season, form: str) -> str:
    hours = (
        show_hours(reader, season.hours, form)
        if season.hours
        else str(reader.figure_words["closed"])
    )
    frame = str(reader.figure_words["season_short" if form == "short" else "season"])
    span = show_span(reader, season.span, form)
    return frame.format(
        span=span if form == "short" else _add_name(reader, span, season.name), hours=hours
    )


def _add_name(reader: Reader, span: str, name: Text | None) -> str:
    return f"{span} ({name.in_language(reader.language)})" if name else span


def _show_run(reader: Reader, run: DayRun) -> str:
    frame = str(reader.figure_words["times"])
    times = reader.join_list(
        frame.format(start=show_clock(start), end=show_clock(end)) for start, end in run.stretches
    )
    return str(reader.figure_words["window"]).format(days=_show_days(reader, run.days), times=times)


def _show_days(reader: Reader, days: Sequence[int]) -> str:
    if len(days) == 1:
        return str(reader.figure_words["single_days"][days[0]])
    names = get_day_names("wide", "format", reader.locale)
    return str(reader.figure_words["day_span"]).format(first=names[days[0]], last=names[days[-1]])


def show_clock(minutes: int) -> str:
    """`9:00`."""
    return f"{minutes // 60}:{minutes % 60:02d}"
