"""What a clause of an author's own settles, no other clause settles differently.

Own rules hold for every reader. Pairs of the catalogue's own clauses stand in its `conflicts`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lindero.catalogue.clauses import NO_RULE
from lindero.catalogue.points import load_points
from lindero.checks.context import CheckContext
from lindero.findings.finding import Finding, Related
from lindero.findings.place import Place
from lindero.resources.languages import TOOL_LANGUAGE
from lindero.rulebook.rule import Rule


class Answer(NamedTuple):
    """A point that is settled, by which statement, with which label, and where that stands."""

    point: str
    label: str
    address: str
    place: Place


def find_contrary_answers(context: CheckContext) -> Iterator[Finding]:
    """Points to which an own clause gives another answer than somebody reads elsewhere."""
    rules = context.rulebook.rules.values()
    own = [answer for rule in rules if not rule.spec for answer in _list_own(context, rule)]
    ours = [answer for rule in rules if own and rule.spec for answer in _list_ours(context, rule)]
    for at, answer in enumerate(own):
        others = (other for other in (*ours, *own[:at]) if _contradict(answer, other))
        if other := next(others, None):
            yield _report_contradiction(answer, other)


def _list_own(context: CheckContext, rule: Rule) -> Iterator[Answer]:
    for clause in rule.said:
        for point, label in clause.settles.items():
            steps = (*rule.path, "clauses", clause.name)
            place = context.locate_value(*steps, "settles", point)
            yield Answer(point, label, ".".join(steps), place)


def _list_ours(context: CheckContext, rule: Rule) -> Iterator[Answer]:
    place = context.locate_key(*rule.path)
    for variant in rule.variants:
        settled = [pair for clause in variant.said for pair in clause.settles.items()]
        if variant.is_none:
            settled = [(point, NO_RULE) for point in _list_denied_points(rule)]
        yield from (Answer(point, label, rule.id, place) for point, label in settled)


def _list_denied_points(rule: Rule) -> set[str]:
    """The points that are settled by there being no such rule, and by none of its clauses."""
    assert rule.spec
    settled = [pair for clause in rule.spec.clauses.values() for pair in clause.settles.items()]
    points = load_points()
    denied = {point for point, _ in settled if NO_RULE in points[point].answers}
    return denied - {point for point, label in settled if label == NO_RULE}


def _contradict(one: Answer, other: Answer) -> bool:
    point = load_points()[one.point]
    return (
        one.point == other.point
        and one.label != other.label
        and {one.label, other.label} <= {*point.answers}
        and {one.label, other.label}.isdisjoint(point.beside)
    )


def _report_contradiction(one: Answer, other: Answer) -> Finding:
    named = " and ".join(f"`{said.address}` ({said.label})" for said in (one, other))
    asked = load_points()[one.point].asks[TOOL_LANGUAGE]
    help_ = f"“{asked}” has one answer; take `{one.point}` out where the clause is about another"
    near = Related(other.place, f"`{other.address}`")
    return Finding(
        "conflicting-rules", f"{named} contradict each other", one.place, help_, related=(near,)
    )
