"""The author's own sentences beside the rules of which they speak, for him to read.

Figures and many answers in his words are compared with the rules; what a sentence says in words
that nobody foresaw is not. It is shown beside what the rule publishes, until he has read the two.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from lindero.catalogue.facts import find_holder
from lindero.checks.prose import iterate_prose
from lindero.checks.spoken_figures import FigureJudge
from lindero.disk.files import write_file
from lindero.findings.place import Place, Span, Unlocated
from lindero.frozen import Frozen
from lindero.loading import Loaded
from lindero.reading.prose import fold_whitespace
from lindero.rulebook.resolution import WrittenProse
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.spoken.markings import strip_marks
from lindero.spoken.pieces import Sentence, split_sentences
from lindero.spoken.subjects import list_spoken_rules
from lindero.wording.case_lines import group_variants
from lindero.wording.cases import raise_start
from lindero.wording.figures import reader_for
from lindero.wording.markup import Scope, inline_plain
from lindero.wording.phrases import Phrases
from lindero.wording.reader import Reader

RECORD = ".texts-read"
"""Beside the rules: what the author has read, a digest for each sentence and rule."""

_HEAD = (
    "# What you have read with `lindero texts --read`; it is asked again once either side changes."
)
WIDTH = 80
_DIGITS = 24
_STATES_NOTHING = {"name", "title", "excludes"}
_SHORTEST = 2  # words; one alone says nothing of a rule
_RESTATED = {
    "text",
    "summary",
}  # they are the rule's own words, and nothing else stands beside them


class SideBySide(Frozen):
    """What a rule publishes beside a sentence that speaks of it; `digest` tells both."""

    rule: str
    says: str
    digest: str


class OwnSentence(Frozen):
    """A sentence of the author, where its text stands, and the rules to read it with."""

    words: str
    place: Place
    beside: tuple[SideBySide, ...]


def list_own_sentences(loaded: Loaded) -> list[OwnSentence]:
    """The sentences that speak of rules in words that are compared with nothing."""
    book = loaded.rulebook
    if book is None:
        return []
    finder = _SentenceFinder(book, FigureJudge(book, loaded.places, loaded.as_of))
    return [
        found
        for prose, language, text in iterate_prose(loaded.prose)
        if _find_key(prose) not in _STATES_NOTHING
        for found in finder.list_sentences(prose, language or book.languages[0], text)
    ]


def select_unread(sentences: Iterable[OwnSentence], folder: Path) -> list[OwnSentence]:
    """Those that the author has not read yet as they and their rules stand, with what is left."""
    known = _read_record(folder)
    left = [
        replace(one, beside=tuple(each for each in one.beside if each.digest not in known))
        for one in sentences
    ]
    return [one for one in left if one.beside]


def keep_as_read(folder: Path, sentences: Iterable[OwnSentence]) -> None:
    """Note that all of these have been read; what is no more is dropped."""
    digests = sorted({each.digest for one in sentences for each in one.beside})
    write_file(folder / RECORD, "".join(f"{line}\n" for line in (_HEAD, *digests)).encode())


def _read_record(folder: Path) -> Collection[str]:
    """The digests that are kept; a file that cannot be read has been read by nobody."""
    try:
        return {*(folder / RECORD).read_text("utf-8").split("\n")}
    except (OSError, UnicodeDecodeError):
        return ()


class _SentenceFinder:
    """Finds what an author's text says of rules in words that are compared with nothing."""

    def __init__(self, book: Rulebook, judge: FigureJudge) -> None:
        self._book, self._judge = book, judge
        self._said: dict[tuple[str, str], str] = {}

    def list_sentences(
        self, prose: WrittenProse, language: str, text: str
    ) -> Iterator[OwnSentence]:
        """Each sentence with the rules that it speaks of."""
        spelled, figures = self._judge.compare_spelled(prose, language, text)
        agreeing = [one for one in figures if one.address and one.verdict == "agrees"]
        place = prose.placed.mark or Unlocated(prose.home)
        for sentence in split_sentences(strip_marks(spelled.text).text):
            start, end = sentence.pieces[0].start, sentence.pieces[-1].end
            words = fold_whitespace(spelled.restore_words(start, end))
            compared = {
                find_holder(one.address or "") for one in agreeing if start <= one.start < end
            }
            beside = [
                self._put_beside(rule, words, language)
                for rule in self._list_spoken_rules(sentence, language)
                if rule.id not in compared
                and f"{rule.id}." not in words
                and not self._is_restated(prose, rule.id)
            ]
            if beside:
                yield OwnSentence(words, place, tuple(beside))

    def _list_spoken_rules(self, sentence: Sentence, language: str) -> list[Rule]:
        if len(sentence.pieces) < _SHORTEST:
            return []
        spoken, rules = list_spoken_rules(sentence.pieces, language), self._book.rules
        return [rules[name] for name in spoken if name in rules]

    def _is_restated(self, prose: WrittenProse, rule_id: str) -> bool:
        """Whether the text is what the rule itself says, in the author's words."""
        return prose.home == rule_id and _find_key(prose) in _RESTATED

    def _put_beside(self, rule: Rule, words: str, language: str) -> SideBySide:
        if (rule.id, language) not in self._said:
            reader = reader_for(self._book.business, language)
            self._said[rule.id, language] = _show_rule(self._book, rule, reader)
        says = self._said[rule.id, language]
        digest = sha256(f"{language}\n{words}\n{rule.id}\n{says}".encode()).hexdigest()
        return SideBySide(rule.id, says, digest[:_DIGITS])


def _find_key(prose: WrittenProse) -> str:
    """The key under which a text stands."""
    return prose.placed.key.text if prose.placed.key else ""


def _show_rule(book: Rulebook, rule: Rule, reader: Reader) -> str:
    """All that a rule publishes, each case with its condition before it."""

    def say(variant: Rule) -> str:
        phrases, scope = Phrases(book, variant, reader), Scope(book, reader, str, variant)
        said = [phrases.say_statement(clause) for clause in variant.said] or [phrases.summary]
        return " ".join(inline_plain(sentence, scope) for sentence in said if sentence)

    groups = group_variants(book, rule, reader, say)
    cases = ((raise_start(group.case), say(group.rule)) for group in groups)
    return " ".join(f"{case}: {said}" if case else said for case, said in cases)


def show_sentences(sentences: Sequence[OwnSentence]) -> str:
    """Each sentence with its place, and under it what the rules publish."""
    return "\n\n".join(map(_show_sentence, sentences))


def _show_sentence(sentence: OwnSentence) -> str:
    beside = [_indent(f"{one.rule}: {one.says}", 4) for one in sentence.beside]
    return "\n".join([_show_place(sentence.place), _indent(sentence.words, 2), *beside])


def _show_place(place: Place) -> str:
    return f"{place.path}:{place.line}" if isinstance(place, Span) else place.path


def _indent(text: str, by: int) -> str:
    further = f"{'':{by}}"
    return textwrap.fill(text, WIDTH, initial_indent=further, subsequent_indent=further)


def sentences_json(sentences: Sequence[OwnSentence]) -> str:
    """The same for programs."""
    told = [
        {
            "place": _show_place(one.place),
            "sentence": one.words,
            "beside": {each.rule: each.says for each in one.beside},
        }
        for one in sentences
    ]
    return json.dumps(told, ensure_ascii=False, indent=2)
