"""How a fee is paid that comes again and again: as such, or in the parts of another price."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lindero.catalogue.roles import Role
from lindero.outcomes.claims import Claim, Label, Source, make_fact_source
from lindero.outcomes.held_rules import HeldRules
from lindero.records.sections import Service
from lindero.shapes.units import RETAINER_UNITS

_PAID = "payment.fee"
_PARTS: tuple[Role, ...] = ("deposit", "instalments")
_FEE_UNITS = {*RETAINER_UNITS} - {"week"}
"""Work is sold by the week as well, and paid in parts."""


def list_fee_claims(held: HeldRules, _: Sequence[Claim]) -> Iterator[Claim]:
    """Of each service with a fee, how a rule says that it is billed, and which parts are asked for.

    Without such a rule, parts are for other work, if there is any that they can be for.
    """
    fees = [key for key in held.services if _has_fee(held.rulebook.services[key])]
    billed = _find_source(held, "retainer-billed")
    for key in fees if billed or not _has_other_work(held) else ():
        steps = ("services", key, "price")
        price = Source(".".join(steps), steps, held.rulebook.services[key].price.written)
        yield Claim(_PAID, Label("each-period"), billed or price, key)
        for role in _PARTS if billed else ("instalments",):
            if source := _find_source(held, role):
                yield Claim(_PAID, Label("in-parts"), source, key)


def _has_other_work(held: HeldRules) -> bool:
    """Whether instalments may be for something else: a service that they hold for has no fee."""
    rule, book = held.find_rule("instalments"), held.rulebook
    named = rule.written_case.services if rule else ()
    meant = (book.services[key] for key in named or book.services if key in book.services)
    client = held.situation.client
    return any(one.for_ in {None, client} and not _has_fee(one) for one in meant)


def _has_fee(service: Service) -> bool:
    return bool(service.retainer) or service.price.unit in _FEE_UNITS


def _find_source(held: HeldRules, role: Role) -> Source | None:
    rule, fact = held.find_rule(role), held.find_fact(role)
    return make_fact_source(rule, fact) if rule and fact else None
