"""The answer to `lindero when`, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from lindero.calendar.deadlines import ANSWER_LANGUAGE, CountStep, Due
from lindero.records.sections import Business
from lindero.shapes import Deadline
from lindero.shapes.calendar_days import CalendarDay, DateSpan
from lindero.wording.reader import Reader, reader_for
from lindero.wording.times import show_moment, show_span

_FEW_WEEKENDS = 3


_ARRIVED = {
    "late": "after the cut-off",
    "closed": "on a day without work",
    "out-of-hours": "out of hours",
}


_ENDINGS = {"skipped": "left out", "moved": "moved on", "stays": "but it ends there all the same"}


_REASONS = {
    "weekend": "weekend",
    "weekday": "no work on this weekday",
    "season": "closed",
    "absence": "absence",
    "holiday": "public holiday",
}


def answer_text(due: Due, business: Business) -> str:
    """The answer for a terminal, in English like the commands."""
    return "\n".join(answer_lines(due, reader_for(business, ANSWER_LANGUAGE)))


def answer_json(due: Due) -> str:
    """The answer for programs."""
    return json.dumps(due.as_json, ensure_ascii=False, indent=2)


def _show_count_step(reader: Reader, step: CountStep) -> str:
    closure, reason = step.closure, _REASONS[step.closure.reason]
    why = f"{closure.name} ({reason})" if closure.name else reason
    if closure.first == closure.last:
        days = show_moment(reader, closure.first)
    else:
        first, last = (
            CalendarDay.from_date(day, yearly=False) for day in (closure.first, closure.last)
        )
        days = show_span(reader, DateSpan(first, last))
    return f"{days}: {why}, {_ENDINGS[step.kind]}"


def answer_lines(due: Due, reader: Reader) -> Iterator[str]:
    """The day it ends, what was counted, and every step that mattered."""
    yield show_moment(reader, due.ends)
    back = (
        " back"
        if isinstance(due.fact.figure, Deadline) and due.fact.figure.kind == "before"
        else ""
    )
    start, figure = show_moment(reader, due.start), due.fact.figure.written
    yield f"{due.fact.address}: {figure}, counted{back} from {start}"
    if due.arrived:
        counted_from = show_moment(reader, due.counted_from)
        yield f"- it arrived {_ARRIVED[due.arrived]} and counts from {counted_from}"
    weekends = [
        step for step in due.steps if step.kind == "skipped" and step.closure.reason == "weekend"
    ]
    if len(weekends) > _FEW_WEEKENDS:
        yield f"- {len(weekends)} weekends: left out"
    for step in due.steps:
        if len(weekends) <= _FEW_WEEKENDS or step not in weekends:
            yield f"- {_show_count_step(reader, step)}"
