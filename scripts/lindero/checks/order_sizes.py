"""What an order costs by its size: none is free, twice as much costs more, a size has a unit."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from lindero.catalogue.facts import Fact
from lindero.catalogue.sample_sums import change_currency
from lindero.checks.context import CheckContext
from lindero.checks.fairness import ANSWER
from lindero.findings.finding import Finding
from lindero.findings.place import Place
from lindero.records.sections import Service
from lindero.shapes import Brackets, Count, Money, Percent, Price
from lindero.shapes.brackets import Bracket
from lindero.shapes.limits import Limit

_WHOLE = 100


def find_odd_volumes(context: CheckContext) -> Iterator[Finding]:
    """Discounts by size that leave nothing to be paid, or whose sizes are of nothing."""
    for variant in context.rulebook.list_role_variants("discount-volume"):
        fact = variant.find_role_fact("discount-volume")
        if fact and isinstance(fact.figure, Brackets):
            yield from _find_bare_limits(context, fact, fact.figure)
            yield from _find_free_orders(context, fact, fact.figure)
            yield from _find_halved_orders(context, fact, fact.figure)


def _find_bare_limits(context: CheckContext, fact: Fact, volume: Brackets) -> Iterator[Finding]:
    first = volume.steps[0].up_to
    if isinstance(first, Count):
        place = context.locate_value(*fact.path, 0, "up to")
        message = f"`up to: {first.written}` does not say of what"
        limit = change_currency("up to: 1000 EUR", context.rulebook.business.currency)
        help_ = f"write sums, like `{limit}`, or give the service `tiers`, which count "
        help_ += f"what its price is per; {ANSWER.format(code='bare-limit')}"
        yield Finding("bare-limit", message, place, help_, "warning")


def _find_free_orders(context: CheckContext, fact: Fact, volume: Brackets) -> Iterator[Finding]:
    """Shares of all, and sums that are more than the least order that gets them."""
    lower = Fraction(0)
    for at, step in enumerate(volume.steps):
        share = step.result
        free = isinstance(share, Percent) and share.points >= _WHOLE
        if isinstance(share, Money) and not isinstance(step.up_to, Count):
            free = Fraction(share.amount) > lower
        if free:
            leaves = "leaves" if isinstance(share, Percent) else "can leave"
            order = f"an order {_name_bracket(volume, at)}"
            message = f"a discount of `{share.written}` {leaves} nothing to pay for {order}"
            help_ = "write what is taken off, like `5 %`; where nothing is, `share: 0 %`"
            place = context.locate_value(*fact.path, at, "share")
            yield Finding("free-order", message, place, help_)
            return
        lower = Fraction(step.up_to.amount) if isinstance(step.up_to, Money) else lower


def _name_bracket(volume: Brackets, at: int) -> str:
    """`up to 1000 EUR`, `over 1000 EUR`."""
    limit, below = volume.steps[at].up_to, volume.steps[at - 1].up_to
    return f"up to {limit.written}" if limit else f"over {below.written if below else 0}"


def _find_halved_orders(context: CheckContext, fact: Fact, volume: Brackets) -> Iterator[Finding]:
    """Shares so much larger than the one before that twice the order costs no more."""
    for at, (before, step) in enumerate(pairwise(volume.steps), 1):
        less, more = before.result, step.result
        if not (isinstance(less, Percent) and isinstance(more, Percent) and before.up_to):
            continue
        if more.points < _WHOLE and 2 * (_WHOLE - more.points) <= _WHOLE - less.points:
            place = context.locate_value(*fact.path, at, "share")
            yield _report_cheaper_more(place, before.up_to, "write a share")
            return


def find_halved_tiers(context: CheckContext, key: str, service: Service) -> Iterator[Finding]:
    """Tiers for the whole order, of which one makes twice as much cost no more."""
    tiers = service.tiers if service.tiering == "whole" else None
    for at, (before, step) in enumerate(pairwise(tiers.steps if tiers else ()), 1):
        if before.up_to and _is_halved(before, step):
            place = context.locate_value("services", key, "tiers", at, "price")
            yield _report_cheaper_more(place, before.up_to, "write `tiering: each`, or a price")
            return


def _is_halved(before: Bracket, step: Bracket) -> bool:
    prices = [one.low for one in (before.result, step.result) if isinstance(one, Price)]
    first, second = (*prices, None, None)[:2]
    return bool(first and second and 2 * second.amount <= first.amount)


def _report_cheaper_more(place: Place, limit: Limit, way_out: str) -> Finding:
    """An order just above the limit, or twice as large, costs no more than one of the limit."""
    message = f"twice as much as `{limit.written}` costs no more than that"
    help_ = f"{way_out} with which a larger order costs more; {ANSWER.format(code='cheaper-more')}"
    return Finding("cheaper-more", message, place, help_, "warning")
