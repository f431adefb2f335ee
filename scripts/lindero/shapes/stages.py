"""Ladders of stages: the share that is due as the work goes on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from lindero.shapes.amounts import Money, Percent
from lindero.shapes.charge_reading import parse_amount
from lindero.shapes.key_groups import Keys, prefix_problem_paths, read_group
from lindero.shapes.kinds import restrict_kinds
from lindero.shapes.refusals import Context, Problem, Refusal, make_refusal
from lindero.shapes.sums import find_mixed_currencies
from lindero.shapes.texts import Text, parse_text

WHOLE_SHARE = Decimal(100)


_EXAMPLE = "write `[{at: on delivery, share: 60 %}]`"


@dataclass(frozen=True)
class Stage:
    """What has happened, and the share or sum that is due then."""

    at: Text
    share: Percent | Money

    @property
    def parts(self) -> tuple[Percent | Money]:
        """The figures in it."""
        return (self.share,)


@dataclass(frozen=True)
class Stages:
    """A ladder, in order."""

    steps: tuple[Stage, ...]

    @property
    def machine(self) -> str:
        """The shares in order: `0.3, 0.3`."""
        return ", ".join(step.share.machine for step in self.steps)

    @property
    def written(self) -> str:
        """The shares as an author writes them."""
        return ", ".join(step.share.written for step in self.steps)


def _parse_share(written: object, context: Context) -> Percent | Money:
    found = restrict_kinds("amount", parse_amount)(
        written, replace(context, most=WHOLE_SHARE, kinds=("percent", "money"))
    )
    assert isinstance(found, Percent | Money)
    return found


_STAGE_KEYS = Keys(
    {"at": parse_text, "share": _parse_share},
    ("at", "share"),
    "a stage has an `at` and a `share`",
    {
        **dict.fromkeys(("when", "on", "stage", "after", "cuando", "al"), "did you mean `at`?"),
        **dict.fromkeys(("percent", "amount", "part", "pay", "parte"), "did you mean `share`?"),
    },
)


def parse_stages(written: object, context: Context = Context()) -> Stages:
    """`[{at: …, share: 30 %}, …]`: what has happened, and the share or sum that is due then."""
    if not isinstance(written, list) or not written:
        raise make_refusal("stages", "a list of stages belongs here", _EXAMPLE)
    steps, problems = [], list[Problem]()
    for index, step in enumerate(written):
        if not isinstance(step, dict):
            problems.append(
                Problem("bad-stages", "a stage has an `at` and a `share`", _EXAMPLE, (index,))
            )
            continue
        parts, wrong = read_group(step, _STAGE_KEYS, context)
        problems += prefix_problem_paths(wrong, index)
        if not wrong:
            steps.append(Stage(parts["at"], parts["share"]))
    if mixed := find_mixed_currencies(step.share for step in steps):
        at = next(
            index
            for index, step in enumerate(steps)
            if isinstance(step.share, Money) and step.share.currency == mixed[1]
        )
        problems.append(
            Problem(
                "bad-stages",
                f"the stages mix {' and '.join(mixed)}",
                f"write every sum in {mixed[0]}",
                (at, "share"),
            )
        )
    if problems:
        raise Refusal(*problems)
    return Stages(tuple(steps))
