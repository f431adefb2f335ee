"""What an order costs, worked out from the published sentences with a pocket calculator.

Written from the reference, the pricing pages and the terms pages by somebody who has not read the
code, and held against what the code says. Each function names the sentence that it follows. Where
the sentences leave it open, it raises `Uncertain` instead of guessing.
"""

from fractions import Fraction
from typing import Any

from second.adjusting import check_together, settle_changes
from second.bills import Bill, Row, Steps, Sums, add_up
from second.consumers import ways_told
from second.figures import (
    MINUTES,
    Ambiguous,
    Price,
    Quantity,
    Uncertain,
    read_amount,
    read_percent,
    read_price,
    read_quantity,
    round_money,
)
from second.rules import rule_for
from second.taxing import tax_rows


def reckon_order(book: dict[str, Any], service_id: str, order: dict[str, Any]) -> Bill:
    """The whole bill, as those read the rules who buy it; it must be one, however they do."""
    if book["services"][service_id].get("for") != "consumer":
        return reckon_read_order(book, service_id, order)
    bills = [reckon_read_order(way, service_id, order) for way in ways_told(book, service_id)]
    if any(bill.total != bills[0].total for bill in bills):
        raise Uncertain("which tax a sum contains")
    return bills[0]


def reckon_read_order(book: dict[str, Any], service_id: str, order: dict[str, Any]) -> Bill:
    """The price, what is added up to the least, adjustments in order, tax."""
    service = book["services"][service_id]
    price = chosen_price(service, order)
    currency = book["business"]["currency"]
    if not price.ends:
        raise Uncertain("on request")
    if "retainer" in service:
        rows = reckon_retainer(book, service_id, order, price)
    elif price.unit:
        rows = reckon_quantity(book, service_id, order, price)
    else:
        rows = [Row("price", price.ends)]
    price_alone = add_up(rows)
    wanted = order.get("with", [])
    changes = settle_changes(book, wanted, price_alone, currency, is_from=price.is_from)
    check_together(book, service_id, price_alone, changes)
    rows += changes
    return tax_and_withhold(book, service_id, rows, client_of(book, service))


def client_of(book: dict[str, Any], service: dict[str, Any]) -> str:
    """The kind of client that buys it; where both do, a business."""
    clients = book["business"].get("clients", ["business"])
    return service.get("for") or ("business" if "business" in clients else "consumer")


def chosen_price(service: dict[str, Any], order: dict[str, Any]) -> Price:
    """`rate`: "Which of the rates; the service's own price, if left out." """
    rate = order.get("rate")
    return read_price(service["rates"][rate]["price"] if rate else service["price"])


def reckon_quantity(
    book: dict[str, Any], service_id: str, order: dict[str, Any], price: Price
) -> list[Row]:
    """ "N hours at €75 per hour", after day rate, first block, least and steps; then the least."""
    service = book["services"][service_id]
    asked = read_quantity(order["quantity"]) if "quantity" in order else None
    ordered = asked or Quantity(Fraction(price.every), price.unit)
    currency = book["business"]["currency"]
    keep_out_minutes(book, service_id)
    least = least_sum(book, service_id)
    switched = switch_to_day(book, service_id, order, ordered)
    if switched:
        return switched
    billed, notes = bill_time(book, service_id, ordered)
    rows = notes + [
        Row("price", tuple(round_money(end, currency) for end in sums), {"quantity": quantity})
        for sums, quantity in price_parts(service, order, price, billed)
    ]
    sums, each = add_up(rows), least * least_times(book, service_id, price, billed)
    missing = tuple(max(least - sum_, Fraction(0)) for sum_ in sums)
    if any(sum_ < each for sum_ in sums):
        check_reach(book, service_id)
    if any(missing):
        check_reach(book, service_id)
    return rows + ([Row("minimum", missing)] if any(missing) else [])


def price_parts(
    service: dict[str, Any], order: dict[str, Any], price: Price, billed: Quantity
) -> list[tuple[Sums, Quantity]]:
    """ "Each tier is charged at its own price.", or the price of the tier for the whole order."""
    number = billed.told_in(price.unit)
    if "tiers" not in service or "rate" in order:
        return [(tuple(end * number / price.every for end in price.ends), billed)]
    parts, below = [], Fraction(0)
    for tier in service["tiers"]:
        limit = Fraction(tier["up to"]) if "up to" in tier else number
        tier_price = read_price(tier["price"])
        if service.get("tiering") == "whole":
            if number <= limit:
                return [(tuple(end * number / price.every for end in tier_price.ends), billed)]
            continue
        part = min(number, limit) - below
        if part > 0:
            sums = tuple(end * part / price.every for end in tier_price.ends)
            whole = part == number
            parts.append((sums, billed if whole else Quantity(part, price.unit)))
        below = limit
    return parts


def switch_to_day(
    book: dict[str, Any], service_id: str, order: dict[str, Any], ordered: Quantity
) -> list[Row]:
    """ "Where time is charged, from 6 hours on one day the day rate applies …": 1 day."""
    rule = rule_for(book, "basis", service_id)
    service = book["services"][service_id]
    if "switch" not in rule or ordered.unit not in MINUTES or "rate" in order:
        return []
    if minutes_of(ordered) < minutes_of(read_quantity(rule["switch"])):
        return []
    days = [rate for rate in map(read_price, prices_of(service)) if rate.unit == "day"]
    if len(days) != 1:
        raise Uncertain("switch")
    check_one_day(rule, minutes_of(ordered))
    note = Row("switch", names={"ordered": ordered})
    return [note, Row("price", days[0].ends, {"quantity": Quantity(Fraction(1), "day")})]


def check_one_day(rule: dict[str, str], time: Fraction) -> None:
    """ "A working day is 8 hours of work": more than that is spread over days that nobody tells,
    and without that sentence, what makes two such days may be two.
    """
    switch = minutes_of(read_quantity(rule["switch"]))
    is_one = time <= minutes_of(read_quantity(rule["day"])) if "day" in rule else time < 2 * switch
    if not is_one:
        raise Uncertain("switch")


def prices_of(service: dict[str, Any]) -> list[str]:
    """All rates that a service has beside its own price."""
    return [rate["price"] for rate in service.get("rates", {}).values()]


def minutes_of(quantity: Quantity) -> Fraction:
    """Working time in minutes."""
    return quantity.told_in("minute")


def bill_time(
    book: dict[str, Any], service_id: str, ordered: Quantity
) -> tuple[Quantity, list[Row]]:
    """How much is charged: at least the first block or the least, then in full steps.

    "A first block of 2 hours is always charged; the steps come after it.", "Time is billed in
    steps of 15 minutes, rounded up.", "That minimum is charged as it is, without rounding."
    """
    if ordered.unit not in MINUTES:
        return ordered, []
    step, rounding, first = billing_steps(book, service_id)
    least = least_time(book, service_id)
    time = minutes_of(ordered)
    # However a piece of a step is rounded, it comes to no more than the whole step.
    if step and least > time_in_steps(time, (step, "up", first)):
        rounding = "up"
    billed = time_in_steps(time, (step, rounding, first))
    if least > billed:
        check_reach(book, service_id)
        billed = least
    notes = [Row("time", names={"ordered": ordered})] if billed != time else []
    return Quantity(billed, "minute"), notes


def time_in_steps(time: Fraction, steps: Steps) -> Fraction:
    """A first block, then the steps that come after it."""
    step, rounding, first = steps
    after = max(time - first, Fraction(0))
    return first + (round_steps(after, step, rounding) if step else after)


def billing_steps(book: dict[str, Any], service_id: str) -> Steps:
    """ "A service's own `minimum` and `increment` go before them": step, rounding, first block."""
    service = book["services"][service_id]
    if "increment" in service:
        return int(minutes_of(read_quantity(service["increment"]))), "up", Fraction(0)
    rule = rule_for(book, "increment", service_id)
    first = minutes_of(read_quantity(rule.get("first", "0 minutes")))
    step = int(minutes_of(read_quantity(rule.get("step", "0 minutes"))))
    return step, rule.get("rounding", ""), first


def keep_out_minutes(book: dict[str, Any], service_id: str) -> None:
    """ "Working time is charged in steps": of a price per minute nobody says whether its minutes
    are worked or recorded, so that a rule for working time may or may not hold for it.
    """
    if read_price(book["services"][service_id]["price"]).unit != "minute":
        return
    least = rule_for(book, "minimum", service_id).get("least", "")
    is_timed = rule_for(book, "increment", service_id) or is_time(least)
    if is_timed or "switch" in rule_for(book, "basis", service_id):
        raise Ambiguous("a price per minute")


def round_steps(time: Fraction, step: int, rounding: str) -> Fraction:
    """ "A step begun counts in full.", "… to the nearest step.", "A step not completed is not
    charged." Without one of them, only full steps are certain; the middle is nearest to neither.
    """
    full, rest = divmod(time, step)
    if not rest:
        return time
    if not rounding or (rounding == "nearest" and rest * 2 == step):
        raise Uncertain("rounding")
    up = rounding == "up" or (rounding == "nearest" and rest * 2 > step)
    return Fraction((full + up) * step)


def least_of(book: dict[str, Any], service_id: str) -> str:
    """The least charge of the service, else of the rule for one job: a sum or working time."""
    service = book["services"][service_id]
    if "minimum" in service:
        return service["minimum"]
    rule = rule_for(book, "minimum", service_id)
    least = rule.get("least", "")
    unit = read_price(service["price"]).unit
    if unit in {"day", "half day"} and is_time(least):
        return ""
    if is_time(least) and unit not in MINUTES:
        raise Uncertain("what working time costs here")
    if least == "on request" and unit:
        raise Uncertain("the minimum charge is agreed before work starts")
    return "" if least == "on request" else least


def is_time(figure: str) -> bool:
    """Whether a figure is a length of working time."""
    return figure.rsplit(" ", maxsplit=1)[-1] in {"minutes", "minute", "hours", "hour"}


def least_times(book: dict[str, Any], service_id: str, price: Price, billed: Quantity) -> Fraction:
    """ "The minimum charge is €40 per visit": of three visits, three times."""
    is_each = rule_for(book, "minimum", service_id).get("per") == price.unit
    is_own = "minimum" in book["services"][service_id]
    return billed.told_in(price.unit) if is_each and not is_own else Fraction(1)


def check_reach(book: dict[str, Any], service_id: str) -> None:
    """ "The minimum charge per invoice": what else is on that invoice nobody tells."""
    per = rule_for(book, "minimum", service_id).get("per", "order")
    if per != "order" and "minimum" not in book["services"][service_id]:
        raise Uncertain("a least charge for more than one order")


def least_time(book: dict[str, Any], service_id: str) -> Fraction:
    """The least in minutes; nought where the least is a sum."""
    least = least_of(book, service_id)
    return minutes_of(read_quantity(least)) if is_time(least) else Fraction(0)


def least_sum(book: dict[str, Any], service_id: str) -> Fraction:
    """ "The minimum charge is €40, even where the work comes to less." """
    least = least_of(book, service_id)
    return read_amount(least).fixed if least and not least_time(book, service_id) else Fraction(0)


def tax_and_withhold(book: dict[str, Any], service_id: str, rows: list[Row], client: str) -> Bill:
    """ "VAT, 21%" of the sum, or what of it is tax; "a business withholds 15% of the sum before
    tax", and "To be paid" is what is left of the total.
    """
    currency = book["business"]["currency"]
    added, contained = tax_rows(book, service_id, rows, client)
    net = add_up([*rows, *(Row("", tuple(-sum_ for sum_ in row.sums)) for row in contained)])
    total = add_up([*rows, *added])
    rows = [*rows, *added, *contained]
    share = read_percent(rule_for(book, "taxes", service_id).get("withholding", "0 %"))
    if not share or client == "consumer":
        return Bill(rows, total)
    withheld = tuple(round_money(end * share, currency) for end in net)
    return Bill(rows, total, withheld, tuple(a - b for a, b in zip(total, withheld, strict=True)))


def reckon_retainer(
    book: dict[str, Any], service_id: str, order: dict[str, Any], price: Price
) -> list[Row]:
    """ "2 months at €125 per month", then month by month what is used, carried on and extra.

    "Unused time does not carry over." or "Unused time can be used for one month more."; what is
    left longest is used first. "Time beyond that costs €65 per hour", in steps where it is billed
    in steps. "Includes 4 articles per month": these are counted as they are.
    """
    retainer = book["services"][service_id]["retainer"]
    currency = book["business"]["currency"]
    used = [read_quantity(time) for time in order.get("used", [])]
    asked = read_quantity(order["quantity"]).number if "quantity" in order else None
    periods = asked or Fraction(len(used) or 1)
    ends = tuple(round_money(end * periods / price.every, currency) for end in price.ends)
    rows = [Row("price", ends, {"quantity": Quantity(periods, price.unit)})]
    unit = counted_unit(retainer)
    held = read_quantity(retainer.get("time") or retainer["pieces"]).told_in(unit)
    lasts = int(read_quantity(retainer["rollover"]).number) if "rollover" in retainer else 0
    steps = billing_steps(book, service_id) if "time" in retainer else (0, "", Fraction(0))
    left: list[Fraction] = []
    for period, time in enumerate(used, 1):
        left, extra = use_time([*left, held], time.told_in(unit))
        left = keep_time(retainer, left[-lasts:]) if lasts else []
        # "Up to 30 minutes more per month is free of charge. Time beyond that costs …"
        free = read_quantity(retainer.get("leeway", f"0 {unit}s")).told_in(unit)
        extra = max(extra - free, Fraction(0))
        rows.append(retainer_row(retainer, period, time, (extra, steps, sum(left)), currency))
    return rows


def counted_unit(retainer: dict[str, str]) -> str:
    """Time in minutes, pieces each by itself."""
    return "minute" if "time" in retainer else read_quantity(retainer["pieces"]).unit


def keep_time(retainer: dict[str, str], left: list[Fraction]) -> list[Fraction]:
    """ "At most 8 hours is kept for later; the oldest lapses first." """
    if "carried" not in retainer:
        return left
    over = sum(left, Fraction(0)) - read_quantity(retainer["carried"]).told_in(
        counted_unit(retainer)
    )
    return use_time(left, max(over, Fraction(0)))[0]


def use_time(left: list[Fraction], time: Fraction) -> tuple[list[Fraction], Fraction]:
    """Take time from the oldest first; what is over is extra."""
    after = []
    for portion in left:
        taken = min(portion, time)
        time -= taken
        after.append(portion - taken)
    return after, time


def retainer_row(
    retainer: dict[str, str],
    period: int,
    time: Quantity,
    over: tuple[Fraction, Steps, Fraction],
    currency: str,
) -> Row:
    """One period: covered, with what is carried on, or with so much extra at its price."""
    extra, steps, carried = over
    if extra and steps[2]:
        raise Ambiguous("a first block, of each job or of more time as well")
    names: dict[str, Quantity | int] = {"period": period, "used": time}
    if carried:
        names["carried"] = Quantity(Fraction(carried), counted_unit(retainer))
    if not extra:
        return Row("used", names=names)
    if "extra" not in retainer:
        raise Uncertain("extra")
    billed = Quantity(time_in_steps(extra, steps), counted_unit(retainer))
    if not billed.number:
        return Row("used", names=names)
    price = read_price(retainer["extra"])
    sums = tuple(round_money(end * billed.told_in(price.unit), currency) for end in price.ends)
    return Row("extra", sums, {**names, "extra": billed})
