"""What the statements of rules settle by name: who, whether, in what form, from when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lindero.catalogue.clauses import NO_RULE
from lindero.catalogue.points import load_points
from lindero.outcomes.claims import (
    Claim,
    Label,
    Source,
    make_clause_source,
    make_value_source,
)
from lindero.outcomes.held_rules import HeldRules
from lindero.resources.languages import TOOL_LANGUAGE
from lindero.rulebook.rule import Rule

_NAMED_FIGURE = re.compile(r"\{\{ *([\w-]+) *\}\}")


def list_label_claims(held: HeldRules) -> Iterator[Claim]:
    """Every point that a statement settles, and those that there being no rule settles."""
    for rule in held.rules.values():
        if rule.is_none:
            yield from _list_denials(held, rule)
        for clause in rule.said:
            for point, answer in clause.settles.items():
                label = _read_label(rule, answer)
                yield Claim(point, label, make_clause_source(rule, clause), held.client)
        for claim in rule.spec.claims if rule.spec and not rule.is_none else ():
            if all(condition.fits_figures(rule.figures) for condition in claim.conditions):
                source = make_value_source(rule, claim.conditions)
                for point, answer in claim.settles.items():
                    yield Claim(point, _read_label(rule, answer), source, held.client)


def _read_label(rule: Rule, answer: str) -> Label:
    named = _NAMED_FIGURE.fullmatch(answer)
    figure = rule.figures.get(named[1]) if named else None
    return Label(figure.written if figure else answer)


def _list_denials(held: HeldRules, rule: Rule) -> Iterator[Claim]:
    """The points that are settled by there being no such rule, and by none of its statements."""
    clauses = rule.spec.clauses.values() if rule.spec else ()
    settled = {pair for clause in clauses for pair in clause.settles.items()}
    points = load_points()
    denied = {point for point, _ in settled if NO_RULE in points[point].answers}
    for point in sorted(denied - {point for point, label in settled if label == NO_RULE}):
        said = rule.spec.none[TOOL_LANGUAGE] if rule.spec else ""
        yield Claim(point, Label(NO_RULE), Source(rule.id, rule.path, str(said)), held.client)
