"""What a client who cancels pays and gets back: amounts, at prices where the answers may differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache

from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import Role
from lindero.frozen import Frozen
from lindero.outcomes.claims import (
    Bounds,
    Claim,
    Label,
    Source,
    make_exact,
    make_fact_source,
    make_rule_source,
)
from lindero.outcomes.held_rules import HeldRules
from lindero.outcomes.stage_moments import list_unit_words
from lindero.pricing.cancelling import ENDING_ROLES, CancellingCost, CancellingTerms
from lindero.pricing.payment_plans import list_certain_prices
from lindero.records.sections import Service
from lindero.resources.languages import TOOL_LANGUAGE
from lindero.rulebook.rule import Rule
from lindero.shapes import Choice, Money, Percent, Stages
from lindero.shapes.money import collect_sums
from lindero.shapes.nothing import is_nothing
from lindero.shapes.payables import apply_charge

_ROUND_PRICE = Decimal(1000)
_MOST = "booking.most"
_BOOKING_SUMS: tuple[Role, ...] = ("booking-fee", "booking-missed")
_BOOKING_COSTS: tuple[Role, ...] = ("booking-fee", "booking-scale")
_BACK = "cancelling.deposit-back"
_TOTAL = "cancelling.total"
_AHEAD = "cancelling.ahead"
_PRICE = "price"
_NOTHING = make_exact(Fraction(0), "nothing")
_BEFORE_WORK = re.compile(r"(?i)^(antes de|before)\b")
"""How a stage is called that comes before any work, in an author's words."""
_AFTER_BEGINNING = re.compile(
    r"(?i)^(?!before|antes|.*\b(quote|proposal|contract|presupuesto|propuesta|contrato)\b).*\b("
    r"(has|have|is|are|once|after) (\w+ )*?(begun|started|delivered|approved|presented|done)"
    r"|(ha|han|haya|hayan|est[aá]n?|esté|tras|con) (\w+ )*?"
    r"(empezad|comenzad|entregad|aprobad|presentad|hech)[oa]s?|half(way| done)|a mitad|al entregar"
    r"|(on|with|at|upon|after) (the )?(final |last )?delivery|(con|tras) la entrega)\b"
)
"""How one is called that comes when work is under way: before it, nothing is due by the ladder."""
_ARTICLES = r"an?|one|the|una?|el|la"
_NOT_LEFT = r"(?! of| de[l ]| reserv)"


@cache
def _make_time_left() -> re.Pattern[str]:
    one, several = ("|".join(list_unit_words(form)) for form in ("one", "other"))
    return re.compile(rf"(?i)\b(?:{several}|(?:{_ARTICLES}) (?:{one})\b{_NOT_LEFT})\b")


def _tells_time_left(called: str) -> bool:
    """Whether a stage is told by the time left, and not by the work done."""
    return bool(_make_time_left().search(called))


def list_cancelling_claims(held: HeldRules, _: Sequence[Claim]) -> Iterator[Claim]:
    """Claims about the deposit and the price of an order that is cancelled, at each stage."""
    terms = CancellingTerms(held.list_facts(ENDING_ROLES))
    yield from _claim_by_time(held)
    yield from _claim_bookings(held)
    yield from _claim_ahead(held)
    certain = [*list_certain_prices(held.rulebook.prices)]
    first_sold = {price: key for key, price in reversed(certain) if key in held.services}
    for price in _choose_prices(held, terms):
        try:
            yield from _CancelledOrder(held, terms, price, first_sold.get(price)).list_claims()
        except ValueError:
            # Limits in another currency are told by another check.
            continue


def _claim_by_time(held: HeldRules) -> Iterator[Claim]:
    """Two rules that both tell what cancelling costs by the days that are left."""
    cancelling, ladder = held.find_rule("due-on-cancelling"), held.find_fact("due-on-cancelling")
    booked, booking = held.find_rule("booking-free"), held.find_fact("booking-free")
    if not cancelling or not ladder or not booked or not isinstance(ladder.figure, Stages):
        return
    if any(_tells_time_left(step.at.written) for step in ladder.figure.steps):
        source = make_fact_source(cancelling, ladder)
        free = make_fact_source(booked, booking) if booking else _make_none_source(booked)
        yield Claim("cancelling.by-time", Label("cancellation"), source)
        yield Claim("cancelling.by-time", Label("booking"), free)


def _claim_bookings(held: HeldRules) -> Iterator[Claim]:
    """What is charged for a booking that is not used, and the dearest there is to book.

    Nothing where the price of a booking is not known: by the hour, or on request.
    """
    booked = {key: _find_whole_price(held.rulebook.services[key]) for key in held.services}
    prices = [price for price in booked.values() if price]
    rule, facts = held.find_rule("booking-missed"), held.list_facts(_BOOKING_SUMS)
    sums = [fact for fact in facts.values() if isinstance(fact.figure, Money)]
    if not rule or not sums or len(prices) < len(booked) or not prices:
        return
    key = max(booked, key=lambda one: (booked[one] or prices[0]).amount)
    most = _make_bounds(None, booked[key], "at most")
    steps = ("services", key, "price")
    price = Source(".".join(steps), steps, held.rulebook.services[key].price.written)
    for fact in sums:
        assert isinstance(fact.figure, Money)
        where = f"a booking of {most.written.removeprefix('at most ')}"
        # A bound: a fee and a larger sum for not coming are both right.
        least = _make_bounds(fact.figure, None, "at least")
        yield Claim(_MOST, least, make_fact_source(rule, fact), where)
        yield Claim(_MOST, most, price, where)


def _find_whole_price(service: Service) -> Money | None:
    """What one booking of a service costs in all, at most; None where that is open."""
    price = service.price
    if price.kind not in {"fixed", "range"} or price.unit not in {None, "session"}:
        return None
    return (price.high or price.low) if price.every == 1 and not service.tiers else None


def _claim_ahead(held: HeldRules) -> Iterator[Claim]:
    """Two rules that both tell what cancelling costs before anything has been done."""
    booked, booking = held.find_rule("booking-free"), held.find_fact("booking-free")
    cancelling, source = held.find_rule("due-on-cancelling"), _find_early_cost(held)
    # What has no price later on either is an appointment, such as a first call, and no sale.
    priced = held.find_fact("booking-fee") or held.find_fact("booking-scale")
    if not (booked and booking and priced and cancelling and source):
        return
    # Words beside one of them may say what each is for.
    if not _is_set_apart(booked, cancelling) and not _refers_to(cancelling, booked):
        yield Claim(_AHEAD, Label("charged"), source)
        yield Claim(_AHEAD, Label("free"), make_fact_source(booked, booking))


def _is_set_apart(booked: Rule, cancelling: Rule) -> bool:
    """Whether the rule on bookings, or the words beside it, say what each of the two is for."""
    beside = booked.find_role_fact("booking-beside")
    is_apart = beside and isinstance(beside.figure, Choice) and beside.figure.name == "apart"
    return bool(is_apart) or _refers_to(booked, cancelling)


def _refers_to(rule: Rule, other: Rule) -> bool:
    """Whether the author's words beside a rule lead to another one."""
    texts = (text for words in (rule.summary, rule.note) if words for _, text in words.by_language)
    return any(f"(rule:{other.id})" in text for text in texts)


def _find_early_cost(held: HeldRules) -> Source | None:
    """What says that cancelling costs something from the first day on, if anything does."""
    role: Role = "due-on-cancelling"
    ladder = held.find_fact(role)
    first = ladder.figure.steps[0] if ladder and isinstance(ladder.figure, Stages) else None
    # A ladder that begins with the work leaves the days before to a booking.
    if not first or not _BEFORE_WORK.search(first.at.for_authors) or is_nothing(first.share):
        role = "cancelling-fee"
    rule, fact = held.find_rule(role), held.find_fact(role)
    return make_fact_source(rule, fact) if rule and fact else None


def _choose_prices(held: HeldRules, terms: CancellingTerms) -> list[Money]:
    """The certain prices of what is sold, and one for each way of asking for a deposit."""
    certain = list_certain_prices(held.rulebook.prices)
    sold = (price for key, price in certain if key in held.services)
    currency = held.rulebook.business.currency
    turning = terms.payment.list_turning_prices(currency)
    # Where no price changes anything, a round one is easier to follow than the least there is.
    others = turning if len(turning) > 1 else [Money(_choose_round_price(terms), currency)]
    return list(dict.fromkeys((*sold, *others)))


def _choose_round_price(terms: CancellingTerms) -> Decimal:
    """Far above every sum that the rules name: what an order of a few coins costs nobody asks."""
    sums = collect_sums(tuple(fact.figure for fact in terms.facts.values()))
    highest = max((money.amount for money in sums), default=Decimal(0))
    return max(_ROUND_PRICE, Decimal(100) * Decimal(10) ** highest.adjusted())


class _CancelledOrder(Frozen):
    """An order of one price under the rules that hold together.

    `service` is the first one of which this is the price; none of an order made up to compare.
    """

    held: HeldRules
    terms: CancellingTerms
    price: Money
    service: str | None

    def list_claims(self) -> Iterator[Claim]:
        deposit = self.terms.find_deposit(self.price)
        costs = list(self.terms.list_costs(self.price))
        for at, cost in enumerate(costs):
            yield from self._claim_total(cost, costs[at - 1] if at else None)
        if deposit.amount:
            yield from self._claim_before_work(deposit)
            for cost in costs:
                yield from self._claim_at_stage(cost)
            if costs and self.terms.returns_deposit and _BEFORE_WORK.search(costs[0].at.written):
                source = self._find_source("deposit-returned")
                yield Claim(_BACK, _make_exact(deposit), source, self._describe(costs[0]))

    def _claim_total(self, cost: CancellingCost, before: CancellingCost | None) -> Iterator[Claim]:
        """What a stage comes to in all: no more than the price, no less than the one before."""
        if before and before.total.amount > self.price.amount:
            # Told of the stage before: what follows from it nobody could mend here.
            return
        source = self._find_source(self._find_cause(cost))
        where = self._describe(cost)
        yield Claim(_TOTAL, _make_exact(cost.total), source, where)
        most = _make_bounds(None, self.price, "at most the price of")
        yield Claim(_TOTAL, most, self._find_price() or self._find_share(source), where)
        if before:
            low = _make_bounds(before.total, None, "at least")
            earlier = Source("the stage before", source.path, before.at.for_authors)
            yield Claim(_TOTAL, low, earlier, where)

    def _find_cause(self, cost: CancellingCost) -> Role:
        """What makes a stage come to what it does; a fee or a deposit, where that is too much."""
        price = self.price.amount
        if cost.due.amount > price or cost.total.amount <= price:
            return "due-on-cancelling"
        is_deposit = self.terms.keeps_apart and (cost.due + cost.deposit).amount > price
        return "cancelling-deposit" if is_deposit else "cancelling-fee"

    def _find_price(self) -> Source | None:
        if self.service is None:
            return None
        steps = ("services", self.service, "price")
        return Source(".".join(steps), steps, self.price.written, kind=_PRICE)

    def _find_share(self, cause: Source) -> Source:
        """What is due by the stage, to which something comes that makes it more than the price."""
        share = self._find_source("due-on-cancelling")
        return (cause if share.address == cause.address else share)._replace(kind=_PRICE)

    def _claim_at_stage(self, cost: CancellingCost) -> Iterator[Claim]:
        """What comes back of the deposit once a stage has been reached."""
        terms, where = self.terms, self._describe(cost)
        if terms.keeps_deposit:
            yield Claim(_BACK, _NOTHING, self._find_source("deposit-returned"), where)
        # How much work has been done beyond the share that is due, nobody knows.
        rest = None if terms.pays_for_work else cost.deposit - cost.due
        yield from self._claim_rest(rest, where)

    def _claim_before_work(self, deposit: Money) -> Iterator[Claim]:
        """What comes back of it before anything has been done, by all rules that say so."""
        terms, where = self.terms, self._describe(None)
        yield from self._claim_booking(deposit, where)
        if terms.keeps_deposit:
            yield Claim(_BACK, _NOTHING, self._find_source("deposit-returned"), where)
        if terms.returns_deposit:
            yield Claim(_BACK, _make_exact(deposit), self._find_source("deposit-returned"), where)
        rule = self.held.find_rule("due-on-cancelling")
        if rule and rule.is_none:
            yield Claim(_BACK, _make_exact(deposit), _make_none_source(rule), where)
        if self._leaves_start_open:
            yield from self._claim_rest(deposit, where)
            yield from self._claim_fee(deposit, where)

    @property
    def _leaves_start_open(self) -> bool:
        """Whether nothing is due by stages before work starts: there are none, or they are later.

        Where the rule on bookings goes first, it tells what cancelling costs until then.
        """
        ladder = self.terms.facts.get("due-on-cancelling")
        if ladder is None or not isinstance(ladder.figure, Stages):
            return ladder is None
        beside = self.held.find_fact("booking-beside")
        first = ladder.figure.steps[0].at.for_authors
        if beside and isinstance(beside.figure, Choice):
            return beside.figure.name == "until"
        return bool(_AFTER_BEGINNING.search(first)) and not _tells_time_left(first)

    def _claim_fee(self, deposit: Money, where: str) -> Iterator[Claim]:
        """What cancelling costs in itself is not returned with the deposit."""
        fee = self.terms.find_fee(self.price)
        if fee.amount and self.terms.returns_deposit and not self.terms.returns_rest:
            left = deposit - fee
            most = _make_bounds(None, left, "at most") if left.amount > 0 else _NOTHING
            yield Claim(_BACK, most, self._find_source("cancelling-fee"), where)

    def _claim_booking(self, deposit: Money, where: str) -> Iterator[Claim]:
        """What comes back of it when a booked day is cancelled, in time and too late for that."""
        rule = self.held.find_rule("booking-free")
        # Where a ladder tells what cancelling this work costs, a booking is something else.
        if not self.held.find_fact("booking-free") or not self._leaves_start_open:
            return
        assert rule
        yield Claim(_BACK, _make_exact(deposit), self._find_source("booking-free"), where)
        costs = self.held.list_facts(_BOOKING_COSTS)
        if costs and self.terms.returns_deposit and not self._stands_apart(rule):
            late = f"{where}, and too late to be free"
            source = make_fact_source(rule, next(iter(costs.values())))
            yield Claim(_BACK, self._bound_left(deposit, costs), source, late)
            yield Claim(_BACK, _make_exact(deposit), self._find_source("deposit-returned"), late)

    def _stands_apart(self, booking: Rule) -> bool:
        """Whether the words beside the rule on bookings say what is no booking."""
        cancelling = self.held.find_rule("due-on-cancelling")
        return bool(cancelling and _is_set_apart(booking, cancelling))

    def _bound_left(self, deposit: Money, costs: Mapping[Role, Fact]) -> Bounds:
        """What a booking that is cancelled late can leave of a deposit: less, whatever it costs."""
        fee = costs.get("booking-fee")
        if fee and isinstance(fee.figure, Percent | Money):
            left = deposit - apply_charge(fee.figure, self.price)
            return _make_exact(left) if left.amount > 0 else _NOTHING
        return Bounds(None, Fraction(0), f"less than {deposit.written}")

    def _claim_rest(self, rest: Money | None, where: str) -> Iterator[Claim]:
        """What the rule on cancelling leaves of a deposit, less its fee; None if nobody knows."""
        if self.terms.keeps_apart:
            yield Claim(_BACK, _NOTHING, self._find_source("cancelling-deposit"), where)
        elif self.terms.returns_rest and rest:
            left = rest - self.terms.find_fee(self.price)
            back = _make_exact(left) if left.amount > 0 else _NOTHING
            yield Claim(_BACK, back, self._find_source("cancelling-refund"), where)
        elif self.terms.keeps_rest and rest and rest.amount > 0:
            yield Claim(_BACK, _NOTHING, self._find_source("cancelling-refund"), where)

    def _find_source(self, role: Role) -> Source:
        """The statement that says what the figure of a role makes true."""
        rule, fact = self.held.find_rule(role), self.held.find_fact(role)
        assert rule
        assert fact
        return make_fact_source(rule, fact)

    def _describe(self, cost: CancellingCost | None) -> str:
        stage = f"cancelled {cost.at.for_authors}" if cost else "cancelled before any work is done"
        example = "" if self.service else ", for example,"
        return f"an order of{example} {self.price.written}, {stage}"


def _make_none_source(rule: Rule) -> Source:
    """That there is no such rule, in the catalogue's words."""
    return make_rule_source(rule, str(rule.spec.none[TOOL_LANGUAGE]) if rule.spec else "")


def _make_exact(money: Money) -> Bounds:
    return make_exact(Fraction(money.amount), money.written)


def _make_bounds(low: Money | None, high: Money | None, word: str) -> Bounds:
    end = low or high
    assert end
    return Bounds(
        Fraction(low.amount) if low else None,
        Fraction(high.amount) if high else None,
        f"{word} {end.written}",
    )
