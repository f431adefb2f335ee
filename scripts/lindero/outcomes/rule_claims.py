"""What the statements and answers of rules settle: who, whether, from when, how much."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from lindero.calendar.business_days import USUAL_WEEK
from lindero.calendar.working_weeks import iterate_hours
from lindero.catalogue.clauses import NO_RULE
from lindero.catalogue.points import load_points
from lindero.catalogue.specs import AnswerClaim
from lindero.outcomes.claims import (
    Answer,
    Claim,
    Label,
    Length,
    Reach,
    Source,
    make_clause_source,
    make_fact_source,
    make_rule_source,
    measure_figure,
)
from lindero.outcomes.held_rules import HeldRules, NotRead
from lindero.resources.languages import TOOL_LANGUAGE
from lindero.rulebook.rule import Rule
from lindero.shapes import Brackets, Deadline, Figure
from lindero.shapes.hours import find_longest_day
from lindero.shapes.percents import match_percent
from lindero.shapes.periods import read_period
from lindero.shapes.refusals import Refusal

_ANSWER = re.compile(
    r"(?:(?P<reach>at least|at most) )?"
    r"(?P<text>\{\{ *(?P<name>[\w-]+)(?: *\| *(?P<part>\w+))? *\}\}|.+)",
    re.DOTALL,
)

_REACHES: Mapping[str | None, Reach] = {
    None: "exactly",
    "at least": "at least",
    "at most": "at most",
}


def list_rule_claims(held: HeldRules) -> Iterator[Claim]:
    """Every point that a statement settles, and those that there being no rule settles."""
    open_time = _find_open_time(held)
    for rule in held.rules.values():
        if rule.is_none:
            yield from _list_denials(rule)
        for clause in rule.said:
            for point, answer in clause.settles.items():
                label = _read_answer(rule, answer, open_time)
                yield Claim(point, label, make_clause_source(rule, clause, point))
        yield from _claim_events(rule)
        for claim in rule.spec.claims if rule.spec and not rule.is_none else ():
            if all(condition.fits_figures(rule.figures) for condition in claim.conditions):
                for point, answer in claim.settles.items():
                    source = _find_source(rule, claim, answer)
                    yield Claim(point, _read_answer(rule, answer, open_time), source)


_AWAITED: Mapping[str, tuple[str, str]] = {
    "deposit": ("deposit.asked", "asked"),
    "materials": ("material.asked", "asked"),
    "acceptance": ("approval.asked", "asked"),
}
"""What time is counted from and comes only where another rule asks for it: what that settles."""


def _claim_events(rule: Rule) -> Iterator[Claim]:
    """What a time counts from has to come."""
    for fact in rule.facts.values():
        if isinstance(fact.figure, Deadline) and fact.figure.event in _AWAITED:
            point, answer = _AWAITED[fact.figure.event]
            yield Claim(point, Label(answer), make_fact_source(rule, fact))


class _OpenTime(NamedTuple):
    """How many minutes the longest working day is open, and the weekdays that are."""

    workday: int = 0
    weeks: tuple[frozenset[int], ...] = ()


def _find_open_time(held: HeldRules) -> _OpenTime:
    """What the rules say of working hours; nothing of either where those could not be read."""
    try:
        week, seasons = held.find_fact("working-hours"), held.find_fact("seasons")
    except NotRead:
        return _OpenTime()
    hours = list(iterate_hours(week, seasons))
    workday = max(map(find_longest_day, hours), default=0)
    return _OpenTime(workday, tuple(one.days for one in hours or (USUAL_WEEK,)))


def _find_source(rule: Rule, claim: AnswerClaim, answer: str) -> Source:
    """The figure that is the answer, or else the first answer that the claim asks for."""
    parts = _ANSWER.fullmatch(answer)
    named = ((parts["name"] if parts else "") or "", *(one.name for one in claim.conditions))
    fact = next((rule.facts[name] for name in named if name in rule.facts), None)
    return make_fact_source(rule, fact) if fact else make_rule_source(rule)


def _read_answer(rule: Rule, written: str, open_time: _OpenTime) -> Answer:
    """A label, or what can be compared: `kept`, `{{ period }}`, `at least {{ period }}`.

    Of brackets, `{{ scale | limit }}` is the last limit and `{{ scale | first }}` the first result.
    """
    parts = _ANSWER.fullmatch(written)
    assert parts
    figure = rule.figures.get(parts["name"]) if parts["name"] else _read_figure(parts["text"])
    if isinstance(figure, Brackets) and parts["part"]:
        figure = _take_part(figure, parts["part"])
    measured = measure_figure(figure, _REACHES[parts["reach"]]) if figure else None
    if isinstance(measured, Length):
        fact = rule.facts.get(parts["name"] or "")
        passes_open = bool(fact and fact.spec and fact.spec.open)
        measured = replace(measured, **open_time._asdict(), open=passes_open)
    return measured or Label(figure.written if figure else parts["text"])


def _take_part(brackets: Brackets, part: str) -> Figure | None:
    if part == "first":
        return brackets.steps[0].result
    limits = [step.up_to for step in brackets.steps if isinstance(step.up_to, Figure)]
    return limits[-1] if limits else None


def _read_figure(text: str) -> Figure | None:
    """A length of time or a share that an answer gives in place of a label."""
    with suppress(Refusal):
        return match_percent("percent", text) or read_period("period", text)
    return None


def _list_denials(rule: Rule) -> Iterator[Claim]:
    """The points that are settled by there being no such rule, and by none of its statements."""
    clauses = rule.spec.clauses.values() if rule.spec else ()
    settled = {pair for clause in clauses for pair in clause.settles.items()}
    points = load_points()
    denied = {point for point, _ in settled if NO_RULE in points[point].answers}
    for point in sorted(denied - {point for point, label in settled if label == NO_RULE}):
        said = rule.spec.none[TOOL_LANGUAGE] if rule.spec else ""
        yield Claim(point, Label(NO_RULE), make_rule_source(rule, str(said)))
