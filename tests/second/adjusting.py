"""Surcharges, discounts and multiples of a price, from the pricing page and the rules on them."""

from fractions import Fraction
from typing import Any

from second.bills import Row, Sums, add_up
from second.figures import Amount, Uncertain, read_amount, read_percent, round_money
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


def check_together(book: dict[str, Any], price: Sums, changes: list[Row]) -> None:
    """ "Where several surcharges apply, only the largest is charged.", "In all, the surcharges of
    one job are limited to 50% of the price.", "Discounts are not added together", "The volume
    discount depends on the order": an example that these would change is no example.
    """
    surcharges = rule_for(book, "surcharges", "")
    discounts = rule_for(book, "discounts", "")
    added = [row for row in changes if row.kind == "surcharge"]
    taken = [row for row in changes if row.kind == "discount"]
    if len(added) > 1 and surcharges.get("stack", "") == "no":
        raise Uncertain("only the largest surcharge")
    if len(taken) > 1 and discounts.get("combine", "") == "no":
        raise Uncertain("only the largest discount")
    if is_over_cap(surcharges, added, price):
        raise Uncertain("the cap on surcharges")
    off = [bracket_for(discounts.get("volume", []), end) or "0 %" for end in price]
    if any(map(read_percent, off)):
        raise Uncertain("the volume discount")


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
