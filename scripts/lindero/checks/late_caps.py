"""The most that a late payment costs is no less than what it costs at least."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.catalogue.facts import Fact
from lindero.checks.context import CheckContext
from lindero.checks.deposits import is_surely_less
from lindero.findings.finding import Finding, Related
from lindero.rulebook.rule import Rule
from lindero.shapes import Brackets, Figure, Money


def find_low_late_caps(context: CheckContext) -> Iterator[Finding]:
    """Caps below the least charge, or below the fixed sum that each late invoice bears."""
    for variant in context.rulebook.list_role_variants("late-cap"):
        cap = variant.find_role_fact("late-cap")
        higher = _find_higher(variant, cap.figure) if cap else None
        if cap and higher:
            least, fact = higher
            message = f"`{cap.figure.written}` is less than `{least.written}`, which "
            message += "every late payment costs"
            if isinstance(fact.figure, Brackets):
                message = message.replace("every late payment costs", "some late payments cost")
            near = Related(context.locate_value(*fact.path), f"`{fact.address}`")
            place, help_ = context.locate_value(*cap.path), "raise the cap, or take it out"
            yield Finding("low-cap", message, place, help_, related=(near,))


def _find_higher(rule: Rule, cap: Figure) -> tuple[Figure, Fact] | None:
    """A sum above the cap that a late payment costs at least, and the figure that says so."""
    higher = (one for one in _list_least_sums(rule) if is_surely_less(cap, one[0]))
    return next(higher, None)


def _list_least_sums(rule: Rule) -> Iterator[tuple[Figure, Fact]]:
    """The least charge, the fixed sum of each size, and both together."""
    minimum, fixed = rule.find_role_fact("late-minimum"), rule.find_role_fact("late-fixed")
    sizes = rule.find_role_fact("late-fixed-by-size")
    yield from ((fact.figure, fact) for fact in (minimum, fixed) if fact)
    if sizes and isinstance(sizes.figure, Brackets):
        yield from ((step.result, sizes) for step in sizes.figure.steps)
    if minimum and fixed and (both := _add_sums(minimum.figure, fixed.figure)):
        yield both, fixed


def _add_sums(one: Figure, other: Figure) -> Money | None:
    """Two sums together; None where they are in two currencies, which is told elsewhere."""
    if isinstance(one, Money) and isinstance(other, Money) and one.currency == other.currency:
        return one + other
    return None
