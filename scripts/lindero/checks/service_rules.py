"""A service that says something else than a rule says of it: readers find both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import Role
from lindero.checks.context import CheckContext
from lindero.findings.finding import Finding, Related
from lindero.reading.tree import PathStep
from lindero.records.sections import Service
from lindero.rulebook.rule import Rule
from lindero.shapes import Choice, Figure, Money, Pace, Period, Price, WorkTime, YesNo
from lindero.shapes.periods import compare_lengths
from lindero.shapes.quantities import Minimum, Quantity
from lindero.shapes.units import CLOCK_UNITS, RETAINER_UNITS, TIME_UNITS


def list_service_rules(context: CheckContext, role: Role, key: str) -> tuple[Rule, ...]:
    """What the rule with this role says to those who buy a service, today or later."""
    book = context.rulebook
    rule = book.find_role_rule(role)
    told = book.narrow_rule(rule, book.make_audience([key])) if rule else None
    return told.variants if told else ()


def report_service_clash(
    context: CheckContext,
    path: tuple[PathStep, ...],
    rule: Rule,
    fact: Fact | None = None,
    service: str = "",
) -> Finding:
    """What stands at a path of a service, beside a rule that is none or has another figure.

    An adjustment says for which service it differs.
    """
    place, key = context.locate_value(*path), service or path[1]
    what = f"`{'.'.join(map(str, path))}`"
    if fact:
        message = f"{what} differs from `{fact.address}`: {fact.figure.written}"
        near = Related(context.locate_value(*fact.path), f"`{fact.address}`")
    else:
        message = f"{what} is said, and `{rule.id}` is none"
        near = Related(context.locate_key(*rule.path), f"`{rule.id}`")
    help_ = f"say the same in both places, or give the rule a case with `services: [{key}]`"
    return Finding("price-against-rule", message, place, help_, "warning", (near,))


def find_other_increment(context: CheckContext, key: str, service: Service) -> Iterator[Finding]:
    """Steps of billing that are none of the rule's, which speaks of all working time."""
    for rule in list_service_rules(context, "billing-step", key) if service.increment else ():
        fact = _find_other_step(rule, service)
        if rule.is_none or fact:
            told = report_service_clash(context, ("services", key, "increment"), rule, fact)
            # A first block and how steps are rounded only the rule can say: it still says so beside
            # this price, where time is charged otherwise.
            alone = fact and fact is not rule.find_role_fact("billing-step")
            yield replace(told, help=_LEAVE_INCREMENT, severity="error") if alone else told
            return


_LEAVE_INCREMENT = "leave `increment` out here, and the rule holds as it is written"


def _find_other_step(rule: Rule, service: Service) -> Fact | None:
    """The figure of a rule that the steps of a service, rounded up, do not keep to.

    They keep to a first block where they, or a minimum, make one of the same length.
    """
    step, rounding = (rule.find_role_fact(role) for role in ("billing-step", "billing-rounding"))
    if step and isinstance(step.figure, Period) and service.increment:
        quantity = Quantity(step.figure.count, step.figure.unit)
        if quantity.convert_to(service.increment.unit) != service.increment.number:
            return step
    if rounding and isinstance(rounding.figure, Choice) and rounding.figure.name != "up":
        return rounding
    first = rule.find_role_fact("first-block")
    return None if first and _begins_with(service, first.figure) else first


def _begins_with(service: Service, block: Figure) -> bool:
    """Whether steps from nought, or a minimum of whole steps, charge no less than a first block."""
    if not isinstance(block, Period) or not service.increment:
        return False
    first = Quantity(block.count, block.unit).convert_to(service.increment.unit)
    least = service.minimum or service.increment
    if first is None or not isinstance(least, Quantity):
        return False
    return (
        least.convert_to(service.increment.unit) == first and not first % service.increment.number
    )


def find_other_minimum(context: CheckContext, key: str, service: Service) -> Iterator[Finding]:
    """A minimum where the rule has none, or below the least that the rule charges."""
    for rule in list_service_rules(context, "least-charge", key) if service.minimum else ():
        fact = _find_unreached_least(rule, service)
        if rule.is_none or fact:
            yield report_service_clash(context, ("services", key, "minimum"), rule, fact)
            return


def find_short_minimum(context: CheckContext, key: str, service: Service) -> Iterator[Finding]:
    """A minimum in place of a longer first block, which the rule says is always charged."""
    if service.price.unit not in CLOCK_UNITS:
        return
    for rule in list_service_rules(context, "first-block", key):
        fact = rule.find_role_fact("first-block")
        if fact and isinstance(fact.figure, Period) and _is_short_of(service, fact.figure):
            yield report_service_clash(context, ("services", key, "minimum"), rule, fact)
            return


_FOR_ONE_ORDER = frozenset({"", "order", "invoice", "visit", "day"})
"""What an order that comes alone makes one of; a week or a month may hold several."""


def _find_unreached_least(rule: Rule, service: Service) -> Fact | None:
    """The least charge of a rule, where the minimum of a service is certainly less.

    An order that is alone on its invoice, at its visit or on its day comes to that, too. Of a price
    per minute nobody says whether its minutes are worked.
    """
    fact, per = (rule.find_role_fact(role) for role in ("least-charge", "least-per"))
    named = per.figure.name if per and isinstance(per.figure, Choice) else ""
    if fact is None or named not in _FOR_ONE_ORDER:
        return None
    if isinstance(fact.figure, WorkTime) and service.price.unit == "minute":
        return None
    least = fact.figure.period if isinstance(fact.figure, WorkTime) else fact.figure
    return fact if isinstance(least, Money | Period) and _is_short_of(service, least) else None


def _is_short_of(service: Service, least: Money | Period) -> bool:
    """Whether the minimum of a service certainly comes to less, at its own price."""
    least_sum = Quantity(least.count, least.unit) if isinstance(least, Period) else least
    own = _reckon_worth(service.minimum, service.price) if service.minimum else None
    asked = _reckon_worth(least_sum, service.price)
    return own is not None and asked is not None and own < asked


def _reckon_worth(minimum: Minimum, price: Price) -> Fraction | None:
    """What a minimum comes to at a price; None where that has another currency or unit."""
    if price.low is None:
        return None
    if isinstance(minimum, Money):
        return Fraction(minimum.amount) if minimum.currency == price.low.currency else None
    number = minimum.convert_to(price.unit or "")
    return None if number is None else number * Fraction(price.low.amount) / price.every


def find_other_retainer(context: CheckContext, key: str, service: Service) -> Iterator[Finding]:
    """A retainer where the rule has none, or with other terms than the rule's."""
    path = ("services", key)
    for rule in list_service_rules(context, "retainer-fee", key) if service.retainer else ():
        if rule.is_none:
            yield report_service_clash(context, (*path, "retainer"), rule)
            return
        told = [
            report_service_clash(context, (*path, *name), rule, fact)
            for role, name in _RETAINER_KEYS.items()
            if (fact := rule.find_role_fact(role)) and _is_other_term(role, fact.figure, service)
        ]
        yield from told
        if told:
            return


_RETAINER_KEYS: dict[Role, tuple[str, ...]] = {
    "retainer-fee": ("price",),
    "retainer-hours": ("retainer", "time"),
    "retainer-billed": ("retainer", "billed"),
    "retainer-rollover": ("retainer", "rollover"),
    "retainer-carry": ("retainer", "rollover"),
    "retainer-minimum": ("retainer", "minimum"),
    "retainer-notice": ("retainer", "notice"),
    "retainer-extra": ("retainer", "extra"),
}
"""Where a service says what a rule of retainers says."""


def _is_other_term(role: Role, figure: Figure, service: Service) -> bool:
    """Whether the price list says something else; of what a service leaves out it says nothing.

    That no time is carried over, and when it is billed, the price list always says.
    """
    assert service.retainer
    own = service.price if role == "retainer-fee" else None
    own = own or getattr(service.retainer, _RETAINER_KEYS[role][-1], None)
    match figure:
        case YesNo(yes=carried):
            return carried != (own is not None)
        case Choice(name=billed):
            return billed != own
        case Pace():
            holds = service.retainer.holds
            return holds is not None and not _is_same_pace(figure, holds, service.price.unit)
        case Period():
            if isinstance(own, Period):
                return compare_lengths(own, figure) != 0
            return role == "retainer-carry"
        case Price():
            return own is not None and own != figure
    return False


def _is_same_pace(pace: Pace, time: Quantity, per: str | None) -> bool:
    """Whether so much time in each period of a price is the pace of a rule."""
    same_time = Quantity(pace.count, pace.unit).convert_to(time.unit) == time.number
    return same_time and pace.per == per and pace.every == 1


def find_other_basis(context: CheckContext, key: str, service: Service) -> Iterator[Finding]:
    """A price that counts something else than the rule says all prices do."""
    own = None if service.retainer else _find_basis(service.price)
    for rule in list_service_rules(context, "price-basis", key) if own else ():
        fact = rule.find_role_fact("price-basis")
        if fact and isinstance(fact.figure, Choice) and (fact.figure.name, own) in _OTHER_BASES:
            yield report_service_clash(context, ("services", key, "price"), rule, fact)
            return


_OTHER_BASES = {
    ("fixed", "time"),
    ("time", "fixed"),
    ("time", "quantity"),
    ("quantity", "fixed"),
    ("quantity", "time"),
}
"""What a rule says of all prices, and what a price is that does not fit; by word may be fixed."""


def _find_basis(price: Price) -> str | None:
    """What a price depends on; None where that may be several things.

    Minutes may be worked or recorded, and a price per month is for what goes on.
    """
    if price.unit is None:
        return "fixed" if price.kind == "fixed" else None
    if price.unit == "minute" or price.unit in RETAINER_UNITS:
        return None
    return "time" if price.unit in TIME_UNITS else "quantity"


def find_other_rates(context: CheckContext, key: str, service: Service) -> Iterator[Finding]:
    """Several prices for the same time or amount, where the rule says that there are none."""
    price, seen = service.price, {}
    seen[price.unit, price.every] = price
    for name, rate in service.rates.items():
        unit = (rate.price.unit, rate.price.every)
        if rate.price.unit and seen.setdefault(unit, rate.price) != rate.price:
            path = ("services", key, "rates", name, "price")
            rules = list_service_rules(context, "rate-levels", key)
            yield from (report_service_clash(context, path, one) for one in rules if one.is_none)
            return


def find_other_delivery(context: CheckContext, key: str, service: Service) -> Iterator[Finding]:
    """A time of delivery, where the rule says that no dates are set."""
    path = ("services", key, "delivery")
    for rule in list_service_rules(context, "delivery-dates", key) if service.delivery else ():
        if rule.is_none:
            yield report_service_clash(context, path, rule)
            return
