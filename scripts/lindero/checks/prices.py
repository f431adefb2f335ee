"""Rules about prices: what is sold, what changes a price and what is worked out must hold together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from lindero.checks.context import CheckContext
from lindero.findings.finding import Finding, Related, suggest_word
from lindero.findings.place import Span
from lindero.pricing.reckoning import EFFECTS, NoPrice, Order, convert_limit, price_of
from lindero.pricing.retainers import count_rollover_periods
from lindero.pricing.sold_figures import price_parts_alone
from lindero.reading.tree import PathStep
from lindero.records.sections import Example, Retainer, Service
from lindero.rulebook.doubts import in_doubt
from lindero.rulebook.lent_figures import list_lendable_facts
from lindero.shapes import Amount, Money, Multiple, Percent, Price
from lindero.shapes.limits import Limit
from lindero.shapes.quantities import Quantity
from lindero.shapes.refusals import format_number
from lindero.shapes.units import RETAINER_UNITS, TIME_UNITS, format_per_unit

Findings = Iterator[Finding]


def check_prices(context: CheckContext) -> Findings:
    """Everything that does not hold together in services and adjustments."""
    for key, service in context.rulebook.services.items():
        for check in (
            _find_wrong_minimum,
            _find_wrong_increment,
            _find_wrong_tiers,
            _find_dear_package,
            _find_repeated_service,
            _find_wrong_retainer,
            _find_wrong_change,
        ):
            yield from check(context, key, service)
        for at, example in enumerate(service.examples):
            yield from _find_wrong_example(context, ("services", key, "examples", at), example)
    yield from _find_circular_packages(context)
    yield from _find_wrong_adjustments(context)


def _find_wrong_adjustments(context: CheckContext) -> Findings:
    for key, adjustment in context.rulebook.adjustments.items():
        given = [kind for kind in EFFECTS if getattr(adjustment, kind)]
        if len(given) != 1:
            state = (
                f"both a {given[0]} and a {given[1]}"
                if given
                else "neither a surcharge nor a discount nor a factor"
            )
            help_ = "give it one: `surcharge: 30 %`, `discount: 10 %` or `factor: 1.5 ×`"
            yield Finding(
                "adjustment-effect",
                f"`{key}` has {state}",
                context.locate_key("adjustments", key),
                help_,
            )
        elif _has_no_effect(figure := getattr(adjustment, given[0])):
            message = f"`{key}` changes no price: its {given[0]} is `{figure.written}`"
            help_ = "write what it changes, or take it out"
            yield Finding(
                "adjustment-effect",
                message,
                context.locate_value("adjustments", key, given[0]),
                help_,
            )
        yield from _find_typed_effects(context, key, given)
        yield from _find_unknown_services(
            context, adjustment.services, ("adjustments", key, "services")
        )
        for at, other in enumerate(adjustment.not_with):
            yield from _find_unknown_adjustment(
                context, other, ("adjustments", key, "not with", at)
            )
            if other == key:
                place = context.locate_value("adjustments", key, "not with", at)
                yield Finding(
                    "wrong-adjustment",
                    f"`{key}` excludes itself",
                    place,
                    "name the others that it cannot be combined with",
                )


def _has_no_effect(figure: Amount | Multiple) -> bool:
    match figure:
        case Percent(points=number) | Money(amount=number):
            return number == 0
        case Multiple(factor=number):
            return number == 1
    return False


def _find_typed_effects(context: CheckContext, key: str, given: Sequence[str]) -> Findings:
    """A figure that a rule holds as well."""
    for kind in given:
        place, figure = (
            context.locate_value("adjustments", key, kind),
            getattr(context.rulebook.adjustments[key], kind),
        )
        typed = isinstance(place, Span) and place.text.strip("\"'") == figure.written
        for fact in list_lendable_facts(context.rulebook.rules) if typed else ():
            if fact.figure == figure:
                message = f"`{figure.written}` is typed here, and the rulebook holds it as `{fact.address}`"
                help_ = f"write `{kind}: {fact.address}`, so that the two can never differ"
                yield Finding("typed-figure", message, place, help_, "warning")


def _find_unknown_services(
    context: CheckContext, names: Iterable[str], path: tuple[PathStep, ...]
) -> Findings:
    for at, name in enumerate(names):
        if name not in context.rulebook.services and not in_doubt(
            f"services.{name}", context.resolved.doubts
        ):
            message = f"there is no service `{name}`"
            yield Finding(
                "unknown-service",
                message,
                context.locate_value(*path, at),
                suggest_word(name, context.rulebook.services),
            )


def _find_unknown_adjustment(
    context: CheckContext, name: str, path: tuple[PathStep, ...]
) -> Findings:
    if name not in context.rulebook.adjustments and not in_doubt(
        f"adjustments.{name}", context.resolved.doubts
    ):
        known = context.rulebook.adjustments
        help_ = suggest_word(
            name,
            known,
            none_fits="" if known else "there are no adjustments; write them under `adjustments:`",
        )
        yield Finding(
            "unknown-adjustment",
            f"there is no adjustment `{name}`",
            context.locate_value(*path),
            help_,
        )


def _find_wrong_minimum(context: CheckContext, key: str, service: Service) -> Findings:
    whole = service.price
    if (
        isinstance(service.minimum, Money)
        and whole.kind == "fixed"
        and whole.low
        and not whole.unit
        and not service.rates
    ):
        message = f"`{key}` has one price for the whole and a minimum beside it"
        help_ = "take the minimum out; only a price per hour, word and so on can come to less"
        yield Finding(
            "wrong-quantity", message, context.locate_key("services", key, "minimum"), help_
        )
    if isinstance(service.minimum, Quantity):
        for price in _list_prices(service):
            found = list(
                _find_wrong_quantity(context, service.minimum, price, ("services", key, "minimum"))
            )
            yield from found
            if found:
                return


def _list_prices(service: Service) -> list[Price]:
    return [service.price, *(rate.price for rate in service.rates.values())]


def _find_wrong_quantity(
    context: CheckContext, quantity: Quantity, price: Price, path: tuple[PathStep, ...]
) -> Findings:
    """A quantity is told in what the price is per, or in what can be told in it."""
    if price.low is None or (price.unit and quantity.convert_to(price.unit) is not None):
        return
    if price.unit is None:
        message = f"`{quantity.written}` are counted, and the price is for the whole"
        help_ = f"leave it out, or make it a price per {quantity.unit}: `{price.low.written} per {quantity.unit}`"
    else:
        message = f"`{quantity.written}` cannot be told in what the price is per: {format_per_unit(price.every, price.unit)}"
        help_ = f"write it like `{Quantity(2, price.unit).written}`"
    yield Finding("wrong-quantity", message, context.locate_value(*path), help_)


def _find_wrong_increment(context: CheckContext, key: str, service: Service) -> Findings:
    if service.increment is None:
        return
    place = context.locate_value("services", key, "increment")
    for price in _list_prices(service):
        unit = service.retainer.time.unit if service.retainer else price.unit
        if unit not in TIME_UNITS or service.increment.unit not in TIME_UNITS:
            message = f"`{service.increment.written}` is a step of time, and the price is `{price.written}`"
            help_ = "steps are for prices per time: `75 EUR per hour` in steps of `15 minutes`"
            yield Finding("not-per-time", message, place, help_)
            return
        if service.increment.convert_to(unit) is None:
            message = (
                f"`{service.increment.written}` cannot be told in what the price is per: {unit}"
            )
            yield Finding(
                "wrong-quantity", message, place, f"write it like `{Quantity(1, unit).written}`"
            )
            return


def _find_wrong_tiers(context: CheckContext, key: str, service: Service) -> Findings:
    if service.tiers is None:
        return
    price, path = service.price, ("services", key, "tiers")
    unit = f" per {format_per_unit(price.every, price.unit)}" if price.unit else ""
    if price.kind != "fixed" or price.unit is None:
        message = f"`{price.written}` is no price per unit that tiers could count"
        yield Finding(
            "wrong-tier",
            message,
            context.locate_value("services", key, "price"),
            "write it like `0.10 EUR per word`",
        )
        return
    for at, step in enumerate(service.tiers.steps):
        given = step.result
        assert price.low
        assert isinstance(given, Price)
        if given.kind != "request" and (given.kind, given.unit, given.every) != (
            "fixed",
            price.unit,
            price.every,
        ):
            low = given.low.written if given.low else price.low.written
            message = f"`{given.written}` is not a price{unit} as the service's own is"
            yield Finding(
                "wrong-tier",
                message,
                context.locate_value(*path, at, "price"),
                f"write `{low}{unit}`",
            )
        elif at == 0 and given != price:
            message = f"the first tier costs `{given.written}`, and the service `{price.written}`"
            yield Finding(
                "wrong-tier",
                message,
                context.locate_value(*path, at, "price"),
                "write the same price in both places",
            )
        if not _fits_price_unit(step.up_to, price):
            message = f"the limit `{getattr(step.up_to, 'written', '')}` does not count what the price is per: {price.unit}"
            help_ = f"write a number, which counts {format_per_unit(2, price.unit).removeprefix('2 ')}: `up to: 10`"
            yield Finding("wrong-tier", message, context.locate_value(*path, at, "up to"), help_)


def _fits_price_unit(limit: Limit | None, price: Price) -> bool:
    try:
        convert_limit(limit, price)
    except NoPrice:
        return False
    return True


def _find_dear_package(context: CheckContext, key: str, service: Service) -> Findings:
    yield from _find_unknown_services(context, service.services, ("services", key, "services"))
    apart = price_parts_alone(service, context.rulebook.prices)
    low = service.price.low
    certain = apart is not None and apart.kind == "fixed" and service.price.unit is None
    if (
        certain
        and apart
        and apart.low
        and low
        and low.currency == apart.low.currency
        and low.amount > apart.low.amount
    ):
        message = f"`{key}` costs {low.written}; its services alone cost {apart.low.written}"
        help_ = "lower the price, or leave the services out of the package"
        yield Finding(
            "dear-package",
            message,
            context.locate_value("services", key, "price"),
            help_,
            "warning",
        )


def _find_repeated_service(context: CheckContext, key: str, service: Service) -> Findings:
    """A service that a package holds more than once, since others of its parts are packages too."""
    seen: dict[str, str] = {}
    for at, part in enumerate(service.services):
        for inner in dict.fromkeys((part, *_list_package_parts(part, context.rulebook.services))):
            if inner in seen and inner != key:
                ways = [name for name in (seen[inner], part) if name != inner]
                told = " and ".join(["alone", *(f"in `{way}`" for way in ways)][-2:])
                message = f"`{inner}` is in `{key}` twice, {told}"
                help_ = (
                    f"take `{inner}` out; `{ways[0]}` holds it"
                    if len(ways) == 1
                    else "name the services themselves, each once"
                )
                yield Finding(
                    "duplicate-entry",
                    message,
                    context.locate_value("services", key, "services", at),
                    help_,
                )
                return
            seen[inner] = part


def _list_package_parts(key: str, services: Mapping[str, Service]) -> dict[str, None]:
    """Everything that a package is made of, directly or by way of another one, each once."""
    found: dict[str, None] = {}
    ahead = [*services[key].services] if key in services else []
    while ahead:
        part = ahead.pop(0)
        if part not in found:
            found[part] = None
            ahead += services[part].services if part in services else ()
    return found


def _find_circular_packages(context: CheckContext) -> Findings:
    made_of = {key: service.services for key, service in context.rulebook.services.items()}
    told: set[str] = set()
    for key in made_of:
        circle = _trace_circle(key, made_of)
        if circle and not told.intersection(circle):
            told.update(circle)
            message = (
                f"`{key}` is made of itself: {' → '.join(f'`{name}`' for name in (key, *circle))}"
            )
            yield Finding(
                "circular-package",
                message,
                context.locate_key("services", key, "services"),
                f"take `{circle[0]}` out of it",
            )


def _trace_circle(start: str, made_of: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
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


def _find_wrong_retainer(context: CheckContext, key: str, service: Service) -> Findings:
    retainer, price, path = service.retainer, service.price, ("services", key, "retainer")
    if retainer is None:
        return
    if price.kind != "fixed" or price.unit not in RETAINER_UNITS or price.every != 1:
        *units, last = RETAINER_UNITS
        ways = f"{', '.join(units)} or {last}"
        message = f"a retainer is paid per {ways}; the price is `{price.written}`"
        sum_ = price.low.written if price.low else "500 EUR"
        yield Finding(
            "wrong-retainer",
            message,
            context.locate_value("services", key, "price"),
            f"write `{sum_} per month`",
        )
        return
    if retainer.time.unit not in TIME_UNITS:
        message = f"`{retainer.time.written}` is no time"
        yield Finding(
            "wrong-retainer",
            message,
            context.locate_value(*path, "time"),
            f"write it like `{retainer.time.number} hours`",
        )
    if count_rollover_periods(retainer, price.unit) is None and retainer.rollover:
        message = f"`{retainer.rollover.written}` is no whole number of periods; the price is per {price.unit}"
        yield Finding(
            "wrong-retainer",
            message,
            context.locate_value(*path, "rollover"),
            f"write it like `1 {price.unit}`",
        )
    yield from _find_wrong_extra(context, retainer, (*path, "extra"))


def _find_wrong_extra(
    context: CheckContext, retainer: Retainer, path: tuple[PathStep, ...]
) -> Findings:
    extra = retainer.extra
    if extra is None or extra.low is None:
        return
    if (
        extra.kind != "fixed"
        or not extra.unit
        or Quantity(1, retainer.time.unit).convert_to(extra.unit) is None
    ):
        message = f"`{extra.written}` is no price for more time, which is counted per {retainer.time.unit}"
        yield Finding(
            "wrong-retainer",
            message,
            context.locate_value(*path),
            f"write `{extra.low.written} per {retainer.time.unit}`",
        )


def _find_wrong_change(context: CheckContext, key: str, service: Service) -> Findings:
    change, price, until = service.change, service.price, context.rulebook.business.until
    if change is None:
        return
    place = context.locate_value("services", key, "change", "price")
    if service.tiers:
        message = (
            f"the price of `{key}` is one of several tiers, which one new price cannot replace"
        )
        help_ = "leave `change` out, and write the new tiers on that day"
        yield Finding("wrong-change", message, context.locate_key("services", key, "change"), help_)
    elif (change.price.low is None) != (price.low is None):
        message = f"`{change.price.written}` takes the place of `{price.written}`, and only one of the two is a price"
        help_ = "leave `change` out, and write the new price on that day"
        yield Finding("wrong-change", message, place, help_)
    elif (change.price.unit, change.price.every) != (price.unit, price.every) or _currency_of(
        change.price
    ) != _currency_of(price):
        unit = f" per {format_per_unit(price.every, price.unit)}" if price.unit else ""
        sum_ = (
            f"{format_number(change.price.low.amount)} {_currency_of(price)}"
            if change.price.low
            else ""
        )
        message = f"`{change.price.written}` takes the place of `{price.written}`, which counts something else"
        yield Finding("wrong-change", message, place, f"write `{sum_}{unit}`")
    elif until and change.from_.date <= until.date:
        message = f"the price changes on {change.from_.machine}, and the prices are promised until {until.machine}"
        near = (Related(context.locate_value("business", "until"), "promised here"),)
        from_ = context.locate_value("services", key, "change", "from")
        day = (until.date + timedelta(days=1)).isoformat()
        help_ = f"let it change after that: `from: {day}`, or promise less"
        yield Finding("wrong-change", message, from_, help_, related=near)
    elif change.price == price:
        yield Finding(
            "wrong-change",
            f"`{change.price.written}` is the price already",
            place,
            "write the new price, or leave `change` out",
        )


def _currency_of(price: Price) -> str | None:
    return price.low.currency if price.low else None


def _find_wrong_example(
    context: CheckContext, path: tuple[PathStep, ...], example: Example
) -> Findings:
    """What keeps an example from having a price, told at the part that does."""
    key = str(path[1])
    service = context.rulebook.services[key]
    unknown = [
        found
        for at, name in enumerate(example.with_)
        for found in _find_unknown_adjustment(context, name, (*path, "with", at))
    ]
    yield from unknown
    if example.quantity:
        rate = service.rates.get(example.rate or "")
        found = list(
            _find_wrong_quantity(
                context,
                example.quantity,
                rate.price if rate else service.price,
                (*path, "quantity"),
            )
        )
        yield from found
        unknown += found
    if unknown or not set(example.with_) <= context.rulebook.adjustments.keys():
        return
    try:
        price_of(
            context.rulebook.prices,
            Order(key, example.quantity, example.with_, example.rate, example.used),
        )
    except NoPrice as no_price:
        yield from _explain_no_price(context, path, example, no_price)


def _explain_no_price(
    context: CheckContext, path: tuple[PathStep, ...], example: Example, no_price: NoPrice
) -> Findings:
    """Why an example has no price; what another check tells already is not told again."""
    key, about = str(path[1]), no_price.about
    service = context.rulebook.services[key]
    match no_price.reason:
        case "unknown-rate":
            help_ = suggest_word(
                about[0],
                service.rates,
                none_fits="" if service.rates else "the service has no `rates`; leave it out",
            )
            yield Finding(
                "unknown-rate",
                f"`{key}` has no rate `{about[0]}`",
                context.locate_value(*path, "rate"),
                help_,
            )
        case "not-for" if (
            set(context.rulebook.adjustments[about[0]].services) <= context.rulebook.services.keys()
        ):
            place = context.locate_value(*path, "with", example.with_.index(about[0]))
            only = ", ".join(
                f"`{name}`" for name in context.rulebook.adjustments[about[0]].services
            )
            yield Finding(
                "wrong-adjustment",
                f"`{about[0]}` is not for `{key}`",
                place,
                f"take it out; it is only for {only}",
            )
        case "not-with" if about[0] != about[1]:
            place = context.locate_value(*path, "with", example.with_.index(about[1]))
            yield Finding(
                "wrong-adjustment",
                f"`{about[0]}` and `{about[1]}` cannot be combined",
                place,
                "keep one of the two",
            )
        case "currency":
            message = f"`{about[0]}` is in another currency than the price, `{service.price.written}`, and they have no total"
            help_ = "write both in one currency, or leave the example out"
            yield Finding("other-currency", message, context.locate_key(*path), help_)
        case "no-retainer":
            message = f"`{key}` is no retainer whose time could be used"
            help_ = "write `quantity` instead, or add a `retainer` to the service"
            yield Finding("wrong-quantity", message, context.locate_key(*path, "used"), help_)
        case "no-extra":
            message = (
                "more time is used than the retainer holds, and what that costs is not written"
            )
            help_ = "add `extra: 65 EUR per hour` to the retainer, or use less"
            yield Finding("wrong-quantity", message, context.locate_key(*path, "used"), help_)
        case "other-unit" if service.retainer and about[0] in {used.unit for used in example.used}:
            message = f"`{about[0]}` cannot be told in what the retainer's time is: {service.retainer.time.unit}"
            help_ = f"write it like `{service.retainer.time.written}`"
            yield Finding("wrong-quantity", message, context.locate_key(*path, "used"), help_)
