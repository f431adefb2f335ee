"""Where no answer satisfies all that a rulebook says, in every situation that it tells apart."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date

from lindero.catalogue.specs import RuleSpec
from lindero.outcomes.ahead_claims import list_ahead_claims
from lindero.outcomes.cancelling_claims import list_cancelling_claims
from lindero.outcomes.claims import Claim, Contradiction, list_contradictions
from lindero.outcomes.fee_claims import list_fee_claims
from lindero.outcomes.held_rules import HeldRules, NotRead, list_held_rules
from lindero.outcomes.listed_claims import list_listed_claims
from lindero.outcomes.rule_claims import list_rule_claims
from lindero.outcomes.service_claims import list_service_claims
from lindero.outcomes.stage_claims import list_stage_claims
from lindero.outcomes.week_claims import list_week_claims
from lindero.rulebook.doubts import in_doubt
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook

CLAIMANTS: tuple[Callable[[HeldRules, Sequence[Claim]], Iterator[Claim]], ...] = (
    list_service_claims,
    list_week_claims,
    list_stage_claims,
    list_cancelling_claims,
    list_listed_claims,
    list_fee_claims,
    list_ahead_claims,
)
"""Who claims something besides the rules, from what holds and what those say."""


def find_contradictions(
    book: Rulebook, as_of: date, doubts: Collection[str] = ()
) -> Iterator[Contradiction]:
    """Each once, by the two that disagree, in the first circumstances in which it shows.

    Nothing is said that depends on what is in doubt, as it could not be read.
    """
    found: dict[frozenset[str], Contradiction] = {}
    clients: dict[frozenset[str], set[str]] = {}
    for held in list_held_rules(book, _list_claiming_rules(book, doubts), as_of, doubts):
        for one in _list_held_contradictions(held):
            pair = frozenset({one.one.source.told_as, one.other.source.told_as})
            found.setdefault(pair, one)
            clients.setdefault(pair, set()).add(held.situation.client)
    everybody = {*book.business.clients}
    for pair, one in found.items():
        told = clients[pair]
        yield one if told == everybody else one._replace(client=", ".join(sorted(told)))


def _list_held_contradictions(held: HeldRules) -> Iterator[Contradiction]:
    said = tuple(list_rule_claims(held))
    yield from list_contradictions(said)
    for claimant in CLAIMANTS:
        with suppress(NotRead):
            yield from list_contradictions(claimant(held, said))


def _list_claiming_rules(book: Rulebook, doubts: Collection[str]) -> Mapping[str, Rule]:
    """The rules that claim anything at all, as all they heed is known; most own ones do not."""
    return {
        name: rule
        for name, rule in book.rules.items()
        if (not _heeds_any(rule.spec, doubts) if rule.spec else _settles(rule))
    }


def _heeds_any(spec: RuleSpec, doubts: Collection[str]) -> bool:
    return bool(doubts) and any(in_doubt(address, doubts) for address in spec.heeds)


def _settles(rule: Rule) -> bool:
    return any(clause.settles for variant in rule.variants for clause in variant.clauses)
