"""The time of a day, or one for each weekday, in the business's time zone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lindero.shapes.near.times import WEEKDAYS, guess_clock, guess_day_clocks
from lindero.shapes.refusals import Context, make_refusal, read_scalar_text
from lindero.shapes.shape import Figure, OwnSigns, Shape

LAST_MINUTE = 24 * 60
_PART = re.compile(r"([A-Z][a-z]{2})(?: ?[–-] ?([A-Z][a-z]{2}))? ([0-9]{1,2}:[0-9]{2})")


class Clock(Figure):
    """A time of day, in minutes since midnight."""

    kinds = ("time-of-day",)
    minutes: int

    @property
    def written(self) -> str:
        """ISO 8601: `17:00`."""
        return format_clock(self.minutes)

    def find_minutes(self, _: int) -> int | None:
        """The time on a weekday: the same on all."""
        return self.minutes


class DayClocks(Figure):
    """A time of day for each of some weekdays: `times` are pairs of both, in order."""

    kinds = ("by-day",)
    times: tuple[tuple[int, int], ...]

    @property
    def written(self) -> str:
        """As an author writes it, in the shortest form."""
        return ", ".join(
            f"{format_day_span(days)} {format_clock(minutes)}"
            for days, minutes in self.group_days()
        )

    def find_minutes(self, weekday: int) -> int | None:
        """The time on a weekday (0 is Monday); None where it has none."""
        return dict(self.times).get(weekday)

    def group_days(self) -> list[tuple[tuple[int, ...], int]]:
        """Neighbouring days with the same time put together."""
        found: list[tuple[tuple[int, ...], int]] = []
        for day, minutes in self.times:
            if found and found[-1] == (found[-1][0], minutes) and found[-1][0][-1] == day - 1:
                found[-1] = ((*found[-1][0], day), minutes)
            else:
                found.append(((day,), minutes))
        return found


def format_day_span(days: Sequence[int]) -> str:
    """`Mon–Fri`, as an author writes it."""
    return WEEKDAYS[days[0]] if len(days) == 1 else f"{WEEKDAYS[days[0]]}–{WEEKDAYS[days[-1]]}"


def format_clock(minutes: int) -> str:
    """Minutes since midnight as `09:00`."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def parse_clock(written: object, _: Context = Context()) -> Clock | DayClocks:
    """`17:00`, `Mon–Thu 17:00, Fri 13:00`."""
    text = read_scalar_text("clock", written, "17:00")
    if re.fullmatch(r"[0-9]{1,2}:[0-9]{2}", text):
        return Clock(read_minutes("clock", text, LAST_MINUTE - 1))
    if days := _read_day_clocks(text):
        return days
    meant = guess_clock(text)
    if meant is None and (by_day := guess_day_clocks(text)):
        message = f"`{text}` is no time for each weekday"
        raise make_refusal("clock", message, f"write `{_make_day_clocks(by_day).written}`")
    if meant is None:
        raise make_refusal(
            "clock", f"`{text}` is no time of day", "write it with 24 hours: `17:00`"
        )
    raise make_refusal(
        "clock", f"`{text}` is not written with 24 hours", f"write `{format_clock(meant)}`"
    )


def _read_day_clocks(text: str) -> DayClocks | None:
    """A time for each of some days; None where the text says anything else."""
    found: dict[int, int] = {}
    for part in text.split(","):
        match = _PART.fullmatch(part.strip())
        ends = [match[1], match[2] or match[1]] if match else []
        if not match or not set(ends) <= set(WEEKDAYS):
            return None
        first, last = map(WEEKDAYS.index, ends)
        minutes = read_minutes("clock", match[3], LAST_MINUTE - 1)
        days = dict.fromkeys(range(first, last + 1), minutes)
        if twice := sorted(days.keys() & found.keys()):
            meant = f"write `{_make_day_clocks(found | days).written}`"
            raise make_refusal("clock", f"`{WEEKDAYS[twice[0]]}` has two times", meant)
        if not days:
            return None
        found |= days
    return _make_day_clocks(found)


def _make_day_clocks(found: Mapping[int, int]) -> DayClocks:
    return DayClocks(tuple(sorted(found.items())))


def read_minutes(shape: str, text: str, most: int) -> int:
    """Minutes since midnight, from `17:00`. Refused where it is later than the most."""
    hour, minute = (int(part) for part in text.split(":"))
    # 24:00 is the end of a day where hours end, and no time at which something happens.
    if minute > 59 or hour * 60 + minute > most:
        example = "17:00" if shape == "clock" else "Mon–Fri 09:00–18:00"
        help_ = f"times go from 00:00 to {format_clock(most)}: `{example}`"
        raise make_refusal(shape, f"`{text}` is not on the clock", help_)
    return hour * 60 + minute


SHAPE = Shape(
    "clock",
    parse_clock,
    "A time of day, or one for each weekday.",
    ("17:00", "Mon–Thu 17:00, Fri 13:00"),
    r"^(?:[A-Z][a-z]{2}.* )?[0-9]{1,2}:[0-9]{2}$",
    kinds={"time-of-day": "17:00", "by-day": "Mon–Thu 17:00, Fri 13:00"},
    own=OwnSigns(like=r"^[0-9]{1,2}:[0-9]{2}$"),
    misses=("5 pm", "17", "25:00", "L-J 17h, V 13h"),
)
