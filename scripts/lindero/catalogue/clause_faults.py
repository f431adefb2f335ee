"""What can be wrong with the clauses of a rule, the catalogue's or an author's own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import combinations

from lindero.catalogue.clauses import FORMS, Clause, Condition, Sentence, show_condition
from lindero.catalogue.points import load_points
from lindero.findings.finding import suggest_word
from lindero.reading.tree import PathStep
from lindero.shapes.refusals import Problem

Answers = Mapping[str, Collection[str] | None]
"""What each value of a rule may be, as conditions call it; None where that is anything."""


def find_clause_faults(clauses: Mapping[str, Clause], answers: Answers) -> Iterator[Problem]:
    """Names that nothing has, conditions that never hold, statements that stand twice.

    The paths begin with the clause's name.
    """
    for name, clause in clauses.items():
        yield from _find_condition_faults(clause.conditions, answers, (name, "if"))
        for form in FORMS:
            for sentence in clause.ways.get(form, ()):
                yield from _find_sentence_faults(sentence, clause, answers, (name, form))
        yield from find_point_faults(clause.settles, (name, "settles"))
        if clause.means and (clause.who or clause.settles):
            message = "what only says what a word means binds nobody and settles nothing"
            yield _make_fault(message, (name, "means"))
        if "you" in clause.ways and clause.who is None:
            message = "a line of the table of both sides is somebody's part"
            yield _make_fault(message, (name, "you"), "say whose: `who: client`")
    for one, other in combinations(clauses.values(), 2):
        if _list_words(one) & _list_words(other):
            message = f"`{one.name}` says the same"
            yield _make_fault(message, (other.name,), "keep one of the two")


def find_condition_faults(
    conditions: Collection[Condition], answers: Answers, path: tuple[PathStep, ...]
) -> Iterator[Problem]:
    """Conditions on values that are not there or that are never so."""
    for condition in (way for one in conditions for way in (one, *one.others)):
        if condition.name not in answers:
            help_ = suggest_word(condition.name, list(answers)) or _offer_value(condition.name)
            yield _make_fault(f"`{condition.name}` is no value of the rule", path, help_)
        elif not _can_be_met(condition, answers[condition.name]):
            message = f"`{condition.name}` is never `{condition.value}`"
            way_out = suggest_word(str(condition.value), answers[condition.name] or ())
            yield _make_fault(message, path, way_out)


def _find_condition_faults(
    conditions: tuple[Condition, ...], answers: Answers, path: tuple[PathStep, ...]
) -> Iterator[Problem]:
    yield from find_condition_faults(conditions, answers, path)
    for one, other in combinations(conditions, 2):
        if exclude_each_other(one, other):
            message = f"`{show_condition(one)}` and `{show_condition(other)}` never hold together"
            yield _make_fault(message, path)


def _find_sentence_faults(
    sentence: Sentence, clause: Clause, answers: Answers, path: tuple[PathStep, ...]
) -> Iterator[Problem]:
    if sentence.conditions:
        together = (*clause.conditions, *sentence.conditions)
        yield from _find_condition_faults(together, answers, path)
    for name in sorted(sentence.figures - answers.keys()):
        help_ = suggest_word(name, list(answers)) or _offer_value(name)
        yield _make_fault(f"`{name}` is no value of the rule", path, help_)


def find_point_faults(settles: Mapping[str, str], path: tuple[PathStep, ...]) -> Iterator[Problem]:
    """Points that there are not, or that are worked out, and answers that a point does not have."""
    points = load_points()
    for name, answer in settles.items():
        if name not in points:
            help_ = suggest_word(name, list(points))
            yield _make_fault(f"`{name}` is no point that a rule settles", (*path, name), help_)
        elif points[name].reckoned:
            message = f"`{name}` is worked out from several rules: no statement settles it"
            yield _make_fault(message, (*path, name), "take it out")
        elif points[name].answers and answer not in points[name].answers:
            message = f"`{answer}` is no answer to `{name}`"
            help_ = suggest_word(answer, points[name].answers)
            yield _make_fault(message, (*path, name), help_)


def exclude_each_other(one: Condition, other: Condition) -> bool:
    """Whether no answers fit both."""
    if one.name != other.name or one.others or other.others:
        return False
    if one.value == other.value:
        return one.wanted is not other.wanted
    # Given, and not what it is said to be, can both be: but it is never two things at once.
    return one.wanted and other.wanted and None not in {one.value, other.value}


def _can_be_met(condition: Condition, known: Collection[str] | None) -> bool:
    return condition.value is None or known is None or condition.value in known


def _list_words(clause: Clause) -> set[str]:
    return {str(way.words) for way in clause.ways.get("says", ())}


def _offer_value(name: str) -> str:
    return f"give it a value: `values: {{{name}: …}}`"


def _make_fault(message: str, path: tuple[PathStep, ...], help_: str | None = None) -> Problem:
    return Problem("bad-clause", message, help_, path, on_key=True)
