"""What cancelling a booking late costs, where a scale already says it for all the time left."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.catalogue.facts import Fact
from lindero.checks.context import CheckContext
from lindero.findings.finding import Finding, Related
from lindero.rulebook.rule import Rule
from lindero.shapes import Brackets, Period
from lindero.shapes.periods import compare_lengths


def find_idle_fees(context: CheckContext) -> Iterator[Finding]:
    """A fee that never applies: readers would take it for what every late cancelling costs."""
    for variant in context.rulebook.list_role_variants("booking-free"):
        yield from _find_idle_fee(context, variant)


def _find_idle_fee(context: CheckContext, booking: Rule) -> Iterator[Finding]:
    free, scale = booking.find_role_fact("booking-free"), booking.find_role_fact("booking-scale")
    if (fee := find_unused_fee(booking)) and free and scale:
        message = f"`{fee.figure.written}` never applies: the scale leaves no time to it"
        help_ = f"take `fee` out, or let the scale end before `{free.figure.written}`"
        near = Related(context.locate_key(*scale.path), f"`{scale.address}`")
        place = context.locate_value(*fee.path)
        yield Finding("idle-share", message, place, help_, related=(near,))


def find_unused_fee(booking: Rule) -> Fact | None:
    """The fee of a rule of booking, where the scale beside it leaves no time to it."""
    free = booking.find_role_fact("booking-free")
    fee, scale = booking.find_role_fact("booking-fee"), booking.find_role_fact("booking-scale")
    if not (free and fee and scale and isinstance(scale.figure, Brackets)):
        return None
    last = scale.figure.steps[-1]
    ends, starts = last.up_to, free.figure
    if not isinstance(ends, Period) or not isinstance(starts, Period):
        return None
    return fee if compare_lengths(ends, starts) == 0 and last.result != fee.figure else None
