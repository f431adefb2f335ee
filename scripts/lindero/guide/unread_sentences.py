"""Own sentences that are compared with nothing, until they have been read.

Figures and many answers in his words are held against the rules; what a sentence says in words that
nobody foresaw is not. Which rule it speaks of can often be told all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import chain, takewhile
from pathlib import Path

from lindero.catalogue.facts import find_holder
from lindero.checks.prose import iterate_prose
from lindero.checks.spoken_figures import FigureJudge
from lindero.disk.files import write_file
from lindero.findings.place import Place, Source, Unlocated
from lindero.frozen import Frozen
from lindero.guide.price_statements import (
    PriceStatement,
    choose_statements,
    list_price_statements,
)
from lindero.loading import Loaded
from lindero.reading.prose import fold_whitespace
from lindero.resources.compiled import make_digest
from lindero.rulebook.resolution import WrittenProse
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Text, TextList
from lindero.site.spoken_pages import list_page_figures, strip_page
from lindero.spoken.known_addresses import SERVICES, narrow_to_home
from lindero.spoken.markings import strip_marks
from lindero.spoken.named_figures import SpelledText
from lindero.spoken.pieces import Piece, Sentence, split_sentences
from lindero.spoken.subjects import SubjectIndex

RECORD = ".texts-read"
"""Beside the rules: what the author has read, a digest for each sentence and rule."""

_HEAD = "# Kept by `lindero texts --read`: sentences of yours read beside their rules."
_DIGITS = 24
_MANY_TEXTS = 1000
_SHORTEST = 2  # words; one alone says nothing of a rule
_SHORTEST_PROMISE = 4  # words that may promise something though they speak of nothing known
_SHORTEST_VALUE = 7  # words: what is included or needed is mostly a name
_STATES_NOTHING = {"name", "title", "excludes"}
_RESTATED = {"text", "summary"}  # said by the rule itself, in the author's words


_Spoken = tuple[int, int, list[str]]
"""Where a sentence begins and ends, and the rules of which it speaks."""


class RuleStatement(Frozen, eq=False):
    """All that a rule publishes in one language."""

    rule: Rule
    language: str

    @property
    def id(self) -> str:
        """The address of the rule."""
        return self.rule.id

    @cached_property
    def published(self) -> Sequence[str]:
        """What many sentences are read beside."""
        return [*_list_said(self.rule, self.language)]


Published = RuleStatement | PriceStatement
"""What a sentence is read beside."""


class OwnSentence(Frozen):
    """A sentence of the author, where its text stands, and what to read it with.

    With nothing where nobody can tell of which rule it speaks.
    """

    words: str
    language: str
    place: Place
    beside: tuple[Published, ...]

    def list_digests(self) -> list[str]:
        """One for each that it is read with, else one of its own."""
        return [*map(self.digest_pair, self.beside)] or [self._make_digest()]

    def digest_pair(self, other: Published) -> str:
        """What no other sentence has, nor this one once the other publishes anything else."""
        return self._make_digest(*other.published)

    def _make_digest(self, *published: str) -> str:
        return make_digest("\n".join((self.words, self.language, *published)).encode())[:_DIGITS]


class OwnText(Frozen, eq=False):
    """A text of the author: one in the rules, which may be a value of one, else a whole page."""

    text: str
    language: str
    prose: WrittenProse | None = None
    page: Source | None = None
    is_value: bool = False

    @property
    def key(self) -> str:
        """The key under which it stands."""
        key = self.prose.placed.key if self.prose else None
        return key.text if key else ""

    def locate_words(self, start: int, end: int) -> Place:
        """Where a sentence stands; of a value, where that begins."""
        if self.page:
            return self.page.make_span(start, end)
        assert self.prose
        return self.prose.placed.mark or Unlocated(self.prose.home)

    @property
    def home(self) -> str:
        """The rule or service whose text it is, if it is one's."""
        return self.prose.home if self.prose else ""

    def restates(self, other: Published) -> bool:
        """Whether it is what the rule itself says, in the author's words."""
        is_said = self.is_value or self.key in _RESTATED
        return isinstance(other, RuleStatement) and self.home == other.id and is_said

    def list_agreeing(self, judge: FigureJudge) -> set[tuple[str, str]]:
        """The rules with which figures and answers agree, and their words."""
        if self.page:
            spelled, figures = (
                SpelledText(self.text),
                list_page_figures(judge, self.page, self.language),
            )
        else:
            assert self.prose
            spelled, figures = judge.compare_spelled(self.prose, self.language, self.text)
        return {
            (
                _find_published(one.address),
                fold_whitespace(spelled.restore_words(one.start, one.end)),
            )
            for one in figures
            if one.address and one.verdict == "agrees"
        }


def list_own_texts(loaded: Loaded, pages: Iterable[tuple[Source, str]]) -> list[OwnText]:
    """What the author says in the rules of a sound rulebook and on pages, with their languages."""
    assert loaded.rulebook
    first = loaded.rulebook.languages[0]
    texts = (
        OwnText(text, language or first, prose)
        for prose, language, text in iterate_prose(loaded.prose)
    )
    values = (
        OwnText(text, language or first, prose, is_value=True)
        for prose, language, text in iterate_prose(_list_values(loaded))
        if len(text.split()) >= _SHORTEST_VALUE
    )
    written = [OwnText(source.text, language, page=source) for source, language in pages]
    return [*(one for one in texts if one.key not in _STATES_NOTHING), *values, *written]


def _list_values(loaded: Loaded) -> Iterator[WrittenProse]:
    """The texts among the values of the catalogue's rules: what is included, what is promised."""
    assert loaded.rulebook
    for fact in loaded.rulebook.facts.values():
        figure = fact.figure
        if fact.spec and isinstance(figure, Text | TextList):
            placed = loaded.places.find_piece(fact.path)
            texts = figure.entries if isinstance(figure, TextList) else (figure,)
            yield from (WrittenProse(text, placed, fact.holder, fact.holder) for text in texts)


def list_unread_sentences(
    loaded: Loaded, folder: Path, texts: Iterable[OwnText]
) -> list[OwnSentence]:
    """Those not read yet beside the rules as they stand in a folder."""
    book, known = loaded.rulebook, _read_record(folder)
    assert book
    judge = FigureJudge(book, loaded.places, loaded.as_of)
    return [
        sentence
        for text, sentences in _list_sentences(book, texts)
        if (left := _leave_out_known(sentences, known))
        for sentence in _leave_out_compared(left, text.list_agreeing(judge))
    ]


def keep_as_read(book: Rulebook, folder: Path, texts: Iterable[OwnText]) -> None:
    """Note that every sentence has been read; of what is no more, nothing is kept."""
    digests = {
        digest
        for _, sentences in _list_sentences(book, texts)
        for sentence in sentences
        for digest in sentence.list_digests()
    }
    lines = (_HEAD, *sorted(digests))
    write_file(folder / RECORD, "".join(f"{line}\n" for line in lines).encode())


def _read_record(folder: Path) -> frozenset[str]:
    """The digests that are kept; a file that cannot be read has been read by nobody."""
    try:
        return frozenset((folder / RECORD).read_text("utf-8").split("\n"))
    except (OSError, UnicodeDecodeError):
        return frozenset()


def _list_sentences(
    book: Rulebook, texts: Iterable[OwnText]
) -> Iterator[tuple[OwnText, Iterator[OwnSentence]]]:
    """Each text with its sentences that may say something of a rule."""
    readers: dict[str, _SubjectReader] = {}
    for text in texts:
        if text.language not in readers:
            readers[text.language] = _SubjectReader(book, text.language)
        yield text, readers[text.language].list_sentences(text)


class _SubjectReader:
    """Finds what sentences speak of, in one language and among what one book publishes."""

    def __init__(self, book: Rulebook, language: str) -> None:
        self._book, self._language = book, language
        self._rules, self._prices = book.rules, list_price_statements(book)
        self._index = SubjectIndex(language, {*self._rules, *self._prices}.__contains__)
        # Services and rules say many a thing alike.
        self._find_spoken = lru_cache(_MANY_TEXTS)(self._read_text)
        self._tell_rule = lru_cache(_MANY_TEXTS)(self._narrow_rule)

    def list_sentences(self, text: OwnText) -> Iterator[OwnSentence]:
        """Each sentence of a text that speaks of rules, or of nothing known."""
        found = self._find_spoken(text.text, text.home, in_page=bool(text.page))
        for start, end, spoken in found:
            words = fold_whitespace(text.text[start:end])
            known = [*self._list_published(spoken, text.home)]
            named = {one.id for one in known if f"{one.id}." in words}
            beside = tuple(x for x in _take_likelier(known, named) if not text.restates(x))
            if beside or not (known or text.is_value):
                yield OwnSentence(words, text.language, text.locate_words(start, end), beside)

    def _list_published(self, spoken: Iterable[str], home: str) -> Iterator[Published]:
        """What is published under the subjects of a sentence to whom it is for, each once."""
        known = [subject for subject in spoken if subject in self._rules]
        told = [one for subject in known if (one := self._tell_rule(subject, home))]
        # Words of a rule that speak of others, which are off for whom it is about, speak of itself.
        alone = known and not told and home in self._rules
        yield from [RuleStatement(self._rules[home], self._language)] if alone else told
        prices = (choose_statements(self._prices.get(one, ()), home) for one in spoken)
        yield from dict.fromkeys(chain.from_iterable(prices))

    def _narrow_rule(self, rule_id: str, home: str) -> RuleStatement | None:
        """What a rule says to those of whom a text is."""
        told = narrow_to_home(self._book, self._rules[rule_id], home)
        return RuleStatement(told, self._language) if told else None

    def _read_text(self, text: str, home: str, *, in_page: bool) -> Sequence[_Spoken]:
        plain = (strip_page if in_page else strip_marks)(text).text
        return [
            (pieces[0].start, pieces[-1].end, spoken)
            for pieces in _join_questions(split_sentences(plain))
            if len(pieces) >= _SHORTEST
            and (
                (spoken := self._index.list_spoken_rules(pieces, home))
                or sum(piece.word.isalpha() for piece in pieces) >= _SHORTEST_PROMISE
            )
        ]


def _join_questions(sentences: Iterable[Sentence]) -> Iterator[Sequence[Piece]]:
    """The pieces of each sentence; a question and its answer say one thing."""
    asked: Sequence[Piece] = ()
    for sentence in sentences:
        if sentence.asks and not asked:
            asked = sentence.pieces
        else:
            yield (*asked, *sentence.pieces)
            asked = ()
    if asked:
        yield asked


def _leave_out_known(sentences: Iterable[OwnSentence], known: frozenset[str]) -> list[OwnSentence]:
    """Without those that have been read, and without what others have been read with."""
    return [
        replace(one, beside=tuple(x for x in one.beside if one.digest_pair(x) not in known))
        for one in sentences
        if not known.issuperset(one.list_digests())
    ]


def _leave_out_compared(
    sentences: Iterable[OwnSentence], agreeing: Collection[tuple[str, str]]
) -> Iterator[OwnSentence]:
    """Without the rule with which a figure or an answer agrees, and those that are less likely."""
    for sentence in sentences:
        compared = {holder for holder, words in agreeing if words in sentence.words}
        left = _take_likelier(sentence.beside, compared)
        if left or not (sentence.beside or compared):
            yield replace(sentence, beside=left)


def _take_likelier(beside: Iterable[Published], told: Collection[str]) -> tuple[Published, ...]:
    """What a sentence speaks of more likely than of those with which it is known to agree."""
    return tuple(takewhile(lambda one: one.id not in told, beside))


def _find_published(address: str) -> str:
    """The rule of an address, or the service: what is beneath it stands beside its price."""
    is_service = address.startswith(SERVICES)
    return ".".join(address.split(".")[:2]) if is_service else find_holder(address)


def _list_said(rule: Rule, language: str) -> Iterator[str]:
    for variant in rule.variants:
        yield repr((variant.id, variant.is_none, variant.case))
        yield from (f"{name} {fact.figure.serial}" for name, fact in variant.facts.items())
        yield from (text.in_language(language) for text in (variant.summary,) if text)
        for clause in variant.said:
            sentence = clause.find_sentence("says", variant.figures)
            yield sentence.words[language] if sentence else ""
            yield clause.prose.in_language(language) if clause.prose else ""
