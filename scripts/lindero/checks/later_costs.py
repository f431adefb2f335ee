"""Who says so later, or not at all, pays no less than who says so earlier."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lindero.catalogue.facts import Fact
from lindero.checks.context import CheckContext
from lindero.checks.deposits import is_surely_less
from lindero.checks.fairness import ANSWER
from lindero.checks.idle_fees import find_unused_fee
from lindero.checks.joint_rules import list_answered_rules
from lindero.findings.finding import Finding, Related
from lindero.findings.place import Place
from lindero.outcomes.stage_moments import find_moment
from lindero.rulebook.cases import Situation
from lindero.rulebook.rule import Rule
from lindero.shapes import Brackets, Figure, Money, Percent, Stages
from lindero.shapes.payables import apply_charge


class _Charge(NamedTuple):
    """What is charged from some time on: its figure, place and address."""

    figure: Figure
    place: Place
    address: str


class _Fall(NamedTuple):
    """A charge that is less than one before it; `at` is the price at which it is, if not at all."""

    later: _Charge
    earlier: _Charge
    at: str = ""


def find_cheaper_later(context: CheckContext) -> Iterator[Finding]:
    """Charges that fall as time runs out: the first in each case of a rule."""
    for rule in list_answered_rules(context):
        for variant in rule.variants if rule.spec and rule.spec.rises else ():
            charges = _list_charges(context, variant)
            if found := _find_fall(charges) or _find_fall_at_price(context, rule, variant, charges):
                yield _report_fall(found)


def _list_charges(context: CheckContext, rule: Rule) -> list[_Charge]:
    """All that a rule charges; of what hangs on the time left, what leaves most time first."""
    names = rule.spec.rises if rule.spec else ()
    unused = find_unused_fee(rule)
    facts = [fact for name in names if (fact := rule.facts.get(name)) and fact != unused]
    return [charge for fact in facts for charge in _spread_charges(context, fact)]


def _spread_charges(context: CheckContext, fact: Fact) -> Iterator[_Charge]:
    if not isinstance(fact.figure, Brackets):
        yield _Charge(fact.figure, context.locate_value(*fact.path), fact.address)
        return
    gives = fact.spec.gives if fact.spec else ""
    for at, step in reversed([*enumerate(fact.figure.steps)]):
        yield _Charge(step.result, context.locate_value(*fact.path, at, gives), fact.address)


def _find_fall(charges: list[_Charge]) -> _Fall | None:
    """The first that is surely less than one before it."""
    for later, earlier in _pair_charges(charges):
        if is_surely_less(later.figure, earlier.figure):
            return _Fall(later, earlier)
    return None


def _pair_charges(charges: list[_Charge]) -> Iterator[tuple[_Charge, _Charge]]:
    """Each with all before it, the nearest first."""
    for at, later in enumerate(charges):
        yield from ((later, earlier) for earlier in reversed(charges[:at]))


def _find_fall_at_price(
    context: CheckContext, rule: Rule, variant: Rule, charges: list[_Charge]
) -> _Fall | None:
    """The first sum that is less than a share before it, or the other way, of what is sold."""
    sold = [*_list_sold_prices(context, rule, variant)] if len(charges) > 1 else []
    for later, earlier in _pair_charges(charges):
        parts = later.figure, earlier.figure
        if not all(isinstance(part, Percent | Money) for part in parts):
            continue
        for key, price in sold:
            # Of one hour or word a share is next to nothing, and nobody books just one.
            is_share_of_one = context.rulebook.services[key].price.unit and isinstance(
                later.figure, Percent
            )
            if not is_share_of_one and _is_less_at(price, *parts):
                return _Fall(later, earlier, f"services.{key}.price")
    return None


def _list_sold_prices(
    context: CheckContext, rule: Rule, variant: Rule
) -> Iterator[tuple[str, Money]]:
    """The lowest price of each service for which a variant holds."""
    for key, service in context.rulebook.services.items():
        clients = [service.for_] if service.for_ else context.rulebook.business.clients
        held = (rule.find_variant(Situation(client, key, context.as_of)) for client in clients)
        if service.price.low and any(one is variant for one in held):
            yield key, service.price.low


def _is_less_at(price: Money, later: object, earlier: object) -> bool:
    """Whether that is so of two shares or sums at a price; False for another currency."""
    assert isinstance(later, Percent | Money)
    assert isinstance(earlier, Percent | Money)
    try:
        return (apply_charge(earlier, price) - apply_charge(later, price)).amount > 0
    except ValueError:
        return False


def _report_fall(fall: _Fall) -> Finding:
    later, earlier, at = fall
    cost = f"`{later.figure.written}` is less than `{earlier.figure.written}`"
    cost += f" of `{at}`" if at and isinstance(earlier.figure, Percent) else ""
    cost = f"at `{at}` {cost}" if at and isinstance(later.figure, Percent) else cost
    message = f"{cost}, which is charged while more time is left"
    help_ = f"let what comes later cost no less; {ANSWER.format(code='cheaper-later')}"
    near = Related(earlier.place, f"`{earlier.address}`")
    return Finding("cheaper-later", message, later.place, help_, "warning", (near,))


def find_stages_in_disorder(context: CheckContext) -> Iterator[Finding]:
    """Stages of cancelling of which a later one comes before the one above it."""
    for variant in context.rulebook.list_role_variants("due-on-cancelling"):
        fact = variant.find_role_fact("due-on-cancelling")
        if fact and isinstance(fact.figure, Stages):
            yield from _find_early_stage(context, fact, fact.figure)


def _find_early_stage(context: CheckContext, fact: Fact, ladder: Stages) -> Iterator[Finding]:
    """The first of the stages that comes before one above it."""
    moments = [find_moment(step.at.written) for step in ladder.steps]
    for at, moment in enumerate(moments):
        above = [one for one in range(at) if moment and moment.is_before(moments[one])]
        if above:
            last = above[-1]
            here, there = (ladder.steps[one] for one in (at, last))
            message = f"`{here.at.for_authors}` ({here.share.written}) comes before "
            message += f"`{there.at.for_authors}` ({there.share.written}), which stands above it"
            help_ = "write the stages as they come, each with no less than the one before; "
            near = Related(context.locate_value(*fact.path, last, "at"), "later")
            place = context.locate_value(*fact.path, at, "at")
            help_ += ANSWER.format(code="cheaper-later")
            yield Finding("cheaper-later", message, place, help_, "warning", (near,))
            return
