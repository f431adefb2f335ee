"""A rule's variants in; the rule as readers are told it, and what is wrong with them, out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from lindero.findings.finding import Finding, Related, suggest_word
from lindero.findings.place import Place, Unlocated
from lindero.frozen import Frozen
from lindero.reading.tree import PlaceTree
from lindero.resources.languages import TOOL_LANGUAGE
from lindero.rulebook.cases import Case, RuleCases, Situation
from lindero.rulebook.doubts import in_doubt
from lindero.rulebook.rule import Rule
from lindero.shapes import Text

PEOPLE = {"business": "businesses", "consumer": "consumers"}
"""Kinds of clients, in findings."""


def list_people(clients: Iterable[str]) -> str:
    """`businesses and consumers`."""
    return " and ".join(PEOPLE[client] for client in clients)


class VariantEntry(Frozen):
    """One variant, and where it stands."""

    rule: Rule
    place: PlaceTree

    def find_mark(self, *keys: str) -> Place:
        """Its first key of those, else the entry itself."""
        found = (self.place.children[key].key_mark for key in keys if key in self.place.children)
        return next(found, None) or self.place.mark or Unlocated(self.rule.id)

    @property
    def case_mark(self) -> Place:
        """The key that says when it holds."""
        return self.find_mark("for", "services", "from", "until")


def arrange_variants(entries: Sequence[VariantEntry], variants: RuleCases) -> Rule:
    """The rule as most readers are told it today.

    With it the other variants that hold for somebody today or later.
    """
    # A reader is better told what holds for others than that there is no such rule.
    empty = {number for number, entry in enumerate(entries) if entry.rule.is_none}
    first, *others = [
        rule
        for number in variants.rank_cases(empty)
        for rule in _place_in_cases(entries[number].rule, number, variants)
    ]
    return replace(
        first,
        others=tuple(_move_to_case(other) for other in others),
        is_partial=bool(variants.silent),
        as_of=variants.as_of,
        title=_find_first_title(entries),
    )


def _place_in_cases(rule: Rule, number: int, variants: RuleCases) -> Iterator[Rule]:
    """A variant with the case in which it comes first; with each, where others are left out."""
    if not variants.silent:
        yield replace(rule, case=variants.find_effective_case(number))
        return
    for case in variants.list_regions(number):
        yield replace(rule, case=case, written_case=case)


def _find_first_title(entries: Sequence[VariantEntry]) -> Text | None:
    """What the rule as a whole is called may stand with any of its variants."""
    return next((entry.rule.title for entry in entries if entry.rule.title), None)


def _move_to_case(rule: Rule) -> Rule:
    key = rule.case.key or "other"
    facts = {
        name: replace(fact, address=f"{fact.address}@{key}") for name, fact in rule.facts.items()
    }
    return replace(rule, facts=facts, is_other=True)


def find_variant_problems(
    rule_id: str,
    entries: Sequence[VariantEntry],
    variants: RuleCases,
    place: Place,
    doubts: Collection[str] = (),
) -> Iterator[Finding]:
    """Variants that can never apply, contradict each other or leave somebody without an answer.

    Where it is in doubt which services there are, nothing is said about those that are not seen.
    """
    yield from _find_unknown_services(entries, variants, doubts)
    impossible = [_explain_impossible(entry.rule, variants) for entry in entries]
    for entry, reason in zip(entries, impossible, strict=True):
        if reason:
            message = f"this variant can never apply: {reason[0]}"
            yield Finding("variant-never", message, entry.find_mark(reason[1]), reason[2])
    if not any(impossible):
        yield from _find_overlaps(rule_id, entries, variants)
        if not in_doubt("services", doubts):
            yield from _find_gaps(entries[0].rule, variants, place)
            yield from _find_shadowed_variants(entries, variants)


def _find_unknown_services(
    entries: Sequence[VariantEntry], variants: RuleCases, doubts: Collection[str]
) -> Iterator[Finding]:
    for entry in entries:
        for at, service in enumerate(entry.rule.written_case.services):
            if service not in variants.services and not in_doubt(f"services.{service}", doubts):
                place = entry.place.find_piece(("services", at)).mark or entry.case_mark
                message = f"there is no service `{service}`"
                help_ = suggest_word(service, sorted(variants.services))
                yield Finding("unknown-service", message, place, help_)


def _explain_impossible(rule: Rule, variants: RuleCases) -> tuple[str, str, str] | None:
    """Reason, key and help; that there is no rule for what nobody can buy is no mistake."""
    case = rule.written_case
    if case.start and case.end and case.end < case.start:
        reason = f"it ends on {case.end}, before it starts on {case.start}"
        return reason, "until", "let `until` come after `from`"
    if case.client and case.client not in variants.clients:
        reason = f"the business works for {list_people(variants.clients)} only"
        return reason, "for", f"take it out, or add `{case.client}` to `clients` of the business"
    sold_to = {variants.sold_to.get(service, case.client) for service in case.services}
    if case.client and sold_to and case.client not in sold_to and not rule.is_none:
        reason = f"what it names is not sold to {PEOPLE[case.client]}"
        return reason, "services", "take it out; nobody of that kind can buy it"
    return None


def _find_overlaps(
    rule_id: str, entries: Sequence[VariantEntry], variants: RuleCases
) -> Iterator[Finding]:
    for one, other, situation in variants.find_overlaps():
        first, second = entries[one], entries[other]
        near = (Related(first.case_mark, "the first"),)
        cases = first.rule.written_case, second.rule.written_case
        one_kind = len(variants.clients) > 1 and any(case.client for case in cases)
        when = _describe_situation(situation, variants, one_kind=one_kind)
        message, help_ = f"`{rule_id}` has two answers {when}", _suggest_way_out(*cases)
        yield Finding("variant-overlap", message, second.case_mark, help_, related=near)


def _suggest_way_out(one: Case, other: Case) -> str:
    client, services = one.client or other.client, one.services or other.services
    if client and services and (one.client, one.services) != (other.client, other.services):
        what = f"{{for: {client}, services: [{', '.join(services)}], …}}"
        return f"add a variant that says what holds for both: `{what}`"
    earlier, later = sorted((one, other), key=lambda case: case.start or date.min)
    end, start = earlier.end, later.start
    follows = start and start > (earlier.start or date.min)
    if end and start and follows and start <= end <= (later.end or date.max):
        day = start - timedelta(days=1)
        return f"`until` is the last day: write `until: {day}`, the day before the other begins"
    return "give one of the two another `for`, `services`, `from` or `until`, or take it out"


def _find_gaps(rule: Rule, variants: RuleCases, place: Place) -> Iterator[Finding]:
    gaps = list(variants.find_gaps())
    same_moment = len({(gap.service, gap.day) for gap in gaps}) == 1
    one_kind = not (len(gaps) == len(variants.clients) and same_moment)
    for gap in gaps if one_kind else gaps[:1]:
        message = (
            f"`{rule.id}` says nothing {_describe_situation(gap, variants, one_kind=one_kind)}"
        )
        keys = _format_case_keys(gap, variants, one_kind=one_kind)
        help_ = f"add a variant for that, or `- {{{keys}none: yes}}`"
        if rule.spec:
            help_ += f", which says: {rule.spec.none[TOOL_LANGUAGE]}"
        help_ += f"\nif the rule does not concern them: `- {{{keys}off: yes}}`"
        yield Finding("variant-gap", message, place, help_)


def _find_shadowed_variants(
    entries: Sequence[VariantEntry], variants: RuleCases
) -> Iterator[Finding]:
    named = {service for entry in entries for service in entry.rule.written_case.services}
    if not variants.are_whole or not named <= {*variants.services}:
        return  # overlaps, gaps or services that are not there are reported already
    won = set(variants.winners.values())
    for number, entry in enumerate(entries):
        if number not in won and not variants.is_past(number):
            message = "this variant can never apply: others come first in every case"
            yield Finding("variant-never", message, entry.case_mark, "take it out")


def _describe_situation(situation: Situation, variants: RuleCases, *, one_kind: bool) -> str:
    who = f"for {PEOPLE[situation.client]}" if one_kind else ""
    names = [situation.service] if situation.service else variants.list_unnamed_services()
    what = f"for {', '.join(f'`{name}`' for name in names)}" if names else ""
    when = f"from {situation.day} on" if situation.day > variants.as_of else "today"
    return " ".join(part for part in (who, what, when) if part)


def _format_case_keys(situation: Situation, variants: RuleCases, *, one_kind: bool) -> str:
    keys = [f"for: {situation.client}"] if one_kind else []
    keys += [f"services: [{situation.service}]"] if situation.service else []
    keys += [f"from: {situation.day}"] if situation.day > variants.as_of else []
    return "".join(f"{key}, " for key in keys)
