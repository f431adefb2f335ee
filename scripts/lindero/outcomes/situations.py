"""What happens if: a situation worked out from all the rules that hold in it, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from lindero.catalogue.clauses import NO_RULE
from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import Role
from lindero.catalogue.situations import (
    AMOUNTS,
    SituationName,
    SituationSpec,
    StatementName,
    load_situations,
)
from lindero.outcomes.held_rules import HeldRules
from lindero.outcomes.leaving import work_out_cancelling, work_out_own_delay
from lindero.outcomes.outcome import Circumstances, NoOutcome, Outcome, OutcomeLine, SaidLine
from lindero.outcomes.paying import work_out_late, work_out_order
from lindero.pricing.cancelling import EXAMPLE_ROLES
from lindero.pricing.late_charges import LATE_ROLES
from lindero.pricing.own_delays import OWN_DELAY_ROLES
from lindero.pricing.payment_plans import list_order_prices
from lindero.pricing.payment_terms import PAYMENT_ROLES
from lindero.pricing.volume_discounts import is_volume_priced
from lindero.rulebook.answered_services import sells_ongoing_work
from lindero.rulebook.cases import Audience, Situation
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Money


class _Worker(NamedTuple):
    """Who works out the sums of a situation, and the roles of what they depend on.

    Without any of the `leads` nothing comes to a sum, whatever a service costs.
    """

    roles: tuple[Role, ...]
    leads: tuple[Role, ...]
    work: Callable[[HeldRules, Money, int | None], Iterator[OutcomeLine]]


_WORKERS: Mapping[SituationName, _Worker] = {
    "order": _Worker(PAYMENT_ROLES, PAYMENT_ROLES, work_out_order),
    "late": _Worker(LATE_ROLES, ("late-rate",), work_out_late),
    "cancel": _Worker(EXAMPLE_ROLES, ("due-on-cancelling",), work_out_cancelling),
    "own-late": _Worker(OWN_DELAY_ROLES, ("own-delay-rate",), work_out_own_delay),
}


def work_out(book: Rulebook, name: SituationName, asked: Circumstances) -> Outcome:
    """What the rules say of a situation; raises NoOutcome where they do not."""
    sold = book.services[asked.service].for_ if asked.service else None
    if sold not in {None, asked.client}:
        raise NoOutcome("not-sold", asked.service)
    return work_out_held(name, asked, hold_rules(book, name, asked))


def work_out_held(name: SituationName, asked: Circumstances, held: HeldRules) -> Outcome:
    """The same from the rules that hold; raises NoOutcome where they say nothing of it."""
    sums, unworked = _list_sums(name, asked, held)
    spec = load_situations()[name]
    told = dict(_list_lines(spec, sums, held))
    if not told.keys() - spec.beside:
        if unworked and unworked.reason != "no-rule":
            raise unworked
        raise _tell_silence(spec, held, unworked)
    # What is answered without a sum is no gap where no rule says one.
    is_open = name in _WORKERS and held.list_facts(_WORKERS[name].leads)
    reason = unworked if is_open else None
    lines = tuple(line for said in told.values() for line in said)
    return Outcome(name, asked, _find_price(asked, held, unworked), lines, reason)


def _tell_silence(spec: SituationSpec, held: HeldRules, unworked: NoOutcome | None) -> NoOutcome:
    """Which rule would answer, or what one would have to say that is there."""
    for rule_id in spec.answering_rules:
        rule = held.rules.get(rule_id)
        if rule and rule.spec and not rule.is_none:
            told = [one.clause for one in spec.tells if one and one.rule == rule_id]
            asked = [one for one in told if one in rule.spec.values and one not in rule.figures]
            if asked:
                named = ", ".join(f"`{one}`" for one in dict.fromkeys(asked))
                return NoOutcome("no-answer", rule_id, named)
    return unworked or NoOutcome("no-rule", spec.answering_rules[0])


def _find_price(asked: Circumstances, held: HeldRules, unworked: NoOutcome | None) -> Fact | None:
    """What the service costs; nothing where the size of the order takes something off that."""
    if not asked.service or (unworked and unworked.reason == "by-size"):
        return None
    return held.rulebook.facts[f"services.{asked.service}.price"]


def hold_rules(book: Rulebook, name: SituationName, asked: Circumstances) -> HeldRules:
    """Of the rules that a situation is about, those that hold for a client on a day.

    Sums and prices are those that this kind of client reads.
    """
    book = book.tell_client(asked.client)
    situation = Situation(asked.client, asked.service, asked.day)
    told = list_told_rules(book, name, asked)
    variants = {rule_id: rule.find_variant(situation) for rule_id, rule in told.items()}
    rules = {rule_id: one for rule_id, one in variants.items() if one}
    return HeldRules(book, situation, (asked.service,), rules)


def list_told_rules(book: Rulebook, name: SituationName, asked: Circumstances) -> dict[str, Rule]:
    """The rules that a situation is about, as the client who buys the service is told them."""
    audience = Audience(asked.client, (asked.service,) if asked.service else ())
    told = book.narrow_to(audience).rules  # kept there: each situation asks for the same
    return {rule_id: told[rule_id] for rule_id in _list_rules(book, name) if rule_id in told}


def _list_rules(book: Rulebook, name: SituationName) -> tuple[str, ...]:
    """Every rule on which the answer depends."""
    worker = _WORKERS.get(name)
    found = [book.find_role_rule(role) for role in worker.roles] if worker else []
    needed = [rule.id for rule in found if rule]
    return tuple(dict.fromkeys([*needed, *load_situations()[name].rules]))


def _list_sums(
    name: SituationName, asked: Circumstances, held: HeldRules
) -> tuple[tuple[OutcomeLine, ...], NoOutcome | None]:
    """What was worked out; else why not, where something might be."""
    if name not in _WORKERS:
        return (), None
    price = list_order_prices(held.rulebook.prices).get(asked.service)
    if price is None:
        lead = next(iter(held.list_facts(_WORKERS[name].leads).values()), None)
        return (), NoOutcome("no-price", asked.service, lead.address if lead else "")
    if is_volume_priced(held.rulebook.prices, asked.service):
        return (), NoOutcome("by-size", asked.service)
    facts = held.list_facts(_WORKERS[name].roles).values()
    if untaxed := next((fact for fact in facts if fact.is_open), None):
        return (), NoOutcome("open", untaxed.holder)
    try:
        return tuple(_WORKERS[name].work(held, price, asked.days)), None
    except NoOutcome as reason:
        return (), reason
    except ValueError:
        return (), NoOutcome("currency", asked.service)


def _list_lines(
    spec: SituationSpec, sums: tuple[OutcomeLine, ...], held: HeldRules
) -> Iterator[tuple[str, tuple[OutcomeLine | SaidLine, ...]]]:
    """By the statement asked for, what is told; an author's text in place of several once."""
    asked = held.situation
    goes_on = sells_ongoing_work(held.rulebook, asked.client, asked.service)
    left_out = (spec.instead if sums else set()) | (set() if goes_on else spec.ongoing)
    own = set[str]()
    for named in spec.tells:
        if named is None:
            yield from [(AMOUNTS, sums)] if sums else []
        elif named.address not in left_out:
            said = _find_statement(named, held)
            is_own = bool(said and said.clause and said.clause.prose)
            if said and not (is_own and named.rule in own):
                yield named.address, (said,)
            own |= {named.rule} if is_own else set()


def _find_statement(named: StatementName, held: HeldRules) -> SaidLine | None:
    """A statement, where it holds."""
    rule = held.rules.get(named.rule)
    if rule is None:
        return None
    if named.clause == NO_RULE:
        return SaidLine(rule, None) if rule.is_none else None
    clauses = (one for one in rule.said if one.name == named.clause and not one.prose)
    clause = next(clauses, None) or rule.find_own_words(named.clause)
    return SaidLine(rule, clause) if clause else None
