"""Every figure of what is sold, with its address; those that are worked out too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import reduce
from typing import NamedTuple

from lindero.catalogue.facts import Fact, make_quantity_fact
from lindero.pricing.consumer_sums import AddedTaxes, find_adjustment_taxes
from lindero.pricing.orders import NoPrice, Order, PriceList, Quote, find_effect
from lindero.pricing.quoting import price_of
from lindero.pricing.volume_discounts import is_volume_priced
from lindero.records.parsers import CONSUMER
from lindero.records.sections import Retainer, Service
from lindero.shapes import Brackets, Count, Day, Money, Period, Price
from lindero.shapes.quantities import Quantity
from lindero.shapes.shape import list_parts


class ConsumerSum(NamedTuple):
    """A sum as it is written, and as private clients read it.

    It `is_whole` where an answer is nothing but that sum.
    """

    written: Fact
    taxed: Fact
    is_whole: bool


ExampleQuotes = Mapping[str, tuple[Quote | NoPrice, ...]]
"""By service, what each of its examples comes to, or why it has no price."""


TAXED = "-taxed"
"""Ends the address of a price as private clients read it, where it is written without a tax."""


def apply_price_changes(services: Mapping[str, Service], day: date) -> dict[str, Service]:
    """The services as they are sold on a day: a change of price that has come is the price."""
    return {key: _apply_price_change(service, day) for key, service in services.items()}


def _apply_price_change(service: Service, day: date) -> Service:
    if service.change is None or service.change.from_.date > day:
        return service
    return service.change_keys(price=service.change.price, change=None)


def price_examples(prices: PriceList) -> ExampleQuotes:
    """The worked examples of all services, figures at `services.web.examples.1.lines.2.base`."""
    return {
        key: tuple(_price_example(prices, key, at) for at in range(len(service.examples)))
        for key, service in prices.services.items()
    }


def _price_example(prices: PriceList, key: str, at: int) -> Quote | NoPrice:
    example = prices.services[key].examples[at]
    order = Order(key, example.quantity, example.with_, example.rate, example.used)
    try:
        return price_of(prices, order, f"services.{key}.examples.{at + 1}")
    except NoPrice as no_price:
        return no_price


def list_sold_facts(prices: PriceList, examples: ExampleQuotes) -> Iterator[Fact]:
    """The figures of all services, then those of all adjustments."""
    for key, service in prices.services.items():
        written = list(_list_service_facts(f"services.{key}", service))
        yield from written
        if names := prices.consumer_taxes.get(key):
            yield from _list_consumer_facts(written, AddedTaxes(prices.taxes[key], names))
            yield from _list_pairs(list_service_sums(prices, key))
        yield from _list_package_facts(prices, key)
        for quote in examples[key]:
            if isinstance(quote, Quote):
                yield from quote.list_facts()
    for key, adjustment in prices.adjustments.items():
        if effect := find_effect(adjustment):
            yield Fact(f"adjustments.{key}.{effect[0]}", effect[1])
            yield from _list_pairs(list_adjustment_sums(prices, key))


def _list_service_facts(address: str, service: Service) -> Iterator[Fact]:
    yield Fact(f"{address}.price", service.price)
    if isinstance(service.minimum, Quantity):
        yield make_quantity_fact(f"{address}.minimum", service.minimum)
    elif service.minimum:
        yield Fact(f"{address}.minimum", service.minimum)
    if service.increment:
        yield make_quantity_fact(f"{address}.increment", service.increment)
    if service.tiers:
        yield from _list_tier_facts(f"{address}.tiers", service.tiers, service.price.unit)
    for key, rate in service.rates.items():
        yield Fact(f"{address}.rates.{key}.price", rate.price)
    if service.retainer:
        yield from _list_retainer_facts(f"{address}.retainer", service.retainer)
    if change := service.change:
        yield Fact(f"{address}.change.price", change.price)
        yield Fact(f"{address}.change.from", change.from_)
        last = Day(change.from_.date - timedelta(days=1))
        yield Fact(f"{address}.change.until", last, computed=True)
    if service.tax and service.tax.rate and service.tax.rate.points:
        yield Fact(f"{address}.tax.rate", service.tax.rate)
    if service.delivery:
        yield Fact(f"{address}.delivery", service.delivery)


def _list_consumer_facts(written: Sequence[Fact], taxes: AddedTaxes) -> Iterator[Fact]:
    """The prices that private clients read, with the taxes in them: `services.web.price-taxed`."""
    for fact in written:
        is_sum = isinstance(fact.figure, Price | Money)
        taxed = taxes.add_to(fact.figure) if is_sum else fact.figure
        if taxed != fact.figure:
            yield Fact(f"{fact.address}{TAXED}", taxed, computed=True)


def pair_sums(address: str, written: Iterable[Fact], taxes: AddedTaxes) -> Iterator[ConsumerSum]:
    """Each sum in some figures once, without the taxes and with them."""
    sums = {figure: fact for fact in written for figure in _list_sums(fact.figure)}
    for at, (figure, fact) in enumerate(sums.items(), 1):
        _, sign, case = fact.address.partition("@")
        plain = Fact(f"{address}.sums.{at}{sign}{case}", figure, computed=True)
        place = f"{address}.sums.{at}{TAXED}{sign}{case}"
        taxed = Fact(place, taxes.add_to(figure), computed=True)
        yield ConsumerSum(plain, taxed, fact.figure == figure)


def _list_sums(figure: object) -> Iterator[Money | Price]:
    """The sums and prices in a figure, in the order of writing."""
    if isinstance(figure, Money) or (isinstance(figure, Price) and figure.low):
        yield figure
    elif not isinstance(figure, Price):
        for part in list_parts(figure):
            yield from _list_sums(part)


def list_service_sums(prices: PriceList, key: str) -> Iterator[ConsumerSum]:
    """What a service costs besides its price, where private clients read it with a tax."""
    service, names = prices.services[key], prices.consumer_taxes.get(key)
    if not names:
        return
    others = [
        fact
        for fact in _list_service_facts(f"services.{key}", service)
        if isinstance(fact.figure, Price | Money) and fact.figure != service.price
    ]
    yield from pair_sums(f"services.{key}", others, AddedTaxes(prices.taxes[key], names))


def list_sheet_sums(prices: PriceList, key: str) -> Iterator[ConsumerSum]:
    """Those of them that stand beside the price on a sheet."""
    service = prices.services[key]
    tiers = [step.result for step in service.tiers.steps] if service.tiers else []
    shown = [service.minimum, *tiers, service.change.price if service.change else None]
    return (one for one in list_service_sums(prices, key) if one.written.figure in shown)


def list_adjustment_sums(prices: PriceList, key: str) -> Iterator[ConsumerSum]:
    """The sums of an adjustment that private clients read with a tax."""
    adjustment, taxes = prices.adjustments[key], find_adjustment_taxes(prices, key)
    if taxes and taxes.names and (effect := find_effect(adjustment)):
        written = Fact(f"adjustments.{key}.{effect[0]}", effect[1])
        yield from pair_sums(f"adjustments.{key}", [written], taxes)


def _list_pairs(sums: Iterable[ConsumerSum]) -> Iterator[Fact]:
    for one in sums:
        yield from (one.written, one.taxed)


def _list_tier_facts(address: str, tiers: Brackets, unit: str | None) -> Iterator[Fact]:
    for at, step in enumerate(tiers.steps, 1):
        limit = step.up_to
        if isinstance(limit, Period):
            yield make_quantity_fact(f"{address}.{at}.limit", Quantity(limit.count, limit.unit))
        elif isinstance(limit, Count) and unit:
            yield make_quantity_fact(f"{address}.{at}.limit", Quantity(limit.number, unit))
        if isinstance(step.result, Price):
            yield Fact(f"{address}.{at}.price", step.result)


def _list_retainer_facts(address: str, retainer: Retainer) -> Iterator[Fact]:
    for name in ("time", "pieces", "carried", "leeway"):
        if quantity := getattr(retainer, name):
            yield make_quantity_fact(f"{address}.{name}", quantity)
    for name in ("rollover", "minimum", "notice", "extra"):
        if (figure := getattr(retainer, name)) is not None:
            yield Fact(f"{address}.{name}", figure)


def _list_package_facts(prices: PriceList, key: str) -> Iterator[Fact]:
    apart, sums = price_parts_alone(prices, key), [*list_package_sums(prices, key)]
    if apart is None:
        return
    yield Fact(f"services.{key}.apart", apart, computed=True)
    saved = _reckon_saving(prices.services[key].price, apart)
    # Where private clients save nothing, nobody is told that there is something to save.
    if saved and len(sums) != 1:
        yield Fact(f"services.{key}.saving", saved, computed=True)
    yield from (one.taxed for one in sums)


def list_package_sums(prices: PriceList, key: str) -> Iterator[ConsumerSum]:
    """What a package's services cost one by one, and what it saves, with a tax in each price."""
    service, names = prices.services[key], prices.consumer_taxes.get(key)
    plain, taxed = (price_parts_alone(prices, key, taxed=one) for one in (False, True))
    if not names or not plain or not taxed or plain == taxed:
        return
    price = AddedTaxes(prices.taxes[key], names).add_to_price(service.price)
    saved = _reckon_saving(service.price, plain), _reckon_saving(price, taxed)
    for name, one, other in (("apart", plain, taxed), ("saving", *saved)):
        if one and other:
            address = f"services.{key}.{name}"
            figures = Fact(address, one, computed=True), Fact(address + TAXED, other, computed=True)
            yield ConsumerSum(*figures, is_whole=False)


def price_parts_alone(prices: PriceList, key: str, *, taxed: bool = False) -> Price | None:
    """What a package's services cost one by one; None if not certain, or not for long.

    Those who buy it read them `taxed` if they are private clients. Of what is sold to others nobody
    knows what it would cost them.
    """
    service = prices.services[key]
    sold = [prices.services[key] for key in service.services if key in prices.services]
    known = bool(sold) and len(sold) == len(service.services)
    if not known or any(one.change for one in (service, *sold)):
        return None
    # A discount that a size brings makes what is paid another sum, for the package or its parts.
    if any(is_volume_priced(prices, one) for one in (key, *service.services)):
        return None
    is_for_others = any(one.for_ not in {None, service.for_} for one in sold)
    if is_for_others and any(prices.consumer_taxes.values()):
        return None
    taxed = taxed or service.for_ == CONSUMER
    told = [_tell_price(prices, one, taxed=taxed) for one in service.services]
    kinds = {one.kind for one in told}
    sums = [one.low for one in told if one.low and one.unit is None]
    one_currency = len({money.currency for money in sums}) == 1
    if not kinds <= {"fixed", "from"} or len(sums) < len(sold) or not one_currency:
        return None
    return Price("fixed" if kinds == {"fixed"} else "from", reduce(Money.__add__, sums))


def locate_part_price(prices: PriceList, package: Service, part: str) -> str:
    """Where the price of a part stands as those who buy the package read it."""
    is_taxed = package.for_ == CONSUMER and prices.consumer_taxes.get(part)
    return f"services.{part}.price{TAXED if is_taxed else ''}"


def _tell_price(prices: PriceList, key: str, *, taxed: bool) -> Price:
    """The price of a service, as it is written or as private clients read it."""
    price, names = prices.services[key].price, prices.consumer_taxes.get(key)
    if not taxed or not names:
        return price
    return AddedTaxes(prices.taxes[key], names).add_to_price(price)


def _reckon_saving(price: Price, apart: Price) -> Price | None:
    """What a package saves against its parts; None where nothing, or nothing certain."""
    low = price.low
    assert apart.low
    if price.kind != "fixed" or price.unit or not low:
        return None
    if low.currency != apart.low.currency or low.amount >= apart.low.amount:
        return None
    return replace(apart, low=apart.low - low)
