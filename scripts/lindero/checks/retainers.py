"""A retainer is paid by period, holds time, and says what more of it costs."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.catalogue.sample_sums import change_currency
from lindero.checks.context import CheckContext
from lindero.findings.finding import Finding, Related
from lindero.pricing.retainers import count_rollover_periods
from lindero.records.sections import Retainer, Service
from lindero.shapes.quantities import Quantity
from lindero.shapes.units import RETAINER_UNITS, TIME_UNITS


def find_wrong_retainer(context: CheckContext, key: str, service: Service) -> Iterator[Finding]:
    """A retainer whose price, time or rollover is told in what it cannot be told in."""
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
    if retainer.time.unit not in TIME_UNITS:
        message = f"`{retainer.time.written}` is no time"
        place = context.locate_value(*path, "time")
        help_ = f"write it like `{retainer.time.number} hours`"
        yield Finding("wrong-retainer", message, place, help_)
    rollover = retainer.rollover
    if rollover and count_rollover_periods(retainer, price.unit) is None:
        what = "is no whole number of periods; the price is per"
        message = f"`{rollover.written}` {what} {price.unit}"
        place, help_ = context.locate_value(*path, "rollover"), f"write it like `1 {price.unit}`"
        near = Related(context.locate_value("services", key, "price"), f"`{price.written}`")
        yield Finding("wrong-retainer", message, place, help_, related=(near,))
    yield from _find_wrong_times(context, key, retainer)
    yield from _find_wrong_extra(context, key, retainer)


def _find_wrong_times(context: CheckContext, key: str, retainer: Retainer) -> Iterator[Finding]:
    """Time that is kept or free and is told in no unit of the retainer's, or kept by nobody."""
    for name, time in (("carried", retainer.carried), ("leeway", retainer.leeway)):
        place = context.locate_value("services", key, "retainer", name)
        if time and time.convert_to(retainer.time.unit) is None:
            message = f"`{time.written}` cannot be told in what the retainer's time is: "
            message += retainer.time.unit
            help_ = f"write it like `{retainer.time.written}`"
            near = _point_to_time(context, key, retainer)
            yield Finding("wrong-retainer", message, place, help_, related=near)
    if retainer.carried and retainer.rollover is None:
        message = f"`{retainer.carried.written}` is kept for later, and unused time lapses"
        place = context.locate_value("services", key, "retainer", "carried")
        help_ = "say how long it keeps, `rollover: 1 month`, or take it out"
        yield Finding("wrong-retainer", message, place, help_)


def _find_wrong_extra(context: CheckContext, key: str, retainer: Retainer) -> Iterator[Finding]:
    extra, unit = retainer.extra, retainer.time.unit
    if extra is None or extra.low is None:
        return
    per_time = extra.unit and Quantity(1, unit).convert_to(extra.unit) is not None
    if extra.kind != "fixed" or not per_time:
        place = context.locate_value("services", key, "retainer", "extra")
        message = f"`{extra.written}` is no price for more time, which is counted per {unit}"
        near = _point_to_time(context, key, retainer)
        help_ = f"write `{extra.low.written} per {unit}`"
        yield Finding("wrong-retainer", message, place, help_, related=near)


def _point_to_time(context: CheckContext, key: str, retainer: Retainer) -> tuple[Related, ...]:
    """Where the time that a retainer holds is written."""
    place = context.locate_value("services", key, "retainer", "time")
    return (Related(place, f"`{retainer.time.written}`"),)
