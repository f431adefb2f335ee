"""Every figure of what is sold, with its address; those that are worked out too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import reduce
from typing import Literal

from lindero.catalogue.facts import Addressed, computed, unit_spec
from lindero.pricing.reckoning import NoPrice, Order, PriceList, Quote, effect_of, price_of
from lindero.records.sections import Adjustment, Retainer, Service
from lindero.shapes import Brackets, Count, Day, Money, Period, Price
from lindero.shapes.quantities import Quantity


def services_on(services: Mapping[str, Service], day: date) -> dict[str, Service]:
    """The services as they are sold on a day: a change of price that has come is the price."""
    return {key: _on(service, day) for key, service in services.items()}


def _on(service: Service, day: date) -> Service:
    if service.change is None or service.change.from_.date > day:
        return service
    return replace(service, price=service.change.price, change=None)


def sold_figures(prices: PriceList) -> Iterator[Addressed]:
    """The figures of all services, then those of all adjustments."""
    for key, service in prices.services.items():
        yield from _service_figures(f"services.{key}", service)
        yield from _package_figures(f"services.{key}", service, prices)
        for at, quote in worked_examples(prices, key):
            ordered = service.examples[at - 1].quantity
            yield from [_quantity(f"services.{key}.examples.{at}.quantity", ordered)] if ordered else []
            yield from _quote_figures(f"services.{key}.examples.{at}", quote)
    for key, adjustment in prices.adjustments.items():
        yield from _adjustment_figures(f"adjustments.{key}", adjustment)


def worked_examples(prices: PriceList, service_id: str) -> Iterator[tuple[int, Quote]]:
    """The examples of a service that have a price, by their number; checks tell of the others."""
    for at, example in enumerate(prices.services[service_id].examples, 1):
        order = Order(service_id, example.quantity, example.with_, example.rate, example.used)
        try:
            yield at, price_of(prices, order)
        except NoPrice:
            continue


def figure_address(example: str, line: int, part: str) -> str:
    """Where a figure of a worked example lies: `services.web.examples.1.lines.2.base`."""
    return f"{example}.lines.{line}.{part}"


def _service_figures(address: str, service: Service) -> Iterator[Addressed]:
    yield Addressed(f"{address}.price", service.price)
    if isinstance(service.minimum, Quantity):
        yield _quantity(f"{address}.minimum", service.minimum)
    elif service.minimum:
        yield Addressed(f"{address}.minimum", service.minimum)
    if service.increment:
        yield _quantity(f"{address}.increment", service.increment)
    if service.tiers:
        yield from _tier_figures(f"{address}.tiers", service.tiers, service.price.unit)
    for key, rate in service.rates.items():
        yield Addressed(f"{address}.rates.{key}.price", rate.price)
    if service.retainer:
        yield from _retainer_figures(f"{address}.retainer", service.retainer)
    if service.change:
        starts = service.change.from_
        yield Addressed(f"{address}.change.price", service.change.price)
        yield Addressed(f"{address}.change.from", starts)
        yield computed(f"{address}.change.until", Day(starts.date - timedelta(days=1)))
    if service.delivery:
        yield Addressed(f"{address}.delivery", service.delivery)


def _quantity(address: str, quantity: Quantity) -> Addressed:
    return Addressed(address, quantity.figure, unit_spec(quantity.unit))


def _tier_figures(address: str, tiers: Brackets, unit: str | None) -> Iterator[Addressed]:
    for at, step in enumerate(tiers.steps, 1):
        if isinstance(step.up_to, Period):
            yield _quantity(f"{address}.{at}.limit", Quantity(step.up_to.count, step.up_to.unit))
        elif isinstance(step.up_to, Count) and unit:
            yield _quantity(f"{address}.{at}.limit", Quantity(step.up_to.number, unit))
        if isinstance(step.given, Price):
            yield Addressed(f"{address}.{at}.price", step.given)


def _retainer_figures(address: str, retainer: Retainer) -> Iterator[Addressed]:
    yield _quantity(f"{address}.time", retainer.time)
    for name in ("rollover", "minimum", "notice", "extra"):
        if (figure := getattr(retainer, name)) is not None:
            yield Addressed(f"{address}.{name}", figure)


def _package_figures(address: str, service: Service, prices: PriceList) -> Iterator[Addressed]:
    apart = parts_alone(service, prices)
    if apart is None:
        return
    yield computed(f"{address}.apart", apart)
    saved = saving(service, apart)
    if saved:
        yield computed(f"{address}.saving", saved)


def parts_alone(service: Service, prices: PriceList) -> Price | None:
    """What the services of a package cost one by one; None where that is not certain, or not for long."""
    sold = [prices.services[key] for key in service.services if key in prices.services]
    if any(one.change for one in (service, *sold)):
        return None
    parts = [one.price for one in sold]
    certain = [part.low for part in parts if part.low and part.kind in {"fixed", "from"} and part.unit is None]
    if not parts or len(certain) < len(service.services) or len({money.currency for money in certain}) > 1:
        return None
    kind: Literal["fixed", "from"] = "fixed" if all(part.kind == "fixed" for part in parts) else "from"
    return Price(kind, reduce(Money.__add__, certain))


def saving(service: Service, apart: Price) -> Price | None:
    """What a package saves against its parts; None where nothing, or nothing certain."""
    price = service.price
    assert apart.low
    if price.kind != "fixed" or price.unit or not price.low or price.low.currency != apart.low.currency:
        return None
    saved = apart.low - price.low
    return replace(apart, low=saved) if saved.amount > 0 else None


def _quote_figures(address: str, quote: Quote) -> Iterator[Addressed]:
    for at, line in enumerate(quote.lines, 1):
        for name, part in line.parts.items():
            if part.address is None:
                yield computed(figure_address(address, at, name), part.figure, part.spec)
        if line.amount is not None:
            yield computed(figure_address(address, at, "amount"), line.amount)
    yield computed(f"{address}.total", quote.total)


def _adjustment_figures(address: str, adjustment: Adjustment) -> Iterator[Addressed]:
    effect = effect_of(adjustment)
    if effect:
        yield Addressed(f"{address}.{effect[0]}", effect[1])
