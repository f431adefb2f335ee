"""No two statements answer one question differently, for any reader: whatever rules they are of."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.catalogue.points import load_points
from lindero.checks.context import CheckContext
from lindero.findings.finding import Finding, Related
from lindero.outcomes.claims import Claim, Contradiction
from lindero.outcomes.contradictions import find_contradictions
from lindero.resources.languages import TOOL_LANGUAGE


def find_contrary_answers(context: CheckContext) -> Iterator[Finding]:
    """Points to which somebody reads two answers, each pair told once."""
    for found in find_contradictions(context.rulebook, context.as_of):
        yield _report_contradiction(context, found)


def _report_contradiction(context: CheckContext, found: Contradiction) -> Finding:
    one, other = found
    named = " and ".join(f"`{said.source.address}` ({said.answer.written})" for said in found)
    point = load_points()[one.point]
    where = f" ({one.where})" if one.where else ""
    help_ = f"“{point.asks[TOOL_LANGUAGE]}”{where} has one answer; {point.mend}"
    return Finding(
        "conflicting-rules",
        f"{named} contradict each other",
        context.locate_key(*one.source.path),
        help_,
        related=(Related(context.locate_key(*other.source.path), _quote_claim(other)),),
    )


def _quote_claim(claim: Claim) -> str:
    sentence = f": “{claim.source.sentence}”" if claim.source.sentence else ""
    return f"`{claim.source.address}`{sentence}"
