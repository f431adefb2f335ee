"""What private clients read of a rulebook whose tax they find in every price."""

import re
from fractions import Fraction
from typing import Any

from second.figures import DECIMALS, read_percent, round_money


def add_taxes(book: dict[str, Any]) -> bool:
    """ "VAT (21%) is added to these prices, except to those for private clients, which already
    include it."
    """
    business = book["business"]
    tax = business.get("tax", "none")
    is_theirs = tax != "none" and tax["included"] == "consumer" and bool(read_percent(tax["rate"]))
    return is_theirs and len(business["clients"]) > 1


def told_to_consumers(book: dict[str, Any]) -> dict[str, Any]:
    """The same with the tax in each sum of the rules that are for both; a case that is for private
    clients alone says what they pay.
    """
    if not add_taxes(book):
        return book
    currency = book["business"]["currency"]
    factor = 1 + read_percent(book["business"]["tax"]["rate"])

    def taxed(found: re.Match[str]) -> str:
        return f"{write_sum(Fraction(found[1]) * factor, currency)} {currency}"

    def told(written: Any) -> Any:
        if isinstance(written, dict):
            if "for" in written:
                return written
            return {key: told(inner) for key, inner in written.items()}
        if isinstance(written, list):
            return [told(inner) for inner in written]
        return re.sub(rf"(\d+(?:\.\d+)?) {currency}", taxed, written)

    # "The charge is worked out on the unpaid invoice", which has the tax in it.
    rules = {name: rule if name == "late" else told(rule) for name, rule in book["payment"].items()}
    # "For private clients, including VAT: €6.05 in place of €5", where both may order it.
    both = any("for" not in service for service in book["services"].values())
    changes = book.get("adjustments", {})
    return {**book, "payment": rules, "adjustments": told(changes) if both else changes}


def write_sum(exact: Fraction, currency: str) -> str:
    """Rounded to coins, as an author would type it."""
    coins = round_money(exact, currency)
    return f"{float(coins):.{DECIMALS.get(currency, 2)}f}"
