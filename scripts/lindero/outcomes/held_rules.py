"""The rules as they hold together: for one kind of client, some services, from one day on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import Role
from lindero.catalogue.specs import find_role_spec
from lindero.frozen import Frozen
from lindero.rulebook.cases import Situation
from lindero.rulebook.doubts import in_doubt
from lindero.rulebook.joint_situations import iterate_joint_situations
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Period

_Role = TypeVar("_Role", bound=Role)


class NotRead(Exception):
    """Nobody can say what a rule says that was asked for: it, or its file, could not be read."""


class HeldRules(Frozen):
    """What one kind of client who buys one of the services is told: of each rule, one variant.

    `doubts` are names of which nobody can say whether they are written; whoever asks for a rule
    among them learns so by `NotRead`, and not that there is none.
    """

    rulebook: Rulebook
    situation: Situation
    services: tuple[str, ...]
    rules: Mapping[str, Rule]
    doubts: Collection[str] = ()

    def find_rule(self, role: Role) -> Rule | None:
        """The rule that has a value of this role, as it holds here."""
        if self.doubts and in_doubt(find_role_spec(role).id, self.doubts):
            raise NotRead
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


def list_held_rules(
    book: Rulebook, rules: Mapping[str, Rule], as_of: date, doubts: Collection[str] = ()
) -> Iterator[HeldRules]:
    """These rules in every situation in which they differ and somebody buys, today or later."""
    for situation, sold in iterate_joint_situations(book, rules.values(), as_of):
        told = book.tell_client(situation.client)
        read = {name: told.rules.get(rule.id, rule) for name, rule in rules.items()}
        held = {name: rule.find_variant(situation) for name, rule in read.items()}
        here = {name: one for name, one in held.items() if one}
        yield HeldRules(told, situation, sold, here, doubts)
