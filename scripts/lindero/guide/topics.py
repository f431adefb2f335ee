"""Which questions the rules answer, which do not concern the author, and which are open."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Literal

from lindero.catalogue.examples import format_short_rule
from lindero.catalogue.reckoned_values import is_reckoned
from lindero.catalogue.sample_sums import change_currency
from lindero.catalogue.specs import RuleSpec, load_catalogue
from lindero.frozen import Frozen
from lindero.guide.missing_examples import explain_missing_example
from lindero.guide.open_situations import (
    OpenSituation,
    list_open_situations,
    show_open_situations,
)
from lindero.loading import Loaded
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.wording.case_lines import CaseGroup, group_variants, lower_start
from lindero.wording.cases import raise_start
from lindero.wording.figures import reader_for
from lindero.wording.markup import Scope, inline_plain
from lindero.wording.phrases import Phrases
from lindero.wording.reader import Reader

QuestionState = Literal["answered", "none", "off", "mistake", "open"]


QUESTION_STATES: tuple[QuestionState, ...] = ("answered", "none", "off", "mistake", "open")


WIDTH = 80


_STATE_COLUMN = 10


class OpenQuestion(Frozen):
    """One rule. `key` is its place among those that matter most, or 0; `write` the least answer.

    `missing` says what its worked example wants, where the pages can show none; `reckoned` are the
    values on which an amount or a day depends, of all that the rule has.
    """

    id: str
    title: str
    state: QuestionState
    answer: str
    matters: str
    key: int
    write: str
    missing: str = ""
    reckoned: tuple[str, ...] = ()


class AskedTopic(Frozen):
    """A topic and its questions, those of the catalogue first."""

    id: str
    title: str
    questions: tuple[OpenQuestion, ...]


class TopicsReport(Frozen):
    """All topics in the catalogue's order, and what clients ask that no rule answers."""

    topics: tuple[AskedTopic, ...]
    situations: tuple[OpenSituation, ...] = ()

    @property
    def questions(self) -> tuple[OpenQuestion, ...]:
        """All questions in order."""
        return tuple(question for topic in self.topics for question in topic.questions)

    @property
    def counts(self) -> dict[QuestionState, int]:
        """How many questions there are of each state."""
        found = Counter(question.state for question in self.questions)
        return {state: found[state] for state in QUESTION_STATES}

    @property
    def first(self) -> tuple[OpenQuestion, ...]:
        """The open ones that matter most, the most important first."""
        mattering = [one for one in self.questions if one.state == "open" and one.key]
        return tuple(sorted(mattering, key=lambda one: one.key))

    def select_topic(self, topic: str) -> TopicsReport:
        """The part on one topic."""
        return TopicsReport(tuple(one for one in self.topics if one.id == topic))


def report_topics(loaded: Loaded) -> TopicsReport | None:
    """What is answered so far, mistakes or not; None where files cannot be read at all."""
    if loaded.sound_part is None:
        return None
    asking = _Asking(loaded, loaded.sound_part)
    topics = tuple(map(asking.ask_topic, loaded.sound_part.topics))
    return TopicsReport(topics, tuple(list_open_situations(loaded)))


def report_json(report: TopicsReport, *, only_open: bool = False) -> str:
    """The report for programs."""
    topics = [
        asdict(replace(topic, questions=_choose_questions(topic, only_open=only_open)))
        for topic in report.topics
    ]
    encoded = {
        "topics": topics,
        "counts": report.counts,
        "first": [question.id for question in report.first],
        "what-if": [asdict(situation) for situation in report.situations],
    }
    return json.dumps(encoded, ensure_ascii=False, indent=2)


def report_text(report: TopicsReport, *, only_open: bool = False) -> str:
    """The report for people, 80 columns wide."""
    blocks = [
        _topic_text(topic, shown)
        for topic in report.topics
        if (shown := _choose_questions(topic, only_open=only_open))
    ]
    asked = [show_open_situations(report.situations)] if report.situations else []
    return "\n\n".join([*blocks, *asked, _show_closing(report)])


class _Asking:
    """Asks a rulebook what it says to each question."""

    def __init__(self, loaded: Loaded, rulebook: Rulebook) -> None:
        self._loaded = loaded
        self._rulebook = rulebook
        self._reader: Reader = reader_for(rulebook.business, rulebook.languages[0])

    def ask_topic(self, name: str) -> AskedTopic:
        """A topic with all its questions, and the author's own rules after them."""
        asked = load_catalogue()[name].rules.values() if name in load_catalogue() else ()
        rules = self._rulebook.rules.values()
        own = [rule for rule in rules if rule.spec is None and rule.topic == name]
        title = self._rulebook.topics[name].in_language(self._reader.language)
        return AskedTopic(name, title, (*map(self._ask_rule, asked), *map(self._ask_own_rule, own)))

    def _ask_rule(self, spec: RuleSpec) -> OpenQuestion:
        rule, language = self._rulebook.rules.get(spec.id), self._reader.language
        state, answer = self._find_state(spec, rule), self._show_answer(rule) if rule else ""
        least = format_short_rule(spec, self._rulebook.languages)
        write = change_currency(least, self._rulebook.business.currency)
        title, matters = spec.title[language], spec.matters.get(language, "")
        missing = explain_missing_example(self._rulebook, rule) if rule else ""
        reckoned = tuple(one.name for one in spec.values.values() if is_reckoned(spec, one))
        return OpenQuestion(
            spec.id, title, state, answer, matters, spec.key, write, missing, reckoned
        )

    def _ask_own_rule(self, rule: Rule) -> OpenQuestion:
        title = rule.title.in_language(self._reader.language) if rule.title else rule.id
        return OpenQuestion(rule.id, title, "answered", "", "", 0, "")

    def _find_state(self, spec: RuleSpec, rule: Rule | None) -> QuestionState:
        if spec.id in self._rulebook.off:
            return "off"
        if rule is None:
            broken = {spec.id, spec.id.partition(".")[0]} & self._loaded.broken
            return "mistake" if broken else "open"
        return "none" if rule.is_none else "answered"

    def _show_answer(self, rule: Rule) -> str:
        """The rule in one line, each case with its condition before it."""
        groups = group_variants(self._rulebook, rule, self._reader, self._show_summary)
        return " · ".join(map(self._show_case, groups))

    def _show_case(self, group: CaseGroup) -> str:
        summary = self._show_summary(group.rule)
        if not group.case or not summary:
            return summary
        said = summary if group.rule.summary else lower_start(summary)
        return f"{raise_start(group.case)}: {said}"

    def _show_summary(self, rule: Rule) -> str:
        """The author's own where that is sound, else the catalogue's."""
        said = rule if self._loaded.rulebook else replace(rule, title=None, summary=None)
        return inline_plain(
            Phrases(self._rulebook, said, self._reader).summary,
            Scope(self._rulebook, self._reader, str, said),
        )


def _choose_questions(topic: AskedTopic, *, only_open: bool) -> tuple[OpenQuestion, ...]:
    return tuple(one for one in topic.questions if not only_open or one.state == "open")


def _topic_text(topic: AskedTopic, shown: tuple[OpenQuestion, ...]) -> str:
    lines = [line for question in shown for line in _question_text(question)]
    return "\n".join([f"{topic.id}: {topic.title}", *lines])


def _question_text(question: OpenQuestion) -> Iterator[str]:
    state = f"{question.state}{' *' if question.key and question.state == 'open' else ''}"
    yield f"  {state:<{_STATE_COLUMN}}{question.id.partition('.')[2]} ({question.title})"
    for said in filter(None, (question.answer, question.matters)):
        yield from _wrap_lines(said)
    if question.missing:
        yield from _wrap_lines(f"No worked example: {question.missing}.".replace("?.", "?"))
    if question.state == "open":
        yield from _wrap_lines(question.write, more="  ")


def _wrap_lines(text: str, more: str = "") -> list[str]:
    """Lines under a question's name; YAML goes on further in, to be copied as it stands."""
    indent = " " * (_STATE_COLUMN + 4)
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + more,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _show_closing(report: TopicsReport) -> str:
    counted = [(n, state) for state, n in report.counts.items() if n or state != "mistake"]
    counts = ", ".join(f"{number} {state}" for number, state in counted)
    if not report.first:
        return f"{counts}."
    asked = [f"  {question.id} ({question.title})" for question in report.first]
    return "\n".join(
        [f"{counts}.", "", "* The open ones that matter most, the first one first:", *asked]
    )
