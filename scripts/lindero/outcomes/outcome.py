"""What a situation comes to: the circumstances, the sums, and the statements of the rules."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from lindero.catalogue.clauses import NO_RULE, Clause
from lindero.catalogue.facts import Fact
from lindero.catalogue.situations import SituationName
from lindero.frozen import Frozen
from lindero.rulebook.rule import Rule
from lindero.shapes import Money, Period, Text

LineKind = Literal[
    "deposit", "stage", "part", "rest", "charge",
    "total", "still", "back", "credit", "unsaid", "off", "ahead",
]  # fmt: skip

BELOW: frozenset[LineKind] = frozenset({"still", "back", "credit", "unsaid"})
"""Sums that belong to the one before them."""

OpenReason = Literal[
    "no-price",
    "by-size",
    "not-sold",
    "no-rule",
    "no-answer",
    "open",
    "needs-value",
    "set-by-others",
    "part-of-period",
    "by-calendar",
    "currency",
]


class NoOutcome(ValueError):
    """The rules do not answer that; `about` is what they would have to say, or what is asked.

    `example` is what to write there, where a value is what it takes; of what has no price, the
    figure that is a part of it.
    """

    def __init__(self, reason: OpenReason, about: str = "", example: str = "") -> None:
        super().__init__(f"{reason}: {about}")
        self.reason = reason
        self.about = about
        self.example = example


class Circumstances(Frozen):
    """Who buys what, on which day, and how many days late somebody is.

    Without a service, what holds for any; without a day, on any; without days, as many as make a
    good example.
    """

    client: str
    service: str
    day: date = date.min
    days: int | None = None


class OutcomeLine(NamedTuple):
    """One sum, whose part it is, and the figures of the rules that say so.

    `at` is the stage that it belongs to, `delay` how late something is.
    """

    kind: LineKind
    side: Literal["client", "freelancer"]
    amount: Money
    sources: tuple[Fact, ...]
    at: Text | None = None
    delay: Period | None = None

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that say so."""
        return tuple(dict.fromkeys(fact.holder for fact in self.sources))


class SaidLine(NamedTuple):
    """A statement of a rule as it holds here; without a clause, that there is no such rule."""

    rule: Rule
    clause: Clause | None

    @property
    def rules(self) -> tuple[str, ...]:
        """The rule that says so."""
        return (self.rule.id,)

    @property
    def address(self) -> str:
        """Where the catalogue has it: `payment.pause.may`."""
        return f"{self.rule.id}.{self.clause.name if self.clause else NO_RULE}"


class Outcome(NamedTuple):
    """What a situation comes to; `price` is that of the service, where it has a certain one.

    `unworked` is why there are no sums, where there might be some.
    """

    situation: SituationName
    circumstances: Circumstances
    price: Fact | None
    lines: tuple[OutcomeLine | SaidLine, ...]
    unworked: NoOutcome | None = None

    @property
    def sums(self) -> tuple[OutcomeLine, ...]:
        """The lines that were worked out."""
        return tuple(line for line in self.lines if isinstance(line, OutcomeLine))
