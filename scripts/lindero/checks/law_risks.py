"""Where a rulebook gives reason to read the law: what to look at, where it was read, and when."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.checks.context import CheckContext
from lindero.checks.fairness import ANSWER
from lindero.findings.finding import Finding
from lindero.outcomes.risks import FollowedLead, list_followed_leads
from lindero.resources.languages import TOOL_LANGUAGE


def find_law_risks(context: CheckContext) -> Iterator[Finding]:
    """Leads to follow before publishing, once something is sold and the clients are named."""
    named = "clients" in context.places.find_piece(("business",)).children
    if named and context.rulebook.services and not context.resolved.doubts:
        for found in list_followed_leads(context.rulebook, context.as_of):
            yield _report_lead(context, found)


def _report_lead(context: CheckContext, found: FollowedLead) -> Finding:
    lead, source = found
    message = f"`{source.address}`: {lead.says[TOOL_LANGUAGE]}"
    if lead.again < context.as_of:
        message += f"; this lead is old: it was to be looked at again by {lead.again}"
    help_ = (
        f"a lead and no advice, seen in secondary sources in {lead.seen}: {lead.source}; "
        f"ask somebody who knows, give these clients a case of their own, or {ANSWER}"
    ).format(code="law-risk")
    place = context.locate_statement(source.path, source.written)
    return Finding("law-risk", message, place, help_, "warning")
