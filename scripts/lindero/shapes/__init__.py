"""The typed figures: parse, compare, compute."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lindero.shapes.amounts import Money, Percent, Price, Rate, parse_money, parse_percent, parse_price, parse_rate
from lindero.shapes.base import Problem, Refused, Surroundings
from lindero.shapes.plain import (
    Choice,
    Count,
    Stage,
    Stages,
    Text,
    TextList,
    YesNo,
    parse_choice,
    parse_count,
    parse_list,
    parse_stages,
    parse_text,
    parse_yes_no,
)
from lindero.shapes.times import Day, Deadline, Hours, Period, Window, parse_date, parse_deadline, parse_hours, parse_period

Figure = Percent | Money | Price | Period | Deadline | Rate | Count | YesNo | Choice | Text | TextList | Hours | Stages | Day

_NUMBER = r"[0-9]+(\.[0-9]+)?"
_PERIOD = r"[0-9]+ (minute|hour|day|business day|week|month|year)s?"


@dataclass(frozen=True)
class Shape:
    """A type of figure: how it is read, how an editor checks it, and what a person writes.

    `pattern` is a regular expression for editors (JSON Schema); it may let pass what `parse` refuses, never the reverse.
    """

    name: str
    parse: Callable[[object, Surroundings], Figure]
    about: str
    examples: tuple[str, ...]
    pattern: str | None = None


SHAPES = {
    shape.name: shape
    for shape in (
        Shape("percent", parse_percent, "A share of something.", ("40 %", "1.5 %"), rf"^{_NUMBER} ?%$"),
        Shape("money", parse_money, "A sum with its currency.", ("1200 EUR", "0.09 EUR"), rf"^{_NUMBER} [A-Z]{{3}}$"),
        Shape(
            "price",
            parse_price,
            "What something costs.",
            ("1450 EUR", "75 EUR per hour", "from 900 EUR", "900–1500 EUR", "on request"),
            rf"^(on request|(from )?{_NUMBER}( ?[–-] ?{_NUMBER})? [A-Z]{{3}}( per [a-z ]+)?)$",
        ),
        Shape("period", parse_period, "A length of time.", ("14 days", "10 business days", "48 hours", "6 months"), f"^{_PERIOD}$"),
        Shape(
            "deadline",
            parse_deadline,
            "A time counted from an event.",
            ("15 days after invoice", "2 business days before meeting", "on signature"),
            f"^(on [a-z ]+|{_PERIOD} (after|before) [a-z ]+)$",
        ),
        Shape(
            "rate",
            parse_rate,
            "What waiting costs.",
            ("1.5 % per month", "5 EUR per day", "5 % once", "statutory"),
            rf"^(statutory|{_NUMBER} ?(%|[A-Z]{{3}}) (once|per [a-z ]+))$",
        ),
        Shape("count", parse_count, "How many.", ("2",), r"^[0-9]{1,6}$"),
        Shape("yes-no", parse_yes_no, "An answer.", ("yes", "no"), r"^([Yy]es|[Nn]o|YES|NO|[Tt]rue|[Ff]alse|TRUE|FALSE)$"),
        Shape("choice", parse_choice, "One of a list.", ()),
        Shape("text", parse_text, "Words, one text or one per language.", ("{es: …, en: …}",)),
        Shape("list", parse_list, "Several texts.", ("[one, two]",)),
        Shape(
            "hours",
            parse_hours,
            "The week's open hours.",
            ("Mon–Fri 09:00–18:00", "Mon–Thu 09:00–18:00, Fri 09:00–14:00"),
            r"^[A-Z][a-z]{2}.* [0-9]{1,2}:[0-9]{2} ?[–-] ?[0-9]{1,2}:[0-9]{2}$",
        ),
        Shape(
            "stages", parse_stages, "A ladder: what has happened, and the share that is due then.", ("[{at: on delivery, share: 60 %}]",)
        ),
        Shape("date", parse_date, "A calendar date.", ("2026-12-01",), r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
    )
}

__all__ = [
    "SHAPES",
    "Choice",
    "Count",
    "Day",
    "Deadline",
    "Figure",
    "Hours",
    "Money",
    "Percent",
    "Period",
    "Price",
    "Problem",
    "Rate",
    "Refused",
    "Shape",
    "Stage",
    "Stages",
    "Surroundings",
    "Text",
    "TextList",
    "Window",
    "YesNo",
]
