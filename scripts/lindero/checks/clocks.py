"""Terms that never come, clocks that wait for each other, and hours that nobody can count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lindero.calendar.deadlines import NeverDue, when_due
from lindero.calendar.plain_days import OutOfCalendar
from lindero.calendar.rule_calendar import make_calendar
from lindero.catalogue.facts import Fact
from lindero.catalogue.specs import find_role_spec, list_rule_ids
from lindero.checks.context import CheckContext
from lindero.checks.joint_rules import iterate_joint_variants
from lindero.findings.finding import Finding, Related
from lindero.rulebook.rule import Rule
from lindero.shapes import Absences, Deadline, Hours, Period, Seasons
from lindero.shapes.hours import count_closed_days, find_longest_closure
from lindero.shapes.periods import BUSINESS_HOUR, CALENDAR_DAY, compare_lengths
from lindero.shapes.units import CLOCK_UNITS, measure_unit

_MANY = 1000
"""Business hours or days of which so many may last for centuries, where few are open."""
_AGES = 100 * 365 * 24 * 60
"""In minutes."""


def find_circular_clocks(context: CheckContext) -> Iterator[Finding]:
    """Terms of which each begins with what another one brings, so that none ever does."""
    rules = context.rulebook.rules
    specs = [rules[rule_id].spec for rule_id in list_rule_ids() if rule_id in rules]
    names = tuple(spec.id for spec in specs if spec and _brings_events(spec.values))
    seen: set[frozenset[str]] = set()
    for held in iterate_joint_variants(context, names):
        bringing = {fact.spec.brings: fact for fact in _list_bringing(held) if fact.spec}
        for fact in bringing.values():
            circle = _follow_events(fact, bringing)
            addresses = frozenset(one.address for one in circle)
            if circle and addresses not in seen and not _leave_room(circle):
                seen.add(addresses)
                yield _tell_circle(context, circle)


def _brings_events(values: Mapping[str, object]) -> bool:
    return any(getattr(value, "brings", "") for value in values.values())


def _list_bringing(held: Mapping[str, Rule]) -> Iterator[Fact]:
    for rule in held.values():
        yield from (fact for fact in rule.facts.values() if fact.spec and fact.spec.brings)


def _follow_events(first: Fact, bringing: Mapping[str, Fact]) -> list[Fact]:
    """The terms from one on, each waiting for the next, if they lead back to it; else none."""
    path = [first]
    while True:
        figure = path[-1].figure
        # Whatever is due at any time before an event does not need to know when that is.
        if not isinstance(figure, Deadline) or (figure.kind == "before" and not figure.period):
            return []
        following = bringing.get(figure.event)
        if following is None:
            return []
        if following is first:
            return path
        if following in path:
            return []
        path.append(following)


def _leave_room(circle: list[Fact]) -> bool:
    """Whether two terms about one stretch can both be kept, each counted from its other end.

    One event comes within a time after the other, which comes at least some time before it: within
    15 days after materials, and materials 10 days before. Only where it has to come earlier than it
    may is there no such day.
    """
    figures = [one.figure for one in circle if isinstance(one.figure, Deadline)]
    periods = {figure.kind: figure.period for figure in figures}
    within, at_least = periods.get("after"), periods.get("before")
    if len(circle) != 2 or within is None or at_least is None:
        return False
    return (compare_lengths(within, at_least) or 0) >= 0


def _tell_circle(context: CheckContext, circle: list[Fact]) -> Finding:
    named = [f"`{one.address}` ({one.figure.written})" for one in circle]
    if len(named) == 1:
        message = f"{named[0]} waits for itself"
    else:
        message = f"{', '.join(named[:-1])} and {named[-1]} wait for each other"
    first, *others = ((one, context.locate_value(*one.path)) for one in circle)
    related = tuple(Related(place, f"`{one.address}`") for one, place in others)
    help_ = "let one of them begin with something else: `on signature`"
    return Finding("circular-clocks", message, first[1], help_, related=related)


def find_endless_closure(context: CheckContext) -> Iterator[Finding]:
    """Absences and seasons that leave no day on which work is done."""
    facts = [
        fact
        for fact in context.rulebook.facts.values()
        if isinstance(fact.figure, Absences | Seasons)
    ]
    if not facts:
        return
    # Public holidays alone close nobody, and to know them costs a tenth of a second.
    calendar = make_calendar(context.rulebook, holidays=False)
    try:
        calendar.next_business_day(context.as_of)
    except OutOfCalendar:
        first, *others = facts
        message = f"`{first.address}` leaves no day on which work is done"
        if others:
            with_others = ", ".join(f"`{one.address}`" for one in others)
            message = f"`{first.address}` and {with_others} leave no day on which work is done"
        related = tuple(
            Related(context.locate_value(*one.path), f"`{one.address}`") for one in others
        )
        help_ = "no term in business days would ever end; take one of the stretches out"
        place = context.locate_value(*first.path)
        yield Finding("never-open", message, place, help_, related=related)


def find_endless_terms(context: CheckContext) -> Iterator[Finding]:
    """Terms so long that no calendar goes as far."""
    facts = (fact for fact in context.rulebook.facts.values() if _is_very_long(fact))
    for fact in facts:
        try:
            when_due(context.rulebook, fact.address, context.as_of)
        except NeverDue as never:
            if never.reason == "far":
                message = f"`{fact.figure.written}` never comes: no calendar goes as far"
                help_ = "write the time that you mean, in a longer unit: `2 years`"
                place = context.locate_value(*fact.path)
                yield Finding("never-due", message, place, help_)


def _is_very_long(fact: Fact) -> bool:
    """Whether a count may lead out of the calendar; most need not be counted to know."""
    figure = fact.figure
    if isinstance(figure, Deadline):
        periods = [figure.period, *(step.period for step in figure.steps or ())]
    else:
        periods = [figure if isinstance(figure, Period) else None]
    return any(one.count >= _MANY or _lasts_ages(one) for one in periods if one)


def _lasts_ages(period: Period) -> bool:
    length = measure_unit(period.unit)
    return length is not None and period.count * length[1] >= _AGES


def find_unknown_hours(context: CheckContext) -> Iterator[Finding]:
    """Business hours where no rule says when they are."""
    if context.rulebook.find_role_fact("working-hours"):
        return
    if context.is_doubtful(find_role_spec("working-hours").id):
        return
    for fact in context.rulebook.facts.values():
        period = fact.figure.period if isinstance(fact.figure, Deadline) else fact.figure
        if isinstance(period, Period) and period.unit == BUSINESS_HOUR:
            message = (
                f"`{fact.figure.written}` counts business hours, and nothing says when they are"
            )
            help_ = "write them under `time`: `hours: Mon–Fri 09:00–18:00`"
            yield Finding("unknown-hours", message, context.locate_value(*fact.path), help_)


def find_closed_hours(context: CheckContext) -> Iterator[Finding]:
    """An answer in less time than the doors stay closed, and nothing says which time counts."""
    hours = context.rulebook.find_role_fact("working-hours")
    rule = context.rulebook.find_role_rule("answer-time")
    settled = (context.rulebook.find_role_fact(role) for role in ("cutoff", "counted-from"))
    if hours is None or any(settled) or not isinstance(hours.figure, Hours):
        return
    for variant in rule.variants if rule else ():
        fact = variant.find_role_fact("answer-time")
        if fact is None or not _is_shorter_than_closure(fact, hours.figure):
            continue
        spec = fact.spec
        if spec and not any(name in variant.facts for name in (spec.workdays, spec.outside)):
            message = (
                f"`{fact.figure.written}` does not say whether time passes while you are closed"
            )
            help_ = "say it with `outside: opening`, `next` or `same`"
            counted = re.sub(r"(hour|day)", r"business \1", fact.figure.written)
            if counted != fact.figure.written:
                help_ = f"write `{counted}`, or {help_}"
            place = context.locate_value(*fact.path)
            yield Finding("closed-hours", message, place, help_, "warning")


def _is_shorter_than_closure(fact: Fact, hours: Hours) -> bool:
    figure = fact.figure
    if isinstance(figure, Period) and figure.unit == CALENDAR_DAY:
        return figure.count <= count_closed_days(hours)
    if not isinstance(figure, Period) or figure.unit not in CLOCK_UNITS:
        return False
    length = measure_unit(figure.unit)
    return length is not None and figure.count * length[0] < find_longest_closure(hours)
