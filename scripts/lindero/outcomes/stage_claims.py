"""What an author's own words for a stage of paying say of files and of approval."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lindero.outcomes.claims import Claim, Label, Length, make_fact_source
from lindero.outcomes.held_rules import HeldRules
from lindero.outcomes.rule_claims import list_rule_claims
from lindero.shapes import Deadline, Period, Stages

_FIRST = "delivery.first"
_FILES = re.compile(r"(?i)\b(final files|(archivos|ficheros) finales)\b")
_APPROVAL = re.compile(r"(?i)(approv|aprob|visto bueno)")
"""How stages are called once the client has the files, or has approved the work."""


def list_stage_claims(held: HeldRules) -> Iterator[Claim]:
    """The last part of the price is not paid before what makes it due."""
    rule, stages = held.find_rule("instalments"), held.find_fact("instalments")
    if not rule or not stages or not isinstance(stages.figure, Stages):
        return
    last, source = stages.figure.steps[-1].at.written, make_fact_source(rule, stages)
    if _FILES.search(last):
        yield from (claim for claim in list_rule_claims(held) if claim.point == _FIRST)
        yield Claim(_FIRST, Label("files"), source)
    due, approval = held.find_fact("payment-due"), held.find_fact("approval-time")
    paying, approving = held.find_rule("payment-due"), held.find_rule("approval-time")
    if not (due and approval and paying and approving and _APPROVAL.search(last)):
        return
    paid, approved = due.figure, approval.figure
    if not isinstance(paid, Deadline) or not isinstance(approved, Period):
        return
    if paid.event == "delivery" and paid.period:
        point = "payment.last-part"
        yield Claim(point, Length(paid.period), make_fact_source(paying, due))
        yield Claim(point, Length(approved, "at least"), make_fact_source(approving, approval))
