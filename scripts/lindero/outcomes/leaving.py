"""A client who cancels, and a delivery that comes late, in sums."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import Role
from lindero.catalogue.specs import find_role_spec
from lindero.outcomes.held_rules import HeldRules
from lindero.outcomes.outcome import LineKind, NoOutcome, OutcomeLine
from lindero.outcomes.paying import tell_open_parts
from lindero.pricing.cancelling import EXAMPLE_ROLES, CancellingCost, CancellingTerms
from lindero.pricing.own_delays import EXAMPLE_PERIODS, reckon_reduction
from lindero.pricing.payment_terms import UnknownParts
from lindero.shapes import Amount, Money, Period, Rate

_LADDER_ROLES: tuple[Role, ...] = ("due-on-cancelling", "cancelling-fee")
_DEPOSIT_ROLES: tuple[Role, ...] = (
    "deposit",
    "deposit-by-size",
    "deposit-returned",
    "cancelling-deposit",
    "cancelling-refund",
    "cancelling-credit",
)


def work_out_cancelling(held: HeldRules, price: Money, _: int | None) -> Iterator[OutcomeLine]:
    """What cancelling comes to at each stage, if only the deposit has been paid."""
    terms = CancellingTerms(held.list_facts(EXAMPLE_ROLES))
    try:
        costs = list(terms.list_costs(price, held.find_length()))
    except UnknownParts:
        raise tell_open_parts(held, "deposit") from None
    if not costs:
        raise NoOutcome("no-rule", find_role_spec("due-on-cancelling").id)
    roles = _DEPOSIT_ROLES if costs[0].deposit.amount else ()
    named = (*_LADDER_ROLES, *roles)
    sources = tuple(terms.facts[role] for role in named if role in terms.facts)
    for cost in costs:
        yield OutcomeLine("total", "client", cost.total, sources, cost.at)
        yield from _settle_deposit(terms, cost, sources)


def _settle_deposit(
    terms: CancellingTerms, cost: CancellingCost, sources: tuple[Fact, ...]
) -> Iterator[OutcomeLine]:
    left = cost.total - cost.deposit
    if left.amount > 0 and cost.deposit.amount:
        yield OutcomeLine("still", "client", left, sources, cost.at)
    elif left.amount < 0:
        over = cost.deposit - cost.total
        yield OutcomeLine(_name_rest(terms), "freelancer", over, sources, cost.at)


def _name_rest(terms: CancellingTerms) -> LineKind:
    """What becomes of what was paid beyond what is due."""
    if terms.returns_rest:
        return "back"
    return "credit" if terms.credits_rest else "unsaid"


def work_out_own_delay(held: HeldRules, price: Money, days: int | None) -> Iterator[OutcomeLine]:
    """What a late delivery takes off."""
    remedy, cap = held.find_fact("own-delay-rate"), held.find_fact("own-delay-cap")
    if remedy is None or not isinstance(remedy.figure, Rate):
        raise NoOutcome("no-rule", find_role_spec("own-delay-rate").id)
    periods, delay = _count_periods(remedy.figure, days)
    most = cap.figure if cap and isinstance(cap.figure, Amount) else None
    taken = reckon_reduction(remedy.figure, most, price, periods)
    yield OutcomeLine("off", "freelancer", taken, (remedy, *([cap] if cap else [])), delay=delay)


def _count_periods(rate: Rate, days: int | None) -> tuple[int, Period]:
    """How many of its periods the rate is taken for, and how late that is."""
    if days is not None:
        each = rate.days or 0
        if rate.per and (not each or days % each):
            raise NoOutcome("part-of-period", rate.written)
        return days // each if each else 1, Period(max(days, 1), "day")
    if rate.per:
        return EXAMPLE_PERIODS, Period(EXAMPLE_PERIODS * rate.every, rate.per)
    return 1, Period(1, "day")
