"""What a new rulebook says: the shipped starters, filled with the answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from lindero.calendar.holidays import find_region_problem
from lindero.catalogue.examples import format_example, format_short_rule
from lindero.catalogue.sample_sums import change_currency
from lindero.catalogue.specs import RuleSpec, TopicSpec, list_rule_specs
from lindero.records.parsers import CONSUMER
from lindero.records.record import OFF
from lindero.resources.data import read_shipped_yaml
from lindero.resources.languages import LANGUAGES
from lindero.resources.local_words import use_local_words
from lindero.shapes import Refusal
from lindero.start.countries import find_tax_names
from lindero.start.questions import (
    NONE,
    WORKED,
    Answers,
    check_value_answer,
    load_questions,
    split_answer,
)
from lindero.start.starter_parts import (
    StarterOption,
    StarterRule,
    StarterSection,
    drop_private_values,
    find_mentioned_rules,
    read_shared_rule,
    spare_services,
)

_ANYBODY = "anybody"
_IDS = {"id", "with", "not with", "services"}

_FIGURES_SHOWN = 5

_OF_TRADE = {"trade-name": "trade", "noun": "noun", "welcome": "welcome"}


class Starter:
    """Everything that a new rulebook says, in its languages and its currency."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.main = answers.main
        self.shared = read_shipped_yaml("start/pages.yml")
        self._given: dict[str, Any] = {}
        self._work_out_answers()

    def show_text(self, texts: Mapping[str, str]) -> str:
        """A text in the main language, with the chosen currency in its examples."""
        return str(self._fill_text(texts.get(self.main, ""), self.main))

    def fill_value(self, value: Any) -> Any:
        """A value in the languages and currency, answers in place of `@name`; None for none."""
        if isinstance(value, str):
            return (
                self._given.get(value[1:])
                if value.startswith("@")
                else self._change_currency(value)
            )
        if isinstance(value, list):
            return [self.fill_value(inner) for inner in value]
        if value.keys() == set(LANGUAGES):
            said = {
                language: self._fill_text(value[language], language)
                for language in self.answers.languages
            }
            return said if len(said) > 1 else said[self.main]
        return {
            key: said
            for key, inner in value.items()
            if (said := self._fill_key(key, inner)) is not None
        }

    def make_section(self, part: Any) -> StarterSection:
        """A part of the starters as keys, notes and options."""
        written, values = part.get("values", {}), self.fill_value(part.get("values", {}))
        # A key whose answer is missing keeps its place, for the option that stands in it then.
        kept = {
            key: values.get(key) for key in written if key in values or key in part.get("more", {})
        }
        return self._add_words(part, kept, values)

    def _add_words(
        self,
        part: Any,
        kept: Mapping[str, Any],
        answered: Mapping[str, Any],
        spec: RuleSpec | None = None,
    ) -> StarterSection:
        """Values with the words on them, and as options what has no answer."""
        notes = {key: self.show_text(texts) for key, texts in part.get("notes", {}).items()}
        options = {
            key: self._make_option(key, texts, spec)
            for key, texts in part.get("more", {}).items()
            if key not in answered
        }
        return StarterSection(kept, notes, options, self.show_text(part.get("about", {})))

    @cached_property
    def rules(self) -> Mapping[str, StarterRule]:
        """Every rule of the catalogue, answered or not."""
        rules = {
            rule_id: self._make_starter_rule(spec) for rule_id, spec in list_rule_specs().items()
        }
        lost = {
            rule_id
            for rule_id, rule in rules.items()
            if rule.is_answered and not all(rules[need].is_answered for need in rule.spec.needs)
        }
        return {
            rule_id: StarterRule(rule.spec, None) if rule_id in lost else rule
            for rule_id, rule in rules.items()
        }

    def list_topic_rules(self, topic: TopicSpec) -> list[StarterRule]:
        """The rules of one topic."""
        return [self.rules[spec.id] for spec in topic.rules.values()]

    def format_open_line(self, spec: RuleSpec) -> str:
        """What could answer an open rule."""
        return self._change_currency(format_short_rule(spec, self.answers.languages))

    @cached_property
    def figures(self) -> list[str]:
        """The rules that open the welcome page and stand on the sheet."""
        return [rule for rule in self.shared["figures"] if self.rules[rule].is_answered][
            :_FIGURES_SHOWN
        ]

    def choose_sentences(self, sentences: list[Mapping[str, str]]) -> list[Mapping[str, str]]:
        """Those that name nothing but rules with an answer."""
        return [
            texts
            for texts in sentences
            if all(self.rules[rule].is_answered for rule in find_mentioned_rules(texts[self.main]))
        ]

    def own_id(self, part: Mapping[str, Any]) -> str:
        """The id of a thing that is sold, in the main language."""
        return str(part["id"][self.main])

    def _fill_key(self, key: str, value: Any) -> Any:
        """An id has one form, whatever the languages."""
        if key in _IDS:
            return (
                [one[self.main] for one in value] if isinstance(value, list) else value[self.main]
            )
        return self.fill_value(value)

    def _fill_text(self, text: Any, language: str) -> Any:
        """A text, or a list of texts, as it is said in a language and country."""
        if isinstance(text, list):
            return [self._fill_text(one, language) for one in text]
        return use_local_words(self.fill_value(text), language, self.answers["country"])

    def _change_currency(self, text: str) -> str:
        return change_currency(text, self.answers["currency"])

    def _make_option(
        self, key: str, more: Mapping[str, Any], spec: RuleSpec | None = None
    ) -> StarterOption:
        value = self.fill_value(more["is"]) if "is" in more else None
        if spec and value is None:
            value = self._change_currency(format_example(spec.values[key], self.answers.languages))
        return StarterOption(key, value, self.show_text(more))

    def _make_starter_rule(self, spec: RuleSpec) -> StarterRule:
        part = read_shared_rule(spec.id)
        about = self.show_text(part.get("about", {}))
        if self._find_answer(spec) == NONE:
            return StarterRule(spec, NONE, about)
        follows = part.get("follows", "")
        lost = bool(follows) and self.answers[follows] == NONE
        if lost or part.get("for", "") not in {"", *self.answers.clients}:
            return StarterRule(spec, OFF, about)
        if not self.answers.serves_consumers or self._is_chosen(spec):
            made = StarterRule(spec, self._make_answer(spec, part), about)
        else:
            made = self._make_cases(spec, part, about)
        return self._except_retainers(self._add_cases(made, part), part)

    def _add_cases(self, made: StarterRule, part: Any) -> StarterRule:
        """The rule with what the trade says of it for some services, for all kinds of clients."""
        written = self.answers.trade.get("cases", {}).get(made.spec.id, ())
        if written and not (made.answer or "values" in part):
            made = replace(made, answer=StarterSection({OFF: "yes"}))
        if not (made.is_answered and written):
            return made
        alone = self.answers.clients == (CONSUMER,) and not self._is_chosen(made.spec)
        # A case of private clients and one of some services would both hold, and neither win.
        kinds = (_ANYBODY, CONSUMER) if made.consumer else (CONSUMER if alone else _ANYBODY,)
        cases = (self._make_case(made.spec, part, one, kind) for one in written for kind in kinds)
        return replace(made, cases=tuple(case for case in cases if case))

    def _make_case(
        self, spec: RuleSpec, part: Any, told: Mapping[str, Any], kind: str
    ) -> StarterSection | None:
        """What a rule is for some services; words on its keys stand with the usual case."""
        whom = {"for": CONSUMER} if kind == CONSUMER and len(self.answers.clients) > 1 else {}
        if told.get(NONE) or told.get(OFF):
            return StarterSection(whom | self.fill_value(told))
        private = self._list_private_values(spec, part) if kind == CONSUMER else {}
        own = told.get(CONSUMER, {}) if kind == CONSUMER else {}
        said = self._make_answer(spec, part, {**private, **drop_private_values(told), **own})
        if not said:
            return None
        return StarterSection(whom | {"services": said.values["services"]} | {**said.values})

    def _except_retainers(self, made: StarterRule, part: Any) -> StarterRule:
        """The rule, and that those who pay a retainer have none, where the starters say so."""
        unretained = self.show_text(part.get("without-retainers", {}))
        if not (made.is_answered and self._retainers and unretained):
            return made
        return spare_services(made, self._retainers, unretained)

    @property
    def _retainers(self) -> tuple[str, ...]:
        """What is sold for a fee that comes back each month."""
        return tuple(
            self.own_id(one) for one in self.answers.list_sold("services") if "retainer" in one
        )

    def _make_cases(self, spec: RuleSpec, part: Any, about: str) -> StarterRule:
        """The rule for private clients, beside businesses or alone: its own answer, or none."""
        usual, own = self._make_answer(spec, part), self._make_consumer_answer(spec, part)
        exempt = "" if own else self.show_text(part.get("exempt", {}))
        if len(self.answers.clients) == 1:
            return StarterRule(spec, NONE if exempt else own or usual, about)
        differs = own and (not usual or own.values != usual.values)
        return StarterRule(spec, usual, about, exempt, own if differs else None)

    def _make_consumer_answer(self, spec: RuleSpec, part: Any) -> StarterSection | None:
        """What private clients are told instead, where the starters or the trade say it."""
        told = self._list_private_values(spec, part)
        return self._make_answer(spec, part, told) if told else None

    def _list_private_values(self, spec: RuleSpec, part: Any) -> Mapping[str, Any]:
        own = self.answers.trade["rules"].get(spec.id, {})
        return {**part.get(CONSUMER, {}), **own.get(CONSUMER, {})}

    def _is_chosen(self, spec: RuleSpec) -> bool:
        """Whether somebody with private clients alone has answered this himself."""
        asked = (one.name for one in load_questions().values() if one.rule == spec.id)
        given = any(name in self.answers.given for name in asked)
        return given and len(self.answers.clients) == 1

    def _make_answer(
        self, spec: RuleSpec, part: Any, told: Mapping[str, Any] | None = None
    ) -> StarterSection | None:
        """The rule's values, and what some are told instead, where they do for a rule."""
        own = drop_private_values(self.answers.trade["rules"].get(spec.id, {}))
        written = {**part.get("values", {}), **own, **(told or {})}
        values = {
            key: value
            for key, value in self.fill_value(written).items()
            if self._fits_value(spec, key, written[key], value)
        }
        required = {value.name for value in spec.values.values() if value.required}
        if not required <= values.keys() or not values.keys() & spec.values.keys():
            return None
        return self._mark_samples(self._add_words(part, values, values, spec))

    def _mark_samples(self, said: StarterSection) -> StarterSection:
        """A rule that gives a sum of ours says so to its readers, until the author deletes that."""
        if not any(self._is_sample(value) for value in said.values.values()):
            return said
        sample = self.shared["sample"]
        notes = {**said.notes, "note": self.show_text(sample["about"])}
        return replace(
            said, values={**said.values, "note": self.fill_value(sample["note"])}, notes=notes
        )

    def _is_sample(self, value: Any) -> bool:
        """Whether this is a sum, other than nothing, that the author has not given."""
        return (
            isinstance(value, str)
            and self.answers["currency"] in value.split()
            and not value.startswith("0 ")
            and value not in self.answers.own_answers
        )

    def _fits_value(self, spec: RuleSpec, key: str, written: Any, value: Any) -> bool:
        """A lent answer may not fit: a price per hour does, a range of prices does not."""
        lent = isinstance(value, str) and isinstance(written, str) and written.startswith("@")
        # A required value that does not fit is told by the check of the whole project.
        if not lent or key not in spec.values or spec.values[key].required:
            return True
        try:
            check_value_answer(spec, spec.values[key], value)
        except Refusal:
            return False
        return True

    def _find_answer(self, spec: RuleSpec) -> str:
        asked = next((one.name for one in load_questions().values() if one.rule == spec.id), None)
        return self.answers[asked] if asked else ""

    def _work_out_answers(self) -> None:
        """What the starters may name: the answers themselves, and what follows from them."""
        answers, given = self.answers, self._given
        given |= {name: answers[name] or None for name in load_questions() if answers[name] != NONE}
        given |= {
            "languages": list(answers.languages),
            "clients": list(answers.clients),
            "today": answers.today.isoformat(),
        }
        given["next-year"] = f"{answers.today.year + 1}-12-31"
        given["public"] = "yes" if find_region_problem(answers["country"], None) is None else None
        given |= {"refundable": answers.refundable, "hourly": answers.hourly}
        given |= {"private-refundable": answers.private_refundable}
        given["outside"] = "opening" if "hour" in answers["response"] else None
        asked = "none" if answers["materials"] == NONE else "materials"
        given["start"] = self.shared["starts"][asked]
        given["conditions"] = self._list_conditions(_ANYBODY)
        given["private-conditions"] = self._list_conditions(CONSUMER)
        given["voice"] = {"speaker": answers["speaker"]} | (
            {"reader": answers["reader"]} if answers.is_relevant("reader") else {}
        )
        given |= self._work_out_stages() | self._work_out_tax()
        given |= {
            name: self.fill_value(answers.trade[key])
            for name, key in _OF_TRADE.items()
            if key in answers.trade
        }

    def _list_conditions(self, client: str) -> Any:
        """What has to be in place before work starts, as far as it is asked for at all."""
        wanted = [
            condition
            for condition in self.shared["conditions"]
            if self.answers[condition.get("needs", "trade")] != NONE
            and condition.get("for", client) == client
        ]
        said = [one["some"] if self._is_partial(one) else one for one in wanted]
        return self.fill_value(
            {language: [one[language] for one in said] for language in LANGUAGES}
        )

    def _is_partial(self, condition: Mapping[str, Any]) -> bool:
        """Whether what a condition needs is not asked of everything that the trade sells."""
        if "some" not in condition:
            return False
        rule_id = load_questions()[condition["needs"]].rule
        cases = self.answers.trade.get("cases", {}).get(rule_id, ())
        unretained = self._retainers and "without-retainers" in read_shared_rule(rule_id)
        return bool(unretained) or any(NONE in case for case in cases)

    def _work_out_stages(self) -> dict[str, Any]:
        """What a cancelled project costs, stage by stage, and the parts in which one pays."""
        answer, trade = self.answers["cancellation"], self.answers.trade
        parts = self.answers.instalments
        steps = () if answer in {WORKED, NONE} else split_answer(answer)
        milestones = [stage["at"] for stage in trade["milestones"]]
        return {
            "worked": "yes" if answer == WORKED else None,
            "stages": self._name_shares(milestones, steps) if steps else None,
            "instalments": self._name_shares(trade["instalments"], parts) if parts else None,
            "whole": "yes" if parts else None,
            "rest": parts[0] if parts and len(parts) == 1 else "rest",
        }

    def _name_shares(self, names: Iterable[Any], shares: Iterable[str]) -> list[dict[str, Any]]:
        return [
            {"at": self.fill_value(name), "share": share}
            for name, share in zip(names, shares, strict=True)
        ]

    def _work_out_tax(self) -> dict[str, Any]:
        name, rate = self.answers["tax-name"], self.answers["tax-rate"]
        known = find_tax_names(self.answers["country"]) or {}
        both = known if name in known.values() else dict.fromkeys(LANGUAGES, name)
        usual = read_shipped_yaml("start/countries.yml")["usual-tax"]
        words = self.fill_value(both if name else usual)
        tax = {"name": words, "rate": rate, "included": self.answers["tax-included"]}
        return {"tax": tax if name and rate else None, "tax-words": words}
