"""What a rule of the author's own answers in words alone is compared with no other rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from lindero.catalogue.answered_points import find_answered_point
from lindero.catalogue.facts import find_holder
from lindero.catalogue.points import PointSpec
from lindero.checks.context import CheckContext
from lindero.checks.fairness import ANSWER
from lindero.findings.finding import Finding
from lindero.reading.tree import PathStep
from lindero.resources.languages import TOOL_LANGUAGE
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.spoken.first_look import FirstLook, is_spoken

if TYPE_CHECKING:  # loaded with the first text that answers something
    from lindero.spoken.answers import UncomparedAnswer
    from lindero.spoken.said_answers import AnswerReader


def find_unsettled_answers(context: CheckContext) -> Iterator[Finding]:
    """Own rules that speak of a point and do not settle it; each of its points told once."""
    book = context.rulebook
    list_answers = _make_answer_reader(book)
    for rule in (one for one in book.rules.values() if one.spec is None):
        told = {point for clause in rule.clauses for point in clause.settles}
        for path, language, text in _list_texts(rule):
            for said in list_answers(text, language or book.languages[0]):
                point = find_answered_point(said.address, said.means)
                if point and point.name not in told and not _is_doubtful(context, said):
                    told.add(point.name)
                    yield _report_answer(context, rule, path, point, said)


def _make_answer_reader(book: Rulebook) -> Callable[[str, str], Iterable[UncomparedAnswer]]:
    """What reads a text in a language; what reading takes is loaded with the first that answers."""
    looks = {one: FirstLook(one) for one in book.languages if is_spoken(one)}
    readers: dict[str, AnswerReader] = {}

    def list_answers(text: str, language: str) -> Iterable[UncomparedAnswer]:
        if language not in looks or not looks[language].may_answer(text):
            return ()
        if language not in readers:
            from lindero.spoken.said_answers import AnswerReader  # noqa: PLC0415 - rarely used

            readers[language] = AnswerReader(book, language, looks[language])
        return readers[language].list_uncompared(text)

    return list_answers


def _list_texts(rule: Rule) -> Iterator[tuple[tuple[PathStep, ...], str, str]]:
    """What the page says of a rule: where it is written, its language, the words."""
    for clause in rule.clauses:
        if clause.prose:
            yield from (((*rule.path, "text"), *text) for text in clause.prose.by_language)
        for sentence in clause.ways.get("says", ()):
            path = (*rule.path, "clauses", clause.name, "says")
            yield from ((path, *text) for text in sentence.words.items())


def _is_doubtful(context: CheckContext, said: UncomparedAnswer) -> bool:
    """Whether the rule that it would be compared with may be there, and could not be read."""
    return context.is_doubtful(find_holder(said.address))


def _report_answer(
    context: CheckContext,
    rule: Rule,
    path: tuple[PathStep, ...],
    point: PointSpec,
    said: UncomparedAnswer,
) -> Finding:
    message = f"`{rule.id}` answers “{point.asks[TOOL_LANGUAGE]}” and does not say that it does"
    answers = ", ".join(f"`{answer}`" for answer in point.answers)
    help_ = (
        f"write the sentence in `clauses` with `settles: {{{point.name}: …}}`, one of {answers}:"
        f" then it is compared with all other rules; or answer `{said.address}` in place of it;"
        f" {ANSWER.format(code='unsettled-answer')}"
    )
    return Finding("unsettled-answer", message, context.locate_key(*path), help_, "warning")
