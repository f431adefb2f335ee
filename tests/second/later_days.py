"""A later day never costs less: late charges, cancelling over stages, bookings near their time.

What the product reckons is held against the sentences, and what falls as time goes by must be told.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import lindero
from lindero.outcomes.outcome import Circumstances, OutcomeLine
from lindero.outcomes.situations import work_out
from lindero.pricing.late_charges import LATE_ROLES, read_late_terms, reckon_late_charge
from lindero.shapes import Money
from second.comparing import AS_OF
from second.figures import Uncertain, read_money
from second.lateness import charge_delay
from second.leaving import booking_shares, cancel_totals, is_rising, name_rest
from second.random_payment import draw_late
from second.random_rulebooks import Draws, draw_business, write_rulebook
from second.rules import read_terms

SERVICES = 12
DAYS = range(0, 122, 3)
STAGES = ["before start", "once the sketch is sent", "once half is done", "on delivery"]


def draw_leaving(seed: int) -> dict[str, Any]:
    """A rulebook with rules on leaving, some of which fall as time goes by."""
    draws = Draws(seed)
    draws.clients = ["business"]
    prices = {
        f"s{at}": {"name": f"Work {at}", "price": draws.money(60, 9000)} for at in range(SERVICES)
    }
    payment = {"due": "15 days after invoice", "late": draw_late(draws)}
    if draws.chance(0.7):
        payment["deposit"] = draw_deposit(draws)
    endings = {"cancellation": draw_cancelling(draws), "booking": draw_booking(draws)}
    sections = {"business": draw_business(draws), "services": prices}
    return sections | {"payment": payment, "endings": endings}


def draw_deposit(draws: Draws) -> dict[str, str]:
    """A deposit that comes back, or does not, or of which nothing is said."""
    refundable = draws.pick("no", "")
    share = draws.pick(draws.percent(5, 50), draws.money(10, 60))
    return {"share": share, **({"refundable": refundable} if refundable else {})}


def draw_cancelling(draws: Draws) -> dict[str, Any]:
    """A ladder, most of the time in order, with a fee, and with what becomes of a deposit."""
    shares = [draws.percent(10, 90) for _ in STAGES[: draws.pick(2, 3, 4)]]
    if draws.chance(0.8):
        shares.sort(key=lambda share: Fraction(share.split()[0]))
    steps = [{"at": at, "share": share} for at, share in zip(STAGES, shares, strict=False)]
    # Without a word on what each is for, a ladder and a free booking contradict each other.
    note = "What is booked follows [its rule](rule:endings.booking)."
    rule: dict[str, Any] = {"stages": steps, "note": note}
    if draws.chance(0.4):
        rule["fee"] = draws.pick(draws.percent(1, 9), draws.money(1, 9))
    kept, credit = {"deposit": "kept"}, {"credit": "90 days"}
    lost = {"refund": "no"}
    return rule | draws.pick({}, {}, lost, kept, credit, lost | credit)


def draw_booking(draws: Draws) -> dict[str, Any]:
    """What cancelling late costs, by the time that is left, and not coming."""
    shares = [draws.percent(10, 99) for _ in range(4)]
    if draws.chance(0.5):
        shares.sort(key=lambda share: Fraction(share.split()[0]))
    fee, early, late, missed = shares
    scale = [{"up to": "2 hours", "fee": late}, {"up to": "12 hours", "fee": early}]
    rule: dict[str, Any] = {"notice": "24 hours", "fee": fee, "own": "choose"}
    rule["beside"] = "apart"  # or a deposit that is kept contradicts what is free until then
    both = {"scale": scale, "missed": missed}
    return rule | draws.pick({"scale": scale}, {"missed": missed}, both)


def compare_leaving(seed: int, home: Path) -> tuple[int, list[str]]:
    """How many sums were compared for a seed, and where the two differ or something falls."""
    folder = write_rulebook(draw_leaving(seed), home / f"{seed}")
    loaded, book = lindero.load_rulebook(folder, as_of=AS_OF), read_terms(folder)
    codes = {finding.code for finding in loaded.findings}
    found = list(compare_booking(book, codes))
    if loaded.rulebook is None:
        return len(found), found + list(explain_refusal(book, loaded.findings))
    differences = [*compare_totals(book, loaded.rulebook), *compare_delays(book, loaded.rulebook)]
    stages = book["endings"]["cancellation"]["stages"]
    return SERVICES * len(stages) + len(DAYS), found + differences


def compare_booking(book: dict[str, Any], codes: set[str]) -> Iterator[str]:
    """A booking whose charges fall is told, and no other."""
    shares = booking_shares(book)
    if (shares != sorted(shares)) is not ("cheaper-later" in codes):
        yield f"booking {list(map(float, shares))}: {sorted(codes)}"


def explain_refusal(book: dict[str, Any], findings: Any) -> Iterator[str]:
    """A ladder that rises and stays below every price is refused for nothing.

    A cap on late payment below what that costs at least is another matter.
    """
    if "low-cap" in {one.code for one in findings}:
        return
    prices = [read_money(one["price"]) for one in book["services"].values()]
    if all(is_rising(cancel_totals(book, price), price) for price in [*prices, Fraction(1000)]):
        yield f"refused for nothing: {[one.message for one in findings]}"


def compare_totals(book: dict[str, Any], rulebook: lindero.Rulebook) -> Iterator[str]:
    """What cancelling each service comes to at each stage: it never falls, and it is paid.

    The deposit with what is still due, less what is left of it, comes to the total, and nothing is
    left of what was not paid.
    """
    for key, service in book["services"].items():
        asked, price = Circumstances("business", key, AS_OF), read_money(service["price"])
        second = cancel_totals(book, price)
        lines = work_out(rulebook, "cancel", asked).sums
        first = [Fraction(line.amount.amount) for line in lines if line.kind == "total"]
        if first != second or not is_rising(second, price):
            yield f"cancelling {float(price)}: {first} and {second}"
        order = work_out(rulebook, "order", asked).sums
        paid = sum(Fraction(line.amount.amount) for line in order if line.kind == "deposit")
        for total, rest in pair_totals(lines) if paid else ():
            if paid + rest != total or paid + min(rest, 0) < 0:
                yield f"cancelling {float(price)}: {paid} paid and {rest} come to {total}"
        named = {line.kind for line in lines} - {"total", "still"}
        if named - {name_rest(book["endings"]["cancellation"])}:
            yield f"cancelling {float(price)}: the rest is told as {named}"


def pair_totals(lines: Sequence[OutcomeLine]) -> Iterator[tuple[Fraction, Fraction]]:
    """The total of each stage, and what is still due of it; below nought what is left over."""
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        if line.kind == "total":
            rest = Fraction(after.amount.amount) if after and after.kind != "total" else Fraction(0)
            is_due = after is not None and after.kind == "still"
            yield Fraction(line.amount.amount), rest if is_due else -rest


def compare_delays(book: dict[str, Any], rulebook: lindero.Rulebook) -> Iterator[str]:
    """What a delay of every third day costs, which never falls."""
    facts = {role: fact.figure for role in LATE_ROLES if (fact := rulebook.find_role_fact(role))}
    terms, rule = read_late_terms(facts), book["payment"]["late"]
    currency = rulebook.business.currency
    owed = Money(Decimal(997), currency)
    charges = [reckon_late_charge(terms, owed, day) for day in DAYS] if terms else []
    first = [Fraction(charge.amount) for charge in charges]
    try:
        second = [charge_delay(rule, Fraction(997), day, currency) for day in DAYS]
    except Uncertain:
        second = []
    if first != second or any(one > other for one, other in pairwise(second)):
        yield f"late {rule}: {first} and {second}"
