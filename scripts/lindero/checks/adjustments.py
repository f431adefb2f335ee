"""What changes a price changes it in one way, by something, and for services that there are."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.checks.adjustment_meanings import find_meant_charges
from lindero.checks.context import CheckContext
from lindero.checks.prose import report_typed_figure
from lindero.checks.references import report_unknown_names
from lindero.checks.service_rules import list_service_rules, report_service_clash
from lindero.findings.finding import Finding
from lindero.findings.place import Span
from lindero.pricing.orders import EFFECTS
from lindero.records.sections import Adjustment
from lindero.rulebook.lent_figures import list_lendable_facts
from lindero.shapes import Amount, Money, Multiple, Percent


def find_wrong_effects(context: CheckContext) -> Iterator[Finding]:
    """Adjustments with no effect, with several, or with one that changes nothing."""
    for key, adjustment in context.rulebook.adjustments.items():
        given = [kind for kind in EFFECTS if getattr(adjustment, kind)]
        if len(given) != 1:
            state = "neither a surcharge nor a discount nor a factor"
            if given:
                state = f"both a {given[0]} and a {given[1]}"
            place = context.locate_key("adjustments", key)
            help_ = "give it one: `surcharge: 30 %`, `discount: 10 %` or `factor: 1.5 ×`"
            yield Finding("adjustment-effect", f"`{key}` has {state}", place, help_)
        elif _has_no_effect(figure := getattr(adjustment, given[0])):
            place = context.locate_value("adjustments", key, given[0])
            message = f"`{key}` changes no price: its {given[0]} is `{figure.written}`"
            help_ = "write what it changes, or take it out"
            yield Finding("adjustment-effect", message, place, help_)


def _has_no_effect(figure: Amount | Multiple) -> bool:
    match figure:
        case Percent(points=number) | Money(amount=number):
            return number == 0
        case Multiple(factor=number):
            return number == 1
    return False


def find_typed_effects(context: CheckContext) -> Iterator[Finding]:
    """Figures typed into adjustments that the rule which they mean holds as well."""
    lendable = list_lendable_facts(context.rulebook.rules)
    for key, adjustment in context.rulebook.adjustments.items():
        for kind in EFFECTS:
            place = context.locate_value("adjustments", key, kind)
            figure = getattr(adjustment, kind)
            # A figure lent by a rule has that rule's address for its text, and is not typed.
            if (
                not figure
                or not isinstance(place, Span)
                or place.text.strip("\"'") != figure.written
            ):
                continue
            meant = {one for charge in find_meant_charges(context, key) for one in charge.figures}
            for fact in lendable:
                if fact.figure == figure and fact.address in meant:
                    way_out = f"{kind}: {fact.address}"
                    yield report_typed_figure(figure.written, fact.address, place, way_out)


def find_refused_adjustments(context: CheckContext) -> Iterator[Finding]:
    """Discounts where the rule gives none, and surcharges beyond the most that all may come to."""
    for key, adjustment in context.rulebook.adjustments.items():
        services = adjustment.services or tuple(context.rulebook.services)
        found = (
            finding
            for service in services
            if service in context.rulebook.services
            for finding in _refuse_adjustment(context, key, adjustment, service)
        )
        yield from list(found)[:1]


def _refuse_adjustment(
    context: CheckContext, key: str, adjustment: Adjustment, service: str
) -> Iterator[Finding]:
    path = ("adjustments", key)
    for rule in list_service_rules(context, "discount-combine", service):
        if adjustment.discount and rule.is_none:
            yield report_service_clash(context, (*path, "discount"), rule, service=service)
    for rule in list_service_rules(context, "surcharge-cap", service):
        cap = rule.find_role_fact("surcharge-cap")
        if cap and _is_more(adjustment.surcharge, cap.figure):
            yield report_service_clash(context, (*path, "surcharge"), rule, cap, service)


def _is_more(surcharge: Amount | None, cap: object) -> bool:
    """Whether that is certain, whatever the price."""
    match surcharge, cap:
        case (Percent(points=own), Percent(points=most)):
            return own > most
        case (Money(amount=own, currency=currency), Money(amount=most, currency=other)):
            return currency == other and own > most
    return False


def find_wrong_targets(context: CheckContext) -> Iterator[Finding]:
    """Services and adjustments that an adjustment names and that are not there, and itself."""
    for key, adjustment in context.rulebook.adjustments.items():
        path = ("adjustments", key)
        services, others = adjustment.services, adjustment.not_with
        yield from report_unknown_names(context, "service", services, (*path, "services"))
        yield from report_unknown_names(context, "adjustment", others, (*path, "not with"))
        for at in (at for at, other in enumerate(others) if other == key):
            place = context.locate_value(*path, "not with", at)
            help_ = "name the others that it cannot be combined with"
            yield Finding("wrong-adjustment", f"`{key}` excludes itself", place, help_)
