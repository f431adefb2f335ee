"""What a delay comes to by the rules, day by day: a second reckoning for the terms page."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from lindero.expected.slow_sums import Deal, ExpectedSum, NoSum
from lindero.frozen import Frozen
from lindero.shapes import Brackets, Choice, Period, Rate
from lindero.shapes.units import DAY_COUNTS, measure_unit

_SURE_DAYS = {
    unit: count for unit, count in DAY_COUNTS.items() if len({*(measure_unit(unit) or (0, 1))}) == 1
}
"""What is as long in every month and year."""
_EXAMPLE_DAYS, _DAYS_BEYOND, _EXAMPLE_PERIODS = 45, 15, 3


def list_late_sums(deal: Deal) -> Iterator[ExpectedSum]:
    """What the price costs besides that is paid so late."""
    rate = deal.find_figure("late-rate")
    if not isinstance(rate, Rate) or not (rate.percent or rate.money):
        raise NoSum
    delay = _Delay(deal, rate, *_read_grace(deal, rate))
    charge = deal.make_money(delay.charge())
    period = Period(delay.days, "day")
    yield ExpectedSum("charge", charge, (deal.find_rule("late-rate"),), delay=period)


def _read_grace(deal: Deal, rate: Rate) -> tuple[int, bool]:
    """The days without a charge, and whether a longer delay is charged for them as well."""
    grace = deal.find_figure("late-grace")
    if not isinstance(grace, Period):
        return 0, False
    if grace.unit not in _SURE_DAYS or (rate.per and "late-backdated" not in deal.facts):
        raise NoSum
    return grace.count * _SURE_DAYS[grace.unit], deal.says("late-backdated", "yes")


class _Delay(Frozen):
    """A payment that is late, and what the rule says of that."""

    deal: Deal
    rate: Rate
    grace: int
    backdated: bool

    @property
    def days(self) -> int:
        """As many as reach every step, and more than are free."""
        limits = [self.grace, *(until for until, _ in self._list_steps() if until)]
        return max(_EXAMPLE_DAYS, max(limits) + _DAYS_BEYOND)

    def charge(self) -> Fraction:
        """What it comes to, exact."""
        if self.days <= self.grace:
            return Fraction(0)
        deal, found = self.deal, self._add_up_days()
        if minimum := deal.find_figure("late-minimum"):
            found = max(found, deal.measure(minimum))
        fixed = deal.find_figure("late-fixed") or deal.find_bracket("late-fixed-by-size")
        found += deal.measure(fixed) if fixed else 0
        cap = deal.find_figure("late-cap")
        return min(found, deal.measure(cap)) if cap else found

    def _add_up_days(self) -> Fraction:
        counted = range(1 if self.backdated else self.grace + 1, self.days + 1)
        if self.rate.per is None:
            return self._measure_rate(self.rate)
        if self._list_steps():
            return sum((self._charge_day(day) for day in counted), Fraction(0))
        periods = Fraction(len(counted), self._count_period())
        return self._charge_periods(self._count_part(periods))

    def _charge_day(self, day: int) -> Fraction:
        """What one day of delay costs, at the rate of its own step."""
        steps = self._list_steps()
        rate = next(rate for until, rate in steps if until is None or day <= until)
        return self._measure_rate(rate) / self._count_period()

    def _charge_periods(self, periods: Fraction) -> Fraction:
        if not self.deal.says("late-compound", "yes") or self.rate.percent is None:
            return self._measure_rate(self.rate) * periods
        owed = price = Fraction(self.deal.price.amount)
        share = Fraction(self.rate.percent.points) / 100
        for _ in range(floor(periods)):
            owed += owed * share
        return owed + owed * share * (periods - floor(periods)) - price

    def _count_part(self, periods: Fraction) -> Fraction:
        if self.deal.says("late-part", "full"):
            return Fraction(floor(periods))
        return Fraction(ceil(periods)) if self.deal.says("late-part", "begun") else periods

    def _count_period(self) -> int:
        year = self.deal.find_figure("late-year")
        unit = self.rate.per or ""
        if unit not in DAY_COUNTS:
            raise NoSum
        each = int(year.name) if unit == "year" and isinstance(year, Choice) else DAY_COUNTS[unit]
        return each * self.rate.every

    def _measure_rate(self, rate: Rate) -> Fraction:
        return self.deal.measure(rate.percent or rate.money)

    def _list_steps(self) -> list[tuple[int | None, Rate]]:
        """The rates by the day up to which each holds; refused where they leave a day open."""
        found, steps = self.deal.find_figure("late-escalation"), list[tuple[int | None, Rate]]()
        if not isinstance(found, Brackets):
            return steps
        for step in found.steps:
            if not isinstance(step.result, Rate) or step.result.per != self.rate.per:
                raise NoSum
            if step.result.every != self.rate.every:
                raise NoSum
            steps.append((_read_limit(step.up_to), step.result))
        self._refuse_open_steps(steps)
        return steps

    def _refuse_open_steps(self, steps: list[tuple[int | None, Rate]]) -> None:
        parts = self.deal.says("late-part", "full") or self.deal.says("late-part", "begun")
        grows = parts or self.deal.says("late-compound", "yes") or self.rate.per is None
        if grows or steps[-1][0] is not None or steps[0][1] != self.rate:
            raise NoSum


def _read_limit(limit: object) -> int | None:
    """Up to which day of delay a step holds; None for all further ones."""
    if limit is None:
        return None
    if not isinstance(limit, Period) or limit.unit not in _SURE_DAYS:
        raise NoSum
    return limit.count * _SURE_DAYS[limit.unit]


def list_own_late_sums(deal: Deal) -> Iterator[ExpectedSum]:
    """What a late delivery takes off: no more than the cap, and never more than the price."""
    remedy = deal.find_figure("own-delay-rate")
    if not isinstance(remedy, Rate):
        raise NoSum
    periods = _EXAMPLE_PERIODS if remedy.per else 1
    unit, every = (remedy.per or "day"), (remedy.every if remedy.per else 1)
    taken = deal.measure(remedy.percent or remedy.money) * periods
    cap = deal.find_figure("own-delay-cap")
    taken = min(taken, Fraction(deal.price.amount), *([deal.measure(cap)] if cap else []))
    delay = Period(periods * every, unit)
    yield ExpectedSum(
        "off", deal.make_money(taken), (deal.find_rule("own-delay-rate"),), delay=delay
    )
