"""Stretches of the year with other hours, or closed."""

from __future__ import annotations

import re

from lindero.frozen import Frozen
from lindero.reading.tree import Scalar
from lindero.shapes import hours as open_hours
from lindero.shapes import yes_no
from lindero.shapes.calendar_days import DateSpan
from lindero.shapes.hours import Hours, parse_hours
from lindero.shapes.refusals import Context, Problem, Refusal, make_refusal
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
from lindero.shapes.yes_no import YesNo, parse_yes_no

_HOURS = "hours: Mon–Fri 08:00–15:00"

_FORM = SpanForm(
    "seasons",
    "seasons",
    f"{{from: 07-01, until: 08-31, {_HOURS}}}",
    most_days=320,
    hours=f", {_HOURS}",
    parsers={"hours": parse_hours, "closed": parse_yes_no},
)


class Season(Frozen):
    """A span with its own week; without one it is closed."""

    span: DateSpan
    hours: Hours | None
    name: Text | None = None


class Seasons(Figure):
    """Spans with hours of their own, as the author lists them."""

    entries: tuple[Season, ...]

    @property
    def machine(self) -> str:
        """The dates with their hours: `07-01/08-31 Mon–Fri 08:00–15:00; 12-24 closed`."""
        return "; ".join(
            f"{entry.span.machine} {entry.hours.machine if entry.hours else 'closed'}"
            for entry in self.entries
        )

    @property
    def written(self) -> str:
        """As an author writes it."""
        return format_list(
            format_entry(entry.span.written, _format_hours_key(entry.hours), name=entry.name)
            for entry in self.entries
        )


def parse_seasons(written: object, context: Context = Context()) -> Seasons:
    """`[{from: 07-01, until: 08-31, hours: Mon–Fri 08:00–15:00}, {from: 12-24, closed: yes}]`."""
    return Seasons(read_span_list(_FORM, written, context, _parse_season))


def _parse_season(written: object, context: Context) -> Season:
    _refuse_split_hours(written)
    span, parts = read_dated_group(_FORM, written, context)
    hours, closed = parts.get("hours"), parts.get("closed", YesNo(yes=False))
    if hours and "closed" in parts:
        ways = [f"`{{{span.written}, {_format_hours_key(one)}}}`" for one in (hours, None)]
        message, help_ = (
            "a season has both `hours` and `closed`",
            f"keep one: {ways[0]} or {ways[1]}",
        )
        raise Refusal(Problem("bad-seasons", message, help_, ("closed",), on_key=True))
    if not hours and not closed.yes:
        ways = [f"`{{{span.written}, {key}}}`" for key in (_HOURS, "closed: yes")]
        help_ = f"write {ways[0]} or {ways[1]}"
        raise make_refusal("seasons", "a season has neither `hours` nor `closed: yes`", help_)
    return Season(span, hours, parts.get("name"))


def _refuse_split_hours(written: object) -> None:
    """Hours with a comma, in braces without quotes, end at the comma; the rest became a key."""
    if isinstance(written, dict) and isinstance(hours := written.get("hours"), Scalar):
        for key in written:
            if re.match(r"[A-Z][a-z]{2}\b.*[0-9]:[0-9]", key):
                whole = f'`hours: "{hours.text.strip()}, {key}"`'
                help_ = f"inside braces a text with a comma needs quotes: {whole}"
                message = f"`{key}` is not a key here"
                raise Refusal(Problem("unknown-key", message, help_, (key,), on_key=True))


def _format_hours_key(hours: Hours | None) -> str:
    if hours is None:
        return "closed: yes"
    return f'hours: "{hours.written}"' if "," in hours.written else f"hours: {hours.written}"


SHAPE = Shape(
    "seasons",
    parse_seasons,
    "Other hours for a time.",
    (f"[{_FORM.example}]", "[{from: 12-24, closed: yes}]"),
    schema=lambda _: make_span_schema(
        {"hours": open_hours.SHAPE.make_schema(), "closed": yes_no.SHAPE.make_schema()}
    ),
    entry_keys=frozenset({"from", "until", "hours", "closed", "name"}),
    entry_signs=frozenset({"hours", "closed"}),
    misses=("[{from: 07-01}]", "summer", "[{from: 1 July, closed: yes}]"),
)
