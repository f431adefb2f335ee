"""What a reserve, expenses, journeys and travel come to, from the sentences of their rules."""

from fractions import Fraction
from typing import Any

from second.figures import (
    read_amount,
    read_money,
    read_percent,
    read_price,
    read_quantity,
    round_money,
)
from second.rules import rule_for


def reckon_journey(book: dict[str, Any], distance: Fraction, client: str = "business") -> Fraction:
    """ "Travel by car: €0.30 per kilometre. Only the distance beyond 25 kilometres per journey is
    charged."
    """
    rule = rule_for(book, "expenses", "", client)
    price = read_price(rule["mileage"])
    free = Fraction(rule.get(f"free-{price.unit}s", 0))
    return round_money(
        price.ends[0] * max(distance - free, Fraction(0)) / price.every,
        book["business"]["currency"],
    )


def reckon_reserve(
    book: dict[str, Any], service_id: str, price: Fraction, client: str = "business"
) -> Fraction:
    """ "Besides the price, a reserve for changes is advisable: 10% of the price." """
    rule = rule_for(book, "reserve", service_id, client)
    return round_money(read_amount(rule["share"]).of(price), book["business"]["currency"])


def reckon_expense(book: dict[str, Any], expense: Fraction, client: str = "business") -> Fraction:
    """ "For handling, 10% is added to expenses." """
    markup = read_percent(rule_for(book, "expenses", "", client)["markup"])
    return round_money(expense + expense * markup, book["business"]["currency"])


def reckon_travel(
    book: dict[str, Any], hours: Fraction, service_id: str, client: str = "business"
) -> Fraction:
    """ "Travel time: €35 per hour", or "50% of the usual rate", or "1.5 times the usual rate"."""
    written, share = rule_for(book, "expenses", "", client)["travel"], Fraction(1)
    if " per " not in written:
        share = read_part(written)
        written = book["services"][service_id]["price"]
    price, minutes = read_price(written), hours * 60
    time = minutes if price.unit == "minute" else minutes / 60
    return round_money(price.ends[0] * share * time / price.every, book["business"]["currency"])


def read_part(written: str) -> Fraction:
    """ "50% of the usual rate", or "1.5 times the usual rate"."""
    return read_percent(written) if "%" in written else Fraction(written.removesuffix(" ×"))


def reckon_class(book: dict[str, Any], name: str, service_id: str) -> Fraction:
    """ "A new client’s first job costs 80% of the usual rate", "work that is more difficult …"."""
    part = read_part(rule_for(book, "classes", "")[name])
    return read_price(book["services"][service_id]["price"]).ends[0] * part


def reckon_least(
    book: dict[str, Any], worth: Fraction, service_id: str, client: str = "business"
) -> Fraction:
    """ "The minimum charge is €40, even where the work comes to less", or some time."""
    least = rule_for(book, "minimum", "", client)["least"]
    if not service_id:
        return max(read_money(least), worth)
    price = read_price(book["services"][service_id]["price"])
    time = read_quantity(least).told_in(price.unit)
    return round_money(price.ends[0] * time / price.every, book["business"]["currency"])


def breaks_a_step(book: dict[str, Any], hours: Fraction) -> bool:
    """Whether time is billed otherwise: "in steps of 15 minutes", "a first block of 1 hour is
    always charged", "from 6 hours on one day the day rate applies".
    """
    steps, basis = (rule_for(book, name, "") for name in ("increment", "basis"))
    first, step = (count_minutes(steps.get(name, "0 minutes")) for name in ("first", "step"))
    switch = count_minutes(basis.get("switch", "99 hours"))
    after = hours * 60 - first
    return hours * 60 >= switch or after < 0 or bool(step and after % step)


def count_minutes(text: str) -> Fraction:
    """ "90 minutes", "6 hours"."""
    return read_quantity(text).told_in("minute")
