"""A discount beside a surcharge in one order: which is taken off first is asked, not chosen."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.checks.context import CheckContext
from lindero.findings.finding import Finding
from lindero.pricing.orders import NoPrice, Order, Quote, lowers_price
from lindero.pricing.quoting import price_of
from lindero.records.sections import Example


def find_open_bases(context: CheckContext) -> Iterator[Finding]:
    """Adjustments whose base nobody wrote, where it changes a worked example; each told once."""
    told = set[str]()
    for service, quotes in context.rulebook.example_quotes.items():
        examples = context.rulebook.services[service].examples
        for example, quote in zip(examples, quotes, strict=True):
            if isinstance(quote, Quote):
                for key in _list_open_bases(context, example, told):
                    total = _reckon_on_total(context, service, example, key)
                    if total and total != quote.total.figure.written:
                        told.add(key)
                        yield _ask_base(context, key, quote.total.figure.written, total)


def _list_open_bases(context: CheckContext, example: Example, told: set[str]) -> Iterator[str]:
    """Adjustments behind one that changes the price the other way, and without a base."""
    book = context.rulebook
    ordered = [key for key in book.adjustments if key in example.with_]
    lowers = [lowers_price(book.adjustments[key]) for key in ordered]
    for at, key in enumerate(ordered):
        written = context.places.find_piece(("adjustments", key)).children
        if key not in told and "on" not in written and (not lowers[at]) in lowers[:at]:
            yield key


def _reckon_on_total(context: CheckContext, service: str, example: Example, key: str) -> str | None:
    """What the example comes to where an adjustment is on the price that others made."""
    prices = context.rulebook.prices
    changed = prices.adjustments[key].change_keys(on="running total")
    prices = prices._replace(adjustments={**prices.adjustments, key: changed})
    order = Order(service, example.quantity, example.with_, example.rate, example.used)
    try:
        return price_of(prices, order).total.figure.written
    except NoPrice:
        return None


def _ask_base(context: CheckContext, key: str, on_base: str, on_total: str) -> Finding:
    ways = f"{on_base} with `on: base`, {on_total} with `on: running total`"
    message = f"of what `{key}` is reckoned is not said: an example comes to {ways}"
    help_ = "write the one that is meant; without it, the base price counts"
    place = context.locate_key("adjustments", key)
    return Finding("open-base", message, place, help_, "warning")
