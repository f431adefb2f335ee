"""Random taxes, packages, and adjustments for some services only: what `random_rulebooks` adds."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from second.figures import read_price, round_money, write_sum

if TYPE_CHECKING:
    from second.random_rulebooks import Draws

RATES = ["21 %", "19 %", "5.5 %", "8.875 %", "0 %", "7 %", "100 %"]
NAMES = {"gst": "GST", "qst": "QST", "eco": "Eco fee"}
INCLUDED = ["yes", "no", "consumer", "consumer"]


def draw_taxes(draws: Draws) -> dict[str, Any]:
    """No tax, one or several, each on any of the others; rounded on the sum or on every line."""
    one = {"name": "VAT", "rate": draws.pick(*RATES), "included": draws.pick(*INCLUDED)}
    tax = draws.pick("none", one, one, draw_several(draws), draw_several(draws))
    return {"tax": tax} | ({"rounding": "line"} if draws.chance(0.3) else {})


def draw_several(draws: Draws) -> dict[str, Any]:
    """Two or three taxes; none stands in its own base, wherever it stands in the file."""
    ids = draws.random.sample([*NAMES], draws.pick(2, 2, 3))
    alike, taxes = draws.pick(*INCLUDED, None), dict[str, Any]()
    for at, name in enumerate(ids):
        tax = {"name": NAMES[name], "rate": draws.pick("5 %", "9.975 %", *RATES[1:5])}
        on = [other for other in ids[:at] if draws.chance(0.5)]
        included = alike or draws.pick(*INCLUDED)
        taxes[name] = {**tax, "included": included, **({"on": on} if on else {})}
    return dict(draws.random.sample([*taxes.items()], len(taxes)))


def draw_service_tax(draws: Draws, tax: Any) -> Any:
    """The tax of one service apart: none, another rate, some of several; nothing most of the time.

    Of a rate it must be clear whose it is.
    """
    several = {} if tax == "none" or "rate" in tax else tax
    rates = [one["rate"] for one in several.values()] or [tax["rate"] if tax != "none" else "0 %"]
    if {*rates} == {"0 %"} or draws.chance(0.75):
        return None
    rate = {"rate": draws.pick("10 %", "4 %", "2.5 %")}
    if not several:
        return draws.pick("none", rate, rate)
    chosen = draws.random.sample([*several], draws.pick(1, 1, 2))
    return draws.pick("none", {"taxes": chosen}, {"taxes": chosen[:1], **rate})


def draw_packages(draws: Draws, services: dict[str, Any]) -> dict[str, Any]:
    """Packages of what is sold, cheaper than their parts or not, most of the time of whole prices.

    A package may be a part of another one.
    """
    parts, packages = dict(services), dict[str, Any]()
    whole = [key for key, one in services.items() if " per " not in one["price"]]
    for number in range(3):
        chosen = draws.random.sample(whole, min(draws.pick(2, 2, 3), len(whole)))
        if len(chosen) < 2:
            break
        if draws.chance(0.1):
            chosen = [*chosen[1:], draws.random.choice([*services])]
        if len({*chosen}) == len(chosen):
            package = draw_package(draws, chosen, parts)
            packages[f"p{number}"] = parts[f"p{number}"] = package
    return packages


def draw_package(draws: Draws, chosen: list[str], parts: dict[str, Any]) -> dict[str, Any]:
    """A package of these, with an order of it."""
    sums = [read_price(parts[key]["price"]).ends for key in chosen]
    share = Fraction(draws.random.randint(60, 115), 100)
    apart = sum((ends[0] for ends in sums if ends), Fraction(0))
    rounded = draws.currency if draws.currency in {"JPY", "CLP"} else "EUR"
    price = f"{write_sum(round_money(apart * share, rounded))} {draws.currency}"
    package = {
        "name": "All",
        "price": draws.pick(price, price, f"from {price}"),
        "services": chosen,
    }
    sold_to = draws.pick(*draws.clients)
    # A package for one kind of client holds nothing that is sold to the other alone.
    if draws.chance(0.3) and list_buyers(chosen, parts) <= {None, sold_to}:
        package["for"] = sold_to
    return {**package, "delivery": "4 weeks", "examples": [{}]}


def list_buyers(chosen: list[str], parts: dict[str, Any]) -> set[str | None]:
    """To whom all parts are sold, those of packages in them too; None is everybody."""
    inner = [list_buyers(parts[key].get("services", []), parts) for key in chosen]
    return {parts[key].get("for") for key in chosen}.union(*inner)


def restrict_adjustments(draws: Draws, book: dict[str, Any]) -> None:
    """Some adjustments for some services, or for those of one kind of client, as orders heed."""
    services = book["services"]
    for key, adjustment in book["adjustments"].items():
        if draws.chance(0.6):
            continue
        client = draws.pick("consumer", "business", None)
        only = [name for name, one in services.items() if one.get("for") == client]
        only = [name for name in only if draws.chance(0.8)]
        if only:
            adjustment["services"] = only
            for name, service in services.items():
                for order in service.get("examples", []) if name not in only else []:
                    drop_adjustment(order, key)


def drop_adjustment(order: dict[str, Any], key: str) -> None:
    """An order without an adjustment that is not for it."""
    wanted = [one for one in order.pop("with", []) if one != key]
    if wanted:
        order["with"] = wanted
