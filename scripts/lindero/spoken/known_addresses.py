"""Of what a rulebook says something: cues of anything else can speak of nothing in it."""

from __future__ import annotations

from lindero.catalogue.facts import find_holder
from lindero.rulebook.cases import Audience
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Figure
from lindero.spoken.service_terms import may_services_say

NOBODY = ""
"""In place of an address: what no rule speaks of."""

SERVICES = "services."
ANY_SERVICE = f"{SERVICES}*."
"""How addresses begin of what each service says: `services.*.delivery`."""

TAXES = "business.tax"
RETAINERS, PACKAGES = f"{ANY_SERVICE}retainer", f"{ANY_SERVICE}services"
PRICE_SUBJECTS = (TAXES, RETAINERS, PACKAGES)
"""What is published of prices besides the rules, and spoken of like one."""


def knows_address(rulebook: Rulebook, address: str) -> bool:
    """Whether a rulebook has a rule, a figure, or services at an address."""
    if address.startswith(ANY_SERVICE):
        return bool(rulebook.services)
    if address == TAXES:
        return bool(rulebook.business.taxes)
    if address == NOBODY or address in rulebook.facts or address in rulebook.rules:
        return True
    return is_ruled_out(rulebook, address) or may_services_say(rulebook, address)


def is_ruled_out(rulebook: Rulebook, address: str) -> bool:
    """Whether it is the very question of a rule that is `none`, which says no to it."""
    rule = rulebook.rules.get(find_holder(address))
    main = rule.spec.main if rule and rule.spec else None
    if rule is None or main is None or not (main.required and main.shape == "yes-no"):
        return False
    is_none = all(variant.is_none for variant in rule.variants) and not rule.is_partial
    return is_none and address == f"{rule.id}.{main.name}"


def list_said_figures(rulebook: Rulebook, address: str, home: str) -> list[Figure]:
    """What an address says in each case; in a service's own text, to those who buy that.

    Nothing where the rule does not concern them.
    """
    rule = rulebook.rules.get(find_holder(address))
    told = narrow_to_home(rulebook, rule, home) if rule else None
    if rule and told is not rule:
        name = address.rpartition(".")[2]
        facts = (variant.facts.get(name) for variant in (told.variants if told else ()))
        return [fact.figure for fact in facts if fact]
    cases = [fact.figure for _, fact in rulebook.find_cases(address) if fact]
    return cases or [rulebook.facts[address].figure]


def narrow_to_home(rulebook: Rulebook, rule: Rule, home: str) -> Rule | None:
    """A rule as the buyers of a service are told it, in that service's own text.

    In the text of a rule that concerns some services alone, as those are told it who buy them.
    """
    audience = _find_audience(rulebook, home)
    if audience is None or home == rule.id:
        return rule
    clients, services = rulebook.business.clients, rulebook.services
    return rule.narrow_to(audience, clients, services, rulebook.sold_to)


def _find_audience(rulebook: Rulebook, home: str) -> Audience | None:
    """Whom a text speaks to; None for everybody."""
    key = home.removeprefix(SERVICES)
    if home.startswith(SERVICES) and key in rulebook.services:
        return Audience(rulebook.services[key].for_, (key,))
    rule = rulebook.rules.get(home)
    cases = [variant.case.services for variant in rule.variants] if rule and rule.is_partial else []
    named = dict.fromkeys(service for services in cases for service in services)
    return Audience(None, tuple(named)) if all(cases) and named else None
