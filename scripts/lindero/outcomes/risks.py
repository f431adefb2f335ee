"""Which leads to the law a rulebook gives reason to follow: by its answers, country and clients."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from lindero.catalogue.points import ANY, MISSING
from lindero.catalogue.risks import LegalLead, load_legal_leads
from lindero.outcomes.claims import Claim, Label, Length, Source
from lindero.outcomes.held_rules import HeldRules, list_held_rules
from lindero.outcomes.rule_claims import list_rule_claims
from lindero.outcomes.two_sides import settles_any
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import YesNo
from lindero.shapes.periods import compare_lengths, read_period

_CLIENTS = Source("business.clients", ("business", "clients"), "clients")


class FollowedLead(NamedTuple):
    """A lead, and the statement that gives reason to follow it."""

    lead: LegalLead
    source: Source


def list_followed_leads(book: Rulebook, as_of: date) -> Iterator[FollowedLead]:
    """Each lead once, by the first statement in the first situation that it holds in."""
    country, clients = book.business.country, book.business.clients
    leads = [
        one for one in load_legal_leads() if country in one.countries and one.client in clients
    ]
    points = {point for one in leads for point in (*one.wanted, *one.unwanted)}
    rules = {name: rule for name, rule in book.rules.items() if settles_any(rule, points)}
    found: dict[str, FollowedLead] = {}
    for held in list_held_rules(book, rules, as_of) if leads else ():
        claims = [*list_rule_claims(held), *_claim_tax(held), *_claim_increments(held)]
        for lead in (one for one in leads if one.client == held.situation.client):
            source = _find_reason(lead, claims)
            if source:
                found.setdefault(lead.name, FollowedLead(lead, source))
    yield from found.values()


def _claim_tax(held: HeldRules) -> Iterator[Claim]:
    """A tax that is not in the prices that are shown."""
    for name, tax in held.rulebook.business.taxes.items():
        if tax.is_charged and isinstance(tax.included, YesNo) and not tax.included.yes:
            path = ("business", "tax", *([name] if name else []), "included")
            yield Claim("order.tax", Label("added"), Source(".".join(path), path, "no"))


def _claim_increments(held: HeldRules) -> Iterator[Claim]:
    """Steps of a service, which are rounded up where no rule says otherwise."""
    if held.find_fact("billing-rounding"):
        return
    for key in held.services:
        if step := held.rulebook.services[key].increment:
            path = ("services", key, "increment")
            yield Claim("order.rounding", Label("up"), Source(".".join(path), path, step.written))


def _find_reason(lead: LegalLead, claims: list[Claim]) -> Source | None:
    """The statement by which a lead is to be followed; none where one says that it is not."""
    if _find_sources(lead.unwanted, claims):
        return None
    sources = _find_sources(lead.wanted, claims)
    return sources[0] if len(sources) == len(lead.wanted) else None


def _find_sources(wanted: Mapping[str, tuple[str, ...]], claims: list[Claim]) -> list[Source]:
    """For each point that is answered so, the first statement that does."""
    found = []
    for point, answers in wanted.items():
        about = [claim for claim in claims if claim.point == point]
        fitting = (claim.source for claim in about if _fits_any(claim, answers))
        source = next(fitting, None)
        if source or (MISSING in answers and not about):
            found.append(source or _CLIENTS)
    return found


def _fits_any(claim: Claim, answers: tuple[str, ...]) -> bool:
    if isinstance(claim.answer, Label):
        return ANY in answers or claim.answer.name in answers
    return isinstance(claim.answer, Length) and any(
        _fits_length(claim.answer, answer) for answer in answers
    )


def _fits_length(length: Length, answer: str) -> bool:
    """Whether a length of time is surely `over 60 days`, or `under 14 days`."""
    side, _, limit = answer.partition(" ")
    difference = compare_lengths(length.period, read_period("period", limit)) if limit else None
    return bool(difference) and (side == "over") == ((difference or 0) > 0)
