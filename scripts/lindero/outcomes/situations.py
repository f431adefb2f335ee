"""What happens if: a situation worked out from all the rules that hold in it, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple, get_args

from lindero.catalogue.facts import Fact
from lindero.catalogue.specs import Role, find_role_spec
from lindero.outcomes.held_rules import HeldRules
from lindero.pricing.cancelling import ENDING_ROLES, CancellingCost, CancellingTerms
from lindero.pricing.late_charges import LATE_ROLES, read_late_terms, reckon_late_charge
from lindero.pricing.own_delays import reckon_reduction
from lindero.pricing.payment_plans import list_certain_prices, plan_payments
from lindero.pricing.payment_terms import PAYMENT_ROLES, PaymentTerms, UnknownParts
from lindero.rulebook.cases import Situation
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Amount, Money, Period, Rate, Text
from lindero.shapes.periods import compare_lengths

SituationName = Literal["order", "late", "cancel", "own-late"]
SITUATIONS: tuple[SituationName, ...] = get_args(SituationName)

LineKind = Literal[
    "deposit", "stage", "part", "rest", "charge", "total", "still", "back", "unsaid", "off",
    "may-cancel",
]  # fmt: skip

OpenReason = Literal["no-price", "no-rule", "open", "part-of-period", "currency"]


class NoOutcome(ValueError):
    """The rules do not answer that; `about` is what they would have to say, or what is asked."""

    def __init__(self, reason: OpenReason, about: str = "") -> None:
        super().__init__(f"{reason}: {about}")
        self.reason = reason
        self.about = about


@dataclass(frozen=True)
class Circumstances:
    """Who buys what, on which day, and how many days late somebody is."""

    client: str
    service: str
    day: date
    days: int = 0


class OutcomeLine(NamedTuple):
    """One amount, whose part it is, and the figures of the rules that say so.

    `at` is the stage that it belongs to; a line without an amount tells of a right.
    """

    kind: LineKind
    side: Literal["client", "freelancer"]
    amount: Money | None
    sources: tuple[Fact, ...]
    at: Text | None = None


class Outcome(NamedTuple):
    """What a situation comes to; `price` is that of the service before any of it."""

    situation: SituationName
    circumstances: Circumstances
    price: Fact
    lines: tuple[OutcomeLine, ...]

    @property
    def as_json(self) -> dict[str, Any]:
        """For programs: amounts as they are written, the addresses of what says so."""
        asked = self.circumstances
        return {
            "situation": self.situation,
            "client": asked.client,
            "service": asked.service,
            "price": self.price.figure.written,
            "lines": [
                {
                    "kind": line.kind,
                    "side": line.side,
                    **({"at": dict(line.at.by_language)} if line.at else {}),
                    **({"amount": line.amount.written} if line.amount else {}),
                    "because": [fact.address for fact in line.sources],
                }
                for line in self.lines
            ],
        }


def work_out(book: Rulebook, name: SituationName, asked: Circumstances) -> Outcome:
    """What the rules say of a situation; raises NoOutcome where they do not."""
    book = book.tell_client(asked.client)
    price = dict(list_certain_prices(book.prices)).get(asked.service)
    if price is None:
        raise NoOutcome("no-price", asked.service)
    situation = Situation(asked.client, asked.service, asked.day)
    variants = {key: rule.find_variant(situation) for key, rule in book.rules.items()}
    rules = {key: rule for key, rule in variants.items() if rule}
    held = HeldRules(book, situation, (asked.service,), rules)
    try:
        lines = tuple(_WORKERS[name](held, price, asked.days))
    except ValueError as error:
        if isinstance(error, NoOutcome):
            raise
        raise NoOutcome("currency", asked.service) from None
    return Outcome(name, asked, book.facts[f"services.{asked.service}.price"], lines)


def _work_out_order(held: HeldRules, price: Money, _: int) -> Iterator[OutcomeLine]:
    """Who pays what when."""
    terms, length = PaymentTerms(held.list_facts(PAYMENT_ROLES)), _find_length(held)
    try:
        dues = terms.list_dues(price, length)
    except UnknownParts:
        raise NoOutcome("open", find_role_spec("instalments").id) from None
    payments = plan_payments(price, dues)
    if not payments:
        raise NoOutcome("no-rule", find_role_spec("deposit").id)
    for at, payment in enumerate(payments):
        source = dues[min(at, len(dues) - 1)].fact
        yield OutcomeLine(payment.kind, "client", payment.amount, (source,), payment.at)


def _find_length(held: HeldRules) -> Period | None:
    """How long the work on the service takes, if the price list says so."""
    (key,) = held.services
    return held.rulebook.services[key].delivery


def _work_out_late(held: HeldRules, price: Money, days: int) -> Iterator[OutcomeLine]:
    """What the whole price costs besides that is paid so many days late."""
    facts = held.list_facts(LATE_ROLES)
    if "late-rate" not in facts:
        raise NoOutcome("no-rule", find_role_spec("late-rate").id)
    terms = read_late_terms({role: fact.figure for role, fact in facts.items()})
    if terms is None:
        raise NoOutcome("open", find_role_spec("late-rate").id)
    charge = reckon_late_charge(terms, price, days)
    yield OutcomeLine("charge", "client", charge, tuple(facts.values()))


_LADDER_ROLES: tuple[Role, ...] = ("due-on-cancelling", "cancelling-fee")
_DEPOSIT_ROLES: tuple[Role, ...] = (
    "deposit",
    "deposit-by-size",
    "deposit-returned",
    "cancelling-deposit",
    "cancelling-refund",
)


def _work_out_cancelling(held: HeldRules, price: Money, _: int) -> Iterator[OutcomeLine]:
    """What cancelling comes to at each stage, if only the deposit has been paid."""
    terms = CancellingTerms(held.list_facts(ENDING_ROLES))
    costs = list(terms.list_costs(price))
    if not costs:
        raise NoOutcome("no-rule", find_role_spec("due-on-cancelling").id)
    roles = _DEPOSIT_ROLES if costs[0].deposit.amount else ()
    named = (*_LADDER_ROLES, *roles)
    sources = tuple(terms.facts[role] for role in named if role in terms.facts)
    for cost in costs:
        yield OutcomeLine("total", "client", cost.total, sources, cost.at)
        yield from _settle_deposit(terms, cost, sources)


def _settle_deposit(
    terms: CancellingTerms, cost: CancellingCost, sources: tuple[Fact, ...]
) -> Iterator[OutcomeLine]:
    left = cost.total - cost.deposit
    if left.amount > 0 and cost.deposit.amount:
        yield OutcomeLine("still", "client", left, sources, cost.at)
    elif left.amount < 0:
        over = cost.deposit - cost.total
        kind: LineKind = "back" if terms.returns_rest else "unsaid"
        yield OutcomeLine(kind, "freelancer", over, sources, cost.at)


def _work_out_own_delay(held: HeldRules, price: Money, days: int) -> Iterator[OutcomeLine]:
    """What a late delivery takes off, and whether the client may leave."""
    remedy, cap = held.find_fact("own-delay-rate"), held.find_fact("own-delay-cap")
    leave = held.find_fact("own-delay-leave")
    if remedy is None and leave is None:
        raise NoOutcome("no-rule", find_role_spec("own-delay-rate").id)
    if remedy and isinstance(remedy.figure, Rate):
        each = remedy.figure.days or 0
        if remedy.figure.per and (not each or days % each):
            raise NoOutcome("part-of-period", remedy.figure.written)
        most = cap.figure if cap and isinstance(cap.figure, Amount) else None
        taken = reckon_reduction(remedy.figure, most, price, days // each if each else 1)
        sources = (remedy, *([cap] if cap else []))
        yield OutcomeLine("off", "freelancer", taken, sources)
    if leave and isinstance(leave.figure, Period):
        delay = Period(max(days, 1), "day")
        if (compare_lengths(leave.figure, delay) or 0) < 0:
            yield OutcomeLine("may-cancel", "client", None, (leave,))


_WORKERS: Mapping[SituationName, Callable[[HeldRules, Money, int], Iterator[OutcomeLine]]] = {
    "order": _work_out_order,
    "late": _work_out_late,
    "cancel": _work_out_cancelling,
    "own-late": _work_out_own_delay,
}
