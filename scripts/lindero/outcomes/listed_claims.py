"""What entries of lists say: that a quote tells dates, or that a client's terms prevail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lindero.catalogue.roles import ValueRole
from lindero.outcomes.claims import Claim, Label, Length, Source, make_fact_source, make_rule_source
from lindero.outcomes.held_rules import HeldRules
from lindero.outcomes.stage_claims import claim_last_moment, claim_rest_time
from lindero.shapes import Choice, Deadline, Period, TextList

_CANCELLING = {"cancelling.paid", "refund.extent", "deposit.fate"}
_EXTENTS = {"full", "unused"}
_FATES = ("deposit.fate", "deposit.fate-own")
_STATED, _SUPPLIED = "delivery.stated", "start.supplied"
_WITHDRAWN_BACK = "withdrawal.back"
_THEIRS, _EXCLUDED = "terms.theirs", Label("excluded")
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

_CANCELLED = re.compile(
    r"(?i)\b((clients?|customers?|you)( who)? cancels?\b"
    r"|cancell?ations? by (the |a )?(client|customer)"
    r"|(clientes?|usted|quien contrata)( que)? cancel\w+|cancelas\b"
    r"|cancelación (del|por( parte del| el)) cliente)"
)
"""How an entry is called that is about a client who cancels."""
_WITHDRAWN = re.compile(
    r"(?i)\b(withdraws?|withdrawn|withdrawal|cooling[- ]off"
    r"|desist\w*|desistimiento|se arrepient\w+|arrepentirse)\b"
)
"""How an entry is called that is about a consumer who withdraws."""
_DEPOSIT = re.compile(
    r"(?i)((the|any|your|la|las|el|los|tu|su) )?(deposit|down payment|señal|anticipo)(s|es)?"
    r"( paid| pagad[ao]s?)?"
)
"""How an entry is called that is the deposit, and nothing besides."""


_MATERIALS = re.compile(
    r"(?i)((all|the|your|todo|el|tu|su) )*(materials?|material(es)?)( completo| needed| necesario)?"
)
"""How an entry is called that is what the client hands over, and nothing besides."""
_THEIR_TERMS = re.compile(
    r"(?i)^(?!.*\b(not|no|without|never|only|unless|except|sin|nunca|solo|salvo|excepto)\b)"
    r".*("
    r"\b((client|customer|buyer|company)([’']s|s[’'])?|your)"
    r" (own |general |standard |company[’']s )*(purchas\w+ |order )*(terms|conditions)\b"
    r"|\border( form)?( and| with) (its|their|the) (own |general )?(terms|conditions)\b"
    r"|\b(terms|conditions) (of purchase|(of|on|in|from) (your|the (client|customer|buyer)))\b"
    r"|\b(tus|vuestras) (propias )?condiciones\b"
    r"|\b(pedido|orden de compra|cliente|clienta)\b.* (y|con) sus (propias )?condiciones\b"
    r"|\b(condiciones|términos)( generales| propi[ao]s)*"
    r"( de (compra|contratación))?( del client[ea]| de la clienta| de tu empresa)\b"
    r"|\bcondiciones( generales)? de compra\b)"
)
"""How an entry is called that is terms of the client’s own."""
_CONDITIONS = {"deposit.asked": _DEPOSIT, "material.asked": _MATERIALS}
_ALL_PAID = re.compile(
    r"(?i)((the )?(rest|remainder|balance|(whole|full|total) (price|sum|amount)|price)"
    r"( (of the price|in full))?,? (is )?(fully )?paid( in full)?"
    r"|(full payment|payment in full)( of the price)?"
    r"|(el )?(resto|saldo|precio|importe)( (entero|completo|total|del precio))* (ya )?"
    r"(pagado|abonado)( por completo)?|(el )?pago (completo|total|íntegro)( del precio)?)"
)
"""How one is called that is the whole price paid, and nothing besides."""


def list_listed_claims(held: HeldRules, said: Sequence[Claim]) -> Iterator[Claim]:
    """What lists say of dates that no rule sets, and of refunds asked for after a delivery."""
    yield from _claim_dates(held)
    yield from _claim_refunds(held)
    yield from _claim_cancelling(held, said)
    yield from _claim_withdrawal(held, said)
    yield from _claim_deposit(held, said)
    yield from _claim_conditions(held, said)
    yield from _claim_documents(held, said)
    yield from _claim_start(held, said)
    yield from _claim_paid_start(held)


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


def _claim_cancelling(held: HeldRules, said: Sequence[Claim]) -> Iterator[Claim]:
    """A client who cancels and may ask for a refund gets one, as other rules say how much."""
    entry = _find_entry(held, "refund-cases", _CANCELLED)
    rule, share = held.find_rule("refund-share"), held.find_fact("refund-share")
    if not entry or not rule:
        return
    yield from (claim for claim in said if claim.point in _CANCELLING)
    yield Claim("cancelling.paid", Label("returned"), entry)
    if share and isinstance(share.figure, Choice) and share.figure.name in _EXTENTS:
        yield Claim("refund.extent", Label(share.figure.name), make_fact_source(rule, share))
    # What was paid beyond what is due may be meant, where some of it can be.
    if not held.find_fact("due-on-cancelling") and not held.find_fact("cancelling-refund"):
        yield Claim("deposit.fate", Label("returned"), entry)


def _claim_withdrawal(held: HeldRules, said: Sequence[Claim]) -> Iterator[Claim]:
    """A consumer who withdraws and has money returned gets it when both rules say."""
    entry = _find_entry(held, "refund-cases", _WITHDRAWN)
    rule, back = held.find_rule("refund-time"), held.find_fact("refund-time")
    if entry and rule and back and isinstance(back.figure, Period):
        yield Claim(_WITHDRAWN_BACK, Length(back.figure), make_fact_source(rule, back))
        yield from (claim for claim in said if claim.point == _WITHDRAWN_BACK)


def _claim_deposit(held: HeldRules, said: Sequence[Claim]) -> Iterator[Claim]:
    """A deposit that is never returned comes back in no case at all."""
    entry = _find_entry(held, "refund-never", _DEPOSIT, whole=True)
    if entry:
        yield from (claim for claim in said if claim.point in _FATES)
        yield from (Claim(point, Label("kept"), entry) for point in _FATES)


def _claim_conditions(held: HeldRules, said: Sequence[Claim]) -> Iterator[Claim]:
    """What the start waits for has to come."""
    for point, called in _CONDITIONS.items():
        if entry := _find_entry(held, "start-conditions", called, whole=True):
            yield Claim(point, Label("asked"), entry)
            yield from (claim for claim in said if claim.point == point)


def _claim_start(held: HeldRules, said: Sequence[Claim]) -> Iterator[Claim]:
    """Work that waits for materials starts no sooner than those have to be there."""
    rule = held.find_rule("start-conditions")
    start = rule.main.figure if rule and rule.main else None
    if not isinstance(start, Deadline) or not _find_entry(
        held, "start-conditions", _MATERIALS, whole=True
    ):
        return
    if start.kind == "after" and start.event == "signature" and start.period:
        assert rule
        assert rule.main
        yield Claim(_SUPPLIED, Length(start.period), make_fact_source(rule, rule.main))
        yield from (claim for claim in said if claim.point == _SUPPLIED)


def _claim_paid_start(held: HeldRules) -> Iterator[Claim]:
    """What work waits for is due before it starts, however its last part is called."""
    if not (entry := _find_entry(held, "start-conditions", _ALL_PAID, whole=True)):
        return
    yield Claim("payment.last-moment", Label("beforehand"), entry)
    yield from claim_last_moment(held)
    yield from claim_rest_time(held)


def _claim_documents(held: HeldRules, said: Sequence[Claim]) -> Iterator[Claim]:
    """Terms of the client that never apply are not among the documents that prevail."""
    if entry := _find_entry(held, "prevailing-documents", _THEIR_TERMS):
        yield Claim(_THEIRS, Label("in the order"), entry)
        yield from (one for one in said if one.point == _THEIRS and one.answer == _EXCLUDED)


def _find_entry(
    held: HeldRules, role: ValueRole, called: re.Pattern[str], *, whole: bool = False
) -> Source | None:
    """The statement of a list of which some entry is called so, or is `whole`, in some language."""
    rule, fact = held.find_rule(role), held.find_fact(role)
    if not rule or not fact or not isinstance(fact.figure, TextList):
        return None
    texts = [text for entry in fact.figure.entries for _, text in entry.by_language]
    fits = called.fullmatch if whole else called.search
    return make_fact_source(rule, fact) if any(map(fits, texts)) else None
