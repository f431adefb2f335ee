"""What each side bears for the same thing, in every situation that a rulebook tells apart."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from lindero.catalogue.two_sides import SideSpec, TwoSidedSubject, load_two_sides
from lindero.frozen import Frozen
from lindero.outcomes.claims import Claim, Label
from lindero.outcomes.held_rules import list_held_rules
from lindero.outcomes.rule_claims import list_rule_claims
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook


class SharedSubject(Frozen):
    """A subject as it stands for one kind of client: what each side bears, by whose statements.

    `beside_client` and `beside_freelancer` answer the same questions, and bear a side nothing.
    """

    subject: TwoSidedSubject
    client: str
    of_client: tuple[Claim, ...]
    of_freelancer: tuple[Claim, ...]
    beside_client: tuple[Claim, ...] = ()
    beside_freelancer: tuple[Claim, ...] = ()

    @property
    def is_one_sided(self) -> bool:
        """Whether the client bears something, and the freelancer nothing at all."""
        return bool(self.of_client) and not self.of_freelancer

    @property
    def told_of_client(self) -> tuple[Claim, ...]:
        """What is shown of the client: what they bear, or else what they bear nothing by."""
        return self.of_client or _leave_out(self.beside_client, self.of_freelancer)

    @property
    def told_of_freelancer(self) -> tuple[Claim, ...]:
        """The same of the freelancer."""
        return self.of_freelancer or _leave_out(self.beside_freelancer, self.of_client)


def _leave_out(beside: tuple[Claim, ...], borne: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """A sentence by which only the other side bears something tells nothing of this one."""
    return tuple(claim for claim in beside if claim not in borne)


def list_shared_subjects(book: Rulebook, as_of: date) -> Iterator[SharedSubject]:
    """Every subject that the rules speak of, in each situation, for each kind of client."""
    subjects = load_two_sides()
    points = {point for one in subjects for side in _list_sides(one) for point in side.points}
    rules = {name: rule for name, rule in book.rules.items() if settles_any(rule, points)}
    for held in list_held_rules(book, rules, as_of):
        claims = [claim for claim in list_rule_claims(held) if claim.point in points]
        for subject in subjects:
            (of_client, beside_client), (of_freelancer, beside_freelancer) = (
                _divide_claims(side, claims) for side in _list_sides(subject)
            )
            if of_client or of_freelancer:
                yield SharedSubject(
                    subject,
                    held.situation.client,
                    of_client,
                    of_freelancer,
                    beside_client,
                    beside_freelancer,
                )


def settles_any(rule: Rule, points: Collection[str]) -> bool:
    """Whether some statement or answer of a rule, in any of its variants, settles one of these."""
    clauses = (clause.settles for variant in rule.variants for clause in variant.clauses)
    claims = (claim.settles for claim in (rule.spec.claims if rule.spec else ()))
    return any(point in settled for settled in (*clauses, *claims) for point in points)


def join_shared_subjects(book: Rulebook, as_of: date) -> Mapping[str, list[SharedSubject]]:
    """The subjects by kind of client, each once, with all that some situation makes of it."""
    found: dict[str, dict[str, SharedSubject]] = {client: {} for client in book.business.clients}
    for one in list_shared_subjects(book, as_of):
        known = found[one.client].get(one.subject.name)
        found[one.client][one.subject.name] = _join_subjects(known, one) if known else one
    return {client: [*subjects.values()] for client, subjects in found.items()}


def _join_subjects(one: SharedSubject, other: SharedSubject) -> SharedSubject:
    return SharedSubject(
        one.subject,
        one.client,
        tuple(dict.fromkeys((*one.of_client, *other.of_client))),
        tuple(dict.fromkeys((*one.of_freelancer, *other.of_freelancer))),
        tuple(dict.fromkeys((*one.beside_client, *other.beside_client))),
        tuple(dict.fromkeys((*one.beside_freelancer, *other.beside_freelancer))),
    )


def _list_sides(subject: TwoSidedSubject) -> tuple[SideSpec, SideSpec]:
    return subject.client, subject.freelancer


def _divide_claims(
    side: SideSpec, claims: list[Claim]
) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """What a side bears by all that is said to one client, and what else is said of that."""
    given = [(claim.point, _read_label(claim)) for claim in claims]
    about = [claim for claim in claims if claim.point in {*side.bears, *side.also}]
    borne = tuple(
        claim for claim in about if side.is_borne_by(claim.point, _read_label(claim), given)
    )
    return borne, tuple(claim for claim in about if claim not in borne)


def _read_label(claim: Claim) -> str:
    return claim.answer.name if isinstance(claim.answer, Label) else ""
