"""A rule of the author's own, which the catalogue does not have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from lindero.catalogue.clause_faults import find_clause_faults
from lindero.catalogue.clauses import Clause
from lindero.catalogue.facts import Fact
from lindero.catalogue.specs import TopicSpec, ValueSpec, load_catalogue
from lindero.reading.tree import PlaceTree
from lindero.records.keys import comma_help
from lindero.records.meant_keys import suggest_key
from lindero.records.own_figures import parse_own_figure
from lindero.records.sections import OwnRule
from lindero.rulebook.own_clauses import list_answers, make_own_clauses, make_text_clause
from lindero.rulebook.own_notices import find_own_notices, speaks_of_messages
from lindero.rulebook.resolution import Resolver
from lindero.rulebook.rule import Rule
from lindero.shapes import Period, Refusal
from lindero.shapes.units import CLOCK_UNITS

_MANY_NAMES = 1000


def resolve_own_rule(
    resolver: Resolver, topic: TopicSpec, key: str, body: Any, place: PlaceTree
) -> Rule | None:
    """The rule with its figures; None where it is not sound, which is told."""
    if not isinstance(body, dict) or "title" not in body:
        _report_unknown_rule(resolver, topic, key, body, place)
        return None
    if not resolver.mistakes.check_slug(key, place):
        return None
    rule_id = f"{topic.name}.{key}"
    # `values` is set apart: its keys are the author's own, and so are their shapes.
    keys = {name: inner for name, inner in body.items() if name != "values"}
    record = resolver.read_record(OwnRule, keys, place, rule_id)
    facts = {}
    if "values" in body:
        facts = _resolve_facts(resolver, rule_id, body["values"], place.find_piece(("values",)))
    clauses = _resolve_clauses(resolver, record, facts, place) if record else None
    if record is None or clauses is None:
        return None
    for name in find_own_notices(record) & facts.keys():
        facts[name] = replace(facts[name], spec=_make_spec(name, back=True))
    on_clock = [*filter(_passes_as_time, facts.values())]
    for fact in on_clock if on_clock and not speaks_of_messages(record) else ():
        facts[fact.name] = replace(fact, spec=ValueSpec(fact.name, "", within=fact.name))
    for name, clause in (record.clauses or {}).items():
        resolver.collect_record_prose(clause, place.find_piece(("clauses", name)), rule_id)
    rule = Rule(
        rule_id,
        facts,
        clauses=clauses,
        stage=record.stage,
        title=record.title,
        summary=record.summary,
        why=record.why,
        note=record.note,
    )
    if not rule.said and not rule.summary:
        message = f"`{key}` says nothing: none of its clauses holds with these values"
        help_ = "change a value or an `if`, or leave the rule out"
        resolver.mistakes.add_finding("says-nothing", message, place.key_mark, help_)
        return None
    return rule


def _passes_as_time(fact: Fact) -> bool:
    """Whether a length of time goes by on the clock, at night and on Sundays too."""
    is_ahead = fact.spec is not None and fact.spec.back
    return isinstance(fact.figure, Period) and fact.figure.unit in CLOCK_UNITS and not is_ahead


def _resolve_clauses(
    resolver: Resolver, record: OwnRule, facts: Mapping[str, Fact], place: PlaceTree
) -> tuple[Clause, ...] | None:
    """What the rule says; None where that is not sound, which is told."""
    tell = resolver.mistakes.add_finding
    if record.text and record.clauses:
        mark = place.children["clauses"].key_mark
        tell("bad-clause", "`text` and `clauses` both say what the rule says", mark, "keep one")
        return None
    if record.text:
        return (make_text_clause(record.text, record.duty),)
    if not record.clauses:
        tell("missing-key", "`text` is missing", place.key_mark, "add `text: …`")
        return None
    clauses = make_own_clauses(record.clauses)
    answers = list_answers({name: fact.figure for name, fact in facts.items()})
    problems = list(find_clause_faults(clauses, answers))
    resolver.mistakes.add_problems(problems, place.find_piece(("clauses",)))
    return None if problems else tuple(clauses.values())


def list_perhaps_meant(key: str, topic: TopicSpec, section: Any) -> set[str]:
    """The rules that a key of no rule may stand for.

    Those of its topic that are not written, and the one of its name in another topic.
    """
    written = section if isinstance(section, dict) else {}
    meant = {f"{topic.name}.{name}" for name in topic.rules if name not in written}
    elsewhere = _find_topic(key)
    return meant | ({f"{elsewhere}.{key}"} if elsewhere else set())


def _report_unknown_rule(
    resolver: Resolver, topic: TopicSpec, key: str, body: Any, place: PlaceTree
) -> None:
    own = (
        "a rule of your own has no variants"
        if isinstance(body, list)
        else "a rule of your own needs `title` and `text`"
    )
    help_ = "\n".join(filter(None, (_suggest_rule(key, topic), own)))
    message = f"`{key}` is no rule of `{topic.name}`"
    resolver.mistakes.add_finding("unknown-rule", message, place.key, help_)


def _suggest_rule(key: str, topic: TopicSpec) -> str | None:
    if elsewhere := _find_topic(key):
        return f"it is a rule of `{elsewhere}`"
    titles = {name: spec.title.values() for name, spec in topic.rules.items()}
    return suggest_key(key, topic.rules, titles)


def _find_topic(key: str) -> str | None:
    return next((topic.name for topic in load_catalogue().values() if key in topic.rules), None)


def _resolve_facts(
    resolver: Resolver, rule_id: str, values: Any, place: PlaceTree
) -> dict[str, Fact]:
    if not isinstance(values, dict):
        help_ = "write `values: {notice: 5 business days}`"
        message = "`values` holds named figures"
        resolver.mistakes.add_finding("not-a-mapping", message, place.mark, help_)
        return {}
    facts = {}
    for name, written in values.items():
        if not _check_name(resolver, name, place.children[name]):
            continue
        try:
            figure = parse_own_figure(written, resolver.context)
        except Refusal as refused:
            resolver.mistakes.add_problems(refused.problems, place.children[name])
            continue
        facts[name] = Fact(f"{rule_id}.{name}", figure, _make_spec(name))
    return facts


@lru_cache(_MANY_NAMES)  # rules of one's own share most of their names
def _make_spec(name: str, *, back: bool = False) -> ValueSpec:
    return ValueSpec(name, "", back=back)


def _check_name(resolver: Resolver, name: str, place: PlaceTree) -> bool:
    if help_ := comma_help(name):
        message = f"`{name}` cannot be a name"
        resolver.mistakes.add_finding("bad-id", message, place.key, help_)
        return False
    return resolver.mistakes.check_slug(name, place)
