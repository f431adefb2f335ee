"""What a figure says, as marks: every way in which it may be shown, in full and in short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import singledispatch
from itertools import product
from typing import Literal

from lindero import shapes
from lindero.catalogue.facts import QUANTITY, Fact
from lindero.catalogue.specs import ValueSpec
from lindero.expected.lexicon import FROM, ONE, Marks, ReadFigure
from lindero.shapes.calendar_days import DateSpan
from lindero.shapes.nothing import is_nothing
from lindero.shapes.periods import count_months
from lindero.shapes.quantities import split_clock_time
from lindero.shapes.refusals import format_number
from lindero.shapes.shape import walk_parts
from lindero.shapes.terms import LAST_DAY, TermStep
from lindero.shapes.units import DAY_COUNTS

Length = Literal["full", "short", "any", "days"]
"""How much of a figure is shown: all of it, what does not follow from the surroundings, or of hours
their days."""

_ALWAYS_OPTIONAL = frozenset({ONE, "of"})


@dataclass(frozen=True)
class Saying:
    """One way to say a figure: its numbers in order, what must be said, and what may be."""

    numbers: Marks = ()
    marks: frozenset[str] = frozenset()
    optional: frozenset[str] = _ALWAYS_OPTIONAL

    def __add__(self, other: Saying) -> Saying:
        return Saying(
            self.numbers + other.numbers,
            self.marks | other.marks,
            self.optional | other.optional,
        )

    def agrees_with(self, read: ReadFigure) -> bool:
        """Whether what was read says this, and nothing that this does not."""
        return (
            read.numbers == self.numbers
            and self.marks <= read.marks
            and read.marks <= self.marks | self.optional
        )


def _say(*marks: str, numbers: Iterable[str] = (), optional: Iterable[str] = ()) -> Saying:
    return Saying(tuple(numbers), frozenset(marks), _ALWAYS_OPTIONAL.union(optional))


@dataclass(frozen=True)
class _Teller:
    """The ways to say the figures of one value; `texts` are the author's words in it."""

    spec: ValueSpec | None
    texts: Mapping[shapes.Text, str]

    def tell(self, figure: object) -> Iterator[Saying]:
        """A figure in full."""
        return _tell_whole(figure, self)

    def tell_short(self, figure: object) -> Iterator[Saying]:
        """A figure without what follows from its surroundings."""
        return _tell_short(figure, self)

    def tell_all(self, parts: Iterable[Iterable[Saying]]) -> Iterator[Saying]:
        """Several one after the other, each in any of its ways."""
        for combination in product(*(tuple(part) for part in parts)):
            yield sum(combination, _say())

    def tell_part(self, figure: shapes.Figure) -> Iterator[Saying]:
        """A step's figure: of nothing at all in words."""
        if is_nothing(figure):
            yield _say("nothing")
        else:
            yield from self.tell(figure)


def list_sayings(fact: Fact, length: Length) -> tuple[Saying, ...]:
    """Every way to show a figure at this length."""
    figure = fact.figure
    if length == "any":
        return list_sayings(fact, "full") + list_sayings(fact, "short")
    if length == "days":
        runs = figure.group_days() if isinstance(figure, shapes.Hours) else ()
        return (_say(*(f"day:{day}" for run in runs for day in (run.days[0], run.days[-1]))),)
    texts = {text: f"text:{at}" for at, text in enumerate(list_texts(figure))}
    teller = _Teller(fact.spec, texts)
    return tuple(teller.tell(figure) if length == "full" else teller.tell_short(figure))


def list_texts(figure: shapes.Figure) -> list[shapes.Text]:
    """The author's words in a figure, in order."""
    return [part for part in walk_parts(figure) if isinstance(part, shapes.Text)]


@singledispatch
def _tell_whole(figure: object, _: _Teller) -> Iterator[Saying]:
    # A text is compared as it is written, and read by nobody.
    assert isinstance(figure, shapes.Figure)
    yield _say(figure.serial)


@_tell_whole.register
def _tell_percent(figure: shapes.Percent, _: _Teller) -> Iterator[Saying]:
    yield _say(numbers=[f"{format_number(figure.points)}%"])


@_tell_whole.register
def _tell_money(figure: shapes.Money, _: _Teller) -> Iterator[Saying]:
    yield _say(numbers=[f"{format_number(figure.amount)}{figure.currency}"])


@_tell_whole.register
def _tell_price(figure: shapes.Price, _: _Teller) -> Iterator[Saying]:
    if figure.low is None:
        yield _say("on request")
        return
    sums = [figure.low, *([figure.high] if figure.high else [])]
    since = FROM if figure.kind == "from" else ""
    numbers = [f"{since}{format_number(money.amount)}{money.currency}" for money in sums]
    marks = [*([since] if since else []), *_name_unit(figure.unit)]
    every = [str(figure.every)] if figure.every > 1 else []
    yield _say(*marks, numbers=[*numbers, *every])


def _name_unit(unit: str | None) -> list[str]:
    return [f"unit:{unit}"] if unit else []


@_tell_whole.register
def _tell_rate(figure: shapes.Rate, teller: _Teller) -> Iterator[Saying]:
    if figure.outside:
        yield from _tell_outside_rate(figure, teller)
        return
    if figure.kind == "statutory":
        yield _say("statutory")
        return
    (amount,) = teller.tell(figure.percent or figure.money)
    if figure.per is None:
        yield amount + _say("once")
        return
    often = _say(*_name_unit(figure.per), numbers=[str(figure.every)] if figure.every > 1 else [])
    yield amount + often
    if figure.per in DAY_COUNTS:  # what a month counts as
        yield _say("unit:day", numbers=[str(DAY_COUNTS[figure.per])])


def _tell_formula(figure: shapes.Rate, teller: _Teller) -> Saying:
    assert figure.outside
    named = _say(teller.texts[figure.outside.source])
    if not figure.outside.plus:
        return named
    return named + _say("plus", "points", numbers=[format_number(figure.outside.plus)])


def _tell_outside_rate(figure: shapes.Rate, teller: _Teller) -> Iterator[Saying]:
    outside = figure.outside
    assert outside
    level = []
    if outside.value is not None:
        points = outside.value.points + (outside.plus or 0)
        level = [_say(numbers=[f"{format_number(points)}%"])]
    formula = [_tell_formula(figure, teller)]
    yield from teller.tell_all([formula, [sum(level, _say())], teller.tell(outside.as_of)])


@_tell_whole.register
def _tell_count(figure: shapes.Count, teller: _Teller) -> Iterator[Saying]:
    spec = teller.spec
    if not spec or not spec.unit:
        yield _say(numbers=[str(figure.number)])
        return
    if spec.shape == QUANTITY and (parts := split_clock_time(figure.number, spec.name)):
        # The unit itself goes by the words of the value, the larger one by its own.
        larger = f"unit:{parts[0][1]}"
        numbers = [str(number) for number, _ in parts]
        yield _say(larger, numbers=numbers, optional=["counted", f"unit:{spec.name}"])
        return
    yield from _count(figure.number, "counted", optional=["unit:" + spec.name])


def _count(number: int, *marks: str, optional: Iterable[str] = ()) -> Iterator[Saying]:
    """So many of something; a single one may go without its number, or with the word for it."""
    yield _say(*marks, numbers=[str(number)], optional=optional)
    if number == 1:
        yield _say(*marks, optional=optional)


@_tell_whole.register
def _tell_multiple(figure: shapes.Multiple, _: _Teller) -> Iterator[Saying]:
    yield _say("times", numbers=[format_number(figure.factor)])


@_tell_whole.register
def _tell_period(figure: shapes.Period, _: _Teller) -> Iterator[Saying]:
    yield from _count(figure.count, f"unit:{figure.unit}")


@_tell_whole.register
def _tell_work_time(figure: shapes.WorkTime, teller: _Teller) -> Iterator[Saying]:
    yield from teller.tell_all([teller.tell(figure.period), [_say(optional=["work"])]])


@_tell_whole.register
def _tell_pace(figure: shapes.Pace, teller: _Teller) -> Iterator[Saying]:
    times = _count(figure.count, f"unit:{figure.unit}")
    works = [_say(f"unit:{figure.per}", numbers=[str(figure.every)] if figure.every > 1 else [])]
    yield from teller.tell_all([times, works])


@_tell_whole.register
def _tell_comparison(figure: shapes.Comparison, teller: _Teller) -> Iterator[Saying]:
    bound = [_say(figure.kind)]
    yield from teller.tell_all([teller.tell(figure.first), bound, teller.tell(figure.second)])


@_tell_whole.register
def _tell_bounded_charge(figure: shapes.BoundedCharge, teller: _Teller) -> Iterator[Saying]:
    parts: list[Iterable[Saying]] = [teller.tell(figure.part)]
    for bound, mark in ((figure.least, "larger"), (figure.most, "smaller")):
        parts += [[_say(mark)], teller.tell(bound)] if bound else []
    yield from teller.tell_all(parts)


@_tell_whole.register
def _tell_remainder(figure: shapes.Remainder, _: _Teller) -> Iterator[Saying]:
    yield _say(figure.kind)


@_tell_whole.register
def _tell_stages(figure: shapes.Stages, teller: _Teller) -> Iterator[Saying]:
    shared = [step for step in figure.steps if isinstance(step.share, shapes.Remainder)]
    named = [_say(*(teller.texts[step.at] for step in figure.steps))]
    if len(shared) > 1:
        sized = [teller.tell_part(step.share) for step in figure.steps if step not in shared]
        kind = _say(shared[0].share.written, numbers=[str(len(shared))], optional=["equal"])
        yield from teller.tell_all([*sized, [kind], named])
        return
    yield from teller.tell_all([*(teller.tell_part(step.share) for step in figure.steps), named])


@_tell_whole.register
def _tell_brackets(figure: shapes.Brackets, teller: _Teller) -> Iterator[Saying]:
    parts: list[Iterable[Saying]] = []
    last: list[Iterable[Saying]] = []
    for step in figure.steps:
        parts.append(teller.tell_part(step.result))
        if step.up_to:
            last = [tuple(teller.tell(step.up_to))]
            parts += [[_say("up to", optional=["counted"])], *last]
        else:
            # Some words for it name the limit again.
            parts += [[_say("over"), *teller.tell_all([[_say("over")], *last])]]
    yield from teller.tell_all(parts)


@_tell_whole.register
def _tell_clock(figure: shapes.Clock, _: _Teller) -> Iterator[Saying]:
    yield _say(numbers=[f"t{figure.minutes}"])


@_tell_whole.register
def _tell_day(figure: shapes.Day, _: _Teller) -> Iterator[Saying]:
    day = figure.date
    for numbers in ((day.day, day.year), (day.year, day.day)):
        yield _say(f"month:{day.month}", numbers=map(str, numbers))


def _tell_times(stretches: Iterable[tuple[int, int]]) -> Saying:
    return _say(numbers=[f"t{minutes}" for stretch in stretches for minutes in stretch])


@_tell_whole.register
def _tell_hours(figure: shapes.Hours, _: _Teller) -> Iterator[Saying]:
    said = _say()
    for run in figure.group_days():
        said += _say(f"day:{run.days[0]}", f"day:{run.days[-1]}") + _tell_times(run.stretches)
    yield said


def _tell_span(span: DateSpan) -> Iterator[Saying]:
    """`del 1 al 21 de agosto`: a year that both days have stands once."""
    days = [span.first] if span.first == span.last else [span.first, span.last]
    marks = [f"month:{day.month}" for day in days]
    years = {day.year for day in days}
    numbers = []
    for at, day in enumerate(days):
        shown = day.year if len(years) > 1 or at == len(days) - 1 else None
        numbers += [str(day.day), *([str(shown)] if shown else [])]
    yield _say(*marks, numbers=numbers)


@_tell_whole.register
def _tell_absences(figure: shapes.Absences, teller: _Teller) -> Iterator[Saying]:
    parts: list[Iterable[Saying]] = []
    for entry in figure.entries:
        parts += [_tell_span(entry.span), [_say(*_name_text(entry.name, teller))]]
    yield from teller.tell_all(parts)


@_tell_whole.register
def _tell_seasons(figure: shapes.Seasons, teller: _Teller) -> Iterator[Saying]:
    parts: list[Iterable[Saying]] = []
    for entry in figure.entries:
        open_ = teller.tell(entry.hours) if entry.hours else [_say("closed")]
        short = teller.tell_short(entry.hours) if entry.hours else []
        parts += [_tell_span(entry.span), [_say(*_name_text(entry.name, teller))]]
        parts += [[*open_, *short]]
    yield from teller.tell_all(parts)


def _name_text(text: shapes.Text | None, teller: _Teller) -> list[str]:
    return [teller.texts[text]] if text else []


@_tell_whole.register
def _tell_deadline(figure: shapes.Deadline, teller: _Teller) -> Iterator[Saying]:
    since = teller.spec.since if teller.spec and figure.event == "month end" else ""
    named = [f"event:{since}"] if since else []
    end = _find_month_end(figure, teller)
    first: list[Saying] = []
    if end:
        first = [end + _say(*named)]
    else:
        count = tuple(teller.tell(figure.period)) if figure.period else (_say(),)
        said = [f"event:{figure.event}", *named, *([figure.kind] if figure.kind != "on" else [])]
        optional = ["on", *(["before", "after"] if figure.kind == "on" else [])]
        first = [one + _say(*said, optional=optional) for one in count]
    steps = [_tell_step(step, teller) for step in figure.steps or ()]
    yield from teller.tell_all([first, *steps])


def _find_month_end(figure: shapes.Deadline, teller: _Teller) -> Saying | None:
    """A number of whole months after a month's end is another month's end."""
    if figure.kind != "after" or figure.event != "month end" or not figure.period:
        return None
    months = count_months(figure.period)
    if not months:
        return None
    if months == 1:
        return _say("event:next month end")
    (count,) = teller.tell(figure.period)
    return count + _say("event:month end", optional=["after"])


def _tell_step(step: TermStep, teller: _Teller) -> Iterator[Saying]:
    if step.period:
        yield from teller.tell(step.period)
    elif step.days is None:
        yield _say("event:month end")
    elif step.kind == "next month" and step.days == (LAST_DAY,):
        yield _say("event:next month end")
    else:
        yield _say(step.kind, numbers=map(str, step.days))


@singledispatch
def _tell_short(figure: object, teller: _Teller) -> Iterator[Saying]:
    return teller.tell(figure)


@_tell_short.register
def _shorten_bounded_charge(figure: shapes.BoundedCharge, teller: _Teller) -> Iterator[Saying]:
    return teller.tell_short(figure.part)


@_tell_short.register
def _shorten_comparison(figure: shapes.Comparison, teller: _Teller) -> Iterator[Saying]:
    return teller.tell_short(figure.first)


@_tell_short.register
def _shorten_hours(figure: shapes.Hours, teller: _Teller) -> Iterator[Saying]:
    """The times alone, where they are the same on all days."""
    times = {run.stretches for run in figure.group_days()}
    return iter([_tell_times(*times)]) if len(times) == 1 else teller.tell(figure)


@_tell_short.register(shapes.Seasons)
@_tell_short.register(shapes.Absences)
def _drop_names(figure: shapes.Figure, teller: _Teller) -> Iterator[Saying]:
    names = frozenset(teller.texts.values())
    for saying in teller.tell(figure):
        yield replace(saying, marks=saying.marks - names)


@_tell_short.register
def _shorten_stages(figure: shapes.Stages, teller: _Teller) -> Iterator[Saying]:
    if teller.spec and teller.spec.unit:
        return iter([_say("counted", numbers=[str(len(figure.steps))])])
    return _tell_range([step.share for step in figure.steps], teller)


@_tell_short.register
def _shorten_brackets(figure: shapes.Brackets, teller: _Teller) -> Iterator[Saying]:
    return _tell_range([step.result for step in figure.steps], teller)


@_tell_short.register
def _shorten_rate(figure: shapes.Rate, teller: _Teller) -> Iterator[Saying]:
    return iter([_tell_formula(figure, teller)]) if figure.outside else teller.tell(figure)


def _tell_range(figures: Sequence[shapes.Figure], teller: _Teller) -> Iterator[Saying]:
    """From the least to the most, where all are shares or all are sums; else each once."""
    sizes = {one.points for one in figures if isinstance(one, shapes.Percent)}
    sums = {one.amount: one.currency for one in figures if isinstance(one, shapes.Money)}
    if all(isinstance(one, shapes.Percent) for one in figures):
        ends = dict.fromkeys((min(sizes), max(sizes)))
        yield _say(numbers=(f"{format_number(one)}%" for one in ends))
    elif all(isinstance(one, shapes.Money) for one in figures):
        ends = dict.fromkeys((min(sums), max(sums)))
        yield _say(numbers=(f"{format_number(one)}{sums[one]}" for one in ends))
    else:
        yield from teller.tell_all(teller.tell_short(one) for one in dict.fromkeys(figures))


@_tell_short.register
def _shorten_deadline(figure: shapes.Deadline, teller: _Teller) -> Iterator[Saying]:
    """The time alone, or its event; an event that stands only for the day of what follows, not."""
    before = ["before"] if figure.kind == "before" else []
    first: list[Saying]
    if end := _find_month_end(figure, teller):
        first = [end]
    elif figure.period:
        ends = figure.event == "month end" and not before
        named = _say(*before, *(["event:month end"] if ends else []))
        first = [one + named for one in teller.tell(figure.period)]
    elif figure.steps and figure.event != "month end":
        first = [_say()]
    else:
        first = [_say(f"event:{figure.event}", *before, optional=["on", "after"])]
    steps = [_tell_step(step, teller) for step in figure.steps or ()]
    loose = ["pay day", "next month", "event:month end"]
    for saying in teller.tell_all([first, *steps]):
        yield Saying(saying.numbers, saying.marks - {"pay day"}, saying.optional | {*loose})
