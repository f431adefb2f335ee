"""Figures in rules of the author's own: the shape follows from how they are written."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

from lindero.reading.tree import Scalar
from lindero.shapes import SHAPES, Context, Figure, Refusal
from lindero.shapes.brackets import RESULT_SPECS

_ONE_VALUE = (
    *("percent", "money", "price", "period", "deadline", "rate", "hours", "date", "clock", "count"),
    *("amount", "multiple", "pace"),
)

# A key that only entries of that shape have.
_ENTRIES = {
    "at": "stages",
    "up to": "brackets",
    "over": "brackets",
    "hours": "seasons",
    "closed": "seasons",
    "from": "absences",
}

_LIKE_A_FIGURE = re.compile(
    r"[-\N{MINUS SIGN}]?[.,]?[0-9]|[€$£]|(?:from|on|before|larger of|smaller of) "
    r"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\b"
    r"|[A-Z][a-z]{1,2} ?[–-]"
)

_GUESSES = (
    (r"^[0-9]{1,2}:[0-9]{2}$", "clock"),
    (r"^[0-9]{1,4}([-/.])[0-9]{1,2}\1[0-9]{1,4}$", "date"),
    (r" (?:after|before) |^(?:on|before) ", "deadline"),
    (r"^(?:larger|smaller) of|, at (?:least|most) ", "amount"),
    (r"^[0-9]+ (?:business )?(?:minute|hour|day|week|month|year)s? per ", "pace"),
    (r"\bper\b|/|^from|[0-9] ?[–-] ?[0-9]+ [A-Z]{3}", "price"),
    (r"%|percent", "percent"),
    (r"[0-9]:[0-9]", "hours"),
    (r"[€$£]|\b[A-Z]{3}\b", "money"),
)


def parse_own_figure(written: Any, context: Context) -> Figure:
    """The figure. Raises Refusal, with what its likely shape has to say."""
    if isinstance(written, list):
        return _parse_list_figure(written, context)
    if not isinstance(written, Scalar):
        return SHAPES["rate" if "source" in written else "text"].parse(written, context)
    # The first shape that takes it has it; a text that looks like a figure and is none is told
    # by its likely shape, for as plain text it would never be reckoned with.
    text = " ".join(written.text.split())
    for name in _ONE_VALUE:
        if _compile_pattern(name).search(text):
            try:
                return SHAPES[name].parse(written, context)
            except Refusal:
                continue
    if not _LIKE_A_FIGURE.match(text):
        return SHAPES["text"].parse(written, context)
    likely = next((shape for sign, shape in _GUESSES if re.search(sign, text)), "period")
    return SHAPES[likely].parse(written, context)


def _parse_list_figure(written: list[Any], context: Context) -> Figure:
    keys = [key for entry in written if isinstance(entry, dict) for key in entry]
    name = next((shape for key, shape in _ENTRIES.items() if key in keys), "list")
    gives = next((key for key in keys if key in RESULT_SPECS), "share")
    return SHAPES[name].parse(
        written, replace(context, gives=gives) if name == "brackets" else context
    )


@cache
def _compile_pattern(shape: str) -> re.Pattern[str]:
    """What a shape lets pass at all: to refuse with a sentence takes longer than to look."""
    return re.compile(SHAPES[shape].pattern or "")
