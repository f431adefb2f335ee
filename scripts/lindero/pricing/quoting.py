"""The quote of an order: one, whichever rules may hold for it and whatever they leave open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lindero.catalogue.facts import Fact
from lindero.pricing.charging import Charging
from lindero.pricing.consumer_sums import list_open_adjustments
from lindero.pricing.orders import (
    EFFECTS,
    NoPrice,
    Order,
    PriceList,
    Quote,
    QuoteLine,
    lowers_price,
)
from lindero.pricing.reckoning import reckon_order
from lindero.pricing.volume_discounts import OPEN_ANSWERS, Facts, list_open_questions
from lindero.shapes import Money, Price

_AFTER_ADJUSTMENTS = frozenset({"contained", "subtotal", "tax"})
"""What stands below the lines of the adjustments."""


def price_of(prices: PriceList, order: Order, address: str = "order") -> Quote:
    """What an order costs, line by line; what is worked out lies under the address.

    Raises NoPrice, and KeyError for a service that there is not.
    """
    prices = prices.written or prices
    # Typed quantities are more than nothing; a program may ask for anything.
    for quantity, least in ((order.quantity, 1), *((used, 0) for used in order.used)):
        if quantity and quantity.number < least:
            raise NoPrice("nothing-ordered", quantity.written)
    ways = prices.charging.get(order.service) or ({},)
    quote, *others = [_reckon_each_answer(prices, order, address, facts) for facts in ways]
    if any(other.total.figure != quote.total.figure for other in others):
        raise NoPrice("open", next(fact.holder for facts in ways for fact in facts.values()))
    _check_untaxed(prices, order, quote, ways[0])
    return quote


def _check_untaxed(prices: PriceList, order: Order, quote: Quote, facts: Facts) -> None:
    """Raises NoPrice where it is another sum with the taxes in adjustments that may have them."""
    if taxed := list_open_adjustments(prices, order):
        other = prices._replace(adjustments={**prices.adjustments, **taxed})
        if _reckon_each_answer(other, order, "", facts).total.figure != quote.total.figure:
            raise NoPrice("untaxed", *taxed)


def _reckon_each_answer(prices: PriceList, order: Order, address: str, facts: Facts) -> Quote:
    """The quote of an order, whatever the answer to what its rules leave open.

    Raises NoPrice with both totals where that makes a difference.
    """
    questions = list_open_questions(facts) if order.adjustments else {}
    for role, question in questions.items():
        quotes = [
            _reckon_each_answer(prices, order, address, {**facts, role: answer})
            for answer in (Fact(question, one, computed=True) for one in OPEN_ANSWERS[role])
        ]
        totals = [quote.total.figure.written for quote in quotes]
        if totals[0] != totals[1]:
            raise NoPrice("undecided", question, *totals)
        return quotes[0]
    return _tell_outdone(prices, order, _reckon_largest(prices, order, address, Charging(facts)))


def _tell_outdone(prices: PriceList, order: Order, quote: Quote) -> Quote:
    """The quote with a line for each adjustment of the order that a larger one leaves out."""
    counted = {line.about for line in quote.lines if line.kind in EFFECTS}
    notes = [
        QuoteLine("lone_discount" if lowers_price(one) else "lone_surcharge", {}, about=key)
        for key, one in prices.adjustments.items()
        if quote.lines and key in order.adjustments and key not in counted
    ]
    kinds = [line.kind for line in quote.lines]
    at = next((at for at, kind in enumerate(kinds) if kind in _AFTER_ADJUSTMENTS), len(kinds))
    return replace(quote, lines=(*quote.lines[:at], *notes, *quote.lines[at:]))


def _reckon_largest(prices: PriceList, order: Order, address: str, charging: Charging) -> Quote:
    """The quote of an order; of adjustments of which only one counts, with the largest alone."""
    try:
        return reckon_order(prices, order, address, charging)
    except NoPrice as no_price:
        if no_price.reason != "only-one":
            raise
        rule, *names = no_price.about
    chosen = [key for key in order.adjustments if key in names]
    lowers, quotes = lowers_price(prices.adjustments[chosen[0]]), list[Quote]()
    for one in _list_lone_orders(order, chosen):
        try:
            quotes.append(_reckon_largest(prices, one, address, charging))
        except NoPrice as too_little:
            # A smaller surcharge may leave too little where the largest one does not.
            if lowers or too_little.reason != "below-least":
                raise
    if not quotes:
        raise NoPrice("open", rule)
    return _choose_largest(quotes, rule, lowers=lowers)


def _list_lone_orders(order: Order, chosen: Sequence[str]) -> list[Order]:
    """The same order with each of these alone; without the one that a volume is larger than."""
    others = tuple(key for key in order.adjustments if key not in chosen)
    kept = [(key,) for key in chosen] if len(chosen) > 1 else [()]
    return [replace(order, adjustments=(*others, *one)) for one in kept]


def _choose_largest(quotes: Sequence[Quote], rule: str, *, lowers: bool) -> Quote:
    """The one whose adjustment is the largest, at both ends of a range.

    Raises NoPrice where the ends have different ones.
    """
    sums = [[end.amount for end in _list_ends(quote)] for quote in quotes]
    best = [(min if lowers else max)(ends) for ends in zip(*sums, strict=True)]
    if best not in sums:
        raise NoPrice("open", rule)
    return quotes[sums.index(best)]


def _list_ends(quote: Quote) -> tuple[Money, Money]:
    """The lower and the upper end of a total, which are one where it is no range."""
    total = quote.total.figure
    assert isinstance(total, Price)
    assert total.low
    return total.low, total.high or total.low
