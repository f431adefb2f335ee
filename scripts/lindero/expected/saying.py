"""One way to say a figure, as marks, and who puts the ways of its parts together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from typing import Any, Literal

from lindero import shapes
from lindero.catalogue.specs import ValueSpec
from lindero.expected.lexicon import CALENDAR, ONE, Marks, ReadFigure
from lindero.frozen import Frozen
from lindero.shapes.nothing import is_nothing

Length = Literal["whole", "full", "short", "any", "days", "length"]
"""How much of a figure is shown: all of it, and of what it is a part or which days it counts; all
of it; what does not follow from the surroundings; of hours their days; of a rate how long its month
counts."""

_ALWAYS_OPTIONAL = frozenset({ONE, "of", CALENDAR})


class Saying(Frozen):
    """One way to say a figure: its numbers in order, what must be said, and what may be."""

    numbers: Marks = ()
    marks: frozenset[str] = frozenset()
    optional: frozenset[str] = _ALWAYS_OPTIONAL

    def __add__(self, other: Saying) -> Saying:
        return Saying(
            self.numbers + other.numbers,
            self.marks | other.marks,
            self.optional | other.optional,
        )

    def agrees_with(self, read: ReadFigure) -> bool:
        """Whether what was read says this, and nothing that this does not."""
        return (
            read.numbers == self.numbers
            and self.marks <= read.marks
            and read.marks <= self.marks | self.optional
        )


def say(*marks: str, numbers: Iterable[str] = (), optional: Iterable[str] = ()) -> Saying:
    """A saying of these marks and numbers."""
    return Saying(tuple(numbers), frozenset(marks), _ALWAYS_OPTIONAL.union(optional))


Tell = Callable[[Any, "Teller"], Iterator[Saying]]
"""Every way to say a figure of one class."""


class Teller(Frozen):
    """The ways to say the figures of one value; `texts` are the author's words in it.

    `whole` and `short` have by class how a figure is said in full, and without what follows from
    its surroundings; what has no short way is said in full.
    """

    spec: ValueSpec | None
    texts: Mapping[shapes.Text, str]
    whole: Mapping[type, Tell]
    short: Mapping[type, Tell]

    def tell(self, figure: object) -> Iterator[Saying]:
        """A figure in full."""
        return self.whole[type(figure)](figure, self)

    def tell_short(self, figure: object) -> Iterator[Saying]:
        """A figure without what follows from its surroundings."""
        return self.short.get(type(figure), self.whole[type(figure)])(figure, self)

    def tell_all(self, parts: Iterable[Iterable[Saying]]) -> Iterator[Saying]:
        """Several one after the other, each in any of its ways."""
        for combination in product(*(tuple(part) for part in parts)):
            yield sum(combination, say())

    def tell_part(self, figure: shapes.Figure) -> Iterator[Saying]:
        """A step's figure: of nothing at all in words."""
        if is_nothing(figure):
            yield say("nothing")
        else:
            yield from self.tell(figure)


def count(number: int, *marks: str, optional: Iterable[str] = ()) -> Iterator[Saying]:
    """So many of something; a single one may go without its number, or with the word for it."""
    yield say(*marks, numbers=[str(number)], optional=optional)
    if number == 1:
        yield say(*marks, optional=optional)


def name_unit(unit: str | None) -> list[str]:
    """The mark of a unit, if there is one."""
    return [f"unit:{unit}"] if unit else []
