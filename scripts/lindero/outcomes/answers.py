"""What the terms page answers: for each kind of client and service that are told something else.

What depends on the day is left out: a page that stands still would become false.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from lindero.catalogue.clauses import find_figure_names
from lindero.catalogue.facts import Fact
from lindero.catalogue.situations import SITUATIONS, SituationName
from lindero.outcomes.held_rules import HeldRules
from lindero.outcomes.outcome import (
    Circumstances,
    NoOutcome,
    Outcome,
    OutcomeLine,
    SaidLine,
)
from lindero.outcomes.situations import list_told_rules, work_out_held
from lindero.rulebook.answered_services import choose_answered_services
from lindero.rulebook.cases import Situation
from lindero.rulebook.rulebook import Rulebook

_MOST_CASES = 4
"""For how many clients and services a page tells what their prices come to."""


ANSWERS_ANCHOR = "what-if"
"""Where the answers stand on the page."""


class AnswerLine(NamedTuple):
    """A sum with the figures to show: the `amount`; of a delay its length and the `price`, too."""

    line: OutcomeLine
    figures: Mapping[str, Fact]


class AnswerBlock(NamedTuple):
    """Lines that the same rules say."""

    rules: tuple[str, ...]
    lines: tuple[AnswerLine | SaidLine, ...]


class Answer(NamedTuple):
    """What happens in a situation."""

    situation: SituationName
    blocks: tuple[AnswerBlock, ...]


class AnsweredCase(NamedTuple):
    """What is answered to one kind of client about one service; either is empty if it is for all.

    `key` names it in addresses: `business@site`.
    """

    client: str
    service: str
    answers: tuple[Answer, ...]

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return "@".join(filter(None, (self.client, self.service)))

    @property
    def anchor(self) -> str:
        """Where it stands on the page; whoever chose it has it in the address."""
        return f"{ANSWERS_ANCHOR}@{self.key}"


Choices = tuple[tuple[str, AnsweredCase], ...]
"""The cases that can be chosen, each by the kind of client or the service that tells it."""


def list_choices(case: AnsweredCase, cases: Sequence[AnsweredCase]) -> tuple[Choices, ...]:
    """From one case, those with another client, and those with another service; if there are any.

    Another client goes on with the same service, where that one may buy it.
    """
    clients = dict.fromkeys(one.client for one in cases)
    mine = {
        client: next(
            (one for one in cases if (one.client, one.service) == (client, case.service)),
            next(one for one in cases if one.client == client),
        )
        for client in clients
    }
    services = {one.service: one for one in cases if one.client == case.client}
    rows = (tuple(mine.items()), tuple(services.items()))
    return tuple(row for row in rows if len(row) > 1)


class Answers(NamedTuple):
    """The cases in which answers differ, first the one to show; and what is the same in all."""

    cases: tuple[AnsweredCase, ...]
    common: tuple[Answer, ...]


_Outcomes = dict[tuple[str, str], dict[SituationName, Outcome]]


def list_answers(book: Rulebook) -> Answers:
    """All that a page answers, in the order of the price list."""
    chosen = {client: choose_answered_services(book, client) for client in book.business.clients}
    pairs = ((client, key) for client, keys in chosen.items() for key in keys or {"": True})
    found = _merge_clients({pair: _find_outcomes(book, *pair) for pair in pairs})
    found = _keep_first(found, chosen)
    common = [name for name in SITUATIONS if _is_common(name, found)]
    by_client = len({client for client, _ in found}) > 1
    cases = (
        AnsweredCase(
            client if by_client else "",
            service,
            tuple(
                _make_answer(one, f"@{client}@{service}" if by_client else f"@{service}")
                for name, one in outcomes.items()
                if name not in common
            ),
        )
        for (client, service), outcomes in found.items()
    )
    told = next(iter(found.values()), {})
    return Answers(
        tuple(case for case in cases if case.answers),
        tuple(_make_answer(told[name], "") for name in common),
    )


def _find_outcomes(book: Rulebook, client: str, service: str) -> dict[SituationName, Outcome]:
    asked = Circumstances(client, service)
    found = {name: find_lasting_outcome(book, name, asked) for name in SITUATIONS}
    return {name: one for name, one in found.items() if one}


def find_lasting_outcome(
    book: Rulebook, name: SituationName, asked: Circumstances
) -> Outcome | None:
    """What a situation comes to, whatever the day; None where the rules do not say."""
    book = book.tell_client(asked.client)
    rules = list_told_rules(book, name, asked)
    if any(rule.others for rule in rules.values()):
        return None
    situation = Situation(asked.client, asked.service, asked.day)
    held = HeldRules(book, situation, (asked.service,), rules)
    try:
        return work_out_held(name, asked, held)
    except NoOutcome:
        return None


def _merge_clients(found: _Outcomes) -> _Outcomes:
    """Only one kind of client where each service is answered alike to all that may buy it."""
    alike: dict[str, set[object]] = {}
    for (_, service), outcomes in found.items():
        alike.setdefault(service, set()).add(tuple(map(_compare_outcome, outcomes.values())))
    if any(len(told) > 1 for told in alike.values()):
        return found
    first = {pair[1]: pair for pair in reversed([*found])}
    return {pair: one for pair, one in found.items() if first[pair[1]] == pair}


def _keep_first(found: _Outcomes, chosen: Mapping[str, Mapping[str, bool]]) -> _Outcomes:
    """Those that differ, and so many others that each kind of client is told of the same number."""
    each = _MOST_CASES // max(len({client for client, _ in found}), 1)
    told: dict[str, int] = {}
    kept: _Outcomes = {}
    for (client, service), one in found.items():
        apart = chosen[client].get(service, True)
        to_come = sum(chosen[client].values())
        if apart or told.get(client, 0) + to_come < each:
            kept[client, service] = one
            told[client] = told.get(client, 0) + (not apart)
    return kept


def _is_common(name: SituationName, found: _Outcomes) -> bool:
    """Whether all are answered the same, and no price comes into it."""
    told = [outcomes.get(name) for outcomes in found.values()]
    if not told or any(one is None or one.sums for one in told):
        return False
    return len({_compare_outcome(one) for one in told if one}) == 1


def _compare_outcome(outcome: Outcome) -> tuple[object, ...]:
    """What an outcome says, whatever variant its rules are; of a delay, the price as well."""
    price = outcome.price.figure if outcome.price and _names_price(outcome) else None
    return outcome.situation, price, *(_compare_line(line) for line in outcome.lines)


def _names_price(outcome: Outcome) -> bool:
    return any(isinstance(line, OutcomeLine) and line.delay for line in outcome.lines)


def _compare_line(line: OutcomeLine | SaidLine) -> tuple[object, ...]:
    if isinstance(line, OutcomeLine):
        return line.kind, line.amount, line.at, line.delay
    figures = line.rule.figures
    if line.clause and line.clause.prose:
        told = line.clause.prose.by_language
        names = {name for _, text in told for name in find_figure_names(text)} & figures.keys()
        return line.address, told, tuple((name, figures[name]) for name in sorted(names))
    sentence = line.clause.find_sentence("says", figures) if line.clause else None
    if sentence is None:
        return line.address, repr(line.rule.summary)
    named = tuple((name, figures[name]) for name in sorted(sentence.figures))
    return line.address, repr(sentence.words), named


def _make_answer(outcome: Outcome, suffix: str) -> Answer:
    """The lines with the figures to show, under the rules that say so."""
    lines = _address_sums(outcome, suffix)
    blocks = (
        AnswerBlock(rules, tuple(line for _, line in told))
        for rules, told in groupby(lines, key=lambda one: one[0])
    )
    return Answer(outcome.situation, tuple(blocks))


def _address_sums(
    outcome: Outcome, suffix: str
) -> Iterator[tuple[tuple[str, ...], AnswerLine | SaidLine]]:
    number = 0
    for line in outcome.lines:
        if isinstance(line, SaidLine):
            yield line.rules, line
            continue
        number += 1
        here = f"{line.rules[0]}.{outcome.situation}"
        figures = {"amount": Fact(f"{here}.{number}{suffix}", line.amount, computed=True)}
        if line.delay and outcome.price:
            figures["delay"] = Fact(f"{here}.delay{suffix}", line.delay, computed=True)
            figures["price"] = outcome.price
        yield line.rules, AnswerLine(line, figures)


def list_sum_facts(answer: Answer) -> list[Fact]:
    """The figures of all sums of an answer, which are read together."""
    lines = (line for block in answer.blocks for line in block.lines)
    told = [line.figures.values() for line in lines if isinstance(line, AnswerLine)]
    return [fact for figures in told for fact in figures]
