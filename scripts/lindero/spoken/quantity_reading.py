"""Shares, sums and lengths of time in a sentence, each as one piece."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from lindero.frozen import Frozen
from lindero.shapes.units import PERIOD_UNITS
from lindero.spoken.first_look import FIGURE
from lindero.spoken.numerals import read_number
from lindero.spoken.pieces import Piece, Sentence
from lindero.spoken.quantity import Quantity
from lindero.spoken.week_hours import read_hours
from lindero.spoken.word_tables import SpokenWords

QuantityFound = tuple[Quantity, int]
"""What was read, and the place after it."""


def read_quantities(sentence: Sentence, words: SpokenWords, currency: str) -> Sentence:
    """The sentence with every figure in it as one piece; `currency` is the business's own."""
    reader = _QuantityReader(sentence.pieces, words, currency)
    return sentence._replace(pieces=tuple(reader.read_pieces()))


class _QuantityReader(Frozen, eq=False):
    pieces: Sequence[Piece]
    words: SpokenWords
    currency: str

    def read_pieces(self) -> list[Piece]:
        """All pieces, those of a figure put together."""
        read: list[Piece] = []
        at = 0
        while at < len(self.pieces):
            piece, (quantity, end) = self.pieces[at], self._read_at(at) or (None, at + 1)
            if quantity:
                # Of days several cues know the first one: `Saturdays and Sundays`.
                word = piece.word if end == at + 1 or quantity.days else FIGURE
                piece = Piece(word, piece.start, self.pieces[end - 1].end, quantity)
            read.append(piece)
            at = end
        return read

    def _read_at(self, at: int) -> QuantityFound | None:
        word = self.pieces[at].word
        if word.startswith("{{"):
            return Quantity("named"), at + 1
        if not (word in self.words.first or word[0].isdigit() or word.upper() == self.currency):
            return None
        readers: tuple[Callable[[int], QuantityFound | None], ...] = (
            self._read_hours,
            self._read_time_phrase,
            self._read_multiple,
            self._read_share_phrase,
            self._read_count_phrase,
            self._read_signed_sum,
            self._read_numbered,
            self._read_single_unit,
        )
        return next(filter(None, (read(at) for read in readers)), None)

    def _read_hours(self, at: int) -> QuantityFound | None:
        return read_hours(self.pieces, at, self.words)

    def _read_time_phrase(self, at: int) -> QuantityFound | None:
        if not (found := self.words.times.find_phrase(self.pieces, at)):
            return None
        count, _, unit = found[0].partition(" ")
        return Quantity("time", Decimal(count), unit), found[1]

    def _read_share_phrase(self, at: int) -> QuantityFound | None:
        if not (found := self.words.shares.find_phrase(self.pieces, at)):
            return None
        points = Decimal(found[0])
        return Quantity("share", points, is_rounded=bool(points % 5)), found[1]

    def _read_multiple(self, at: int) -> QuantityFound | None:
        found = self.words.multiples.find_phrase(self.pieces, at)
        return (Quantity("multiple", Decimal(found[0])), found[1]) if found else None

    def _read_count_phrase(self, at: int) -> QuantityFound | None:
        found = self.words.counts.find_phrase(self.pieces, at)
        return (Quantity("number", Decimal(found[0])), found[1]) if found else None

    def _read_signed_sum(self, at: int) -> QuantityFound | None:
        """A sum with its sign in front: `€1,450`."""
        sign = self.words.currencies.find_phrase(self.pieces, at) or self._find_code(at)
        is_word = self.pieces[at].word.isalpha() and not self._find_code(at)
        if not sign or is_word or sign[1] >= len(self.pieces):
            return None
        if not (number := read_number(self.pieces, sign[1], self.words)):
            return None
        return self._finish_sum(number[0], sign[0], number[1])

    def _find_code(self, at: int) -> tuple[str, int] | None:
        """The business's own currency by its letters: `EUR 200`."""
        is_code = self.pieces[at].word.upper() == self.currency
        return (self.currency, at + 1) if is_code else None

    def _read_numbered(self, at: int) -> QuantityFound | None:
        """A number and what it is a number of; alone it is a number."""
        if not (found := read_number(self.pieces, at, self.words)):
            return None
        number, end = found
        if ranged := self._read_range_end(end):
            quantity, end = ranged
            return quantity._replace(number=number, up_to=quantity.number), end
        return self._read_measured(number, end) or (Quantity("number", number), end)

    def _read_range_end(self, at: int) -> QuantityFound | None:
        """`3 to 5 days` is one figure with two ends."""
        if at + 1 >= len(self.pieces) or self.pieces[at].word not in self.words.ranges:
            return None
        if not (found := read_number(self.pieces, at + 1, self.words)):
            return None
        return self._read_measured(*found)

    def _read_measured(self, number: Decimal, at: int) -> QuantityFound | None:
        if percent := self.words.percents.find_phrase(self.pieces, at):
            per, end = self._read_per(percent[1])
            return Quantity("share", number, per=per), end
        if currency := self.words.currencies.find_phrase(self.pieces, at):
            return self._finish_sum(number, currency[0], currency[1])
        if at < len(self.pieces) and self.pieces[at].word.upper() == self.currency:
            return self._finish_sum(number, self.currency, at + 1)
        return self._read_length(number, at)

    def _finish_sum(self, number: Decimal, meant: str, at: int) -> QuantityFound:
        """What a sign or a word stands for: the business's own currency if it can."""
        known = meant.split()
        unit = self.currency if self.currency in known else known[0]
        again = self.words.currencies.find_phrase(self.pieces, at)
        if again and unit in again[0].split():
            at = again[1]  # `$1,450 pesos`
        elif at < len(self.pieces) and self.pieces[at].word.upper() == unit:
            at += 1
        per, end = self._read_per(at)
        return Quantity("money", number, unit, per), end

    def _read_per(self, at: int) -> tuple[str, int]:
        """The unit that something is paid per, and the place after it."""
        if pace := self.words.paces.find_phrase(self.pieces, at):
            return pace[0], pace[1]
        joined = self.words.per.find_phrase(self.pieces, at)
        return (joined and self._find_unit(joined[1])) or ("", at)

    def _find_unit(self, at: int) -> tuple[str, int] | None:
        return self.words.units.find_phrase(self.pieces, at)

    def _read_length(self, number: Decimal, at: int) -> QuantityFound | None:
        """`15 días`, `five-day`, `un mes y medio`."""
        while at < len(self.pieces) and self.pieces[at].word in self.words.fillers:
            at += 1
        if not (unit := self._find_unit(at)):
            return None
        name, end = unit
        if name not in PERIOD_UNITS:
            return None
        if half := self.words.halves.find_phrase(self.pieces, end):
            number, end = number + Decimal("0.5"), half[1]
        per, end = self.words.paces.find_phrase(self.pieces, end) or ("", end)
        return Quantity("time", number, name, per), end

    def _read_single_unit(self, at: int) -> QuantityFound | None:
        """`a week`: the article counts where a unit follows."""
        if self.pieces[at].word not in self.words.ones:
            return None
        return self._read_length(Decimal(1), at + 1)
