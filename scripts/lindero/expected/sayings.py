"""Every way in which a figure of the rulebook may be shown, in full and in short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lindero import shapes
from lindero.catalogue.facts import Fact
from lindero.expected import amount_sayings, time_sayings
from lindero.expected.lexicon import CALENDAR
from lindero.expected.saying import Length, Saying, Tell, Teller, say
from lindero.shapes.shape import walk_parts


def list_sayings(fact: Fact, length: Length) -> tuple[Saying, ...]:
    """Every way to show a figure at this length."""
    figure = fact.figure
    if length == "any":
        both = list_sayings(fact, "full") + list_sayings(fact, "short")
        return both + list_sayings(fact, "length")
    if length == "length":
        return amount_sayings.tell_length(figure)
    if length == "days":
        runs = figure.group_days() if isinstance(figure, shapes.Hours) else ()
        return (say(*(f"day:{day}" for run in runs for day in (run.days[0], run.days[-1]))),)
    if length == "whole":
        named = say(*name_whole(fact))
        return tuple(saying + named for saying in list_sayings(fact, "full"))
    texts = {text: f"text:{at}" for at, text in enumerate(list_texts(figure))}
    teller = Teller(fact.spec, texts, _WHOLE, _SHORT)
    return tuple(teller.tell(figure) if length == "full" else teller.tell_short(figure))


def name_whole(fact: Fact) -> Iterator[str]:
    """What a sentence names beside the figure: of what it is a part, and that days are all days."""
    figure, spec = fact.figure, fact.spec
    part = figure.part if isinstance(figure, shapes.BoundedCharge) else figure
    part = part.first if isinstance(part, shapes.Comparison) else part
    if spec and (
        (spec.of and isinstance(part, shapes.Percent))
        or (spec.times and isinstance(part, shapes.Multiple))
    ):
        yield "of"
    period = figure.period if isinstance(figure, shapes.Deadline) else figure
    if isinstance(period, shapes.Period) and period.unit == "day":
        yield CALENDAR


def list_texts(figure: shapes.Figure) -> list[shapes.Text]:
    """The author's words in a figure, in order."""
    return [part for part in walk_parts(figure) if isinstance(part, shapes.Text)]


def _tell_text(figure: shapes.Figure, _: Teller) -> Iterator[Saying]:
    """A text is compared as it is written, and taken apart by nobody."""
    yield say(figure.serial)


_TEXTS = (shapes.Choice, shapes.Text, shapes.TextList, shapes.YesNo)
_WHOLE: Mapping[type, Tell] = {
    **amount_sayings.WHOLE,
    **time_sayings.WHOLE,
    **dict.fromkeys(_TEXTS, _tell_text),
}
_SHORT: Mapping[type, Tell] = {**amount_sayings.SHORT, **time_sayings.SHORT}
