"""Notices that are longer than the time there is: they would be due before the signature."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from lindero.calendar.business_days import BusinessCalendar
from lindero.calendar.plain_days import ONE_DAY, OutOfCalendar, day_of
from lindero.calendar.rule_calendar import make_calendar
from lindero.calendar.terms import count_term
from lindero.catalogue.facts import Fact
from lindero.checks.context import CheckContext
from lindero.checks.joint_rules import iterate_joint_cases
from lindero.findings.finding import Finding, Related
from lindero.rulebook.rule import Rule
from lindero.shapes import Deadline, Period

_BEGINNING, _DELIVERY = "signature", "delivery"


class _Term(NamedTuple):
    """A figure and the deadline that it is; the time of a delivery begins with the work."""

    fact: Fact
    deadline: Deadline

    def __str__(self) -> str:
        return f"`{self.fact.address}` ({self.fact.figure.written})"


def find_early_terms(context: CheckContext) -> Iterator[Finding]:
    """What is due so long before an event that it comes before the signature, whatever the day."""
    whole = make_calendar(context.rulebook, holidays=False)
    week = BusinessCalendar(whole.zone, whole.hours)
    names = tuple(name for name, rule in context.rulebook.rules.items() if _has_deadlines(rule))
    seen: set[tuple[str, ...]] = set()
    known: dict[tuple[str, ...], bool] = {}
    for held, services in iterate_joint_cases(context, names):
        for path in _list_paths([*_list_terms(held)], _list_deliveries(context, services)):
            addresses = tuple(one.fact.address for one in path)
            written = tuple(one.deadline.written for one in path)
            if addresses not in seen and written not in known:
                known[written] = _is_always_early(week, path, context.as_of)
            if addresses not in seen and known[written]:
                yield _tell_early(context, path)
            seen.add(addresses)


def _has_deadlines(rule: Rule) -> bool:
    return any(any(_list_terms({"": variant})) for variant in rule.variants)


def _list_terms(held: Mapping[str, Rule]) -> Iterator[_Term]:
    for rule in held.values():
        for fact in rule.facts.values():
            if isinstance(fact.figure, Deadline):
                yield _Term(fact, fact.figure)


def _list_deliveries(context: CheckContext, services: tuple[str, ...]) -> list[_Term]:
    """The first service that is delivered within each time."""
    found: dict[str, _Term] = {}
    for key in services:
        fact = context.rulebook.find_fact(f"services.{key}.delivery")
        if fact and isinstance(fact.figure, Period):
            term = _Term(fact, Deadline("after", "start", fact.figure))
            found.setdefault(fact.figure.written, term)
    return [*found.values()]


def _list_paths(terms: list[_Term], deliveries: list[_Term]) -> Iterator[list[_Term]]:
    """Every notice with the terms on which its event hangs, back to the signature."""
    bringing = {one.fact.spec.brings: one for one in terms if one.fact.spec}
    for notice in terms:
        if notice.deadline.kind == "before" and notice.deadline.period:
            by_delivery = notice.deadline.event == _DELIVERY
            for first in deliveries if by_delivery else (None,):
                yield from _follow_back([notice, *([first] if first else [])], bringing)


def _follow_back(path: list[_Term], bringing: Mapping[str, _Term]) -> Iterator[list[_Term]]:
    while path[-1].deadline.event != _BEGINNING:
        term = bringing.get(path[-1].deadline.event)
        if term is None or term in path or term.deadline.kind == "before":
            return
        path.append(term)
    if len(path) > 1:
        yield path


def _is_always_early(week: BusinessCalendar, path: list[_Term], first: date) -> bool:
    """Whether the notice lies before a signature on any day of the week."""
    return all(_is_early(week, path, first + at * ONE_DAY) for at in range(7))


def _is_early(week: BusinessCalendar, path: list[_Term], signed: date) -> bool:
    day = signed
    try:
        for term in reversed(path):
            days = count_term(week, term.deadline, day)
            day = day_of(days[-1].day) if days else day
    except OutOfCalendar:
        return False
    return day < signed


def _tell_early(context: CheckContext, path: list[_Term]) -> Finding:
    notice, *others = path
    message = f"{notice} lies before the signature, by {' and '.join(map(str, others))}"
    help_ = "write no more time than there is in between, or `on signature`"
    place, *places = (context.locate_value(*one.fact.path) for one in path)
    related = tuple(
        Related(place, f"`{one.fact.address}`") for one, place in zip(others, places, strict=True)
    )
    return Finding("early-term", message, place, help_, related=related)
