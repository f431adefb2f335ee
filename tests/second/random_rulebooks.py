"""Random rulebooks with worked examples, drawn from a seed: sensible figures and edge figures."""

from pathlib import Path
from random import Random
from typing import Any

import yaml

from second.figures import DECIMALS
from second.random_payment import draw_payment, draw_side_costs
from second.random_taxes import (
    draw_packages,
    draw_service_tax,
    draw_taxes,
    restrict_adjustments,
)

CURRENCIES = {"EUR": "ES", "USD": "US", "GBP": "GB", "JPY": "JP", "CLP": "CL", "KWD": "KW"}
COUNTED = ["word", "image", "page", "visit", "half day", "piece", "kilometre"]
BOTH = ["business", "consumer"]
SERVICES = 25


class Draws:
    """One rulebook's draws, all from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.currency = self.random.choice(list(CURRENCIES))
        self.clients = self.pick(["business"], BOTH, BOTH)

    def chance(self, share: float) -> bool:
        """Yes in this share of draws."""
        return self.random.random() < share

    def pick(self, *these: Any) -> Any:
        """One of these."""
        return self.random.choice(these)

    def money(self, low: int, high: int) -> str:
        """A sum with all the decimals of the currency, or a round one."""
        whole = self.random.randint(low, high)
        decimals = min(DECIMALS.get(self.currency, 2), 2)  # `1.250 KWD` is refused
        if not decimals or self.chance(0.5):
            return f"{whole} {self.currency}"
        cents = self.random.randint(1, 10**decimals - 1)
        return f"{whole}.{cents:0{decimals}} {self.currency}"

    def percent(self, low: int, high: int) -> str:
        """A share, whole or with decimals."""
        whole = self.random.randint(low, high)
        return f"{whole}{self.pick('', '', '', '.5', '.25', '.333')} %"

    def around(self, limit: int) -> int:
        """A number below, at or above a limit, or anywhere."""
        near = self.pick(limit - 1, limit, limit + 1, self.random.randint(1, limit * 3))
        return max(near, 1)


def draw_rulebook(seed: int, services: int = SERVICES) -> dict[str, Any]:
    """A whole rulebook as plain mappings."""
    draws = Draws(seed)
    adjustments = {f"a{number}": draw_adjustment(draws) for number in range(5)}
    drawn = {f"s{number}": draw_service(draws, list(adjustments)) for number in range(services)}
    business = draw_business(draws)
    for package in (packages := draw_packages(draws, drawn)).values():
        choose_adjustments(draws, package, list(adjustments))
    for number, service in enumerate((drawn | packages).values()):
        service["name"] = f"Work {number}"
        if tax := draw_service_tax(draws, business["tax"]):
            service["tax"] = tax
    book = {
        "business": business,
        "services": drawn | packages,
        "adjustments": adjustments,
        "payment": draw_payment(draws),
    }
    restrict_adjustments(draws, book)
    book["payment"] |= draw_side_costs(draws)
    return book


def write_rulebook(book: dict[str, Any], folder: Path) -> Path:
    """A rulebook as files; everything in it is text."""
    folder.mkdir(parents=True, exist_ok=True)
    for section, content in book.items():
        text = yaml.safe_dump({section: content}, sort_keys=False, allow_unicode=True, width=10**6)
        (folder / f"{section}.yml").write_text(text, "utf-8")
    return folder


def draw_business(draws: Draws) -> dict[str, Any]:
    """Who works, in which currency, with which tax."""
    return {
        "name": "A",
        "country": CURRENCIES[draws.currency],
        "languages": ["en"],
        "currency": draws.currency,
        "timezone": "Europe/Madrid",
        "site": "https://a.example/",
        "edition": "2026-12-01",
        "clients": draws.clients,
        **draw_taxes(draws),
    }


def draw_adjustment(draws: Draws) -> dict[str, Any]:
    """A surcharge, a discount or a factor, of the price or of what others made of it."""
    kind = draws.pick("surcharge", "surcharge", "discount", "discount", "factor")
    if kind == "factor":
        figure = f"{draws.pick('1.5', '2', '1.25', '1.333', '3', '0.8', '0.75')} ×"
    else:
        figure = draw_amount(draws)
    on = draws.pick("base", "base", "running total")
    name = {} if draws.chance(0.4) else {"name": draws.pick("Rush", "Night", "Friends")}
    return {**name, kind: figure, "when": "if so", "on": on}


def draw_amount(draws: Draws) -> str:
    """A sum, a share, or a share within bounds."""
    share, least, most = draws.percent(1, 60), draws.money(1, 60), draws.money(61, 400)
    return draws.pick(
        share,
        share,
        draws.money(1, 90),
        f"{share}, at least {least}",
        f"{share}, at most {most}",
        f"{share}, at least {least}, at most {most}",
        f"larger of {share} and {least}",
        f"smaller of {share} and {most}",
    )


def draw_service(draws: Draws, adjustments: list[str]) -> dict[str, Any]:
    """A service of any kind, with a few orders to work out."""
    kinds = (
        draw_fixed,
        draw_fixed,
        draw_tiers,
        draw_counted,
        draw_timed,
        draw_timed,
        draw_retainer,
        draw_pieces,
    )
    service = draws.random.choice(kinds)(draws)
    choose_adjustments(draws, service, adjustments)
    if draws.chance(0.2):
        service["for"] = draws.pick(*draws.clients)
    return service


def choose_adjustments(draws: Draws, service: dict[str, Any], adjustments: list[str]) -> None:
    """What applies to each order of a service: nothing, one thing or several."""
    for order in service["examples"]:
        wanted = draws.random.sample(adjustments, draws.pick(0, 0, 1, 1, 2, 3))
        if wanted:
            order["with"] = wanted


def draw_fixed(draws: Draws) -> dict[str, Any]:
    """A price for the whole: fixed, from, a range."""
    low, high = draws.money(30, 3000), draws.money(3001, 9000)
    price = draws.pick(low, low, f"from {low}", f"{low.split()[0]}–{high}")
    service = {"price": price, "examples": [{}, {}, {}]}
    if draws.chance(0.7):
        service["delivery"] = draws.pick("2 weeks", "15 days", "3 weeks", "20 days", "5 weeks")
    if draws.chance(0.2):
        service["rates"] = {"more": {"name": "More", "price": draws.money(100, 999)}}
        service["examples"].append({"rate": "more"})
    return service


def draw_counted(draws: Draws) -> dict[str, Any]:
    """A price by the piece, with a least charge at times."""
    unit = draws.pick(*COUNTED)
    every, many = draws.pick(("", 1), ("", 1), ("1000 ", 1000), ("100 ", 100))
    price = f"{draws.money(0, 20)} per {every}{unit}" + ("s" if every else "")
    if price.startswith("0 "):
        price = "1" + price[1:]
    service: dict[str, Any] = {"price": price}
    if draws.chance(0.4):
        service["minimum"] = draws.money(5, 90)
    counts = [draws.around(draws.pick(3, 20, 500) * many) for _ in range(4)]
    return service | {"examples": [{"quantity": f"{count} {unit}s"} for count in counts]}


def draw_tiers(draws: Draws) -> dict[str, Any]:
    """Prices by quantity, each tier for its part or the one reached for all."""
    unit = draws.pick(*COUNTED)
    limits = sorted(draws.random.sample(range(2, 2000), draws.pick(1, 2, 3)))
    prices = [draws.money(1, 30) for _ in range(len(limits) + 1)]
    tiers = [
        {"up to": str(limit), "price": f"{price} per {unit}"}
        for limit, price in zip(limits, prices, strict=False)
    ]
    tiers.append({"over": str(limits[-1]), "price": f"{prices[-1]} per {unit}"})
    counts = [draws.around(draws.random.choice(limits)) for _ in range(5)]
    return {
        "price": tiers[0]["price"],
        "tiers": tiers,
        "tiering": draws.pick("each", "whole"),
        "examples": [{"quantity": f"{count} {unit}s"} for count in counts],
    }


def draw_timed(draws: Draws) -> dict[str, Any]:
    """A price by the hour or the minute, with steps, a least time and a day rate at times."""
    price = draws.pick(f"{draws.money(20, 150)} per hour", f"{draws.money(1, 4)} per minute")
    service: dict[str, Any] = {"price": price}
    if draws.chance(0.3):
        service["increment"] = draws.pick("15 minutes", "10 minutes", "30 minutes", "1 hour")
    if draws.chance(0.3):
        service["minimum"] = draws.pick(
            "1 hour", "2 hours", "50 minutes", "100 minutes", draws.money(30, 99)
        )
    is_plain = not {"increment", "minimum"} & set(service)
    if is_plain and draws.chance(0.8):
        service["rates"] = {"day": {"name": "Day", "price": f"{draws.money(200, 900)} per day"}}
    limits = (15, 60, 120, 180, 240, 360, 480)
    times = [f"{draws.around(draws.pick(*limits))} minutes" for _ in range(4)]
    times.append(f"{draws.pick(1, 2, 4, 6, 8, 9, 25)} hours")
    return service | {"examples": [{"quantity": time} for time in times]}


def draw_pieces(draws: Draws) -> dict[str, Any]:
    """A price per period, with what is made in it and how much of it is used."""
    retainer = {"pieces": "4 articles", "extra": f"{draws.money(30, 99)} per article"}
    if draws.chance(0.6):
        retainer["rollover"] = f"{draws.pick(1, 1, 2)} months"
        if draws.chance(0.4):
            retainer["carried"] = draws.pick("1 article", "3 articles")
    if draws.chance(0.3):
        retainer["leeway"] = "1 article"
    used = [
        [draws.pick("0 articles", "3 articles", "4 articles", "9 articles") for _ in range(4)]
        for _ in range(3)
    ]
    service = {"price": f"{draws.money(100, 900)} per month", "retainer": retainer}
    return service | {"examples": [{"used": pieces} for pieces in used]}


def draw_retainer(draws: Draws) -> dict[str, Any]:
    """A price per period, with the time that it holds and what is used of it."""
    unit = draws.pick("month", "week", "month")
    hours = draws.pick(2, 5, 10)
    retainer = {"time": f"{hours} hours", "extra": f"{draws.money(30, 99)} per hour"}
    if draws.chance(0.6):
        retainer["rollover"] = f"{draws.pick(1, 1, 2, 3)} {unit}s"
        if draws.chance(0.4):
            retainer["carried"] = draws.pick("1 hour", "3 hours", "90 minutes", "6 hours")
    if draws.chance(0.3):
        retainer["leeway"] = draws.pick("30 minutes", "1 hour", "1 minute")
    service: dict[str, Any] = {"price": f"{draws.money(100, 900)} per {unit}", "retainer": retainer}
    if draws.chance(0.4):
        service["increment"] = draws.pick("15 minutes", "30 minutes")
    used = [
        [
            draws.pick(f"{draws.around(hours * 60)} minutes", "0 hours")
            for _ in range(draws.pick(1, 2, 4, 6))
        ]
        for _ in range(3)
    ]
    return service | {"examples": [{"used": times} for times in used]}
