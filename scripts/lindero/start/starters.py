"""What a new rulebook says: the shipped starters, filled with the answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lindero.calendar.holidays import region_problem
from lindero.catalogue.examples import example_of, one_line
from lindero.catalogue.specs import RuleSpec, TopicSpec, rule_specs
from lindero.resources.data import read_data
from lindero.resources.languages import LANGUAGES
from lindero.shapes import Refused
from lindero.start.countries import tax_names
from lindero.start.questions import NONE, WORKED, Answers, in_currency, listed, questions, read_value

OFF = "off"


_IDS = {"id", "with", "not with"}


_MENTION = re.compile(r"\{\{ *([a-z-]+\.[a-z-]+)\.[a-z-]+[^}]*\}\}|\]\(rule:([a-z-]+\.[a-z-]+)\)")


_FIGURES_SHOWN = 5


_OF_TRADE = {"trade-name": "trade", "noun": "noun", "welcome": "welcome"}


@dataclass(frozen=True)
class Option:
    """A key that is left to the author: what it could say, as text or as a value, and a word on it."""

    key: str
    value: Any
    note: str = ""


@dataclass(frozen=True)
class Section:
    """Keys with their values, a word on some of them, and the keys that are left to the author; `order` is that of all keys."""

    values: Mapping[str, Any]
    notes: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Option] = field(default_factory=dict)
    about: str = ""

    @property
    def order(self) -> tuple[str, ...]:
        """All keys, an option in the place of its key."""
        return tuple(dict.fromkeys([*self.values, *self.options]))


@dataclass(frozen=True)
class StarterRule:
    """One rule of the catalogue: its answer (values, `none`, `off`, or None while open), and whether consumers are exempt from it."""

    spec: RuleSpec
    said: Section | str | None
    about: str = ""
    exempt: str = ""

    @property
    def answered(self) -> bool:
        """Whether it gives figures."""
        return isinstance(self.said, Section)


class Starter:
    """Everything that a new rulebook says, in its languages and its currency."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.main = answers.main
        self.shared = read_data("start/pages.yml")
        self._given: dict[str, Any] = {}
        self._work_out()

    def word(self, texts: Mapping[str, str]) -> str:
        """A text in the main language, with the chosen currency in its examples."""
        return self._in_currency(texts.get(self.main, ""))

    def fill(self, value: Any) -> Any:
        """A value of the starters: answers in place of `@name`, the chosen languages and currency; None where nothing is answered."""
        if isinstance(value, str):
            return self._given.get(value[1:]) if value.startswith("@") else self._in_currency(value)
        if isinstance(value, list):
            return [self.fill(inner) for inner in value]
        if value.keys() == set(LANGUAGES):
            said = {language: self.fill(value[language]) for language in self.answers.languages}
            return said if len(said) > 1 else said[self.main]
        return {key: said for key, inner in value.items() if (said := self._filled(key, inner)) is not None}

    def section(self, told: Any) -> Section:
        """A part of the starters as keys, notes and options."""
        values = self.fill(told.get("values", {}))
        order = [key for key in told.get("values", {}) if key in values or key in told.get("more", {})]
        notes = {key: self.word(texts) for key, texts in told.get("notes", {}).items()}
        options = {key: self._option(key, more) for key, more in told.get("more", {}).items() if key not in values}
        ordered = {key: values.get(key) for key in order}
        return Section(ordered, notes, options, self.word(told.get("about", {})))

    @cached_property
    def rules(self) -> Mapping[str, StarterRule]:
        """Every rule of the catalogue, answered or not."""
        rules = {rule_id: self._rule(spec) for rule_id, spec in rule_specs().items()}
        lost = {rule_id for rule_id, rule in rules.items() if rule.answered and not all(rules[need].answered for need in rule.spec.needs)}
        return {rule_id: StarterRule(rule.spec, None) if rule_id in lost else rule for rule_id, rule in rules.items()}

    def topic_rules(self, topic: TopicSpec) -> list[StarterRule]:
        """The rules of one topic."""
        return [self.rules[spec.id] for spec in topic.rules.values()]

    def open_line(self, spec: RuleSpec) -> str:
        """What could answer an open rule."""
        return self._in_currency(one_line(spec, self.answers.languages))

    @cached_property
    def figures(self) -> list[str]:
        """The rules that open the welcome page and stand on the sheet."""
        return [rule for rule in self.shared["figures"] if self.rules[rule].answered][:_FIGURES_SHOWN]

    def sentences(self, told: list[Mapping[str, str]]) -> list[Mapping[str, str]]:
        """Those that name nothing but rules with an answer."""
        return [texts for texts in told if all(self.rules[rule].answered for rule in _mentioned(texts[self.main]))]

    def own_id(self, told: Mapping[str, Any]) -> str:
        """The id of a thing that is sold, in the main language."""
        return str(told["id"][self.main])

    def _filled(self, key: str, value: Any) -> Any:
        """An id has one form, whatever the languages."""
        if key in _IDS:
            return [one[self.main] for one in value] if isinstance(value, list) else value[self.main]
        return self.fill(value)

    def _in_currency(self, text: str) -> str:
        return in_currency(text, self.answers["currency"])

    def _option(self, key: str, more: Mapping[str, Any], spec: RuleSpec | None = None) -> Option:
        value = self.fill(more["is"]) if "is" in more else None
        if spec and value is None:
            value = self._in_currency(example_of(spec.values[key], self.answers.languages))
        return Option(key, value, self.word(more))

    def _rule(self, spec: RuleSpec) -> StarterRule:
        topic = spec.id.partition(".")[0]
        told = read_data(f"start/rules/{topic}.yml")["rules"].get(spec.name, {})
        about = self.word(told.get("about", {}))
        if self._answer_to(spec) == NONE:
            return StarterRule(spec, NONE, about)
        if told.get("for", "") not in {"", *self.answers.clients}:
            return StarterRule(spec, OFF, about)
        exempt = self.word(told.get("exempt", {})) if len(self.answers.clients) > 1 else ""
        return StarterRule(spec, self._said(spec, told), about, exempt)

    def _said(self, spec: RuleSpec, told: Any) -> Section | None:
        """The rule's values, where they say enough to make a rule."""
        written = told.get("values", {}) | self.answers.trade.get("rules", {}).get(spec.id, {})
        values = {key: value for key, value in self.fill(written).items() if self._takes(spec, key, written[key], value)}
        required = {value.name for value in spec.values.values() if value.required}
        if not values or not required <= values.keys() or not values.keys() & {value.name for value in spec.values.values()}:
            return None
        more = {key: self._option(key, texts, spec) for key, texts in told.get("more", {}).items() if key not in values}
        return Section(values, {key: self.word(texts) for key, texts in told.get("notes", {}).items()}, more)

    def _takes(self, spec: RuleSpec, key: str, written: Any, value: Any) -> bool:
        """An answer lent from another question may not fit: a price per hour does, a range of prices does not."""
        if not isinstance(written, str) or not written.startswith("@") or not isinstance(value, str) or key not in spec.values:
            return True
        if spec.values[key].required:
            return True
        try:
            read_value(spec, spec.values[key], value)
        except Refused:
            return False
        return True

    def _answer_to(self, spec: RuleSpec) -> str:
        asked = next((one.name for one in questions().values() if one.rule == spec.id), None)
        return self.answers[asked] if asked else ""

    def _work_out(self) -> None:
        """What the starters may name: the answers themselves, and what follows from them."""
        answers, given = self.answers, self._given
        given |= {name: answers[name] or None for name in questions() if answers[name] != NONE}
        given |= {"languages": list(answers.languages), "clients": list(answers.clients), "today": answers.today.isoformat()}
        given["next-year"] = f"{answers.today.year + 1}-12-31"
        given["public"] = "yes" if region_problem(answers["country"], None) is None else None
        given |= {"refundable": answers.refundable, "hourly": answers.hourly}
        given["voice"] = {"speaker": answers["speaker"]} | ({"reader": answers["reader"]} if answers.concerns("reader") else {})
        given |= self._stages() | self._tax()
        given |= {name: self.fill(answers.trade[key]) for name, key in _OF_TRADE.items() if key in answers.trade}

    def _stages(self) -> dict[str, Any]:
        """What a cancelled project costs, stage by stage, and the parts in which the price is paid."""
        answer, trade = self.answers["cancellation"], self.answers.trade
        parts = self.answers.instalments
        found: dict[str, Any] = {"worked": "yes" if answer == WORKED else None, "stages": None, "instalments": None}
        if answer not in {WORKED, NONE}:
            names = (self.fill(stage["at"]) for stage in trade["milestones"])
            found["stages"] = [{"at": name, "share": share} for name, share in zip(names, listed(answer), strict=True)]
        if parts:
            names = (self.fill(name) for name in trade["instalments"])
            found["instalments"] = [{"at": name, "share": part} for name, part in zip(names, parts, strict=True)]
        return found

    def _tax(self) -> dict[str, Any]:
        name, rate = self.answers["tax-name"], self.answers["tax-rate"]
        known = tax_names(self.answers["country"]) or {}
        both = known if name in known.values() else dict.fromkeys(LANGUAGES, name)
        words = self.fill(both) if name else None
        tax = {"name": words, "rate": rate, "included": self.answers["tax-included"]} if name and rate else None
        return {"tax": tax, "tax-words": words or self.fill({"es": "IVA", "en": "VAT"})}


def _mentioned(text: str) -> set[str]:
    return {rule for found in _MENTION.findall(text) for rule in found if rule}
