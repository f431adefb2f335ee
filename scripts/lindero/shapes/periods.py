"""Periods, deadlines and dates; business days are not days, and which of two lengths is longer may depend on the calendar."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal

from lindero.findings.finding import suggest_word
from lindero.resources.data import read_shipped_yaml
from lindero.resources.languages import LANGUAGES, read_language_words
from lindero.shapes.calendar_days import YEARS, CalendarDay
from lindero.shapes.near.dates import guess_day
from lindero.shapes.near.words import guess_unit
from lindero.shapes.refusals import Context, Refusal, make_refusal, read_scalar_text
from lindero.shapes.units import PERIOD_UNITS

_DAY = 24 * 60


# The shortest and the longest that one of a unit can be, in minutes.
_MINUTES = {
    "minute": (1, 1),
    "hour": (60, 60),
    "day": (_DAY, _DAY),
    "week": (7 * _DAY, 7 * _DAY),
    "month": (28 * _DAY, 31 * _DAY),
    "year": (365 * _DAY, 366 * _DAY),
}


_LONGEST_BREAK = 4  # a weekend with a holiday on each side


def compare_lengths(one: Period, other: Period) -> int | None:
    """Less than 0, 0 or more than 0 as `one` is shorter, equal or longer; None where it depends on the calendar."""
    if one.unit == other.unit:
        return one.count - other.count
    (low, high), (other_low, other_high) = _measure_bounds(one), _measure_bounds(other)
    if low == high == other_low == other_high:
        return 0
    if high < other_low:
        return -1
    return 1 if low > other_high else None


def _measure_bounds(period: Period) -> tuple[int, int]:
    if period.unit == "business day":
        breaks = _LONGEST_BREAK * (period.count // 5 + 1)
        return period.count * _DAY, (period.count + breaks) * _DAY
    low, high = _MINUTES[period.unit]
    return period.count * low, period.count * high


_PERIOD = re.compile(r"([0-9]{1,5}) ([a-z]+(?: [a-z]+)?)")


_DEADLINE = re.compile(r"(.+?) (after|before) (.+)")


_NEAR_DEADLINE = (
    r"(?i)(?:within |in |net |at least |at most |no later than )?([0-9]{1,5}) ?([^\W\d_]+(?: [^\W\d_]+)??) "
    r"(after|before|from|of|since|following|desde|tras|después de|antes de|a partir de|de) (?:the |la |el )?(.+?)(?: date)?"
)


_AT = r"(?:on|upon|at|with|al|a la|con|en|a)"


_ISO_UNITS = {
    "minute": "PT{}M",
    "hour": "PT{}H",
    "day": "P{}D",
    "business day": "P{}D",
    "week": "P{}W",
    "month": "P{}M",
    "year": "P{}Y",
}


@dataclass(frozen=True)
class Period:
    """A length of time; `unit` is one of PERIOD_UNITS."""

    count: int
    unit: str

    @property
    def machine(self) -> str:
        """ISO 8601 duration, with a word for business days, which ISO does not know: `P15D`, `P5D business`."""
        return _ISO_UNITS[self.unit].format(self.count) + (
            " business" if self.unit == "business day" else ""
        )

    @property
    def written(self) -> str:
        """As an author writes it."""
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"


@dataclass(frozen=True)
class Deadline:
    """A period after or before an event; or, without a period, the event itself (`on`) or any time before it."""

    kind: Literal["after", "before", "on"]
    event: str
    period: Period | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """What a condition may call it; without a period there is nothing to count."""
        return (self.kind if self.period else "on",)

    @property
    def machine(self) -> str:
        """`P15D after invoice`, `on signature`."""
        return f"{f'{self.period.machine} ' if self.period else ''}{self.kind} {self.event}"

    @property
    def written(self) -> str:
        """As an author writes it."""
        return f"{f'{self.period.written} ' if self.period else ''}{self.kind} {self.event}"


@dataclass(frozen=True)
class Day:
    """A calendar date."""

    date: date

    @property
    def machine(self) -> str:
        """ISO 8601: `2026-12-01`."""
        return self.date.isoformat()

    @property
    def written(self) -> str:
        """As an author writes it."""
        return self.machine


def parse_period(written: object, _: Context = Context()) -> Period:
    """`14 days`, `10 business days`, `48 hours`."""
    return _read_period("period", read_scalar_text("period", written, "14 days"))


def parse_deadline(written: object, _: Context = Context()) -> Deadline:
    """`15 days after invoice`, `2 business days before meeting`, `on signature`, `before start`."""
    text = read_scalar_text("deadline", written, "15 days after invoice")
    if text.startswith("on "):
        return Deadline("on", _read_event(text[3:]))
    if text.startswith("before "):
        return Deadline("before", _read_event(text.removeprefix("before ")))
    if match := _DEADLINE.fullmatch(text):
        return Deadline(
            "after" if match[2] == "after" else "before",
            _read_event(match[3]),
            _read_deadline_period(text, match[1]),
        )
    if meant := _guess_deadline(text):
        raise make_refusal("deadline", f"`{text}` is no deadline", f"write `{meant}`")
    match = re.fullmatch(r"(.+) (?:after|before)", text)
    if match and _PERIOD.fullmatch(match[1]) and _read_deadline_period(f"{text} invoice", match[1]):
        raise make_refusal(
            "deadline",
            f"`{text}` does not say {text.rpartition(' ')[2]} what",
            f"write `{text} invoice`",
        )
    if re.match(r"[0-9]", text):
        period = _read_deadline_period(f"{text} after invoice", text)
        raise make_refusal(
            "deadline",
            f"`{text}` does not say from when",
            f"write `{period.written} after invoice`",
        )
    examples = "`15 days after invoice`, `2 business days before meeting` or `on signature`"
    raise make_refusal("deadline", f"`{text}` is no deadline", f"write {examples}")


def _read_deadline_period(text: str, period: str) -> Period:
    """The period inside a deadline; a help for it is given for the whole."""
    try:
        return _read_period("deadline", period)
    except Refusal as refused:
        (problem,) = refused.problems
        help_, rest = problem.help or "", text[len(period) :]
        if help_.startswith("write it"):
            meant = _guess_deadline(text)
            help_ = f"write `{meant}`" if meant else f"write it like `14 days{rest}`"
        elif help_.startswith("write `"):
            help_ = re.sub(r"^write `([^`]*)`.*", rf"write `\1{rest}`", help_)
        raise Refusal(replace(problem, help=help_)) from None


def _guess_deadline(text: str) -> str | None:
    """`within 15 days of the invoice date`, `net 30` as they should be written."""
    if match := re.fullmatch(
        r"(?:net ([0-9]{1,3})(?: days)?|([0-9]{1,3}) days net)", text, re.IGNORECASE
    ):
        return f"{match[1] or match[2]} days after invoice"
    match = re.fullmatch(_NEAR_DEADLINE, text)
    unit = guess_unit(match[2], PERIOD_UNITS) if match else None
    event = _likely_event(match[4]) if match else None
    if match is None or unit is None or not int(match[1]) or event is None:
        return _without_period(text)
    return f"{Period(int(match[1]), unit).written} {'before' if match[3].lower() in {'before', 'antes de'} else 'after'} {event}"


def _without_period(text: str) -> str | None:
    """`al recibir la factura`, `antes de la entrega` as they should be written."""
    match = re.fullmatch(rf"(?i)(?:(before|antes de)|{_AT}) *(.+)", text)
    event = _likely_event(match[2]) if match else None
    return f"{'before' if match[1] else 'on'} {event}" if match and event else None


def _likely_event(said: str) -> str | None:
    """The event that somebody's words stand for."""
    noun = re.sub(r"^(?:the|la|el|l) ", "", said.lower())
    return noun if noun in load_event_names() else _event_nouns().get(noun)


@cache
def _event_nouns() -> dict[str, str]:
    """What readers are told of events, in every language, and how an author writes it."""
    events = read_shipped_yaml("wording/events.yml")
    told = [
        (words[way], events[event]["names"][0])
        for language in LANGUAGES
        for event, words in read_language_words(language)["events"].items()
        for way in ("short", "on")
    ]
    return {re.sub(rf"^{_AT} (?:the |la |el )?", "", said.lower()): name for said, name in told}


def parse_date(written: object, _: Context = Context()) -> Day:
    """`2026-12-01`."""
    text = read_scalar_text("date", written, "2026-12-01")
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise make_refusal("date", f"`{text}` is no date", _how_to_write(text))
    if int(text[:4]) not in YEARS:
        raise make_refusal(
            "date",
            f"`{text}` is too far from today",
            f"write a year near today, like `2026{text[4:]}`, or leave the line out",
        )
    try:
        return Day(date.fromisoformat(text))
    except ValueError:
        raise make_refusal(
            "date", f"`{text}` is not in the calendar", "write a day that exists, like `2026-02-28`"
        ) from None


def _how_to_write(text: str) -> str:
    """The date that was meant; both where day and month can be either."""
    meant = guess_day(text)
    if meant is None or meant.year is None:
        return "write year, month and day: `2026-12-01`"
    other = CalendarDay(meant.day, meant.month, meant.year)
    if re.match(r"[0-9]{1,2}[-/.]", text) and other.exists and other != meant:
        return f"write `{meant.written}` or `{other.written}`, whichever you mean"
    return f"write `{meant.written}`"


def _read_period(shape: str, text: str) -> Period:
    match = _PERIOD.fullmatch(text)
    single = match[2].removesuffix("s") if match else ""
    if not match or single not in PERIOD_UNITS:
        raise make_refusal(shape, *_explain_period_mistake(text))
    if int(match[1]) == 0:
        raise make_refusal(
            shape,
            f"`{text}` is no time at all",
            "leave the line out, or write `none` for the whole rule",
        )
    return Period(int(match[1]), single)


def _explain_period_mistake(text: str) -> tuple[str, str | None]:
    match = re.fullmatch(r"([0-9]{1,5})( ?)([^0-9]*)", text)
    if re.match(r"[0-9]+[.,]", text):
        return f"`{text}` is no whole number", "use a smaller unit: `36 hours` for a day and a half"
    if range_ := re.fullmatch(
        r"([0-9]{1,5}) ?(?:[–-]|to|a|or|o) ?([0-9]{1,5}) ([^\W\d_]+(?: [^\W\d_]+)?)", text
    ):
        unit = guess_unit(range_[3], PERIOD_UNITS)
        longest = f": `{Period(int(range_[2]), unit).written}`" if unit else ""
        return (
            f"`{text}` is a range, which promises nothing",
            f"write the longest that it may take{longest}",
        )
    if match is None:
        return (
            f"`{text}` is no length of time",
            "write it in digits: `14 days`, `10 business days`, `48 hours`",
        )
    count, space, unit = match.groups()
    if not unit:
        return f"`{text}` has no unit", f"write `{count} days` or `{count} business days`"
    meant = guess_unit(unit, PERIOD_UNITS)
    if meant is None:
        return f"`{unit}` is no unit of time", suggest_word(unit, PERIOD_UNITS)
    reason = (
        f"`{text}` has no space before its unit"
        if not space and meant == unit.removesuffix("s")
        else f"`{unit}` is no unit of time"
    )
    return reason, f"write `{Period(int(count), meant).written}`"


def _read_event(name: str) -> str:
    known = load_event_names()
    if name not in known:
        raise make_refusal(
            "deadline",
            f"`{name}` is no event that a time can start from",
            suggest_word(name, known),
        )
    return known[name]


@cache
def load_event_names() -> dict[str, str]:
    """What an author may write after `on`, `after` or `before`, and the event it means."""
    return {
        name: event
        for event, words in read_shipped_yaml("wording/events.yml").items()
        for name in words["names"]
    }
