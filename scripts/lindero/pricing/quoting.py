"""The quote of an order: one, whichever rules may hold for it and whatever they leave open."""

from __future__ import annotations

from dataclasses import replace

from lindero.catalogue.facts import Fact
from lindero.pricing.charging import Charging
from lindero.pricing.orders import NoPrice, Order, PriceList, Quote
from lindero.pricing.reckoning import reckon_order
from lindero.pricing.volume_discounts import OPEN_ANSWERS, Facts, list_open_questions


def price_of(prices: PriceList, order: Order, address: str = "order") -> Quote:
    """What an order costs, line by line; what is worked out lies under the address.

    Raises NoPrice, and KeyError for a service that there is not.
    """
    for quantity in (order.quantity, *order.used):
        # Typed quantities are more than nothing; a program may ask for anything.
        if quantity and quantity.number <= 0:
            raise NoPrice("nothing-ordered", quantity.written)
    ways = prices.charging.get(order.service) or ({},)
    quote, *others = [_reckon_each_answer(prices, order, address, facts) for facts in ways]
    if any(other.total.figure != quote.total.figure for other in others):
        raise NoPrice("open", next(fact.holder for facts in ways for fact in facts.values()))
    return quote


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
    return _reckon_largest(prices, order, address, Charging(facts))


def _reckon_largest(prices: PriceList, order: Order, address: str, charging: Charging) -> Quote:
    """The quote of an order; with the largest discount alone, where that is taken for granted."""
    combine = charging.facts.get("discount-combine")
    try:
        return reckon_order(prices, order, address, charging)
    except NoPrice as no_price:
        if no_price.reason != "only-one" or not combine or not combine.computed:
            raise
        smaller = no_price.about[1]
        others = tuple(key for key in order.adjustments if key != smaller)
        return reckon_order(prices, replace(order, adjustments=others), address, charging)
