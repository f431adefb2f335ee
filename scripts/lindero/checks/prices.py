"""The parts of a service's price count the same thing: minimum, increment, tiers, coming price."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from lindero.catalogue.facts import Fact
from lindero.catalogue.sample_sums import change_currency
from lindero.checks.context import CheckContext
from lindero.checks.service_rules import list_service_rules
from lindero.findings.finding import Finding, Related
from lindero.findings.place import Place
from lindero.pricing.charging import Charging
from lindero.pricing.orders import NoPrice
from lindero.pricing.tiers import convert_limit
from lindero.reading.tree import PathStep
from lindero.records.sections import PriceChange, Service
from lindero.shapes import Money, Price
from lindero.shapes.limits import Limit
from lindero.shapes.quantities import Quantity
from lindero.shapes.refusals import format_number
from lindero.shapes.units import TIME_UNITS, format_per_unit


def find_wrong_minimum(context: CheckContext, key: str, service: Service) -> Iterator[Finding]:
    """A minimum of what the price does not count, or beside one price for the whole."""
    minimum, price = service.minimum, service.price
    whole = price.kind == "fixed" and price.low and not price.unit and not service.rates
    if isinstance(minimum, Money) and whole:
        place = context.locate_key("services", key, "minimum")
        message = f"`{key}` has one price for the whole and a minimum beside it"
        help_ = "take the minimum out; only a price per hour, word and so on can come to less"
        yield Finding("wrong-quantity", message, place, help_)
    if isinstance(minimum, Quantity):
        for one in _list_prices(service):
            if found := find_wrong_quantity(context, minimum, one, ("services", key, "minimum")):
                yield found
                return


def find_low_price(context: CheckContext, key: str, service: Service) -> Iterator[Finding]:
    """A price below the least that any comes to, or that each visit does: which of both holds?"""
    price = service.price
    if price.every > 1 or price.low is None or service.retainer:
        return
    for fact in _list_least_prices(context, key, price.unit):
        least = fact.figure
        assert isinstance(least, Money)
        if least.currency == price.low.currency and price.low.amount < least.amount:
            message = f"`{price.written}` is less than `{fact.address}`: {least.written}"
            help_ = f"raise it, or add a case to the rule: `{{services: [{key}], none: yes}}`"
            near = Related(context.locate_value(*fact.path), f"`{fact.address}`")
            place = context.locate_value("services", key, "price")
            yield Finding("price-below-minimum", message, place, help_, "warning", (near,))
            return


def _list_least_prices(context: CheckContext, key: str, unit: str | None) -> Iterator[Fact]:
    """The least sums that every order of a service comes to, or every project starts at.

    Of what is sold by a unit, the least for one of those.
    """
    own = context.rulebook.services[key].minimum
    for facts in context.rulebook.prices.charging.get(key, ()):
        charging = Charging(facts)
        least = charging.find_unit_least(unit) if unit else charging.find_order_least()
        if least and not (unit and own):
            yield least.fact
    if unit:
        return
    for rule in list_service_rules(context, "least-project", key):
        if fact := rule.find_role_fact("least-project"):
            yield fact


def _list_prices(service: Service) -> list[Price]:
    return [service.price, *(rate.price for rate in service.rates.values())]


def find_wrong_quantity(
    context: CheckContext, quantity: Quantity, price: Price, path: tuple[PathStep, ...]
) -> Finding | None:
    """A quantity that is not told in what the price is per, nor in what can be told in it."""
    if price.low is None or (price.unit and quantity.convert_to(price.unit) is not None):
        return None
    if price.unit is None:
        message = f"`{quantity.written}` are counted, and the price is for the whole"
        per_unit = f"`{price.low.written} per {quantity.unit}`"
        help_ = f"leave it out, or make it a price per {quantity.unit}: {per_unit}"
    else:
        per = format_per_unit(price.every, price.unit)
        message = f"`{quantity.written}` cannot be told in what the price is per: {per}"
        help_ = f"write it like `{Quantity(2, price.unit).written}`"
    near = (Related(_locate_price(context, str(path[1]), price), f"`{price.written}`"),)
    return Finding("wrong-quantity", message, context.locate_value(*path), help_, related=near)


def _locate_price(context: CheckContext, key: str, price: Price) -> Place:
    """Where a price of a service is written, its own or that of a rate."""
    rates = context.rulebook.services[key].rates
    name = next((name for name, rate in rates.items() if rate.price is price), None)
    steps = ("rates", name, "price") if name else ("price",)
    return context.locate_value("services", key, *steps)


def find_wrong_increment(context: CheckContext, key: str, service: Service) -> Iterator[Finding]:
    """Steps of time beside a price that is not per time."""
    step = service.increment
    if step is None:
        return
    place = context.locate_value("services", key, "increment")
    for price in _list_prices(service):
        holds = service.retainer.holds if service.retainer else None
        unit = holds.unit if holds else price.unit
        near = (Related(_locate_price(context, key, price), f"`{price.written}`"),)
        if unit not in TIME_UNITS or step.unit not in TIME_UNITS:
            message = f"`{step.written}` is a step of time, and the price is `{price.written}`"
            hour = change_currency("75 EUR per hour", context.rulebook.business.currency)
            help_ = f"steps are for prices per time: `{hour}` in steps of `15 minutes`"
            yield Finding("not-per-time", message, place, help_, related=near)
            return
        if step.convert_to(unit) is None:
            message = f"`{step.written}` cannot be told in what the price is per: {unit}"
            help_ = f"write it like `{Quantity(1, unit).written}`"
            yield Finding("wrong-quantity", message, place, help_, related=near)
            return


def find_wrong_tiers(context: CheckContext, key: str, service: Service) -> Iterator[Finding]:
    """Tiers of a price that counts nothing, of other prices, or with limits of something else."""
    if service.tiers is None:
        return
    price, path = service.price, ("services", key, "tiers")
    if price.kind != "fixed" or price.unit is None:
        place = context.locate_value("services", key, "price")
        message = f"`{price.written}` is no price per unit that tiers could count"
        word = change_currency("0.12 EUR per word", context.rulebook.business.currency)
        yield Finding("wrong-tier", message, place, f"write it like `{word}`")
        return
    for at, step in enumerate(service.tiers.steps):
        assert isinstance(step.result, Price)
        if wrong := _explain_wrong_tier(step.result, price, first=at == 0):
            yield Finding(
                "wrong-tier", wrong[0], context.locate_value(*path, at, "price"), wrong[1]
            )
        if not _fits_price_unit(step.up_to, price):
            place = context.locate_value(*path, at, "up to")
            limit = getattr(step.up_to, "written", "")
            message = f"the limit `{limit}` does not count what the price is per: {price.unit}"
            units = format_per_unit(2, price.unit).removeprefix("2 ")
            help_ = f"write a number, which counts {units}: `up to: 10`"
            yield Finding("wrong-tier", message, place, help_)


def _explain_wrong_tier(given: Price, price: Price, *, first: bool) -> tuple[str, str] | None:
    """Why a tier's price does not go with the service's, and what to write."""
    like_price = (given.kind, given.unit, given.every) == ("fixed", price.unit, price.every)
    if given.kind != "request" and not like_price:
        unit, low = _format_unit(price), given.low or price.low
        assert low
        message = f"`{given.written}` is not a price{unit} as the service's own is"
        return message, f"write `{low.written}{unit}`"
    if first and given != price:
        message = f"the first tier costs `{given.written}`, and the service `{price.written}`"
        return message, "write the same price in both places"
    return None


def _format_unit(price: Price) -> str:
    return f" per {format_per_unit(price.every, price.unit)}" if price.unit else ""


def _fits_price_unit(limit: Limit | None, price: Price) -> bool:
    try:
        convert_limit(limit, price)
    except NoPrice:
        return False
    return True


def find_wrong_change(context: CheckContext, key: str, service: Service) -> Iterator[Finding]:
    """A coming price that cannot take the place of today's, or comes before that may end."""
    change, path = service.change, ("services", key, "change")
    if change is None:
        return
    place = context.locate_value(*path, "price")
    until = context.rulebook.business.until
    if service.tiers:
        what = f"the price of `{key}` is one of several tiers"
        help_ = "leave `change` out, and write the new tiers on that day"
        message = f"{what}, which one new price cannot replace"
        yield Finding("wrong-change", message, context.locate_key(*path), help_)
    elif wrong := _explain_other_price(change, service.price):
        yield Finding("wrong-change", wrong[0], place, wrong[1])
    elif until and change.from_.date <= until.date:
        day, promise = change.from_.machine, f"the prices are promised until {until.machine}"
        near = (Related(context.locate_value("business", "until"), "promised here"),)
        place = context.locate_value(*path, "from")
        after = (until.date + timedelta(days=1)).isoformat()
        help_ = f"let it change after that: `from: {after}`, or promise less"
        message = f"the price changes on {day}, and {promise}"
        yield Finding("wrong-change", message, place, help_, related=near)
    elif change.price == service.price:
        message = f"`{change.price.written}` is the price already"
        yield Finding("wrong-change", message, place, "write the new price, or leave `change` out")


def _explain_other_price(change: PriceChange, price: Price) -> tuple[str, str] | None:
    """Why a coming price counts something else than today's, and what to write."""
    coming = change.price
    message = f"`{coming.written}` takes the place of `{price.written}`,"
    if (coming.low is None) != (price.low is None):
        help_ = "leave `change` out, and write the new price on that day"
        return f"{message} and only one of the two is a price", help_
    currencies = [one.low.currency if one.low else None for one in (coming, price)]
    if (coming.unit, coming.every) == (price.unit, price.every) and len({*currencies}) == 1:
        return None
    sum_ = f"{format_number(coming.low.amount)} {currencies[1]}" if coming.low else ""
    return f"{message} which counts something else", f"write `{sum_}{_format_unit(price)}`"
