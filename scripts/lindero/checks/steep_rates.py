"""A rate that soon comes to the whole sum is told once: a month may have been meant, not a day."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import Role
from lindero.checks.context import CheckContext
from lindero.checks.fairness import ANSWER
from lindero.findings.finding import Finding
from lindero.rulebook.rule import Rule
from lindero.shapes import Brackets, Figure
from lindero.shapes.rates import Rate

WHOLE_AFTER_DAYS = 90
"""A rate that comes to the whole sum sooner is out of proportion; 1 % a day stays below that."""

_CAPS: tuple[Role, ...] = ("late-cap", "own-delay-cap")


def find_steep_rates(context: CheckContext) -> Iterator[Finding]:
    """Shares per time that come to the whole sum within a few months, and that nothing caps."""
    for rule in context.rulebook.rules.values():
        for variant in rule.variants:
            for fact in () if _is_capped(variant) else variant.facts.values():
                steep = (rate for rate in _list_rates(fact.figure) if _is_steep(rate))
                if rate := next(steep, None):
                    yield _report_rate(context, fact, rate)


def _is_capped(rule: Rule) -> bool:
    return any(rule.find_role_fact(cap) for cap in _CAPS)


def _list_rates(figure: Figure) -> Iterator[Rate]:
    results = [step.result for step in figure.steps] if isinstance(figure, Brackets) else [figure]
    yield from (one for one in results if isinstance(one, Rate))


def _is_steep(rate: Rate) -> bool:
    if not rate.percent or not rate.days:
        return False
    return Fraction(rate.percent.points) * WHOLE_AFTER_DAYS > 100 * rate.days


def _report_rate(context: CheckContext, fact: Fact, rate: Rate) -> Finding:
    assert rate.percent and rate.days
    days = -(-100 * rate.days // Fraction(rate.percent.points))
    after = "a day" if days == 1 else f"{days} days"
    message = f"`{fact.address}` ({rate.written}) comes to the whole sum after {after}"
    help_ = f"write another share or time, or a `cap`; {ANSWER.format(code='steep-rate')}"
    place = context.locate_value(*fact.path)
    return Finding("steep-rate", message, place, help_, "warning")
