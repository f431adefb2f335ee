"""Who reads: a language with its words, its grammar and its way of writing numbers and lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.languages import get_official_languages
from babel.lists import format_list
from babel.numbers import format_decimal

from lindero.catalogue.specs import ValueSpec
from lindero.reading.prose import FIGURE_FORMS
from lindero.resources.languages import LANGUAGES, read_language_words
from lindero.shapes import Day, Figure, Text
from lindero.wording.grammar import Grammar, find_grammar

NBSP = "\N{NO-BREAK SPACE}"

_VOICED = re.compile(r"\[([^][|/]*)([|/])([^][|/]*)\](?!\()")
"""Two words of which the voice decides; a link's text stands in brackets as well."""


Shower = Callable[["Reader", Any, ValueSpec | None, str], str]
"""Shows figures of one class; the text is the form, one of FIGURE_FORMS."""


@dataclass(frozen=True)
class Reader:
    """A language, and the country whose way of writing numbers and dates is used."""

    language: str
    country: str
    speaker: str
    address_form: str
    # Handed in, since showing brackets shows the figures in them: what shows figures needs
    # a reader, and a reader that imported it would close the circle.
    showers: Mapping[type[Figure], Shower] = field(repr=False, compare=False)

    @cached_property
    def locale(self) -> Locale:
        """The language as the country writes it, if it is at home there, else as is usual."""
        at_home = self.language in get_official_languages(
            self.country, regional=True, de_facto=True
        )
        usual = LANGUAGES[self.language].locale
        return Locale.parse(f"{self.language}_{self.country}" if at_home else usual)

    @cached_property
    def words(self) -> Mapping[str, Any]:
        """Page furniture, in the business's voice."""
        words = read_language_words(self.language)
        return {key: self.choose_voice(value) for key, value in words.items()}

    @cached_property
    def figure_words(self) -> Mapping[str, Any]:
        """The words around figures."""
        found: Mapping[str, Any] = read_language_words(self.language)["figures"]
        return found

    @property
    def grammar(self) -> Grammar:
        """What the language does beyond its words."""
        return find_grammar(self.language)

    def find_unit_words(self, unit: str) -> Mapping[str, Any]:
        """A unit's `noun`, its `per`, and where it has them its `symbol` and its `full` noun."""
        found: Mapping[str, Any] = read_language_words(self.language)["units"][unit]
        return found

    def choose_voice(self, words: Any) -> Any:
        """A text that may differ by voice, as the one text that is meant.

        `{tu: …, usted: …}` and `{i: …, we: …}` differ as a whole; inside a text, `[te/le]` differs
        by how the reader is addressed and `[I|we]` by who speaks.
        """
        keys = {
            "i" if self.speaker == "I" else "we",
            LANGUAGES[self.language].find_address_key(self.address_form),
        }
        while isinstance(words, Mapping):
            chosen = next((key for key in words if key in keys), None)
            if chosen is None:
                return words
            words = words[chosen]
        return _VOICED.sub(self._choose_word, words) if isinstance(words, str) else words

    def _choose_word(self, written: re.Match[str]) -> str:
        language = LANGUAGES[self.language]
        usual = language.find_address_key("")
        is_first = (
            self.speaker == "I"
            if written[2] == "|"
            else language.find_address_key(self.address_form) == usual
        )
        return written[1] if is_first else written[3]

    def choose_plural(self, number: int | Decimal, forms: Mapping[str, str]) -> str:
        """The form of a noun that goes with a number (CLDR plural rules)."""
        return forms.get(self.locale.plural_form(number), forms["other"])

    def show_number(self, number: Decimal | int) -> str:
        """A number with the reader's separators, with all its decimals."""
        return format_decimal(number, locale=self.locale, decimal_quantization=False)

    def count_nouns(self, number: Decimal | int, forms: Mapping[str, str]) -> str:
        """`2 rondas`."""
        return f"{self.show_number(number)}{NBSP}{self.choose_plural(number, forms)}"

    def show_day(self, day: Day) -> str:
        """A date in full."""
        return format_date(day.date, "long", self.locale)

    def join_list(self, parts: Iterable[str]) -> str:
        """`a, b and c`."""
        listed = list(parts)
        return self.grammar.join_last(format_list(listed, locale=self.locale), listed[-1])

    def fill_figure_words(self, name: str, **parts: str) -> str:
        """Words around figures, with the figures in them."""
        return str(self.figure_words[name]).format(**parts)

    def encode_figure(self, figure: Figure) -> str:
        """The figure's exact form for `<data value>`; words in the reader's language."""
        return figure.in_language(self.language) if isinstance(figure, Text) else figure.machine

    def list_forms(self, figure: Figure, spec: ValueSpec | None = None) -> frozenset[str]:
        """Every text under which the figure may be published."""
        return frozenset(self.show_figure(figure, spec, form) for form in FIGURE_FORMS)

    def show_figure(self, figure: Figure, spec: ValueSpec | None = None, form: str = "") -> str:
        """A figure as this reader reads it."""
        return self.showers[type(figure)](self, figure, spec, form)
