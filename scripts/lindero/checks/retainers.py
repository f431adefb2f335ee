"""A retainer is paid by period, holds time or pieces, and says what more of it costs."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.catalogue.sample_sums import change_currency
from lindero.checks.context import CheckContext
from lindero.checks.service_rules import list_service_rules
from lindero.findings.finding import Finding, Related
from lindero.pricing.retainers import count_rollover_periods
from lindero.records.sections import Retainer, Service
from lindero.shapes.quantities import Quantity
from lindero.shapes.units import RETAINER_UNITS, TIME_UNITS

_OF_WHAT_IT_HOLDS = ("rollover", "carried", "leeway", "extra")


def find_wrong_retainer(context: CheckContext, key: str, service: Service) -> Iterator[Finding]:
    """A retainer whose price, contents or rollover is told in what it cannot be told in."""
    retainer, price, path = service.retainer, service.price, ("services", key, "retainer")
    if retainer is None:
        return
    if price.kind != "fixed" or price.unit not in RETAINER_UNITS or price.every != 1:
        message = f"a retainer is paid per week, month or year; the price is `{price.written}`"
        place = context.locate_value("services", key, "price")
        sample = change_currency("500 EUR", context.rulebook.business.currency)
        help_ = f"write `{price.low.written if price.low else sample} per month`"
        near = Related(context.locate_key(*path), "the retainer")
        yield Finding("wrong-retainer", message, place, help_, related=(near,))
        return
    yield from _find_wrong_measure(context, key, retainer)
    rollover = retainer.rollover
    if rollover and count_rollover_periods(retainer, price.unit) is None:
        what = "is no whole number of periods; the price is per"
        message = f"`{rollover.written}` {what} {price.unit}"
        place, help_ = context.locate_value(*path, "rollover"), f"write it like `1 {price.unit}`"
        near = Related(context.locate_value("services", key, "price"), f"`{price.written}`")
        yield Finding("wrong-retainer", message, place, help_, related=(near,))
    yield from _find_wrong_quantities(context, key, retainer)
    yield from _find_wrong_extra(context, key, retainer)
    yield from _find_parts(context, key, retainer)


def _find_parts(context: CheckContext, key: str, retainer: Retainer) -> Iterator[Finding]:
    """What is billed again and again, and is to be paid in the parts of a project as well."""
    for rule in list_service_rules(context, "instalments", key):
        if fact := rule.find_role_fact("instalments"):
            end = "start" if retainer.billed == "ahead" else "end"
            unit = context.rulebook.services[key].price.unit
            message = f"`{key}` is billed at the {end} of each {unit}, and in instalments, too"
            help_ = f"give `{rule.id}` a case without them: `{{services: [{key}], none: yes}}`"
            place = context.locate_key("services", key, "retainer")
            near = Related(context.locate_value(*fact.path), f"`{fact.address}`")
            yield Finding("wrong-retainer", message, place, help_, "warning", (near,))
            return


def _find_wrong_measure(context: CheckContext, key: str, retainer: Retainer) -> Iterator[Finding]:
    """Time that is none, pieces that are time, both, or neither where something speaks of it."""
    path, (time, pieces) = ("services", key, "retainer"), (retainer.time, retainer.pieces)
    if time and pieces:
        message = "a retainer holds time or pieces, and not both"
        near = (Related(context.locate_value(*path, "time"), "time"),)
        place = context.locate_value(*path, "pieces")
        yield Finding("wrong-retainer", message, place, "take one of them out", related=near)
    elif time and time.unit not in TIME_UNITS:
        message = f"`{time.written}` is no time"
        help_ = f"write `pieces: {time.written}`, or a time: `time: {time.number} hours`"
        yield Finding("wrong-retainer", message, context.locate_value(*path, "time"), help_)
    elif pieces and pieces.unit in TIME_UNITS:
        message, place = f"`{pieces.written}` is time", context.locate_value(*path, "pieces")
        yield Finding("wrong-retainer", message, place, f"write `time: {pieces.written}`")
    said = (name for name in _OF_WHAT_IT_HOLDS if getattr(retainer, name) is not None)
    if retainer.holds is None and (name := next(said, None)):
        message = f"`{name}` speaks of what the retainer holds, and nothing says how much that is"
        help_ = "add `time: 8 hours` or `pieces: 4 articles`, or take it out"
        yield Finding("wrong-retainer", message, context.locate_value(*path, name), help_)


def _find_wrong_quantities(
    context: CheckContext, key: str, retainer: Retainer
) -> Iterator[Finding]:
    """What is kept or free and is told in no unit of the retainer's, or kept by nobody."""
    holds = retainer.holds
    for name, kept in (("carried", retainer.carried), ("leeway", retainer.leeway)):
        place = context.locate_value("services", key, "retainer", name)
        if kept and holds and kept.convert_to(holds.unit) is None:
            message = f"`{kept.written}` cannot be told in what the retainer holds: {holds.unit}"
            near = _point_to_contents(context, key, retainer)
            help_ = f"write it like `{holds.written}`"
            yield Finding("wrong-retainer", message, place, help_, related=near)
    if retainer.carried and retainer.rollover is None:
        message = f"`{retainer.carried.written}` is kept for later, and what is not used lapses"
        place = context.locate_value("services", key, "retainer", "carried")
        help_ = "say how long it keeps, `rollover: 1 month`, or take it out"
        yield Finding("wrong-retainer", message, place, help_)


def _find_wrong_extra(context: CheckContext, key: str, retainer: Retainer) -> Iterator[Finding]:
    extra, holds = retainer.extra, retainer.holds
    if extra is None or extra.low is None or holds is None:
        return
    unit, what = holds.unit, "time" if retainer.time else "pieces"
    per_unit = extra.unit and Quantity(1, unit).convert_to(extra.unit) is not None
    if extra.kind != "fixed" or not per_unit:
        place = context.locate_value("services", key, "retainer", "extra")
        message = f"`{extra.written}` is no price for more {what}, counted per {unit}"
        near = _point_to_contents(context, key, retainer)
        help_ = f"write `{extra.low.written} per {unit}`"
        yield Finding("wrong-retainer", message, place, help_, related=near)


def _point_to_contents(context: CheckContext, key: str, retainer: Retainer) -> tuple[Related, ...]:
    """Where it is written how much a retainer holds."""
    assert retainer.holds
    held = "time" if retainer.time else "pieces"
    place = context.locate_value("services", key, "retainer", held)
    return (Related(place, f"`{retainer.holds.written}`"),)
