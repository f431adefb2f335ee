"""What a client who cancels, or does not come, has paid in the end, from the sentences of both."""

from fractions import Fraction
from typing import Any

from second.figures import read_amount, round_money
from second.plans import deposit_of


def cancel_totals(book: dict[str, Any], price: Fraction) -> list[Fraction]:
    """ "If the client cancels, the part of the price that is due depends on the stage reached: 40%
    before work starts, …", and "the cancellation itself costs €30".
    """
    rule, asked = book["endings"]["cancellation"], book["payment"].get("deposit", {})
    currency = book["business"]["currency"]
    deposit = round_money(deposit_of(asked, price), currency) if asked else Fraction(0)
    fee = round_money(read_amount(rule.get("fee", "0 %")).of(price), currency)
    return [
        keep_deposit(
            rule, asked, round_money(read_amount(step["share"]).of(price), currency) + fee, deposit
        )
        for step in rule["stages"]
    ]


def keep_deposit(
    rule: dict[str, Any], asked: dict[str, Any], due: Fraction, deposit: Fraction
) -> Fraction:
    """ "The deposit is not returned.", "Anything overpaid is not returned." or "It is neither
    returned nor deducted from what is due." What can be used for other work is not lost.
    """
    if rule.get("deposit") == "kept":
        return due + deposit
    is_overpaid_lost = rule.get("refund") == "no" and "credit" not in rule
    is_lost = asked.get("refundable") == "no" or is_overpaid_lost
    return max(due, deposit) if is_lost else due


def name_rest(rule: dict[str, Any]) -> str:
    """ "Anything overpaid is returned.", or "a balance in the client's favour can be used for other
    work", or nothing is said of it.
    """
    if rule.get("refund") == "yes":
        return "back"
    return "credit" if "credit" in rule else "unsaid"


def is_rising(sums: list[Fraction], most: Fraction) -> bool:
    """Whether none is less than the one before, or more than the price."""
    return sums == sorted(sums) and all(sum_ <= most for sum_ in sums)


def booking_shares(book: dict[str, Any]) -> list[Fraction]:
    """What is charged for a booking as time runs out: "later than that", "with less time left",
    "if the client misses a booking".
    """
    rule = book["endings"]["booking"]
    scale = [step["fee"] for step in reversed(rule.get("scale", []))]
    named = [rule.get("fee"), *scale, rule.get("missed")]
    return [read_amount(one).share or Fraction(0) for one in named if one]
