"""Shares, sums, prices, rates, counts and paces in a reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from babel.numbers import format_currency, format_decimal

from lindero.catalogue.facts import QUANTITY
from lindero.catalogue.specs import ValueSpec
from lindero.frozen import Frozen
from lindero.shapes import (
    BoundedCharge,
    Charge,
    Comparison,
    Count,
    Figure,
    Money,
    Multiple,
    OutsideRate,
    Pace,
    Percent,
    Price,
    Rate,
    WorkTime,
)
from lindero.shapes.legal_tender import find_currency_decimals
from lindero.shapes.money import collect_sums
from lindero.shapes.quantities import split_clock_time
from lindero.shapes.units import DAY_COUNTS
from lindero.wording.reader import NBSP, SHORT_FORMS, Reader

# Where CLDR knows no sign for a currency it sets the code against the number: `MXN1,200`.
_CODE_AT_NUMBER = re.compile(r"(?<=[A-Z]{3})(?=[0-9])")

_SOLD_TOGETHER = 20
"""Up to so many of a thing are a pack with a price; more are only a measure of it."""

WHOLE_FORMS = ("of", "limit", "word")
"""The forms that say of what a share is one."""


def show_percent(
    reader: Reader, share: Percent, spec: ValueSpec | None = None, form: str = ""
) -> str:
    """`40 %` in Spanish, `40%` in English; in the form `of`, with what it is a part of."""
    pattern = reader.locale.percent_formats[None].pattern
    gap = NBSP if pattern.endswith(f"{NBSP}%") else ""
    base = f" {spec.of[reader.language]}" if spec and spec.of and form in WHOLE_FORMS else ""
    return f"{reader.show_number(share.points)}{gap}%{base}"


def show_money(reader: Reader, money: Money, _: ValueSpec | None = None, __: str = "") -> str:
    """A sum with its currency: whole ones without decimals, unless others beside it have some."""
    pattern = _set_decimals(reader, reader.locale.currency_formats["standard"].pattern, money)
    shown = format_currency(
        money.amount, money.currency, pattern, reader.locale, currency_digits=False
    )
    return _CODE_AT_NUMBER.sub(NBSP, shown)


def show_money_range(reader: Reader, low: Money, high: Money) -> str:
    """`900–1.500 €`, `€900–€1,500`: a sign at the end stands once."""
    reader = reader.align_sums([low, high])
    if reader.locale.currency_formats["standard"].pattern.startswith("¤"):
        return f"{show_money(reader, low)}–{show_money(reader, high)}"
    pattern = _set_decimals(reader, "#,##0.00", low)
    bare = format_decimal(low.amount, format=pattern, locale=reader.locale)
    return f"{bare}–{show_money(reader, high)}"


def _set_decimals(reader: Reader, pattern: str, money: Money) -> str:
    """A pattern of CLDR with the decimals of a sum: its own, at least its currency's.

    A whole sum has none, unless the reader sees it among others that have some.
    """
    # `0.085 EUR` keeps what it has: a price per word is no rounded sum.
    usual, _ = find_currency_decimals(money.currency)
    own = -int(money.amount.normalize().as_tuple().exponent)
    digits = max(own, usual) if own > 0 or reader.cents else 0
    return pattern.replace("0.00", f"0.{'0' * digits}" if digits else "0")


def show_comparison(
    reader: Reader, figure: Comparison, spec: ValueSpec | None = None, form: str = ""
) -> str:
    """`30 % del precio, con un mínimo de 500 €`: of the larger of two, one is the least."""
    return _show_bounds(reader, _find_bounds(figure), spec, form)


def show_bounded_charge(
    reader: Reader, figure: BoundedCharge, spec: ValueSpec | None = None, form: str = ""
) -> str:
    """`15 %, con un mínimo de 40 €`; short, the part alone."""
    return _show_bounds(reader, _find_bounds(figure), spec, form)


def show_bound_beside(reader: Reader, figure: Figure) -> str:
    """What a part that stands large does not say: `o 500 € si es más`; empty without a bound."""
    if not isinstance(figure, BoundedCharge | Comparison):
        return ""
    bounded = _find_bounds(figure)
    bounds = {"least": bounded.least, "most": bounded.most}
    shown = {name: reader.show_figure(bound) for name, bound in bounds.items() if bound}
    frame = "between" if len(shown) > 1 else f"or_{next(iter(shown))}"
    return reader.fill_figure_words(frame, **shown)


class BoundedPart(Frozen):
    """A part with what it comes to at least, at most, or both."""

    part: Charge
    least: Charge | None = None
    most: Charge | None = None


def _find_bounds(figure: BoundedCharge | Comparison) -> BoundedPart:
    if isinstance(figure, BoundedCharge):
        return BoundedPart(figure.part, figure.least, figure.most)
    if figure.kind == "larger":
        return BoundedPart(figure.first, least=figure.second)
    return BoundedPart(figure.first, most=figure.second)


def _show_bounds(reader: Reader, bounded: BoundedPart, spec: ValueSpec | None, form: str) -> str:
    """A part and its bounds, which stand behind it so that the sentence can go on."""
    if form in SHORT_FORMS:
        return reader.show_figure(bounded.part, spec, form)
    kind, _, preposition = form.partition(" ")
    part = reader.show_figure(bounded.part, spec, "of" if kind == "limit" else form)
    least, most = (
        reader.show_figure(bound) if bound else "" for bound in (bounded.least, bounded.most)
    )
    if least and most:
        return f"{part}, {reader.fill_figure_words('between', least=least, most=most)}"
    if kind == "limit":
        second = f"{preposition} {least or most}".lstrip()
        frame = "limit_larger" if least else "limit_smaller"
        return reader.fill_figure_words(frame, first=part, second=second)
    frame = "at_least" if least else "at_most"
    return f"{part}, {reader.fill_figure_words(frame, least=least, most=most)}"


def show_multiple(
    reader: Reader, figure: Multiple, spec: ValueSpec | None = None, form: str = ""
) -> str:
    """`1,5 veces la tarifa habitual`; short `1,5×`."""
    if form in SHORT_FORMS:
        return f"{reader.show_number(figure.factor)}×"
    times = reader.count_nouns(figure.factor, reader.figure_words["times_over"])
    of = f" {spec.times[reader.language]}" if spec and spec.times and form in WHOLE_FORMS else ""
    return times + of


def show_work_time(
    reader: Reader, figure: WorkTime, _: ValueSpec | None = None, form: str = ""
) -> str:
    """`2 horas de trabajo`; short `2 horas`, large `2 h`."""
    if form in SHORT_FORMS:
        return reader.show_figure(figure.period, None, form)
    count, nouns = figure.period.count, reader.find_unit_words(figure.period.unit)["noun"]
    counted = reader.count_in_words if form == "word" else reader.count_nouns
    time = counted(count, nouns)
    return reader.fill_figure_words("work_time", time=time)


def show_unit_count(reader: Reader, count: int, unit: str) -> str:
    """A count of anything, without a word for calendar days."""
    return reader.count_nouns(count, reader.find_unit_words(unit)["noun"])


def show_per_unit(reader: Reader, unit: str, every: int = 1) -> str:
    """`por palabra`, `por cada 1000 palabras`."""
    if every == 1:
        return str(reader.find_unit_words(unit)["per"])
    return reader.fill_figure_words("per_every", counted=show_unit_count(reader, every, unit))


def _show_sold_unit(reader: Reader, unit: str, every: int) -> str:
    """`por hora`; some are sold together, `por 3 rondas`, many only `por cada 1000 palabras`."""
    if 1 < every <= _SOLD_TOGETHER:
        counted = show_unit_count(reader, every, unit)
        return reader.fill_figure_words("price_every", counted=counted)
    return show_per_unit(reader, unit, every)


def show_price_parts(reader: Reader, price: Price) -> tuple[str, str, str]:
    """What stands before the sum, the sum, and the unit after it."""
    if price.low is None:
        return "", reader.figure_words["on_request"], ""
    sum_ = (
        show_money_range(reader, price.low, price.high)
        if price.high
        else show_money(reader, price.low)
    )
    after = _show_sold_unit(reader, price.unit, price.every) if price.unit else ""
    said = {"price_from": price.kind == "from", "price_about": price.is_rounded}
    before = [str(reader.figure_words[key]) for key, holds in said.items() if holds]
    return " ".join(before), sum_, after


def align_price(reader: Reader, price: Price, beside: Iterable[Price]) -> Reader:
    """The reader of one price in a list: those per the same have decimals together, or none has."""
    per = (price.unit, price.every)
    alike = [other for other in beside if (other.unit, other.every) == per]
    return reader.align_sums(collect_sums(tuple(alike)))


def show_price(reader: Reader, price: Price, _: ValueSpec | None = None, __: str = "") -> str:
    """The whole price in one line."""
    return " ".join(part for part in show_price_parts(reader, price) if part)


def show_rate(reader: Reader, rate: Rate, _: ValueSpec | None = None, form: str = "") -> str:
    """`1,5 % al mes`; in the form `length`, what a month counts as: `30 días`."""
    if form == "length" and rate.per and rate.per in DAY_COUNTS:
        return show_unit_count(reader, DAY_COUNTS[rate.per], "day")
    if rate.outside:
        return _show_outside_rate(reader, rate.outside, form)
    if rate.kind == "statutory":
        return str(reader.figure_words["statutory_interest"])
    figure = rate.percent or rate.money
    amount = reader.show_figure(figure) if figure else ""
    return f"{amount} {_show_how_often(reader, rate)}"


def _show_how_often(reader: Reader, rate: Rate) -> str:
    """`al mes`, `cada 14 días`, `una sola vez`."""
    if rate.per is None:
        return str(reader.figure_words["once"])
    if rate.every == 1:
        return show_per_unit(reader, rate.per)
    period = show_unit_count(reader, rate.every, rate.per)
    return reader.fill_figure_words("every", period=period)


def _show_outside_rate(reader: Reader, outside: OutsideRate, form: str) -> str:
    """The formula, and what is known of it; short, the formula, which no day makes false."""
    words, shown = reader.figure_words, outside.source.in_language(reader.language)
    if outside.plus:
        shown += f" {words['plus']} {reader.count_nouns(outside.plus, words['points'])}"
    if form in SHORT_FORMS:
        return shown
    day = reader.show_day(outside.as_of)
    if outside.value is None:
        return f"{shown} {reader.fill_figure_words('known_on', day=day)}"
    level = show_percent(reader, Percent(outside.value.points + (outside.plus or Decimal(0))))
    return f"{shown} {reader.fill_figure_words('level_on', level=level, day=day)}"


def show_count(reader: Reader, count: Count, spec: ValueSpec | None = None, form: str = "") -> str:
    """`2 rondas`; the number alone where the catalogue does not say of what."""
    if not spec or not (spec.unit or spec.shape == QUANTITY):
        return reader.show_number(count.number)
    if spec.shape == QUANTITY and (parts := split_clock_time(count.number, spec.name)):
        return reader.join_list(show_unit_count(reader, *part) for part in parts)
    nouns = spec.unit[reader.language] if spec.unit else reader.find_unit_words(spec.name)["noun"]
    # A nought on its own looks like a mistake.
    in_words = form == "word" or (form in SHORT_FORMS and count.number == 0)
    return (reader.count_in_words if in_words else reader.count_nouns)(count.number, nouns)


def show_pace(reader: Reader, pace: Pace, _: ValueSpec | None = None, __: str = "") -> str:
    """`1 día laborable por cada 1000 palabras`."""
    per = show_per_unit(reader, pace.per, pace.every)
    return f"{show_unit_count(reader, pace.count, pace.unit)} {per}"
