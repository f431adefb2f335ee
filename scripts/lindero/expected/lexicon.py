"""The words that figures are shown in, by language, and what each of them means.

A shown figure is read into marks: its numbers in order (`40%`, `1450EUR`, `15`, `t540` for 9:00),
and the set of everything else it says (`unit:day`, `event:invoice`, `after`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from babel.dates import get_day_names, get_month_names
from babel.numbers import (
    NumberFormatError,
    get_currency_symbol,
    get_decimal_symbol,
    get_group_symbol,
    parse_decimal,
)

from lindero.resources.languages import choose_locale, read_language_words
from lindero.shapes.refusals import format_number

Marks = tuple[str, ...]

_SLOT = re.compile(r"\{[a-z_]+\}")
_DASH = "–"
_ONE = "one"
_LONGEST_PHRASE = 16

# What the frames around figures mean: a mark for the last piece of text in a frame, or for each of
# the last ones. Frames that are not named here only join what stands in them.
_FRAME_MARKS: Mapping[str, Marks] = {
    "on_request": ("on request",),
    "price_from": ("from",),
    "once": ("once",),
    "nothing": ("nothing",),
    "at_least": ("larger",),
    "or_least": ("larger",),
    "limit_larger": ("larger",),
    "at_most": ("smaller",),
    "or_most": ("smaller",),
    "limit_smaller": ("smaller",),
    "between": ("larger", "smaller"),
    "bracket_up": ("up to",),
    "bracket_over": ("over",),
    "rest": ("rest",),
    "equal": ("equal",),
    "rest_in_parts": ("rest", "equal"),
    "equal_in_parts": ("equal",),
    "plus": ("plus",),
    "statutory_interest": ("statutory",),
    "before": ("before",),
    "month_end_on": ("event:month end",),
    "month_end_after": ("after event:month end",),
    "month_end_before": ("before event:month end",),
    "month_end_next": ("event:next month end",),
    "month_end_months": ("event:month end", "after"),
    "any_month_end_next": ("event:next month end",),
    "any_month_end_months": ("event:month end", "after"),
    "month_end_next_short": ("event:next month end",),
    "month_end_period_short": ("event:month end",),
    "then_month_end": ("event:month end",),
    "then_pay_day": ("pay day",),
    "then_next_month": ("next month",),
    "then_next_month_end": ("event:next month end",),
    "on_pay_day": ("pay day",),
    "on_next_month": ("next month",),
    "short_month_end": ("event:month end",),
    "short_next_month": ("next month",),
    "short_next_month_end": ("event:next month end",),
    "closed": ("closed",),
    "no_counted": ("0",),
    "one_counted": (_ONE,),
}


class ReadFigure(NamedTuple):
    """What a shown figure says: its numbers in order, and all else; words nobody knows are `?`."""

    numbers: Marks
    marks: frozenset[str]


class Lexicon:
    """The words and numbers of one language as a country writes them."""

    def __init__(self, language: str, country: str) -> None:
        self.language = language
        self.locale = choose_locale(language, country)
        group, decimal = get_group_symbol(self.locale), get_decimal_symbol(self.locale)
        number = rf"\d+(?:[{re.escape(group + decimal)}]\d+)*"
        self._token = re.compile(rf"\d{{1,2}}:\d\d|\d+[^\W\d_]+|{number}|[^\W\d_]+|[^\s\w]|\w")
        self._phrases = dict(self._list_phrases(read_language_words(language)))

    def read_figure(
        self, text: str, own: Mapping[str, Marks], currencies: Iterable[str] = ()
    ) -> ReadFigure:
        """The figure that a text shows; `own` are phrases of this figure alone, by what they mean."""
        phrases = {self.fold(phrase): marks for phrase, marks in own.items()}
        for currency in currencies:
            sign = get_currency_symbol(currency, self.locale)
            phrases |= {self.fold(name): (f"cur:{currency}",) for name in (sign, currency)}
        return _settle_numbers([*self._read_marks(text, phrases)])

    def fold(self, text: str) -> str:
        """A text as phrases are looked up: its words and signs, one space between, in lower case."""
        return " ".join(self._split(text))

    def _split(self, text: str) -> list[str]:
        tokens: list[str] = self._token.findall(text.casefold())
        return [token for token in tokens if len(token) > 1 or token not in _PUNCTUATION]

    def _read_marks(self, text: str, own: Mapping[str, Marks]) -> Iterator[str]:
        tokens, at = self._split(text), 0
        while at < len(tokens):
            marks, length = self._find_phrase(tokens, at, own)
            yield from marks
            at += length

    def _find_phrase(
        self, tokens: list[str], at: int, own: Mapping[str, Marks]
    ) -> tuple[Marks, int]:
        """The longest phrase that begins here, the figure's own before the language's."""
        for length in range(min(_LONGEST_PHRASE, len(tokens) - at), 0, -1):
            phrase = " ".join(tokens[at : at + length])
            marks = own.get(phrase, self._phrases.get(phrase))
            if marks is not None:
                return marks, length
        return (self._read_token(tokens[at]),), 1

    def _read_token(self, token: str) -> str:
        if re.fullmatch(r"\d{1,2}:\d\d", token):
            hours, _, minutes = token.partition(":")
            return f"#t{int(hours) * 60 + int(minutes)}"
        if not token[0].isdigit():
            return token if token in {"%", _DASH} else f"?{token}"
        try:
            return f"#{format_number(Decimal(parse_decimal(token, self.locale)))}"
        except NumberFormatError:
            return f"?{token}"

    def _list_phrases(self, words: Mapping[str, Any]) -> Iterator[tuple[str, Marks]]:
        figures = words["figures"]
        for text in _walk_texts(figures):
            words_alone = self._split(_SLOT.sub(" ", text))
            yield from ((word, ()) for word in words_alone if not word.isdigit())
        for key, frame in figures.items():
            yield from self._list_frame_phrases(key, frame)
        for name, forms in words["units"].items():
            texts = (*_walk_texts({**forms, "symbol": ""}), *[forms.get("symbol", "")])
            yield from ((self.fold(text), (f"unit:{name}",)) for text in texts if text)
        for name, forms in words["events"].items():
            for form in ("noun", "short", "on", "after", "before"):
                said = (form,) if form in {"after", "before"} else ()
                yield self.fold(forms[form]), (f"event:{name}", *said)
        yield from self._list_calendar_phrases(figures)
        yield "×", ("times",)

    def _list_frame_phrases(self, key: str, frame: Any) -> Iterator[tuple[str, Marks]]:
        counted = {"points": "points", "times_over": "times"}.get(key)
        for text in _walk_texts(frame):
            pieces = [piece for part in _SLOT.split(text) if (piece := self.fold(part))]
            marks = [(counted,)] if counted else [_split_marks(m) for m in _FRAME_MARKS.get(key, ())]
            marks = [()] * (len(pieces) - len(marks)) + marks[-len(pieces) :]
            # A piece that means nothing by itself must not hide one that does.
            yield from (
                (piece, said)
                for piece, said in zip(pieces, marks, strict=True)
                if said or " " in piece  # digits never stand in a frame
            )

    def _list_calendar_phrases(self, figures: Mapping[str, Any]) -> Iterator[tuple[str, Marks]]:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                months = get_month_names(width, context, self.locale)
                yield from ((self.fold(name), (f"month:{at}",)) for at, name in months.items())
                days = get_day_names(width, context, self.locale)
                yield from ((self.fold(name), (f"day:{at}",)) for at, name in days.items())
        for at, text in enumerate(figures["single_days"]):
            yield self.fold(text), (f"day:{at}",)
        for at, text in enumerate(figures["days_of_month"], 1):
            if not text.isdigit():
                yield self.fold(text), (f"#{at}",)
        for at, text in enumerate(figures["few"], 2):
            yield self.fold(text), (f"#{at}",)


_PUNCTUATION = set(".,;:()[]\"'’‘“”«»·/¿?¡!-+−‑")


def _walk_texts(words: Any) -> Iterator[str]:
    if isinstance(words, str):
        yield words
    else:
        inner = words.values() if isinstance(words, Mapping) else words
        for one in inner:
            yield from _walk_texts(one)


def _split_marks(mark: str) -> Marks:
    """`after event:month end` are two marks."""
    before, found, event = mark.partition(" event:")
    return (before, f"event:{event}") if found else ("#0",) if mark == "0" else (mark,)


def _settle_numbers(items: list[str]) -> ReadFigure:
    """Numbers with the sign beside them; in `900–1.500 €` the first has that of the second."""
    numbers: list[str] = []
    marks: set[str] = set()
    for at, item in enumerate(items):
        if item.startswith("#"):
            numbers.append(item[1:] + _find_sign(items, at))
        elif item not in {"%", _DASH} and not item.startswith("cur:"):
            marks.add(item)
    return ReadFigure(tuple(numbers), frozenset(marks))


def _find_sign(items: list[str], at: int) -> str:
    before = items[at - 1] if at else ""
    after = items[at + 1] if at + 1 < len(items) else ""
    if after == _DASH and not before.startswith("cur:"):
        return _find_sign(items, at + 2) if at + 2 < len(items) else ""
    for sign in (after, before):
        if sign == "%" or sign.startswith("cur:"):
            return sign.removeprefix("cur:")
    return ""


@cache
def find_lexicon(language: str, country: str) -> Lexicon:
    """The lexicon of a language as a country writes it."""
    return Lexicon(language, country)
