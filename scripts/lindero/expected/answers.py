"""What the terms page answers to “what happens if …”, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lindero.expected.rules import show_title
from lindero.expected.speech import Item, LinkTo, Part, Slot, Speech, Statement
from lindero.expected.taxes import say_plan_taxes
from lindero.outcomes.answers import (
    ANSWERS_ANCHOR,
    Answer,
    AnswerBlock,
    AnsweredCase,
    AnswerLine,
    list_answers,
    list_choices,
)
from lindero.outcomes.outcome import SaidLine
from lindero.rulebook.cases import Case


def list_answer_items(speech: Speech) -> Iterator[Item]:
    """The heading, each case with its choices and answers, and what is the same in all."""
    answers = list_answers(speech.rulebook)
    if not answers.cases and not answers.common:
        return
    yield Statement(ANSWERS_ANCHOR, (speech.words["what_if_title"],))
    for case in answers.cases:
        yield from _list_case_items(speech, case, answers.cases)
    for answer in answers.common:
        yield from _list_lines(speech, answer)


def _list_case_items(
    speech: Speech, case: AnsweredCase, cases: Sequence[AnsweredCase]
) -> Iterator[Item]:
    for row in list_choices(case, cases):
        for name, to in row:
            yield Statement(to.anchor, _name_choice(speech, name))
    if case.service:
        yield Statement(case.anchor, _say_price(speech, case.client, case.service))
    for answer in case.answers:
        yield from _list_lines(speech, answer)


def _name_choice(speech: Speech, name: str) -> tuple[Part, ...]:
    service = speech.rulebook.services.get(name)
    return (speech.write(service.name),) if service else speech.case(Case(name))


def _say_price(speech: Speech, client: str, service: str) -> tuple[Part, ...]:
    speech = speech.narrowed(speech.rulebook.tell_client(client))
    return speech.say(
        "what_if_of",
        service=speech.write(speech.rulebook.services[service].name),
        price=speech.figure(f"services.{service}.price"),
        net=say_plan_taxes(speech, speech.rulebook.prices.taxes[service]),
    )


def _list_lines(speech: Speech, answer: Answer) -> Iterator[Item]:
    yield Statement(ANSWERS_ANCHOR, (speech.words["what_if"]["questions"][answer.situation],))
    for block in answer.blocks:
        for line in block.lines:
            yield _tell_line(speech, line)
        yield from _list_rules(speech, block)


def _list_rules(speech: Speech, block: AnswerBlock) -> Iterator[Item]:
    for rule_id in block.rules:
        title = show_title(speech, speech.rulebook.rules[rule_id])
        yield Statement(rule_id, (LinkTo(f"rule:{rule_id}"), title))


def _tell_line(speech: Speech, line: AnswerLine | SaidLine) -> Statement:
    if isinstance(line, AnswerLine):
        figures = {name: Slot(fact) for name, fact in line.figures.items()}
        at = line.line.at
        frame = str(speech.words["what_if"]["lines"][line.line.kind])
        said = speech.fill(frame, at=speech.write(at) if at else "", **figures)
        return Statement(line.figures["amount"].address, said)
    rule, clause = line.rule, line.clause
    if clause:
        return Statement(rule.id, speech.clause(rule, clause, "says"))
    if rule.summary:
        return Statement(rule.id, speech.line(rule.summary, rule))
    assert rule.spec
    return Statement(rule.id, (rule.spec.none[speech.language],))
