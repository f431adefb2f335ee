"""Own sentences that speak of rules and are compared with nothing, until they have been read.

Figures and many answers in his words are held against the rules; what a sentence says in words that
nobody foresaw is not. Which rule it speaks of can be told all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from lindero.catalogue.facts import find_holder
from lindero.checks.prose import iterate_prose
from lindero.checks.spoken_figures import FigureJudge
from lindero.disk.files import write_file
from lindero.findings.place import Place, Unlocated
from lindero.frozen import Frozen
from lindero.loading import Loaded
from lindero.reading.prose import fold_whitespace
from lindero.resources.compiled import make_digest
from lindero.rulebook.resolution import WrittenProse
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.spoken.markings import strip_marks
from lindero.spoken.pieces import split_sentences
from lindero.spoken.subjects import list_spoken_rules

RECORD = ".texts-read"
"""Beside the rules: what the author has read, a digest for each sentence and rule."""

_HEAD = "# Kept by `lindero texts --read`: sentences of yours read beside their rules."
_DIGITS = 24
_SHORTEST = 2  # words; one alone says nothing of a rule
_STATES_NOTHING = {"name", "title", "excludes"}
_RESTATED = {"text", "summary"}  # said by the rule itself, in the author's words


class OwnSentence(Frozen):
    """A sentence of the author, where its text stands, and the rules to read it with."""

    words: str
    language: str
    place: Place
    beside: tuple[Rule, ...]

    def digest_pair(self, rule: Rule) -> str:
        """What no other sentence has, nor this one once the rule publishes anything else."""
        published = _list_published(rule, self.language)
        return make_digest("\n".join((self.words, self.language, *published)).encode())[:_DIGITS]


def list_unread_sentences(loaded: Loaded, folder: Path) -> list[OwnSentence]:
    """Those not read yet beside the rules as they stand in a folder; the rulebook is sound."""
    book, known = loaded.rulebook, _read_record(folder)
    assert book
    judge = FigureJudge(book, loaded.places, loaded.as_of)
    unread: list[OwnSentence] = []
    for prose, language, text in _iterate_texts(loaded, book):
        spoken = list(_list_spoken(book, prose, language, text))
        if left := _leave_out_known(spoken, known):
            # What can be compared has been: reading it is nobody's work.
            unread += _leave_out_compared(left, judge, prose, text)
    return unread


def keep_as_read(loaded: Loaded, folder: Path) -> None:
    """Note that every sentence has been read; of what is no more, nothing is kept."""
    assert loaded.rulebook
    digests = {
        sentence.digest_pair(rule)
        for prose, language, text in _iterate_texts(loaded, loaded.rulebook)
        for sentence in _list_spoken(loaded.rulebook, prose, language, text)
        for rule in sentence.beside
    }
    lines = (_HEAD, *sorted(digests))
    write_file(folder / RECORD, "".join(f"{line}\n" for line in lines).encode())


def _read_record(folder: Path) -> Collection[str]:
    """The digests that are kept; a file that cannot be read has been read by nobody."""
    try:
        return {*(folder / RECORD).read_text("utf-8").split("\n")}
    except (OSError, UnicodeDecodeError):
        return ()


def _iterate_texts(loaded: Loaded, book: Rulebook) -> Iterator[tuple[WrittenProse, str, str]]:
    for prose, language, text in iterate_prose(loaded.prose):
        if _find_key(prose) not in _STATES_NOTHING:
            yield prose, language or book.languages[0], text


def _list_spoken(
    book: Rulebook, prose: WrittenProse, language: str, text: str
) -> Iterator[OwnSentence]:
    """Each sentence of a text that speaks of rules."""
    for sentence in split_sentences(strip_marks(text).text):
        if len(sentence.pieces) < _SHORTEST:
            continue
        words = text[sentence.pieces[0].start : sentence.pieces[-1].end]
        beside = tuple(
            book.rules[rule_id]
            for rule_id in list_spoken_rules(sentence.pieces, language)
            if rule_id in book.rules
            and f"{rule_id}." not in words  # it names a figure of the rule
            and not (prose.home == rule_id and _find_key(prose) in _RESTATED)
        )
        if beside:
            place = prose.placed.mark or Unlocated(prose.home)
            yield OwnSentence(fold_whitespace(words), language, place, beside)


def _find_key(prose: WrittenProse) -> str:
    """The key under which a text stands."""
    return prose.placed.key.text if prose.placed.key else ""


def _leave_out_known(sentences: Sequence[OwnSentence], known: Collection[str]) -> list[OwnSentence]:
    left = [
        replace(one, beside=tuple(x for x in one.beside if one.digest_pair(x) not in known))
        for one in sentences
    ]
    return [one for one in left if one.beside]


def _leave_out_compared(
    sentences: Sequence[OwnSentence], judge: FigureJudge, prose: WrittenProse, text: str
) -> Iterator[OwnSentence]:
    """Without the rules with which a figure or an answer of the sentence agrees."""
    spelled, figures = judge.compare_spelled(prose, sentences[0].language, text)
    agreeing = {
        (find_holder(one.address), spelled.restore_words(one.start, one.end))
        for one in figures
        if one.address and one.verdict == "agrees"
    }
    for sentence in sentences:
        compared = {rule_id for rule_id, words in agreeing if words in sentence.words}
        left = tuple(rule for rule in sentence.beside if rule.id not in compared)
        if left:
            yield replace(sentence, beside=left)


def _list_published(rule: Rule, language: str) -> Iterator[str]:
    """All from which what a rule publishes in a language is made."""
    for variant in rule.variants:
        yield repr((variant.id, variant.is_none, variant.case))
        yield from (f"{name} {fact.figure.serial}" for name, fact in variant.facts.items())
        yield from (text.in_language(language) for text in (variant.summary,) if text)
        for clause in variant.said:
            sentence = clause.find_sentence("says", variant.figures)
            yield sentence.words[language] if sentence else ""
            yield clause.prose.in_language(language) if clause.prose else ""
