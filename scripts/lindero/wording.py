"""Figures and sentences in a reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import Any

from babel import Locale
from babel.dates import format_date, get_day_names
from babel.languages import get_official_languages
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, get_currency_precision

from lindero.catalogue import ValueSpec
from lindero.prose import FORMS
from lindero.records import Business
from lindero.shapes import (
    Choice,
    Count,
    Day,
    Deadline,
    Figure,
    Hours,
    Money,
    Percent,
    Period,
    Price,
    Rate,
    Stages,
    Text,
    TextList,
    YesNo,
)
from lindero.vocabulary import read_data

NBSP = "\N{NO-BREAK SPACE}"
_SOUNDS_LIKE_I = re.compile(r"h?[ií](?![aeouáéóú])", re.IGNORECASE)
_CODE_AT_NUMBER = re.compile(r"(?<=[A-Z]{3})(?=[0-9])")
_USUAL_LOCALES = {"es": "es_ES", "en": "en_GB"}


@dataclass(frozen=True)
class Reader:
    """Who reads: a language, and the country whose way of writing numbers and dates is used."""

    language: str
    country: str
    speaker: str = "I"
    address: str = "tú"

    @cached_property
    def locale(self) -> Locale:
        """The CLDR locale of language and country where the language is at home there, else the language's usual one."""
        at_home = self.language in get_official_languages(self.country, regional=True, de_facto=True)
        return Locale.parse(f"{self.language}_{self.country}" if at_home else _USUAL_LOCALES[self.language])

    @cached_property
    def words(self) -> Mapping[str, Any]:
        """Page furniture, in the business's voice."""
        return {key: self.voiced(value) for key, value in read_data(f"wording/{self.language}.yml").items()}

    @cached_property
    def figure_words(self) -> Mapping[str, Any]:
        """The words around figures."""
        found: Mapping[str, Any] = read_data("wording/figures.yml")[self.language]
        return found

    def voiced(self, words: Any) -> Any:
        """A text that may differ by voice (I/we, tú/usted), as the one text that is meant."""
        while isinstance(words, Mapping):
            keys = {"i" if self.speaker == "I" else "we", "tu" if self.address == "tú" else "usted"}
            chosen = next((key for key in words if key in keys), None)
            if chosen is None:
                return words
            words = words[chosen]
        return words

    def plural(self, number: int | Decimal, forms: Mapping[str, str]) -> str:
        """The form of a noun that goes with a number (CLDR plural rules)."""
        return forms.get(self.locale.plural_form(number), forms["other"])

    def article(self, figure: Figure) -> str:
        """What Spanish says before a figure inside a sentence: `el 40 %`, yet `500 €`."""
        like_a_share = isinstance(figure, Percent) or "percent" in getattr(figure, "kinds", ())
        return "el " if self.language == "es" and like_a_share else ""

    def number(self, number: Decimal | int) -> str:
        """A number with the reader's separators, with all its decimals."""
        return format_decimal(number, locale=self.locale, decimal_quantization=False)

    def day(self, day: Day) -> str:
        """A date in full."""
        return format_date(day.date, "long", self.locale)

    def join(self, parts: Iterable[str]) -> str:
        """`a, b and c`; Spanish says `e` before the sound of i (RAE, Ortografía: `padres e hijos`), which CLDR leaves out."""
        *first, last = parts
        joined = format_list([*first, last], locale=self.locale)
        if self.language == "es" and first and _SOUNDS_LIKE_I.match(last):
            joined = f"{joined.removesuffix(f' y {last}')} e {last}"
        return joined

    def machine(self, figure: Figure) -> str:
        """The figure's exact form for `<data value>`; words are their own, in the reader's language."""
        return figure.in_language(self.language) if isinstance(figure, Text) else figure.machine

    def forms(self, figure: Figure, spec: ValueSpec | None = None) -> frozenset[str]:
        """Every text under which the figure may be published."""
        return frozenset(self.show(figure, spec, form) for form in FORMS)

    def show(self, figure: Figure, spec: ValueSpec | None = None, form: str = "") -> str:
        """A figure as this reader reads it; `form` is one of FORMS."""
        match figure:
            case Percent():
                return self.percent(figure)
            case Money():
                return self.money(figure)
            case Price():
                return self.price(figure)
            case Rate():
                return self.rate(figure)
            case Period():
                return self.period(figure, form)
            case Deadline():
                return self.deadline(figure, form)
            case Hours():
                return self.hours(figure, form)
            case Stages():
                return self.stages(figure, spec, form)
            case Count():
                return self.count(figure, spec)
        return self._plain(figure, spec)

    def _plain(self, figure: Figure, spec: ValueSpec | None) -> str:
        match figure:
            case Choice():
                assert spec and spec.choices
                return spec.choices[figure.name][self.language]
            case Text():
                return figure.in_language(self.language)
            case TextList():
                return self.join(entry.in_language(self.language) for entry in figure.entries)
            case Day():
                return self.day(figure)
            case YesNo():
                return figure.machine
        raise TypeError(type(figure))

    def percent(self, figure: Percent) -> str:
        """`40 %` in Spanish, `40%` in English."""
        gap = NBSP if self.locale.percent_formats[None].pattern.endswith(f"{NBSP}%") else ""
        return f"{self.number(figure.points)}{gap}%"

    def money(self, figure: Money) -> str:
        """At least the currency's usual decimals; more where the sum has more."""
        usual = -int(figure.amount.as_tuple().exponent) <= get_currency_precision(figure.currency)
        exact: Any = {} if usual else {"decimal_quantization": False, "currency_digits": False}
        shown = format_currency(figure.amount, figure.currency, locale=self.locale, **exact)
        return _CODE_AT_NUMBER.sub(NBSP, shown)

    def price_parts(self, price: Price) -> tuple[str, str, str]:
        """What stands before the sum, the sum, and the unit after it."""
        if price.low is None:
            return "", self.figure_words["on_request"], ""
        sum_ = self.money(price.low) if price.high is None else f"{self._low_of_range(price.low)}–{self.money(price.high)}"
        after = self._per(price.unit) if price.unit else ""
        return (self.figure_words["price_from"] if price.kind == "from" else ""), sum_, after

    def price(self, price: Price) -> str:
        """The whole price in one line."""
        return " ".join(part for part in self.price_parts(price) if part)

    def _low_of_range(self, low: Money) -> str:
        if self.locale.currency_formats["standard"].pattern.startswith("¤"):
            return self.money(low)
        digits = max(get_currency_precision(low.currency), -int(low.amount.as_tuple().exponent))
        return format_decimal(low.amount, format=f"#,##0.{'0' * digits}", locale=self.locale)

    def rate(self, rate: Rate) -> str:
        """`1,5 % al mes`."""
        if rate.kind == "statutory":
            return str(self.figure_words["statutory_interest"])
        amount = self.percent(rate.percent) if rate.percent else self.money(rate.money) if rate.money else ""
        return f"{amount} {self._per(rate.per) if rate.per else self.figure_words['once']}"

    def period(self, period: Period, form: str = "") -> str:
        """`15 días naturales`; short `15 días`, `24 h`."""
        words = _unit(period.unit)
        if form == "short" and "symbol" in words:
            return f"{period.count}{NBSP}{words['symbol'][self.language]}"
        nouns = words.get("full", words["noun"]) if form == "" else words["noun"]
        return f"{self.number(period.count)}{NBSP}{self.plural(period.count, nouns[self.language])}"

    def deadline(self, deadline: Deadline, form: str = "") -> str:
        """An adverbial phrase; short, the period alone."""
        event = read_data("wording/events.yml")[deadline.event]
        if deadline.period is None:
            return str(event["short" if form == "short" else "on"][self.language])
        if form == "short":
            before = f" {self.figure_words['before']}" if deadline.kind == "before" else ""
            return f"{self.period(deadline.period, form)}{before}"
        frame = self.figure_words[f"deadline_{deadline.kind}"]
        return str(frame).format(period=self.period(deadline.period), event=event[deadline.kind][self.language])

    def hours(self, hours: Hours, form: str = "") -> str:
        """`de lunes a viernes, de 9:00 a 18:00`; short, the one window there is."""
        runs = hours.runs()
        if form == "short" and len({(start, end) for _, start, end in runs}) == 1:
            return f"{_clock(runs[0][1])}–{_clock(runs[0][2])}"
        return str(self.figure_words["hours_gap"]).join(self._window(*run) for run in runs)

    def week_days(self, hours: Hours) -> str:
        """`de lunes a viernes`."""
        return self.join(self._days(days) for days, _, _ in hours.runs())

    def _window(self, days: tuple[int, ...], start: int, end: int) -> str:
        return str(self.figure_words["window"]).format(days=self._days(days), start=_clock(start), end=_clock(end))

    def _days(self, days: tuple[int, ...]) -> str:
        if len(days) == 1:
            return str(self.figure_words["single_days"][days[0]])
        names = get_day_names("wide", "format", self.locale)
        return str(self.figure_words["day_span"]).format(first=names[days[0]], last=names[days[-1]])

    def count(self, count: Count, spec: ValueSpec | None) -> str:
        """`2 rondas`."""
        unit = spec.unit[self.language] if spec and spec.unit else None
        return f"{self.number(count.number)}{NBSP}{self.plural(count.number, unit)}" if unit else self.number(count.number)

    def stages(self, stages: Stages, spec: ValueSpec | None, form: str) -> str:
        """Each share with what must have happened; short, how many or from where to where."""
        if form == "short":
            if spec and spec.unit:
                return self.count(Count(len(stages.steps)), spec)
            low, high = (pick(step.share.points for step in stages.steps) for pick in (min, max))
            return f"{self.number(low)}–{self.percent(Percent(high))}" if low < high else self.percent(Percent(high))
        return self.join(f"{self.percent(step.share)} {step.at.in_language(self.language)}" for step in stages.steps)

    def _per(self, unit: str) -> str:
        return str(_unit(unit)["per"][self.language])


@cache
def _unit(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = read_data("wording/units.yml")[name]
    return found


def reader_for(business: Business, language: str) -> Reader:
    """The reader of one language of a business's site."""
    return _reader(language, business.country, business.voice.speaker, business.voice.reader)


@cache
def _reader(language: str, country: str, speaker: str, address: str) -> Reader:
    return Reader(language, country, speaker, address)


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"
