"""What periods, deadlines, hours and dates say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from lindero import shapes
from lindero.expected.saying import Saying, Tell, Teller, count, say
from lindero.shapes.calendar_days import DateSpan
from lindero.shapes.periods import count_months
from lindero.shapes.terms import LAST_DAY, TermStep


def _tell_period(figure: shapes.Period, _: Teller) -> Iterator[Saying]:
    yield from count(figure.count, f"unit:{figure.unit}")


def _tell_clock(figure: shapes.Clock, _: Teller) -> Iterator[Saying]:
    yield say(numbers=[f"t{figure.minutes}"])


def _tell_day(figure: shapes.Day, _: Teller) -> Iterator[Saying]:
    day = figure.date
    for numbers in ((day.day, day.year), (day.year, day.day)):
        yield say(f"month:{day.month}", numbers=map(str, numbers))


def _tell_times(stretches: Iterable[tuple[int, int]]) -> Saying:
    return say(numbers=[f"t{minutes}" for stretch in stretches for minutes in stretch])


def _tell_hours(figure: shapes.Hours, _: Teller) -> Iterator[Saying]:
    said = say()
    for run in figure.group_days():
        said += say(f"day:{run.days[0]}", f"day:{run.days[-1]}") + _tell_times(run.stretches)
    yield said


def _tell_day_clocks(figure: shapes.DayClocks, _: Teller) -> Iterator[Saying]:
    said = say()
    for days, minutes in figure.group_days():
        said += say(f"day:{days[0]}", f"day:{days[-1]}", numbers=[f"t{minutes}"])
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
    yield say(*marks, numbers=numbers)


def _tell_absences(figure: shapes.Absences, teller: Teller) -> Iterator[Saying]:
    parts: list[Iterable[Saying]] = []
    for entry in figure.entries:
        parts += [_tell_span(entry.span), [say(*_name_text(entry.name, teller))]]
    yield from teller.tell_all(parts)


def _tell_seasons(figure: shapes.Seasons, teller: Teller) -> Iterator[Saying]:
    parts: list[Iterable[Saying]] = []
    for entry in figure.entries:
        open_ = teller.tell(entry.hours) if entry.hours else [say("closed")]
        short = teller.tell_short(entry.hours) if entry.hours else []
        parts += [_tell_span(entry.span), [say(*_name_text(entry.name, teller))]]
        parts += [[*open_, *short]]
    yield from teller.tell_all(parts)


def _name_text(text: shapes.Text | None, teller: Teller) -> list[str]:
    return [teller.texts[text]] if text else []


def _tell_deadline(figure: shapes.Deadline, teller: Teller) -> Iterator[Saying]:
    since = teller.spec.since if teller.spec and figure.event == "month end" else ""
    named = [f"event:{since}"] if since else []
    end = _find_month_end(figure, teller)
    first: list[Saying] = []
    if end:
        first = [end + say(*named)]
    else:
        count = tuple(teller.tell(figure.period)) if figure.period else (say(),)
        said = [f"event:{figure.event}", *named, *([figure.kind] if figure.kind != "on" else [])]
        optional = ["on", *(["before", "after"] if figure.kind == "on" else [])]
        first = [one + say(*said, optional=optional) for one in count]
    steps = [_tell_step(step, teller) for step in figure.steps or ()]
    yield from teller.tell_all([first, *steps])


def _find_month_end(figure: shapes.Deadline, teller: Teller) -> Saying | None:
    """A number of whole months after a month's end is another month's end."""
    if figure.kind != "after" or figure.event != "month end" or not figure.period:
        return None
    months = count_months(figure.period)
    if not months:
        return None
    if months == 1:
        return say("event:next month end")
    (count,) = teller.tell(figure.period)
    return count + say("event:month end", optional=["after"])


def _tell_step(step: TermStep, teller: Teller) -> Iterator[Saying]:
    if step.period:
        yield from teller.tell(step.period)
    elif step.days is None:
        yield say("event:month end")
    elif step.kind == "next month" and step.days == (LAST_DAY,):
        yield say("event:next month end")
    else:
        yield say(step.kind, numbers=map(str, step.days))


def _shorten_hours(figure: shapes.Hours, teller: Teller) -> Iterator[Saying]:
    """The times alone, where they are the same on all days."""
    times = {run.stretches for run in figure.group_days()}
    return iter([_tell_times(*times)]) if len(times) == 1 else teller.tell(figure)


def _drop_names(figure: shapes.Figure, teller: Teller) -> Iterator[Saying]:
    names = frozenset(teller.texts.values())
    for saying in teller.tell(figure):
        yield replace(saying, marks=saying.marks - names)


def _shorten_deadline(figure: shapes.Deadline, teller: Teller) -> Iterator[Saying]:
    """The time alone, or its event; an event that stands only for the day of what follows, not."""
    before = ["before"] if figure.kind == "before" else []
    first: list[Saying]
    if end := _find_month_end(figure, teller):
        first = [end]
    elif figure.period:
        ends = figure.event == "month end" and not before
        named = say(*before, *(["event:month end"] if ends else []))
        first = [one + named for one in teller.tell(figure.period)]
    elif figure.steps and figure.event != "month end":
        first = [say()]
    else:
        first = [say(f"event:{figure.event}", *before, optional=["on", "after"])]
    steps = [_tell_step(step, teller) for step in figure.steps or ()]
    loose = ["pay day", "next month", "event:month end"]
    # `día 10`, as a pay day is called
    loose += ["unit:day"] if any(step.days for step in figure.steps or ()) else []
    for saying in teller.tell_all([first, *steps]):
        yield Saying(saying.numbers, saying.marks - {"pay day"}, saying.optional | {*loose})


WHOLE: Mapping[type, Tell] = {
    shapes.Absences: _tell_absences,
    shapes.Clock: _tell_clock,
    shapes.Day: _tell_day,
    shapes.DayClocks: _tell_day_clocks,
    shapes.Deadline: _tell_deadline,
    shapes.Hours: _tell_hours,
    shapes.Period: _tell_period,
    shapes.Seasons: _tell_seasons,
}


SHORT: Mapping[type, Tell] = {
    shapes.Absences: _drop_names,
    shapes.Deadline: _shorten_deadline,
    shapes.Hours: _shorten_hours,
    shapes.Seasons: _drop_names,
}
