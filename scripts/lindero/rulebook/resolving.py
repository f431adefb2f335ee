"""Plain data and places in; records, rules and every finding about them out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from pydantic_core import ValidationError

from lindero.catalogue.facts import Fact
from lindero.catalogue.specs import RuleSpec, TopicSpec, ValueSpec, load_catalogue
from lindero.findings.finding import Finding
from lindero.findings.place import Unlocated
from lindero.reading.tree import PathStep, PlaceTree, Scalar
from lindero.records.fields import SLUG, Leaf
from lindero.records.keys import Leaves, RecordKeys
from lindero.records.meant_keys import near_rule, perhaps_meant, suggest_key, unwritten_sections
from lindero.records.mistakes import Mistakes, comma_help
from lindero.records.own_figures import parse_own_figure
from lindero.records.sections import (
    CASE_KEYS,
    NAMED_SECTIONS,
    RULE_WORDS,
    SINGLE_SECTIONS,
    Business,
    OwnRule,
    Record,
    Topic,
    list_leaves,
    make_no_rule_record,
    make_record_validator,
    make_rule_record,
)
from lindero.resources.languages import LANGUAGES
from lindero.rulebook.business_context import context_of
from lindero.rulebook.cases import Case, RuleCases
from lindero.rulebook.doubts import misspelt_services
from lindero.rulebook.lent_figures import insert_lent_figures
from lindero.rulebook.rulebook import Rule
from lindero.rulebook.variants import VariantEntry, arrange_variants, find_variant_problems
from lindero.shapes import SHAPES, Context, Refusal, Text, TextList

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True)
class WrittenProse:
    """A text of the author that may name figures and link to rules, and the rule whose short names it may use."""

    text: Text
    placed: PlaceTree
    rule: str | None = None


@dataclass
class Resolution:
    """What came out sound, and what did not.

    `broken` names what the author wrote and is not sound, `off` the rules switched off, `doubtful` what may have been meant by a
    misspelt key or stand where nobody can read it.
    """

    records: dict[str, Record] = field(default_factory=dict)
    named: dict[str, dict[str, Record]] = field(
        default_factory=lambda: {section: {} for section in NAMED_SECTIONS}
    )
    rules: dict[str, Rule] = field(default_factory=dict)
    topics: dict[str, Text] = field(default_factory=dict)
    off: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    doubtful: set[str] = field(default_factory=set)
    prose: list[WrittenProse] = field(default_factory=list)
    found: list[Finding] = field(default_factory=list)

    @property
    def doubts(self) -> set[str]:
        """Everything of which nobody can say that it is missing."""
        return self.broken | self.doubtful


def resolve_sections(
    data: Mapping[str, Any],
    places: PlaceTree,
    home: str,
    as_of: date,
    doubtful: Collection[str] = (),
) -> Resolution:
    """All sections of a rulebook at once, as of a day; `home` is the folder to name when something has no place.

    Nothing is missed of `doubtful` sections, which may stand, or hold more, where nobody can read it.
    """
    resolver = _Resolver(home, as_of, context_of(data.get("business")))
    resolver.out.doubtful.update(doubtful)
    resolver.resolve_single("business", data, places)
    resolver.resolve_single("brand", data, places)
    resolver.misspelt_sections(data)
    for section in (name for name in NAMED_SECTIONS if name != "adjustments"):
        resolver.resolve_named(section, data, places)
    resolver.misspelt_services(data, places)
    for topic in resolver.list_topics(places):
        resolver.resolve_topic(topic, data, places)
    resolver.resolve_named("adjustments", data, places)
    resolver.find_unknown_sections(data, places)
    return resolver.out


@dataclass
class _Resolver:
    home: str
    as_of: date
    context: dict[str, Any]
    out: Resolution = field(default_factory=Resolution)

    @cached_property
    def mistakes(self) -> Mistakes:
        """Where findings are told."""
        return Mistakes(self.home, self.out.found)

    def resolve_single(self, section: str, data: Mapping[str, Any], places: PlaceTree) -> None:
        if section in data:
            empty = isinstance(data[section], Scalar) and data[section].value is None
            record = self._read_record(
                SINGLE_SECTIONS[section], {} if empty else data[section], places.children[section]
            )
            if record is None:
                self.out.broken.add(section)
            else:
                self.out.records[section] = record

    def misspelt_sections(self, data: Mapping[str, Any]) -> None:
        """A section of no name that we know may be any that is not there, or a topic whose title has a misspelt key."""
        own = data.get("topics")
        known = {
            *SINGLE_SECTIONS,
            *NAMED_SECTIONS,
            *load_catalogue(),
            *(own if isinstance(own, dict) else ()),
        }
        strange = [section for section in data if section not in known]
        self.out.doubtful.update(strange)
        if not all(_is_own_topic(data[section]) for section in strange):
            self.out.doubtful.update(unwritten_sections(data))

    def misspelt_services(self, data: Mapping[str, Any], places: PlaceTree) -> None:
        """A service that nothing names, while several places name one of nearly that name."""
        for key, meant in misspelt_services(data).items():
            self.out.doubtful.add(f"services.{meant}")
            if f"services.{key}" not in self.out.broken:
                message = f"nothing names `{key}`, and several places name a service `{meant}`"
                self.mistakes.tell(
                    "unknown-service",
                    message,
                    places.find_piece(("services", key)).key,
                    f"write `{meant}:`",
                )

    def resolve_named(self, section: str, data: Mapping[str, Any], places: PlaceTree) -> None:
        for key, body, place in self._list_entries(section, data, places):
            sound = self._section_slug(section, key, place)
            record = self._resolve_named_record(section, body, place) if sound else None
            if record is None:
                self.out.broken.add(f"{section}.{key}")
            else:
                self.out.named[section][key] = record

    def _resolve_named_record(self, section: str, body: Any, place: PlaceTree) -> Record | None:
        try:
            whole = (
                insert_lent_figures(body, self.out.rules, self.out.doubts)
                if section == "adjustments"
                else body
            )
        except Refusal as refused:
            self.mistakes.report(refused.problems, place)
            return None
        return self._read_record(NAMED_SECTIONS[section], whole, place)

    def list_topics(self, places: PlaceTree) -> list[TopicSpec]:
        """The catalogue's topics and the author's own, with their titles."""
        found = dict(load_catalogue())
        for key in self.out.named["topics"]:
            if key in SINGLE_SECTIONS or key in NAMED_SECTIONS:
                place = places.find_piece(("topics", key)).key
                self.mistakes.tell(
                    "bad-id",
                    f"`{key}` is a section of its own",
                    place,
                    "choose another name for the topic",
                )
            else:
                found.setdefault(key, TopicSpec(key, {}, {}))
        for name, topic in found.items():
            own = self.out.named["topics"].get(name)
            self.out.topics[name] = (
                own.title if isinstance(own, Topic) else Text(tuple(topic.title.items()))
            )
        return list(found.values())

    def resolve_topic(self, topic: TopicSpec, data: Mapping[str, Any], places: PlaceTree) -> None:
        written = list(self._list_entries(topic.name, data, places))
        order = {name: at for at, name in enumerate(topic.rules)}
        for key, body, place in sorted(written, key=lambda entry: order.get(entry[0], len(order))):
            rule_id = f"{topic.name}.{key}"
            known = len(self.out.found)
            spec = topic.rules.get(key)
            if spec is None and not (
                SLUG.fullmatch(key) and isinstance(body, dict) and "title" in body
            ):
                self.out.doubtful.update(perhaps_meant(key, topic, data[topic.name]))
            if spec and isinstance(body, Scalar) and body.text == "off":
                self.out.off.add(rule_id)
                continue
            if isinstance(body, Scalar) and body.refused:
                rule = None
            else:
                rule = (
                    self._resolve_catalogue_rule(spec, body, place)
                    if spec
                    else self._resolve_own_rule(topic, key, body, place)
                )
            if rule is None or len(self.out.found) > known:
                self.out.broken.add(rule_id)
            else:
                self.out.rules[rule_id] = rule

    def find_unknown_sections(self, data: Mapping[str, Any], places: PlaceTree) -> None:
        known = (*SINGLE_SECTIONS, *NAMED_SECTIONS, *self.out.topics)
        for section in data:
            if section not in known and f"topics.{section}" not in self.out.broken:
                own = _is_own_topic(data[section])
                if own and "topics" in self.out.doubtful:
                    continue  # its title may stand where nobody can read it
                titles = {
                    name: dict(text.by_language).values() for name, text in self.out.topics.items()
                }
                help_ = suggest_key(section, known, titles)
                if own:
                    help_ = f"{help_}\na topic of your own needs a title: `topics: {{{section}: {{title: …}}}}`"
                self.mistakes.tell(
                    "unknown-section",
                    f"`{section}` is no section of a rulebook",
                    places.children[section].key,
                    help_,
                )

    def _list_entries(
        self, section: str, data: Mapping[str, Any], places: PlaceTree
    ) -> Iterator[tuple[str, Any, PlaceTree]]:
        if section not in data:
            return
        body, place = data[section], places.children[section]
        if isinstance(body, dict):
            for key, inner in body.items():
                yield key, inner, place.children[key]
        elif not (isinstance(body, Scalar) and body.value is None):
            self.out.broken.add(section)
            glued = isinstance(body, Scalar) and re.match(r"[a-z-]+:\S", body.text)
            help_ = (
                "put a space after the colon"
                if glued
                else f"write the entries under `{section}:`, each as `name:`"
            )
            if (
                isinstance(body, Scalar)
                and body.text in {"off", "none"}
                and section in load_catalogue()
            ):
                help_ = f"`{body.text}` is said of each rule: `{next(iter(load_catalogue()[section].rules))}: {body.text}`"
            self.mistakes.tell(
                "not-a-mapping", f"`{section}` holds named entries", place.mark, help_
            )

    def _section_slug(self, section: str, key: str, place: PlaceTree) -> bool:
        """The same for an entry that others name; they may mean this one by another spelling."""
        sound = self.mistakes.check_slug(key, place)
        if not sound:
            self.out.doubtful.add(section)
        return sound

    def _resolve_catalogue_rule(self, spec: RuleSpec, body: Any, place: PlaceTree) -> Rule | None:
        if isinstance(body, dict) and body.keys() & {*CASE_KEYS, "none"}:
            listed: dict[tuple[PathStep, ...], Any] = {(): body}
        elif isinstance(body, list) and _has_variants(spec, body):
            listed = {(at,): entry for at, entry in enumerate(body)}
        else:
            return self._resolve_rule(spec, body, place)
        rules = {
            steps: self._resolve_variant(spec, entry, place.find_piece(steps), steps)
            for steps, entry in listed.items()
        }
        entries = [
            VariantEntry(rule, place.find_piece(steps)) for steps, rule in rules.items() if rule
        ]
        return self._arrange_rule(spec, entries, place) if len(entries) == len(listed) else None

    def _arrange_rule(
        self, spec: RuleSpec, entries: list[VariantEntry], place: PlaceTree
    ) -> Rule | None:
        business = self.out.records.get("business")
        if not isinstance(business, Business):
            return None
        services = {
            *self.out.named["services"],
            *(name.partition(".")[2] for name in self.out.doubts if name.startswith("services.")),
        }
        variants = RuleCases(
            tuple(entry.rule.written_case for entry in entries),
            business.clients,
            services,
            self.as_of,
        )
        mark = place.key_mark or Unlocated(self.home)
        found = list(find_variant_problems(spec.id, entries, variants, mark, self.out.doubts))
        self.out.found += found
        return arrange_variants(entries, variants) if not found and variants.are_whole else None

    def _resolve_variant(
        self, spec: RuleSpec, body: Any, place: PlaceTree, steps: tuple[PathStep, ...]
    ) -> Rule | None:
        if not isinstance(body, dict) or "none" not in body:
            return self._resolve_rule(spec, body, place, steps)
        try:
            given = make_no_rule_record().validate_group(body, self.context)
        except ValidationError as error:
            if both := [name for name in body if name in spec.values]:
                message = f"`none` says that there is no such rule, and `{both[0]}` says what it is"
                self.mistakes.tell(
                    "unknown-key",
                    message,
                    place.find_piece(("none",)).key_mark,
                    "keep one of the two",
                )
                return None
            self.mistakes.translate(error, RecordKeys(make_no_rule_record().leaves), place)
            return None
        if not given["none"].yes:
            self.mistakes.tell(
                "bad-yes-no",
                "`none: no` says nothing",
                place.find_piece(("none",)).mark,
                "write the rule's values, or `none: yes`",
            )
        return Rule(spec.id, spec.duty, {}, spec, is_none=True, written_case=_make_case(given))

    def _resolve_rule(
        self, spec: RuleSpec, body: Any, place: PlaceTree, steps: tuple[PathStep, ...] = ()
    ) -> Rule | None:
        if isinstance(body, Scalar) and body.text == "none":
            return Rule(spec.id, spec.duty, {}, spec, is_none=True)
        if (
            isinstance(body, Scalar)
            and body.text.lower() in {"no", "none", "off"}
            and not (spec.main and spec.main.shape == "yes-no")
        ):
            help_ = "write `none` if there is no such rule" + (
                "" if steps else ", or `off` if it does not concern you"
            )
            self.mistakes.tell(
                "not-a-mapping", f"`{body.text}` is no answer to `{spec.name}`", place.mark, help_
            )
            return None
        body = self._expand_short_form(spec, body)
        if body is None:
            self._report_missing_keys(spec, place)
            return None
        kind = make_rule_record(spec.id)
        try:
            given = kind.validate_group(body, self.context)
        except ValidationError as error:
            self.mistakes.translate(error, RecordKeys(kind.leaves), place)
            return None
        self.out.prose += _collect_prose(kind.leaves, given, place, spec.id)
        words = {name: given[name] for name in RULE_WORDS if name in given}
        figures = {name: figure for name, figure in given.items() if name in spec.values}
        path = (*spec.id.split("."), *steps)
        facts = {
            name: Fact(
                f"{spec.id}.{name}", figure, spec.values[name], (*path, name) if steps else ()
            )
            for name, figure in figures.items()
        }
        return Rule(spec.id, spec.duty, facts, spec, written_case=_make_case(given), **words)

    def _expand_short_form(self, spec: RuleSpec, body: Any) -> dict[str, Any] | None:
        """`revisions: 2` as `{rounds: 2}`; None where a single value does not fit."""
        if (
            isinstance(body, Scalar)
            and body.value is None
            and not any(value.required for value in spec.values.values())
        ):
            return {}
        if isinstance(body, dict) and not (body and body.keys() <= set(LANGUAGES)):
            return body
        return {spec.main.name: body} if spec.main else None

    def _report_missing_keys(self, spec: RuleSpec, place: PlaceTree) -> None:
        names = (*spec.values, *RULE_WORDS)
        help_ = f"write keys under it ({', '.join(f'`{name}`' for name in names)}), or `none`"
        self.mistakes.tell("not-a-mapping", f"`{spec.name}` has no single value", place.mark, help_)

    def _resolve_own_rule(
        self, topic: TopicSpec, key: str, body: Any, place: PlaceTree
    ) -> Rule | None:
        if not isinstance(body, dict) or "title" not in body:
            own = (
                "a rule of your own has no variants"
                if isinstance(body, list)
                else "a rule of your own needs `title` and `text`"
            )
            help_ = "\n".join(filter(None, (near_rule(key, topic), own)))
            self.mistakes.tell(
                "unknown-rule", f"`{key}` is no rule of `{topic.name}`", place.key, help_
            )
            return None
        if not self.mistakes.check_slug(key, place):
            return None
        rule_id = f"{topic.name}.{key}"
        values = body.get("values")
        record = self._read_record(
            OwnRule,
            {name: inner for name, inner in body.items() if name != "values"},
            place,
            rule_id,
            also=("values",),
        )
        facts = (
            self._resolve_own_facts(rule_id, values, place.find_piece(("values",)))
            if values is not None
            else {}
        )
        if not isinstance(record, OwnRule):
            return None
        return Rule(
            rule_id, record.duty, facts, **{name: getattr(record, name) for name in RULE_WORDS}
        )

    def _resolve_own_facts(self, rule_id: str, values: Any, place: PlaceTree) -> dict[str, Fact]:
        if not isinstance(values, dict):
            self.mistakes.tell(
                "not-a-mapping",
                "`values` holds named figures",
                place.mark,
                "write `values: {notice: 5 business days}`",
            )
            return {}
        facts = {}
        for name, written in values.items():
            if comma_help(name):
                self.mistakes.tell(
                    "bad-id",
                    f"`{name}` cannot be a name",
                    place.children[name].key,
                    comma_help(name),
                )
                continue
            if not self.mistakes.check_slug(name, place.children[name]):
                continue
            try:
                figure = parse_own_figure(written, Context(**self.context))
            except Refusal as refused:
                self.mistakes.report(refused.problems, place.children[name])
                continue
            facts[name] = Fact(f"{rule_id}.{name}", figure, ValueSpec(name, ""))
        return facts

    def _read_record(
        self,
        kind: type[AnyRecord],
        body: Any,
        place: PlaceTree,
        rule: str | None = None,
        *,
        also: tuple[str, ...] = (),
    ) -> AnyRecord | None:
        if isinstance(body, Scalar) and body.refused:
            return None
        if not isinstance(body, dict):
            self.mistakes.tell(
                "not-a-mapping",
                self.mistakes.no_group(place),
                place.mark,
                RecordKeys(list_leaves(kind)).how_to_start(),
            )
            return None
        try:
            record: AnyRecord = make_record_validator(kind).validate_python(
                body, context=self.context
            )
        except ValidationError as error:
            self.mistakes.translate(error, RecordKeys(list_leaves(kind), also), place)
            return None
        self.out.prose += _collect_prose(list_leaves(kind), vars(record), place, rule)
        return record


def _is_own_topic(body: Any) -> bool:
    """Whether a section holds nothing but rules of the author's own."""
    return (
        isinstance(body, dict)
        and bool(body)
        and all(isinstance(rule, dict) and "title" in rule for rule in body.values())
    )


def _make_case(given: Mapping[str, Any]) -> Case:
    start, end = (given[key].date if key in given else None for key in ("from", "until"))
    return Case(given.get("for"), given.get("services", ()), start, end)


def _has_variants(spec: RuleSpec, body: list[Any]) -> bool:
    """Whether a list holds variants, and is not itself the rule's main value."""
    entry_keys = SHAPES[spec.main.shape].entry_keys if spec.main else frozenset()
    if not entry_keys:
        return bool(body)
    of_a_variant = {*spec.values, *CASE_KEYS, "none"} - entry_keys
    return any(isinstance(entry, dict) and entry.keys() & of_a_variant for entry in body)


def _collect_prose(
    leaves: Leaves, values: Mapping[str, Any], place: PlaceTree, rule: str | None
) -> Iterator[WrittenProse]:
    for name, leaf in leaves.items():
        value = values.get(name)
        if not isinstance(leaf, Leaf) or not leaf.prose or value is None:
            continue
        texts = value.entries if isinstance(value, TextList) else (value,)
        yield from (WrittenProse(text, place.find_piece((name,)), rule) for text in texts)
