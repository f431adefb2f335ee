"""The most that a late payment costs is no less than what it costs at least."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.checks.context import CheckContext
from lindero.checks.deposits import is_surely_less
from lindero.findings.finding import Finding, Related


def find_low_late_caps(context: CheckContext) -> Iterator[Finding]:
    """Caps below the least charge, or below the fixed sum that each late invoice bears."""
    rule = context.rulebook.find_role_rule("late-cap")
    for variant in rule.variants if rule else ():
        cap = variant.find_role_fact("late-cap")
        sums = variant.find_role_fact("late-minimum"), variant.find_role_fact("late-fixed")
        higher = [fact for fact in sums if cap and fact and is_surely_less(cap.figure, fact.figure)]
        if cap and higher:
            least = higher[0]
            message = f"`{cap.figure.written}` is less than `{least.figure.written}`, which "
            message += "every late payment costs"
            near = Related(context.locate_value(*least.path), f"`{least.address}`")
            place, help_ = context.locate_value(*cap.path), "raise the cap, or take it out"
            yield Finding("low-cap", message, place, help_, related=(near,))
