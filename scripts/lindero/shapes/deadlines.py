"""Deadlines: a time counted from an event."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Literal

from lindero.findings.finding import suggest_word
from lindero.resources.data import read_shipped_yaml
from lindero.resources.languages import LANGUAGES, read_language_words
from lindero.shapes.near.words import guess_unit
from lindero.shapes.periods import PERIOD, PERIOD_PATTERN, Period, read_period
from lindero.shapes.refusals import Context, Refusal, make_refusal, read_scalar_text
from lindero.shapes.shape import Figure, OwnSigns, Shape
from lindero.shapes.terms import THEN, TermStep, guess_terms, read_term_step
from lindero.shapes.units import PERIOD_UNITS

_DEADLINE = re.compile(r"(.+?) (after|before) (.+)")

_NEAR_DEADLINE = (
    r"(?i)(?:within |in |net |at least |at most |no later than )?"
    r"([0-9]{1,5}) ?([^\W\d_]+(?: [^\W\d_]+)??) "
    r"(after|before|from|of|since|following|desde|tras|despu[eé]s de|antes de|a partir de|de) "
    r"(?:the |la |el )?(.+?)(?: date)?"
)

_AT = r"(?:on|upon|at|with|al|a la|con|en|a)"


class Deadline(Figure):
    """A period after or before an event; without one, the event (`on`) or any time before it.

    `steps` are what follows when that is reached; None where nothing does.
    """

    kind: Literal["after", "before", "on"]
    event: str
    period: Period | None = None
    steps: tuple[TermStep, ...] | None = None
    forms = ("word",)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What a condition may call it; without a period there is nothing to count."""
        return (self.kind if self.period else "on",)

    @property
    def machine(self) -> str:
        """`P15D after invoice`, `on signature`."""
        period = f"{self.period.machine} " if self.period else ""
        return f"{period}{self.kind} {self.event}{self._written_steps}"

    @property
    def written(self) -> str:
        """As an author writes it."""
        period = f"{self.period.written} " if self.period else ""
        return f"{period}{self.kind} {self.event}{self._written_steps}"

    @property
    def arrives(self) -> bool:
        """Whether it is counted from what a client sends, which may come after a cut-off."""
        return bool(read_shipped_yaml("wording/events.yml")[self.event].get("arrives"))

    @property
    def _written_steps(self) -> str:
        return "".join(f" then {step.written}" for step in self.steps or ())


def parse_deadline(written: object, _: Context = Context()) -> Deadline:
    """`15 days after invoice`, `2 business days before meeting`, `on signature`, `before start`.

    What follows stands behind `then`: `30 days after invoice then month end`.
    """
    text = read_scalar_text("deadline", written, "15 days after invoice")
    first, *further = THEN.split(text)
    deadline = _read_first_step(first)
    if not further:
        return deadline
    if deadline.kind == "before":
        message = f"`{text}` is counted back, and then goes on"
        raise make_refusal("deadline", message, f"write `{deadline.written}`")
    steps = tuple(read_term_step(step, text) for step in further)
    if deadline.kind == "on" and (later := steps[0].period):
        whole = replace(Deadline("after", deadline.event, later), steps=steps[1:] or None)
        message = f"`{text}` is {later.written} after an event"
        raise make_refusal("deadline", message, f"write `{whole.written}`")
    return replace(deadline, steps=steps)


def _read_first_step(text: str) -> Deadline:
    if text.startswith("on "):
        return Deadline("on", _read_event(text[3:]))
    if text.startswith("before "):
        return Deadline("before", _read_event(text.removeprefix("before ")))
    if match := _DEADLINE.fullmatch(text):
        event, period = _read_event(match[3]), _read_deadline_period(text, match[1])
        return Deadline("after" if match[2] == "after" else "before", event, period)
    # What is understood as a whole comes first; only then is told which part is missing.
    if ways := " or ".join(f"`{term}`" for term in guess_terms(text)):
        raise make_refusal("deadline", f"`{text}` is no deadline", f"write {ways}")
    if meant := _guess_deadline(text):
        raise make_refusal("deadline", f"`{text}` is no deadline", f"write `{meant}`")
    match = re.fullmatch(r"(.+) (?:after|before)", text)
    if match and PERIOD.fullmatch(match[1]) and _read_deadline_period(f"{text} invoice", match[1]):
        message = f"`{text}` does not say {text.rpartition(' ')[2]} what"
        raise make_refusal("deadline", message, f"write `{text} invoice`")
    if (near := re.fullmatch(_NEAR_DEADLINE, text)) and guess_unit(near[2], PERIOD_UNITS):
        _read_event(near[4])
    if near := re.fullmatch(r"(?i)antes de *(?:la |el |l )?(.+)", text):
        _read_event(near[1])
    if re.match(r"[0-9]", text):
        period = _read_deadline_period(f"{text} after invoice", text)
        help_ = f"write `{period.written} after invoice`"
        raise make_refusal("deadline", f"`{text}` does not say from when", help_)
    examples = "`15 days after invoice`, `2 business days before meeting` or `on signature`"
    raise make_refusal("deadline", f"`{text}` is no deadline", f"write {examples}")


def _read_deadline_period(text: str, period: str) -> Period:
    """The period inside a deadline; a help for it is given for the whole."""
    try:
        return read_period("deadline", period)
    except Refusal as refused:
        (problem,) = refused.problems
        # The period's own help would leave the event out; whoever copies it loses the deadline.
        help_, rest = problem.help or "", text[len(period) :]
        if help_.startswith("write it"):
            meant = _guess_deadline(text)
            help_ = f"write `{meant}`" if meant else f"write it like `14 days{rest}`"
        elif help_.startswith("write `"):
            help_ = re.sub(r"^write `([^`]*)`.*", rf"write `\1{rest}`", help_)
        raise Refusal(replace(problem, help=help_)) from None


def _guess_deadline(text: str) -> str | None:
    """`within 15 days of the invoice date`, `net 30` as they should be written."""
    if match := re.fullmatch(r"(?i)(?:net ([0-9]{1,3})(?: days)?|([0-9]{1,3}) days net)", text):
        return f"{match[1] or match[2]} days after invoice"
    match = re.fullmatch(_NEAR_DEADLINE, text)
    unit = guess_unit(match[2], PERIOD_UNITS) if match else None
    event = _guess_event(match[4]) if match else None
    if match is None or unit is None or not int(match[1]) or event is None:
        return _guess_bare_deadline(text)
    way = "before" if match[3].lower() in {"before", "antes de"} else "after"
    return f"{Period(int(match[1]), unit).written} {way} {event}"


def _guess_bare_deadline(text: str) -> str | None:
    """`al recibir la factura`, `antes de la entrega` as they should be written."""
    match = re.fullmatch(rf"(?i)(?:(before|antes de)|{_AT}) *(.+)", text)
    event = _guess_event(match[2]) if match else None
    return f"{'before' if match[1] else 'on'} {event}" if match and event else None


def _guess_event(said: str) -> str | None:
    """The event that somebody's words stand for."""
    noun = re.sub(r"^(?:the|la|el|l) ", "", said.lower())
    return noun if noun in load_event_names() else _load_event_nouns().get(noun)


@cache
def _load_event_nouns() -> dict[str, str]:
    """What readers are told of events, in every language, and how an author writes it."""
    events = read_shipped_yaml("wording/events.yml")
    shown = [
        (words[way], events[event]["names"][0])
        for language in LANGUAGES
        for event, words in read_language_words(language)["events"].items()
        for way in ("short", "on")
    ]
    return {re.sub(rf"^{_AT} (?:the |la |el )?", "", noun.lower()): name for noun, name in shown}


def _read_event(name: str) -> str:
    known = load_event_names()
    if name not in known:
        help_ = suggest_word(name, known)
        raise make_refusal("deadline", f"`{name}` is no event that a time can start from", help_)
    return known[name]


@cache
def load_event_names() -> dict[str, str]:
    """What an author may write after `on`, `after` or `before`, and the event it means."""
    return {
        name: event
        for event, words in read_shipped_yaml("wording/events.yml").items()
        for name in words["names"]
    }


SHAPE = Shape(
    "deadline",
    parse_deadline,
    "A time counted from an event.",
    (
        "15 days after invoice",
        "2 business days before meeting",
        "on signature",
        "before start",
        "30 days after invoice then month end",
        "30 days after invoice then the next 10th or 25th",
    ),
    rf"^((on|before) [a-z ]+|{PERIOD_PATTERN} (after|before) [a-z ]+)(,? then [a-z0-9, ]+)*$",
    kinds={
        "after": "15 days after invoice",
        "before": "2 business days before meeting",
        "on": "on signature",
    },
    own=OwnSigns("on |before ", r" (?:after|before) |^(?:on|before) ", 1),
    misses=("15 days", "15 days after lunch", "30 días desde factura", "30 days EOM", "soon"),
)
