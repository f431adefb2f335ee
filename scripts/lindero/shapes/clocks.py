"""The time of a day, in the business's time zone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lindero.shapes.near.times import guess_clock
from lindero.shapes.refusals import Context, make_refusal, read_scalar_text
from lindero.shapes.shape import Figure, OwnSigns, Shape

LAST_MINUTE = 24 * 60


@dataclass(frozen=True, order=True)
class Clock(Figure):
    """A time of day, in minutes since midnight."""

    minutes: int

    @property
    def written(self) -> str:
        """ISO 8601: `17:00`."""
        return format_clock(self.minutes)


def format_clock(minutes: int) -> str:
    """Minutes since midnight as `09:00`."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def parse_clock(written: object, _: Context = Context()) -> Clock:
    """`17:00`."""
    text = read_scalar_text("clock", written, "17:00")
    if re.fullmatch(r"[0-9]{1,2}:[0-9]{2}", text):
        return Clock(read_minutes("clock", text, LAST_MINUTE - 1))
    meant = guess_clock(text)
    if meant is None:
        raise make_refusal(
            "clock", f"`{text}` is no time of day", "write it with 24 hours: `17:00`"
        )
    raise make_refusal(
        "clock", f"`{text}` is not written with 24 hours", f"write `{format_clock(meant)}`"
    )


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
    "A time of day.",
    ("17:00",),
    r"^[0-9]{1,2}:[0-9]{2}$",
    own=OwnSigns(like=r"^[0-9]{1,2}:[0-9]{2}$"),
    misses=("5 pm", "17", "25:00"),
)
