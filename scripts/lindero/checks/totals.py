"""Parts of one price, spread over several rules, come to the whole: in every bracket, for all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lindero.checks.context import CheckContext
from lindero.checks.joint_rules import iterate_joint_cases, list_answered_rules
from lindero.checks.share_sums import (
    find_wrong_sum,
    is_rest_of_nothing,
    show_wrong_total,
    suggest_equal_parts,
)
from lindero.findings.finding import Finding, Related
from lindero.pricing.payment_plans import list_certain_prices
from lindero.pricing.payment_terms import PAYMENT_ROLES, Due, PaymentTerms
from lindero.rulebook.rule import Rule
from lindero.shapes import Money, Percent, Remainder
from lindero.shapes.stages import EQUAL, REST, WHOLE_SHARE

_WHOLE = "all payments together are 100 % of the price"


class _Plan(NamedTuple):
    """What is paid of a price, and in words of which prices that is true."""

    price: Money
    dues: tuple[Due, ...]
    where: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """The figures that say so."""
        return tuple(dict.fromkeys(due.fact.address for due in self.dues))


def find_wrong_totals(context: CheckContext) -> Iterator[Finding]:
    """Parts that do not come to the whole, for anybody at any time and any price."""
    for rule in list_answered_rules(context):
        names = tuple(_list_joint_rules(rule))
        if not names or any(map(context.is_doubtful, _list_addresses(context, names))):
            continue
        # One finding for each set of figures, however many situations have it.
        found: dict[tuple[str, ...], Finding] = {}
        prices = dict(list_certain_prices(context.rulebook.prices))
        for terms, services in _iterate_terms(context, names):
            sold = {key: prices[key] for key in services if key in prices}
            for plan, finding in _find_wrong_plans(context, rule, terms, sold):
                found.setdefault(plan.key, finding)
        yield from found.values()


def _list_joint_rules(rule: Rule) -> dict[str, None]:
    """The rules of which the parts are added up."""
    addresses = rule.spec.total if rule.spec else ()
    return dict.fromkeys(address.rpartition(".")[0] for address in addresses)


def _list_addresses(context: CheckContext, names: tuple[str, ...]) -> Iterator[str]:
    """The values that decide what the parts are."""
    yield from names
    rules = [rule for name in names if (rule := context.rulebook.rules.get(name))]
    for rule in rules:
        for value in rule.spec.values.values() if rule.spec else ():
            if value.role in PAYMENT_ROLES:
                yield f"{rule.id}.{value.name}"


def _iterate_terms(
    context: CheckContext, names: tuple[str, ...]
) -> Iterator[tuple[PaymentTerms, tuple[str, ...]]]:
    """The terms of payment that hold at once, in every situation, and for which services."""
    for held, services in iterate_joint_cases(context, names):
        facts = {
            role: fact
            for rule in held.values()
            for role in PAYMENT_ROLES
            if (fact := rule.find_role_fact(role))
        }
        # How long work takes is not known here: where it matters, it is taken to be long.
        yield PaymentTerms(facts).drop_roles("instalments-longer"), services


def _find_wrong_plans(
    context: CheckContext, rule: Rule, terms: PaymentTerms, sold: Mapping[str, Money]
) -> Iterator[tuple[_Plan, Finding]]:
    """The first thing against these terms: what no price can mend, then what one price shows."""
    prices = terms.list_turning_prices(context.rulebook.business.currency)
    plans = list(_list_plans(terms, prices))
    if plans and all(is_rest_of_nothing([due.share for due in plan.dues]) for plan in plans):
        yield plans[0], _tell_rest_of_nothing(context, rule, plans[0])
        return
    for plan in plans:
        if finding := _find_wrong_shares(context, rule, plan):
            yield plan, finding
            return
    for key, price in sold.items():
        for plan in _list_plans(terms, [price]):
            if finding := _find_wrong_sum(context, rule, plan, key):
                yield plan, finding
                return


def _list_plans(terms: PaymentTerms, prices: Sequence[Money]) -> Iterator[_Plan]:
    """How each price is paid by stage; where it is not, the invoice has the rest."""
    for at, price in enumerate(prices):
        try:
            dues = terms.list_dues(price)
        except ValueError:
            # Another currency is told elsewhere, and of what is not known nothing is wrong.
            continue
        where = f" for a price of {price.written}" if len(prices) > 1 else ""
        if 0 < at == len(prices) - 1:
            where = f" for prices above {prices[at - 1].written}"
        if any(due.at for due in dues):
            yield _Plan(price, dues, where)


def _find_wrong_shares(context: CheckContext, rule: Rule, plan: _Plan) -> Finding | None:
    shares = [due.share for due in plan.dues]
    if (come_to := show_wrong_total(shares)) is None:
        return _find_rounded_parts(context, rule, plan)
    help_ = suggest_equal_parts(shares) or _suggest_whole(plan)
    return _make_finding(context, rule, plan, f"come to {come_to}{plan.where}", help_)


def _tell_rest_of_nothing(context: CheckContext, rule: Rule, plan: _Plan) -> Finding:
    several = sum(bool(due.at) for due in plan.dues) > 1
    message = f"nothing is paid before the `{REST}`"
    help_ = f"write `{EQUAL}` in each stage: equal parts of all" if several else "write `100 %`"
    place, near = context.locate_key(*rule.path), _list_near(context, plan)
    return Finding("rest-of-nothing", message, place, help_, related=near)


def _find_rounded_parts(context: CheckContext, rule: Rule, plan: _Plan) -> Finding | None:
    """Thirds typed as percents: one part is dearer than the others, and a client reads 33.34 %."""
    shares = [due.share for due in plan.dues]
    if (help_ := suggest_equal_parts(shares)) is None:
        return None
    typed = ", ".join(share.written for share in shares)
    message = f"{len(shares)} parts of the price are almost equal: {typed}"
    place, near = context.locate_key(*rule.path), _list_near(context, plan)
    return Finding("rounded-parts", message, place, help_, "warning", near)


def _suggest_whole(plan: _Plan) -> str:
    """What makes the parts the whole, as far as they show what was meant."""
    first, *others = [due.share for due in plan.dues]
    if Remainder(EQUAL) in others and not plan.dues[0].at:
        return f"`{EQUAL}` parts are the whole price; after a deposit, write `{REST}`"
    if first == Percent(WHOLE_SHARE) and plan.where:
        return f"{_WHOLE}; `above: {plan.price.written}` lets instalments begin above that price"
    return _WHOLE


def _find_wrong_sum(context: CheckContext, rule: Rule, plan: _Plan, service: str) -> Finding | None:
    """Sums that do not come to the price of a service: what is missing belongs to nobody."""
    shares = [due.share for due in plan.dues]
    if (paid := find_wrong_sum(shares, plan.price)) is None:
        return None
    address = f"services.{service}.price"
    message = f"come to {paid.written}, and `{address}` is {plan.price.written}"
    help_ = f"write `{REST}` as the share of the last stage: it is what the others leave"
    if Remainder(REST) in shares:
        help_ = f"nothing is left for the `{REST}`: ask for less before it"
    where = context.locate_value("services", service, "price")
    price = Related(where, f"`{address}`: {plan.price.written}")
    return _make_finding(context, rule, plan, message, help_, price)


def _make_finding(
    context: CheckContext, rule: Rule, plan: _Plan, message: str, help_: str, *near: Related
) -> Finding:
    named = [f"`{address}`" for address in plan.key]
    if len(named) == 1:
        message = message.replace("come", "comes", 1)
    text, place = f"{' and '.join(named)} {message}", context.locate_key(*rule.path)
    return Finding("wrong-total", text, place, help_, related=(*_list_near(context, plan), *near))


def _list_near(context: CheckContext, plan: _Plan) -> tuple[Related, ...]:
    """The figures that say how the price is paid."""
    facts = {due.fact.address: due.fact for due in plan.dues}
    return tuple(
        Related(context.locate_value(*fact.path), f"`{address}`: {fact.figure.written}")
        for address, fact in facts.items()
    )
