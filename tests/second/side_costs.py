"""What a reserve and a journey by car come to, from the sentences of their rules."""

from fractions import Fraction
from typing import Any

from second.figures import read_amount, read_price, round_money
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
