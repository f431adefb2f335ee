"""The words of one language for numbers, units, money and days, by their first word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from lindero.resources.data import read_shipped_yaml
from lindero.spoken.first_look import fill_classes, list_classes, read_plurals
from lindero.spoken.pieces import Piece, split_pieces


class WordTable:
    """Phrases of fixed words and what each means, found at a place of a sentence."""

    def __init__(self, meanings: Mapping[str, Any]) -> None:
        self._entries: dict[str, list[tuple[tuple[str, ...], Any]]] = {}
        for phrase, meaning in meanings.items():
            words = tuple(piece.word for piece in split_pieces(phrase))
            self._entries.setdefault(words[0], []).append((words, meaning))
        for entries in self._entries.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    @property
    def first_words(self) -> Iterable[str]:
        """The words that its phrases begin with."""
        return self._entries.keys()

    def find_phrase(self, pieces: Sequence[Piece], at: int) -> tuple[Any, int] | None:
        """What the longest phrase at a place means, and the place after it."""
        if at >= len(pieces):
            return None
        for words, meaning in self._entries.get(pieces[at].word, ()):
            end = at + len(words)
            if tuple(piece.word for piece in pieces[at:end]) == words:
                return meaning, end
        return None


def _turn_around(lists: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """From lists of words by what they mean, what each word means."""
    return {word: meaning for meaning, words in lists.items() for word in words}


class SpokenWords:
    """All tables of one language."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self.numbers = {word: int(value) for word, value in words["numbers"].items()}
        self.powers = {word: int(value) for word, value in words["powers"].items()}
        self.joiners = frozenset(words["joiners"])
        self.ones = frozenset(words["ones"])
        self.units = WordTable(_turn_around(words["units"]))
        self.times = WordTable(words["times"])
        self.halves = WordTable(dict.fromkeys(words["halves"], True))
        self.counts = WordTable(words["counts"])
        self.shares = WordTable(words["shares"])
        self.multiples = WordTable(words["multiples"])
        self.percents = WordTable(dict.fromkeys(words["percents"], True))
        self.currencies = WordTable(words["currencies"])
        self.per = WordTable(dict.fromkeys(words["per"], True))
        self.paces = WordTable(_turn_around(words["paces"]))
        self.ranges = frozenset(words["ranges"])
        self.weekdays = WordTable(
            {word: at for at, names in enumerate(words["weekdays"]) for word in names}
        )
        self.always = WordTable(dict.fromkeys(words["always"], True))
        self.clocks = {word: int(value) for word, value in words["clocks"].items()}
        self.clock_signs = frozenset(words["clock-signs"])
        self.afternoon = frozenset(words["afternoon"])
        self.fillers = frozenset(words["fillers"])
        self.negations = frozenset(words["negations"])
        self.echoes = frozenset(words["echoes"])
        self.comparatives = frozenset(words["comparatives"])
        self.aside_endings = tuple(words["aside-endings"])
        self.conditions = frozenset(words["conditions"])
        self.today = frozenset(words["today"])
        self.closings = frozenset(words["closings"])
        self.yes = frozenset(words["yes"])
        self.attaching = frozenset(words["attaching"])
        self.purposes = frozenset(words["purposes"])
        self.plurals = read_plurals(words)
        self.pairing = frozenset(words["pairing"])
        self.hour_fillers = frozenset(words["hour-fillers"])
        self.before_hours = frozenset(words["before-hours"])
        self.arrivals = frozenset(words["arrivals"])
        self.links = frozenset(words["links"])
        self.general = frozenset(words["general"])
        self.idle = frozenset(words["idle"])
        self.people = frozenset(words["people"])
        self.parties = frozenset(words["parties"])
        self.measured = frozenset(words["measured"])
        self.taxed = tuple(fill_classes(words["taxed"], list_classes(words)))
        self.first = self._list_first_words()

    def _list_first_words(self) -> frozenset[str]:
        """Every word that a figure can begin with, numbers in digits apart."""
        tables = (self.always, self.weekdays, self.times, self.multiples, self.shares)
        phrases = [*tables, self.counts, self.currencies]
        said = [word for table in phrases for word in table.first_words]
        return frozenset({*said, *self.clocks, *self.numbers, *self.powers, *self.ones})


@cache
def load_spoken_words(language: str) -> SpokenWords:
    """The tables of a language."""
    return SpokenWords(read_shipped_yaml(f"spoken/words.{language}.yml"))
