"""A service that is what a rule speaks of says the same of it as the rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lindero.catalogue.facts import Fact, find_holder
from lindero.checks.adjustment_meanings import list_spoken_texts
from lindero.checks.context import CheckContext
from lindero.checks.service_rules import report_service_clash
from lindero.findings.finding import Finding
from lindero.records.sections import Service
from lindero.rulebook.rule import Rule
from lindero.shapes import Choice, Figure, Period, Text, TextList
from lindero.shapes.periods import compare_lengths
from lindero.spoken.service_kinds import ServiceKind, is_named_so, load_service_kinds

_BETWEEN = re.compile(r"[,;.]| (?:and|y) ")
"""What stands between the parts of a summary."""


def find_other_kind(context: CheckContext, key: str, service: Service) -> Iterator[Finding]:
    """Another notice, or another time of billing, than a rule has for this kind of service."""
    if service.retainer is None:
        return
    for kind in load_service_kinds():
        named = is_named_so(kind, list_spoken_texts(context, service.name))
        if not named and not _does_what_it_covers(context, key, kind):
            continue
        for name, address in kind.figures.items():
            own = getattr(service.retainer, name)
            yield from _compare_with_rule(context, (key, name), address, own)


def _does_what_it_covers(context: CheckContext, key: str, kind: ServiceKind) -> bool:
    """Whether a part of its summary, or of what it includes, is an entry of the rule’s list."""
    service = context.rulebook.services[key]
    texts = [service.summary, *(service.includes.entries if service.includes else ())]
    parts = {part for text in texts if text for part in _list_parts(text)}
    facts = [fact for _, fact in _list_told_facts(context, key, kind.covers)]
    lists = [fact.figure for fact in facts if isinstance(fact.figure, TextList)]
    return any(parts.intersection(_list_parts(entry)) for one in lists for entry in one.entries)


def _list_parts(text: Text) -> Iterator[str]:
    for _, words in text.by_language:
        yield from (part.strip().casefold() for part in _BETWEEN.split(words))


def _list_told_facts(context: CheckContext, key: str, address: str) -> Iterator[tuple[Rule, Fact]]:
    """A figure of a rule in each case that those who buy a service are told."""
    book = context.rulebook
    rule = book.rules.get(find_holder(address))
    told = book.narrow_rule(rule, book.make_audience([key])) if rule else None
    for variant in told.variants if told else ():
        if fact := variant.facts.get(address.rpartition(".")[2]):
            yield variant, fact


def _compare_with_rule(
    context: CheckContext, at: tuple[str, str], address: str, own: object
) -> Iterator[Finding]:
    key, name = at
    for variant, fact in _list_told_facts(context, key, address):
        if _differs(own, fact.figure):
            path = ("services", key, "retainer", name)
            yield report_service_clash(context, path, variant, fact)
            return


def _differs(own: object, figure: Figure) -> bool:
    match own, figure:
        case (Period() as one, Period() as other):
            return bool(compare_lengths(one, other))
        case (str() as billed, Choice(name=other_billed)):
            return (billed == "ahead") != (other_billed == "ahead")
    return False
