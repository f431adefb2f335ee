"""Why a rule of payment has no worked example on its page, in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import LateRole, Role
from lindero.pricing.late_charges import LATE_ROLES, read_late_terms
from lindero.pricing.payment_plans import list_certain_prices
from lindero.pricing.payment_terms import MOST_PARTS
from lindero.pricing.rate_classes import CLASS_ROLES, list_unit_rates
from lindero.pricing.side_costs import list_rated_services
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Multiple, Percent, Rate

_NO_PRICE = "no service has a fixed price for the whole"
_LENGTH = "asks how long the work takes, which no service's `delivery` tells for certain"
_IN_THE_WAY: Mapping[Role, str] = {
    "deposit-covers": "asks what part of the work that is, which no service's `delivery` tells",
    "instalments-ahead": "asks what each stretch of work costs, which no price tells",
    "instalments-longer": _LENGTH,
    "instalments-by-length": _LENGTH,
    "instalments-by-size": f"makes one payment of each price, or more than {MOST_PARTS}",
}
"""What keeps the parts of a price from being worked out."""


def explain_missing_example(book: Rulebook, rule: Rule) -> str:
    """What the example of a rule wants; empty where it has one, or is not worked out at all."""
    if rule.is_none:
        return ""
    if rule is book.find_role_rule("late-rate"):
        return "" if book.late_examples else _explain_late(rule)
    if rule is book.find_role_rule("travel-time"):
        return _explain_travel(book)
    if rule is book.find_role_rule("rate-levels"):
        return _explain_classes(book)
    if any(rule is book.find_role_rule(role) for role in ("deposit", "instalments")):
        return "" if book.example_plans else _explain_plan(book, rule)
    examples: dict[Role, Sequence[object]] = {
        "due-on-cancelling": book.cancelling_examples,
        "own-delay-rate": book.own_delay_examples,
        "reserve": book.reserve_examples,
    }
    for role, shown in examples.items():
        if rule is book.find_role_rule(role) and rule.find_role_fact(role) and not shown:
            return "" if any(list_certain_prices(book.prices)) else _NO_PRICE
    return ""


def _explain_plan(book: Rulebook, rule: Rule) -> str:
    if not any(list_certain_prices(book.prices)):
        return _NO_PRICE
    for role, why in _IN_THE_WAY.items():
        if fact := book.find_role_fact(role):
            return f"`{fact.address}` {why}"
    return "it differs by service or by day" if rule.others else ""


def _explain_travel(book: Rulebook) -> str:
    travel = book.find_role_fact("travel-time")
    is_shown = any(example.kind == "travel" for _, example in book.side_costs)
    if is_shown or not travel or not isinstance(travel.figure, Percent | Multiple):
        return ""
    if any(list_rated_services(book.prices)):
        return ""
    return f"`{travel.address}` is of the usual rate, and no service has one rate by the hour alone"


def _explain_classes(book: Rulebook) -> str:
    found = [fact for role in CLASS_ROLES if (fact := book.find_role_fact(role))]
    parts = [fact for fact in found if isinstance(fact.figure, Percent | Multiple)]
    if book.class_examples or not parts:
        return ""
    if any(list_unit_rates(book.prices)):
        return f"`{parts[0].address}` of each rate in the price list has to be rounded"
    return f"`{parts[0].address}` is of the usual rate, and no service has one rate alone"


def _explain_late(rule: Rule) -> str:
    facts: dict[LateRole, Fact] = {
        role: fact for role in LATE_ROLES if (fact := rule.find_role_fact(role))
    }
    rate = facts["late-rate"].figure if "late-rate" in facts else None
    if isinstance(rate, Rate) and rate.kind in {"statutory", "outside"}:
        return "others set the rate, and it changes"
    if "late-grace" in facts and "late-backdated" not in facts:
        return f"`{rule.id}.backdated` is open: do the days of grace count in a longer delay?"
    if read_late_terms({role: fact.figure for role, fact in facts.items()}):
        return "no service has a price that tells how large an invoice is"
    if "late-escalation" in facts:
        return (
            "its steps can be counted only by days, with one period, beginning with `rate`, "
            "leaving no day out, and without `compound`"
        )
    return "the calendar decides how many days count"
