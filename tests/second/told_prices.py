"""What a pricing page tells beside its prices: those of private clients, packages and savings."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from second.consumers import Added, added_for, added_for_all, is_for_both, ways_told
from second.figures import Price, read_percent, read_price, smallest_coin
from second.pages import shown_figures
from second.rules import bracket_for, rule_for

Told = dict[str, str]
"""Figures by their address, as the page writes them for machines."""

MOST_DECIMALS = 4
"""How exactly a page says what one of something costs: `0.3267` per word."""


def find_wrong_told(book: dict[str, Any], page: str) -> Iterator[str]:
    """Where prices with a tax, or what is bought separately, are not what the prices come to."""
    shown = shown_figures(page)
    for key, service in book["services"].items():
        yield from find_wrong_price(book, key, shown)
        yield from find_wrong_sums(shown, f"services.{key}", added_for(book, key))
        if "services" in service:
            yield from find_wrong_package(book, key, shown)
    for key, change in book["adjustments"].items():
        added = added_for_all(book, change.get("services", ()))
        added = added if is_for_both(book, change) else None
        yield from find_wrong_sums(shown, f"adjustments.{key}", added)
        is_told = f"adjustments.{key}.sums.1" in shown
        if is_told is not is_changed(book, added, " ".join(map(str, change.values()))):
            yield f"{key}: told to private clients: {is_told}"


def is_changed(book: dict[str, Any], added: Added | None, written: str) -> bool:
    """Whether a figure has a sum that private clients read with a tax."""
    currency = book["business"]["currency"]
    sums = re.findall(rf"(\d+(?:\.\d+)?) {currency}", written)
    return any(added.add_to(Fraction(one), currency) != Fraction(one) for one in sums if added)


def find_wrong_price(book: dict[str, Any], key: str, shown: Told) -> Iterator[str]:
    """ "$461.90 for private clients, including GST and QST": the price and their taxes."""
    written, told = book["services"][key]["price"], shown.get(f"services.{key}.price-taxed")
    added = added_for(book, key)
    if told is None:
        if added.theirs and is_wrong(book, added, written, written):
            yield f"{key}: no price for private clients"
    elif not added.theirs or is_wrong(book, added, written, told):
        yield f"{key}: {told} for private clients, of {written}"


def find_wrong_sums(shown: Told, about: str, added: Added | None) -> Iterator[str]:
    """ "For private clients, including GST: $57.74 in place of $50." """
    for at, written in shown.items():
        told = shown.get(f"{at}-taxed")
        if not at.startswith(f"{about}.sums.") or at.endswith("-taxed"):
            continue
        book = {"business": {"currency": re.search("[A-Z]{3}", written)[0]}}
        if told is None or added is None or is_wrong(book, added, written, told):
            yield f"{at}: {told} in place of {written}"


def is_wrong(book: dict[str, Any], added: Added, written: str, told: str) -> bool:
    """Whether what private clients read is more than a rounding away from price and taxes.

    A price for the whole is exact to the coin. One per piece is said to the coin as well, and what
    costs less than one of the currency more exactly.
    """
    currency, plain, shown = book["business"]["currency"], read_price(written), read_price(told)
    for end, with_tax in zip(plain.ends, shown.ends, strict=True):
        exact = added.add_to(end, None if plain.unit else currency)
        coin = smallest_coin(currency)
        coin = min(coin, Fraction(1, 10**MOST_DECIMALS)) if exact < 1 else coin
        if abs(exact - with_tax) > (coin / 2 if plain.unit else 0):
            return True
    return False


def find_wrong_package(book: dict[str, Any], key: str, shown: Told) -> Iterator[str]:
    """ "Bought separately: $700. You save $100. For private clients, including GST: $808.32 in
    place of $700 and $115.48 in place of $100." Where they save nothing, no saving is told.
    """
    service = book["services"][key]
    client = service.get("for") or "business"
    wanted = {"apart": apart(book, key, client)}
    wanted["saving"] = saving(book, key, client, wanted["apart"])
    if added_for(book, key).theirs:
        taxed = apart(book, key, "consumer")
        if taxed != wanted["apart"]:
            saved = saving(book, key, "consumer", taxed)
            wanted |= {"apart-taxed": taxed, "saving-taxed": saved if wanted["saving"] else None}
            wanted["saving"] = wanted["saving"] if saved else None
    for name, price in wanted.items():
        told = shown.get(f"services.{key}.{name}")
        if (told and read_price(told)) != price:
            yield f"{key}.{name}: {told} shown, {price} comes out"


def apart(book: dict[str, Any], key: str, client: str) -> Price | None:
    """What the parts cost one by one for those who buy the package; none where it is not certain.

    Nobody knows what one that is sold to other clients would cost these, nor what several hours or
    words come to, nor for how long where a price changes; where the size of an order brings a
    discount, what is paid is another sum.
    """
    services, parts = book["services"], book["services"][key]["services"]
    prices = [price_for(book, part, client) for part in parts]
    sold_to = {services[part].get("for", services[key].get("for")) for part in parts}
    is_for_others = sold_to - {services[key].get("for")}
    adds_any = any(added_for(book, one).theirs for one in services)
    lasts = not any("change" in services[one] for one in (key, *parts))
    if (
        not lasts
        or (is_for_others and adds_any)
        or any(len(one.ends) != 1 or one.unit for one in prices)
    ):
        return None
    if any(may_be_large(book, one) for one in (key, *parts)):
        return None
    is_from = any(one.is_from for one in prices)
    return Price((sum((one.ends[0] for one in prices), Fraction(0)),), is_from=is_from)


def price_for(book: dict[str, Any], key: str, client: str) -> Price:
    """A price as this kind of client reads it."""
    price = read_price(book["services"][key]["price"])
    if client != "consumer":
        return price
    added, currency = added_for(book, key), book["business"]["currency"]
    ends = tuple(added.add_to(end, currency) for end in price.ends)
    return Price(ends, price.unit, price.every, price.is_from)


def saving(book: dict[str, Any], key: str, client: str, alone: Price | None) -> Price | None:
    """What a package for a fixed price saves; none where that is nothing."""
    price = price_for(book, key, client)
    if alone is None or price.is_from or alone.ends[0] <= price.ends[0]:
        return None
    return Price((alone.ends[0] - price.ends[0],), is_from=alone.is_from)


def may_be_large(book: dict[str, Any], key: str) -> bool:
    """Whether the size of one order of it brings a discount, or may bring one."""
    service = book["services"][key]
    price = read_price(service["price"])
    ways = ways_told(book, key) if service.get("for") == "consumer" else [book]
    for way in ways if price.ends else []:
        volume = rule_for(way, "discounts", key).get("volume", [])
        share = bracket_for(volume, price.ends[0]) or "0 %"
        if read_percent(share) or (volume and price.is_from and share != volume[-1]["share"]):
            return True
    return False
