"""Surcharges, discounts and multiples of a price, from the pricing page and the rules on them."""

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

from second.bills import Row, Sums, add_up
from second.figures import Amount, Uncertain, read_amount, read_money, round_money
from second.rules import bracket_for, rule_for, written_figure


def adjust_price(book: dict[str, Any], wanted: list[str], price: Sums, currency: str) -> list[Row]:
    """ "Applied in this order.": of the price itself, or "worked out on the price as adjusted"."""
    rows = [Row("price", price)]
    for name, adjustment in book.get("adjustments", {}).items():
        if name not in wanted:
            continue
        kind = next(kind for kind in ("surcharge", "discount", "factor") if kind in adjustment)
        base = add_up(rows) if adjustment.get("on") == "running total" else price
        amount = read_amount(written_figure(book, adjustment[kind]))
        sign = -1 if kind == "discount" else 1
        sums = share_of(amount, base, currency, sign)
        if kind == "discount":
            sums = keep_above_nought(sums, add_up(rows))
        # "Anything that raises the price counts as a surcharge, a multiple included."
        lowers = kind == "discount" or any(sum_ < 0 for sum_ in sums)
        if kind == "factor" and lowers:
            sums = keep_above_nought(sums, add_up(rows))
        rows.append(Row("discount" if lowers else "surcharge", sums))
    return rows[1:]


def settle_changes(
    book: dict[str, Any], wanted: list[str], price: Sums, currency: str, *, is_from: bool
) -> list[Row]:
    """ "Where several surcharges apply, only the largest is charged.", "Discounts are not added
    together; the largest one applies." Each is tried alone, and a volume beside the discounts.
    """
    turn = partial(settle_changes, book, price=price, currency=currency, is_from=is_from)
    lowering = [name for name in wanted if is_lowering(book, name)]
    raising = [name for name in wanted if name not in lowering]
    discounts = rule_for(book, "discounts", "")
    if len(raising) > 1 and rule_for(book, "surcharges", "").get("stack") == "no":
        return pick_one([turn(alone(wanted, raising, one)) for one in raising], price, max)
    if len(lowering) > 1 and discounts.get("combine") == "no":
        return pick_one([turn(alone(wanted, lowering, one)) for one in lowering], price, min)
    rows = adjust_price(book, wanted, price, currency)
    off = volume_off(discounts, price, rows, currency, is_from=is_from)
    if not off:
        return rows
    taken = [row.sums for row in rows if row.kind == "discount"]
    if taken and discounts.get("combine") == "no":
        larger = {sum_ > -other for sum_, other in zip(off, taken[0], strict=True)}
        if len(larger) > 1:
            raise Uncertain("which discount is the largest")
        return turn(raising) if larger == {True} else rows
    left = add_up([Row("price", price), *rows])
    sums = tuple(-min(sum_, end) for sum_, end in zip(off, left, strict=True))
    return [*rows, Row("discount", sums)]


def is_lowering(book: dict[str, Any], name: str) -> bool:
    """ "Anything that raises the price counts as a surcharge, a multiple included." """
    adjustment = book["adjustments"][name]
    if "factor" not in adjustment:
        return "discount" in adjustment
    added = read_amount(written_figure(book, adjustment["factor"])).share
    return added is not None and added < 0


def alone(wanted: list[str], group: list[str], one: str) -> list[str]:
    """All that is wanted, with one of a group in place of the group."""
    return [name for name in wanted if name == one or name not in group]


def pick_one(
    ways: list[list[Row]], price: Sums, choose: Callable[[tuple[Fraction, ...]], Fraction]
) -> list[Row]:
    """The way with the dearest or the cheapest total, at both ends of a range."""
    totals = [add_up([Row("price", price), *rows]) for rows in ways]
    best = tuple(choose(ends) for ends in zip(*totals, strict=True))
    if best not in totals:
        raise Uncertain("which one is the largest")
    return ways[totals.index(best)]


def volume_off(
    rule: dict[str, Any], price: Sums, rows: list[Row], currency: str, *, is_from: bool
) -> Sums:
    """ "The volume discount depends on the order: 5% if it is more than €1,000.", "… is worked out
    on the price without surcharges", or "with its surcharges".
    """
    if "volume" not in rule:
        return ()
    raised = [row for row in rows if row.kind == "surcharge"] if rule["on"] == "total" else []
    base = add_up([Row("price", price), *raised])
    shares = {bracket_for(rule["volume"], end) or "0 %" for end in base}
    if len(shares) > 1 or (is_from and shares != {rule["volume"][-1]["share"]}):
        raise Uncertain("in which bracket it is")
    share = read_amount(shares.pop())
    return share_of(share, base, currency, 1) if share.share else ()


def check_together(book: dict[str, Any], service_id: str, price: Sums, changes: list[Row]) -> None:
    """ "In all, the surcharges of one job are limited to 50% of the price.", "The minimum charge is
    €40": an example that these would change is no example.
    """
    added = [row for row in changes if row.kind == "surcharge"]
    if is_over_cap(rule_for(book, "surcharges", ""), added, price):
        raise Uncertain("the cap on surcharges")
    service, rule = book["services"][service_id], rule_for(book, "minimum", service_id)
    goes_before = "minimum" in service or "retainer" in service
    least = service.get("minimum", "") if goes_before else rule.get("least", "")
    is_certain = goes_before or rule.get("per", "order") == "order"
    floor = read_money(least) if least.endswith(book["business"]["currency"]) else Fraction(0)
    left = add_up([Row("price", price), *changes])
    if is_certain and any(a >= floor > b for a, b in zip(price, left, strict=True)):
        raise Uncertain("a discount below the least charge")


def is_over_cap(rule: dict[str, Any], added: list[Row], price: Sums) -> bool:
    """Whether surcharges come to more than they may in all."""
    if not added or "cap" not in rule:
        return False
    cap = read_amount(rule["cap"])
    sums = add_up([Row("price", (Fraction(0),) * len(price)), *added])
    return any(sum_ > cap.of(end) for sum_, end in zip(sums, price, strict=True))


def keep_above_nought(discount: Sums, left: Sums) -> Sums:
    """Nothing is taken off what there is not: a voucher pays nobody out."""
    return tuple(max(-left[min(end, len(left) - 1)], sum_) for end, sum_ in enumerate(discount))


def share_of(amount: Amount, base: Sums, currency: str, sign: int) -> Sums:
    """What a share or a sum comes to at each end of a range."""
    return tuple(sign * round_money(amount.of(end), currency) for end in base)
