"""What is sold as so many for the price of fewer costs as much as those."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lindero.checks.adjustment_meanings import list_spoken_texts
from lindero.checks.context import CheckContext
from lindero.findings.finding import Finding, Related
from lindero.records.sections import Service
from lindero.shapes import Money, TextList
from lindero.spoken.bundles import list_bundle_sizes

_SPAN = 3
"""By how many a price may be off and still be meant as that of so many of one service."""


def find_other_bundle_price(context: CheckContext, key: str, service: Service) -> Iterator[Finding]:
    """Ten for the price of nine, and the price is not nine times that of one."""
    low, place = service.price.low, context.locate_value("services", key, "price")
    sizes = dict.fromkeys(_list_sizes(context, service)) if low and not service.price.unit else ()
    for size in sizes:
        assert low
        single = _find_single(context, key, low, size)
        if single and single[1] * size != low.amount:
            one, each = single
            asked = Money(each * size, low.currency).written
            message = f"`{key}` costs {low.written}, and its own words make it {size} × `{one}`"
            help_ = f"write `{asked}`, or other words"
            near = Related(
                context.locate_value("services", one, "price"), f"`services.{one}.price`"
            )
            yield Finding("contrary-figure", message, place, help_, related=(near,))
            return


def _list_sizes(context: CheckContext, service: Service) -> Iterator[Decimal]:
    includes = service.includes.entries if isinstance(service.includes, TextList) else ()
    for text in (service.name, service.summary, service.note, *includes):
        for language, words in list_spoken_texts(context, text):
            yield from list_bundle_sizes(words, language, context.rulebook.business.currency)


def _find_single(
    context: CheckContext, key: str, price: Money, size: Decimal
) -> tuple[str, Decimal] | None:
    """The one service of which about so many cost that; None where it may be any of several."""
    near = {
        other: one.price.low.amount
        for other, one in context.rulebook.services.items()
        if other != key and one.price.low and one.price.low.currency == price.currency
        if (size - 1) * one.price.low.amount < price.amount
        if price.amount <= (size + _SPAN) * one.price.low.amount
    }
    return next(iter(near.items())) if len(near) == 1 else None
