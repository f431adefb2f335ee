"""The typed figures: parse, compare, compute. A shape is one module and one line in `SHAPES`."""

from __future__ import annotations

from lindero.shapes import (
    absences,
    amounts,
    brackets,
    charges,
    choices,
    clocks,
    counts,
    dates,
    deadlines,
    hours,
    money,
    multiples,
    paces,
    percents,
    periods,
    prices,
    rates,
    seasons,
    stages,
    text_lists,
    texts,
    yes_no,
)
from lindero.shapes.absences import Absence, Absences
from lindero.shapes.brackets import Bracket, Brackets
from lindero.shapes.choices import Choice
from lindero.shapes.clocks import Clock, DayClocks
from lindero.shapes.counts import Count
from lindero.shapes.dates import Day
from lindero.shapes.deadlines import Deadline
from lindero.shapes.hours import Hours, Window
from lindero.shapes.money import Money
from lindero.shapes.multiples import Multiple
from lindero.shapes.paces import Pace
from lindero.shapes.payables import Amount, BoundedCharge, Charge, Comparison, WorkTime
from lindero.shapes.percents import Percent
from lindero.shapes.periods import Period
from lindero.shapes.prices import Price
from lindero.shapes.rates import OutsideRate, Rate
from lindero.shapes.refusals import Context, Problem, Refusal
from lindero.shapes.seasons import Season, Seasons
from lindero.shapes.shape import Figure, Shape
from lindero.shapes.stages import Remainder, Stage, Stages
from lindero.shapes.text_lists import TextList
from lindero.shapes.texts import Text
from lindero.shapes.yes_no import YesNo

# In the order of the reference, which is also that in which a figure of an own rule is tried:
# `500 EUR` is a sum before it is an amount.
_MODULES = (
    percents,
    money,
    prices,
    amounts,
    charges,
    multiples,
    paces,
    periods,
    deadlines,
    rates,
    counts,
    yes_no,
    choices,
    texts,
    text_lists,
    hours,
    stages,
    brackets,
    clocks,
    seasons,
    absences,
    dates,
)

SHAPES: dict[str, Shape] = {module.SHAPE.name: module.SHAPE for module in _MODULES}
"""Every shape by its name."""

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
    "DayClocks",
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
    "Remainder",
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
