"""How many of something."""

from __future__ import annotations

import re

from lindero.shapes.refusals import Context, make_refusal, read_scalar_text
from lindero.shapes.shape import Figure, OwnSigns, Shape

_PATTERN = r"^[0-9]{1,6}$"


class Count(Figure):
    """How many of something."""

    number: int
    forms = ("word",)

    @property
    def written(self) -> str:
        """The number."""
        return str(self.number)


def parse_count(written: object, _: Context = Context()) -> Count:
    """`2`."""
    text = read_scalar_text("count", written, "2")
    if not re.match(_PATTERN, text):
        # `about 3 rounds` is understood; `2.5` and `2 to 3` leave a choice to the author.
        digits = re.fullmatch(r"[^0-9.,+–-]*([0-9]{1,6})[^0-9.,]*", text)
        help_ = f"write `{digits[1]}`" if digits else "write it in digits: `2`"
        raise make_refusal("count", f"`{text}` is no whole number", help_)
    return Count(int(text))


SHAPE = Shape(
    "count",
    parse_count,
    "How many.",
    ("2",),
    _PATTERN,
    schema=lambda _: {"type": ["integer", "string"], "minimum": 0, "pattern": _PATTERN},
    own=OwnSigns(),
    misses=("two", "2.5"),
)
