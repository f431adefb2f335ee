"""What the rules of payment come to: once for all, or for each kind of client as that one pays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import PaymentRole, Role
from lindero.pricing.cancelling import (
    EXAMPLE_ROLES,
    CancellingExample,
    CancellingTerms,
    make_cancelling_example,
)
from lindero.pricing.late_charges import LATE_ROLES, LateExample, make_late_example
from lindero.pricing.least_charges import LEAST_ROLES, make_least_example
from lindero.pricing.orders import PriceList
from lindero.pricing.own_delays import (
    OWN_DELAY_ROLES,
    OwnDelayExample,
    make_own_delay_example,
)
from lindero.pricing.payment_plans import ExamplePlan, list_certain_prices, make_example_plan
from lindero.pricing.payment_terms import PAYMENT_ROLES, PaymentTerms
from lindero.pricing.rate_classes import CLASS_ROLES, ClassExample, make_class_example
from lindero.pricing.side_costs import (
    JOURNEY_ROLES,
    TRAVEL_ROLES,
    CostExample,
    ReserveExample,
    make_expense_example,
    make_journey_example,
    make_reserve_example,
    make_travel_example,
)
from lindero.rulebook.cases import Audience

if TYPE_CHECKING:
    from lindero.rulebook.rulebook import Rulebook

_Role = TypeVar("_Role", bound=Role)


def list_example_plans(book: Rulebook) -> Iterator[tuple[str, ExamplePlan]]:
    """How the price of a service is paid, by client; an empty one where it is the same for all."""
    found = False
    for client, told in _list_client_books(book, PAYMENT_ROLES):
        terms = PaymentTerms(_find_role_facts(told, PAYMENT_ROLES))
        if plan := make_example_plan(_list_sold_prices(told), terms):
            found = True
            yield client, plan.rename_facts(_make_suffix(client))
    if not found and book.whole is None and (plan := _plan_first_service(book)):
        yield "", plan


def _plan_first_service(book: Rulebook) -> ExamplePlan | None:
    """How the first service is paid that is paid in one way by all who buy it."""
    for key, _ in list_certain_prices(book.prices):
        facts = _find_service_terms(book, book.make_audience([key]))
        prices = book.prices._replace(services={key: book.services[key]})
        if facts and (plan := make_example_plan(prices, PaymentTerms(facts))):
            return plan
    return None


def _find_service_terms(book: Rulebook, audience: Audience) -> dict[PaymentRole, Fact] | None:
    """The figures of paying that hold for an audience; None where there are several of one."""
    facts = dict[PaymentRole, Fact]()
    for role in PAYMENT_ROLES:
        rule = book.find_role_rule(role)
        told = book.narrow_rule(rule, audience) if rule else None
        found = told.list_role_facts(role) if told else []
        is_open = any(fact and fact.is_open for fact in found)
        if is_open or len({fact and fact.figure for fact in found}) > 1:
            return None
        facts |= {role: found[0]} if found and found[0] else {}
    return facts


def list_late_examples(book: Rulebook) -> Iterator[tuple[str, LateExample]]:
    """What a round sum costs that is paid late, by client."""
    for client, told in _list_client_books(book, LATE_ROLES, is_priced=False):
        facts = {role: told.find_role_fact(role) for role in LATE_ROLES}
        if example := make_late_example(facts, _list_sold_prices(told)):
            yield client, example.rename_facts(_make_suffix(client))


def list_cancelling_examples(book: Rulebook) -> Iterator[tuple[str, CancellingExample]]:
    """What cancelling a service comes to at each stage, by client."""
    for client, told in _list_client_books(book, EXAMPLE_ROLES):
        terms = CancellingTerms(_find_role_facts(told, EXAMPLE_ROLES))
        if example := make_cancelling_example(terms, _list_sold_prices(told)):
            yield client, example.rename_facts(_make_suffix(client))


def list_own_delay_examples(book: Rulebook) -> Iterator[tuple[str, OwnDelayExample]]:
    """What a late delivery takes off the price of a service, by client."""
    for client, told in _list_client_books(book, OWN_DELAY_ROLES):
        facts = _find_role_facts(told, OWN_DELAY_ROLES)
        if example := make_own_delay_example(facts, _list_sold_prices(told)):
            yield client, example.rename_facts(_make_suffix(client))


def list_reserve_examples(book: Rulebook) -> Iterator[tuple[str, ReserveExample]]:
    """What is set aside besides the price of a service, by client."""
    for client, told in _list_client_books(book, ("reserve",)):
        share = told.find_role_fact("reserve")
        if example := make_reserve_example(share, _list_sold_prices(told)):
            yield client, example.rename_facts(_make_suffix(client))


def list_side_costs(book: Rulebook) -> Iterator[tuple[str, CostExample]]:
    """What an expense, a journey by car and travel come to; each kind of client's together."""
    found = [*_list_expenses(book)]
    for roles, make in ((JOURNEY_ROLES, make_journey_example), (TRAVEL_ROLES, make_travel_example)):
        for client, told in _list_client_books(book, roles):
            if example := make(_find_role_facts(told, roles), _list_sold_prices(told)):
                found.append((client, example.rename_facts(_make_suffix(client))))
    for client in ("", *book.business.clients):
        yield from (pair for pair in found if pair[0] == client)


def list_least_examples(book: Rulebook) -> Iterator[tuple[str, CostExample]]:
    """What work comes to that is worth less than the least charge, by client."""
    for client, told in _list_client_books(book, LEAST_ROLES):
        facts = _find_role_facts(told, LEAST_ROLES)
        if example := make_least_example(facts, _list_sold_prices(told)):
            yield client, example.rename_facts(_make_suffix(client))


def list_class_examples(book: Rulebook) -> Iterator[tuple[str, ClassExample]]:
    """What classes of work and client pay of a service's rate, by client."""
    for client, told in _list_client_books(book, CLASS_ROLES):
        facts = _find_role_facts(told, CLASS_ROLES)
        if example := make_class_example(facts, _list_sold_prices(told)):
            yield client, example.rename_facts(_make_suffix(client))


def _list_expenses(book: Rulebook) -> Iterator[tuple[str, CostExample]]:
    """What a round expense is charged with, by client."""
    for client, told in _list_client_books(book, ("expense-markup",)):
        # Nobody knows which taxes were in the expense before private clients read it with theirs.
        if told.reads_taxes:
            continue
        markup, currency = told.find_role_fact("expense-markup"), book.business.currency
        if example := make_expense_example(markup, currency):
            yield client, example.rename_facts(_make_suffix(client))


def _find_role_facts(book: Rulebook, roles: Sequence[_Role]) -> dict[_Role, Fact]:
    return {role: fact for role in roles if (fact := book.find_role_fact(role))}


def _list_client_books(
    book: Rulebook, roles: Sequence[Role], *, is_priced: bool = True
) -> Iterator[tuple[str, Rulebook]]:
    """The rulebook as all read it; as each kind of client does, where that makes a difference.

    So it does where an example is of a price, and private clients read that with a tax.
    Nothing for those with whom it depends on the service or the day as well.
    """
    if not (_differs(book, roles) or (is_priced and book.adds_taxes)):
        yield "", book
    elif book.whole is None:
        for client in book.business.clients:
            told = book.narrow_to(Audience(client))
            if not _differs(told, roles):
                yield client, told


def _differs(book: Rulebook, roles: Sequence[Role]) -> bool:
    """Whether a figure of these roles is another one, or missing, or open, for somebody."""
    for role in roles:
        rule = book.find_role_rule(role)
        facts = rule.list_role_facts(role) if rule else []
        figures = [fact and fact.figure for fact in facts]
        is_open = any(fact and fact.is_open for fact in facts)
        if is_open or any(figure != figures[0] for figure in figures):
            return True
    return False


def _list_sold_prices(book: Rulebook) -> PriceList:
    """The prices of what is sold to the readers."""
    client = book.audience.client
    sold = {key: one for key, one in book.prices.services.items() if one.for_ in {None, client}}
    return book.prices._replace(services=sold) if client else book.prices


def _make_suffix(client: str) -> str:
    """What follows the address of a figure that is one client's."""
    return f"@{client}" if client else ""
