"""Dates: one day of one year."""

from __future__ import annotations

import re
from datetime import date

from lindero.shapes.calendar_days import YEARS, CalendarDay
from lindero.shapes.near.dates import guess_day
from lindero.shapes.refusals import Context, make_refusal, read_scalar_text
from lindero.shapes.shape import Figure, OwnSigns, Shape


class Day(Figure):
    """A calendar date."""

    date: date

    @property
    def written(self) -> str:
        """ISO 8601, as an author writes it: `2026-12-01`."""
        return self.date.isoformat()


def parse_date(written: object, _: Context = Context()) -> Day:
    """`2026-12-01`."""
    text = read_scalar_text("date", written, "2026-12-01")
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise make_refusal("date", f"`{text}` is no date", _how_to_write(text))
    if int(text[:4]) not in YEARS:
        help_ = f"write a year near today, like `2026{text[4:]}`, or leave the line out"
        raise make_refusal("date", f"`{text}` is too far from today", help_)
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
    # `1/12/2026` is December in Spain and January in the United States: both are offered.
    other = CalendarDay(meant.day, meant.month, meant.year)
    if re.match(r"[0-9]{1,2}[-/.]", text) and other.exists and other != meant:
        return f"write `{meant.written}` or `{other.written}`, whichever you mean"
    return f"write `{meant.written}`"


SHAPE = Shape(
    "date",
    parse_date,
    "A calendar date.",
    ("2026-12-01",),
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    own=OwnSigns(like=r"^[0-9]{1,4}([-/.])[0-9]{1,2}\1[0-9]{1,4}$"),
    misses=("1/12/2026", "2026-13-01", "December 2026"),
)
