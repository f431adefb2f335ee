"""No two statements answer one question differently, for any reader: whatever rules they are of."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.catalogue.points import load_points
from lindero.checks.context import CheckContext
from lindero.findings.finding import Finding, Related
from lindero.outcomes.claims import Claim, Contradiction, Label, Source
from lindero.outcomes.contradictions import find_contradictions
from lindero.resources.languages import TOOL_LANGUAGE

_CLIENTS = {"business": "for businesses", "consumer": "for private clients"}


def find_contrary_answers(context: CheckContext) -> Iterator[Finding]:
    """Points to which somebody reads two answers, each pair told once."""
    doubts = context.resolved.doubts
    for found in find_contradictions(context.rulebook, context.as_of, doubts):
        yield _report_contradiction(context, found)


def _report_contradiction(context: CheckContext, found: Contradiction) -> Finding:
    # Whoever wrote a rule of his own wrote it after ours: that is the place to look at.
    one, other = sorted((found.one, found.other), key=lambda claim: not claim.source.is_own)
    named = " and ".join(_name_source(claim.source) for claim in (one, other))
    quoted = _name_source(other.source)
    if other.source.sentence:
        quoted = f"`{other.source.address}`: “{other.source.sentence}”"
    place, near = (
        context.locate_statement(claim.source.path, claim.source.written) for claim in (one, other)
    )
    return Finding(
        "conflicting-rules",
        f"{named} contradict each other",
        place,
        _explain_contradiction(found, one, other),
        related=(Related(near, quoted),),
    )


def _name_source(source: Source) -> str:
    """The address with what is written there; of the price and the like, words."""
    address = f"`{source.address}`" if "." in source.address else source.address
    return f"{address} ({source.written})" if source.written else address


def _explain_contradiction(found: Contradiction, one: Claim, other: Claim) -> str:
    """The question, whom and when it is about, both answers where they are figures, a way out."""
    point = load_points()[one.point]
    circumstances = ", ".join(filter(None, (_CLIENTS.get(found.client, ""), one.where)))
    asked = f"“{point.asks[TOOL_LANGUAGE]}”"
    asked = f"{asked} ({circumstances})" if circumstances else asked
    if isinstance(one.answer, Label):
        return f"{asked} has one answer; {point.mend}"
    return f"{asked} {one.answer.written} by one, {other.answer.written} by the other; {point.mend}"
