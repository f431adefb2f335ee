"""What the table of both sides says: every duty once, at the stage of its rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from lindero.catalogue.clauses import Clause, Side
from lindero.catalogue.specs import WORK_STAGES
from lindero.expected.rules import show_title
from lindero.expected.speech import Cluster, Item, LinkTo, Part, Speech, Statement, compare_parts
from lindero.rulebook.rule import Rule

_OPEN_LINES = 3


def list_duty_items(speech: Speech) -> Iterator[Item]:
    """The table, stage by stage; nothing where nobody owes anything."""
    rows = [row for stage in WORK_STAGES for row in _list_row(speech, stage)]
    if not rows:
        return
    words = speech.words
    for key in ("duties_heading", "duties_note", "duties_client", "duties_freelancer"):
        yield Statement("duties", (words[key],))
    yield from rows


def _list_row(speech: Speech, stage: str) -> Iterator[Item]:
    """What each side does at one stage, and what both do."""
    rules = [rule for rule in speech.rulebook.rules.values() if rule.stage == stage]
    sides = {side: _list_duties(speech, rules, side) for side in get_args(Side)}
    if any(sides.values()):
        yield Statement("duties", (speech.words[f"stage_{stage}"],))
    for side, duties in sides.items():
        if duties:
            yield Statement("duties", (speech.words[f"who_{side}"],))
            yield Cluster("duties", (*duties, *_list_furniture(speech, rules, side, duties)))


def _list_duties(speech: Speech, rules: list[Rule], side: Side) -> list[Statement]:
    """The duties of one side; told as the first case that has them."""
    return [
        _make_duty(speech, variant, clause)
        for rule in rules
        for variant in rule.variants
        for clause in variant.said
        if clause.who == side
    ]


def _make_duty(speech: Speech, rule: Rule, clause: Clause) -> Statement:
    said = say_duty(speech, rule, clause)
    return Statement(rule.id, said, wanted=False, group=f"{rule.id}.{clause.name}")


def say_duty(speech: Speech, rule: Rule, clause: Clause) -> tuple[Part, ...]:
    """A duty as it is said to the reader; an author's prose goes by the name of its rule."""
    if clause.prose:
        return (LinkTo(f"rule:{rule.id}"), show_title(speech, rule))
    return speech.clause(rule, clause, "you") or speech.clause(rule, clause, "says")


def _list_furniture(
    speech: Speech, rules: list[Rule], side: Side, duties: list[Statement]
) -> Iterator[Statement]:
    """What may stand between the duties: whose they are, other cases, how many are folded."""
    told = {duty.group for duty in duties}
    if len(told) > _OPEN_LINES + 1:
        yield Statement("duties", speech.say("duties_more", n=str(len(told) - _OPEN_LINES)))
    for rule in rules:
        if _has_other_cases(speech, rule, side):
            yield Statement(rule.id, (LinkTo(f"rule:{rule.id}"), speech.words["other_cases"]))
        for variant in rule.variants if rule.others else (rule,):
            for name in speech.case_names(rule, variant):
                yield Statement(f"{rule.id}, case", name, wanted=False, often=True)
        if rule.others:
            for key in ("case_general", "case_in_general"):
                yield Statement(f"{rule.id}, case", speech.say(key), wanted=False, often=True)


def _has_other_cases(speech: Speech, rule: Rule, side: Side) -> bool:
    """Whether some duty of a side is another one, or none, in another case."""
    told = [
        {
            clause.name: compare_parts(say_duty(speech, variant, clause))
            for clause in variant.said
            if clause.who == side
        }
        for variant in rule.variants
    ]
    return any(one != told[0] for one in told)
