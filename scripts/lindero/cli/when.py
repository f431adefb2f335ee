"""The answer to `lindero when`, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from lindero.calendar.deadlines import CountStep, Due, NeverDue
from lindero.calendar.open_hours import OpenStretch
from lindero.calendar.plain_days import EVENT_DAYS, day_of
from lindero.calendar.terms import TermDay
from lindero.catalogue.facts import Fact
from lindero.records.sections import Business
from lindero.resources.languages import TOOL_LANGUAGE, read_language_words
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Deadline, Period
from lindero.shapes.calendar_days import CalendarDay, DateSpan
from lindero.shapes.terms import TermStep
from lindero.wording.cases import show_case
from lindero.wording.figures import reader_for
from lindero.wording.reader import NBSP
from lindero.wording.terms import show_event, show_term_step
from lindero.wording.times import show_length, show_moment, show_span, show_stretch_ends

_FEW_WEEKENDS = 3
_FEW_STRETCHES = 6


def answer_text(due: Due, business: Business, language: str = TOOL_LANGUAGE, case: str = "") -> str:
    """The answer for a terminal, in the language of whoever asks or is sent it.

    `case` says whose figure was counted, where others have another.
    """
    lines = _Answer(due, business, language, case).list_lines()
    # No-break spaces are for pages; whoever searches what a terminal says would miss them.
    return "\n".join(lines).replace(NBSP, " ")


def name_fact_case(fact: Fact, book: Rulebook, language: str) -> str:
    """For whom and from when a figure holds: `for businesses`; empty where for all."""
    rule = book.rules.get(fact.holder)
    variants = rule.variants if rule else ()
    held = (one.case for one in variants if fact in one.facts.values())
    reader = reader_for(book.business, language)
    return next((show_case(case, book, reader) for case in held), "")


def explain_never(never: NeverDue, business: Business, language: str = TOOL_LANGUAGE) -> str:
    """Why a term has no end, in the language of whoever asks."""
    reader, words = reader_for(business, language), read_language_words(language)["when"]
    figure = reader.show_figure(never.fact.figure, never.fact.spec)
    start = show_moment(reader, never.start)
    counted = "counted_back" if never.fact.spec and never.fact.spec.back else "counted"
    said = str(words[counted]).format(address=never.fact.address, figure=figure, start=start)
    return f"{said}: {words['never'][never.reason]}".replace(NBSP, " ")


def answer_json(due: Due) -> str:
    """The answer for programs."""
    return json.dumps(due.as_json, ensure_ascii=False, indent=2)


class _Answer:
    """A deadline counted, told to one reader."""

    def __init__(self, due: Due, business: Business, language: str, case: str) -> None:
        self._due, self._reader = due, reader_for(business, language)
        self._zone = business.timezone
        self._address = f"{due.fact.address} ({case})" if case else due.fact.address
        self._words: dict[str, Any] = read_language_words(language)["when"]

    def list_lines(self) -> Iterator[str]:
        """The day it ends, what was counted, and every step that mattered, day after day."""
        due = self._due
        yield show_moment(self._reader, due.ends)
        figure = self._reader.show_figure(due.fact.figure, due.fact.spec)
        start = show_moment(self._reader, due.start)
        counted = "counted_back" if due.back else "counted"
        yield self._fill(counted, address=self._address, figure=figure, start=start)
        yield from (f"- {line}" for line in self._list_clock_lines())
        if self._is_gone():
            yield f"- {self._words['gone']}"
        if due.arrived:
            since = show_moment(self._reader, due.counted_from)
            yield f"- {self._fill(due.arrived, start=since)}"
        yield from (f"- {self._show_term_day(one)}" for one in due.term)
        days = [*self._list_passed(), *self._list_steps()]
        yield from (f"- {line}" for _, line in sorted(days, key=lambda one: one[0]))
        if due.unseen:
            yield f"- {self._words[due.unseen]}"

    def _is_gone(self) -> bool:
        """Whether a day before an event of the calendar lies before the day that was given."""
        figure = self._due.fact.figure
        by_calendar = isinstance(figure, Deadline) and figure.event in EVENT_DAYS
        return by_calendar and day_of(self._due.ends) < day_of(self._due.start)

    def _list_clock_lines(self) -> Iterator[str]:
        """By whose clock it is told, where it was asked by another or by one that changed."""
        asked, start = self._due.asked, self._due.start
        if not isinstance(asked, datetime) or not isinstance(start, datetime):
            return
        parts = {"zone": self._zone, "asked": show_moment(self._reader, asked)}
        if asked.tzinfo and asked.utcoffset() != start.utcoffset():
            yield self._fill("elsewhere", **parts)
            if isinstance(self._due.ends, datetime):
                there = show_moment(self._reader, self._due.ends.astimezone(asked.tzinfo))
                yield self._fill("ends_elsewhere", ends=there)
        elif asked.replace(tzinfo=None) != start.replace(tzinfo=None):
            yield self._fill("left_out_time", **parts)
        elif not asked.tzinfo and start.utcoffset() != start.replace(fold=1).utcoffset():
            yield self._fill("time_twice", **parts)

    def _list_passed(self) -> Iterator[tuple[date, str]]:
        """The open stretches in which time went by; where they are many, their sum and one end."""
        passed = self._due.passed
        if len(passed) <= _FEW_STRETCHES:
            for one in passed:
                yield one.start.date(), self._show_passed("passed", one, one.length)
        else:
            whole = sum((one.length for one in passed), timedelta())
            frame, end = ("passed_back", 0) if self._due.back else ("passed_all", -1)
            yield date.min, self._show_passed(frame, passed[end], whole, count=str(len(passed)))

    def _show_passed(self, frame: str, one: OpenStretch, length: timedelta, **more: str) -> str:
        day, start, end = show_stretch_ends(self._reader, one.start, one.end)
        shown = show_length(self._reader, length)
        return self._fill(frame, day=day, start=start, end=end, length=shown, **more)

    def _list_steps(self) -> Iterator[tuple[date, str]]:
        """The days that changed the count; weekends are one line where they are many."""
        steps = self._due.steps
        weekends = [
            step for step in steps if step.kind == "skipped" and step.closure.reason == "weekend"
        ]
        many = len(weekends) > _FEW_WEEKENDS
        if many:
            yield date.min, self._fill("weekends", count=str(len(weekends)))
        for step in steps:
            if not (many and step in weekends):
                yield step.closure.first, self._show_count_step(step)

    def _show_term_day(self, one: TermDay) -> str:
        return self._fill("reached", step=self._name_step(one), day=self._show_day(one))

    def _name_step(self, one: TermDay) -> str:
        match one.reached_by:
            case Period():
                return self._reader.show_figure(one.reached_by)
            case TermStep():
                return show_term_step(self._reader, one.reached_by)
            case str():
                return show_event(self._reader, one.reached_by)

    def _show_day(self, one: TermDay) -> str:
        return show_moment(self._reader, one.day)

    def _show_count_step(self, step: CountStep) -> str:
        closure, reason = step.closure, self._words["reasons"][step.closure.reason]
        why = f"{closure.name} ({reason})" if closure.name else reason
        days = show_moment(self._reader, closure.first)
        if closure.first != closure.last:
            ends = (closure.first, closure.last)
            days = show_span(
                self._reader, DateSpan(*(CalendarDay.from_date(day, yearly=False) for day in ends))
            )
        return f"{days}: {why}, {self._words[step.kind]}"

    def _fill(self, frame: str, **parts: str) -> str:
        return str(self._words[frame]).format(**parts)
