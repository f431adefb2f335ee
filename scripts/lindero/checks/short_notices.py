"""What changes from a day on is announced as early as the rules promise that it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from lindero.checks.context import CheckContext
from lindero.checks.fairness import ANSWER
from lindero.findings.finding import Finding, Related
from lindero.outcomes.claims import Claim, Length
from lindero.outcomes.held_rules import list_held_rules
from lindero.outcomes.rule_claims import list_rule_claims
from lindero.outcomes.two_sides import settles_any
from lindero.reading.tree import PathStep
from lindero.shapes import Period
from lindero.shapes.periods import CALENDAR_DAY

_PRICES, _RULES = "terms.notice", "terms.changes"


class _Change(NamedTuple):
    """From which day something changes, where that is written, and which point is about it."""

    what: str
    day: date
    path: tuple[PathStep, ...]
    point: str


def find_short_notices(context: CheckContext) -> Iterator[Finding]:
    """Coming prices and rules that this edition, the first to tell them, announces too late."""
    edition, book = context.rulebook.business.edition.date, context.rulebook
    coming = [one for one in _list_changes(context) if one.day > context.as_of]
    rules = {
        name: rule for name, rule in book.rules.items() if settles_any(rule, {_PRICES, _RULES})
    }
    told: set[tuple[PathStep, ...]] = set()
    for held in list_held_rules(book, rules, context.as_of) if coming else ():
        claims = {claim.point: claim for claim in list_rule_claims(held)}
        for one in coming:
            claim = claims.get(one.point)
            bought = one.path[0] != "services" or one.path[1] in held.services
            if bought and one.path not in told and claim and _is_late(edition, one.day, claim):
                told.add(one.path)
                yield _report_change(context, one, claim)


def _list_changes(context: CheckContext) -> Iterator[_Change]:
    """Prices that rise, and rules that have another case from a day on."""
    for key, service in context.rulebook.services.items():
        change, low = service.change, service.price.low
        coming = change.price.low if change else None
        if change and not (low and coming and coming.amount < low.amount):
            what, path = f"the price of `{key}` changes", ("services", key, "change", "from")
            yield _Change(what, change.from_.date, path, _PRICES)
    for rule in context.rulebook.rules.values():
        for variant in rule.variants:
            day, fact = variant.written_case.start, next(iter(variant.facts.values()), None)
            if day and fact:
                start = (*fact.path[: len(rule.path) + 1], "from")
                yield _Change(f"`{rule.id}` changes", day, start, _RULES)


def _is_late(edition: date, day: date, claim: Claim) -> bool:
    """Whether the time between is surely shorter than the notice that a rule promises."""
    if not isinstance(claim.answer, Length):
        return False
    ahead = Length(Period(max((day - edition).days, 0), CALENDAR_DAY))
    return not ahead.overlaps(replace(claim.answer, reach="at least"))


def _report_change(context: CheckContext, one: _Change, claim: Claim) -> Finding:
    edition = context.rulebook.business.edition.machine
    source = claim.source
    message = (
        f"{one.what} on {one.day}, and `{source.address}` ({source.written}) is not kept "
        f"by an edition of {edition}"
    )
    help_ = f"let it change later, or announce it sooner; {ANSWER.format(code='short-notice')}"
    near = Related(context.locate_statement(source.path, source.written), f"`{source.address}`")
    place = context.locate_value(*one.path)
    return Finding("short-notice", message, place, help_, "warning", (near,))
