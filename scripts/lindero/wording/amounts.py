"""Shares, sums, prices, rates, ladders and paces in a reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from babel.numbers import format_decimal

from lindero.catalogue.specs import ValueSpec
from lindero.shapes import (
    BoundedCharge,
    Brackets,
    Charge,
    Comparison,
    Count,
    Figure,
    Money,
    Multiple,
    OutsideRate,
    Pace,
    Percent,
    Period,
    Price,
    Rate,
    Stages,
    WorkTime,
)
from lindero.shapes.currencies import find_currency_decimals
from lindero.shapes.limits import Limit
from lindero.shapes.units import find_unit_words
from lindero.wording.times import NBSP, show_period

if TYPE_CHECKING:
    from lindero.wording.reader import Reader

_LIKE_A_SHARE = ("percent", "statutory")


def choose_article(reader: Reader, figure: Figure) -> str:
    """What Spanish says before a figure inside a sentence: `el 40 %`, yet `500 €`."""
    if reader.language != "es":
        return ""
    if isinstance(figure, Rate) and figure.outside:
        return "la " if figure.outside.source.in_language("es").split()[0].endswith("a") else "el "
    return "el " if _list_leading_kinds(figure).intersection(_LIKE_A_SHARE) else ""


def _list_leading_kinds(figure: Figure) -> set[str]:
    """The kinds of what is shown first."""
    return set((figure.first if isinstance(figure, Comparison) else figure).kinds)


def show_charge(
    reader: Reader, figure: Charge, spec: ValueSpec | None = None, form: str = ""
) -> str:
    """`30 % del precio, con un mínimo de 500 €`; short, the part that stands first, alone."""
    match figure:
        case Comparison():
            least, most = (
                (figure.second, None) if figure.kind == "larger" else (None, figure.second)
            )
            return _show_bounds(
                reader, show_charge(reader, figure.first, spec, form), form, least=least, most=most
            )
        case BoundedCharge():
            return _show_bounds(
                reader,
                show_charge(reader, figure.part, spec, form),
                form,
                least=figure.least,
                most=figure.most,
            )
        case Multiple():
            return _show_multiple(reader, figure, spec, form)
        case WorkTime():
            shown = show_period(reader, figure.period, "short")
            return (
                shown
                if form == "short"
                else str(reader.figure_words["work_time"]).format(
                    time=_show_length(reader, figure.period)
                )
            )
        case Price():
            return show_price(reader, figure)
        case Money():
            return reader.show_money(figure)
    return reader.show_percent(figure) + _show_base(reader, spec, form)


def _show_bounds(
    reader: Reader, shown: str, form: str, *, least: Charge | None, most: Charge | None
) -> str:
    """A part and its bounds, which stand behind it so that the sentence can go on."""
    if form == "short":
        return shown
    frame = reader.figure_words["between" if least and most else "at_least" if least else "at_most"]
    bounds = {
        name: show_charge(reader, bound)
        for name, bound in (("least", least), ("most", most))
        if bound
    }
    return f"{shown}, {str(frame).format(**bounds)}"


def _show_base(reader: Reader, spec: ValueSpec | None, form: str) -> str:
    return f" {spec.of[reader.language]}" if spec and spec.of and form == "of" else ""


def _show_multiple(reader: Reader, figure: Multiple, spec: ValueSpec | None, form: str) -> str:
    if form == "short":
        return f"{reader.show_number(figure.factor)}×"
    times = f"{reader.show_number(figure.factor)}{NBSP}{reader.choose_plural(figure.factor, reader.figure_words['times_over'])}"
    return (
        f"{times} {spec.times[reader.language]}" if spec and spec.times and form == "of" else times
    )


def _show_length(reader: Reader, period: Period) -> str:
    """A length of time without a word for calendar days."""
    return _show_unit_count(reader, period.count, period.unit)


def _show_unit_count(reader: Reader, count: int, unit: str) -> str:
    return f"{reader.show_number(count)}{NBSP}{reader.choose_plural(count, find_unit_words(unit)['noun'][reader.language])}"


def show_price_parts(reader: Reader, price: Price) -> tuple[str, str, str]:
    """What stands before the sum, the sum, and the unit after it."""
    if price.low is None:
        return "", reader.figure_words["on_request"], ""
    sum_ = (
        reader.show_money(price.low)
        if price.high is None
        else _show_range(reader, price.low, price.high)
    )
    after = show_per_unit(reader, price.unit, price.every) if price.unit else ""
    return (reader.figure_words["price_from"] if price.kind == "from" else ""), sum_, after


def show_price(reader: Reader, price: Price) -> str:
    """The whole price in one line."""
    return " ".join(part for part in show_price_parts(reader, price) if part)


def _show_range(reader: Reader, low: Money, high: Money) -> str:
    if reader.locale.currency_formats["standard"].pattern.startswith("¤"):
        return f"{reader.show_money(low)}–{reader.show_money(high)}"
    bare = format_decimal(
        low.amount, format=set_decimals("#,##0.00", count_decimals(low)), locale=reader.locale
    )
    return f"{bare}–{reader.show_money(high)}"


def count_decimals(money: Money) -> int:
    """With how many a sum is shown: its own, at least its currency's; a whole sum with those of its cash (CLDR), for pesos none."""
    usual, cash = find_currency_decimals(money.currency)
    own = -int(money.amount.normalize().as_tuple().exponent)
    return max(own, usual) if own > 0 else cash


def set_decimals(pattern: str, digits: int) -> str:
    """A pattern of CLDR with that many decimals."""
    return pattern.replace("0.00", f"0.{'0' * digits}" if digits else "0")


def show_per_unit(reader: Reader, unit: str, every: int = 1) -> str:
    """`por palabra`, `por cada 1000 palabras`."""
    if every == 1:
        return str(find_unit_words(unit)["per"][reader.language])
    return str(reader.figure_words["per_every"]).format(
        counted=_show_unit_count(reader, every, unit)
    )


def show_rate(reader: Reader, rate: Rate, form: str = "") -> str:
    """`1,5 % al mes`."""
    if rate.outside:
        return _show_outside_rate(reader, rate.outside, form)
    if rate.kind == "statutory":
        return str(reader.figure_words["statutory_interest"])
    amount = (
        reader.show_percent(rate.percent)
        if rate.percent
        else reader.show_money(rate.money)
        if rate.money
        else ""
    )
    return f"{amount} {show_per_unit(reader, rate.per, rate.every) if rate.per else reader.figure_words['once']}"


def _show_outside_rate(reader: Reader, outside: OutsideRate, form: str) -> str:
    """The formula, and when what is known of it was so; short, the formula, which no day makes false."""
    words, shown = reader.figure_words, outside.source.in_language(reader.language)
    if outside.plus:
        points = reader.choose_plural(outside.plus, words["points"])
        shown += f" {words['plus']} {reader.show_number(outside.plus)}{NBSP}{points}"
    if form == "short":
        return shown
    day = reader.show_day(outside.as_of)
    if outside.value is None:
        return f"{shown} {str(words['known_on']).format(day=day)}"
    level = Percent(outside.value.points + (outside.plus or Decimal(0)))
    return f"{shown} {str(words['level_on']).format(level=reader.show_percent(level), day=day)}"


def show_stages(reader: Reader, stages: Stages, spec: ValueSpec | None, form: str) -> str:
    """Each share with what must have happened; short, how many or from where to where."""
    if form != "short":
        return reader.join_list(
            f"{show_charge(reader, step.share)} {step.at.in_language(reader.language)}"
            for step in stages.steps
        )
    if spec and spec.unit:
        return reader.show_count(Count(len(stages.steps)), spec)
    return _show_from_to(reader, [step.share for step in stages.steps])


def _show_from_to(reader: Reader, figures: Sequence[Figure]) -> str:
    """From the least to the most where all are of a kind, else one after the other."""
    shares = [figure for figure in figures if isinstance(figure, Percent)]
    sums = [figure for figure in figures if isinstance(figure, Money)]
    if len(shares) == len(figures):
        low, high = (pick(share.points for share in shares) for pick in (min, max))
        return (
            f"{reader.show_number(low)}–{reader.show_percent(Percent(high))}"
            if low < high
            else reader.show_percent(Percent(high))
        )
    if len(sums) == len(figures):
        lowest, highest = (pick(sums, key=lambda money: money.amount) for pick in (min, max))
        return (
            _show_range(reader, lowest, highest)
            if lowest != highest
            else reader.show_money(highest)
        )
    return "; ".join(dict.fromkeys(reader.show_figure(figure, None, "short") for figure in figures))


def show_brackets(reader: Reader, brackets: Brackets, spec: ValueSpec | None, form: str) -> str:
    """`100 % hasta 1000 €; 50 % por encima`; short, from where to where."""
    if form == "short":
        return _show_from_to(reader, [step.result for step in brackets.steps])
    ends = [
        step.up_to or before.up_to
        for before, step in zip((brackets.steps[0], *brackets.steps), brackets.steps, strict=False)
    ]
    bases = _choose_bases(brackets, spec)
    frames = [
        _choose_frame(reader, spec, "up" if step.up_to else "over") for step in brackets.steps
    ]
    shown = [
        f"{reader.show_figure(step.result, base, form)} {frame.format(limit=_show_limit(reader, end, spec))}"
        for step, end, base, frame in zip(brackets.steps, ends, bases, frames, strict=True)
    ]
    return str(reader.figure_words["brackets_gap"]).join(shown)


def _choose_bases(brackets: Brackets, spec: ValueSpec | None) -> list[ValueSpec | None]:
    """The base of a share is said once, at the first one."""
    shares = [at for at, step in enumerate(brackets.steps) if "percent" in step.result.kinds]
    bare = replace(spec, of=None) if spec else None
    return [spec if at not in shares[1:] else bare for at in range(len(brackets.steps))]


def _choose_frame(reader: Reader, spec: ValueSpec | None, side: str) -> str:
    return (
        spec.frames[side][reader.language]
        if spec and spec.frames
        else str(reader.figure_words[f"bracket_{side}"])
    )


def _show_limit(reader: Reader, limit: Limit | None, spec: ValueSpec | None) -> str:
    return (
        reader.show_count(limit, spec)
        if isinstance(limit, Count)
        else reader.show_figure(limit)
        if limit
        else ""
    )


def show_pace(reader: Reader, pace: Pace) -> str:
    """`1 día laborable por cada 1000 palabras`."""
    return f"{_show_unit_count(reader, pace.count, pace.unit)} {show_per_unit(reader, pace.per, pace.every)}"
