"""Where no answer satisfies all that a rulebook says, in every situation that it tells apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from lindero.outcomes.cancelling_claims import list_cancelling_claims
from lindero.outcomes.claims import Claim, Contradiction, list_contradictions
from lindero.outcomes.held_rules import HeldRules, list_held_rules
from lindero.outcomes.rule_claims import list_rule_claims
from lindero.outcomes.service_claims import list_service_claims
from lindero.outcomes.week_claims import list_week_claims
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook

CLAIMANTS: tuple[Callable[[HeldRules], Iterator[Claim]], ...] = (
    list_rule_claims,
    list_service_claims,
    list_week_claims,
    list_cancelling_claims,
)


def find_contradictions(book: Rulebook, as_of: date) -> Iterator[Contradiction]:
    """Each once, in the first circumstances in which it shows: by the two that disagree."""
    told = set()
    for held in list_held_rules(book, _list_claiming_rules(book), as_of):
        for claimant in CLAIMANTS:
            for found in list_contradictions(claimant(held)):
                pair = frozenset({found.one.source.address, found.other.source.address})
                if pair not in told:
                    told.add(pair)
                    yield found


def _list_claiming_rules(book: Rulebook) -> Mapping[str, Rule]:
    """The rules that claim anything at all; most of an author's own do not."""
    return {name: rule for name, rule in book.rules.items() if rule.spec or _settles(rule)}


def _settles(rule: Rule) -> bool:
    return any(clause.settles for variant in rule.variants for clause in variant.clauses)
