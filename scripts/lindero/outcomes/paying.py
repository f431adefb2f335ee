"""An order that is paid, and one that is paid late, in sums."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.catalogue.roles import Role
from lindero.catalogue.specs import find_role_spec
from lindero.outcomes.held_rules import HeldRules
from lindero.outcomes.outcome import NoOutcome, OpenReason, OutcomeLine
from lindero.pricing.late_charges import (
    LATE_ROLES,
    choose_delay,
    find_open_role,
    read_late_terms,
    reckon_late_charge,
)
from lindero.pricing.payment_plans import plan_payments
from lindero.pricing.payment_terms import PAYMENT_ROLES, PaymentTerms, UnknownParts
from lindero.shapes import Figure, Money, Period, Rate


def work_out_order(held: HeldRules, price: Money, _: int | None) -> Iterator[OutcomeLine]:
    """Who pays what when."""
    terms = PaymentTerms(held.list_facts(PAYMENT_ROLES))
    try:
        dues = terms.list_dues(price, held.find_length())
    except UnknownParts:
        raise tell_open_parts(held, "instalments") from None
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
    figures = {role: fact.figure for role, fact in facts.items()}
    terms = read_late_terms(figures)
    if terms is None:
        raise _ask_for_value(find_open_role(figures), facts["late-rate"].figure)
    delay = choose_delay(terms) if days is None else days
    try:
        charge = reckon_late_charge(terms, price, delay)
    except TypeError:
        raise _ask_for_value(find_open_role(figures), facts["late-rate"].figure) from None
    sources = tuple(facts.values())
    yield OutcomeLine("charge", "client", charge, sources, delay=Period(max(delay, 1), "day"))


def _ask_for_value(role: Role, rate: Figure) -> NoOutcome:
    """What a delay takes to come to a sum, with the catalogue's example of it."""
    rule = find_role_spec(role)
    value = next(one for one in rule.values.values() if one.role == role)
    is_ours = not (isinstance(rate, Rate) and rate.kind in {"statutory", "outside"})
    reason: OpenReason = "needs-value" if is_ours else "set-by-others"
    return NoOutcome(reason, f"{rule.id}.{value.name}", f"{value.name}: {value.example}")


def tell_open_parts(held: HeldRules, role: Role) -> NoOutcome:
    """Why nobody knows how a price is paid: how long the work takes, else a rule leaves it open."""
    (key,) = held.services
    if held.find_length() is None:
        return NoOutcome("needs-value", f"services.{key}.delivery", "delivery: 3 weeks")
    return NoOutcome("open", find_role_spec(role).id)
