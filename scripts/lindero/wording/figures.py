"""Which words a figure is shown with: one table, by the figure's class."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lindero.catalogue.specs import ValueSpec
from lindero.shapes import (
    Absences,
    BoundedCharge,
    Brackets,
    Choice,
    Clock,
    Comparison,
    Count,
    Day,
    Deadline,
    Figure,
    Hours,
    Money,
    Multiple,
    Pace,
    Percent,
    Period,
    Price,
    Rate,
    Seasons,
    Stages,
    Text,
    TextList,
    WorkTime,
    YesNo,
)
from lindero.wording import amounts, times

if TYPE_CHECKING:
    from lindero.wording.reader import Reader

ShowFigure = Callable[["Reader", Any, ValueSpec | None, str], str]


def _show_choice(reader: Reader, choice: Choice, spec: ValueSpec | None, _: str) -> str:
    assert spec and spec.choices
    return spec.choices[choice.name][reader.language]


def _without_spec(show: Callable[[Reader, Any, str], str]) -> ShowFigure:
    # A time has no base that `of` could add: it is shown in full there.
    return lambda reader, figure, _, form: show(reader, figure, "short" if form == "short" else "")


SHOWN_BY: dict[type[Figure], ShowFigure] = {
    Percent: amounts.show_charge,
    Money: amounts.show_charge,
    Comparison: amounts.show_charge,
    BoundedCharge: amounts.show_charge,
    Multiple: amounts.show_charge,
    WorkTime: amounts.show_charge,
    Price: amounts.show_charge,
    Rate: _without_spec(amounts.show_rate),
    Stages: amounts.show_stages,
    Brackets: amounts.show_brackets,
    Pace: lambda reader, pace, _spec, _form: amounts.show_pace(reader, pace),
    Period: _without_spec(times.show_period),
    Deadline: _without_spec(times.show_deadline),
    Hours: _without_spec(times.show_hours),
    Seasons: _without_spec(times.show_seasons),
    Absences: _without_spec(times.show_absences),
    Clock: lambda _reader, clock, _spec, _form: times.show_clock(clock.minutes),
    Day: lambda reader, day, _spec, _form: reader.show_day(day),
    Count: lambda reader, count, spec, _form: reader.show_count(count, spec),
    Choice: _show_choice,
    YesNo: lambda _reader, answer, _spec, _form: answer.written,
    Text: lambda reader, text, _spec, _form: text.in_language(reader.language),
    TextList: lambda reader, texts, _spec, _form: reader.join_list(
        text.in_language(reader.language) for text in texts.entries
    ),
}
"""Every class of figure; a new shape adds its own here."""
