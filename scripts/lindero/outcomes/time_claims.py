"""How long something takes by one rule, and the least or the most that another one leaves it."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.catalogue.specs import Role
from lindero.outcomes.claims import Claim, Length, Reach, Source, make_fact_source
from lindero.outcomes.held_rules import HeldRules
from lindero.shapes import Choice, Deadline, Period, YesNo


def list_time_claims(held: HeldRules) -> Iterator[Claim]:
    """Claims about lengths of time."""
    yield from _claim_ordinary_delivery(held)
    yield from _claim_closing(held)
    yield from _claim_length(held, "fault.report-time", "fault-report")
    yield from _claim_length(held, "fault.report-time", "warranty-time", "at least")
    if held.find_fact("early-discount") and held.find_fact("early-time"):
        yield from _claim_length(held, "payment.early-time", "early-time")
        yield from _claim_length(held, "payment.early-time", "payment-due", "at most")


def _claim_length(
    held: HeldRules, point: str, role: Role, reach: Reach = "exactly"
) -> Iterator[Claim]:
    """What the figure of a role says of a point; of a deadline, how long after an invoice it is."""
    rule, fact = held.find_rule(role), held.find_fact(role)
    if rule and fact and (period := _read_period(fact.figure)):
        yield Claim(point, Length(period, reach), make_fact_source(rule, fact), held.client)


def _read_period(figure: object) -> Period | None:
    if isinstance(figure, Deadline):
        counted = figure.kind == "after" and figure.event == "invoice" and not figure.steps
        return figure.period if counted else None
    return figure if isinstance(figure, Period) else None


def _claim_ordinary_delivery(held: HeldRules) -> Iterator[Claim]:
    """What a service takes as a rule is no rush work."""
    below = held.find_fact("rush-below")
    rush = held.find_rule("rush-below")
    if not rush or not below or not isinstance(below.figure, Period):
        return
    for key in held.services:
        if delivery := held.rulebook.services[key].delivery:
            point, address = "delivery.ordinary", f"services.{key}.delivery"
            yield Claim(point, Length(delivery), Source(address, tuple(address.split("."))), key)
            least = Length(below.figure, "at least")
            yield Claim(point, least, make_fact_source(rush, below), key)


def _claim_closing(held: HeldRules) -> Iterator[Claim]:
    """A project that silence closes is not closed before silence has approved the delivery."""
    silence, effect = held.find_fact("silence-approves"), held.find_fact("inactivity-effect")
    approves = silence and silence.figure == YesNo(yes=True)
    if approves and effect and effect.figure == Choice("close"):
        yield from _claim_length(held, "silence.closing-time", "inactivity-after")
        yield from _claim_length(held, "silence.closing-time", "approval-time", "at least")
