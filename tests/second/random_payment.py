"""Random rules of payment: every value that decides an amount."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from second.random_rulebooks import Draws

CLASSES = ["first", "simple", "complex"]
UNITS = ["month", "year", "week", "day", "14 days", "30 days"]


def draw_payment(draws: Draws) -> dict[str, Any]:
    """The rules of payment, each in most of the draws."""
    payment: dict[str, Any] = {"due": "15 days after invoice"}
    if draws.chance(0.5):
        payment["minimum"] = draw_minimum(draws)
    if draws.chance(0.5):
        payment["increment"] = draw_increment(draws)
    if draws.chance(0.4):
        payment["basis"] = draw_switch(draws)
    if draws.chance(0.4):
        payment["taxes"] = {"withholding": draws.pick("15 %", "7 %", "2.5 %")}
    if draws.chance(0.3):
        payment["surcharges"] = draw_surcharges(draws)
    if draws.chance(0.3):
        payment["discounts"] = draw_discounts(draws)
    payment["late"] = draw_late(draws)
    if len(draws.clients) > 1 and draws.chance(0.4):
        return payment | draw_parts_by_client(draws)
    return payment | draw_parts(draws)


def draw_side_costs(draws: Draws) -> dict[str, Any]:
    """What comes beside a price: parts of the usual rate, handling, journeys, time to travel."""
    classes = {name: draws.pick(draws.percent(40, 90), "1.25 ×", "1.333 ×") for name in CLASSES}
    drawn = draws.pick({}, {"classes": classes}, {"classes": {"simple": draws.percent(40, 90)}})
    if draws.chance(0.5):
        return drawn
    rule: dict[str, Any] = {"approval": draws.money(20, 90), "charged": "cost"}
    if draws.chance(0.7):
        rule["markup"] = draws.percent(2, 25)
    if draws.chance(0.7):
        rule |= {"mileage": f"{draws.money(1, 3)} per kilometre"}
        rule |= draws.pick({}, {"free-kilometres": draws.pick("0", "25", "80", "120")})
    if draws.chance(0.7):
        own = f"{draws.money(20, 90)} per {draws.pick('hour', '2 hours', 'minute')}"
        rule["travel"] = draws.pick(own, draws.percent(20, 90), "0.5 ×", "1.333 ×")
    return drawn | {"expenses": rule}


def draw_minimum(draws: Draws) -> dict[str, str]:
    """The least for a job: a sum, or working time."""
    sum_ = draws.money(5, 29)
    least = draws.pick(sum_, sum_, sum_, "1 hour", "45 minutes", "100 minutes", "on request")
    return {"least": least, "per": draws.pick("order", "order", "order", "invoice", "visit")}


def draw_surcharges(draws: Draws) -> dict[str, str]:
    """Which of several surcharges count, and up to what."""
    rule = {"weekend": draws.percent(10, 60)}
    if draws.chance(0.7):
        rule["stack"] = draws.pick("yes", "no")
    if draws.chance(0.4):
        rule["cap"] = draws.pick(draws.percent(20, 90), draws.money(50, 300))
    return rule


def draw_discounts(draws: Draws) -> dict[str, Any]:
    """Which of several discounts count, and what a large order brings by itself."""
    rule: dict[str, Any] = {"returning": draws.percent(2, 9)}
    if draws.chance(0.7):
        rule["combine"] = draws.pick("yes", "no")
    if "combine" in rule and draws.chance(0.6):
        limit = draws.money(100, 1500)
        rule["volume"] = make_brackets(limit, [draws.pick("0 %", "2 %"), draws.percent(3, 20)])
        rule["on"] = draws.pick("base", "total")
    return rule


def draw_increment(draws: Draws) -> dict[str, str]:
    """Steps of time, how they are rounded, and the first block."""
    rule = {"step": draws.pick("15 minutes", "10 minutes", "30 minutes", "60 minutes")}
    rule["rounding"] = draws.pick("up", "up", "nearest", "down")
    if draws.chance(0.4):
        rule["first"] = draws.pick("30 minutes", "1 hour", "50 minutes", "2 hours")
    return rule


def draw_switch(draws: Draws) -> dict[str, str]:
    """From when on a day's work is a day."""
    rule = {"kind": "mixed", "switch": draws.pick("6 hours", "5 hours", "300 minutes")}
    if draws.chance(0.7):
        rule["day"] = draws.pick("8 hours", "7 hours")
    return rule


def draw_late(draws: Draws) -> dict[str, Any]:
    """A charge for late payment with any of its values."""
    share = draws.pick("1.5 %", "2 %", "8 %", "0.75 %", "0.03 %", draws.money(1, 9))
    once = draws.chance(0.15)
    rate = f"{share} once" if once else f"{share} per {draws.pick(*UNITS)}"
    rule: dict[str, Any] = {"rate": rate, "acts": draws.pick("may", "does")}
    if not once:
        rule |= draw_counting(draws, rate)
    if draws.chance(0.4):
        rule["grace"] = draws.pick("5 days", "1 week", "44 days", "45 days", "46 days", "10 days")
        if not once:
            rule["backdated"] = draws.pick("yes", "no")
    if draws.chance(0.3):
        rule["minimum"] = draws.money(1, 30)
    if draws.chance(0.3):
        rule["cap"] = draws.pick(draws.percent(1, 30), draws.money(10, 90))
    if draws.chance(0.3):
        rule["fixed"] = draws.money(5, 60)
    elif draws.chance(0.3):
        limit = draws.pick("100", "1000", "99.99", "500")
        rule["fixed-by-size"] = [
            {"up to": f"{limit.split('.')[0]} {draws.currency}", "fee": draws.money(5, 40)},
            {"over": f"{limit.split('.')[0]} {draws.currency}", "fee": draws.money(41, 90)},
        ]
    return rule


def draw_counting(draws: Draws, rate: str) -> dict[str, Any]:
    """How the days of a delay count, and what is charged for charges."""
    rule: dict[str, Any] = {"part": draws.pick("days", "full", "begun")}
    if "year" in rate:
        rule["year"] = draws.pick("365", "360")
    if "%" in rate:
        rule["compound"] = draws.pick("no", "no", "yes")
    if "%" in rate and draws.chance(0.4):
        limit = draws.pick("30 days", "14 days", "44 days", "45 days", "60 days")
        unit = rate.split(" per ")[1]
        rule["escalation"] = [
            {"up to": limit, "rate": rate},
            {"over": limit, "rate": f"{draws.percent(2, 9)} per {unit}"},
        ]
        if draws.chance(0.8):
            # Only by days, and without charges on charges, is such a ladder worked out.
            rule |= {"part": "days", "compound": "no"}
    return rule


def draw_parts(draws: Draws) -> dict[str, Any]:
    """Deposit and instalments that come to the price: shares, sums, the rest, equal parts."""
    events = ["on approval", "on proofs", "on delivery", "at the end"]
    if draws.chance(0.15):
        count = draws.pick(2, 3, 4)
        return {"instalments": [{"at": event, "share": "equal"} for event in events[:count]]}
    if draws.chance(0.3):
        return draw_parts_of_one_size(draws)
    small = draws.money(30, 700)
    deposit: dict[str, Any] = {"due": "on signature"}
    deposit["share"] = draws.pick(
        draws.percent(10, 60),
        draws.money(50, 400),
        f"{draws.percent(10, 60)}, at least {draws.money(20, 200)}",
        f"{draws.percent(10, 60)}, at most {draws.money(20, 200)}",
    )
    instalments: dict[str, Any] = {"stages": draw_stages(draws, events)}
    if draws.chance(0.6):
        deposit["by-size"] = [{"up to": small, "share": "100 %"}]
        instalments["above"] = small
    return {"deposit": deposit, "instalments": instalments}


def draw_parts_by_client(draws: Draws) -> dict[str, Any]:
    """Deposit and instalments of businesses and of consumers, each as they are drawn."""
    drawn = {client: draw_parts(draws) for client in draws.clients}
    return {
        name: [make_client_case(client, parts.get(name)) for client, parts in drawn.items()]
        for name in ("deposit", "instalments")
        if any(name in parts for parts in drawn.values())
    }


def make_client_case(client: str, rule: Any) -> dict[str, Any]:
    """A case of a rule for one kind of client; without the rule, that there is none."""
    if rule is None:
        return {"for": client, "none": "yes"}
    return {"for": client, **(rule if isinstance(rule, dict) else {"stages": rule})}


def draw_parts_of_one_size(draws: Draws) -> dict[str, Any]:
    """Instalments whose size hangs on the price or on the length, after a deposit at times."""
    parts = [draws.percent(8, 60), draws.pick(draws.percent(8, 60), draws.money(200, 900))]
    small = draws.money(30, 700)
    rule: dict[str, Any] = {"by-size": make_brackets(small, ["100 %", parts[0]])}
    if draws.chance(0.4):
        rule = {"by-length": make_brackets(draws.pick("2 weeks", "3 weeks", "21 days"), parts)}
    if draws.chance(0.3):
        rule["above"] = small
    if draws.chance(0.5):
        return {"instalments": rule}
    deposit = {"share": draws.percent(10, 40), "due": "on signature"}
    if draws.chance(0.4):
        deposit["covers"] = draws.pick("1 week", "2 weeks", "5 days")
    return {"deposit": deposit, "instalments": rule}


def make_brackets(limit: str, shares: list[str]) -> list[dict[str, str]]:
    """One share up to a limit, another over it."""
    return [{"up to": limit, "share": shares[0]}, {"over": limit, "share": shares[1]}]


def draw_stages(draws: Draws, events: list[str]) -> list[dict[str, str]]:
    """Some shares and sums, and the rest in one or more equal parts at any place among them."""
    shares = draws.pick(
        ["rest"],
        ["rest", "rest"],
        ["rest", "rest", "rest"],
        [draws.percent(5, 20), "rest"],
        ["rest", draws.percent(5, 20)],
        [draws.money(5, 20), "rest", "rest"],
        ["rest", draws.percent(5, 20), "rest"],
    )
    return [{"at": event, "share": share} for event, share in zip(events, shares, strict=False)]
