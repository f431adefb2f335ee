"""What an author's own words for a stage of paying say of files and of approval."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lindero.catalogue.roles import Role
from lindero.outcomes.claims import Claim, Label, Length, Source, make_fact_source
from lindero.outcomes.held_rules import HeldRules
from lindero.outcomes.stage_moments import find_time_ahead
from lindero.shapes import Deadline, Period, Stages

_FIRST = "delivery.first"
_FILES = re.compile(r"(?i)\b(final files|(archivos|ficheros) finales)\b")
_APPROVAL = re.compile(r"(?i)(approv|aprob|visto bueno)")
"""How stages are called once the client has the files, or has approved the work."""
_QUOTE = re.compile(r"(?i)\b(quote|proposal|contract|presupuesto|propuesta|contrato)\b")
"""What is approved before there is any work."""
_STAGED: tuple[Role, ...] = ("instalments", "due-on-cancelling")
_ASKED = "approval.asked"
_MOMENT, _REST_TIME = "payment.last-moment", "payment.rest-time"
_AFTERWARDS = re.compile(
    r"(?i)^((on|with|at|upon|after) (the )?(final |last )?delivery"
    r"|(a|con|tras) la entrega|al entregar|(after|tras|despu[eé]s de(l)?) (the |el )?event)"
)
_BEFOREHAND = re.compile(
    r"(?i)^(on (signature|signing|booking|acceptance)|(a la firma|al (firmar|reservar|aceptar))"
    r"|(before|antes de))\b"
)
"""How stages are called that come after the work or the event, or before either."""


def list_stage_claims(held: HeldRules, said: Sequence[Claim]) -> Iterator[Claim]:
    """What stages that an author names in words say of the work, its files and its approval."""
    yield from _claim_last_part(held, said)
    yield from _claim_approvals(held, said)
    yield from _claim_paid_ahead(held)


def _claim_approvals(held: HeldRules, said: Sequence[Claim]) -> Iterator[Claim]:
    """A stage that comes with an approval is never reached where nothing is approved."""
    for role in _STAGED:
        rule, fact = held.find_rule(role), held.find_fact(role)
        if rule and fact and isinstance(fact.figure, Stages) and _has_approval(fact.figure):
            yield Claim(_ASKED, Label("asked"), make_fact_source(rule, fact))
            yield from (claim for claim in said if claim.point == _ASKED)


def _claim_paid_ahead(held: HeldRules) -> Iterator[Claim]:
    """All work that is paid in advance is not paid for once it is done."""
    rule, ahead = held.find_rule("instalments-ahead"), held.find_fact("instalments-ahead")
    if rule and ahead and not held.find_fact("instalments-longer"):
        yield Claim(_MOMENT, Label("beforehand"), make_fact_source(rule, ahead))
        yield from _claim_due_moment(held)


def _has_approval(stages: Stages) -> bool:
    called = [text for step in stages.steps for _, text in step.at.by_language]
    return any(_APPROVAL.search(text) and not _QUOTE.search(text) for text in called)


def _claim_last_part(held: HeldRules, said: Sequence[Claim]) -> Iterator[Claim]:
    """The last part of the price is not paid before what makes it due."""
    if not (found := _find_last_stage(held)):
        return
    last, source = found
    yield from _claim_moment(held, last, source)
    if _FILES.search(last):
        yield from (claim for claim in said if claim.point == _FIRST)
        yield Claim(_FIRST, Label("files"), source)
    yield from _claim_after_approval(held, last)


def claim_last_moment(held: HeldRules) -> Iterator[Claim]:
    """Whether the last part of the price is paid before the work or after it."""
    if last := _find_last_stage(held):
        yield from _claim_moment(held, *last)
    else:
        yield from _claim_due_moment(held)


def claim_rest_time(held: HeldRules) -> Iterator[Claim]:
    """How long there is to pay a last part that is invoiced so long before the day of the work."""
    last, paying = _find_last_stage(held), held.find_rule("payment-due")
    due, ahead = held.find_fact("payment-due"), find_time_ahead(last[0]) if last else None
    if not (last and paying and due and ahead and isinstance(due.figure, Deadline)):
        return
    if due.figure.event == "invoice" and due.figure.kind == "after" and due.figure.period:
        yield Claim(_REST_TIME, Length(ahead, "at most"), last[1])
        yield Claim(_REST_TIME, Length(due.figure.period), make_fact_source(paying, due))


def _find_last_stage(held: HeldRules) -> tuple[str, Source] | None:
    rule, stages = held.find_rule("instalments"), held.find_fact("instalments")
    if not rule or not stages or not isinstance(stages.figure, Stages):
        return None
    return stages.figure.steps[-1].at.written, make_fact_source(rule, stages)


def _claim_after_approval(held: HeldRules, last: str) -> Iterator[Claim]:
    """What is paid once the work is approved is not due before it can be."""
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


def _claim_moment(held: HeldRules, last: str, stage: Source) -> Iterator[Claim]:
    """What every payment waits for, or comes before, and how the last stage is called."""
    if _AFTERWARDS.match(last) or _BEFOREHAND.match(last):
        yield from _claim_due_moment(held)
        said = "afterwards" if _AFTERWARDS.match(last) else "beforehand"
        yield Claim(_MOMENT, Label(said), stage)


def _claim_due_moment(held: HeldRules) -> Iterator[Claim]:
    paying, due = held.find_rule("payment-due"), held.find_fact("payment-due")
    if paying and due and isinstance(due.figure, Deadline):
        moment = _find_moment(due.figure)
        if moment:
            yield Claim(_MOMENT, Label(moment), make_fact_source(paying, due))


def _find_moment(due: Deadline) -> str | None:
    """Before the work or the event, or after it; None for what counts from anything else."""
    if due.kind == "before" and due.event in {"start", "session"}:
        return "beforehand"
    if due.kind != "before" and due.event in {"delivery", "session"}:
        return "afterwards"
    return None
