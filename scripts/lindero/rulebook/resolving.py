"""Plain data and places in; records, rules and every finding about them out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from lindero.catalogue.facts import find_holder
from lindero.catalogue.specs import TopicSpec, load_catalogue, load_local_catalogue
from lindero.findings.finding import Related
from lindero.reading.tree import PlaceTree, Scalar
from lindero.records.meant_keys import suggest_key
from lindero.records.parsers import SLUG
from lindero.records.record import NONE, OFF, Record
from lindero.records.sections import (
    NAMED_SECTIONS,
    SINGLE_SECTIONS,
    Business,
    Topic,
    list_unwritten_sections,
)
from lindero.rulebook.business_context import read_business_context
from lindero.rulebook.catalogue_rules import resolve_catalogue_rule
from lindero.rulebook.doubts import misspelt_services
from lindero.rulebook.lent_figures import insert_lent_figures, list_lent_addresses
from lindero.rulebook.own_rules import list_perhaps_meant, resolve_own_rule
from lindero.rulebook.resolution import Resolution, Resolver
from lindero.shapes import Refusal, Text


def resolve_sections(
    data: Mapping[str, Any],
    places: PlaceTree,
    home: str,
    as_of: date,
    doubtful: Collection[str] = (),
) -> Resolution:
    """All sections of a rulebook at once, as of a day; `home` is named where a place is missing.

    Nothing is missed of `doubtful` sections, which may stand, or hold more, where nobody can read.
    """
    resolver = Resolver(home, as_of, read_business_context(data.get("business")))
    resolver.out.doubtful.update(doubtful)
    sections = _SectionResolver(resolver, data, places)
    # Business first: variants ask for its clients. Rules before adjustments, which lend figures
    # of theirs; services before rules, whose variants name them.
    for section in SINGLE_SECTIONS:
        sections.resolve_single(section)
    sections.doubt_misspelt_sections()
    for section in NAMED_SECTIONS:
        if section != "adjustments":
            sections.resolve_named(section)
    sections.report_misspelt_services()
    for topic in sections.list_topics():
        sections.resolve_topic(topic)
    sections.resolve_named("adjustments")
    sections.report_unknown_sections()
    return resolver.out


class _SectionResolver:
    """The sections of one rulebook, read in turn."""

    def __init__(self, resolver: Resolver, data: Mapping[str, Any], places: PlaceTree) -> None:
        self._resolver, self._data, self._places = resolver, data, places
        self._out, self._mistakes = resolver.out, resolver.mistakes

    def resolve_single(self, section: str) -> None:
        """A section that is one record; with nothing under it, it is one without keys."""
        if section not in self._data:
            return
        body, place = self._data[section], self._places.children[section]
        keys = {} if isinstance(body, Scalar) and body.value is None else body
        record = self._resolver.read_record(SINGLE_SECTIONS[section], keys, place)
        if record is None:
            self._out.broken.add(section)
        else:
            self._out.records[section] = record

    def doubt_misspelt_sections(self) -> None:
        """A section of no name that we know may be any that is not there.

        Or it is a topic of the author's own whose title has a misspelt key.
        """
        own = self._data.get("topics")
        topics = own if isinstance(own, dict) else {}
        known = {*SINGLE_SECTIONS, *NAMED_SECTIONS, *load_catalogue(), *topics}
        strange = [section for section in self._data if section not in known]
        self._out.doubtful.update(strange)
        if not all(_is_own_topic(self._data[section]) for section in strange):
            self._out.doubtful.update(list_unwritten_sections(self._data))

    def report_misspelt_services(self) -> None:
        """A service that nothing names, while several places name one of nearly that name."""
        for key, meant in misspelt_services(self._data).items():
            self._out.doubtful.add(f"services.{meant}")
            if f"services.{key}" not in self._out.broken:
                message = f"nothing names `{key}`, and several places name a service `{meant}`"
                place = self._places.find_piece(("services", key)).key
                self._mistakes.add_finding("unknown-service", message, place, f"write `{meant}:`")

    def resolve_named(self, section: str) -> None:
        """A section of records, each under an id that others may name."""
        for key, body, place in self._list_entries(section):
            sound = self._mistakes.check_slug(key, place)
            if not sound:  # others may mean this entry by another spelling
                self._out.doubtful.add(section)
            record = self._resolve_named_record(section, body, place) if sound else None
            if record is None:
                self._out.broken.add(f"{section}.{key}")
            else:
                self._out.named[section][key] = record
                if section == "adjustments" and (lent := list_lent_addresses(body)):
                    self._out.lent[key] = next(iter(lent.values()))

    def _resolve_named_record(self, section: str, body: Any, place: PlaceTree) -> Record | None:
        if section == "adjustments":
            try:
                body = insert_lent_figures(body, self._out.rules, self._out.doubts)
            except Refusal as refused:
                near = tuple(self._locate_lent_figures(body))
                self._mistakes.add_problems(refused.problems, place, near)
                return None
        assert place.key
        home = f"{section}.{place.key.text}"
        return self._resolver.read_record(NAMED_SECTIONS[section], body, place, home=home)

    def _locate_lent_figures(self, body: Any) -> Iterator[Related]:
        """Where the figures stand that an adjustment takes from rules."""
        for address in list_lent_addresses(body).values():
            rule = self._out.rules.get(find_holder(address))
            facts = {fact.address: fact for fact in rule.facts.values()} if rule else {}
            fact = facts.get(address)
            mark = self._places.find_piece(fact.path).mark if fact else None
            if mark:
                yield Related(mark, f"`{address}`")

    def list_topics(self) -> list[TopicSpec]:
        """The catalogue's topics and the author's own, with their titles."""
        found = dict(load_local_catalogue(self._country))
        for key in self._out.named["topics"]:
            if key in SINGLE_SECTIONS or key in NAMED_SECTIONS:
                place = self._places.find_piece(("topics", key)).key
                message = f"`{key}` is a section of its own"
                help_ = "choose another name for the topic"
                self._mistakes.add_finding("bad-id", message, place, help_)
            else:
                found.setdefault(key, TopicSpec(key, {}, {}))
        for name, topic in found.items():
            own = self._out.named["topics"].get(name)
            title = own.title if isinstance(own, Topic) else Text(tuple(topic.title.items()))
            self._out.topics[name] = title
        return list(found.values())

    @property
    def _country(self) -> str:
        business = self._out.records.get("business")
        return business.country if isinstance(business, Business) else ""

    def resolve_topic(self, topic: TopicSpec) -> None:
        """The rules of one topic, in the catalogue's order and not in the file's."""
        order = {name: at for at, name in enumerate(topic.rules)}
        written = list(self._list_entries(topic.name))
        for key, body, place in sorted(written, key=lambda entry: order.get(entry[0], len(order))):
            self._resolve_rule(topic, key, body, place)

    def _resolve_rule(self, topic: TopicSpec, key: str, body: Any, place: PlaceTree) -> None:
        rule_id, known = f"{topic.name}.{key}", len(self._out.found)
        spec = topic.rules.get(key)
        if spec is None and not (SLUG.fullmatch(key) and _has_title(body)):
            meant = list_perhaps_meant(key, topic, self._data[topic.name])
            self._out.doubtful.update(meant)
        if spec and isinstance(body, Scalar) and body.text == OFF:
            self._out.off.add(rule_id)
            return
        if isinstance(body, Scalar) and body.refused:
            rule = None
        elif spec:
            rule = resolve_catalogue_rule(self._resolver, spec, body, place)
        else:
            rule = resolve_own_rule(self._resolver, topic, key, body, place)
        # A rule may come out and yet have a mistake in it that was told on the way.
        if rule is None or len(self._out.found) > known:
            self._out.broken.add(rule_id)
        else:
            self._out.rules[rule_id] = rule.settle_clients(self._list_clients())

    def _list_clients(self) -> tuple[str, ...]:
        business = self._out.records.get("business")
        return business.clients if isinstance(business, Business) else ()

    def report_unknown_sections(self) -> None:
        """Sections that are neither ours nor a topic of the author's own."""
        known = (*SINGLE_SECTIONS, *NAMED_SECTIONS, *self._out.topics)
        for section in self._data:
            if section in known or f"topics.{section}" in self._out.broken:
                continue
            own = _is_own_topic(self._data[section])
            if own and "topics" in self._out.doubtful:
                continue  # its title may stand where nobody can read it
            help_ = suggest_key(section, known, self._list_topic_titles())
            if own:
                example = f"`topics: {{{section}: {{title: …}}}}`"
                help_ = f"{help_}\na topic of your own needs a title: {example}"
            message = f"`{section}` is no section of a rulebook"
            place = self._places.children[section].key
            self._mistakes.add_finding("unknown-section", message, place, help_)

    def _list_topic_titles(self) -> dict[str, Collection[str]]:
        topics = self._out.topics.items()
        return {name: dict(title.by_language).values() for name, title in topics}

    def _list_entries(self, section: str) -> Iterator[tuple[str, Any, PlaceTree]]:
        if section not in self._data:
            return
        body, place = self._data[section], self._places.children[section]
        if isinstance(body, dict):
            for key, inner in body.items():
                yield key, inner, place.children[key]
        elif not (isinstance(body, Scalar) and body.value is None):
            self._out.broken.add(section)
            message, help_ = f"`{section}` holds named entries", _explain_entries(section, body)
            self._mistakes.add_finding("not-a-mapping", message, place.mark, help_)


def _explain_entries(section: str, body: Any) -> str:
    """How to write a section in place of one value or a list."""
    text = body.text if isinstance(body, Scalar) else ""
    if text in {OFF, NONE} and section in load_catalogue():
        example = next(iter(load_catalogue()[section].rules))
        return f"`{text}` is said of each rule: `{example}: {text}`"
    if re.match(r"[a-z-]+:\S", text):
        return "put a space after the colon"
    return f"write the entries under `{section}:`, each as `name:`"


def _is_own_topic(body: Any) -> bool:
    """Whether a section holds nothing but rules of the author's own."""
    return isinstance(body, dict) and bool(body) and all(map(_has_title, body.values()))


def _has_title(body: Any) -> bool:
    return isinstance(body, dict) and "title" in body
