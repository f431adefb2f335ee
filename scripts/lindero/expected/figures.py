"""Reads a figure where it is shown: what stands there is the rulebook's figure, or it is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from lindero import shapes
from lindero.catalogue.facts import Fact
from lindero.catalogue.specs import ValueSpec
from lindero.expected.lexicon import ONE, Lexicon, Marks, Phrases, ReadFigure
from lindero.expected.saying import Length, Saying
from lindero.expected.sayings import list_sayings, list_texts
from lindero.frozen import Frozen
from lindero.shapes.money import collect_sums

# As in "15 days' notice" and "one day's notice".
_JOINING_WORDS = 3
_SPARE_WORDS = 40
_POSSESSIVE = re.compile("[’']s?")


class FigureReader(Frozen):
    """Reads one figure of the rulebook from texts of one language."""

    fact: Fact
    lexicon: Lexicon

    @cached_property
    def _phrases(self) -> Phrases:
        currencies = {money.currency for money in collect_sums(self.fact.figure)}
        phrases = _collect_own_phrases(self.fact, self.lexicon.language)
        names_days = isinstance(self.fact.figure, shapes.Absences | shapes.Seasons)
        return self.lexicon.fold_phrases(phrases, currencies, in_brackets=names_days)

    @cached_property
    def _sayings(self) -> dict[Length, tuple[Saying, ...]]:
        return {}

    @cached_property
    def _judged(self) -> dict[tuple[str, Length, str], bool]:
        return {}

    def _list_sayings(self, length: Length) -> tuple[Saying, ...]:
        if length not in self._sayings:
            self._sayings[length] = list_sayings(self.fact, length)
        return self._sayings[length]

    @cached_property
    def _known(self) -> frozenset[str]:
        """Every mark that the figure may have."""
        sayings = self._list_sayings("any") + self._list_sayings("days")
        return frozenset().union(*(saying.marks | saying.optional for saying in sayings))

    def list_ends(self, text: str, at: int, length: Length, style: str = "") -> list[int]:
        """Where the figure may end that is shown from a place on, the furthest first."""
        figure = self.fact.figure
        if isinstance(figure, shapes.Text | shapes.Choice | shapes.TextList):
            most = len(self.lexicon.fold(figure.written).split()) * 4 + _SPARE_WORDS
            ends = self.lexicon.list_word_ends(text, at, most)
            return [end for end in reversed(ends) if self.agrees(text[at:end], length, style)]
        found, read, last = list[int](), list[str](), at
        for start, end, marks in self.lexicon.walk_phrases(text, self._phrases, at):
            read += marks
            known = self._known.issuperset(mark for mark in marks if _is_word_mark(mark))
            # No figure goes on in the next sentence.
            if not known or ". " in text[last:start]:
                break
            last = end
            if marks not in {(), (ONE,)} and self._says(self.lexicon.settle_numbers(read), length):
                found.append(end)
                if possessive := _POSSESSIVE.match(text, end):
                    found.append(possessive.end())
        # The days of a week may be named again by what follows.
        return found if length == "days" else found[::-1]

    def _says(self, read: ReadFigure, length: Length) -> bool:
        return any(saying.agrees_with(read) for saying in self._list_sayings(length))

    def agrees(self, text: str, length: Length = "any", style: str = "") -> bool:
        """Whether a text shows this figure; what stands on several pages is read once."""
        shown = (text, length, style)
        if shown not in self._judged:
            self._judged[shown] = self._shows_figure(*shown)
        return self._judged[shown]

    def _shows_figure(self, text: str, length: Length, style: str) -> bool:
        figure, language = self.fact.figure, self.lexicon.language
        if isinstance(figure, shapes.TextList):
            return _lists_texts(figure, self.lexicon.fold(text), self.lexicon, style)
        if isinstance(figure, shapes.Text):
            return self.lexicon.fold(text) == self.lexicon.fold(figure.in_language(language))
        if isinstance(figure, shapes.Choice):
            choices = self.fact.spec.choices if self.fact.spec else None
            said = str(choices[figure.name][language]) if choices else ""
            return self.lexicon.fold(text) == self.lexicon.fold(said)
        return self._says(self.lexicon.read_figure(text, self._phrases), length)


def _is_word_mark(mark: str) -> bool:
    return not (mark.startswith(("#", "cur:")) or mark in {"%", "–"})


def _lists_texts(figure: shapes.TextList, text: str, lexicon: Lexicon, style: str) -> bool:
    """Every text in order, before the last one a conjunction of the list's style."""
    at, last = 0, len(figure.entries) - 1
    wrong = {
        word for name, words in lexicon.conjunctions.items() if name != style for word in words
    }
    wrong = wrong - {*lexicon.conjunctions[style]} if style else set()
    for number, entry in enumerate(figure.entries):
        said = lexicon.fold(entry.in_language(lexicon.language))
        found = text.find(said, at)
        between = text[at:found].split()
        if found < 0 or len(between) > (_JOINING_WORDS if number else 0):
            return False
        if number and number == last and (not between or not wrong.isdisjoint(between)):
            return False
        at = found + len(said)
    return at == len(text)


def _collect_own_phrases(fact: Fact, language: str) -> dict[str, Marks]:
    """The words of one figure: the author's, and the catalogue's for its value."""
    phrases = dict(_list_catalogue_phrases(fact.spec, language)) if fact.spec else {}
    texts = enumerate(list_texts(fact.figure))
    return phrases | {text.in_language(language): (f"text:{at}",) for at, text in texts}


def _list_catalogue_phrases(spec: ValueSpec, language: str) -> Iterator[tuple[str, Marks]]:
    nouns = spec.unit[language].values() if spec.unit else ()
    yield from ((noun, ("counted",)) for noun in nouns)
    yield from ((base[language], ("of",)) for base in (spec.of, spec.times) if base)
    for side in ("up", "over") if spec.frames else ():
        pieces = spec.frames[side][language].split("{limit}") if spec.frames else ()
        yield from ((piece, (f"own {side}",)) for piece in pieces if piece.strip())
