"""The taxes of an order, from the sentences about them on the pricing page."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from second.bills import Row, Sums, add_up
from second.figures import read_percent, round_money


@dataclass(frozen=True)
class Tax:
    """A tax as one service bears it: its share, whether the price has it in it, what it is on."""

    name: str
    share: Fraction
    included: str
    on: tuple[str, ...] = ()


def taxes_of(book: dict[str, Any], service_id: str) -> list[Tax]:
    """ "GST at 5% and QST at 9.975% are added to these prices.", "Where a service is taxed
    differently, it says so next to its price." None is charged before those that it is on.
    """
    written = book["business"].get("tax", "none")
    own = book["services"][service_id].get("tax", {})
    if "none" in (written, own):
        return []
    several = {"": written} if "rate" in written else written
    found = {
        name: Tax(name, read_percent(own.get("rate", tax["rate"])), tax["included"], on_of(tax))
        for name, tax in several.items()
        if name in own.get("taxes", several)
    }
    return put_bases_first({name: tax for name, tax in found.items() if tax.share})


def on_of(tax: dict[str, Any]) -> tuple[str, ...]:
    """ "QST is charged on the amount including GST." """
    return tuple(tax.get("on", ()))


def put_bases_first(taxes: dict[str, Tax]) -> list[Tax]:
    """In the order of the file, but for a tax that waits for one in its base."""
    found: list[Tax] = []
    while len(found) < len(taxes):
        done = [tax.name for tax in found]
        left = [tax for tax in taxes.values() if tax.name not in done]
        ready = [tax for tax in left if all(one in done or one not in taxes for one in tax.on)]
        found.append(ready[0])
    return found


def is_inside(tax: Tax, client: str) -> bool:
    """Whether the price that this kind of client reads has it in it."""
    return tax.included in {"yes", client}


def split_taxes(
    taxes: list[Tax], inside: list[str], whole: Fraction, currency: str | None
) -> dict[str, tuple[Fraction, Fraction]]:
    """What each tax is worked out on, and what it comes to, in a sum or on top of it.

    Those in it are parts of it, each rounded by itself; what is left is the sum before tax, on
    which the others are added. Without a currency nothing is rounded.
    """
    rounded = (lambda sum_: round_money(sum_, currency)) if currency else Fraction
    of_one = dict[str, Fraction]()
    for tax in taxes:
        of_one[tax.name] = tax.share * (1 + sum(of_one.get(name, Fraction(0)) for name in tax.on))
    within = 1 + sum(of_one[name] for name in inside)
    sums = {name: rounded(whole * of_one[name] / within) for name in inside}
    net, found = whole - sum(sums.values()), {}
    for tax in taxes:
        base = net + sum(sums.get(name, Fraction(0)) for name in tax.on)
        sums.setdefault(tax.name, rounded(base * tax.share))
        found[tax.name] = base, sums[tax.name]
    return found


def tax_rows(
    book: dict[str, Any], service_id: str, rows: list[Row], client: str
) -> tuple[list[Row], list[Row]]:
    """The rows of taxes that are added, and of those that are in the sum.

    "Each tax is rounded on every line" where that is said; else once, on the sum of all of them.
    Of an order that comes to nothing there is none.
    """
    currency, taxes = book["business"]["currency"], taxes_of(book, service_id)
    inside = [tax.name for tax in taxes if is_inside(tax, client)]
    net = add_up(rows)
    parts = [widen(row.sums, len(net)) for row in rows if row.sums]
    lines = parts if book["business"].get("rounding") == "line" and any(net) else [net]
    splits = [[split_taxes(taxes, inside, end, currency) for end in line] for line in lines]
    added, contained = list[Row](), list[Row]()
    for tax in taxes:
        base, sums = (add_ends(splits, tax.name, column) for column in (0, 1))
        based = {other.name for other in taxes} & {*tax.on}
        row = Row("included" if tax.name in inside else "tax", sums, base=base if based else ())
        (contained if tax.name in inside else added).append(row)
    return added, contained


def widen(sums: Sums, ends: int) -> Sums:
    """One sum as both ends of a range."""
    return tuple(sums[min(end, len(sums) - 1)] for end in range(ends))


def add_ends(
    splits: list[list[dict[str, tuple[Fraction, Fraction]]]], name: str, column: int
) -> Sums:
    """What a tax, or its base, comes to over all lines, at each end of a range."""
    return tuple(
        sum((end[name][column] for end in ends), Fraction(0)) for ends in zip(*splits, strict=True)
    )
