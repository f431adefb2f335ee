"""A claim: what one statement says about a point, in the circumstances that it is asked in.

Two claims contradict each other where no answer satisfies both. Amounts and lengths of time are
compared as such, labels by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations
from typing import Literal, NamedTuple

from lindero.catalogue.clauses import NO_RULE, Clause
from lindero.catalogue.facts import Fact
from lindero.catalogue.points import load_points
from lindero.frozen import Frozen
from lindero.outcomes.quoting import quote_clause
from lindero.pricing.sold_figures import TAXED
from lindero.reading.tree import PathStep
from lindero.rulebook.rule import Rule
from lindero.shapes import Brackets, Deadline, Figure, Money, Multiple, Percent, Period
from lindero.shapes.periods import BUSINESS_DAY, BUSINESS_HOUR, Weeks, compare_lengths
from lindero.shapes.units import CLOCK_UNITS, measure_unit


class Source(NamedTuple):
    """Who says something: the address to name, what is written there, the author's place.

    The sentence is that of the page, if there is one, `clause` its name; `is_own` marks an author's
    own rule. Of sources of one `kind`, such as prices, one is enough to be told.
    """

    address: str
    path: tuple[PathStep, ...]
    written: str = ""
    sentence: str = ""
    is_own: bool = False
    kind: str = ""
    clause: str = ""

    @property
    def told_as(self) -> str:
        """What tells it from the sources of other findings."""
        return self.kind or self.address


class Label(Frozen):
    """One of the named answers to a point, or a figure that stands for one."""

    name: str

    @property
    def written(self) -> str:
        """As a finding names it."""
        return self.name


class Bounds(Frozen):
    """An amount or a length of time between two ends; None where an end is open.

    Amounts in another `unit`, a currency or `%`, are compared with nothing.
    """

    low: Fraction | None
    high: Fraction | None
    written: str
    unit: str = ""

    def overlaps(self, other: Bounds) -> bool:
        """Whether some answer lies between the ends of both."""
        if self.unit != other.unit:
            return True
        lows = [end for end in (self.low, other.low) if end is not None]
        highs = [end for end in (self.high, other.high) if end is not None]
        return not lows or not highs or max(lows) <= min(highs)


Reach = Literal["exactly", "at least", "at most"]


class Length(Frozen):
    """A length of time, or the least or the most that one may be.

    `workday` is how many minutes a business day is open at most, and `weeks` which days those are,
    where that is known; with `open` all hours pass only then.
    """

    period: Period
    reach: Reach = "exactly"
    workday: int = 0
    weeks: Weeks = ()
    open: bool = False

    @property
    def written(self) -> str:
        """As a finding names it."""
        return (
            self.period.written
            if self.reach == "exactly"
            else f"{self.reach} {self.period.written}"
        )

    @property
    def open_minutes(self) -> int | None:
        """How long the doors are open meanwhile; None where that is not known."""
        count, unit = self.period.count, self.period.unit
        if unit == BUSINESS_DAY:
            return count * self.workday or None
        if unit == BUSINESS_HOUR:
            return count * 60
        length = measure_unit(unit) if self.open and unit in CLOCK_UNITS else None
        return count * length[0] if length else None

    def overlaps(self, other: Length) -> bool:
        """Whether one length may be both, for all that the calendar leaves open."""
        difference = self._compare_with(other)
        if not difference:
            return True
        shorter, longer = (self, other) if difference < 0 else (other, self)
        return shorter.reach == "at least" or longer.reach == "at most"

    def _compare_with(self, other: Length) -> int | None:
        mine, others = self.open_minutes, other.open_minutes
        if mine and others and self.period.unit != other.period.unit:
            return mine - others
        return compare_lengths(self.period, other.period, self.weeks or other.weeks)


Answer = Label | Bounds | Length


class Claim(NamedTuple):
    """What a source says about a point; `where` are the circumstances, in words."""

    point: str
    answer: Answer
    source: Source
    where: str = ""

    def agrees_with(self, other: Claim) -> bool:
        """Whether one answer satisfies both."""
        one, two = self.answer, other.answer
        if isinstance(one, Bounds) and isinstance(two, Bounds):
            return one.overlaps(two)
        if isinstance(one, Length) and isinstance(two, Length):
            return one.overlaps(two)
        if not isinstance(one, Label) or not isinstance(two, Label):
            return True
        beside = load_points()[self.point].beside
        return one == two or one.name in beside or two.name in beside


def measure_figure(figure: Figure, reach: Reach) -> Length | Bounds | None:
    """What a figure says that can be compared; None for what is a label.

    Of a deadline, it is how long after its event it ends; of brackets, the highest share; of a
    multiple, what it adds to the price.
    """
    if isinstance(figure, Deadline):
        return Length(figure.period, reach) if figure.period and not figure.steps else None
    if isinstance(figure, Period):
        return Length(figure, reach)
    if isinstance(figure, Brackets):
        shares = [step.result for step in figure.steps if isinstance(step.result, Percent)]
        figure = max(shares, key=lambda share: share.points, default=figure)
    if isinstance(figure, Multiple):
        # What costs twice as much as usual costs the price once more.
        figure = Percent((figure.factor - 1) * 100)
    if isinstance(figure, Percent):
        return _bound_amount(Fraction(figure.points), reach, figure.written, "%")
    if isinstance(figure, Money):
        return _bound_amount(Fraction(figure.amount), reach, figure.written, figure.currency)
    return None


def _bound_amount(amount: Fraction, reach: Reach, written: str, unit: str) -> Bounds:
    low = None if reach == "at most" else amount
    high = None if reach == "at least" else amount
    return Bounds(low, high, written if reach == "exactly" else f"{reach} {written}", unit)


def make_exact(amount: Fraction, written: str) -> Bounds:
    """Just this much."""
    return Bounds(amount, amount, written)


def make_clause_source(rule: Rule, clause: Clause, point: str) -> Source:
    """A statement of a rule, the catalogue's or an author's own, that settles a point."""
    sentence = quote_clause(rule, clause)
    if rule.spec is None:
        steps = (*rule.path, "clauses", clause.name)
        label = clause.settles[point]
        path = (*steps, "settles", point)
        return Source(".".join(steps), path, label, sentence, is_own=True, clause=clause.name)
    asked = [one.name for one in clause.conditions if one.wanted and one.name in rule.facts]
    names = (*asked, *sorted(_list_said_figures(rule, clause)))
    fact = rule.facts[names[0]] if names else None
    source = _name_fact(fact, sentence) if fact else make_rule_source(rule, sentence)
    return source._replace(clause=clause.name)


def _name_fact(fact: Fact, sentence: str) -> Source:
    """A figure by the address that it has in the file; a sum with tax has another one on pages."""
    address = fact.address.replace(TAXED, "", 1)
    return Source(address, fact.path, fact.figure.written, sentence)


def make_rule_source(rule: Rule, sentence: str = "") -> Source:
    """A rule as a whole, or that there is none."""
    return Source(rule.id, rule.path, NO_RULE if rule.is_none else "", sentence)


def make_fact_source(rule: Rule, fact: Fact) -> Source:
    """A figure or an answer of a rule, with the first sentence that holds because of it."""
    clause = next((one for one in rule.said if _depends_on(one, fact.name, rule)), None)
    sentence = quote_clause(rule, clause) if clause else ""
    return _name_fact(fact, sentence)._replace(clause=clause.name if clause else "")


def _depends_on(clause: Clause, name: str, rule: Rule) -> bool:
    """Whether a statement holds because of a figure, or names it."""
    asked = any(condition.name == name for condition in clause.conditions)
    return asked or name in _list_said_figures(rule, clause)


def _list_said_figures(rule: Rule, clause: Clause) -> frozenset[str]:
    sentence = clause.find_sentence("says", rule.figures)
    return frozenset(sentence.figures & rule.facts.keys()) if sentence else frozenset()


class Contradiction(NamedTuple):
    """Two claims about one point that no answer satisfies; `client` is the kind who is told both.

    It is empty where all are.
    """

    one: Claim
    other: Claim
    client: str = ""


def list_contradictions(claims: Iterable[Claim]) -> Iterator[Contradiction]:
    """Of claims that are made in the same circumstances, the pairs that contradict each other."""
    by_question: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        by_question.setdefault((claim.point, claim.where), []).append(claim)
    for asked in by_question.values():
        yield from (
            Contradiction(one, other)
            for one, other in combinations(asked, 2)
            if not one.agrees_with(other)
        )
