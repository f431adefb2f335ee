"""What is taken off for paying ahead, where paying ahead is nobody's choice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lindero.catalogue.roles import PaymentRole
from lindero.outcomes.claims import Claim, Label, make_fact_source
from lindero.outcomes.held_rules import HeldRules
from lindero.shapes import Brackets, Figure, Percent
from lindero.shapes.stages import WHOLE_SHARE

_CHOICE = "payment.ahead-choice"
_DEPOSITS: tuple[PaymentRole, ...] = ("deposit", "deposit-by-size")


def list_ahead_claims(held: HeldRules, said: Sequence[Claim]) -> Iterator[Claim]:
    """A deposit that is the whole price is met by everybody who has to pay it."""
    chosen = [claim for claim in said if claim.point == _CHOICE]
    rule = held.find_rule("deposit") if chosen else None
    for fact in held.list_facts(_DEPOSITS).values() if rule else ():
        if rule and _is_whole(fact.figure):
            yield Claim(_CHOICE, Label("always"), make_fact_source(rule, fact))
    yield from chosen


def _is_whole(figure: Figure) -> bool:
    if isinstance(figure, Brackets):
        return any(step.result == Percent(WHOLE_SHARE) for step in figure.steps)
    return figure == Percent(WHOLE_SHARE)
