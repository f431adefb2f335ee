"""When is this due? A deadline of the rulebook counted from a day or a moment, with every step that mattered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from lindero.diagnostics import suggest
from lindero.records import Business
from lindero.rulebook import Fact, Rulebook
from lindero.shapes import Deadline, Period, YesNo
from lindero.shapes.spans import CalendarDay, Span
from lindero.time_words import show_moment, show_span
from lindero.wording import Reader, reader_for
from lindero.workdays import BusinessCalendar, Closure, OutOfCalendar, When, calendar_of, day_of

_FEW_WEEKENDS = 3
_LANGUAGE = "en"
_ARRIVED = {"late": "after the cut-off", "closed": "on a day without work", "out-of-hours": "out of hours"}
_ENDINGS = {"skipped": "left out", "moved": "moved on", "stays": "but it ends there all the same"}
_REASONS = {
    "weekend": "weekend",
    "weekday": "no work on this weekday",
    "season": "closed",
    "absence": "absence",
    "holiday": "public holiday",
}


class NoAnswer(Exception):
    """There is no such deadline, or no day on which it ends; the message says why, and what to ask instead."""


@dataclass(frozen=True)
class Step:
    """What changed the count: days left out, an end that moves on, or that does not although it might be expected to."""

    kind: Literal["skipped", "moved", "stays"]
    closure: Closure


@dataclass(frozen=True)
class Due:
    """A deadline counted: from when, until when, and why then.

    `arrived` says why `counted_from` is later than the start: `late`, `closed` or `out-of-hours`; empty where it is not.
    """

    fact: Fact
    start: When
    counted_from: When
    ends: When
    steps: tuple[Step, ...]
    arrived: str = ""

    @property
    def as_json(self) -> dict[str, Any]:
        """For programs: ISO 8601 throughout."""
        steps = [
            {
                "kind": step.kind,
                "reason": step.closure.reason,
                "from": step.closure.first.isoformat(),
                "until": step.closure.last.isoformat(),
                "name": step.closure.name or None,
            }
            for step in self.steps
        ]
        return {
            "address": self.fact.address,
            "figure": self.fact.figure.written,
            "from": self.start.isoformat(),
            "arrived": self.arrived or None,
            "counted_from": self.counted_from.isoformat(),
            "ends": self.ends.isoformat(),
            "steps": steps,
        }

    def lines(self, reader: Reader) -> Iterator[str]:
        """The day it ends, what was counted, and every step that mattered."""
        yield show_moment(reader, self.ends)
        back = " back" if isinstance(self.fact.figure, Deadline) and self.fact.figure.kind == "before" else ""
        yield f"{self.fact.address}: {self.fact.figure.written}, counted{back} from {show_moment(reader, self.start)}"
        if self.arrived:
            yield f"- it arrived {_ARRIVED[self.arrived]} and counts from {show_moment(reader, self.counted_from)}"
        weekends = [step for step in self.steps if step.kind == "skipped" and step.closure.reason == "weekend"]
        if len(weekends) > _FEW_WEEKENDS:
            yield f"- {len(weekends)} weekends: left out"
        for step in self.steps:
            if len(weekends) <= _FEW_WEEKENDS or step not in weekends:
                yield f"- {_told(reader, step)}"


def answer_text(due: Due, business: Business) -> str:
    """The answer for a terminal, in English like the commands."""
    return "\n".join(due.lines(reader_for(business, _LANGUAGE)))


def answer_json(due: Due) -> str:
    """The answer for programs."""
    return json.dumps(due.as_json, ensure_ascii=False, indent=2)


def when_due(rulebook: Rulebook, address: str, start: When) -> Due:
    """Count the deadline or period at an address from a day or a moment. Raises NoAnswer."""
    fact = find_deadline(rulebook, address)
    calendar = calendar_of(rulebook, _LANGUAGE)
    try:
        return _counted(rulebook, calendar, fact, calendar.local(start) if isinstance(start, datetime) else start)
    except OutOfCalendar as out:
        raise NoAnswer(f"`{fact.figure.written}` cannot be counted from {start.isoformat()}: {out}") from None


def find_deadline(rulebook: Rulebook, address: str) -> Fact:
    """The deadline or period at an address, or the one of the rule or service there. Raises NoAnswer."""
    known = {name: fact for name, fact in rulebook.facts.items() if isinstance(fact.figure, Period | Deadline)}
    rule = rulebook.rules.get(address)
    inside = [name for name in known if name.startswith(f"{address}.")]
    if address in known:
        return known[address]
    if rule and rule.main and rule.main.address in known:
        return rule.main
    if len(inside) == 1:
        return known[inside[0]]
    if inside:
        raise NoAnswer(f"`{address}` has several; write one of these: {', '.join(f'`{name}`' for name in inside)}")
    raise NoAnswer(_why_not(rulebook, address, known))


def _why_not(rulebook: Rulebook, address: str, known: dict[str, Fact]) -> str:
    rules = [rule_id for rule_id, rule in rulebook.rules.items() if rule.main and rule.main.address in known]
    help_ = suggest(address, [*rules, *known]) or "the rulebook has none"
    if address in rulebook.facts:
        return f"`{address}` is no length of time, but `{rulebook.facts[address].figure.written}`; {help_}"
    if address in rulebook.rules or address.removeprefix("services.") in rulebook.services:
        return f"`{address}` has no length of time; {help_}"
    return f"there is no `{address}`; {help_}"


def _counted(rulebook: Rulebook, calendar: BusinessCalendar, fact: Fact, start: When) -> Due:
    figure = fact.figure
    assert isinstance(figure, Period | Deadline)
    open_only = _says_yes(rulebook, fact, fact.spec.workdays if fact.spec else "")
    deadline = Deadline("after", "request", figure) if isinstance(figure, Period) else figure
    period = deadline.period
    counted_from = calendar.received(start) if isinstance(start, datetime) and deadline.kind == "after" else start
    ends = calendar.add(period, start, business_hours=True) if period and open_only else calendar.due(deadline, start)
    steps: list[Step] = []
    if period and (period.unit == "business day" or open_only):
        days = sorted((day_of(counted_from), day_of(ends)))
        steps += [Step("skipped", closure) for closure in calendar.closures(*days)]
    elif period and not calendar.is_business_day(day_of(ends)):
        moves = deadline.kind == "after" and _says_yes(rulebook, fact, fact.spec.shift if fact.spec else "")
        after = calendar.next_business_day(day_of(ends))
        last = after - timedelta(days=1) if moves else day_of(ends)
        steps += [Step("moved" if moves else "stays", closure) for closure in calendar.closures(day_of(ends), last)]
        ends = after if moves else ends
    return Due(fact, start, counted_from, ends, tuple(steps), _arrived(calendar, start) if counted_from != start else "")


def _arrived(calendar: BusinessCalendar, start: When) -> str:
    if not calendar.is_business_day(day_of(start)):
        return "closed"
    late = isinstance(start, datetime) and calendar.cutoff and start.hour * 60 + start.minute >= calendar.cutoff.minutes
    return "late" if late else "out-of-hours"


def _says_yes(rulebook: Rulebook, fact: Fact, name: str) -> bool:
    """Whether the answer of that name, beside a figure and in the same case, is yes."""
    rule, _, figure = fact.address.rpartition(".")
    _, at, case = figure.partition("@")
    answer = rulebook.fact(f"{rule}.{name}{at}{case}")
    return answer is not None and isinstance(answer.figure, YesNo) and answer.figure.yes


def _told(reader: Reader, step: Step) -> str:
    closure, reason = step.closure, _REASONS[step.closure.reason]
    why = f"{closure.name} ({reason})" if closure.name else reason
    if closure.first == closure.last:
        days = show_moment(reader, closure.first)
    else:
        first, last = (CalendarDay.of(day, yearly=False) for day in (closure.first, closure.last))
        days = show_span(reader, Span(first, last))
    return f"{days}: {why}, {_ENDINGS[step.kind]}"
