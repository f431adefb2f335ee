"""Ladders of stages: the share that is due as the work goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, Literal

from lindero.frozen import Frozen
from lindero.reading.tree import Scalar
from lindero.shapes import amounts, money, percents
from lindero.shapes.key_groups import Keys, prefix_problem_paths, read_group
from lindero.shapes.moments import parse_moment
from lindero.shapes.money import Money, find_mixed_currencies
from lindero.shapes.near.keys import suggest_near_keys
from lindero.shapes.percents import Percent
from lindero.shapes.refusals import Context, Problem, Refusal, make_refusal
from lindero.shapes.shape import (
    TEXT_SCHEMA,
    Figure,
    Shape,
    make_either_schema,
    make_group_schema,
    make_list_schema,
)
from lindero.shapes.texts import Text

WHOLE_SHARE = Decimal(100)
_SHARE_AND_STAGE = re.compile(r"(?P<share>[0-9.]+ ?%),? +(?P<at>\w[^,:{}\[\]#\"'`]*)")
_EXAMPLE = "write it like `[{at: on delivery, share: 60 %}]`"
REST: Literal["rest"] = "rest"
EQUAL: Literal["equal"] = "equal"
_MEANT_REST = re.compile(r"(?i)(the |el |lo )?(rest|resto|remainder|remaining|balance|restante)")
_MEANT_EQUAL = re.compile(r"(?i)(an? |en )?(equal|equally|even|igual|iguales)( (part|parte)s?)?")


class Remainder(Figure):
    """A part that needs no number: what the other parts leave, or one of equal parts of all.

    Where several stages say `rest`, they share it equally.
    """

    kind: Literal["rest", "equal"]

    @property
    def kinds(self) -> tuple[str, ...]:
        """What a condition may call it."""
        return (self.kind,)

    @property
    def written(self) -> str:
        """As an author writes it."""
        return self.kind


class Stage(Frozen):
    """What has happened, and the share or sum that is due then."""

    at: Text
    share: Percent | Money | Remainder


class Stages(Figure):
    """A ladder, in order."""

    steps: tuple[Stage, ...]
    forms = ("any",)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What a condition may call it: how many, in numbers or not, and whether in percents."""
        shares = [step.share for step in self.steps]
        parts = any(isinstance(share, Remainder) for share in shares)
        percent = any(isinstance(share, Percent) for share in shares)
        number = "single" if len(self.steps) == 1 else "several"
        return (number, "parts" if parts else "shares", *(["percent"] if percent else []))

    @property
    def machine(self) -> str:
        """The shares in order: `0.3, 0.3`."""
        return ", ".join(step.share.machine for step in self.steps)

    @property
    def written(self) -> str:
        """The shares as an author writes them."""
        return ", ".join(step.share.written for step in self.steps)


def _parse_share(written: object, context: Context) -> Percent | Money | Remainder:
    text = " ".join(written.text.split()) if isinstance(written, Scalar) else ""
    if remainder := _read_remainder(text):
        return remainder
    # What is due at one stage is one sum in the end: bounds would leave the total open.
    bounds = replace(context, most=WHOLE_SHARE, kinds=("percent", "money"))
    found = amounts.SHAPE.parse(written, bounds)
    assert isinstance(found, Percent | Money)
    return found


def _read_remainder(text: str) -> Remainder | None:
    """`rest` or `equal`; refused with the right word where one of them was meant."""
    for kind, meant in ((REST, _MEANT_REST), (EQUAL, _MEANT_EQUAL)):
        if text == kind:
            return Remainder(kind)
        if meant.fullmatch(text):
            raise make_refusal("amount", f"`{text}` is no share or sum", f"write `{kind}`")
    return None


_STAGE_KEYS = Keys(
    {"at": parse_moment, "share": _parse_share},
    ("at", "share"),
    "a stage has an `at` and a `share`",
    suggest_near_keys(
        {"at": "when, on, stage, after, cuando, al", "share": "percent, amount, part, pay, parte"}
    ),
)


def _suggest_stage(step: object) -> str:
    """The keys around what was typed: another share than the author's would be believed."""
    typed = _SHARE_AND_STAGE.fullmatch(step.text) if isinstance(step, Scalar) else None
    if typed:
        return f"write `{{at: {typed['at']}, share: {typed['share']}}}`"
    return "write each stage like `{at: on delivery, share: 60 %}`"


def parse_stages(written: object, context: Context = Context()) -> Stages:
    """`[{at: …, share: 30 %}, …]`: what has happened, and the share or sum that is due then."""
    if not isinstance(written, list) or not written:
        raise make_refusal("stages", "a list of stages belongs here", _EXAMPLE)
    steps, problems = [], list[Problem]()
    for index, step in enumerate(written):
        if not isinstance(step, dict):
            help_ = _suggest_stage(step)
            problems.append(Problem("bad-stages", _STAGE_KEYS.about, help_, (index,)))
            continue
        parts, wrong = read_group(step, _STAGE_KEYS, context)
        problems += prefix_problem_paths(wrong, index)
        if not wrong:
            steps.append(Stage(parts["at"], parts["share"]))
    if mixed := find_mixed_currencies(step.share for step in steps):
        # The first currency is taken for the usual one; what is marked is the first in another.
        at = next(at for at, step in enumerate(steps) if step.share.written.endswith(mixed[1]))
        message, help_ = f"the stages mix {' and '.join(mixed)}", f"write every sum in {mixed[0]}"
        problems.append(Problem("bad-stages", message, help_, (at, "share")))
    if problems := problems or list(_find_unequal_steps(steps)):
        raise Refusal(*problems)
    return Stages(tuple(steps))


def _find_unequal_steps(steps: list[Stage]) -> Iterator[Problem]:
    """Equal parts are parts of all: there are several, and nothing else beside them."""
    equal = [at for at, step in enumerate(steps) if step.share == Remainder(EQUAL)]
    if not equal or len(equal) == len(steps) > 1:
        return
    others = [step.share for step in steps if step.share != Remainder(EQUAL)]
    message = "one part alone is equal to no other"
    help_ = "write `100 %`"
    if others:
        message = f"`{EQUAL}` is the whole in equal parts, and `{others[0].written}` is beside it"
        help_ = f"write `{REST}`: where several stages say it, they share what the others leave"
    yield Problem("bad-stages", message, help_, (equal[0], "share"))


def _make_share_schema() -> dict[str, Any]:
    either = make_either_schema(percents.SHAPE, money.SHAPE)
    words = {"enum": [REST, EQUAL], "description": "What the others leave; or all in equal parts."}
    return {"anyOf": [*either["anyOf"], words]}


SHAPE = Shape(
    "stages",
    parse_stages,
    "A ladder: what has happened, and the share or sum that is due then.",
    (
        "[{at: on delivery, share: 60 %}]",
        "[{at: on approval, share: rest}, {at: on delivery, share: rest}]",
        "[{at: at the start, share: equal}, {at: on delivery, share: equal}]",
    ),
    schema=lambda _: make_list_schema(
        make_group_schema(
            {"at": TEXT_SCHEMA, "share": _make_share_schema()},
            "at",
            "share",
        )
    ),
    kinds={
        "single": "[{at: on delivery, share: 60 %}]",
        "several": "[{at: on design approval, share: 30 %}, {at: on delivery, share: 30 %}]",
        "shares": "[{at: on delivery, share: 60 %}]",
        "parts": "[{at: on approval, share: rest}, {at: on delivery, share: rest}]",
        "percent": "[{at: on delivery, share: 60 %}]",
    },
    entry_keys=frozenset({"at", "share"}),
    entry_signs=frozenset({"at"}),
    misses=("40 %", "[{at: on delivery}]", "[{at: on delivery, share: half}]"),
)
