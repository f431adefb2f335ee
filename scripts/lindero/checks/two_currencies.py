"""No sum has two currencies: what a price has besides, and what a rule adds to it or takes off."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import Role
from lindero.checks.context import CheckContext
from lindero.checks.service_rules import list_service_rules
from lindero.findings.finding import Finding, Related
from lindero.pricing.cancelling import CANCELLING_ROLES
from lindero.pricing.charging import CHARGING_ROLES
from lindero.pricing.joint_adjustments import ADJUSTMENT_ROLES
from lindero.pricing.late_charges import LATE_ROLES
from lindero.pricing.own_delays import OWN_DELAY_ROLES
from lindero.pricing.payment_terms import PAYMENT_ROLES
from lindero.records.sections import Service
from lindero.shapes import Money
from lindero.shapes.money import collect_sums

_ROLES: tuple[Role, ...] = (
    *PAYMENT_ROLES,
    *CHARGING_ROLES,
    *ADJUSTMENT_ROLES,
    *CANCELLING_ROLES,
    *OWN_DELAY_ROLES,
    "reserve",
)
"""The figures of rules that make one sum with the price of a service."""


def find_two_currencies(context: CheckContext) -> Iterator[Finding]:
    """Sums that would be added to a price in another currency; each figure is told once.

    One in a currency that the business does not work in is told by itself.
    """
    business = context.rulebook.business
    if not business.other_currencies:
        return
    known, told = {business.currency, *business.other_currencies}, set[str]()
    for key, service in context.rulebook.services.items():
        facts = (*_list_own_facts(key, service), *_list_rule_facts(context, key))
        for price, fact in product(_list_prices(key, service), facts):
            own, others = (_list_currencies(one) & known for one in (price, fact))
            if fact.address not in told and own and others - own:
                told.add(fact.address)
                yield _tell_other_price(context, fact, key, price)
    yield from _find_mixed_late_charges(context)


def _list_currencies(fact: Fact) -> set[str]:
    return {money.currency for money in collect_sums(fact.figure)}


def _list_prices(key: str, service: Service) -> Iterator[Fact]:
    """The price of a service and those of its rates."""
    yield Fact(f"services.{key}.price", service.price)
    for name, rate in service.rates.items():
        yield Fact(f"services.{key}.rates.{name}.price", rate.price)


def _list_own_facts(key: str, service: Service) -> Iterator[Fact]:
    """What a service has besides its price."""
    if isinstance(service.minimum, Money):
        yield Fact(f"services.{key}.minimum", service.minimum)
    if service.retainer and service.retainer.extra:
        yield Fact(f"services.{key}.retainer.extra", service.retainer.extra)


def _list_rule_facts(context: CheckContext, key: str) -> Iterator[Fact]:
    """The figures of rules that those are told who buy a service."""
    for role in _ROLES:
        for rule in list_service_rules(context, role, key):
            if fact := rule.find_role_fact(role):
                yield fact


def _tell_other_price(context: CheckContext, fact: Fact, key: str, price: Fact) -> Finding:
    address, written = fact.address.partition("@")[0], price.figure.written
    message = f"`{address}` is in another currency than `{price.address}`, `{written}`"
    help_ = "write both in one currency"
    if not fact.address.startswith("services."):
        help_ += f", or give the rule a case with `services: [{key}]`"
    near = Related(context.locate_value(*price.path), f"`{price.address}`")
    place = context.locate_value(*fact.path)
    return Finding("other-currency", message, place, help_, related=(near,))


def _find_mixed_late_charges(context: CheckContext) -> Iterator[Finding]:
    """What a late payment costs, in one currency here and in another there."""
    for rule in context.rulebook.list_role_variants("late-rate"):
        facts = [fact for role in LATE_ROLES if (fact := rule.find_role_fact(role))]
        sums = [(fact, collect_sums(fact.figure)[0]) for fact in facts if collect_sums(fact.figure)]
        for fact, two in sums[1:]:
            first, one = sums[0]
            if one.currency != two.currency:
                message = f"`{fact.address}` is in {two.currency}"
                message += f", and `{first.address}` in {one.currency}"
                help_ = "write both in one currency: they come to one sum"
                near = Related(context.locate_value(*first.path), f"`{first.address}`")
                place = context.locate_value(*fact.path)
                yield Finding("other-currency", message, place, help_, related=(near,))
