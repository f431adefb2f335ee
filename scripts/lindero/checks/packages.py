"""A package is made of other services, each once, and does not cost more than they do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lindero.checks.context import CheckContext
from lindero.checks.references import report_unknown_names
from lindero.findings.finding import Finding, Related
from lindero.findings.place import Place
from lindero.pricing.sold_figures import price_parts_alone
from lindero.records.sections import Service
from lindero.rulebook.variants import PEOPLE


def find_dear_package(context: CheckContext, key: str, service: Service) -> Iterator[Finding]:
    """A package of services that are not there, or that are cheaper one by one."""
    yield from report_unknown_names(
        context, "service", service.services, ("services", key, "services")
    )
    apart, low = price_parts_alone(context.rulebook.prices, key), service.price.low
    if not apart or not apart.low or not low or apart.kind != "fixed" or service.price.unit:
        return
    if low.currency == apart.low.currency and low.amount > apart.low.amount:
        place = context.locate_value("services", key, "price")
        message = f"`{key}` costs {low.written}; its services alone cost {apart.low.written}"
        help_ = "lower the price, or leave the services out of the package"
        yield Finding("dear-package", message, place, help_, "warning")


def find_repeated_service(context: CheckContext, key: str, service: Service) -> Iterator[Finding]:
    """A service that a package holds twice, since others of its parts are packages too."""
    seen: dict[str, str] = {}
    for at, part in enumerate(service.services):
        for inner in dict.fromkeys((part, *_list_package_parts(part, context.rulebook.services))):
            # What contains itself is a circle, which another check tells.
            if inner in seen and inner != key:
                place = context.locate_value("services", key, "services", at)
                yield _report_repeated(key, inner, (seen[inner], part), place)
                return
            seen[inner] = part


def _report_repeated(key: str, inner: str, parts: tuple[str, str], place: Place) -> Finding:
    ways = [part for part in parts if part != inner]
    both = " and ".join(["alone", *(f"in `{way}`" for way in ways)][-2:])
    help_ = "name the services themselves, each once"
    if len(ways) == 1:
        help_ = f"take `{inner}` out; `{ways[0]}` holds it"
    return Finding("duplicate-entry", f"`{inner}` is in `{key}` twice, {both}", place, help_)


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


def find_other_buyers(context: CheckContext, key: str, service: Service) -> Iterator[Finding]:
    """A package for one kind of client with a part that is only sold to the other."""
    services = context.rulebook.services
    for part in _list_package_parts(key, services):
        only = services[part].for_ if part in services else None
        if only and service.for_ and only != service.for_:
            sold = f"`{part}` is sold to {PEOPLE[only]} only"
            message = f"`{key}` is for {PEOPLE[service.for_]}, and {sold}"
            help_ = f"take `{part}` out, or let it be sold to others, too"
            near = Related(context.locate_value("services", part, "for"), "for whom it is")
            place = context.locate_key("services", key, "services")
            yield Finding("wrong-audience", message, place, help_, related=(near,))
            return


def find_untaxed_parts(context: CheckContext, key: str, service: Service) -> Iterator[Finding]:
    """A package that says nothing of taxes, with a part that bears others than it would."""
    taxes = context.rulebook.added_taxes
    if service.tax or context.is_doubtful("business"):
        return
    for part in _list_package_parts(key, context.rulebook.services):
        own = context.rulebook.services[part].tax if part in taxes else None
        if own and taxes[part].terms != taxes[key].terms:
            message = f"`{key}` bears every tax in full, and its part `{part}` does not"
            help_ = f"say in `{key}` which taxes its price bears: `tax: …`"
            near = Related(context.locate_key("services", part, "tax"), f"the tax of `{part}`")
            place = context.locate_key("services", key, "services")
            yield Finding("wrong-tax", message, place, help_, "warning", (near,))
            return


def find_circular_packages(context: CheckContext) -> Iterator[Finding]:
    """Packages that are made of themselves; each circle is told once."""
    made_of = {key: service.services for key, service in context.rulebook.services.items()}
    reported: set[str] = set()
    for key in made_of:
        circle = _trace_circle(key, made_of)
        if circle and not reported.intersection(circle):
            reported.update(circle)
            way = " → ".join(f"`{name}`" for name in (key, *circle))
            place = context.locate_key("services", key, "services")
            help_ = f"take `{circle[0]}` out of it"
            yield Finding("circular-package", f"`{key}` is made of itself: {way}", place, help_)


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
