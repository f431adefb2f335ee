"""Rules about prices: what is sold, what changes a price and what is worked out must hold together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from lindero.checks.context import Checked
from lindero.findings.finding import Diagnostic, Related, suggest
from lindero.findings.place import Span
from lindero.pricing.reckoning import EFFECTS, NoPrice, Order, limit_of, price_of
from lindero.pricing.retainers import rollover_periods
from lindero.pricing.sold_figures import parts_alone
from lindero.reading.tree import Step
from lindero.records.sections import Example, Retainer, Service
from lindero.rulebook.doubts import in_doubt
from lindero.rulebook.lent_figures import lenders
from lindero.shapes import Amount, Money, Multiple, Percent, Price
from lindero.shapes.brackets import Limit
from lindero.shapes.quantities import TIME_UNITS, Quantity
from lindero.shapes.refusals import plain
from lindero.shapes.units import after_per

Found = Iterator[Diagnostic]


_RETAINED = ("week", "month", "year")


def check_prices(checked: Checked) -> Found:
    """Everything that does not hold together in services and adjustments."""
    for key, service in checked.rulebook.services.items():
        for check in (_minimum, _increment, _tiers, _package, _twice, _retainer, _change):
            yield from check(checked, key, service)
        for at, example in enumerate(service.examples):
            yield from _example(checked, ("services", key, "examples", at), example)
    yield from _circles(checked)
    yield from _adjustments(checked)


def _adjustments(checked: Checked) -> Found:
    for key, adjustment in checked.rulebook.adjustments.items():
        given = [kind for kind in EFFECTS if getattr(adjustment, kind)]
        if len(given) != 1:
            state = f"both a {given[0]} and a {given[1]}" if given else "neither a surcharge nor a discount nor a factor"
            help_ = "give it one: `surcharge: 30 %`, `discount: 10 %` or `factor: 1.5 ×`"
            yield Diagnostic("adjustment-effect", f"`{key}` has {state}", checked.place("adjustments", key), help_)
        elif _is_nothing(figure := getattr(adjustment, given[0])):
            message = f"`{key}` changes no price: its {given[0]} is `{figure.written}`"
            help_ = "write what it changes, or take it out"
            yield Diagnostic("adjustment-effect", message, checked.value("adjustments", key, given[0]), help_)
        yield from _typed_again(checked, key, given)
        yield from _unknown_services(checked, adjustment.services, ("adjustments", key, "services"))
        for at, other in enumerate(adjustment.not_with):
            yield from _unknown_adjustment(checked, other, ("adjustments", key, "not with", at))
            if other == key:
                place = checked.value("adjustments", key, "not with", at)
                yield Diagnostic("wrong-adjustment", f"`{key}` excludes itself", place, "name the others that it cannot be combined with")


def _is_nothing(figure: Amount | Multiple) -> bool:
    match figure:
        case Percent(points=number) | Money(amount=number):
            return number == 0
        case Multiple(factor=number):
            return number == 1
    return False


def _typed_again(checked: Checked, key: str, given: Sequence[str]) -> Found:
    """A figure that a rule holds as well."""
    for kind in given:
        place, figure = checked.value("adjustments", key, kind), getattr(checked.rulebook.adjustments[key], kind)
        typed = isinstance(place, Span) and place.text.strip("\"'") == figure.written
        for fact in lenders(checked.rulebook.rules) if typed else ():
            if fact.figure == figure:
                message = f"`{figure.written}` is typed here, and the rulebook holds it as `{fact.address}`"
                help_ = f"write `{kind}: {fact.address}`, so that the two can never differ"
                yield Diagnostic("typed-figure", message, place, help_, "warning")


def _unknown_services(checked: Checked, names: Iterable[str], path: tuple[Step, ...]) -> Found:
    for at, name in enumerate(names):
        if name not in checked.rulebook.services and not in_doubt(f"services.{name}", checked.resolved.doubts):
            message = f"there is no service `{name}`"
            yield Diagnostic("unknown-service", message, checked.value(*path, at), suggest(name, checked.rulebook.services))


def _unknown_adjustment(checked: Checked, name: str, path: tuple[Step, ...]) -> Found:
    if name not in checked.rulebook.adjustments and not in_doubt(f"adjustments.{name}", checked.resolved.doubts):
        known = checked.rulebook.adjustments
        help_ = suggest(name, known, none_fits="" if known else "there are no adjustments; write them under `adjustments:`")
        yield Diagnostic("unknown-adjustment", f"there is no adjustment `{name}`", checked.value(*path), help_)


def _minimum(checked: Checked, key: str, service: Service) -> Found:
    whole = service.price
    if isinstance(service.minimum, Money) and whole.kind == "fixed" and whole.low and not whole.unit and not service.rates:
        message = f"`{key}` has one price for the whole and a minimum beside it"
        help_ = "take the minimum out; only a price per hour, word and so on can come to less"
        yield Diagnostic("wrong-quantity", message, checked.place("services", key, "minimum"), help_)
    if isinstance(service.minimum, Quantity):
        for price in _prices_of(service):
            found = list(_measurable(checked, service.minimum, price, ("services", key, "minimum")))
            yield from found
            if found:
                return


def _prices_of(service: Service) -> list[Price]:
    return [service.price, *(rate.price for rate in service.rates.values())]


def _measurable(checked: Checked, quantity: Quantity, price: Price, path: tuple[Step, ...]) -> Found:
    """A quantity is told in what the price is per, or in what can be told in it."""
    if price.low is None or (price.unit and quantity.measured_in(price.unit) is not None):
        return
    if price.unit is None:
        message = f"`{quantity.written}` are counted, and the price is for the whole"
        help_ = f"leave it out, or make it a price per {quantity.unit}: `{price.low.written} per {quantity.unit}`"
    else:
        message = f"`{quantity.written}` cannot be told in what the price is per: {after_per(price.every, price.unit)}"
        help_ = f"write it like `{Quantity(2, price.unit).written}`"
    yield Diagnostic("wrong-quantity", message, checked.value(*path), help_)


def _increment(checked: Checked, key: str, service: Service) -> Found:
    if service.increment is None:
        return
    place = checked.value("services", key, "increment")
    for price in _prices_of(service):
        unit = service.retainer.time.unit if service.retainer else price.unit
        if unit not in TIME_UNITS or service.increment.unit not in TIME_UNITS:
            message = f"`{service.increment.written}` is a step of time, and the price is `{price.written}`"
            help_ = "steps are for prices per time: `75 EUR per hour` in steps of `15 minutes`"
            yield Diagnostic("not-per-time", message, place, help_)
            return
        if service.increment.measured_in(unit) is None:
            message = f"`{service.increment.written}` cannot be told in what the price is per: {unit}"
            yield Diagnostic("wrong-quantity", message, place, f"write it like `{Quantity(1, unit).written}`")
            return


def _tiers(checked: Checked, key: str, service: Service) -> Found:
    if service.tiers is None:
        return
    price, path = service.price, ("services", key, "tiers")
    unit = f" per {after_per(price.every, price.unit)}" if price.unit else ""
    if price.kind != "fixed" or price.unit is None:
        message = f"`{price.written}` is no price per unit that tiers could count"
        yield Diagnostic("wrong-tier", message, checked.value("services", key, "price"), "write it like `0.10 EUR per word`")
        return
    for at, step in enumerate(service.tiers.steps):
        given = step.given
        assert price.low
        assert isinstance(given, Price)
        if given.kind != "request" and (given.kind, given.unit, given.every) != ("fixed", price.unit, price.every):
            low = given.low.written if given.low else price.low.written
            message = f"`{given.written}` is not a price{unit} as the service's own is"
            yield Diagnostic("wrong-tier", message, checked.value(*path, at, "price"), f"write `{low}{unit}`")
        elif at == 0 and given != price:
            message = f"the first tier costs `{given.written}`, and the service `{price.written}`"
            yield Diagnostic("wrong-tier", message, checked.value(*path, at, "price"), "write the same price in both places")
        if not _fits(step.up_to, price):
            message = f"the limit `{getattr(step.up_to, 'written', '')}` does not count what the price is per: {price.unit}"
            help_ = f"write a number, which counts {after_per(2, price.unit).removeprefix('2 ')}: `up to: 10`"
            yield Diagnostic("wrong-tier", message, checked.value(*path, at, "up to"), help_)


def _fits(limit: Limit | None, price: Price) -> bool:
    try:
        limit_of(limit, price)
    except NoPrice:
        return False
    return True


def _package(checked: Checked, key: str, service: Service) -> Found:
    yield from _unknown_services(checked, service.services, ("services", key, "services"))
    apart = parts_alone(service, checked.rulebook.prices)
    low = service.price.low
    certain = apart is not None and apart.kind == "fixed" and service.price.unit is None
    if certain and apart and apart.low and low and low.currency == apart.low.currency and low.amount > apart.low.amount:
        message = f"`{key}` costs {low.written}; its services alone cost {apart.low.written}"
        help_ = "lower the price, or leave the services out of the package"
        yield Diagnostic("dear-package", message, checked.value("services", key, "price"), help_, "warning")


def _twice(checked: Checked, key: str, service: Service) -> Found:
    """A service that a package holds more than once, since others of its parts are packages too."""
    seen: dict[str, str] = {}
    for at, part in enumerate(service.services):
        for inner in dict.fromkeys((part, *_parts_of(part, checked.rulebook.services))):
            if inner in seen and inner != key:
                ways = [name for name in (seen[inner], part) if name != inner]
                told = " and ".join(["alone", *(f"in `{way}`" for way in ways)][-2:])
                message = f"`{inner}` is in `{key}` twice, {told}"
                help_ = f"take `{inner}` out; `{ways[0]}` holds it" if len(ways) == 1 else "name the services themselves, each once"
                yield Diagnostic("duplicate-entry", message, checked.value("services", key, "services", at), help_)
                return
            seen[inner] = part


def _parts_of(key: str, services: Mapping[str, Service]) -> dict[str, None]:
    """Everything that a package is made of, directly or by way of another one, each once."""
    found: dict[str, None] = {}
    ahead = [*services[key].services] if key in services else []
    while ahead:
        part = ahead.pop(0)
        if part not in found:
            found[part] = None
            ahead += services[part].services if part in services else ()
    return found


def _circles(checked: Checked) -> Found:
    made_of = {key: service.services for key, service in checked.rulebook.services.items()}
    told: set[str] = set()
    for key in made_of:
        circle = _way_back(key, made_of)
        if circle and not told.intersection(circle):
            told.update(circle)
            message = f"`{key}` is made of itself: {' → '.join(f'`{name}`' for name in (key, *circle))}"
            yield Diagnostic("circular-package", message, checked.place("services", key, "services"), f"take `{circle[0]}` out of it")


def _way_back(start: str, made_of: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The way from a package back to itself, without its start; nothing where there is none."""
    ways: list[tuple[str, ...]] = [(part,) for part in made_of[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        if way[-1] == start:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [(*way, part) for part in made_of.get(way[-1], ())]
    return ()


def _retainer(checked: Checked, key: str, service: Service) -> Found:
    retainer, price, path = service.retainer, service.price, ("services", key, "retainer")
    if retainer is None:
        return
    if price.kind != "fixed" or price.unit not in _RETAINED or price.every != 1:
        message = f"a retainer is paid per week, month or year; the price is `{price.written}`"
        sum_ = price.low.written if price.low else "500 EUR"
        yield Diagnostic("wrong-retainer", message, checked.value("services", key, "price"), f"write `{sum_} per month`")
        return
    if retainer.time.unit not in TIME_UNITS:
        message = f"`{retainer.time.written}` is no time"
        yield Diagnostic("wrong-retainer", message, checked.value(*path, "time"), f"write it like `{retainer.time.number} hours`")
    if rollover_periods(retainer, price.unit) is None and retainer.rollover:
        message = f"`{retainer.rollover.written}` is no whole number of periods; the price is per {price.unit}"
        yield Diagnostic("wrong-retainer", message, checked.value(*path, "rollover"), f"write it like `1 {price.unit}`")
    yield from _extra(checked, retainer, (*path, "extra"))


def _extra(checked: Checked, retainer: Retainer, path: tuple[Step, ...]) -> Found:
    extra = retainer.extra
    if extra is None or extra.low is None:
        return
    if extra.kind != "fixed" or not extra.unit or Quantity(1, retainer.time.unit).measured_in(extra.unit) is None:
        message = f"`{extra.written}` is no price for more time, which is counted per {retainer.time.unit}"
        yield Diagnostic("wrong-retainer", message, checked.value(*path), f"write `{extra.low.written} per {retainer.time.unit}`")


def _change(checked: Checked, key: str, service: Service) -> Found:
    change, price, until = service.change, service.price, checked.rulebook.business.until
    if change is None:
        return
    place = checked.value("services", key, "change", "price")
    if service.tiers:
        message = f"the price of `{key}` is one of several tiers, which one new price cannot replace"
        help_ = "leave `change` out, and write the new tiers on that day"
        yield Diagnostic("wrong-change", message, checked.place("services", key, "change"), help_)
    elif (change.price.low is None) != (price.low is None):
        message = f"`{change.price.written}` takes the place of `{price.written}`, and only one of the two is a price"
        help_ = "leave `change` out, and write the new price on that day"
        yield Diagnostic("wrong-change", message, place, help_)
    elif (change.price.unit, change.price.every) != (price.unit, price.every) or _currency(change.price) != _currency(price):
        unit = f" per {after_per(price.every, price.unit)}" if price.unit else ""
        sum_ = f"{plain(change.price.low.amount)} {_currency(price)}" if change.price.low else ""
        message = f"`{change.price.written}` takes the place of `{price.written}`, which counts something else"
        yield Diagnostic("wrong-change", message, place, f"write `{sum_}{unit}`")
    elif until and change.from_.date <= until.date:
        message = f"the price changes on {change.from_.machine}, and the prices are promised until {until.machine}"
        near = (Related(checked.value("business", "until"), "promised here"),)
        from_ = checked.value("services", key, "change", "from")
        day = (until.date + timedelta(days=1)).isoformat()
        help_ = f"let it change after that: `from: {day}`, or promise less"
        yield Diagnostic("wrong-change", message, from_, help_, related=near)
    elif change.price == price:
        yield Diagnostic(
            "wrong-change", f"`{change.price.written}` is the price already", place, "write the new price, or leave `change` out"
        )


def _currency(price: Price) -> str | None:
    return price.low.currency if price.low else None


def _example(checked: Checked, path: tuple[Step, ...], example: Example) -> Found:
    """What keeps an example from having a price, told at the part that does."""
    key = str(path[1])
    service = checked.rulebook.services[key]
    unknown = [found for at, name in enumerate(example.with_) for found in _unknown_adjustment(checked, name, (*path, "with", at))]
    yield from unknown
    if example.quantity:
        rate = service.rates.get(example.rate or "")
        found = list(_measurable(checked, example.quantity, rate.price if rate else service.price, (*path, "quantity")))
        yield from found
        unknown += found
    if unknown or not set(example.with_) <= checked.rulebook.adjustments.keys():
        return
    try:
        price_of(checked.rulebook.prices, Order(key, example.quantity, example.with_, example.rate, example.used))
    except NoPrice as no_price:
        yield from _told(checked, path, example, no_price)


def _told(checked: Checked, path: tuple[Step, ...], example: Example, no_price: NoPrice) -> Found:
    """Why an example has no price; what another check tells already is not told again."""
    key, about = str(path[1]), no_price.about
    service = checked.rulebook.services[key]
    match no_price.reason:
        case "unknown-rate":
            help_ = suggest(about[0], service.rates, none_fits="" if service.rates else "the service has no `rates`; leave it out")
            yield Diagnostic("unknown-rate", f"`{key}` has no rate `{about[0]}`", checked.value(*path, "rate"), help_)
        case "not-for" if set(checked.rulebook.adjustments[about[0]].services) <= checked.rulebook.services.keys():
            place = checked.value(*path, "with", example.with_.index(about[0]))
            only = ", ".join(f"`{name}`" for name in checked.rulebook.adjustments[about[0]].services)
            yield Diagnostic("wrong-adjustment", f"`{about[0]}` is not for `{key}`", place, f"take it out; it is only for {only}")
        case "not-with" if about[0] != about[1]:
            place = checked.value(*path, "with", example.with_.index(about[1]))
            yield Diagnostic("wrong-adjustment", f"`{about[0]}` and `{about[1]}` cannot be combined", place, "keep one of the two")
        case "currency":
            message = f"`{about[0]}` is in another currency than the price, `{service.price.written}`, and they have no total"
            help_ = "write both in one currency, or leave the example out"
            yield Diagnostic("other-currency", message, checked.place(*path), help_)
        case "no-retainer":
            message = f"`{key}` is no retainer whose time could be used"
            help_ = "write `quantity` instead, or add a `retainer` to the service"
            yield Diagnostic("wrong-quantity", message, checked.place(*path, "used"), help_)
        case "no-extra":
            message = "more time is used than the retainer holds, and what that costs is not written"
            help_ = "add `extra: 65 EUR per hour` to the retainer, or use less"
            yield Diagnostic("wrong-quantity", message, checked.place(*path, "used"), help_)
        case "other-unit" if service.retainer and about[0] in {used.unit for used in example.used}:
            message = f"`{about[0]}` cannot be told in what the retainer's time is: {service.retainer.time.unit}"
            help_ = f"write it like `{service.retainer.time.written}`"
            yield Diagnostic("wrong-quantity", message, checked.place(*path, "used"), help_)
