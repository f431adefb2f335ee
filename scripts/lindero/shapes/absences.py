"""Days without work."""

from __future__ import annotations

from lindero.frozen import Frozen
from lindero.shapes.calendar_days import CalendarDay, DateSpan
from lindero.shapes.refusals import Context, Problem, Refusal
from lindero.shapes.shape import Figure, Shape
from lindero.shapes.texts import Text
from lindero.shapes.written_spans import (
    SpanForm,
    format_entry,
    format_list,
    make_span_schema,
    read_dated_group,
    read_span_list,
)

_FORM = SpanForm("absences", "dates", "{from: 08-01, until: 08-21}", most_days=183)
# Few are away for longer every year; `03-01` until `08-01` was rather meant day first.
_LONG = 60


class Absence(Frozen):
    """A span without work."""

    span: DateSpan
    name: Text | None = None


class Absences(Figure):
    """Spans without work, as the author lists them."""

    entries: tuple[Absence, ...]

    @property
    def machine(self) -> str:
        """The dates, without the year where they are yearly: `08-01/08-21, 2026-12-24`."""
        return ", ".join(entry.span.machine for entry in self.entries)

    @property
    def written(self) -> str:
        """As an author writes it."""
        return format_list(
            format_entry(entry.span.written, name=entry.name) for entry in self.entries
        )


def parse_absences(written: object, context: Context = Context()) -> Absences:
    """`[{from: 08-01, until: 08-21}, {from: 2026-12-24}]`."""
    return Absences(read_span_list(_FORM, written, context, _parse_absence))


def _parse_absence(written: object, context: Context) -> Absence:
    span, parts = read_dated_group(_FORM, written, context)
    _refuse_day_first(span)
    return Absence(span, parts.get("name"))


def _refuse_day_first(span: DateSpan) -> None:
    """A long absence of every year that, with the day first as most write it, would be short."""
    if not span.yearly or span.days <= _LONG:
        return
    ends = [[day, CalendarDay(day.day, day.month)] for day in (span.first, span.last)]
    readings = [
        DateSpan(first, last)
        for first in ends[0]
        for last in ends[1]
        if first.exists and last.exists
    ]
    shortest = min(readings, key=lambda reading: reading.days)
    if shortest.days <= _LONG:
        read = f"`{span.machine}` are {span.days} days of every year"
        message = f"{read}, and with the day first {shortest.days}"
        season = f"what is closed for so long is a season: `{{{span.written}, closed: yes}}`"
        help_ = f"write `{{{shortest.written}}}`, month first; {season}"
        raise Refusal(Problem("bad-absences", message, help_, ("until",)))


SHAPE = Shape(
    "absences",
    parse_absences,
    "Days without work.",
    ("[{from: 08-01, until: 08-21}]", "[{from: 2026-12-24, until: 2027-01-01}]"),
    schema=lambda _: make_span_schema({}),
    entry_keys=frozenset({"from", "until", "name"}),
    entry_signs=frozenset({"from"}),
    misses=("August", "[{from: 08-21, until: 2026-08-01}]"),
)
