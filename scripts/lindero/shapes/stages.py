"""Ladders of stages: the share that is due as the work goes on."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from lindero.reading.tree import Scalar
from lindero.shapes import amounts, money, percents
from lindero.shapes.key_groups import Keys, prefix_problem_paths, read_group
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
from lindero.shapes.texts import Text, parse_text

WHOLE_SHARE = Decimal(100)
_SHARE_AND_STAGE = re.compile(r"(?P<share>[0-9.]+ ?%),? +(?P<at>\w[^,:{}\[\]#\"'`]*)")
_EXAMPLE = "write it like `[{at: on delivery, share: 60 %}]`"


@dataclass(frozen=True)
class Stage:
    """What has happened, and the share or sum that is due then."""

    at: Text
    share: Percent | Money


@dataclass(frozen=True)
class Stages(Figure):
    """A ladder, in order."""

    steps: tuple[Stage, ...]
    forms = ("any",)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What a condition may call it."""
        return ("single" if len(self.steps) == 1 else "several",)

    @property
    def machine(self) -> str:
        """The shares in order: `0.3, 0.3`."""
        return ", ".join(step.share.machine for step in self.steps)

    @property
    def written(self) -> str:
        """The shares as an author writes them."""
        return ", ".join(step.share.written for step in self.steps)


def _parse_share(written: object, context: Context) -> Percent | Money:
    # What is due at one stage is one sum in the end: bounds would leave the total open.
    bounds = replace(context, most=WHOLE_SHARE, kinds=("percent", "money"))
    found = amounts.SHAPE.parse(written, bounds)
    assert isinstance(found, Percent | Money)
    return found


_STAGE_KEYS = Keys(
    {"at": parse_text, "share": _parse_share},
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
    if problems:
        raise Refusal(*problems)
    return Stages(tuple(steps))


SHAPE = Shape(
    "stages",
    parse_stages,
    "A ladder: what has happened, and the share or sum that is due then.",
    ("[{at: on delivery, share: 60 %}]",),
    kinds={
        "single": "[{at: on delivery, share: 60 %}]",
        "several": "[{at: on design approval, share: 30 %}, {at: on delivery, share: 30 %}]",
    },
    schema=lambda _: make_list_schema(
        make_group_schema(
            {"at": TEXT_SCHEMA, "share": make_either_schema(percents.SHAPE, money.SHAPE)},
            "at",
            "share",
        )
    ),
    entry_keys=frozenset({"at", "share"}),
    entry_signs=frozenset({"at"}),
    misses=("40 %", "[{at: on delivery}]", "[{at: on delivery, share: half}]"),
)
