"""The rules as they hold together: for one kind of client, some services, from one day on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import Role
from lindero.frozen import Frozen
from lindero.rulebook.cases import RuleCases, Situation
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Period

_Role = TypeVar("_Role", bound=Role)


class HeldRules(Frozen):
    """What one kind of client who buys one of the services is told: of each rule, one variant."""

    rulebook: Rulebook
    situation: Situation
    services: tuple[str, ...]
    rules: Mapping[str, Rule]

    def find_rule(self, role: Role) -> Rule | None:
        """The rule that has a value of this role, as it holds here."""
        rule = self.rulebook.find_role_rule(role)
        return self.rules.get(rule.id) if rule else None

    def find_fact(self, role: Role) -> Fact | None:
        """The figure of this role that holds here."""
        rule = self.find_rule(role)
        return rule.find_role_fact(role) if rule else None

    def find_length(self) -> Period | None:
        """How long the work on the one service takes, if the price list says so."""
        (key,) = self.services
        return self.rulebook.services[key].delivery

    def list_facts(self, roles: Iterable[_Role]) -> dict[_Role, Fact]:
        """The figures of these roles that hold here."""
        return {role: fact for role in roles if (fact := self.find_fact(role))}


def list_held_rules(book: Rulebook, rules: Mapping[str, Rule], as_of: date) -> Iterator[HeldRules]:
    """These rules in every situation in which they differ and somebody buys, today or later."""
    cases = (variant.written_case for rule in rules.values() for variant in rule.variants)
    together = RuleCases(tuple(dict.fromkeys(cases)), book.business.clients, book.services, as_of)
    named = {situation.service for situation in together.situations}
    others = [key for key in book.services if key not in named]
    for situation in together.situations:
        told = book.tell_client(situation.client)
        read = {name: told.rules.get(rule.id, rule) for name, rule in rules.items()}
        held = {name: rule.find_variant(situation) for name, rule in read.items()}
        if book.sold_to.get(situation.service, situation.client) != situation.client:
            continue
        bought = [situation.service] if situation.service in book.services else others
        sold = (key for key in bought if book.services[key].for_ in {None, situation.client})
        yield HeldRules(
            told, situation, tuple(sold), {name: one for name, one in held.items() if one}
        )
