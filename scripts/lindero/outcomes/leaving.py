"""A client who cancels, and a delivery that comes late, in sums."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import Role
from lindero.catalogue.specs import find_role_spec
from lindero.outcomes.held_rules import HeldRules
from lindero.outcomes.outcome import LineKind, NoOutcome, OutcomeLine
from lindero.outcomes.paying import tell_open_parts
from lindero.pricing.cancelling import EXAMPLE_ROLES, CancellingCost, CancellingTerms
from lindero.pricing.own_delays import EXAMPLE_PERIODS, reckon_reduction
from lindero.pricing.payment_terms import UnknownParts
from lindero.pricing.rounding import round_money
from lindero.shapes import Amount, Brackets, Money, Period, Rate, YesNo
from lindero.shapes.payables import apply_charge
from lindero.shapes.periods import compare_lengths

_LADDER_ROLES: tuple[Role, ...] = ("due-on-cancelling", "cancelling-fee")
_ABSENCE_ROLES: tuple[Role, ...] = ("absences", "absence-pause")
_DEPOSIT_ROLES: tuple[Role, ...] = (
    "deposit",
    "deposit-by-size",
    "deposit-returned",
    "cancelling-deposit",
    "cancelling-refund",
    "cancelling-credit",
)


def work_out_cancelling(held: HeldRules, price: Money, days: int | None) -> Iterator[OutcomeLine]:
    """What cancelling comes to so many days before a booking, and at each stage of the work.

    At these, if only the deposit has been paid.
    """
    booked = [*_cancel_booking(held, price, days)] if days else []
    yield from booked
    terms = CancellingTerms(held.list_facts(EXAMPLE_ROLES))
    try:
        costs = list(terms.list_costs(price, held.find_length()))
    except UnknownParts:
        raise tell_open_parts(held, "deposit") from None
    if booked and not costs:
        return
    if not costs:
        raise NoOutcome("no-rule", find_role_spec("due-on-cancelling").id)
    roles = _DEPOSIT_ROLES if costs[0].deposit.amount else ()
    named = (*_LADDER_ROLES, *roles)
    sources = tuple(terms.facts[role] for role in named if role in terms.facts)
    for cost in costs:
        yield OutcomeLine("total", "client", cost.total, sources, cost.at)
        yield from _settle_deposit(terms, cost, sources)


def _cancel_booking(held: HeldRules, price: Money, days: int) -> Iterator[OutcomeLine]:
    """What a booking costs that is cancelled so many days before."""
    free = held.find_fact("booking-free")
    fee, scale = held.find_fact("booking-fee"), held.find_fact("booking-scale")
    if free is None or not isinstance(free.figure, Period):
        raise NoOutcome("no-rule", find_role_spec("booking-free").id)
    if _is_paused(held):
        raise NoOutcome("by-calendar", free.address)
    left = Period(days, "day")
    steps = scale.figure.steps if scale and isinstance(scale.figure, Brackets) else ()
    # The free time ends a ladder that goes on further.
    if _is_longer(left, free.figure, free, also_equal=True):
        charged, sources = Money(Decimal(), price.currency), [free]
    else:
        ends = ((one.up_to, one.result) for one in steps if isinstance(one.up_to, Period))
        near = (result for end, result in ends if not _is_longer(left, end, scale or free))
        found, source = next(((one, scale) for one in near), (fee.figure if fee else None, fee))
        if source is None or not isinstance(found, Amount):
            raise NoOutcome("open", free.holder)
        exact = apply_charge(found, price)
        charged = Money(round_money(Fraction(exact.amount), exact.currency), exact.currency)
        sources = [source]
    yield OutcomeLine("ahead", "client", charged, tuple(sources), delay=left)


def _is_paused(held: HeldRules) -> bool:
    """Whether time stops in absences, so that which days they are decides what a notice is."""
    absences, pause = (held.rulebook.find_role_fact(role) for role in _ABSENCE_ROLES)
    return bool(absences and pause and pause.figure == YesNo(yes=True))


def _is_longer(left: Period, limit: Period, fact: Fact, *, also_equal: bool = False) -> bool:
    """Whether there is more time than a limit; raises NoOutcome where the calendar decides."""
    order = compare_lengths(left, limit)
    if order is None:
        raise NoOutcome("by-calendar", fact.address)
    return order > 0 or (also_equal and order == 0)


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
