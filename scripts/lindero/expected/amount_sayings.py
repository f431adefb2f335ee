"""What shares, sums, prices, rates, counts and ladders say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lindero import shapes
from lindero.catalogue.facts import QUANTITY
from lindero.expected.lexicon import FROM
from lindero.expected.saying import Saying, Tell, Teller, count, name_unit, say
from lindero.shapes.quantities import split_clock_time
from lindero.shapes.refusals import format_number
from lindero.shapes.units import DAY_COUNTS


def _tell_percent(figure: shapes.Percent, _: Teller) -> Iterator[Saying]:
    yield say(numbers=[f"{format_number(figure.points)}%"])


def _tell_money(figure: shapes.Money, _: Teller) -> Iterator[Saying]:
    yield say(numbers=[f"{format_number(figure.amount)}{figure.currency}"])


def _tell_price(figure: shapes.Price, _: Teller) -> Iterator[Saying]:
    if figure.low is None:
        yield say("on request")
        return
    sums = [figure.low, *([figure.high] if figure.high else [])]
    since = FROM if figure.kind == "from" else ""
    numbers = [f"{since}{format_number(money.amount)}{money.currency}" for money in sums]
    before = [*([since] if since else []), *(["about"] if figure.is_rounded else [])]
    every = [str(figure.every)] if figure.every > 1 else []
    yield say(*before, *name_unit(figure.unit), numbers=[*numbers, *every])


def _tell_rate(figure: shapes.Rate, teller: Teller) -> Iterator[Saying]:
    if figure.outside:
        yield from _tell_outside_rate(figure, teller)
        return
    if figure.kind == "statutory":
        yield say("statutory")
        return
    (amount,) = teller.tell(figure.percent or figure.money)
    if figure.per is None:
        yield amount + say("once")
        return
    often = say(*name_unit(figure.per), numbers=[str(figure.every)] if figure.every > 1 else [])
    yield amount + often


def tell_length(figure: object) -> tuple[Saying, ...]:
    """What the month or year of a rate counts as."""
    per = figure.per if isinstance(figure, shapes.Rate) else None
    if per is None or per not in DAY_COUNTS:
        return ()
    return (say("unit:day", numbers=[str(DAY_COUNTS[per])]),)


def _tell_formula(figure: shapes.Rate, teller: Teller) -> Saying:
    assert figure.outside
    named = say(teller.texts[figure.outside.source])
    if not figure.outside.plus:
        return named
    return named + say("plus", "points", numbers=[format_number(figure.outside.plus)])


def _tell_outside_rate(figure: shapes.Rate, teller: Teller) -> Iterator[Saying]:
    outside = figure.outside
    assert outside
    level = []
    if outside.value is not None:
        points = outside.value.points + (outside.plus or 0)
        level = [say(numbers=[f"{format_number(points)}%"])]
    formula = [_tell_formula(figure, teller)]
    yield from teller.tell_all([formula, [sum(level, say())], teller.tell(outside.as_of)])


def _tell_count(figure: shapes.Count, teller: Teller) -> Iterator[Saying]:
    spec = teller.spec
    if spec and spec.shape == QUANTITY:
        parts = split_clock_time(figure.number, spec.name)
        if not parts:
            yield from count(figure.number, f"unit:{spec.name}")
            return
        numbers = [str(number) for number, _ in parts]
        yield say(*(f"unit:{unit}" for _, unit in parts), numbers=numbers)
    elif spec and spec.unit:
        yield from count(figure.number, "counted", optional=["unit:" + spec.name])
    else:
        yield say(numbers=[str(figure.number)])


def _tell_multiple(figure: shapes.Multiple, _: Teller) -> Iterator[Saying]:
    yield say("times", numbers=[format_number(figure.factor)])


def _tell_work_time(figure: shapes.WorkTime, teller: Teller) -> Iterator[Saying]:
    yield from teller.tell_all([teller.tell(figure.period), [say(optional=["work"])]])


def _tell_pace(figure: shapes.Pace, teller: Teller) -> Iterator[Saying]:
    times = count(figure.count, f"unit:{figure.unit}")
    works = [say(f"unit:{figure.per}", numbers=[str(figure.every)] if figure.every > 1 else [])]
    yield from teller.tell_all([times, works])


def _tell_comparison(figure: shapes.Comparison, teller: Teller) -> Iterator[Saying]:
    bound = [say(figure.kind)]
    yield from teller.tell_all([teller.tell(figure.first), bound, teller.tell(figure.second)])


def _tell_bounded_charge(figure: shapes.BoundedCharge, teller: Teller) -> Iterator[Saying]:
    parts: list[Iterable[Saying]] = [teller.tell(figure.part)]
    for bound, mark in ((figure.least, "larger"), (figure.most, "smaller")):
        parts += [[say(mark)], teller.tell(bound)] if bound else []
    yield from teller.tell_all(parts)


def _tell_remainder(figure: shapes.Remainder, _: Teller) -> Iterator[Saying]:
    yield say(figure.kind)


def _tell_stages(figure: shapes.Stages, teller: Teller) -> Iterator[Saying]:
    shared = [step for step in figure.steps if isinstance(step.share, shapes.Remainder)]
    named = [say(*(teller.texts[step.at] for step in figure.steps))]
    if len(shared) > 1:
        sized = [teller.tell_part(step.share) for step in figure.steps if step not in shared]
        kind = say(shared[0].share.written, numbers=[str(len(shared))], optional=["equal"])
        yield from teller.tell_all([*sized, [kind], named])
        return
    yield from teller.tell_all([*(teller.tell_part(step.share) for step in figure.steps), named])


def _tell_brackets(figure: shapes.Brackets, teller: Teller) -> Iterator[Saying]:
    parts: list[Iterable[Saying]] = []
    last: list[Iterable[Saying]] = []
    # Where the catalogue has its own words around a limit, ours would say something else.
    framed = bool(teller.spec and teller.spec.frames)
    up, over = ("own up", "own over") if framed else ("up to", "over")
    for step in figure.steps:
        parts.append(teller.tell_part(step.result))
        if step.up_to:
            last = [tuple(teller.tell(step.up_to))]
            parts += [[say(up, optional=["counted"])], *last]
        else:
            # Some words for it name the limit again.
            parts += [[say(over), *teller.tell_all([[say(over)], *last])]]
    yield from teller.tell_all(parts)


def _shorten_bounded_charge(figure: shapes.BoundedCharge, teller: Teller) -> Iterator[Saying]:
    return teller.tell_short(figure.part)


def _shorten_comparison(figure: shapes.Comparison, teller: Teller) -> Iterator[Saying]:
    return teller.tell_short(figure.first)


def _shorten_stages(figure: shapes.Stages, teller: Teller) -> Iterator[Saying]:
    if teller.spec and teller.spec.unit:
        return iter([say("counted", numbers=[str(len(figure.steps))])])
    return _tell_range([step.share for step in figure.steps], teller)


def _shorten_brackets(figure: shapes.Brackets, teller: Teller) -> Iterator[Saying]:
    return _tell_range([step.result for step in figure.steps], teller)


def _shorten_rate(figure: shapes.Rate, teller: Teller) -> Iterator[Saying]:
    return iter([_tell_formula(figure, teller)]) if figure.outside else teller.tell(figure)


def _tell_range(figures: Sequence[shapes.Figure], teller: Teller) -> Iterator[Saying]:
    """From the least to the most, where all are shares or all are sums; else each once."""
    sizes = {one.points for one in figures if isinstance(one, shapes.Percent)}
    sums = {one.amount: one.currency for one in figures if isinstance(one, shapes.Money)}
    if all(isinstance(one, shapes.Percent) for one in figures):
        ends = dict.fromkeys((min(sizes), max(sizes)))
        yield say(numbers=(f"{format_number(one)}%" for one in ends))
    elif all(isinstance(one, shapes.Money) for one in figures):
        ends = dict.fromkeys((min(sums), max(sums)))
        yield say(numbers=(f"{format_number(one)}{sums[one]}" for one in ends))
    else:
        yield from teller.tell_all(teller.tell_short(one) for one in dict.fromkeys(figures))


WHOLE: Mapping[type, Tell] = {
    shapes.BoundedCharge: _tell_bounded_charge,
    shapes.Brackets: _tell_brackets,
    shapes.Comparison: _tell_comparison,
    shapes.Count: _tell_count,
    shapes.Money: _tell_money,
    shapes.Multiple: _tell_multiple,
    shapes.Pace: _tell_pace,
    shapes.Percent: _tell_percent,
    shapes.Price: _tell_price,
    shapes.Rate: _tell_rate,
    shapes.Remainder: _tell_remainder,
    shapes.Stages: _tell_stages,
    shapes.WorkTime: _tell_work_time,
}


SHORT: Mapping[type, Tell] = {
    shapes.BoundedCharge: _shorten_bounded_charge,
    shapes.Brackets: _shorten_brackets,
    shapes.Comparison: _shorten_comparison,
    shapes.Rate: _shorten_rate,
    shapes.Stages: _shorten_stages,
}
