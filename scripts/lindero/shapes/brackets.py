"""Brackets: what holds up to each limit, of an amount, a length of time or a number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from lindero.reading.tree import Scalar
from lindero.shapes.amounts import Money, parse_money
from lindero.shapes.charge_reading import parse_amount, parse_charge
from lindero.shapes.charges import Charge
from lindero.shapes.key_groups import Keys, Parser, prefix_problem_paths, read_group
from lindero.shapes.near.amounts import guess_amount
from lindero.shapes.near.words import guess_unit, is_understood
from lindero.shapes.periods import Period, compare_lengths, parse_period
from lindero.shapes.prices import Price, parse_price
from lindero.shapes.rates import Rate, parse_rate
from lindero.shapes.refusals import Context, Problem, Refusal, make_refusal, read_scalar_text
from lindero.shapes.sums import collect_sums
from lindero.shapes.texts import Count, parse_count
from lindero.shapes.units import list_price_units

Limit = Money | Period | Count


BracketResult = Charge | Price | Period | Rate


_UP, _OVER = "up to", "over"


@dataclass(frozen=True)
class ResultSpec:
    """What a bracket may give: its shape, how it is read, and two examples."""

    shape: str
    parse: Parser
    examples: tuple[str, str]


RESULT_SPECS = {
    "share": ResultSpec("amount", parse_amount, ("100 %", "50 %")),
    "price": ResultSpec("price", parse_price, ("90 EUR", "80 EUR")),
    "fee": ResultSpec("charge", parse_charge, ("40 EUR", "70 EUR")),
    "period": ResultSpec("period", parse_period, ("5 days", "10 days")),
    "rate": ResultSpec("rate", parse_rate, ("1 % per month", "2 % per month")),
}
"""By the key under which a bracket gives it."""


@dataclass(frozen=True)
class Bracket:
    """What holds up to a limit; without one, above the limit before."""

    up_to: Limit | None
    result: BracketResult

    @property
    def parts(self) -> tuple[Limit | None, BracketResult]:
        """The figures in it."""
        return (self.up_to, self.result)


@dataclass(frozen=True)
class Brackets:
    """What holds up to each limit, upwards; each begins where the one before ends."""

    steps: tuple[Bracket, ...]

    @property
    def machine(self) -> str:
        """Limits and what they give, in order: `up to 1000 EUR: 1, over 1000 EUR: 0.5`."""
        return ", ".join(
            f"{where}: {step.result.machine}"
            for where, step in zip(self._format_limits(), self.steps, strict=True)
        )

    @property
    def written(self) -> str:
        """The same as an author writes the parts."""
        return ", ".join(
            f"{where}: {step.result.written}"
            for where, step in zip(self._format_limits(), self.steps, strict=True)
        )

    @property
    def kinds(self) -> tuple[str, ...]:
        """What its limits are."""
        return tuple({_KIND_OF[type(step.up_to)]: None for step in self.steps if step.up_to})

    def _format_limits(self) -> list[str]:
        ends = [f"{_UP} {step.up_to.written}" for step in self.steps if step.up_to]
        return ends if len(ends) == len(self.steps) else [*ends, ends[-1].replace(_UP, _OVER)]


_LIMIT_NAMES: dict[type, str] = {
    Money: "a sum of money",
    Period: "a length of time",
    Count: "a number",
}


_KIND_OF: dict[type, str] = {Money: "money", Period: "period", Count: "count"}


_UNITS = {"money": "EUR", "period": "days"}


_COUNTED = re.compile(r"([0-9]{1,6}) ([^\W\d_ ]+)")


@dataclass(frozen=True)
class _WrittenBracket:
    """One bracket as it was written, and where."""

    at: int
    up_to: Limit | None
    over: Limit | None
    result: BracketResult


def parse_brackets(written: object, context: Context = Context()) -> Brackets:
    """`[{up to: 1000 EUR, share: 100 %}, {over: 1000 EUR, share: 50 %}]`."""
    keys = _make_bracket_keys(context.gives)
    if not isinstance(written, list) or not written:
        raise make_refusal(
            "brackets", "a list of brackets belongs here", f"write {_format_example(context.gives)}"
        )
    found, problems = list[_WrittenBracket](), list[Problem]()
    for at, step in enumerate(written):
        if isinstance(step, dict):
            parts, wrong = read_group(step, keys, replace(context, kinds=()))
            problems += prefix_problem_paths(wrong or _find_missing_limit(parts, keys), at)
            found += (
                [_WrittenBracket(at, parts.get(_UP), parts.get(_OVER), parts[context.gives])]
                if not problems
                else []
            )
        else:
            problems.append(
                Problem(
                    "bad-brackets",
                    f"a bracket has a limit and a `{context.gives}`",
                    keys.about,
                    (at,),
                )
            )
    problems = (
        problems
        or _find_unlike_limits(found)
        or _find_unfit_limits(found, context.kinds)
        or _find_disorder(found, context.gives)
    )
    if problems:
        raise Refusal(*problems)
    return Brackets(tuple(Bracket(step.up_to, step.result) for step in found))


def _format_example(gives: str) -> str:
    first, last = RESULT_SPECS[gives].examples
    return f"`[{{up to: 1000 EUR, {gives}: {first}}}, {{over: 1000 EUR, {gives}: {last}}}]`"


def _make_bracket_keys(gives: str) -> Keys:
    ups = (
        "upto",
        "up_to",
        "up-to",
        "to",
        "until",
        "till",
        "below",
        "under",
        "less than",
        "max",
        "hasta",
        "hasta_",
        "menos de",
    )
    overs = (
        "above",
        "from",
        "more than",
        "beyond",
        "after",
        "min",
        "más de",
        "mas de",
        "desde",
        "a partir de",
        "por encima de",
    )
    meant = dict.fromkeys(ups, f"did you mean `{_UP}`?") | dict.fromkeys(
        overs, f"did you mean `{_OVER}`?"
    )
    return Keys(
        {_UP: parse_limit, _OVER: parse_limit, gives: RESULT_SPECS[gives].parse},
        (gives,),
        f"write {_format_example(gives)}",
        meant,
    )


def _find_missing_limit(parts: Mapping[str, Any], keys: Keys) -> list[Problem]:
    return (
        []
        if _UP in parts or _OVER in parts
        else [Problem("missing-key", f"`{_UP}` is missing", keys.about)]
    )


def parse_limit(written: object, context: Context = Context()) -> Limit:
    """A sum, a length of time or a number: `1000 EUR`, `14 days`, `10`."""
    text = read_scalar_text("brackets", written, "1000 EUR")
    if found := _match_limit(written, context):
        return found
    help_ = "write it like `1000 EUR`, `14 days` or `10`"
    meant = guess_amount(text, context.signs) or ""
    if meant != text and is_understood(text, meant) and _match_limit(Scalar(meant, meant), context):
        help_ = f"write `{meant}`"
    elif (match := _COUNTED.fullmatch(text)) and guess_unit(match[2], list_price_units()):
        help_ = f"write `{match[1]}`; of what follows from the key"
    raise make_refusal("brackets", f"`{text}` is no limit", help_)


def _match_limit(written: object, context: Context) -> Limit | None:
    shapes: tuple[Parser, ...] = (parse_count, parse_money, parse_period)
    for parse in shapes:
        try:
            found: Limit = parse(written, context)
        except Refusal:
            continue
        return found
    return None


def _find_unlike_limits(found: list[_WrittenBracket]) -> list[Problem]:
    """All limits are of one kind, all sums in one currency."""
    limits = _collect_limits(found)
    model = next((limit for _, _, limit in limits if not isinstance(limit, Count)), limits[0][2])
    for at, key, limit in limits:
        if type(limit) is not type(model):
            message = f"`{limit.written}` is {_LIMIT_NAMES[type(limit)]}, `{model.written}` is {_LIMIT_NAMES[type(model)]}"
            unit = model.currency if isinstance(model, Money) else "days"
            help_ = (
                f"write `{limit.written} {unit}`"
                if isinstance(limit, Count)
                else f"write every limit like `{model.written}`"
            )
            return [Problem("bad-brackets", message, help_, (at, key))]
    sums = [
        (step.at, sum_)
        for step in found
        for part in (step.over, step.up_to, step.result)
        for sum_ in collect_sums(part)
    ]
    for at, sum_ in sums:
        if sum_.currency != sums[0][1].currency:
            message = f"the brackets mix {sums[0][1].currency} and {sum_.currency}"
            return [
                Problem("bad-brackets", message, f"write every sum in {sums[0][1].currency}", (at,))
            ]
    return []


def _collect_limits(found: list[_WrittenBracket]) -> list[tuple[int, str, Limit]]:
    return [
        (step.at, key, limit)
        for step in found
        for key, limit in ((_OVER, step.over), (_UP, step.up_to))
        if limit
    ]


def _find_unfit_limits(found: list[_WrittenBracket], kinds: tuple[str, ...]) -> list[Problem]:
    """The limits, alike by now, are of a kind that the catalogue has for them."""
    at, key, limit = _collect_limits(found)[0]
    if not kinds or _KIND_OF[type(limit)] in kinds:
        return []
    called = " or ".join(name for kind, name in _LIMIT_NAMES.items() if _KIND_OF[kind] in kinds)
    number = (
        f"{limit.number}" if isinstance(limit, Count) else "1000" if kinds[0] == "money" else "14"
    )
    example = f"{number} {_UNITS.get(kinds[0], '')}".strip()
    message = f"`{limit.written}` is {_LIMIT_NAMES[type(limit)]}, and {called} belongs here"
    return [Problem("bad-brackets", message, f"write every limit like `{example}`", (at, key))]


def _find_disorder(found: list[_WrittenBracket], gives: str) -> list[Problem]:
    """Each bracket begins where the one before ends, and ends higher up; the first thing that is not so."""
    if problem := _find_empty_start(found) or _find_missing_start(found[0], gives):
        return [problem]
    for before, step in pairwise(found):
        if before.up_to is None:
            end = step.over or step.up_to
            help_ = f"write `{_UP}: {end.written}` here" if end else "put it last"
            return [
                Problem(
                    "bad-brackets",
                    "a bracket without an end stands before another one",
                    help_,
                    (before.at, _OVER),
                )
            ]
        if step.over and (problem := _find_bad_border(before.up_to, step.over, step.at)):
            return [problem]
        if step.up_to and (problem := _find_low_limit(before.up_to, step.up_to, step.at)):
            return [problem]
    return []


def _find_empty_start(found: list[_WrittenBracket]) -> Problem | None:
    """A first bracket that ends at nothing, or begins there without an end."""
    first, *others = found
    after = next(
        (end for step in others for end in (step.over, step.up_to) if end and _measure_limit(end)),
        None,
    )
    meant = (
        f"`{_UP}: {after.written}`"
        if after
        else "the limit up to which it holds, like `up to: 1000 EUR`"
    )
    if first.up_to and not _measure_limit(first.up_to):
        return Problem(
            "bad-brackets",
            f"nothing lies below `{first.up_to.written}`",
            f"take it out, or write {meant}",
            (first.at, _UP),
        )
    if first.over and not first.up_to and not _measure_limit(first.over):
        message = f"`{_OVER}: {first.over.written}` does not say up to where it holds"
        return Problem("bad-brackets", message, f"write {meant} in its place", (first.at, _OVER))
    return None


def _find_missing_start(first: _WrittenBracket, gives: str) -> Problem | None:
    if first.over is None or (first.up_to and not _measure_limit(first.over)):
        return None
    help_ = (
        f"begin with `{{{_UP}: {first.over.written}, {gives}: {RESULT_SPECS[gives].examples[0]}}}`"
    )
    return Problem(
        "bad-brackets", f"nothing holds up to `{first.over.written}`", help_, (first.at, _OVER)
    )


def _find_bad_border(end: Limit, over: Limit, at: int) -> Problem | None:
    order = _compare_limits(over, end)
    if order == 0:
        return None
    reason = f"`{_OVER}: {over.written}` overlaps with `{_UP}: {end.written}`"
    if order is None:
        reason = f"`{over.written}` is not `{end.written}`"
    elif order > 0:
        reason = f"nothing holds between `{end.written}` and `{over.written}`"
    return Problem("bad-brackets", reason, f"write `{_OVER}: {end.written}`", (at, _OVER))


def _find_low_limit(end: Limit, up_to: Limit, at: int) -> Problem | None:
    order = _compare_limits(up_to, end)
    if order is None:
        reason = f"which of `{end.written}` and `{up_to.written}` is longer depends on the calendar"
        return Problem(
            "bad-brackets",
            reason,
            "write both in one unit, like `30 days` and `60 days`",
            (at, _UP),
        )
    if order == 0:
        return Problem(
            "bad-brackets",
            f"two brackets end at `{end.written}`",
            f"keep one, or write `{_OVER}: {end.written}`",
            (at, _UP),
        )
    if order < 0:
        help_ = (
            f"the lowest limit stands first: `{_UP}: {up_to.written}`, then `{_UP}: {end.written}`"
        )
        return Problem(
            "bad-brackets", f"`{up_to.written}` is not above `{end.written}`", help_, (at, _UP)
        )
    return None


def _compare_limits(one: Limit, other: Limit) -> Decimal | int | None:
    if isinstance(one, Period) and isinstance(other, Period):
        return compare_lengths(one, other)
    return _measure_limit(one) - _measure_limit(other)


def _measure_limit(limit: Limit) -> Decimal | int:
    return (
        limit.amount
        if isinstance(limit, Money)
        else limit.count
        if isinstance(limit, Period)
        else limit.number
    )
