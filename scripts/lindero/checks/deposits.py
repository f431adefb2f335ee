"""A deposit is asked of some price, and may be raised to more than is asked anyway."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.catalogue.facts import Fact
from lindero.checks.context import CheckContext
from lindero.findings.finding import Finding, Related
from lindero.pricing.payment_terms import PAYMENT_ROLES, PaymentTerms
from lindero.rulebook.rule import Rule
from lindero.shapes import Amount, Brackets, Money, Multiple, Percent, WorkTime
from lindero.shapes.periods import compare_lengths


def find_low_caps(context: CheckContext) -> Iterator[Finding]:
    """Caps below the deposit that the rule asks, whatever the price."""
    for variant in context.rulebook.list_role_variants("deposit-cap"):
        cap = variant.find_role_fact("deposit-cap")
        deposits = _list_deposits(context, variant) if cap else []
        if cap and deposits and all(is_surely_less(cap.figure, asked) for _, asked in deposits):
            fact, asked = deposits[0]
            message = f"`{cap.figure.written}` is less than the deposit itself, `{asked.written}`"
            help_ = "write what a quote may raise it to, or take it out"
            near = Related(context.locate_value(*fact.path), f"`{fact.address}`")
            yield Finding(
                "low-cap", message, context.locate_value(*cap.path), help_, related=(near,)
            )


def find_idle_shares(context: CheckContext) -> Iterator[Finding]:
    """Deposits that no price has, since the brackets beside them leave none out."""
    for variant in context.rulebook.list_role_variants("deposit"):
        share, sizes = (variant.find_role_fact(role) for role in ("deposit", "deposit-by-size"))
        if not share or not sizes or not isinstance(sizes.figure, Brackets):
            continue
        last = sizes.figure.steps[-1]
        # The same figure in both places is no doubt: it is the one that holds.
        if last.up_to or last.result == share.figure:
            continue
        asked, ends = share.figure.written, last.result.written
        message = f"a deposit of `{asked}` is asked of no price: the brackets leave none out"
        help_ = f"write `share: {ends}` and leave out the last bracket: it holds above the others"
        near = Related(context.locate_key(*sizes.path), f"`{sizes.address}`")
        place = context.locate_value(*share.path)
        yield Finding("idle-share", message, place, help_, "warning", (near,))


def _list_deposits(context: CheckContext, rule: Rule) -> list[tuple[Fact, Amount]]:
    """The deposit of a price in each bracket; nothing where a limit is in another currency."""
    facts = {role: fact for role in PAYMENT_ROLES if (fact := rule.find_role_fact(role))}
    # How long work takes is not known here, so what a deposit covers of it is left out.
    terms = PaymentTerms(facts).drop_roles("deposit-covers")
    prices = terms.list_turning_prices(context.rulebook.business.currency)
    try:
        return [found for price in prices if (found := terms.find_deposit(price))]
    except ValueError:
        return []


def is_surely_less(one: object, other: object) -> bool:
    """Whether that is certain, whatever the price."""
    if isinstance(one, Percent) and isinstance(other, Percent):
        return one.points < other.points
    if isinstance(one, Money) and isinstance(other, Money):
        return one.currency == other.currency and one.amount < other.amount
    if isinstance(one, Multiple) and isinstance(other, Multiple):
        return one.factor < other.factor
    if isinstance(one, WorkTime) and isinstance(other, WorkTime):
        return (compare_lengths(one.period, other.period) or 0) < 0
    return False
