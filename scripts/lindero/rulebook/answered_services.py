"""Of which services a page answers what happens if …: of those that are told something else."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import PaymentRole
from lindero.catalogue.situations import load_situations
from lindero.pricing.payment_plans import list_order_prices
from lindero.pricing.payment_terms import PAYMENT_ROLES, PaymentTerms
from lindero.pricing.volume_discounts import is_volume_priced
from lindero.records.sections import Service
from lindero.rulebook.cases import Situation
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Money
from lindero.shapes.units import RETAINER_UNITS

_MOST_SERVICES = 4
"""Of how many a page can tell to one kind of client."""


def choose_answered_services(book: Rulebook, client: str) -> dict[str, bool]:
    """By service, whether it differs from all before it; first those that come to sums.

    Those that differ go before: by the rules that hold for them, or by the parts in which they are
    paid. Work that is charged by the hour, the word or the visit is one of them at least; if it is
    all work there is and differs in nothing, it has no answers of its own. Where there are fewer
    than a page can tell, the first others follow.
    """
    rules, seen = [*_list_divided_rules(book)], set[object]()
    certain = list_order_prices(book.prices)
    sold = [key for key, one in book.services.items() if one.for_ in {None, client}]
    priced = [key for key in sold if key in certain and not is_volume_priced(book.prices, key)]
    by_unit = [key for key in sold if key not in priced and _is_by_unit(book.services[key])]
    apart, units_apart = (
        [key for key in keys if _is_new(_describe(book, client, key, rules, certain), seen)]
        for keys in (priced, by_unit)
    )
    if not apart and len(units_apart) == 1:
        return {}
    room = _MOST_SERVICES - min(len(units_apart), 1)
    apart = [*apart[:room], *units_apart, *apart[room:]][:_MOST_SERVICES]
    others = [key for key in priced if key not in apart][: _MOST_SERVICES - len(apart)]
    return {key: key in apart for key in (*priced, *by_unit) if key in {*apart, *others}}


def sells_ongoing_work(book: Rulebook, client: str, service: str) -> bool:
    """Whether a service goes on; of no service, whether any does that this client can buy.

    Where nothing is sold yet, something may.
    """
    meant = [book.services[service]] if service else [*book.services.values()]
    sold = [one for one in meant if one.for_ in {None, client}]
    return not sold or any(one.retainer or one.price.unit in RETAINER_UNITS for one in sold)


def list_alike_services(
    book: Rulebook, clients: Collection[str], service: str, shown: Collection[str]
) -> list[str]:
    """The services with a price of their own of which all holds that is told of one, and none is.

    `clients` are the kinds of client who are told so.
    """
    rules, certain = [*_list_divided_rules(book)], list_order_prices(book.prices)
    if service not in certain:
        return []
    told = [one for one in clients if book.sold_to.get(service, one) == one]
    others = [key for key in book.services if key in certain and key not in shown]
    return [
        key
        for key in others
        if not is_volume_priced(book.prices, key)
        and all(
            book.sold_to.get(key, client) == client
            and _describe(book, client, key, rules, certain)
            == _describe(book, client, service, rules, certain)
            for client in told
        )
    ]


def _is_by_unit(service: Service) -> bool:
    """Whether it is work by the hour, the word or the visit, and no fee that comes again."""
    unit = service.price.unit
    return bool(unit) and unit not in RETAINER_UNITS and not service.retainer


def _list_divided_rules(book: Rulebook) -> Iterator[Rule]:
    """The rules that answer anything, and hold in one way for some and in another for others."""
    told = {rule_id for spec in load_situations().values() for rule_id in spec.rules}
    yield from (rule for rule_id, rule in book.rules.items() if rule_id in told and rule.others)


def _is_new(description: object, seen: set[object]) -> bool:
    is_new = description not in seen
    seen.add(description)
    return is_new


def _describe(
    book: Rulebook, client: str, key: str, rules: list[Rule], certain: Mapping[str, Money]
) -> object:
    """What tells services apart: the cases that hold for them, and how their price is paid."""
    cases = [rule.find_variant(Situation(client, key, rule.as_of)) for rule in rules]
    held = tuple((one.id, one.written_case) for one in cases if one)
    return held, key not in certain or _describe_parts(book, client, key, certain[key])


def _describe_parts(book: Rulebook, client: str, key: str, price: Money) -> object:
    facts = dict(_list_payment_facts(book, client, key))
    try:
        dues = PaymentTerms(facts).list_dues(price, book.services[key].delivery)
    except ValueError:
        return None
    return tuple((due.kind, due.share, due.at) for due in dues)


def _list_payment_facts(
    book: Rulebook, client: str, key: str
) -> Iterator[tuple[PaymentRole, Fact]]:
    for role in PAYMENT_ROLES:
        rule = book.find_role_rule(role)
        held = rule.find_variant(Situation(client, key, rule.as_of)) if rule else None
        fact = held.find_role_fact(role) if held else None
        if fact:
            yield role, fact
