"""Sums as private clients read them, where they are written without a tax: each with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any, NamedTuple

from lindero.catalogue.facts import Fact
from lindero.pricing.orders import Order, PriceList, find_effect
from lindero.pricing.rounding import make_rounding
from lindero.pricing.taxes import TaxTerm, list_buyers, list_service_taxes, split_sum
from lindero.records.parsers import CONSUMER
from lindero.records.sections import Adjustment, Business, Service
from lindero.shapes import Amount, Figure, Money, Multiple, Price
from lindero.shapes.legal_tender import find_currency_decimals
from lindero.shapes.money import collect_sums

_SMALL_PRICE_DECIMALS = 4
"""How exactly a price below one of its currency is said: as `0.3267` per word."""


class AddedTaxes(NamedTuple):
    """The taxes of a service, and the ids of those that only private clients read in its price."""

    terms: tuple[TaxTerm, ...]
    names: tuple[str, ...]

    def add_to(self, figure: Figure) -> Figure:
        """A figure with these taxes in each of its sums, which are prices or limits of prices."""
        if not self.names:
            return figure
        changed = _change_sums(figure, self)
        assert isinstance(changed, Figure)
        return changed

    def add_to_money(self, money: Money) -> Money:
        """A sum for the whole, which is billed as it is rounded here."""
        rounding = make_rounding(money.currency)
        split = split_sum(self.terms, Fraction(money.amount), rounding)
        exact = Fraction(money.amount) + self._choose_taxes(split)
        return Money(_write_decimals(exact, money, rounds_unit=False), money.currency)

    def _add_to_unit_price(self, money: Money) -> tuple[Money, bool]:
        """What one of something costs, and whether that is rounded: what is billed never is."""
        split = split_sum(self.terms, Fraction(money.amount), lambda amount: amount)
        exact = Fraction(money.amount) + self._choose_taxes(split)
        amount = _write_decimals(exact, money, rounds_unit=True)
        return Money(amount, money.currency), Fraction(amount) != exact

    def _choose_taxes(self, split: list[tuple[Fraction, Fraction]]) -> Fraction:
        taxes = zip(self.terms, split, strict=True)
        return sum((tax for term, (_, tax) in taxes if term.key in self.names), Fraction())

    def add_to_price(self, price: Price) -> Price:
        """A price with the taxes; one per unit as exactly as anybody would say it."""
        ends = [end for end in (price.low, price.high) if end]
        if price.unit is None:
            return _replace_ends(price, [self.add_to_money(end) for end in ends])
        found = [self._add_to_unit_price(end) for end in ends]
        is_rounded = any(rounded for _, rounded in found) or None
        return replace(_replace_ends(price, [end for end, _ in found]), is_rounded=is_rounded)


def find_common_taxes(found: Sequence[AddedTaxes]) -> AddedTaxes | None:
    """What is added to the prices of several services, at times nothing.

    None where that is not the same in all.
    """
    rates = [
        (one.names, [(term.key, term.rate.figure, term.on) for term in one.terms]) for one in found
    ]
    alike = rates and all(one == rates[0] for one in rates)
    return found[0] if alike else None


def find_adjustment_taxes(prices: PriceList, key: str) -> AddedTaxes | None:
    """What private clients pay on top of an adjustment; None where services differ in it.

    Nothing where each service is for one kind of client: it is written as that one pays it.
    """
    chosen = prices.adjustments[key].services or tuple(prices.services)
    sold = [one for one in chosen if one in prices.services and not prices.services[one].for_]
    if not sold:
        return AddedTaxes((), ())
    return find_common_taxes(
        [AddedTaxes(prices.taxes[one], prices.consumer_taxes.get(one, ())) for one in sold]
    )


def find_open_effect(prices: PriceList, key: str) -> Fact | None:
    """What an adjustment does, where nobody knows which taxes private clients find in its sums."""
    effect = find_effect(prices.adjustments[key])
    if effect is None or not collect_sums(effect[1]) or find_adjustment_taxes(prices, key):
        return None
    return Fact(f"adjustments.{key}.{effect[0]}", effect[1])


def list_open_adjustments(prices: PriceList, order: Order) -> dict[str, Adjustment]:
    """Those of an order with sums of which nobody knows the taxes, with these as if added to them.

    Only private clients who are asked other sums than businesses may wonder.
    """
    service, found = prices.services[order.service], dict[str, Adjustment]()
    for key in order.adjustments if service.for_ == CONSUMER else ():
        if key in prices.adjustments and (fact := find_open_effect(prices, key)):
            taxed = list_buyers_taxes(prices.taxes[order.service]).add_to(fact.figure)
            found[key] = prices.adjustments[key].change_keys(**{fact.name: taxed})
    return found


def list_told_effects(prices: PriceList, order: Order) -> dict[str, Amount | Multiple]:
    """What the adjustments of an order do, with the taxes in their sums, where that differs.

    Nothing but where private clients alone buy, whose prices are written with the taxes.
    """
    if prices.services[order.service].for_ != CONSUMER:
        return {}
    found = {}
    for key in order.adjustments:
        taxes, effect = find_adjustment_taxes(prices, key), find_effect(prices.adjustments[key])
        told = taxes.add_to(effect[1]) if taxes and effect else None
        if effect and isinstance(told, Amount | Multiple) and told != effect[1]:
            found[key] = told
    return found


def _replace_ends(price: Price, ends: Sequence[Money]) -> Price:
    low, high = (*ends, None, None)[:2]
    return replace(price, low=low, high=high)


def _change_sums(value: Any, taxes: AddedTaxes) -> Any:
    """A figure or a part of one, with the taxes in every sum inside it."""
    match value:
        case Price():
            return taxes.add_to_price(value)
        case Money():
            return taxes.add_to_money(value)
        case tuple():
            return tuple(_change_sums(part, taxes) for part in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    parts = {one.name: getattr(value, one.name) for one in fields(value)}
    changed = {name: _change_sums(part, taxes) for name, part in parts.items()}
    return value if changed == parts else replace(value, **changed)


def _write_decimals(exact: Fraction, written: Money, *, rounds_unit: bool) -> Decimal:
    """Rounded half up: as many decimals as the currency has, or as the sum had before the tax."""
    digits, _ = find_currency_decimals(written.currency)
    if rounds_unit:
        digits = max(digits, -int(written.amount.normalize().as_tuple().exponent))
        digits = max(digits, _SMALL_PRICE_DECIMALS) if exact < 1 else digits
    return Decimal(floor(exact * 10**digits + Fraction(1, 2))).scaleb(-digits)


def list_added_taxes(business: Business, key: str, service: Service) -> AddedTaxes:
    """The taxes of a service, and which of them its price has for private clients alone.

    None where only one kind of client buys it: its price is what that one pays.
    """
    terms = list_service_taxes(business, key, service)
    if len({*list_buyers(business, service)}) == 1:
        return AddedTaxes(terms, ())
    return AddedTaxes(terms, tuple(term.key for term in terms if term.for_consumers))


def list_buyers_taxes(terms: Sequence[TaxTerm]) -> AddedTaxes:
    """The taxes that private clients alone find in prices, as if they were added to these."""
    names = tuple(term.key for term in terms if term.for_consumers)
    plain = (term._replace(included=term.included and term.key not in names) for term in terms)
    return AddedTaxes(tuple(plain), names)


def make_consumer_prices(prices: PriceList) -> PriceList:
    """The price list as private clients read it: what they pay stands in the price of a service.

    Orders are priced from the one that is `written`, to which the tax is added.
    """
    services = {
        key: _add_to_service(service, AddedTaxes(prices.taxes[key], names))
        if (names := prices.consumer_taxes.get(key))
        else service
        for key, service in prices.services.items()
    }
    taxes = {
        key: tuple(
            term._replace(included=term.included or term.key in prices.consumer_taxes.get(key, ()))
            for term in terms
        )
        for key, terms in prices.taxes.items()
    }
    return prices._replace(services=services, taxes=taxes, consumer_taxes={}, written=prices)


def _add_to_service(service: Service, taxes: AddedTaxes) -> Service:
    change = service.change
    change = change and change.change_keys(price=taxes.add_to(change.price))
    return service.change_keys(price=taxes.add_to(service.price), change=change)
