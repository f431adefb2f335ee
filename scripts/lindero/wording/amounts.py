"""Shares, sums, prices, rates, counts and paces in a reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from babel.numbers import format_currency, format_decimal

from lindero.catalogue.specs import ValueSpec
from lindero.shapes import (
    BoundedCharge,
    Charge,
    Comparison,
    Count,
    Money,
    Multiple,
    OutsideRate,
    Pace,
    Percent,
    Price,
    Rate,
    WorkTime,
)
from lindero.shapes.currencies import find_currency_decimals
from lindero.wording.reader import NBSP, Reader

# Where CLDR knows no sign for a currency it sets the code against the number: `MXN1,200`.
_CODE_AT_NUMBER = re.compile(r"(?<=[A-Z]{3})(?=[0-9])")


def show_percent(
    reader: Reader, share: Percent, spec: ValueSpec | None = None, form: str = ""
) -> str:
    """`40 %` in Spanish, `40%` in English; in the form `of`, with what it is a part of."""
    pattern = reader.locale.percent_formats[None].pattern
    gap = NBSP if pattern.endswith(f"{NBSP}%") else ""
    base = f" {spec.of[reader.language]}" if spec and spec.of and form == "of" else ""
    return f"{reader.show_number(share.points)}{gap}%{base}"


def show_money(reader: Reader, money: Money, _: ValueSpec | None = None, __: str = "") -> str:
    """A sum with its currency, and with as many decimals as one expects."""
    pattern = _set_decimals(reader.locale.currency_formats["standard"].pattern, money)
    shown = format_currency(
        money.amount, money.currency, pattern, reader.locale, currency_digits=False
    )
    return _CODE_AT_NUMBER.sub(NBSP, shown)


def show_money_range(reader: Reader, low: Money, high: Money) -> str:
    """`900,00–1.500,00 €`, `€900.00–€1,500.00`: a sign at the end stands once."""
    if reader.locale.currency_formats["standard"].pattern.startswith("¤"):
        return f"{show_money(reader, low)}–{show_money(reader, high)}"
    bare = format_decimal(low.amount, format=_set_decimals("#,##0.00", low), locale=reader.locale)
    return f"{bare}–{show_money(reader, high)}"


def _set_decimals(pattern: str, money: Money) -> str:
    """A pattern of CLDR with the decimals of a sum: its own, at least its currency's.

    A whole sum has those of its currency's cash (CLDR): for pesos none.
    """
    # `0.085 EUR` keeps what it has: a price per word is no rounded sum.
    usual, cash = find_currency_decimals(money.currency)
    own = -int(money.amount.normalize().as_tuple().exponent)
    digits = max(own, usual) if own > 0 else cash
    return pattern.replace("0.00", f"0.{'0' * digits}" if digits else "0")


def show_comparison(
    reader: Reader, figure: Comparison, spec: ValueSpec | None = None, form: str = ""
) -> str:
    """`30 % del precio, con un mínimo de 500 €`: of the larger of two, one is the least."""
    name = "at_least" if figure.kind == "larger" else "at_most"
    return _show_bounds(reader, figure.first, spec, form, {name: figure.second})


def show_bounded_charge(
    reader: Reader, figure: BoundedCharge, spec: ValueSpec | None = None, form: str = ""
) -> str:
    """`15 %, con un mínimo de 40 €`; short, the part alone."""
    bounds = {"at_least": figure.least, "at_most": figure.most}
    return _show_bounds(reader, figure.part, spec, form, bounds)


def _show_bounds(
    reader: Reader,
    part: Charge,
    spec: ValueSpec | None,
    form: str,
    bounds: Mapping[str, Charge | None],
) -> str:
    """A part and its bounds, which stand behind it so that the sentence can go on."""
    shown = reader.show_figure(part, spec, form)
    if form == "short":
        return shown
    given = {name: reader.show_figure(bound) for name, bound in bounds.items() if bound}
    frame = "between" if len(given) > 1 else next(iter(given))
    parts = {name.removeprefix("at_"): text for name, text in given.items()}
    return f"{shown}, {reader.fill_figure_words(frame, **parts)}"


def show_multiple(
    reader: Reader, figure: Multiple, spec: ValueSpec | None = None, form: str = ""
) -> str:
    """`1,5 veces la tarifa habitual`; short `1,5×`."""
    if form == "short":
        return f"{reader.show_number(figure.factor)}×"
    times = reader.count_nouns(figure.factor, reader.figure_words["times_over"])
    of = f" {spec.times[reader.language]}" if spec and spec.times and form == "of" else ""
    return times + of


def show_work_time(
    reader: Reader, figure: WorkTime, _: ValueSpec | None = None, form: str = ""
) -> str:
    """`2 horas de trabajo`; short `2 h`."""
    if form == "short":
        return reader.show_figure(figure.period, None, form)
    time = show_unit_count(reader, figure.period.count, figure.period.unit)
    return reader.fill_figure_words("work_time", time=time)


def show_unit_count(reader: Reader, count: int, unit: str) -> str:
    """A count of anything, without a word for calendar days."""
    return reader.count_nouns(count, reader.find_unit_words(unit)["noun"])


def show_per_unit(reader: Reader, unit: str, every: int = 1) -> str:
    """`por palabra`, `por cada 1000 palabras`."""
    if every == 1:
        return str(reader.find_unit_words(unit)["per"])
    return reader.fill_figure_words("per_every", counted=show_unit_count(reader, every, unit))


def show_price_parts(reader: Reader, price: Price) -> tuple[str, str, str]:
    """What stands before the sum, the sum, and the unit after it."""
    if price.low is None:
        return "", reader.figure_words["on_request"], ""
    sum_ = (
        show_money_range(reader, price.low, price.high)
        if price.high
        else show_money(reader, price.low)
    )
    after = show_per_unit(reader, price.unit, price.every) if price.unit else ""
    return (reader.figure_words["price_from"] if price.kind == "from" else ""), sum_, after


def show_price(reader: Reader, price: Price, _: ValueSpec | None = None, __: str = "") -> str:
    """The whole price in one line."""
    return " ".join(part for part in show_price_parts(reader, price) if part)


def show_rate(reader: Reader, rate: Rate, _: ValueSpec | None = None, form: str = "") -> str:
    """`1,5 % al mes`."""
    if rate.outside:
        return _show_outside_rate(reader, rate.outside, form)
    if rate.kind == "statutory":
        return str(reader.figure_words["statutory_interest"])
    figure = rate.percent or rate.money
    amount = reader.show_figure(figure) if figure else ""
    often = show_per_unit(reader, rate.per, rate.every) if rate.per else reader.figure_words["once"]
    return f"{amount} {often}"


def _show_outside_rate(reader: Reader, outside: OutsideRate, form: str) -> str:
    """The formula, and what is known of it; short, the formula, which no day makes false."""
    words, shown = reader.figure_words, outside.source.in_language(reader.language)
    if outside.plus:
        shown += f" {words['plus']} {reader.count_nouns(outside.plus, words['points'])}"
    if form == "short":
        return shown
    day = reader.show_day(outside.as_of)
    if outside.value is None:
        return f"{shown} {reader.fill_figure_words('known_on', day=day)}"
    level = show_percent(reader, Percent(outside.value.points + (outside.plus or Decimal(0))))
    return f"{shown} {reader.fill_figure_words('level_on', level=level, day=day)}"


def show_count(reader: Reader, count: Count, spec: ValueSpec | None = None, _: str = "") -> str:
    """`2 rondas`; the number alone where the catalogue does not say of what."""
    if spec and spec.unit:
        return reader.count_nouns(count.number, spec.unit[reader.language])
    return reader.show_number(count.number)


def show_pace(reader: Reader, pace: Pace, _: ValueSpec | None = None, __: str = "") -> str:
    """`1 día laborable por cada 1000 palabras`."""
    per = show_per_unit(reader, pace.per, pace.every)
    return f"{show_unit_count(reader, pace.count, pace.unit)} {per}"
