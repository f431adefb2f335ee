"""How a price is paid, part by part, from the sentences about deposit and instalments."""

from fractions import Fraction
from typing import Any

from second.figures import (
    Uncertain,
    read_amount,
    read_fixed_length,
    read_money,
    round_money,
    smallest_coin,
)
from second.rules import bracket_for, rule_for

OPEN = ("longer", "ahead")


def plan_payments(
    book: dict[str, Any], service_id: str, price: Fraction, client: str = "business"
) -> list[Fraction]:
    """All parts of a price in their order; together they are the price.

    "The last part takes the rounding: 1000 EUR in three are 333.33, 333.33 and 333.34."
    """
    client = book["services"][service_id].get("for") or client
    deposit = rule_for(book, "deposit", service_id, client)
    rule = rule_for(book, "instalments", service_id, client)
    currency = book["business"]["currency"]
    length = book["services"][service_id].get("delivery", "")
    if any(word in rule for word in OPEN):
        raise Uncertain("the length of the work decides")
    first = round_money(max(deposit_of(deposit, price), covered(deposit, price, length)), currency)
    first = min(first, price)
    if not applies(rule, price):
        return [first] if first else []
    if "stages" not in rule:
        later = equal_parts(size_of_part(rule, price, length), price - first, currency)
        return ([first] if first else []) + later
    parts = ([first] if first else []) + later_parts(rule, price, first, currency)
    return keep_together(parts, price, currency)


def deposit_of(rule: dict[str, Any], price: Fraction) -> Fraction:
    """ "The deposit depends on the price: 100% of the price if it is €1,000 or less; otherwise 40%
    of the price.", "The deposit is a payment towards the price", so never more than that.
    """
    share = bracket_for(rule["by-size"], price) if "by-size" in rule else ""
    share = share or rule.get("share", "0 %")
    return min(read_amount(share).of(price), price)


def covered(rule: dict[str, Any], price: Fraction, length: str) -> Fraction:
    """ "The deposit covers the price of at least one week's work, in proportion to how long all of
    it takes."
    """
    if "covers" not in rule or not ("share" in rule or "by-size" in rule):
        return Fraction(0)
    return price * min(read_fixed_length(rule["covers"]) / read_fixed_length(length), Fraction(1))


def size_of_part(rule: dict[str, Any], price: Fraction, length: str) -> Fraction:
    """ "Each payment depends on the price: 25% of the price if it is more than €1,000.", "Each
    payment depends on the expected length of the work".
    """
    if "by-size" in rule:
        share = bracket_for(rule["by-size"], price)
    else:
        share = bracket_for(rule["by-length"], read_fixed_length(length), read=read_fixed_length)
    return min(read_amount(share).of(price), price) if share else Fraction(0)


def equal_parts(size: Fraction, left: Fraction, currency: str) -> list[Fraction]:
    """ "The last payment is whatever is left", none where a deposit leaves nothing. A coin of
    rounding in each makes no other.
    """
    if not (size and left):
        return []
    each, number = round_money(size, currency), 1
    while left > number * (each + smallest_coin(currency)):
        number += 1
    if number > 12:
        raise Uncertain("more payments than a page tells")
    return [each] * (number - 1) + [left - each * (number - 1)]


def applies(rule: dict[str, Any], price: Fraction) -> bool:
    """ "Payment by instalments applies only to prices above €3,000." """
    return bool(rule) and price > read_money(rule.get("above", "0 EUR"))


def later_parts(
    rule: dict[str, Any], price: Fraction, first: Fraction, currency: str
) -> list[Fraction]:
    """The instalments: shares and sums of the price, the rest in equal parts, or all equal."""
    shares = [stage["share"] for stage in rule["stages"]]
    if "equal" in shares:
        return [round_money(price / len(shares), currency) for _ in shares]
    known = {
        number: round_money(read_amount(share).of(price), currency)
        for number, share in enumerate(shares)
        if share != "rest"
    }
    others = first + sum(known.values())
    count = len(shares) - len(known)
    rest = (price - others) / count if count else Fraction(0)
    return [known.get(number, round_money(rest, currency)) for number in range(len(shares))]


def keep_together(parts: list[Fraction], price: Fraction, currency: str) -> list[Fraction]:
    """ "Deposit and instalments together are the whole price": the last takes the rounding."""
    last = price - sum(parts[:-1])
    if abs(last - parts[-1]) > len(parts) * smallest_coin(currency):
        raise Uncertain("the parts do not come to the price")
    return [*parts[:-1], last]
