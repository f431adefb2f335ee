"""A rule's statements: each stands once, with what makes it true, whose part it is, and its words.

The page, the two-sided table, the line under a figure and the sheets all take their words from the
same clause, so that none of them can say what another does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import cache, cached_property
from typing import Any, Literal

from lindero.frozen import Frozen
from lindero.reading.prose import Mention, parse_inline
from lindero.resources.languages import LANGUAGES
from lindero.shapes import Choice, Count, Figure, Text, YesNo
from lindero.shapes.deadlines import Deadline
from lindero.shapes.nothing import is_nothing

Side = Literal["client", "freelancer", "both"]
"""Whose part something is."""

Form = Literal["says", "you", "brief"]
"""How a clause is put: the page's sentence, the table's line, the line under a large figure."""

FORMS: tuple[Form, ...] = ("says", "you", "brief")

SPEAKER = "freelancer"
CLIENT = "client"
"""In conditions, whom a rule is for: `client = consumer` where consumers are among them."""
NOTHING = "nothing"
"""In conditions, a share or a sum of nothing: `approval = nothing`."""
NO_RULE = "none"
"""In the conditions of a conflict, and as the answer to a point, that there is no such rule."""
WITH_ARTICLE = "the"


class Condition(Frozen):
    """When a clause applies: `name` is given and not no; with `value`, what it must be or not.

    It applies as well where one of the `others` does.
    """

    name: str
    value: str | None
    wanted: bool
    others: tuple[Condition, ...] = ()

    def fits_figures(self, figures: Mapping[str, Figure]) -> bool:
        """Whether it applies to the figures of one rule."""
        return any(one.is_met(figures) for one in (self, *self.others))

    def is_met(self, figures: Mapping[str, Figure]) -> bool:
        """Whether it applies itself, whatever the others say."""
        figure = figures.get(self.name)
        given = figure is not None and not (isinstance(figure, YesNo) and not figure.yes)
        met = (
            given
            if self.value is None
            else figure is not None and self.value in _list_condition_names(figure)
        )
        return met is self.wanted

    @property
    def answered_by(self) -> frozenset[str]:
        """The values of which one is given wherever it holds; that one is missing is no answer."""
        ways = (self, *self.others)
        return (
            frozenset(one.name for one in ways) if all(one.wanted for one in ways) else frozenset()
        )


class Sentence(Frozen):
    """One way to put a clause, by language; `conditions` are for grammar alone.

    An author's, `own`, is shown as it is written: brackets in it are no voices.
    """

    words: Mapping[str, Any]
    conditions: tuple[Condition, ...] = ()
    own: bool = False

    @cached_property
    def figures(self) -> frozenset[str]:
        """The figures that it names."""
        return frozenset(
            name for text in collect_texts(self.words) for name in find_figure_names(text)
        )

    def fits_figures(self, figures: Mapping[str, Figure]) -> bool:
        """Whether all its conditions hold and all the figures that it names are given."""
        return self.figures <= figures.keys() and all(
            condition.fits_figures(figures) for condition in self.conditions
        )


class Clause(Frozen):
    """One statement. It holds where its conditions do and one of its ways to be said fits.

    `ways` are the sentences that put it, by form; `prose` is an author's text in place of them.
    `who` is whose part it is, None where nothing is owed; `settles` the points that it decides,
    with the answer; `means` marks what only says what a word means, and binds nobody.
    """

    name: str
    ways: Mapping[Form, tuple[Sentence, ...]]
    conditions: tuple[Condition, ...] = ()
    who: Side | None = None
    settles: Mapping[str, str] = field(default_factory=dict)
    means: bool = False
    prose: Text | None = None

    def holds_for(self, figures: Mapping[str, Figure]) -> bool:
        """Whether the rule says it with these answers."""
        return all(condition.fits_figures(figures) for condition in self.conditions) and (
            "says" not in self.ways or self.find_sentence("says", figures) is not None
        )

    def find_sentence(self, form: Form, figures: Mapping[str, Figure]) -> Sentence | None:
        """The first of the ways to put it that fits the answers."""
        ways = self.ways.get(form, ())
        return next((sentence for sentence in ways if sentence.fits_figures(figures)), None)


def find_common_side(clauses: Iterable[Clause], binds: Side | None = None) -> Side | None:
    """Whose part clauses are together; None where none of them is anybody's.

    What the rule `binds` a side to is that side's part as well, though no clause is its duty.
    """
    sides = {clause.who for clause in clauses if clause.who}
    sides |= {binds} if sides and binds else set()
    return next(iter(sides)) if len(sides) == 1 else "both" if sides else None


def make_clause(name: str, written: Mapping[str, Any]) -> Clause:
    """A clause as the catalogue's files hold it; its sentence may stand in it by language."""
    spoken = {key: words for key, words in written.items() if key in LANGUAGES}
    ways: dict[Form, Any] = {form: written[form] for form in FORMS if form in written}
    ways |= {"says": spoken} if spoken else {}
    return Clause(
        name=name,
        ways=_LazyWays(ways),
        conditions=_make_conditions(written.get("if", [])),
        who=written.get("who"),
        settles=written.get("settles", {}),
        means=bool(written.get("means")),
    )


class _LazyWays(Mapping[Form, tuple[Sentence, ...]]):
    """The ways to put a clause; each is made when it is asked for: a check asks for one."""

    def __init__(self, written: Mapping[Form, Any]) -> None:
        self._written = written
        self._made: dict[Form, tuple[Sentence, ...]] = {}

    def __getitem__(self, form: Form) -> tuple[Sentence, ...]:
        if form not in self._made:
            self._made[form] = _make_sentences(self._written[form])
        return self._made[form]

    def __iter__(self) -> Iterator[Form]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)


def _make_sentences(written: Any) -> tuple[Sentence, ...]:
    ways = written if isinstance(written, list) else [written]
    return tuple(
        Sentence(
            {key: value for key, value in way.items() if key != "if"},
            _make_conditions(way.get("if", [])),
        )
        for way in ways
    )


def _make_conditions(written: str | list[str]) -> tuple[Condition, ...]:
    return tuple(map(parse_condition, [written] if isinstance(written, str) else written))


@cache
def parse_condition(text: str) -> Condition:
    """`share`, `not share`, `lower = yes` or `lower != yes`; two of them with `or` between."""
    first, *others = text.split(" or ")
    if others:
        return replace(parse_condition(first), others=tuple(map(parse_condition, others)))
    for sign, wanted in ((" != ", False), (" = ", True)):
        name, found, value = text.partition(sign)
        if found:
            return Condition(name.strip(), value.strip(), wanted)
    return Condition(text.removeprefix("not ").strip(), None, not text.startswith("not "))


def show_condition(condition: Condition) -> str:
    """A condition as it is written."""
    if condition.others:
        ways = (replace(condition, others=()), *condition.others)
        return " or ".join(map(show_condition, ways))
    if condition.value is None:
        return condition.name if condition.wanted else f"not {condition.name}"
    return f"{condition.name} {'=' if condition.wanted else '!='} {condition.value}"


@cache
def find_figure_names(text: str) -> tuple[str, ...]:
    """The figures that a catalogue sentence names, without the speaker."""
    return tuple(mention.address for mention in list_mentions(text))


def list_mentions(text: str) -> list[Mention]:
    """The figures that a catalogue sentence names, each in its form, without the speaker."""
    return [
        part
        for part in parse_inline(text)
        if isinstance(part, Mention) and part.address.lower() != SPEAKER
    ]


def collect_texts(words: Any) -> list[str]:
    """The texts of a sentence in one language or all, whatever voices it has."""
    if isinstance(words, str):
        return [words]
    return [text for inner in words.values() for text in collect_texts(inner)]


def _list_condition_names(figure: Figure) -> tuple[str, ...]:
    """What a condition may call the figure: its kind, what it counts from, or its own text."""
    if isinstance(figure, Deadline):
        return (*figure.kinds, figure.event)
    if figure.kinds:
        return (*figure.kinds, NOTHING) if is_nothing(figure) else figure.kinds
    return (figure.written,) if isinstance(figure, Choice | YesNo | Count) else ()
