"""What paying late costs by a day: exact, and rounded once at the end, half up.

A week has 7 days, a month 30, a year 365 or 360, as the sentences of the rule say. In this order:
the days of grace, the rate, the least that is charged, the fixed sum beside it, the most in all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple, get_args

from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import LateRole
from lindero.frozen import Frozen
from lindero.pricing.orders import PriceList
from lindero.pricing.rounding import round_money
from lindero.shapes import Brackets, Choice, Figure, Money, Percent, Period, Rate, YesNo
from lindero.shapes.payables import Amount, Charge, apply_charge
from lindero.shapes.units import DAY_COUNTS, measure_unit

LATE_ROLES: tuple[LateRole, ...] = get_args(LateRole)

_EXAMPLE_DAYS = 45

_COUNT_PERIODS: dict[str, Callable[[Fraction], Fraction]] = {
    "days": lambda periods: periods,
    "full": lambda periods: Fraction(floor(periods)),
    "begun": lambda periods: Fraction(ceil(periods)),
}
"""How many periods are charged, by how a part of one counts."""


class LateStep(NamedTuple):
    """What each day up to a day of delay costs; None for all further ones."""

    until: int | None
    rate: Rate


class LateTerms(Frozen):
    """What a rule says of paying late; `period` is that of the rate in days, None if paid once.

    `grace` are days in which nothing is charged; unless `backdated`, they never count. With
    `steps`, each day of delay has the rate of its own step, the first of which is `rate`.
    """

    rate: Rate
    period: int | None
    part: str = "days"
    grace: int = 0
    backdated: bool = False
    compound: bool = False
    minimum: Money | None = None
    cap: Amount | None = None
    fixed: Figure | None = None
    steps: tuple[LateStep, ...] = ()


class LateExample(NamedTuple):
    """A sum that was owed, how late it was paid, and what that costs."""

    owed: Fact
    delay: Fact
    charge: Fact

    def rename_facts(self, suffix: str) -> LateExample:
        """The same with the case in the addresses of its figures."""
        return LateExample(*(fact.add_suffix(suffix) for fact in self))


def read_late_terms(figures: Mapping[LateRole, Figure]) -> LateTerms | None:
    """The answers of the rule by their roles; None where they leave open what a delay costs.

    That is so for a rate that others set, grace that a calendar decides, grace of which nobody says
    whether a longer delay counts it, and rates that change with the delay otherwise than by days.
    """
    rate, grace = figures.get("late-rate"), figures.get("late-grace")
    if not isinstance(rate, Rate) or _is_set_elsewhere(rate):
        return None
    period = _measure_period(rate, figures)
    grace_days = _count_days(grace) if isinstance(grace, Period) else 0
    is_open = grace is not None and bool(rate.per) and "late-backdated" not in figures
    if is_open or grace_days is None or (rate.per and period is None):
        return None
    steps = _read_steps(rate, figures)
    if steps is None:
        return None
    part = figures.get("late-part")
    minimum, cap = figures.get("late-minimum"), figures.get("late-cap")
    return LateTerms(
        rate,
        period,
        part.name if isinstance(part, Choice) else "days",
        grace_days,
        _is_yes(figures.get("late-backdated")),
        _is_yes(figures.get("late-compound")),
        minimum if isinstance(minimum, Money) else None,
        cap if isinstance(cap, Amount) else None,
        figures.get("late-fixed") or figures.get("late-fixed-by-size"),
        steps,
    )


def find_open_role(figures: Mapping[LateRole, Figure]) -> LateRole:
    """The answer that would have to be there, or be another, for a delay to come to a sum."""
    rate, grace = figures.get("late-rate"), figures.get("late-grace")
    if not isinstance(rate, Rate) or _is_set_elsewhere(rate):
        return "late-rate"
    if isinstance(grace, Period) and _count_days(grace) is None:
        return "late-grace"
    if grace and rate.per and "late-backdated" not in figures:
        return "late-backdated"
    if rate.per and _measure_period(rate, figures) is None:
        return "late-rate"
    return "late-fixed-by-size" if _read_steps(rate, figures) is not None else "late-escalation"


def _is_set_elsewhere(rate: Rate) -> bool:
    return rate.kind in {"statutory", "outside"}


def _read_steps(rate: Rate, figures: Mapping[LateRole, Figure]) -> tuple[LateStep, ...] | None:
    """The rates by delay, none where one holds throughout; None where they leave a day open.

    The sentences that say what counts as a month or a year are about the first rate.
    """
    found = figures.get("late-escalation")
    if not isinstance(found, Brackets):
        return ()
    part = figures.get("late-part")
    by_days = not isinstance(part, Choice) or part.name == "days"
    steps = list[LateStep]()
    for step in found.steps:
        until = _count_days(step.up_to) if isinstance(step.up_to, Period) else None
        is_known = step.up_to is None or until is not None
        each = step.result
        if not is_known or not isinstance(each, Rate) or (each.per, each.every) != _name_pace(rate):
            return None
        steps.append(LateStep(until, each))
    is_open = steps[-1].until is not None or steps[0].rate != rate or rate.per is None
    compound = _is_yes(figures.get("late-compound"))
    return None if is_open or compound or not by_days else tuple(steps)


def _name_pace(rate: Rate) -> tuple[str | None, int]:
    """How often a rate is paid."""
    return rate.per, rate.every


def _measure_period(rate: Rate, figures: Mapping[LateRole, Figure]) -> int | None:
    year = figures.get("late-year")
    if rate.per == "year" and isinstance(year, Choice):
        return rate.every * int(year.name)
    return rate.days


def _count_days(period: Period) -> int | None:
    """The days of a length of time; None where the calendar or the clock decides."""
    bounds = measure_unit(period.unit)
    days = DAY_COUNTS.get(period.unit)
    return days * period.count if days and bounds and bounds[0] == bounds[1] else None


def _is_yes(figure: Figure | None) -> bool:
    return isinstance(figure, YesNo) and figure.yes


def reckon_late_charge(terms: LateTerms, owed: Money, days: int) -> Money:
    """What a sum costs besides that is paid so many days after it was due.

    Raises ValueError for two currencies, TypeError for a fixed sum that depends on working time.
    """
    if days <= terms.grace:
        return Money(Decimal(0), owed.currency)
    counted = days if terms.backdated else days - terms.grace
    charge = (
        _reckon_steps(terms, owed, days) if terms.steps else _reckon_interest(terms, owed, counted)
    )
    if terms.minimum:
        charge = max(charge, _read_sum(terms.minimum, owed))
    if fixed := _find_fixed_charge(terms.fixed, owed):
        charge += _read_sum(fixed, owed)
    if terms.cap:
        charge = min(charge, _read_sum(terms.cap, owed))
    return Money(round_money(charge, owed.currency), owed.currency)


def _reckon_interest(terms: LateTerms, owed: Money, days: int) -> Fraction:
    figure = terms.rate.percent or terms.rate.money
    assert figure
    each = _read_sum(figure, owed)
    if terms.period is None:
        return each
    periods = _COUNT_PERIODS[terms.part](Fraction(days, terms.period))
    if not terms.compound or not isinstance(figure, Percent):
        return each * periods
    # Whole periods are charged on what they have come to, the part of one on that as well.
    whole, share = floor(periods), Fraction(figure.points) / 100
    grown: Fraction = (1 + share) ** whole * (1 + share * (periods - whole))
    return Fraction(owed.amount) * (grown - 1)


def _reckon_steps(terms: LateTerms, owed: Money, days: int) -> Fraction:
    """Each day of delay at the rate of its own step; days of grace that never count are in one."""
    charge, first = Fraction(0), 0 if terms.backdated else terms.grace
    for step in terms.steps:
        last = days if step.until is None else min(step.until, days)
        if last > first:
            part = replace(terms, rate=step.rate)
            charge, first = charge + _reckon_interest(part, owed, last - first), last
    return charge


def _find_fixed_charge(fixed: Figure | None, owed: Money) -> Charge | None:
    """The fixed sum for what is owed; nothing where it is more than any bracket tells."""
    if not isinstance(fixed, Brackets):
        return fixed if isinstance(fixed, Money) else None
    for step in fixed.steps:
        limit = step.up_to
        if limit is None or (isinstance(limit, Money) and (limit - owed).amount >= 0):
            return step.result if isinstance(step.result, Charge) else None
    return None


def _read_sum(charge: Charge, owed: Money) -> Fraction:
    return Fraction(apply_charge(charge, owed).amount)


def make_late_example(
    figures: Mapping[LateRole, Fact | None], prices: PriceList
) -> LateExample | None:
    """What a round sum costs that is paid 45 days late or later; None where open, or nothing.

    Its figures lie under the rule that has the rate.
    """
    rate, owed = figures["late-rate"], _choose_round_sum(prices)
    terms = read_late_terms({role: fact.figure for role, fact in figures.items() if fact})
    if terms is None or rate is None or owed is None:
        return None
    days = choose_delay(terms)
    try:
        charge = reckon_late_charge(terms, owed, days)
    except (TypeError, ValueError):
        return None
    shown = {"owed": owed, "delay": Period(days, "day"), "charge": charge}
    facts = (
        Fact(f"{rate.holder}.example.{name}", figure, computed=True)
        for name, figure in shown.items()
    )
    return LateExample(*facts) if charge.amount else None


def choose_delay(terms: LateTerms) -> int:
    """A delay that reaches every step, and is longer than what is free."""
    limits = [terms.grace, *(step.until for step in terms.steps if step.until)]
    return max(_EXAMPLE_DAYS, max(limits) + _EXAMPLE_DAYS // 3)


def _choose_round_sum(prices: PriceList) -> Money | None:
    """1000, 10,000 or so, as the highest price has digits: what an invoice there may come to."""
    sums = [service.price.low for service in prices.services.values() if service.price.low]
    alike = [one.amount for one in sums if one.currency == sums[0].currency and one.amount]
    if not alike:
        return None
    return Money(Decimal(10) ** max(max(alike).adjusted(), 2), sums[0].currency)
