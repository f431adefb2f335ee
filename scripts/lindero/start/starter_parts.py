"""What the starters are put together from: keys with a word on them, and rules with their cases."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any

from lindero.catalogue.specs import RuleSpec
from lindero.frozen import Frozen
from lindero.records.parsers import CONSUMER
from lindero.records.record import NONE
from lindero.resources.data import read_shipped_yaml

_MENTION = re.compile(r"\{\{ *([a-z-]+\.[a-z-]+)\.[a-z-]+[^}]*\}\}|\]\(rule:([a-z-]+\.[a-z-]+)\)")


class StarterOption(Frozen):
    """A key that is left to the author: what it could say, and a word on it."""

    key: str
    value: Any
    note: str = ""


class StarterSection(Frozen):
    """Keys with their values, a word on some of them, and the keys that are left to the author."""

    values: Mapping[str, Any]
    notes: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, StarterOption] = field(default_factory=dict)
    about: str = ""

    @property
    def order(self) -> tuple[str, ...]:
        """All keys, an option in the place of its key."""
        return tuple(dict.fromkeys([*self.values, *self.options]))


class StarterRule(Frozen):
    """A rule of the catalogue and its answer: values, `none`, `off`, or None while it is open.

    Beside an answer for businesses, private clients may be `exempt`, or have a case of their own.
    Of some rules there is none for `retainers`, as `unretained` says; some services have `cases`.
    """

    spec: RuleSpec
    answer: StarterSection | str | None
    about: str = ""
    exempt: str = ""
    consumer: StarterSection | None = None
    retainers: tuple[str, ...] = ()
    unretained: str = ""
    cases: tuple[StarterSection, ...] = ()

    @property
    def is_answered(self) -> bool:
        """Whether it gives figures."""
        return isinstance(self.answer, StarterSection)


def drop_private_values(told: Mapping[str, Any]) -> dict[str, Any]:
    """What a trade says of a rule, without what it says to private clients alone."""
    return {key: value for key, value in told.items() if key != CONSUMER}


def spare_services(rule: StarterRule, retainers: tuple[str, ...], why: str) -> StarterRule:
    """The rule without those who pay a retainer; other services that have none join them."""
    bare = [case for case in rule.cases if NONE in case.values]
    more = [name for case in bare for name in case.values["services"] if "for" not in case.values]
    cases = tuple(case for case in rule.cases if case not in bare)
    return replace(rule, retainers=(*retainers, *more), unretained=why, cases=cases)


def read_shared_rule(rule_id: str) -> Any:
    """What all trades say of a rule."""
    topic, _, name = rule_id.partition(".")
    return read_shipped_yaml(f"start/rules/{topic}.yml")["rules"].get(name, {})


def find_mentioned_rules(text: str) -> set[str]:
    """The rules that a sentence links to or takes figures from."""
    return {rule for found in _MENTION.findall(text) for rule in found if rule}
