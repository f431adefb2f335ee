"""What entries of an author's own lists say: that a quote tells dates, or that nothing came."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lindero.catalogue.specs import ValueRole
from lindero.outcomes.claims import Claim, Label, Source, make_fact_source, make_rule_source
from lindero.outcomes.held_rules import HeldRules
from lindero.shapes import Deadline, TextList

_STATED = "delivery.stated"
_DATED = re.compile(
    r"(?i)\b(when\b.*\b(delivered|delivery|ready)|delivery dates?|dates? of delivery"
    r"|cuándo (se (entrega|recibe)|estará|llega)|(fechas?|plazos?) de entrega)\b"
)
"""How an entry is called that says when the work is delivered."""
_UNDELIVERED = re.compile(
    r"(?i)\b((not|never) (been )?delivered|undelivered|non-delivery"
    r"|(no|nunca) (se )?(ha |haya )?(entreg|lleg)\w*|sin entregar)\b"
)
"""How an entry is called that is about work which never came."""


def list_listed_claims(held: HeldRules) -> Iterator[Claim]:
    """What lists say of dates that no rule sets, and of refunds asked for after a delivery."""
    yield from _claim_dates(held)
    yield from _claim_refunds(held)


def _claim_dates(held: HeldRules) -> Iterator[Claim]:
    """A quote does not state dates that there are not."""
    dates = held.find_rule("delivery-dates")
    stated = _find_entry(held, "quote-contents", _DATED)
    if dates and dates.is_none and stated:
        yield Claim(_STATED, Label("said"), stated)
        yield Claim(_STATED, Label("not-said"), make_rule_source(dates))


def _claim_refunds(held: HeldRules) -> Iterator[Claim]:
    """What was never delivered has no day after its delivery on which to ask for the money."""
    rule, asked = held.find_rule("refund-asked"), held.find_fact("refund-asked")
    entry = _find_entry(held, "refund-cases", _UNDELIVERED)
    if rule and asked and entry and isinstance(asked.figure, Deadline):
        yield Claim("refund.undelivered", Label("yes"), entry)
        counted = "no" if asked.figure.event == "delivery" else "yes"
        yield Claim("refund.undelivered", Label(counted), make_fact_source(rule, asked))


def _find_entry(held: HeldRules, role: ValueRole, called: re.Pattern[str]) -> Source | None:
    """The statement of a list of which some entry is called so, in some language."""
    rule, fact = held.find_rule(role), held.find_fact(role)
    if not rule or not fact or not isinstance(fact.figure, TextList):
        return None
    texts = [text for entry in fact.figure.entries for _, text in entry.by_language]
    return make_fact_source(rule, fact) if any(map(called.search, texts)) else None
