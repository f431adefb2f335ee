"""An order that is paid, and one that is paid late, in sums."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.catalogue.specs import find_role_spec
from lindero.outcomes.held_rules import HeldRules
from lindero.outcomes.outcome import NoOutcome, OutcomeLine
from lindero.pricing.late_charges import (
    LATE_ROLES,
    choose_delay,
    read_late_terms,
    reckon_late_charge,
)
from lindero.pricing.payment_plans import plan_payments
from lindero.pricing.payment_terms import PAYMENT_ROLES, PaymentTerms, UnknownParts
from lindero.shapes import Money, Period


def work_out_order(held: HeldRules, price: Money, _: int | None) -> Iterator[OutcomeLine]:
    """Who pays what when."""
    terms = PaymentTerms(held.list_facts(PAYMENT_ROLES))
    try:
        dues = terms.list_dues(price, held.find_length())
    except UnknownParts:
        raise NoOutcome("open", find_role_spec("instalments").id) from None
    payments = plan_payments(price, dues)
    if not payments:
        raise NoOutcome("no-rule", find_role_spec("deposit").id)
    for at, payment in enumerate(payments):
        source = dues[min(at, len(dues) - 1)].fact
        yield OutcomeLine(payment.kind, "client", payment.amount, (source,), payment.at)


def work_out_late(held: HeldRules, price: Money, days: int | None) -> Iterator[OutcomeLine]:
    """What the whole price costs besides that is paid so many days late."""
    facts = held.list_facts(LATE_ROLES)
    if "late-rate" not in facts:
        raise NoOutcome("no-rule", find_role_spec("late-rate").id)
    terms = read_late_terms({role: fact.figure for role, fact in facts.items()})
    if terms is None:
        raise NoOutcome("open", find_role_spec("late-rate").id)
    delay = choose_delay(terms) if days is None else days
    try:
        charge = reckon_late_charge(terms, price, delay)
    except TypeError:
        raise NoOutcome("open", find_role_spec("late-rate").id) from None
    sources = tuple(facts.values())
    yield OutcomeLine("charge", "client", charge, sources, delay=Period(max(delay, 1), "day"))
