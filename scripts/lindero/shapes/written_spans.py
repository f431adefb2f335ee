"""Lists of spans as people write them: read, or refused with what was probably meant."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from itertools import combinations
from typing import Any, Protocol, TypeVar

from lindero.frozen import Frozen
from lindero.reading.tree import Scalar
from lindero.shapes.calendar_days import YEARS, CalendarDay, DateSpan, find_day_before
from lindero.shapes.key_groups import Keys, Parser, read_entries, read_group
from lindero.shapes.near.dates import correct_day, guess_date_span, guess_day, split_single_days
from lindero.shapes.near.keys import suggest_near_keys
from lindero.shapes.refusals import Context, Problem, Refusal, make_refusal, read_scalar_text
from lindero.shapes.shape import TEXT_SCHEMA, make_group_schema, make_list_schema
from lindero.shapes.texts import Text, parse_text

_DATE = re.compile(r"(?:([0-9]{4})-)?([0-9]{2})-([0-9]{2})")

_NEAR_KEYS = suggest_near_keys(
    {
        "from": "desde, del, start, begin, on, day, date, dia, día, fecha",
        "until": "hasta, al, to, till, end, through, fin",
        "name": "nombre, title, label, reason, motivo",
        "hours": "horario, horas, week",
        "closed": "cerrado, cerrada, off",
    }
)


class SpanForm(Frozen):
    """How one shape lists spans: an entry as an example, and how its own keys are read.

    `noun` says of what it is a list, `hours` is what an entry of it has behind the dates. A span
    over the new year of more than `most_days` was rather typed the wrong way round.
    """

    shape: str
    noun: str
    example: str
    most_days: int
    hours: str = ""
    parsers: Mapping[str, Parser] = field(default_factory=dict)

    def format_example(self, span: DateSpan | None) -> str:
        """An entry with these dates."""
        return f"{{{span.written}{self.hours}}}" if span else self.example


class _HasSpan(Protocol):
    @property
    def span(self) -> DateSpan: ...


AnySpanned = TypeVar("AnySpanned", bound=_HasSpan)


def make_span_schema(own: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON Schema of such a list, with the keys of its own."""
    pattern, examples = "^([0-9]{4}-)?[0-9]{2}-[0-9]{2}$", ["08-01", "2026-12-24"]
    day = {"type": "string", "pattern": pattern, "examples": examples}
    keys = {"from": day, "until": day, "name": TEXT_SCHEMA, **own}
    return make_list_schema(make_group_schema(keys, "from"))


def read_span_list(
    form: SpanForm, written: object, context: Context, read: Callable[[object, Context], AnySpanned]
) -> tuple[AnySpanned, ...]:
    """The entries, of which no two share a day."""
    if not isinstance(written, list) or not written:
        raise _make_list_refusal(form, written)
    found = read_entries(written, read, context)
    _refuse_overlaps(form.shape, found)
    return tuple(found)


def read_dated_group(
    form: SpanForm, written: object, context: Context
) -> tuple[DateSpan, dict[str, Any]]:
    """One entry: its dates, and what else stands in it."""
    if not isinstance(written, dict):
        scalar = written if isinstance(written, Scalar) else None
        meant = guess_date_span(scalar.text) if scalar else None
        message = "an entry has a `from` and an `until`"
        if scalar:
            message = f"`{scalar.text.strip()}` has no `from`"
        raise make_refusal(form.shape, message, f"write `{form.format_example(meant)}`")

    def read_day(text: object, _: Context) -> CalendarDay:
        return _read_calendar_day(form.shape, text)

    parsers: dict[str, Parser] = {
        "from": read_day,
        "until": read_day,
        "name": parse_text,
        **form.parsers,
    }
    about = f"write the first day too: `{form.example}`"
    parts, problems = read_group(written, Keys(parsers, ("from",), about, _NEAR_KEYS), context)
    if problems:
        raise Refusal(*problems)
    return _read_date_span(form, parts), parts


def _make_list_refusal(form: SpanForm, written: object) -> Refusal:
    """A single entry, words in place of dates, or nothing at all."""
    if isinstance(written, dict) and "from" in written:
        shown = ", ".join(
            f"{key}: {inner.text.strip()}"
            for key, inner in written.items()
            if isinstance(inner, Scalar)
        )
        return make_refusal(form.shape, "a list belongs here", f"write `[{{{shown}}}]`")
    meant = [guess_date_span(text) for text in _list_date_words(written)]
    example = ", ".join(map(form.format_example, meant)) if meant and all(meant) else form.example
    message = "the list is empty" if written == [] else f"a list of {form.noun} belongs here"
    return make_refusal(form.shape, message, f"write `[{example}]`")


def _list_date_words(written: object) -> list[str]:
    """The words that stand where dates belong, of one language."""
    if isinstance(written, dict):
        return _list_date_words(next(iter(written.values()), None))
    if isinstance(written, list):
        return [text for entry in written for text in _list_date_words(entry)]
    if not isinstance(written, Scalar):
        return []
    # `August 1, 2026` keeps its comma: a year behind one belongs to the date before it.
    pieces = (piece for piece in re.split(r",(?! *[0-9]{4})|;", written.text) if piece.strip())
    return [part for piece in pieces for part in split_single_days(piece)]


def _read_calendar_day(shape: str, written: object) -> CalendarDay:
    text = read_scalar_text(shape, written, "08-01")
    match = _DATE.fullmatch(text)
    if not match:
        message, help_ = f"`{text}` is no date", "write `2026-08-01`, or `08-01` for every year"
        if meant := guess_day(text):
            message = f"`{text}` is not written as month and day"
            help_ = f"write `{meant.written}`"
        elif re.fullmatch("[0-9]{1,2}:[0-9]{2}", text):
            message = f"`{text}` is a time of day, where a day belongs"
            help_ = f"take it out; when half days end stands beside them: `half-until: {text}`"
        raise make_refusal(shape, message, help_)
    day = CalendarDay(int(match[2]), int(match[3]), int(match[1]) if match[1] else None)
    if day.exists:
        return day
    if (day.month, day.day, day.year) == (2, 29, None):
        help_ = "write `02-28` or `03-01`, or the year with it: `2028-02-29`"
        raise make_refusal(shape, "`02-29` does not come every year", help_)
    if day.year is not None and day.year not in YEARS:
        help_ = f"write a year near today: `2026-{text[5:]}`"
        raise make_refusal(shape, f"`{text}` is too far from today to plan", help_)
    nearest = correct_day(day)
    help_ = f"write `{nearest.written}`" if nearest else "write a day that exists: `08-31`"
    raise make_refusal(shape, f"`{text}` is not in the calendar", help_)


def _read_date_span(form: SpanForm, parts: dict[str, Any]) -> DateSpan:
    first: CalendarDay = parts["from"]
    last: CalendarDay = parts.get("until", first)
    span = DateSpan(first, last)
    if (first.year is None) != (last.year is None):
        meant = _date_both_ends(first, last)
        yearly = DateSpan(replace(first, year=None), replace(last, year=None))
        help_ = f"write `{{{meant.written}}}`, or for every year `{{{yearly.written}}}`"
        message = "one day has a year and the other has none"
        raise Refusal(Problem(f"bad-{form.shape}", message, help_, ("until",)))
    # The year only counts where the days have none of their own.
    backwards = first.to_date(YEARS[0]) > last.to_date(YEARS[0])
    if backwards and (not span.yearly or span.days > form.most_days):
        meant = DateSpan(last, first)
        if first.year is not None and first.year == last.year:
            # Christmas until Epiphany, with the old year on both: only the end is a year off.
            later = DateSpan(first, replace(last, year=first.year + 1))
            meant = later if later.days <= form.most_days // 2 else meant
        message, help_ = (
            f"`{last.written}` comes before `{first.written}`",
            f"write `{{{meant.written}}}`",
        )
        raise Refusal(Problem(f"bad-{form.shape}", message, help_, ("until",)))
    return span


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


def format_list(entries: Iterable[str]) -> str:
    """A list of groups as an author writes it."""
    return f"[{', '.join(f'{{{entry}}}' for entry in entries)}]"


def format_entry(*keys: str, name: Text | None) -> str:
    """The keys of one group."""
    return ", ".join([*keys, *([f"name: {_format_name(name)}"] if name else [])])


def _format_name(name: Text) -> str:
    if name.by_language[0][0] == "":
        return _quote_text(name.written)
    texts = (f"{language}: {_quote_text(text)}" for language, text in name.by_language)
    return f"{{{', '.join(texts)}}}"


def _quote_text(text: str) -> str:
    """A text as YAML reads it inside braces."""
    return text if re.fullmatch(r"[^\W\d_][\w ]*", text) else json.dumps(text, ensure_ascii=False)
