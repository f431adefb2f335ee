"""When is this due? A deadline counted from a day or a moment, with every step that mattered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from lindero.calendar.business_days import (
    BusinessCalendar,
    Closure,
    OutOfCalendar,
    When,
    day_of,
    make_calendar,
)
from lindero.calendar.holidays import knows_public_holidays
from lindero.calendar.open_hours import OpenStretch
from lindero.calendar.terms import TermDay, count_term
from lindero.catalogue.facts import Fact
from lindero.findings.finding import suggest_word
from lindero.resources.languages import TOOL_LANGUAGE
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Deadline, Period, YesNo
from lindero.shapes.periods import BUSINESS_DAY, BUSINESS_HOUR

_BUSINESS_UNITS = {BUSINESS_DAY, BUSINESS_HOUR}


class NoAnswer(Exception):
    """No such deadline, or no day on which it ends; the message says what to ask instead."""


@dataclass(frozen=True)
class CountStep:
    """What changed the count: days left out, an end that moves on, or that might and does not."""

    kind: Literal["skipped", "moved", "stays"]
    closure: Closure


@dataclass(frozen=True)
class Due:
    """A deadline counted: from when, until when, and why then.

    `term` has every day on the way where there are several, `passed` every open stretch in which
    business hours went by. `arrived` says why `counted_from` is
    later than the start: `late`, `closed` or `out-of-hours`; empty where it is not. `back` says
    that it is counted back, `blind` that nobody has said which public holidays there are.
    """

    fact: Fact
    start: When
    counted_from: When
    ends: When
    steps: tuple[CountStep, ...]
    term: tuple[TermDay, ...] = ()
    passed: tuple[OpenStretch, ...] = ()
    arrived: str = ""
    back: bool = False
    blind: bool = False

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
            "counted": "back" if self.back else "on",
            "arrived": self.arrived or None,
            "counted_from": self.counted_from.isoformat(),
            "ends": self.ends.isoformat(),
            "term": [{"step": one.written, "day": one.day.isoformat()} for one in self.term],
            "passed": [
                {"from": one.start.isoformat(), "until": one.end.isoformat()} for one in self.passed
            ],
            "steps": steps,
            "blind_to_public_holidays": self.blind,
        }


def when_due(rulebook: Rulebook, address: str, start: When, language: str = TOOL_LANGUAGE) -> Due:
    """Count the deadline or period at an address from a day or a moment.

    Names of holidays and absences are in the language. Raises NoAnswer.
    """
    fact = find_deadline(rulebook, address)
    calendar = make_calendar(rulebook, language)
    try:
        begun = calendar.localize_moment(start) if isinstance(start, datetime) else start
        return _count_deadline(rulebook, calendar, fact, begun)
    except OutOfCalendar as out:
        written, day = fact.figure.written, start.isoformat()
        raise NoAnswer(f"`{written}` cannot be counted from {day}: {out}") from None


def find_deadline(rulebook: Rulebook, address: str) -> Fact:
    """The deadline or period at an address, or the one of the rule or service there.

    Raises NoAnswer.
    """
    facts = rulebook.facts.items()
    known = {name: fact for name, fact in facts if isinstance(fact.figure, Period | Deadline)}
    if address in known:
        return known[address]
    rule = rulebook.rules.get(address)
    if rule and rule.main and rule.main.address in known:
        return rule.main
    inside = [name for name in known if name.startswith(f"{address}.")]
    if len(inside) == 1:
        return known[inside[0]]
    if inside:
        names = ", ".join(f"`{name}`" for name in inside)
        raise NoAnswer(f"`{address}` has several; write one of these: {names}")
    raise NoAnswer(_explain_no_deadline(rulebook, address, known))


def _explain_no_deadline(rulebook: Rulebook, address: str, known: dict[str, Fact]) -> str:
    mains = {rule_id: rule.main for rule_id, rule in rulebook.rules.items() if rule.main}
    rules = [rule_id for rule_id, main in mains.items() if main.address in known]
    help_ = suggest_word(address, [*rules, *known]) or "the rulebook has none"
    if fact := rulebook.facts.get(address):
        return f"`{address}` is no length of time, but `{fact.figure.written}`; {help_}"
    if address in rulebook.rules or address.removeprefix("services.") in rulebook.services:
        return f"`{address}` has no length of time; {help_}"
    return f"there is no `{address}`; {help_}"


def _count_deadline(rulebook: Rulebook, calendar: BusinessCalendar, fact: Fact, start: When) -> Due:
    deadline = _read_deadline(fact)
    open_only = _says_yes(rulebook, fact, fact.spec.workdays if fact.spec else "")
    shifts = _says_yes(rulebook, fact, fact.spec.shift if fact.spec else "")
    counted_from, arrived = _find_count_start(calendar, deadline, start)
    term = _count_days(calendar, deadline, start, open_only=open_only)
    ends, moved = term[-1].day if term else day_of(start), list[CountStep]()
    if not open_only:
        ends, moved = _settle_end(calendar, ends, moves=shifts, tells=bool(term))
    business = open_only or any(one.period and one.period.unit in _BUSINESS_UNITS for one in term)
    asked = business or shifts or _may_begin_later(calendar, deadline, start)
    return Due(
        fact,
        start,
        counted_from,
        ends,
        (*_list_left_out(calendar, counted_from, term, open_only=open_only), *moved),
        tuple(term) if len(term) > 1 else (),
        _list_passed(calendar, counted_from, term, back=deadline.kind == "before"),
        arrived,
        back=deadline.kind == "before" and deadline.period is not None,
        blind=asked and not knows_public_holidays(rulebook),
    )


def _read_deadline(fact: Fact) -> Deadline:
    """A length of time begins with a request, or ends with what it is a notice of."""
    figure = fact.figure
    assert isinstance(figure, Period | Deadline)
    if isinstance(figure, Deadline):
        return figure
    return Deadline("before" if fact.spec and fact.spec.back else "after", "request", figure)


def _may_begin_later(calendar: BusinessCalendar, deadline: Deadline, start: When) -> bool:
    """Whether what arrives late or on a closed day counts from a later moment."""
    asks = calendar.cutoff is not None or calendar.counted is not None
    return asks and deadline.kind == "after" and isinstance(start, datetime)


def _find_count_start(
    calendar: BusinessCalendar, deadline: Deadline, start: When
) -> tuple[When, str]:
    """From when it is counted, and why that is later than the start, if it is."""
    if deadline.kind != "after" or not isinstance(start, datetime):
        return start, ""
    begun = calendar.find_count_start(start)
    return begun, _explain_late_start(calendar, start) if begun != start else ""


def _count_days(
    calendar: BusinessCalendar, deadline: Deadline, start: When, *, open_only: bool
) -> list[TermDay]:
    if open_only and deadline.period:
        ends = calendar.add_period(deadline.period, start, workdays=True)
        return [TermDay(deadline.period, ends)]
    return count_term(calendar, deadline, start)


def _list_passed(
    calendar: BusinessCalendar, begun: When, term: list[TermDay], *, back: bool
) -> tuple[OpenStretch, ...]:
    """The open stretches in which business hours went by, from the first on."""
    for one in term:
        if one.period and one.period.unit == BUSINESS_HOUR and isinstance(one.day, datetime):
            start = calendar.find_clock_start(begun, back=back)
            first, last = (one.day, start) if back else (start, one.day)
            return tuple(calendar.list_open_between(first, last))
        begun = one.day
    return ()


def _list_left_out(
    calendar: BusinessCalendar, begun: When, term: list[TermDay], *, open_only: bool
) -> list[CountStep]:
    """The days without work inside what is counted in business days."""
    found: list[CountStep] = []
    for one in term:
        if one.period and (one.period.unit in _BUSINESS_UNITS or open_only):
            days = sorted((day_of(begun), day_of(one.day)))
            found += [CountStep("skipped", closure) for closure in calendar.list_closures(*days)]
        begun = one.day
    return found


def _settle_end(
    calendar: BusinessCalendar, ends: When, *, moves: bool, tells: bool
) -> tuple[When, list[CountStep]]:
    """An end on a closed day: it moves on where the rules say so, and else that is told."""
    if calendar.is_business_day(day_of(ends)) or not (moves or tells):
        return ends, []
    return _move_to_open_day(calendar, ends, moves=moves)


def _move_to_open_day(
    calendar: BusinessCalendar, ends: When, *, moves: bool
) -> tuple[When, list[CountStep]]:
    """An end on a closed day: it moves on where the rules say so, and else it is said to stay."""
    last = day_of(ends)
    after = calendar.next_business_day(last)
    closures = calendar.list_closures(last, after - timedelta(days=1) if moves else last)
    steps = [CountStep("moved" if moves else "stays", closure) for closure in closures]
    return after if moves else ends, steps


def _explain_late_start(calendar: BusinessCalendar, start: datetime) -> str:
    if not calendar.is_business_day(day_of(start)):
        return "closed"
    late = calendar.cutoff and start.hour * 60 + start.minute >= calendar.cutoff.minutes
    return "late" if late else "out-of-hours"


def _says_yes(rulebook: Rulebook, fact: Fact, name: str) -> bool:
    """Whether the answer of that name, beside a figure and in the same case, is yes."""
    _, at, case = fact.address.partition("@")
    answer = rulebook.find_fact(f"{fact.holder}.{name}{at}{case}")
    return answer is not None and isinstance(answer.figure, YesNo) and answer.figure.yes
