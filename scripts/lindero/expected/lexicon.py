"""The words that figures are shown in, by language, and what each of them means.

A shown figure is read into marks: its numbers in order (`40%`, `1450EUR`, `15`, `t540` for 9:00),
and the set of everything else it says (`unit:day`, `event:invoice`, `after`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import islice, pairwise
from typing import Any, NamedTuple

from babel import Locale
from babel.dates import get_day_names, get_month_names
from babel.numbers import (
    NumberFormatError,
    get_currency_symbol,
    get_decimal_symbol,
    get_group_symbol,
    parse_decimal,
)

from lindero.resources.languages import LANGUAGES, choose_locale, read_language_words
from lindero.shapes.refusals import format_number

Marks = tuple[str, ...]

_SLOT = re.compile(r"\{[a-z_]+\}")
_NUMBERED = re.compile(r"\{[0-9]\}")
_HYPHEN = re.compile("(?<=[^\\W\\d_])[-\u2010\u2011](?=[^\\W\\d_])")
_DASH = "–"
ONE = "one"
_ALONE = {
    "from",
    "about",
    "up to",
    "over",
    "larger",
    "smaller",
    "before",
    "after",
    "once",
    "closed",
}
FROM = "from"
CALENDAR = "calendar"
_LONGEST_PHRASE = 16

# What the frames around figures mean: a mark for the last piece of text in a frame, or for each of
# the last ones. Frames that are not named here only join what stands in them.
_FRAME_MARKS: Mapping[str, Marks] = {
    "on_request": ("on request",),
    "price_from": (FROM,),
    "price_about": ("about",),
    "once": ("once",),
    "nothing": ("nothing",),
    "work_time": ("work",),
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
    "one_counted": (ONE,),
    "points": ("points",),
    "times_over": ("times",),
}


class ReadFigure(NamedTuple):
    """What a shown figure says: its numbers in order, and all else; words nobody knows are `?`."""

    numbers: Marks
    marks: frozenset[str]


class Phrases:
    """What folded phrases mean, and how many words the longest has that begins with a word.

    Names of days stand in brackets and are names nowhere else: August is called so, too.
    """

    def __init__(self, meanings: Mapping[str, Marks], *, in_brackets: bool = False) -> None:
        self.meanings, self.in_brackets = meanings, in_brackets
        self._longest: dict[str, int] = {}
        for phrase in meanings:
            words = phrase.split(" ")
            self._longest[words[0]] = max(len(words), self.measure_longest(words[0]))

    def measure_longest(self, first: str) -> int:
        """How many words at most belong together with this one."""
        return self._longest.get(first, 0)


_NO = Phrases({})


@cache
def _read_number(text: str, locale: Locale) -> str:
    return format_number(Decimal(parse_decimal(text, locale)))


class Lexicon:
    """The words and numbers of one language as a country writes them."""

    def __init__(self, language: str, country: str) -> None:
        self.language, self.country = language, country
        self.locale = choose_locale(language, country)
        group, decimal = get_group_symbol(self.locale), get_decimal_symbol(self.locale)
        self._group, decimal = group, re.escape(decimal)
        signs = rf"[{re.escape(group)}{decimal}]"
        # Where thousands stand apart by a space, only three digits belong to what is before it.
        number = (
            rf"\d{{1,3}}(?:\s\d{{3}})+(?:{decimal}\d+)?|\d+(?:{decimal}\d+)?"
            if group.isspace()
            else rf"\d+(?:{signs}\d+)*"
        )
        self._halves = [half.lower() for half in LANGUAGES[language].halves.get(country, ())]
        # Of two halves of a day, one stands behind each time; elsewhere, no word is one.
        half = "|".join(self._halves[:2]) or r"\b\B"
        self._time = re.compile(rf"(\d{{1,2}})(?::(\d\d))?\s({half})\b|(\d{{1,2}}):(\d\d)")
        time = rf"\d{{1,2}}(?::\d\d)?\s(?:{half})\b|\d{{1,2}}:\d\d"
        self._token = re.compile(rf"{time}|\d+[^\W\d_]+|{number}|[^\W\d_]+|[^\s\w]|\w")
        self._sign_first = self.locale.currency_formats["standard"].pattern.startswith("¤")
        self._percent_apart = self.locale.percent_formats[None].pattern[-2:-1].isspace()
        contractions = LANGUAGES[language].contractions
        self._contracted = [(re.compile(rf"\b{one}\b"), two) for one, two in contractions.items()]
        words = read_language_words(language, country)["figures"]
        self.conjunctions: Mapping[str, Sequence[str]] = words["conjunctions"]
        self._phrases = Phrases(dict(self._list_phrases(read_language_words(language, country))))

    def read_figure(self, text: str, own: Phrases) -> ReadFigure:
        """The figure that a text shows; `own` are folded phrases of this figure alone."""
        phrases = self.walk_phrases(self.expand(text), own)
        return self.settle_numbers([mark for *_, marks in phrases for mark in marks])

    def fold_phrases(
        self, phrases: Mapping[str, Marks], currencies: Iterable[str], *, in_brackets: bool = False
    ) -> Phrases:
        """The phrases of one figure, and the signs of its currencies, as they are looked up."""
        folded = {self.fold(phrase): marks for phrase, marks in phrases.items()}
        for currency in currencies:
            sign = get_currency_symbol(currency, self.locale)
            folded |= {self.fold(name): (f"cur:{currency}",) for name in (sign, currency)}
        return Phrases(folded, in_brackets=in_brackets)

    def expand(self, text: str) -> str:
        """A text in lower case, with what the language contracts taken apart."""
        # Where a sheet breaks a line, nobody knows whether a hyphen is one of the word.
        expanded = _HYPHEN.sub("", text.casefold())
        for one, two in self._contracted:
            expanded = one.sub(two, expanded)
        return expanded

    def fold(self, text: str) -> str:
        """A text as phrases are looked up: its words and signs in lower case, a space between."""
        return " ".join(self._split(text))

    def _split(self, text: str) -> list[str]:
        return [token[0] for token in self._find_tokens(self.expand(text), 0)]

    def list_word_ends(self, text: str, at: int, most: int) -> list[int]:
        """Where words end from a place in a folded text, so many of them."""
        return [token.end() for token in islice(self._find_tokens(text, at), most)]

    def _find_tokens(self, text: str, at: int) -> Iterator[re.Match[str]]:
        tokens = self._token.finditer(text, at)
        return (token for token in tokens if token[0] not in _PUNCTUATION)

    def walk_phrases(
        self, text: str, own: Phrases, at: int = 0
    ) -> Iterator[tuple[int, int, Marks]]:
        """Phrase after phrase from a place in a folded text: its start, its end, its meaning."""
        tokens = list(islice(self._find_tokens(text, at), _LONGEST_PHRASE))
        while tokens:
            start = tokens[0].start()
            named = not own.in_brackets or text[start - 1 : start] == "("
            marks, length = self._find_phrase([token[0] for token in tokens], own if named else _NO)
            wrong = tokens[0][0] == "%" and self._stands_wrongly(text, start)
            yield start, tokens[length - 1].end(), ("?%",) if wrong else marks
            end = tokens[-1].end()
            tokens = [*tokens[length:], *islice(self._find_tokens(text, end), length)]

    def _stands_wrongly(self, text: str, at: int) -> bool:
        """Whether a percent sign is not as far from its number as the language sets it."""
        return text[at - 1 : at].isspace() is not self._percent_apart

    def _find_phrase(self, tokens: Sequence[str], own: Phrases) -> tuple[Marks, int]:
        """The longest phrase that these words begin with, the figure's own before ours."""
        longest = max(one.measure_longest(tokens[0]) for one in (own, self._phrases))
        for length in range(min(longest, len(tokens)), 0, -1):
            phrase = " ".join(tokens[:length])
            marks = own.meanings.get(phrase, self._phrases.meanings.get(phrase))
            if marks is not None:
                return marks, length
        return (self._read_token(tokens[0]),), 1

    def settle_numbers(self, items: Sequence[str]) -> ReadFigure:
        """Numbers with the sign beside them; in `900–1.500 €` the first has that of the second."""
        signs = {at for at, item in enumerate(items) if item == "%" or item.startswith("cur:")}
        rest = (item for at, item in enumerate(items) if at not in signs)
        marks = {item for item in rest if not item.startswith(("#", _DASH))}
        # Said twice in a row, a word is one too many.
        twice = (one for one, other in pairwise(items) if one == other and one in _ALONE)
        marks |= {f"?{item}" for item in twice}
        numbers: list[str] = []
        for at, item in enumerate(items):
            if item.startswith("#"):
                sign = self._find_sign(items, at)
                signs.discard(sign)
                shown = items[sign].removeprefix("cur:") if sign >= 0 else ""
                first = sign if 0 <= sign < at else at
                # `desde 900 €` is no `900 € desde`.
                since = FROM if first and items[first - 1] == FROM else ""
                numbers.append(f"{since}{item[1:]}{shown}")
        # A sign that belongs to no number is a figure's that begins behind this one.
        return ReadFigure(tuple(numbers), frozenset(marks | {f"?{items[at]}" for at in signs}))

    def _find_sign(self, items: Sequence[str], at: int) -> int:
        """Where the sign of a number stands, or that of the range it begins; -1 without one."""
        if items[at + 1 : at + 2] == ["%"]:
            return at + 1
        sign = at - 1 if self._sign_first else at + 1
        if 0 <= sign < len(items) and items[sign].startswith("cur:"):
            return sign
        ranges = items[at + 1 : at + 2] == [_DASH] and at + 2 < len(items)
        return self._find_sign(items, at + 2) if ranges else -1

    def _read_token(self, token: str) -> str:
        if found := self._time.fullmatch(token):
            return f"#t{self._count_minutes(*found.groups())}"
        if not token[0].isdigit():
            return token if token in {"%", _DASH} else f"?{token}"
        try:
            grouped = re.sub(r"\s", self._group, token)
            return f"#{_read_number(grouped, self.locale)}"
        except NumberFormatError:
            return f"?{token}"

    def _count_minutes(
        self, short: str | None, rest: str | None, half: str, hours: str, minutes: str
    ) -> int:
        """The minute of the day that a time is, in hours of the whole day or of half of it."""
        if short is None:
            return int(hours) * 60 + int(minutes)
        return int(short) % 12 * 60 + int(rest or 0) + self._halves.index(half) * 12 * 60

    def _list_phrases(self, words: Mapping[str, Any]) -> Iterator[tuple[str, Marks]]:
        figures = words["figures"]
        joints = [text for style in self.locale.list_patterns.values() for text in style.values()]
        for text in (*_walk_texts(figures), *(_NUMBERED.sub(" ", joint) for joint in joints)):
            words_alone = self._split(_SLOT.sub(" ", text))
            yield from ((word, ()) for word in words_alone if not word.isdigit())
        for key, frame in figures.items():
            yield from self._list_frame_phrases(key, frame)
        for name, forms in words["units"].items():
            texts = (*_walk_texts({**forms, "symbol": ""}), *[forms.get("symbol", "")])
            yield from ((self.fold(text), (f"unit:{name}",)) for text in texts if text)
            full = forms.get("full", {}).values()
            yield from ((self.fold(text), (f"unit:{name}", CALENDAR)) for text in full)
        for name, forms in words["events"].items():
            for form in ("noun", "short", "on", "after", "before"):
                said = (form,) if form in {"after", "before"} else ()
                yield self.fold(forms[form]), (f"event:{name}", *said)
        yield from self._list_calendar_phrases(figures)
        yield "×", ("times",)
        yield from ((end, ("#t1440",)) for end in self._halves[2:])

    def _list_frame_phrases(self, key: str, frame: Any) -> Iterator[tuple[str, Marks]]:
        meant: Sequence[Marks] = [_split_marks(mark) for mark in _FRAME_MARKS.get(key, ())]
        for text in _walk_texts(frame):
            pieces = [piece for part in _SLOT.split(text) if (piece := self.fold(part))]
            marks: list[Marks] = [()] * (len(pieces) - len(meant)) + [*meant[-len(pieces) :]]
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


@cache
def find_lexicon(language: str, country: str) -> Lexicon:
    """The lexicon of a language as a country writes it."""
    return Lexicon(language, country)
