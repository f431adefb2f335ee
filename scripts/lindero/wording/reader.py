"""Figures and sentences in a reader's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.languages import get_official_languages
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from lindero.catalogue.specs import ValueSpec
from lindero.reading.prose import FIGURE_FORMS
from lindero.records.sections import Business
from lindero.resources.data import read_shipped_yaml
from lindero.resources.languages import USUAL_LOCALES
from lindero.rulebook.cases import Case
from lindero.shapes import Count, Day, Figure, Money, Percent, Text
from lindero.wording.amounts import choose_article, count_decimals, set_decimals
from lindero.wording.figures import SHOWN_BY
from lindero.wording.times import NBSP

_SOUNDS_LIKE_I = re.compile(r"«?h?[ií](?![aeouáéóú])", re.IGNORECASE)


_CODE_AT_NUMBER = re.compile(r"(?<=[A-Z]{3})(?=[0-9])")


@dataclass(frozen=True)
class Reader:
    """Who reads: a language, and the country whose way of writing numbers and dates is used."""

    language: str
    country: str
    speaker: str = "I"
    address_form: str = "tú"

    @cached_property
    def locale(self) -> Locale:
        """The CLDR locale of language and country where the language is at home there, else the language's usual one."""
        at_home = self.language in get_official_languages(
            self.country, regional=True, de_facto=True
        )
        return Locale.parse(
            f"{self.language}_{self.country}" if at_home else USUAL_LOCALES[self.language]
        )

    @cached_property
    def words(self) -> Mapping[str, Any]:
        """Page furniture, in the business's voice."""
        return {
            key: self.choose_voice(value)
            for key, value in read_shipped_yaml(f"wording/{self.language}.yml").items()
        }

    @cached_property
    def figure_words(self) -> Mapping[str, Any]:
        """The words around figures."""
        found: Mapping[str, Any] = read_shipped_yaml("wording/figures.yml")[self.language]
        return found

    def choose_voice(self, words: Any) -> Any:
        """A text that may differ by voice (I/we, tú/usted), as the one text that is meant."""
        while isinstance(words, Mapping):
            keys = {
                "i" if self.speaker == "I" else "we",
                "tu" if self.address_form == "tú" else "usted",
            }
            chosen = next((key for key in words if key in keys), None)
            if chosen is None:
                return words
            words = words[chosen]
        return words

    def choose_plural(self, number: int | Decimal, forms: Mapping[str, str]) -> str:
        """The form of a noun that goes with a number (CLDR plural rules)."""
        return forms.get(self.locale.plural_form(number), forms["other"])

    def choose_article(self, figure: Figure) -> str:
        """What Spanish says before a figure inside a sentence: `el 40 %`, yet `500 €`."""
        return choose_article(self, figure)

    def show_case(self, case: Case, name_of: Callable[[str], str]) -> str:
        """For whom and when a variant holds: `para consumidores, desde el 1 de marzo de 2027`; empty where it always does."""
        words = self.words
        who = "_".join(
            [*([case.client] if case.client else []), *(["services"] if case.services else [])]
        )
        quoted = [str(words["quoted"]).format(name=name_of(service)) for service in case.services]
        parts = (
            [str(words[f"case_{who}"]).format(services=self.join_list(quoted) if quoted else "")]
            if who
            else []
        )
        days = (
            {"on": case.start}
            if case.start and case.start == case.end
            else {"from": case.start, "until": case.end}
        )
        given = {name: self.show_day(Day(day)) for name, day in days.items() if day}
        if given:
            parts.append(str(words[f"case_{'_'.join(given)}"]).format(**given))
        return ", ".join(parts)

    def show_number(self, number: Decimal | int) -> str:
        """A number with the reader's separators, with all its decimals."""
        return format_decimal(number, locale=self.locale, decimal_quantization=False)

    def show_day(self, day: Day) -> str:
        """A date in full."""
        return format_date(day.date, "long", self.locale)

    def join_list(self, parts: Iterable[str]) -> str:
        """`a, b and c`; Spanish says `e` before the sound of i (RAE, Ortografía: `padres e hijos`), which CLDR leaves out."""
        *first, last = parts
        joined = format_list([*first, last], locale=self.locale)
        if self.language == "es" and first and _SOUNDS_LIKE_I.match(last):
            joined = f"{joined.removesuffix(f' y {last}')} e {last}"
        return joined

    def encode_figure(self, figure: Figure) -> str:
        """The figure's exact form for `<data value>`; words are their own, in the reader's language."""
        return figure.in_language(self.language) if isinstance(figure, Text) else figure.machine

    def list_forms(self, figure: Figure, spec: ValueSpec | None = None) -> frozenset[str]:
        """Every text under which the figure may be published."""
        return frozenset(self.show_figure(figure, spec, form) for form in FIGURE_FORMS)

    def show_figure(self, figure: Figure, spec: ValueSpec | None = None, form: str = "") -> str:
        """A figure as this reader reads it; `form` is one of FORMS."""
        return SHOWN_BY[type(figure)](self, figure, spec, form)

    def show_percent(self, figure: Percent) -> str:
        """`40 %` in Spanish, `40%` in English."""
        gap = NBSP if self.locale.percent_formats[None].pattern.endswith(f"{NBSP}%") else ""
        return f"{self.show_number(figure.points)}{gap}%"

    def show_money(self, figure: Money) -> str:
        """A sum with its currency, and with as many decimals as one expects."""
        pattern = set_decimals(
            self.locale.currency_formats["standard"].pattern, count_decimals(figure)
        )
        shown = format_currency(
            figure.amount, figure.currency, pattern, self.locale, currency_digits=False
        )
        return _CODE_AT_NUMBER.sub(NBSP, shown)

    def show_count(self, count: Count, spec: ValueSpec | None) -> str:
        """`2 rondas`."""
        unit = spec.unit[self.language] if spec and spec.unit else None
        return (
            f"{self.show_number(count.number)}{NBSP}{self.choose_plural(count.number, unit)}"
            if unit
            else self.show_number(count.number)
        )


def reader_for(business: Business, language: str) -> Reader:
    """The reader of one language of a business's site."""
    return _make_reader(language, business.country, business.voice.speaker, business.voice.reader)


@cache
def _make_reader(language: str, country: str, speaker: str, address: str) -> Reader:
    return Reader(language, country, speaker, address)
