"""Whether brackets fit each other: limits of one kind, upwards, without gap and overlap."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from lindero.shapes.counts import Count
from lindero.shapes.limits import (
    LIMIT_NAMES,
    Limit,
    compare_limits,
    find_limit_kind,
    measure_limit,
)
from lindero.shapes.money import Money, collect_sums
from lindero.shapes.payables import Charge
from lindero.shapes.periods import Period
from lindero.shapes.prices import Price
from lindero.shapes.rates import Rate
from lindero.shapes.refusals import Problem

BracketResult = Charge | Price | Period | Rate
UP_TO, OVER = "up to", "over"


class WrittenBracket(NamedTuple):
    """One bracket as it was written, and where."""

    at: int
    up_to: Limit | None
    over: Limit | None
    result: BracketResult


def find_order_problems(
    found: list[WrittenBracket], kinds: tuple[str, ...], start: str
) -> list[Problem]:
    """What is wrong first; `start` is what a bracket that is missing might give."""
    return (
        _find_unlike_limits(found)
        or _find_unfit_limits(found, kinds)
        or _find_disorder(found, start)
    )


def _find_unlike_limits(found: list[WrittenBracket]) -> list[Problem]:
    """All limits are of one kind, all sums in one currency."""
    limits = _collect_limits(found)
    # A bare number is the likelier slip: a currency or a unit was forgotten.
    model = next((limit for _, _, limit in limits if not isinstance(limit, Count)), limits[0][2])
    for at, key, limit in limits:
        if type(limit) is not type(model):
            names = [LIMIT_NAMES[find_limit_kind(one)] for one in (limit, model)]
            message = f"`{limit.written}` is {names[0]}, `{model.written}` is {names[1]}"
            help_ = f"write every limit like `{model.written}`"
            if isinstance(limit, Count):
                unit = model.currency if isinstance(model, Money) else "days"
                help_ = f"write `{limit.written} {unit}`"
            return [Problem("bad-brackets", message, help_, (at, key))]
    return _find_mixed_sums(found)


def _find_mixed_sums(found: list[WrittenBracket]) -> list[Problem]:
    currencies = [
        (step.at, sum_.currency)
        for step in found
        for sum_ in collect_sums((step.over, step.up_to, step.result))
    ]
    for at, currency in currencies:
        if currency != (first := currencies[0][1]):
            message = f"the brackets mix {first} and {currency}"
            return [Problem("bad-brackets", message, f"write every sum in {first}", (at,))]
    return []


def _collect_limits(found: list[WrittenBracket]) -> list[tuple[int, str, Limit]]:
    return [
        (step.at, key, limit)
        for step in found
        for key, limit in ((OVER, step.over), (UP_TO, step.up_to))
        if limit
    ]


def _find_unfit_limits(found: list[WrittenBracket], kinds: tuple[str, ...]) -> list[Problem]:
    """The limits, alike by now, are of a kind that the catalogue has for them."""
    at, key, limit = _collect_limits(found)[0]
    if not kinds or find_limit_kind(limit) in kinds:
        return []
    fitting = " or ".join(name for kind, name in LIMIT_NAMES.items() if kind in kinds)
    number, unit = {"money": ("1000", " EUR"), "period": ("14", " days")}.get(kinds[0], ("14", ""))
    example = f"{limit.number if isinstance(limit, Count) else number}{unit}"
    name = LIMIT_NAMES[find_limit_kind(limit)]
    message = f"`{limit.written}` is {name}, and {fitting} belongs here"
    return [Problem("bad-brackets", message, f"write every limit like `{example}`", (at, key))]


def _find_disorder(found: list[WrittenBracket], start: str) -> list[Problem]:
    """The first thing against this: each begins where the one before ends, and ends higher up."""
    if problem := _find_empty_start(found) or _find_missing_start(found[0], start):
        return [problem]
    for before, step in pairwise(found):
        if before.up_to is None:
            end = step.over or step.up_to
            help_ = f"write `{UP_TO}: {end.written}` here" if end else "put it last"
            message = "a bracket without an end stands before another one"
            return [Problem("bad-brackets", message, help_, (before.at, OVER))]
        if step.over and (problem := _find_bad_border(before.up_to, step.over, step.at)):
            return [problem]
        if step.up_to and (problem := _find_low_limit(before.up_to, step.up_to, step.at)):
            return [problem]
    return []


def _find_empty_start(found: list[WrittenBracket]) -> Problem | None:
    """A first bracket that ends at nothing, or begins there without an end."""
    first, *others = found
    ends = (end for step in others for end in (step.over, step.up_to) if end)
    after = next((end for end in ends if measure_limit(end)), None)
    meant = "the limit up to which it holds, like `up to: 1000 EUR`"
    if after:
        meant = f"`{UP_TO}: {after.written}`"
    if first.up_to and not measure_limit(first.up_to):
        message = f"nothing lies below `{first.up_to.written}`"
        help_ = f"take it out, or write {meant}"
        return Problem("bad-brackets", message, help_, (first.at, UP_TO))
    if first.over and not first.up_to and not measure_limit(first.over):
        message = f"`{OVER}: {first.over.written}` does not say up to where it holds"
        return Problem("bad-brackets", message, f"write {meant} in its place", (first.at, OVER))
    return None


def _find_missing_start(first: WrittenBracket, start: str) -> Problem | None:
    if first.over is None or (first.up_to and not measure_limit(first.over)):
        return None
    help_ = f"begin with `{{{UP_TO}: {first.over.written}, {start}}}`"
    message = f"nothing holds up to `{first.over.written}`"
    return Problem("bad-brackets", message, help_, (first.at, OVER))


def _find_bad_border(end: Limit, over: Limit, at: int) -> Problem | None:
    order = compare_limits(over, end)
    if order == 0:
        return None
    reason = f"`{OVER}: {over.written}` overlaps with `{UP_TO}: {end.written}`"
    if order is None:
        reason = f"`{over.written}` is not `{end.written}`"
    elif order > 0:
        reason = f"nothing holds between `{end.written}` and `{over.written}`"
    return Problem("bad-brackets", reason, f"write `{OVER}: {end.written}`", (at, OVER))


def _find_low_limit(end: Limit, up_to: Limit, at: int) -> Problem | None:
    order = compare_limits(up_to, end)
    if order is None:
        which = f"which of `{end.written}` and `{up_to.written}` is longer"
        message = f"{which} depends on the calendar"
        help_ = "write both in one unit, like `30 days` and `60 days`"
    elif order == 0:
        message = f"two brackets end at `{end.written}`"
        help_ = f"keep one, or write `{OVER}: {end.written}`"
    elif order < 0:
        message = f"`{up_to.written}` is not above `{end.written}`"
        ordered = f"`{UP_TO}: {up_to.written}`, then `{UP_TO}: {end.written}`"
        help_ = f"the lowest limit stands first: {ordered}"
    else:
        return None
    return Problem("bad-brackets", message, help_, (at, UP_TO))
