"""A deposit may be raised to more than is asked anyway."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.catalogue.facts import Fact
from lindero.checks.context import CheckContext
from lindero.findings.finding import Finding, Related
from lindero.pricing.payment_terms import PAYMENT_ROLES, PaymentTerms
from lindero.rulebook.rule import Rule
from lindero.shapes import Amount, Money, Percent


def find_low_caps(context: CheckContext) -> Iterator[Finding]:
    """Caps below the deposit that the rule asks, whatever the price."""
    rule = context.rulebook.find_role_rule("deposit-cap")
    for variant in rule.variants if rule else ():
        cap = variant.find_role_fact("deposit-cap")
        deposits = _list_deposits(context, variant) if cap else []
        if cap and deposits and all(_is_less(cap.figure, asked) for _, asked in deposits):
            fact, asked = deposits[0]
            message = f"`{cap.figure.written}` is less than the deposit itself, `{asked.written}`"
            help_ = "write what a quote may raise it to, or take it out"
            near = Related(context.locate_value(*fact.path), f"`{fact.address}`")
            yield Finding(
                "low-cap", message, context.locate_value(*cap.path), help_, related=(near,)
            )


def _list_deposits(context: CheckContext, rule: Rule) -> list[tuple[Fact, Amount]]:
    """The deposit of a price in each bracket; nothing where a limit is in another currency."""
    facts = {role: fact for role in PAYMENT_ROLES if (fact := rule.find_role_fact(role))}
    terms = PaymentTerms(facts)
    prices = terms.list_turning_prices(context.rulebook.business.currency)
    try:
        return [found for price in prices if (found := terms.find_deposit(price))]
    except ValueError:
        return []


def _is_less(one: object, other: object) -> bool:
    """Whether that is certain, whatever the price."""
    if isinstance(one, Percent) and isinstance(other, Percent):
        return one.points < other.points
    if isinstance(one, Money) and isinstance(other, Money):
        return one.currency == other.currency and one.amount < other.amount
    return False
