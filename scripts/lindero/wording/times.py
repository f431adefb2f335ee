"""Periods, hours and dates in a reader's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from babel.dates import format_date, get_day_names

from lindero.catalogue.specs import ValueSpec
from lindero.resources.languages import LANGUAGES
from lindero.shapes import Absences, Clock, DayClocks, Hours, Period, Seasons, Text
from lindero.shapes.calendar_days import CalendarDay, DateSpan
from lindero.shapes.hours import DayRun
from lindero.shapes.seasons import Season
from lindero.wording.reader import LARGE, NBSP, SHORT_FORMS, Reader

# A leap year, since one may be away on 29 February every year.
_ANY_YEAR = 2000


# `d 'de' MMMM 'de' y`, `d MMMM y`, `MMMM d, y`: what leads to the year goes with it.
_YEAR = re.compile(r"(?:,| 'de')? ?y+")


def show_period(reader: Reader, period: Period, _: ValueSpec | None = None, form: str = "") -> str:
    """`15 días naturales`; short `15 días`, large `24 h`; `cada semana`, `por meses`, `un mes`."""
    words, count = reader.find_unit_words(period.unit), period.count
    if form == LARGE and "symbol" in words:
        return f"{count}{NBSP}{words['symbol']}"
    nouns = words["noun"]
    match form:
        case "every":
            counted = nouns["one"] if count == 1 else reader.count_nouns(count, nouns)
            return reader.fill_figure_words("every", period=counted)
        case "by" | "possessive":
            frame = f"{form}_{'one' if count == 1 else 'several'}"
            counted = reader.count_in_words(count, nouns)
            return reader.fill_figure_words(frame, period=counted, **nouns)
        case "word":
            return reader.count_in_words(count, words.get("full", nouns))
    full = nouns if form in SHORT_FORMS else words.get("full", nouns)
    return reader.count_nouns(count, full)


def show_hours(reader: Reader, hours: Hours, _: ValueSpec | None = None, form: str = "") -> str:
    """`de lunes a jueves, de 9:00 a 14:00; los viernes, …`; short, the times that all share."""
    runs = hours.group_days()
    if form in SHORT_FORMS and len({run.stretches for run in runs}) == 1:
        stretches = runs[0].stretches
        return ", ".join(
            f"{_format_time(reader, start)}–{_format_time(reader, end)}" for start, end in stretches
        )
    return str(reader.figure_words["hours_gap"]).join(_show_run(reader, run) for run in runs)


def _show_run(reader: Reader, run: DayRun) -> str:
    times = reader.join_list(
        reader.fill_figure_words(
            "times", start=_format_time(reader, start), end=_format_time(reader, end)
        )
        for start, end in run.stretches
    )
    return reader.fill_figure_words("window", days=_show_days(reader, run.days), times=times)


def _show_days(reader: Reader, days: Sequence[int]) -> str:
    if len(days) == 1:
        return str(reader.figure_words["single_days"][days[0]])
    names = get_day_names("wide", "format", reader.locale)
    return reader.fill_figure_words("day_span", first=names[days[0]], last=names[days[-1]])


def show_week_days(reader: Reader, hours: Hours) -> str:
    """`de lunes a viernes`."""
    return reader.join_list(_show_days(reader, run.days) for run in hours.group_days())


def show_absences(
    reader: Reader, absences: Absences, _: ValueSpec | None = None, form: str = ""
) -> str:
    """`del 1 al 21 de agosto y del 24 de diciembre de 2026 al …`; short `1–21 ago`."""
    if form in SHORT_FORMS:
        return ", ".join(show_span(reader, entry.span, form) for entry in absences.entries)
    return reader.join_list(
        _add_name(reader, show_span(reader, entry.span), entry.name) for entry in absences.entries
    )


def show_seasons(
    reader: Reader, seasons: Seasons, _: ValueSpec | None = None, form: str = ""
) -> str:
    """`del 1 de julio al 31 de agosto (verano), de lunes a viernes, …`; short, without names."""
    return str(reader.figure_words["hours_gap"]).join(
        _show_season(reader, season, form) for season in seasons.entries
    )


def _show_season(reader: Reader, season: Season, form: str) -> str:
    words, span = reader.figure_words, show_span(reader, season.span, form)
    hours = show_hours(reader, season.hours, form=form) if season.hours else str(words["closed"])
    if form in SHORT_FORMS:
        return reader.fill_figure_words("season_short", span=span, hours=hours)
    named = _add_name(reader, span, season.name)
    return reader.fill_figure_words("season", span=named, hours=hours)


def _add_name(reader: Reader, span: str, name: Text | None) -> str:
    return f"{span} ({name.in_language(reader.language)})" if name else span


def show_span(reader: Reader, span: DateSpan, form: str = "") -> str:
    """`del 1 al 21 de agosto`; short `1–21 ago`. The year stands where the author gave it."""
    first, last, short = span.first, span.last, form in SHORT_FORMS
    shown = _show_calendar_day(reader, last, short=short)
    if first == last:
        return shown if short else reader.fill_figure_words("one_day", day=shown)
    frame = "{first}–{last}" if short else str(reader.figure_words["days"])
    if (first.month, first.year) == (last.month, last.year):
        return _show_within_month(reader, span, frame, short=short)
    if first.year == last.year:
        first = CalendarDay(first.month, first.day)
    return (frame.replace("–", " – ") if short else frame).format(
        first=_show_calendar_day(reader, first, short=short), last=shown
    )


def _show_within_month(reader: Reader, span: DateSpan, frame: str, *, short: bool) -> str:
    """The month once, where the language puts it: `1 to 21 August`, `August 1 to 21`."""
    whole = _show_calendar_day(reader, span.last, short=short)
    # A locale that begins with the day ends with the month, and the other way round.
    if whole[0].isdigit():
        return frame.format(first=span.first.day, last=whole)
    first = _show_calendar_day(reader, CalendarDay(span.first.month, span.first.day), short=short)
    year = f", {span.last.year}" if span.last.year is not None else ""
    return f"{frame.format(first=first, last=span.last.day)}{year}"


def _show_calendar_day(reader: Reader, day: CalendarDay, *, short: bool = False) -> str:
    """The day as the locale writes it, without what belongs to the year where there is none."""
    pattern = reader.locale.date_formats["medium" if short else "long"].pattern
    if day.year is None:
        pattern = _YEAR.sub("", pattern)
    return format_date(day.to_date(_ANY_YEAR), pattern, reader.locale)


def show_moment(reader: Reader, when: date) -> str:
    """`Friday, 18 December 2026`, with the time if any; midnight ends the day before it."""
    if not isinstance(when, datetime):
        return format_date(when, "full", reader.locale)
    day, minutes = when.date(), when.hour * 60 + when.minute
    if minutes == 0 and day > date.min:
        day, minutes = day - timedelta(days=1), 24 * 60
    return f"{format_date(day, 'full', reader.locale)}, {_format_time(reader, minutes)}"


def show_stretch_ends(reader: Reader, start: datetime, end: datetime) -> tuple[str, str, str]:
    """The day of an open stretch and its two times; midnight ends the day."""
    last = end.hour * 60 + end.minute or 24 * 60
    first = start.hour * 60 + start.minute
    return (
        show_moment(reader, start.date()),
        _format_time(reader, first),
        _format_time(reader, last),
    )


def show_length(reader: Reader, length: timedelta) -> str:
    """`2 horas y 30 minutos`; hours or minutes alone where there is none of the other."""
    hours, minutes = divmod(round(length.total_seconds() / 60), 60)
    parts = [Period(hours, "hour")] if hours or not minutes else []
    parts += [Period(minutes, "minute")] if minutes else []
    return reader.join_list(show_period(reader, part) for part in parts)


def show_clock(reader: Reader, clock: Clock, _: ValueSpec | None = None, __: str = "") -> str:
    """`17:00`."""
    return _format_time(reader, clock.minutes)


def show_day_clocks(
    reader: Reader, clocks: DayClocks, _: ValueSpec | None = None, __: str = ""
) -> str:
    """`17:00 de lunes a jueves, 13:00 los viernes`; `Monday to Thursday 17:00, Friday 13:00`."""
    return ", ".join(
        reader.fill_figure_words(
            "day_time", days=_show_days(reader, days), time=_format_time(reader, minutes)
        )
        for days, minutes in clocks.group_days()
    )


def _format_time(reader: Reader, minutes: int) -> str:
    """`18:00`; `6 PM` where the day has two halves."""
    halves = LANGUAGES[reader.language].halves.get(reader.country)
    if halves is None:
        return f"{minutes // 60}:{minutes % 60:02d}"
    morning, afternoon, midnight = halves
    if minutes == 24 * 60:
        return midnight
    hour, rest = minutes // 60 % 12 or 12, minutes % 60
    time = f"{hour}:{rest:02d}" if rest else str(hour)
    return f"{time}{NBSP}{morning if minutes < 12 * 60 else afternoon}"
