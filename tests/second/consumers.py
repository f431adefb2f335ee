"""What private clients read of a rulebook whose taxes they find in every price."""

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Any, NamedTuple

from second.figures import DECIMALS, round_money
from second.taxing import Tax, split_taxes, taxes_of


class Added(NamedTuple):
    """The taxes of a service, and which of them only private clients find in its price."""

    taxes: list[Tax]
    theirs: list[str]

    def add_to(self, sum_: Fraction, currency: str | None) -> Fraction:
        """A sum that both read, as private clients read it; exactly, without a currency."""
        inside = [tax.name for tax in self.taxes if tax.included == "yes"]
        found = split_taxes(self.taxes, inside, sum_, currency)
        return sum_ + sum((found[name][1] for name in self.theirs), Fraction(0))


def added_for(book: dict[str, Any], service_id: str) -> Added:
    """ "… is added to these prices, except to those for private clients, which include them." """
    taxes = taxes_of(book, service_id)
    both = len(book["business"]["clients"]) > 1 and "for" not in book["services"][service_id]
    return Added(taxes, [tax.name for tax in taxes if both and tax.included == "consumer"])


def added_for_all(book: dict[str, Any], chosen: Iterable[str] = ()) -> Added | None:
    """What is added to a sum beside these services, where both may order them, or beside all.

    None where that is one thing beside one of them and another beside the next: nobody is told.
    """
    services = book["services"]
    both = [key for key in chosen or services if "for" not in services[key]]
    found = [added_for(book, key) for key in both]
    return found[0] if found and all(one == found[0] for one in found) else None


def add_taxes(book: dict[str, Any]) -> bool:
    """Whether private clients read other prices than businesses."""
    return any(added_for(book, key).theirs for key in book["services"])


def ways_told(book: dict[str, Any], service_id: str) -> list[dict[str, Any]]:
    """The rulebook with the taxes in each sum that is for both; in two ways where nobody knows.

    A case that is for private clients alone says what they pay. "For private clients, including
    VAT: €6.05 in place of €5", where both may order it.
    """
    if not add_taxes(book):
        return [book]
    taxes = taxes_of(book, service_id)
    own = Added(taxes, [one.name for one in taxes if one.included == "consumer"])
    return [tell(book, None), *([tell(book, own)] if is_open(book) else [])]


def is_open(book: dict[str, Any]) -> bool:
    """Whether of some sum nobody says which taxes it contains."""
    changes = [change.get("services", ()) for change in book.get("adjustments", {}).values()]
    return any(added_for_all(book, chosen) is None for chosen in [(), *changes])


def tell(book: dict[str, Any], otherwise: Added | None) -> dict[str, Any]:
    """The sums of rules and adjustments as private clients read them; the open ones otherwise."""
    currency = book["business"]["currency"]

    def told(written: Any, added: Added | None) -> Any:
        if isinstance(written, dict):
            if "for" in written:
                return written
            return {key: told(inner, added) for key, inner in written.items()}
        if isinstance(written, list):
            return [told(inner, added) for inner in written]
        return tell_sums(written, added or otherwise, currency)

    # "The charge is worked out on the unpaid invoice", which has the tax in it.
    rules = {
        name: rule if name == "late" else told(rule, added_for_all(book))
        for name, rule in book["payment"].items()
    }
    changes = {
        name: told(change, added_for_all(book, change.get("services", ())))
        if is_for_both(book, change)
        else change
        for name, change in book.get("adjustments", {}).items()
    }
    return {**book, "payment": rules, "adjustments": changes}


def is_for_both(book: dict[str, Any], adjustment: dict[str, Any]) -> bool:
    """Whether it is for anything that both kinds of client may order."""
    services = book["services"]
    return any("for" not in services[key] for key in adjustment.get("services", services))


def tell_sums(written: str, added: Added | None, currency: str) -> str:
    """A figure with the taxes in each of its sums."""
    if added is None:
        return written

    def taxed(found: re.Match[str]) -> str:
        return f"{write_sum(added.add_to(Fraction(found[1]), currency), currency)} {currency}"

    return re.sub(rf"(\d+(?:\.\d+)?) {currency}", taxed, written)


def write_sum(exact: Fraction, currency: str) -> str:
    """Rounded to coins, as an author would type it."""
    coins = round_money(exact, currency)
    return f"{float(coins):.{DECIMALS.get(currency, 2)}f}"
