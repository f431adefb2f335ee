"""Brackets: what holds up to each limit, of an amount, a length of time or a number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from lindero.frozen import Frozen
from lindero.shapes import amounts, charges, counts, money, periods, prices, rates
from lindero.shapes.bracket_order import (
    OVER,
    UP_TO,
    BracketResult,
    WrittenBracket,
    find_order_problems,
)
from lindero.shapes.key_groups import Keys, prefix_problem_paths, read_group
from lindero.shapes.limits import Limit, find_limit_kind, parse_limit
from lindero.shapes.near.keys import suggest_near_keys
from lindero.shapes.refusals import Context, Problem, Refusal, make_refusal
from lindero.shapes.shape import (
    Figure,
    Shape,
    make_either_schema,
    make_group_schema,
    make_list_schema,
)


class ResultSpec(NamedTuple):
    """What a bracket may give: its shape, and two examples."""

    shape: Shape
    examples: tuple[str, str]


RESULT_SPECS = {
    "share": ResultSpec(amounts.SHAPE, ("100 %", "50 %")),
    "price": ResultSpec(prices.SHAPE, ("90 EUR", "80 EUR")),
    "fee": ResultSpec(charges.SHAPE, ("40 EUR", "70 EUR")),
    "period": ResultSpec(periods.SHAPE, ("5 days", "10 days")),
    "rate": ResultSpec(rates.SHAPE, ("1 % per month", "2 % per month")),
}
"""By the key under which a bracket gives it."""

WHOLE = "whole"
"""What a condition calls brackets of which the last is open upwards: no case is left out."""

_MEANT = suggest_near_keys(
    {
        UP_TO: "upto, up_to, up-to, to, until, till, below, under, less than, max, hasta, menos de",
        OVER: "above, from, more than, beyond, after, min, más de, mas de, desde, a partir de, "
        "por encima de",
    }
)


class Bracket(Frozen):
    """What holds up to a limit; without one, above the limit before."""

    up_to: Limit | None
    result: BracketResult


class Brackets(Figure):
    """What holds up to each limit, upwards; each begins where the one before ends."""

    steps: tuple[Bracket, ...]

    @property
    def machine(self) -> str:
        """Limits and what they give, in order: `up to 1000 EUR: 1, over 1000 EUR: 0.5`."""
        return self._join_steps(step.result.machine for step in self.steps)

    @property
    def written(self) -> str:
        """The same as an author writes the parts."""
        return self._join_steps(step.result.written for step in self.steps)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What its limits are, and whether it leaves nothing out above them."""
        limits = [step.up_to for step in self.steps if step.up_to]
        whole = () if len(limits) == len(self.steps) else (WHOLE,)
        return (*dict.fromkeys(find_limit_kind(limit) for limit in limits), *whole)

    def _join_steps(self, results: Iterable[str]) -> str:
        ends = [f"{UP_TO} {step.up_to.written}" for step in self.steps if step.up_to]
        # Only the last one may be open upwards; it begins where the one before it ends.
        if len(ends) < len(self.steps):
            ends.append(ends[-1].replace(UP_TO, OVER))
        return ", ".join(f"{end}: {given}" for end, given in zip(ends, results, strict=True))


def parse_brackets(written: object, context: Context = Context()) -> Brackets:
    """`[{up to: 1000 EUR, share: 100 %}, {over: 1000 EUR, share: 50 %}]`."""
    # The catalogue says what its brackets give; in a rule of the author's own only the keys do.
    gives = context.gives or _find_given_key(written)
    first, last = RESULT_SPECS[gives].examples
    example = f"`[{{up to: 1000 EUR, {gives}: {first}}}, {{over: 1000 EUR, {gives}: {last}}}]`"
    if not isinstance(written, list) or not written:
        raise make_refusal("brackets", "a list of brackets belongs here", f"write {example}")
    parsers = {UP_TO: parse_limit, OVER: parse_limit, gives: RESULT_SPECS[gives].shape.parse}
    keys = Keys(parsers, (gives,), f"write {example}", _MEANT)
    found, problems = list[WrittenBracket](), list[Problem]()
    for at, step in enumerate(written):
        parts, wrong = _read_bracket(step, keys, replace(context, kinds=()))
        problems += prefix_problem_paths(wrong, at)
        # With one bracket missing, the others would seem to leave gaps that are none.
        if not problems:
            found.append(WrittenBracket(at, parts.get(UP_TO), parts.get(OVER), parts[gives]))
    if problems := problems or find_order_problems(found, context.kinds, f"{gives}: {first}"):
        raise Refusal(*problems)
    return Brackets(tuple(Bracket(step.up_to, step.result) for step in found))


def _find_given_key(written: object) -> str:
    """What brackets in a rule of the author's own give: what is written there tells it."""
    entries = written if isinstance(written, list) else []
    keys = [key for entry in entries if isinstance(entry, dict) for key in entry]
    return next((key for key in keys if key in RESULT_SPECS), "share")


def _read_bracket(
    step: object, keys: Keys, context: Context
) -> tuple[dict[str, Any], list[Problem]]:
    if not isinstance(step, dict):
        message = f"a bracket has a limit and a `{next(iter(keys.required))}`"
        return {}, [Problem("bad-brackets", message, keys.about)]
    parts, wrong = read_group(step, keys, context)
    if not wrong and UP_TO not in parts and OVER not in parts:
        wrong = [Problem("missing-key", f"`{UP_TO}` is missing", keys.about)]
    return parts, wrong


def _make_bracket_schema(context: Context) -> dict[str, Any]:
    limit = make_either_schema(money.SHAPE, periods.SHAPE, counts.SHAPE)
    result = RESULT_SPECS[context.gives].shape.make_schema()
    group = make_group_schema({UP_TO: limit, OVER: limit, context.gives: result}, context.gives)
    ends = {"anyOf": [{"required": [UP_TO]}, {"required": [OVER]}]}
    return make_list_schema(group | ends)


SHAPE = Shape(
    "brackets",
    parse_brackets,
    "What holds up to each limit, upwards.",
    ("[{up to: 1000 EUR, share: 100 %}, {over: 1000 EUR, share: 50 %}]",),
    schema=_make_bracket_schema,
    kinds={
        "money": "[{up to: 1000 EUR, share: 100 %}]",
        "period": "[{up to: 14 days, share: 100 %}]",
        "count": "[{up to: 10, share: 100 %}]",
        "whole": "[{up to: 1000 EUR, share: 100 %}, {over: 1000 EUR, share: 50 %}]",
    },
    entry_keys=frozenset({UP_TO, OVER, *RESULT_SPECS}),
    entry_signs=frozenset({UP_TO, OVER}),
    misses=(
        "[{up to: 1000 EUR}]",
        "[{up to: 1000 EUR, share: 100 %}, {over: 2000 EUR, share: 50 %}]",
    ),
)
