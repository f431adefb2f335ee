"""Stretches of the calendar that differ from the usual week: absences, and seasons with hours of their own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, Protocol, TypeVar

from lindero.reading.tree import Scalar
from lindero.shapes.calendar_days import YEARS, CalendarDay, DateSpan, find_day_before
from lindero.shapes.hours import Hours, parse_hours
from lindero.shapes.key_groups import Keys, read_entries, read_group
from lindero.shapes.near.dates import correct_day, guess_date_span, guess_day
from lindero.shapes.refusals import Context, Problem, Refusal, make_refusal, read_scalar_text
from lindero.shapes.texts import Text, YesNo, parse_text, parse_yes_no

_DATE = re.compile(r"(?:([0-9]{4})-)?([0-9]{2})-([0-9]{2})")


_EXAMPLES = {
    "absences": "{from: 08-01, until: 08-21}",
    "seasons": "{from: 07-01, until: 08-31, hours: Mon–Fri 08:00–15:00}",
}


# What runs over the new year for longer was rather typed the wrong way round.
_MOST_DAYS = {"absences": 183, "seasons": 320}


_LONG = 60


_NEAR_KEYS = {
    near: f"did you mean `{key}`?"
    for key, nears in {
        "from": "desde del start begin on day date dia día fecha",
        "until": "hasta al to till end through fin",
        "name": "nombre title label reason motivo",
        "hours": "horario horas week",
        "closed": "cerrado cerrada off",
    }.items()
    for near in nears.split()
}


@dataclass(frozen=True)
class Absence:
    """A span without work."""

    span: DateSpan
    name: Text | None = None


@dataclass(frozen=True)
class Absences:
    """Spans without work, as the author lists them."""

    entries: tuple[Absence, ...]

    @property
    def machine(self) -> str:
        """The dates, without the year where they are yearly: `08-01/08-21, 2026-12-24/2027-01-01`."""
        return ", ".join(entry.span.machine for entry in self.entries)

    @property
    def written(self) -> str:
        """As an author writes it."""
        return _format_list(
            _format_entry(entry.span.written, name=entry.name) for entry in self.entries
        )


@dataclass(frozen=True)
class Season:
    """A span with its own week; without one it is closed."""

    span: DateSpan
    hours: Hours | None
    name: Text | None = None


@dataclass(frozen=True)
class Seasons:
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
        return _format_list(
            _format_entry(entry.span.written, _format_hours_key(entry.hours), name=entry.name)
            for entry in self.entries
        )


def parse_absences(written: object, context: Context = Context()) -> Absences:
    """`[{from: 08-01, until: 08-21}, {from: 2026-12-24}]`."""
    found = _read_span_list("absences", written, context, _parse_absence)
    _refuse_overlaps("absences", found)
    return Absences(tuple(found))


def parse_seasons(written: object, context: Context = Context()) -> Seasons:
    """`[{from: 07-01, until: 08-31, hours: Mon–Fri 08:00–15:00}, {from: 12-24, closed: yes}]`."""
    found = _read_span_list("seasons", written, context, _parse_season)
    _refuse_overlaps("seasons", found)
    return Seasons(tuple(found))


class _HasSpan(Protocol):
    @property
    def span(self) -> DateSpan: ...


_AnySpanned = TypeVar("_AnySpanned", bound=_HasSpan)


def _read_span_list(
    shape: str, written: object, context: Context, read: Callable[[object, Context], _AnySpanned]
) -> list[_AnySpanned]:
    if not isinstance(written, list) or not written:
        raise _make_list_refusal(shape, written)
    return read_entries(written, read, context)


def _parse_absence(written: object, context: Context) -> Absence:
    keys = Keys(
        _make_span_parsers("absences"),
        ("from",),
        f"write the first day too: `{_EXAMPLES['absences']}`",
        _NEAR_KEYS,
    )
    parts = _read_parts("absences", written, keys, context)
    span = _read_date_span("absences", parts)
    _refuse_day_first(span)
    return Absence(span, parts.get("name"))


def _parse_season(written: object, context: Context) -> Season:
    parsers = {**_make_span_parsers("seasons"), "hours": parse_hours, "closed": parse_yes_no}
    keys = Keys(
        parsers, ("from",), f"write the first day too: `{_EXAMPLES['seasons']}`", _NEAR_KEYS
    )
    _refuse_split_hours(written)
    parts = _read_parts("seasons", written, keys, context)
    span, hours, closed = (
        _read_date_span("seasons", parts),
        parts.get("hours"),
        parts.get("closed", YesNo(yes=False)),
    )
    if hours and "closed" in parts:
        keep = (
            f"`{{{span.written}, {_format_hours_key(hours)}}}` or `{{{span.written}, closed: yes}}`"
        )
        raise Refusal(
            Problem(
                "bad-seasons",
                "a season has both `hours` and `closed`",
                f"keep one: {keep}",
                ("closed",),
                on_key=True,
            )
        )
    if not hours and not closed.yes:
        help_ = f"write `{{{span.written}, hours: Mon–Fri 08:00–15:00}}` or `{{{span.written}, closed: yes}}`"
        raise make_refusal("seasons", "a season has neither `hours` nor `closed: yes`", help_)
    return Season(span, hours, parts.get("name"))


def _refuse_split_hours(written: object) -> None:
    """A week with a comma, in braces without quotes, ends at the comma; the rest has become a key."""
    if isinstance(written, dict) and isinstance(hours := written.get("hours"), Scalar):
        for key in written:
            if re.match(r"[A-Z][a-z]{2}\b.*[0-9]:[0-9]", key):
                help_ = f'inside braces a text with a comma needs quotes: `hours: "{hours.text.strip()}, {key}"`'
                raise Refusal(
                    Problem("unknown-key", f"`{key}` is not a key here", help_, (key,), on_key=True)
                )


def _make_span_parsers(shape: str) -> dict[str, Callable[[object, Context], Any]]:
    def read_day(written: object, _: Context) -> CalendarDay:
        return _read_calendar_day(shape, written)

    return {"from": read_day, "until": read_day, "name": parse_text}


def _read_parts(shape: str, written: object, keys: Keys, context: Context) -> dict[str, Any]:
    if not isinstance(written, dict):
        meant = guess_date_span(written.text) if isinstance(written, Scalar) else None
        example = (
            f"{{{meant.written}{_format_hours_example(shape)}}}" if meant else _EXAMPLES[shape]
        )
        quoted = (
            f"`{written.text.strip()}` has no" if isinstance(written, Scalar) else "an entry has a"
        )
        raise make_refusal(
            shape,
            f"{quoted} `from`" + ("" if isinstance(written, Scalar) else " and an `until`"),
            f"write `{example}`",
        )
    parts, problems = read_group(written, keys, context)
    if problems:
        raise Refusal(*problems)
    return parts


def _make_list_refusal(shape: str, written: object) -> Refusal:
    """A single entry, words in place of dates, or nothing at all."""
    if isinstance(written, dict) and "from" in written:
        shown = ", ".join(
            f"{key}: {inner.text.strip()}"
            for key, inner in written.items()
            if isinstance(inner, Scalar)
        )
        return make_refusal(shape, "a list belongs here", f"write `[{{{shown}}}]`")
    meant = [guess_date_span(text) for text in _list_date_words(written)]
    entries = [f"{{{span.written}{_format_hours_example(shape)}}}" for span in meant if span]
    example = ", ".join(entries) if entries and len(entries) == len(meant) else _EXAMPLES[shape]
    message = "the list is empty" if written == [] else f"a list of {shape} belongs here"
    return make_refusal(shape, message, f"write `[{example}]`")


def _list_date_words(written: object) -> list[str]:
    """The words that stand where dates belong, of one language."""
    if isinstance(written, dict):
        return _list_date_words(next(iter(written.values()), None))
    if isinstance(written, list):
        return [text for entry in written for text in _list_date_words(entry)]
    return (
        [piece for piece in re.split(r",(?! *[0-9]{4})|;", written.text) if piece.strip()]
        if isinstance(written, Scalar)
        else []
    )


def _format_hours_example(shape: str) -> str:
    return ", hours: Mon–Fri 08:00–15:00" if shape == "seasons" else ""


def _read_calendar_day(shape: str, written: object) -> CalendarDay:
    text = read_scalar_text(shape, written, "08-01")
    match = _DATE.fullmatch(text)
    if not match:
        meant = guess_day(text)
        if meant is None:
            raise make_refusal(
                shape, f"`{text}` is no date", "write `2026-08-01`, or `08-01` for every year"
            )
        raise make_refusal(
            shape, f"`{text}` is not written as month and day", f"write `{meant.written}`"
        )
    day = CalendarDay(int(match[2]), int(match[3]), int(match[1]) if match[1] else None)
    if day.exists:
        return day
    if (day.month, day.day, day.year) == (2, 29, None):
        raise make_refusal(
            shape,
            "`02-29` does not come every year",
            "write `02-28` or `03-01`, or the year with it: `2028-02-29`",
        )
    if day.year is not None and day.year not in YEARS:
        raise make_refusal(
            shape,
            f"`{text}` is too far from today to plan",
            f"write a year near today: `2026-{text[5:]}`",
        )
    nearest = correct_day(day)
    raise make_refusal(
        shape,
        f"`{text}` is not in the calendar",
        f"write `{nearest.written}`" if nearest else "write a day that exists: `08-31`",
    )


def _read_date_span(shape: str, parts: dict[str, Any]) -> DateSpan:
    first: CalendarDay = parts["from"]
    last: CalendarDay = parts.get("until", first)
    span = DateSpan(first, last)
    if (first.year is None) != (last.year is None):
        meant = _date_both_ends(first, last)
        yearly = DateSpan(replace(first, year=None), replace(last, year=None))
        help_ = f"write `{{{meant.written}}}`, or for every year `{{{yearly.written}}}`"
        raise Refusal(
            Problem(f"bad-{shape}", "one day has a year and the other has none", help_, ("until",))
        )
    backwards = first.to_date(YEARS[0]) > last.to_date(YEARS[0])
    if backwards and (not span.yearly or span.days > _MOST_DAYS[shape]):
        later = (
            DateSpan(first, replace(last, year=first.year + 1))
            if first.year is not None and first.year == last.year
            else None
        )
        meant = later if later and later.days <= _MOST_DAYS[shape] // 2 else DateSpan(last, first)
        raise Refusal(
            Problem(
                f"bad-{shape}",
                f"`{last.written}` comes before `{first.written}`",
                f"write `{{{meant.written}}}`",
                ("until",),
            )
        )
    return span


def _refuse_day_first(span: DateSpan) -> None:
    """A long absence of every year that would be a short one with the day first, as most people write dates."""
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
        message = f"`{span.machine}` are {span.days} days of every year, and with the day first {shortest.days}"
        help_ = f"write `{{{shortest.written}}}`, month first; what is closed for so long is a season: `{{{span.written}, closed: yes}}`"
        raise Refusal(Problem("bad-absences", message, help_, ("until",)))


def _date_both_ends(first: CalendarDay, last: CalendarDay) -> DateSpan:
    turns = (first.month, first.day) > (last.month, last.day)
    if first.year is None:
        assert last.year is not None
        return DateSpan(replace(first, year=last.year - turns), last)
    return DateSpan(first, replace(last, year=first.year + turns))


def _refuse_overlaps(shape: str, entries: Sequence[_HasSpan]) -> None:
    problems = []
    for (_, one), (at, other) in combinations(enumerate(entries), 2):
        if one.span.has_common_day(other.span):
            message = f"`{one.span.machine}` and `{other.span.machine}` share days"
            problems.append(
                Problem(
                    f"bad-{shape}", message, _suggest_parting(one.span, other.span), (at, "from")
                )
            )
    if problems:
        raise Refusal(*problems)


def _suggest_parting(one: DateSpan, other: DateSpan) -> str:
    """The first of the two, ended in time, where that leaves something of it."""
    early, late = sorted((one, other), key=lambda span: span.first.to_date(YEARS[0]))
    if early.yearly == late.yearly and early.first != late.first:
        ended = DateSpan(early.first, find_day_before(late.first))
        return f"let the first end before the other starts: `{{{ended.written}}}`"
    return "keep one of them, or let one end before the other starts"


def _format_list(entries: Any) -> str:
    return f"[{', '.join(f'{{{entry}}}' for entry in entries)}]"


def _format_entry(*keys: str, name: Text | None) -> str:
    return ", ".join([*keys, *([f"name: {_format_name(name)}"] if name else [])])


def _format_name(name: Text) -> str:
    if name.by_language[0][0] == "":
        return _quote_text(name.machine)
    return f"{{{', '.join(f'{language}: {_quote_text(text)}' for language, text in name.by_language)}}}"


def _quote_text(text: str) -> str:
    """A text as YAML reads it inside braces."""
    return text if re.fullmatch(r"[^\W\d_][\w ]*", text) else json.dumps(text, ensure_ascii=False)


def _format_hours_key(hours: Hours | None) -> str:
    if hours is None:
        return "closed: yes"
    return f'hours: "{hours.written}"' if "," in hours.written else f"hours: {hours.written}"
