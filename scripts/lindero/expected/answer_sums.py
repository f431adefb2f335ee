"""What an order and its cancelling come to by the rules: a second reckoning for the terms page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from lindero.catalogue.roles import Role
from lindero.catalogue.situations import SituationName
from lindero.expected.answer_delays import list_late_sums, list_own_late_sums
from lindero.expected.slow_sums import Deal, ExpectedSum, NoSum
from lindero.shapes import Brackets, Figure, Money, Period, Remainder, Stages, Text
from lindero.shapes.periods import compare_lengths, measure_share

_MOST_PARTS = 12


class _Part(NamedTuple):
    """What is paid at once: an exact sum, or None for what the others leave."""

    kind: str
    share: Fraction | None
    rule: str
    at: Text | None = None


def list_order_sums(deal: Deal) -> Iterator[ExpectedSum]:
    """Each payment; together they are the price, and none is more than what is left of it."""
    left, parts = Fraction(deal.price.amount), list(_list_parts(deal))
    paid = list[Fraction | None]()
    for part in parts:
        amount = None if part.share is None else min(deal.round(part.share), left)
        left -= amount or 0
        paid.append(amount)
    shares = iter(_share_out(deal, left, paid.count(None)))
    sums = [next(shares) if amount is None else amount for amount in paid]
    left = Fraction(deal.price.amount) - sum(sums)
    if left and parts and parts[-1].at:
        sums[-1] += left
    elif left and parts:
        parts.append(_Part("rest", None, parts[-1].rule))
        sums.append(left)
    for part, amount in zip(parts, sums, strict=True):
        yield ExpectedSum(part.kind, deal.make_money(amount), (part.rule,), part.at)


def _share_out(deal: Deal, whole: Fraction, number: int) -> list[Fraction]:
    """A sum in equal parts, the last of which takes what rounding leaves."""
    if not number:
        return []
    each = min(deal.round(whole / number), whole)
    parts = list[Fraction]()
    for _ in range(number - 1):
        parts.append(min(each, whole - sum(parts)))
    return [*parts, whole - sum(parts)]


def _list_parts(deal: Deal) -> Iterator[_Part]:
    deposit = _measure_deposit(deal)
    if deposit is not None:
        yield _Part("deposit", deposit, _find_deposit_rule(deal))
    above = deal.find_figure("instalments-above")
    if isinstance(above, Money) and Fraction(deal.price.amount) <= deal.measure(above):
        return
    ahead = deal.find_figure("instalments-ahead")
    is_long = _is_longer(deal, deal.find_figure("instalments-longer"))
    if ahead and is_long:
        raise NoSum
    if is_long:
        yield from _list_equal_parts(deal, deposit or Fraction(0))
    if is_long or ahead:
        yield from _list_stages(deal)


def _list_stages(deal: Deal) -> Iterator[_Part]:
    stages = deal.find_figure("instalments")
    for step in stages.steps if isinstance(stages, Stages) else ():
        share = None if isinstance(step.share, Remainder) else deal.measure(step.share)
        yield _Part("stage", share, deal.find_rule("instalments"), step.at)


def _list_equal_parts(deal: Deal, deposit: Fraction) -> Iterator[_Part]:
    price = Fraction(deal.price.amount)
    found = deal.find_bracket("instalments-by-size")
    role: Role = "instalments-by-size" if found else "instalments-by-length"
    found = found or _find_length_bracket(deal)
    if found is None:
        return
    each = min(deal.round(deal.measure(found)), price)
    left = price - min(deal.round(deposit), price)
    # What rounding leaves over makes no part of its own.
    number = ceil(left / (each + deal.find_coin()))
    if number > _MOST_PARTS:
        raise NoSum
    for at in range(1, number + 1):
        yield _Part("part", each if at < number else None, deal.find_rule(role))
    if not number:
        yield _Part("part", None, deal.find_rule(role))


def _find_length_bracket(deal: Deal) -> Figure | None:
    figure = deal.find_figure("instalments-by-length")
    for step in figure.steps if isinstance(figure, Brackets) else ():
        if step.up_to is None or not _is_longer(deal, step.up_to):
            return step.result
    return None


def _is_longer(deal: Deal, limit: object) -> bool:
    """Whether the work takes longer; always where nothing limits it."""
    if limit is None:
        return True
    compared = (
        compare_lengths(deal.length, limit) if deal.length and isinstance(limit, Period) else None
    )
    if compared is None:
        raise NoSum
    return compared > 0


def _measure_deposit(deal: Deal) -> Fraction | None:
    """What is paid first, exact; None where nothing is."""
    asked = deal.find_bracket("deposit-by-size") or deal.find_figure("deposit")
    if asked is None:
        return None
    found, covers = deal.measure(asked), deal.find_figure("deposit-covers")
    if not isinstance(covers, Period):
        return found
    part = measure_share(covers, deal.length) if deal.length else None
    if part is None:
        raise NoSum
    return max(found, deal.round(Fraction(deal.price.amount) * min(part, Fraction(1))))


def _find_deposit_rule(deal: Deal) -> str:
    role: Role = "deposit" if "deposit" in deal.facts else "deposit-by-size"
    return deal.find_rule(role)


def list_cancelling_sums(deal: Deal) -> Iterator[ExpectedSum]:
    """What each stage comes to if the deposit alone is paid, and what that leaves."""
    ladder = deal.find_figure("due-on-cancelling")
    deposit = deal.round(_measure_deposit(deal) or Fraction(0))
    rules = [deal.find_rule("due-on-cancelling")] if isinstance(ladder, Stages) else []
    rules += [_find_deposit_rule(deal)] if deposit else []
    for step in ladder.steps if isinstance(ladder, Stages) else ():
        total = _add_up_cancelling(deal, deal.round(deal.measure(step.share)), deposit)
        told = {"total": total, **_settle_deposit(deal, total, deposit)}
        for kind, amount in told.items():
            yield ExpectedSum(kind, deal.make_money(amount), tuple(dict.fromkeys(rules)), step.at)


def _add_up_cancelling(deal: Deal, due: Fraction, deposit: Fraction) -> Fraction:
    fee = deal.find_figure("cancelling-fee")
    due += deal.round(deal.measure(fee)) if fee else 0
    if deal.says("cancelling-deposit", "kept"):
        due += deposit
    elif deal.says("deposit-returned", "no"):
        due = max(due, deposit)
    is_lost = deal.says("cancelling-refund", "no") and not _keeps_credit(deal)
    return max(due, deposit) if is_lost else due


def _keeps_credit(deal: Deal) -> bool:
    """Whether a balance in the client's favour can be used for other work."""
    return deal.find_figure("cancelling-credit") is not None


def _settle_deposit(deal: Deal, total: Fraction, deposit: Fraction) -> dict[str, Fraction]:
    if total > deposit > 0:
        return {"still": total - deposit}
    if total < deposit:
        unpaid = "credit" if _keeps_credit(deal) else "unsaid"
        kind = "back" if deal.says("cancelling-refund", "yes") else unpaid
        return {kind: deposit - total}
    return {}


RECKONED: Mapping[SituationName, Callable[[Deal], Iterator[ExpectedSum]]] = {
    "order": list_order_sums,
    "late": list_late_sums,
    "cancel": list_cancelling_sums,
    "own-late": list_own_late_sums,
}
"""The situations that come to sums, by how."""


def reckon_sums(name: SituationName, deal: Deal) -> tuple[ExpectedSum, ...]:
    """What a situation comes to; nothing where the rules do not say."""
    try:
        return tuple(RECKONED[name](deal))
    except NoSum:
        return ()
