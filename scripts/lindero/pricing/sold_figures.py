"""Every figure of what is sold, with its address; those that are worked out too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import reduce
from typing import Literal

from lindero.catalogue.facts import AddressedFigure, make_unit_spec, mark_computed
from lindero.pricing.reckoning import NoPrice, Order, PriceList, Quote, find_effect, price_of
from lindero.records.sections import Adjustment, Retainer, Service
from lindero.shapes import Brackets, Count, Day, Money, Period, Price
from lindero.shapes.quantities import Quantity


def apply_price_changes(services: Mapping[str, Service], day: date) -> dict[str, Service]:
    """The services as they are sold on a day: a change of price that has come is the price."""
    return {key: _apply_price_change(service, day) for key, service in services.items()}


def _apply_price_change(service: Service, day: date) -> Service:
    if service.change is None or service.change.from_.date > day:
        return service
    return service.change_keys(price=service.change.price, change=None)


def list_sold_figures(prices: PriceList) -> Iterator[AddressedFigure]:
    """The figures of all services, then those of all adjustments."""
    for key, service in prices.services.items():
        yield from _list_service_figures(f"services.{key}", service)
        yield from _list_package_figures(f"services.{key}", service, prices)
        for at, quote in price_examples(prices, key):
            ordered = service.examples[at - 1].quantity
            yield from (
                [_address_quantity(f"services.{key}.examples.{at}.quantity", ordered)]
                if ordered
                else []
            )
            yield from _list_quote_figures(f"services.{key}.examples.{at}", quote)
    for key, adjustment in prices.adjustments.items():
        yield from _list_adjustment_figures(f"adjustments.{key}", adjustment)


def price_examples(prices: PriceList, service_id: str) -> Iterator[tuple[int, Quote]]:
    """The examples of a service that have a price, by their number; checks tell of the others."""
    for at, example in enumerate(prices.services[service_id].examples, 1):
        order = Order(service_id, example.quantity, example.with_, example.rate, example.used)
        try:
            yield at, price_of(prices, order)
        except NoPrice:
            continue


def make_figure_address(example: str, line: int, part: str) -> str:
    """Where a figure of a worked example lies: `services.web.examples.1.lines.2.base`."""
    return f"{example}.lines.{line}.{part}"


def _list_service_figures(address: str, service: Service) -> Iterator[AddressedFigure]:
    yield AddressedFigure(f"{address}.price", service.price)
    if isinstance(service.minimum, Quantity):
        yield _address_quantity(f"{address}.minimum", service.minimum)
    elif service.minimum:
        yield AddressedFigure(f"{address}.minimum", service.minimum)
    if service.increment:
        yield _address_quantity(f"{address}.increment", service.increment)
    if service.tiers:
        yield from _list_tier_figures(f"{address}.tiers", service.tiers, service.price.unit)
    for key, rate in service.rates.items():
        yield AddressedFigure(f"{address}.rates.{key}.price", rate.price)
    if service.retainer:
        yield from _list_retainer_figures(f"{address}.retainer", service.retainer)
    if service.change:
        starts = service.change.from_
        yield AddressedFigure(f"{address}.change.price", service.change.price)
        yield AddressedFigure(f"{address}.change.from", starts)
        yield mark_computed(f"{address}.change.until", Day(starts.date - timedelta(days=1)))
    if service.delivery:
        yield AddressedFigure(f"{address}.delivery", service.delivery)


def _address_quantity(address: str, quantity: Quantity) -> AddressedFigure:
    return AddressedFigure(address, quantity.figure, make_unit_spec(quantity.unit))


def _list_tier_figures(
    address: str, tiers: Brackets, unit: str | None
) -> Iterator[AddressedFigure]:
    for at, step in enumerate(tiers.steps, 1):
        if isinstance(step.up_to, Period):
            yield _address_quantity(
                f"{address}.{at}.limit", Quantity(step.up_to.count, step.up_to.unit)
            )
        elif isinstance(step.up_to, Count) and unit:
            yield _address_quantity(f"{address}.{at}.limit", Quantity(step.up_to.number, unit))
        if isinstance(step.result, Price):
            yield AddressedFigure(f"{address}.{at}.price", step.result)


def _list_retainer_figures(address: str, retainer: Retainer) -> Iterator[AddressedFigure]:
    yield _address_quantity(f"{address}.time", retainer.time)
    for name in ("rollover", "minimum", "notice", "extra"):
        if (figure := getattr(retainer, name)) is not None:
            yield AddressedFigure(f"{address}.{name}", figure)


def _list_package_figures(
    address: str, service: Service, prices: PriceList
) -> Iterator[AddressedFigure]:
    apart = price_parts_alone(service, prices)
    if apart is None:
        return
    yield mark_computed(f"{address}.apart", apart)
    saved = reckon_saving(service, apart)
    if saved:
        yield mark_computed(f"{address}.saving", saved)


def price_parts_alone(service: Service, prices: PriceList) -> Price | None:
    """What the services of a package cost one by one; None where that is not certain, or not for long."""
    sold = [prices.services[key] for key in service.services if key in prices.services]
    if any(one.change for one in (service, *sold)):
        return None
    parts = [one.price for one in sold]
    certain = [
        part.low
        for part in parts
        if part.low and part.kind in {"fixed", "from"} and part.unit is None
    ]
    if (
        not parts
        or len(certain) < len(service.services)
        or len({money.currency for money in certain}) > 1
    ):
        return None
    kind: Literal["fixed", "from"] = (
        "fixed" if all(part.kind == "fixed" for part in parts) else "from"
    )
    return Price(kind, reduce(Money.__add__, certain))


def reckon_saving(service: Service, apart: Price) -> Price | None:
    """What a package saves against its parts; None where nothing, or nothing certain."""
    price = service.price
    assert apart.low
    if (
        price.kind != "fixed"
        or price.unit
        or not price.low
        or price.low.currency != apart.low.currency
    ):
        return None
    saved = apart.low - price.low
    return replace(apart, low=saved) if saved.amount > 0 else None


def _list_quote_figures(address: str, quote: Quote) -> Iterator[AddressedFigure]:
    for at, line in enumerate(quote.lines, 1):
        for name, part in line.parts.items():
            if part.address is None:
                yield mark_computed(make_figure_address(address, at, name), part.figure, part.spec)
        if line.amount is not None:
            yield mark_computed(make_figure_address(address, at, "amount"), line.amount)
    yield mark_computed(f"{address}.total", quote.total)


def _list_adjustment_figures(address: str, adjustment: Adjustment) -> Iterator[AddressedFigure]:
    effect = find_effect(adjustment)
    if effect:
        yield AddressedFigure(f"{address}.{effect[0]}", effect[1])
