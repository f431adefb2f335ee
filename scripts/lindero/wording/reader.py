"""Who reads: a language with its words, its grammar and its way of writing numbers and lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from lindero.catalogue.specs import ValueSpec
from lindero.frozen import Frozen
from lindero.resources.languages import choose_locale, read_language_words
from lindero.resources.voices import Voice
from lindero.shapes import Day, Figure, Text
from lindero.shapes.money import Money, collect_sums
from lindero.wording.grammar import Grammar, find_grammar
from lindero.wording.lists import ListJoiner, ListStyle

NBSP = "\N{NO-BREAK SPACE}"

LARGE = "large"
"""The form of a figure that stands alone in large type: `24 h`. No sentence has it."""

SHORT_FORMS = ("short", LARGE)
"""Those that leave out what follows from the surroundings."""


Shower = Callable[["Reader", Any, ValueSpec | None, str], str]
"""Shows figures of one class; the text is the form: of FIGURE_FORMS, the figure's own, or LARGE."""


class Reader(Frozen):
    """A language, and the country whose way of writing numbers and dates is used.

    `cents` says that whole sums keep their decimals: they stand under others that have some.
    """

    language: str
    country: str
    speaker: str
    address_form: str
    # Handed in, since showing brackets shows the figures in them: what shows figures needs
    # a reader, and a reader that imported it would close the circle.
    showers: Mapping[type[Figure], Shower] = field(repr=False, compare=False)
    cents: bool = False

    @cached_property
    def locale(self) -> Locale:
        """The language as the country writes it, if it is at home there, else as is usual."""
        return choose_locale(self.language, self.country)

    @cached_property
    def words(self) -> Mapping[str, Any]:
        """Page furniture, in the business's voice."""
        words = read_language_words(self.language, self.country)
        return {key: self.choose_voice(value) for key, value in words.items()}

    @cached_property
    def figure_words(self) -> Mapping[str, Any]:
        """The words around figures."""
        found: Mapping[str, Any] = read_language_words(self.language, self.country)["figures"]
        return found

    @property
    def grammar(self) -> Grammar:
        """What the language does beyond its words."""
        return find_grammar(self.language)

    def find_unit_words(self, unit: str) -> Mapping[str, Any]:
        """A unit's `noun`, its `per`, and where it has them its `symbol` and its `full` noun."""
        found: Mapping[str, Any] = read_language_words(self.language, self.country)["units"][unit]
        return found

    def choose_voice(self, words: Any) -> Any:
        """A text that may differ by voice, as the one text that is meant."""
        return Voice(self.language, self.speaker, self.address_form).choose(words)

    def choose_plural(self, number: int | Decimal, forms: Mapping[str, str]) -> str:
        """The form of a noun that goes with a number (CLDR plural rules)."""
        return forms.get(self.locale.plural_form(number), forms["other"])

    def show_number(self, number: Decimal | int) -> str:
        """A number with the reader's separators, with all its decimals."""
        return format_decimal(number, locale=self.locale, decimal_quantization=False)

    def count_nouns(self, number: Decimal | int, forms: Mapping[str, str]) -> str:
        """`2 rondas`."""
        return f"{self.show_number(number)}{NBSP}{self.choose_plural(number, forms)}"

    def count_in_words(self, number: int, forms: Mapping[str, str]) -> str:
        """`una ronda`, yet `2 rondas`; none of it is `ninguna ronda`."""
        if number > 1:
            return self.count_nouns(number, forms)
        words = self.figure_words["one_counted" if number else "no_counted"]
        if isinstance(words, Mapping):
            words = words[self.grammar.find_gender(forms["one"])]
        return str(words).format(**forms)

    def show_day(self, day: Day) -> str:
        """A date in full."""
        return format_date(day.date, "long", self.locale)

    @cached_property
    def _joiner(self) -> ListJoiner:
        return ListJoiner(self.locale, self.grammar, self.figure_words)

    def join_list(self, parts: Iterable[str], style: ListStyle = "all") -> str:
        """`a, b and c`, `a, b or c`."""
        return self._joiner.join_parts([*parts], style)

    @cached_property
    def with_cents(self) -> Reader:
        """The same reader before a column of sums of which some have cents."""
        return replace(self, cents=True)

    def align_sums(self, sums: Iterable[Money]) -> Reader:
        """The reader of several sums that stand together: all have decimals, or none."""
        whole = {money.amount == int(money.amount) for money in sums}
        return self.with_cents if whole == {True, False} else self

    def fill_figure_words(self, name: str, **parts: str) -> str:
        """Words around figures, with the figures in them."""
        return str(self.figure_words[name]).format(**parts)

    def encode_figure(self, figure: Figure) -> str:
        """The figure's exact form for `<data value>`; words in the reader's language."""
        return figure.in_language(self.language) if isinstance(figure, Text) else figure.machine

    def show_figure(self, figure: Figure, spec: ValueSpec | None = None, form: str = "") -> str:
        """A figure as this reader reads it; with a capital where its form has one."""
        if form[:1].isupper():
            return capitalize_first(self.show_figure(figure, spec, form[0].lower() + form[1:]))
        reader = self if self.cents else self.align_sums(collect_sums(figure))
        return self.showers[type(figure)](reader, figure, spec, form)


def capitalize_first(text: str) -> str:
    """A text as a sentence begins with it."""
    return text[:1].upper() + text[1:]
