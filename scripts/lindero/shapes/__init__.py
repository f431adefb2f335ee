"""The typed figures: parse, compare, compute."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lindero.shapes.absences import (
    Absence,
    Absences,
    Season,
    Seasons,
    parse_absences,
    parse_seasons,
)
from lindero.shapes.amounts import Money, Percent, parse_money, parse_percent
from lindero.shapes.brackets import Bracket, Brackets, parse_brackets
from lindero.shapes.charge_reading import parse_amount, parse_charge, parse_multiple
from lindero.shapes.charges import Amount, BoundedCharge, Charge, Comparison, Multiple, WorkTime
from lindero.shapes.hours import Clock, Hours, Window, parse_clock, parse_hours
from lindero.shapes.kinds import restrict_kinds
from lindero.shapes.paces import Pace, parse_pace
from lindero.shapes.periods import Day, Deadline, Period, parse_date, parse_deadline, parse_period
from lindero.shapes.prices import Price, parse_price
from lindero.shapes.rates import OutsideRate, Rate, parse_rate
from lindero.shapes.refusals import Context, Problem, Refusal
from lindero.shapes.stages import Stage, Stages, parse_stages
from lindero.shapes.texts import (
    Choice,
    Count,
    Text,
    TextList,
    YesNo,
    parse_choice,
    parse_count,
    parse_list,
    parse_text,
    parse_yes_no,
)

Figure = (
    Percent
    | Money
    | Comparison
    | BoundedCharge
    | Multiple
    | WorkTime
    | Price
    | Rate
    | Stages
    | Brackets
    | Pace
    | Period
    | Deadline
    | Day
    | Clock
    | Hours
    | Seasons
    | Absences
    | Count
    | YesNo
    | Choice
    | Text
    | TextList
)


_NUMBER = r"[0-9]+(\.[0-9]+)?"


_PERIOD = r"[0-9]+ (minute|hour|day|business day|week|month|year)s?"


_PER = r"per ([0-9]+ )?[a-z ]+"


_PART = rf"{_NUMBER} ?(%|[A-Z]{{3}})"


_AMOUNT = rf"(larger|smaller) of {_PART} and {_PART}|{_PART}(, at (least|most) {_NUMBER} [A-Z]{{3}}){{0,2}}"


_CHARGED = rf"({_NUMBER} ?(%|[×x]|[A-Z]{{3}}( {_PER})?)|[0-9]+ [a-z ]+)"


_CHARGE = rf"on request|(larger|smaller) of {_CHARGED} and {_CHARGED}|{_CHARGED}(, at (least|most) {_NUMBER} [A-Z]{{3}}){{0,2}}"


@dataclass(frozen=True)
class Shape:
    """A type of figure: how it is read, how an editor checks it, and what a person writes.

    `pattern` is a regular expression for editors (JSON Schema); it may let pass what `parse` refuses, never the reverse.
    """

    name: str
    parse: Callable[[object, Context], Figure]
    about: str
    examples: tuple[str, ...]
    pattern: str | None = None


SHAPES = {
    shape.name: shape
    for shape in (
        Shape(
            "percent", parse_percent, "A share of something.", ("40 %", "1.5 %"), rf"^{_NUMBER} ?%$"
        ),
        Shape(
            "money",
            parse_money,
            "A sum with its currency.",
            ("1200 EUR", "0.09 EUR"),
            rf"^{_NUMBER} [A-Z]{{3}}$",
        ),
        Shape(
            "price",
            restrict_kinds("price", parse_price),
            "What something costs.",
            (
                "1450 EUR",
                "75 EUR per hour",
                "90 EUR per 1000 words",
                "from 900 EUR",
                "900–1500 EUR",
                "on request",
            ),
            rf"^(on request|(from )?{_NUMBER}( ?[–-] ?{_NUMBER})? [A-Z]{{3}}( {_PER})?)$",
        ),
        Shape(
            "amount",
            restrict_kinds("amount", parse_amount),
            "A share, a sum, or a share within bounds.",
            (
                "40 %",
                "500 EUR",
                "larger of 30 % and 500 EUR",
                "smaller of 20 % and 300 EUR",
                "15 %, at least 40 EUR, at most 300 EUR",
            ),
            f"^({_AMOUNT})$",
        ),
        Shape(
            "charge",
            restrict_kinds("charge", parse_charge),
            "What something is charged with: an amount, a price per unit, working time or a multiple.",
            (
                "40 %",
                "60 EUR",
                "45 EUR per hour",
                "2 hours",
                "1.5 ×",
                "15 %, at least 40 EUR",
                "on request",
            ),
            f"^({_CHARGE})$",
        ),
        Shape(
            "multiple",
            parse_multiple,
            "So many times something.",
            ("1.5 ×",),
            rf"^{_NUMBER} ?[×x]$",
        ),
        Shape(
            "pace",
            restrict_kinds("pace", parse_pace),
            "How long so much work takes, or how much work a time holds.",
            (
                "1 business day per 1000 words",
                "30 minutes per page",
                "10 hours per month",
                "2500 words per business day",
            ),
            rf"^[0-9]+ [a-z ]+ {_PER}$",
        ),
        Shape(
            "period",
            parse_period,
            "A length of time.",
            ("14 days", "10 business days", "48 hours", "6 months"),
            f"^{_PERIOD}$",
        ),
        Shape(
            "deadline",
            restrict_kinds("deadline", parse_deadline),
            "A time counted from an event.",
            (
                "15 days after invoice",
                "2 business days before meeting",
                "on signature",
                "before start",
            ),
            f"^((on|before) [a-z ]+|{_PERIOD} (after|before) [a-z ]+)$",
        ),
        Shape(
            "rate",
            restrict_kinds("rate", parse_rate),
            "What waiting costs.",
            ("1.5 % per month", "5 % per 14 days", "5 EUR per day", "5 % once", "statutory"),
            rf"^(statutory|{_NUMBER} ?(%|[A-Z]{{3}}) (once|{_PER}))$",
        ),
        Shape("count", parse_count, "How many.", ("2",), r"^[0-9]{1,6}$"),
        Shape(
            "yes-no",
            parse_yes_no,
            "An answer.",
            ("yes", "no"),
            r"^([Yy]es|[Nn]o|YES|NO|[Tt]rue|[Ff]alse|TRUE|FALSE)$",
        ),
        Shape("choice", parse_choice, "One of a list.", ()),
        Shape("text", parse_text, "Words, one text or one per language.", ("{es: …, en: …}",)),
        Shape("list", parse_list, "Several texts.", ("[one, two]",)),
        Shape(
            "hours",
            parse_hours,
            "The week's open hours.",
            ("Mon–Fri 09:00–18:00", "Mon–Thu 09:00–14:00 and 16:00–18:30, Fri 08:00–15:00"),
            r"^[A-Z][a-z]{2}.* [0-9]{1,2}:[0-9]{2} ?[–-] ?[0-9]{1,2}:[0-9]{2}$",
        ),
        Shape(
            "stages",
            parse_stages,
            "A ladder: what has happened, and the share or sum that is due then.",
            ("[{at: on delivery, share: 60 %}]",),
        ),
        Shape(
            "brackets",
            parse_brackets,
            "What holds up to each limit, upwards.",
            ("[{up to: 1000 EUR, share: 100 %}, {over: 1000 EUR, share: 50 %}]",),
        ),
        Shape("clock", parse_clock, "A time of day.", ("17:00",), r"^[0-9]{1,2}:[0-9]{2}$"),
        Shape(
            "seasons",
            parse_seasons,
            "Other hours for a time.",
            (
                "[{from: 07-01, until: 08-31, hours: Mon–Fri 08:00–15:00}]",
                "[{from: 12-24, closed: yes}]",
            ),
        ),
        Shape(
            "absences",
            parse_absences,
            "Days without work.",
            ("[{from: 08-01, until: 08-21}]", "[{from: 2026-12-24, until: 2027-01-01}]"),
        ),
        Shape(
            "date", parse_date, "A calendar date.", ("2026-12-01",), r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
        ),
    )
}


__all__ = [
    "SHAPES",
    "Absence",
    "Absences",
    "Amount",
    "BoundedCharge",
    "Bracket",
    "Brackets",
    "Charge",
    "Choice",
    "Clock",
    "Comparison",
    "Context",
    "Count",
    "Day",
    "Deadline",
    "Figure",
    "Hours",
    "Money",
    "Multiple",
    "OutsideRate",
    "Pace",
    "Percent",
    "Period",
    "Price",
    "Problem",
    "Rate",
    "Refusal",
    "Season",
    "Seasons",
    "Shape",
    "Stage",
    "Stages",
    "Text",
    "TextList",
    "Window",
    "WorkTime",
    "YesNo",
]
