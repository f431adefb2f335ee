"""When is this due? A deadline counted from a day or a moment, with every step that mattered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from lindero.calendar.absence_pauses import await_return, is_delivery
from lindero.calendar.business_days import BusinessCalendar, Closure
from lindero.calendar.holidays import find_unseen_holidays
from lindero.calendar.open_hours import OpenStretch
from lindero.calendar.plain_days import OutOfCalendar, When, day_of, last_day_of
from lindero.calendar.rule_calendar import make_calendar
from lindero.calendar.term_calendar import find_answer_beside, find_own_hours, fit_calendar
from lindero.calendar.terms import TermDay, count_term
from lindero.catalogue.facts import Fact
from lindero.findings.finding import suggest_word
from lindero.frozen import Frozen
from lindero.resources.languages import TOOL_LANGUAGE
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Deadline, Period
from lindero.shapes.periods import BUSINESS_DAY, BUSINESS_HOUR, BUSINESS_UNITS
from lindero.shapes.terms import TermStep


class NoAnswer(Exception):
    """No such deadline, or no day on which it ends; the message says what to ask instead."""


class NeverDue(NoAnswer):
    """A term without an end: what was counted from when, and why no day comes of it."""

    def __init__(self, fact: Fact, start: When, out: OutOfCalendar) -> None:
        self.fact, self.start, self.reason = fact, start, out.reason
        written, day = fact.figure.written, start.isoformat()
        super().__init__(f"`{written}` cannot be counted from {day}: {out}")


class CountStep(Frozen):
    """What changed the count: days left out, an end that moves, or that might and does not.

    Absences stop the time (`paused`), count all the same (`counts`), or somebody sees to what is
    urgent meanwhile (`attended`).
    """

    kind: Literal["skipped", "moved", "moved-back", "stays", "paused", "counts", "attended"]
    closure: Closure


class Due(Frozen):
    """A deadline counted: from when, until when, and why then.

    `term` has every day on the way where there are several, `passed` every open stretch in which
    business hours went by. `arrived` says why `counted_from` is later than the start: `late`,
    `closed`, `away` or `out-of-hours`; or `next-day`, `late-next-day` or `away-next-day`, where the
    answer comes on the next business day; it is empty where none is. `back` says that it is counted
    back, `unseen` what is not known of public holidays: `blind`, nothing; `regional`, the region's.
    `asked` is the start as it was given, by whatever clock; all else is by that of the business.
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
    unseen: str = ""
    asked: When | None = None

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
            "blind_to_public_holidays": self.unseen == "blind",
        }


def when_due(rulebook: Rulebook, address: str, start: When, language: str = TOOL_LANGUAGE) -> Due:
    """Count the deadline or period at an address from a day or a moment.

    Where the rule changes with time, what holds on that day is counted, unless the address names
    a case. Names of holidays and absences are in the language. Raises NoAnswer.
    """
    fact = _find_fact_of_day(rulebook, find_deadline(rulebook, address), day_of(start))
    calendar = make_calendar(rulebook, language)
    try:
        begun = calendar.localize_moment(start) if isinstance(start, datetime) else start
        return replace(_count_deadline(rulebook, calendar, fact, begun), asked=start)
    except OutOfCalendar as out:
        raise NeverDue(fact, start, out) from None


def _find_fact_of_day(rulebook: Rulebook, fact: Fact, day: date) -> Fact:
    """What stands on a day in place of what is told first, for the same clients and services."""
    rule = rulebook.rules.get(fact.holder)
    if rule is None or fact not in rule.facts.values():
        return fact
    case, found = rule.written_case, rule
    for variant in rule.others:
        other = variant.written_case
        same = (other.client, other.services) == (case.client, case.services)
        if same and other.holds_on(day) and fact.name in variant.facts:
            takes_over = other.comes_before(found.written_case)
            found = variant if takes_over or not found.written_case.holds_on(day) else found
    return found.facts[fact.name]


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


class _Answers(Frozen):
    """What is answered beside a figure, in the same case; all but yes-no by their names."""

    workdays: bool
    open_hours: bool
    shift: str
    outside: str
    ends: str


def _read_answers(rulebook: Rulebook, fact: Fact) -> _Answers:
    spec = fact.spec
    if spec is None:
        return _Answers(workdays=False, open_hours=False, shift="", outside="", ends="")
    names = (spec.workdays, spec.shift, spec.outside, spec.ends)
    beside = (find_answer_beside(rulebook, fact, name) for name in names)
    workdays, shift, outside, ends = (one.figure.written if one else "" for one in beside)
    if find_own_hours(rulebook, fact):
        return _Answers(workdays=False, open_hours=True, shift="", outside="opening", ends="")
    return _Answers(workdays == "yes", spec.open, shift, outside, ends)


def _count_deadline(rulebook: Rulebook, whole: BusinessCalendar, fact: Fact, start: When) -> Due:
    answers = _read_answers(rulebook, fact)
    deadline = _read_deadline(fact, answers)
    calendar = fit_calendar(rulebook, whole, fact, arrives=deadline.arrives)
    if answers.outside == "next" and isinstance(start, datetime):
        answered = calendar.find_receipt_day(start, closing=True)
        if answered is not None:
            return _answer_next_day(rulebook, calendar, fact, start, answered)
    opened = await_return(rulebook, calendar, fact, start)
    if answers.outside == "opening" and isinstance(start, datetime):
        opened = calendar.find_next_opening(start)
    begun = _find_count_start(calendar, deadline, opened)
    arrived = _explain_late_start(calendar, start) if begun != start else ""
    term = _count_days(calendar, deadline, opened, answers)
    ends, moved = term[-1].day if term else day_of(start), list[CountStep]()
    back = deadline.kind == "before"
    passed = _list_passed(calendar, begun, term, answers, back=back)
    if not answers.workdays:
        earliest = None if back else day_of(start)
        tells = bool(term) and not passed
        ends, moved = _settle_end(calendar, ends, answers.shift, earliest, tells=tells)
    asked = _asks_for_business_days(term, answers) or _may_begin_later(calendar, deadline, start)
    waited = _list_waited(calendar, start, begun) if arrived else []
    left_out = _list_left_out(calendar, begun, term, answers)
    pauses: list[CountStep] = []
    if not (left_out and calendar.pauses):
        pauses = _list_pauses(calendar, whole, fact, (begun, ends), left_out)
    return Due(
        fact,
        start,
        begun,
        ends,
        tuple(sorted((*waited, *left_out, *pauses, *moved), key=lambda step: step.closure.first)),
        tuple(term) if len(term) > 1 else (),
        passed,
        arrived,
        back=back and deadline.period is not None,
        unseen=_find_unseen(rulebook, fact, start, ends) if asked else "",
    )


def _asks_for_business_days(term: list[TermDay], answers: _Answers) -> bool:
    moves = answers.shift not in {"", "no"} or answers.outside in {"next", "opening"}
    counts = any(one.period and one.period.unit in BUSINESS_UNITS for one in term)
    return answers.workdays or answers.open_hours or moves or counts


def _find_unseen(rulebook: Rulebook, fact: Fact, start: When, ends: When) -> str:
    days = sorted([day_of(start), day_of(ends)])
    return "" if find_own_hours(rulebook, fact) else find_unseen_holidays(rulebook, *days)


def _answer_next_day(
    rulebook: Rulebook, calendar: BusinessCalendar, fact: Fact, start: datetime, day: date
) -> Due:
    """What arrives when the day's work is done gets its answer on the next business day.

    So does what arrives after the cut-off, whatever the period.
    """
    day = calendar.next_business_day(day)
    closures = calendar.list_closures(start.date(), day)
    steps = tuple(CountStep("skipped", closure) for closure in closures)
    why = _explain_late_start(calendar, start)
    arrived = f"{why}-next-day" if why in {"late", "away"} else "next-day"
    unseen = _find_unseen(rulebook, fact, start, day)
    return Due(fact, start, start, day, steps, arrived=arrived, unseen=unseen)


def _read_deadline(fact: Fact, answers: _Answers) -> Deadline:
    """A length of time begins with a request, or ends with what it is a notice of.

    A service is delivered so long after the start of work.
    """
    figure = fact.figure
    assert isinstance(figure, Period | Deadline)
    if isinstance(figure, Period):
        kind: Literal["before", "after"] = "before" if fact.spec and fact.spec.back else "after"
        figure = Deadline(kind, "start" if is_delivery(fact) else "request", figure)
    if answers.ends == "month":
        return replace(figure, steps=(*(figure.steps or ()), TermStep("month end")))
    return figure


def _may_begin_later(calendar: BusinessCalendar, deadline: Deadline, start: When) -> bool:
    """Whether what arrives late or on a closed day counts from a later moment."""
    asks = calendar.cutoff is not None or calendar.counted is not None
    return asks and deadline.kind == "after" and isinstance(start, datetime)


def _find_count_start(calendar: BusinessCalendar, deadline: Deadline, start: When) -> When:
    """From when it is counted: later than the start where that comes late or on a closed day."""
    if deadline.kind != "after" or not isinstance(start, datetime):
        return start
    return calendar.find_count_start(start)


def _count_days(
    calendar: BusinessCalendar, deadline: Deadline, begun: When, answers: _Answers
) -> list[TermDay]:
    if deadline.period and deadline.kind == "after" and (answers.workdays or answers.open_hours):
        ways = {"workdays": answers.workdays, "open_hours": answers.open_hours}
        return [TermDay(deadline.period, calendar.add_period(deadline.period, begun, **ways))]
    return count_term(calendar, deadline, begun)


def _list_passed(
    calendar: BusinessCalendar, begun: When, term: list[TermDay], answers: _Answers, *, back: bool
) -> tuple[OpenStretch, ...]:
    """The open stretches in which business hours went by, from the first on."""
    for one in term:
        hours = one.period and (one.period.unit == BUSINESS_HOUR or answers.open_hours)
        if hours and isinstance(one.day, datetime):
            start = calendar.find_clock_start(begun, back=back)
            first, last = (one.day, start) if back else (start, one.day)
            return tuple(calendar.list_open_between(first, last))
        begun = one.day
    return ()


def _list_waited(calendar: BusinessCalendar, start: When, begun: When) -> list[CountStep]:
    """The days without work from what arrived to the day from which it counts."""
    closures = calendar.list_closures(day_of(start), day_of(begun) - timedelta(days=1))
    return [CountStep("skipped", closure) for closure in closures]


def _list_left_out(
    calendar: BusinessCalendar, begun: When, term: list[TermDay], answers: _Answers
) -> list[CountStep]:
    """The days without work inside what is counted in business days."""
    found: list[CountStep] = []
    for one in term:
        counts = answers.workdays or answers.open_hours
        if one.period and (one.period.unit in BUSINESS_UNITS or counts):
            closures = calendar.list_closures(*_find_counted_days(begun, one.day))
            # Business hours pass on a half day, whether or not it counts as a business day.
            by_day = answers.workdays or one.period.unit == BUSINESS_DAY
            found += [
                CountStep("skipped", closure)
                for closure in closures
                if by_day or closure.reason != "half-day"
            ]
        begun = one.day
    return found


def _find_counted_days(begun: When, ends: When) -> tuple[date, date]:
    """The first and the last day of a count; where days are counted, that of the event is none."""
    start, end = day_of(begun), last_day_of(ends)
    aside = timedelta(days=0 if isinstance(ends, datetime) else 1)
    return (start + aside, end) if start <= end else (end, start - aside)


def _list_pauses(
    calendar: BusinessCalendar,
    whole: BusinessCalendar,
    fact: Fact,
    ends: tuple[When, When],
    left_out: list[CountStep],
) -> list[CountStep]:
    """The absences that stopped the time, or that count all the same; no day stands twice."""
    if not calendar.pauses and calendar.absences is whole.absences:
        return []
    days = sorted((day_of(ends[0]), last_day_of(ends[1])))
    closures = [one for one in whole.list_closures(*days) if one.reason == "absence"]
    for out in (step.closure for step in left_out):
        closures = [part for one in closures for part in _take_out(one, out)]
    return [CountStep(_name_pause(calendar, fact), one) for one in closures]


def _name_pause(calendar: BusinessCalendar, fact: Fact) -> Literal["paused", "attended", "counts"]:
    if calendar.pauses:
        return "paused"
    return "attended" if fact.spec and (fact.spec.open or fact.spec.within) else "counts"


def _take_out(closure: Closure, out: Closure) -> list[Closure]:
    """What remains of some days without others."""
    before = replace(closure, last=min(closure.last, out.first - timedelta(days=1)))
    after = replace(closure, first=max(closure.first, out.last + timedelta(days=1)))
    return [one for one in (before, after) if one.first <= one.last]


def _settle_end(
    calendar: BusinessCalendar, ends: When, shift: str, earliest: date | None, *, tells: bool
) -> tuple[When, list[CountStep]]:
    """An end on a closed day: it moves where the rules say so, and else that is told.

    What would move back to before the term begins moves on.
    """
    last = last_day_of(ends)
    if calendar.is_business_day(last):
        return ends, []
    if shift == "back":
        day = calendar.next_business_day(last, -1)
        if earliest is None or day >= earliest:
            closures = calendar.list_closures(day + timedelta(days=1), last)
            return day, [CountStep("moved-back", closure) for closure in closures]
    if shift in {"yes", "back"}:
        day = calendar.next_business_day(last)
        closures = calendar.list_closures(last, day - timedelta(days=1))
        return day, [CountStep("moved", closure) for closure in closures]
    stays = calendar.list_closures(last, last) if tells else []
    return ends, [CountStep("stays", closure) for closure in stays]


def _explain_late_start(calendar: BusinessCalendar, start: When) -> str:
    if calendar.find_absence(day_of(start)):
        return "away"
    if not isinstance(start, datetime) or not calendar.find_windows(day_of(start)):
        return "closed"
    cutoff = calendar.find_cutoff(day_of(start))
    late = cutoff is not None and start.hour * 60 + start.minute >= cutoff
    return "late" if late else "out-of-hours"
