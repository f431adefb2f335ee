"""The second reckoning held against what the product shows, to the cent."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import lindero
from second.bills import Bill, Row, add_up
from second.consumers import add_taxes, added_for, ways_told
from second.figures import Ambiguous, Quantity, Uncertain, read_money, read_percent
from second.lateness import charge_delay
from second.pages import ShownRow, english_page, named_quantities, shown_examples, shown_lines
from second.plans import plan_payments
from second.reckoning import reckon_order
from second.rules import bracket_for, read_terms, rule_cases, rule_for
from second.side_costs import (
    breaks_a_step,
    reckon_class,
    reckon_expense,
    reckon_journey,
    reckon_least,
    reckon_reserve,
    reckon_travel,
)
from second.taxing import widen
from second.told_prices import find_wrong_told

AS_OF = date(2026, 12, 1)
BESIDE = "payment.expenses.example"
PLANS = ("payment.deposit.example", "payment.instalments.example")
TAXES = {"tax", "included"}
SILENT = {"time", "switch"}
"""Rows that say in words how the quantity below them came about."""


@dataclass(frozen=True)
class Difference:
    """Where the two differ: what it is about, what the second says, what the product says."""

    about: str
    second: str
    product: str

    def __str__(self) -> str:
        return f"{self.about}: second {self.second}, product {self.product}"


@dataclass
class Comparison:
    """What was held against each other, how much of it, and where the two differ."""

    differences: list[Difference]
    examples: int = 0
    plans: int = 0
    delays: int = 0


def compare_rulebook(folder: Path, as_of: date = AS_OF) -> Comparison | None:
    """All that a rulebook's pages work out; none where its author has mistakes to mend."""
    rulebook = lindero.load_rulebook(folder, as_of=as_of).rulebook
    if rulebook is None:
        return None
    book, pages = read_terms(folder), lindero.make_pages(rulebook)
    pricing, terms = english_page(pages, "pricing"), english_page(pages, "terms")
    lines = list(shown_lines(terms))
    told = [Difference("told", "otherwise", wrong) for wrong in find_wrong_told(book, pricing)]
    return Comparison(
        compare_examples(book, pricing) + compare_terms(book, lines) + told,
        len(shown_examples(pricing)),
        sum(is_plan(line) for line in lines),
        sum(is_delay(line) for line in lines),
    )


def compare_examples(book: dict[str, Any], page: str) -> list[Difference]:
    """Every worked example of a pricing page against the second reckoning of it."""
    shown = shown_examples(page)
    differences = []
    for service_id, service in book["services"].items():
        for number, order in enumerate(service.get("examples", []), 1):
            rows = shown.pop((service_id, number), None)
            about = f"{service_id} example {number}"
            differences += compare_example(book, (service_id, order), rows, about)
    return differences + [Difference(f"{key}", "no such example", "shown") for key in shown]


def compare_example(
    book: dict[str, Any],
    wanted: tuple[str, dict[str, Any]],
    rows: list[ShownRow] | None,
    about: str,
) -> list[Difference]:
    """One example; where it is uncertain the product has to leave it out, else to show it."""
    try:
        bill = reckon_order(book, *wanted)
    except Ambiguous:
        return []
    except Uncertain as why:
        return [Difference(about, f"uncertain ({why})", "shown")] if rows else []
    if rows is None:
        return [Difference(about, write_bill(bill), "left out")]
    pairs = [
        ("rows", [row for row in map(plain_row, bill.rows) if row], plain_shown(rows)),
        ("total", bill.total, last_sums(rows, "total")),
        ("withheld of", net_of(bill), last_sums(rows, "withheld.base")),
        ("withheld", tuple(-sum_ for sum_ in bill.withheld), last_sums(rows, "withheld.amount")),
        ("paid", bill.paid, last_sums(rows, "paid")),
        ("subtotal", subtotal_of(bill), subtotal_shown(rows, bill)),
    ]
    return [
        Difference(f"{about} {name}", show(second), show(product))
        for name, second, product in pairs
        if differs(second, product)
    ]


def differs(second: Any, product: Any) -> bool:
    """Whether sums or rows differ; a range of one sum is that sum."""
    if isinstance(second, tuple):
        return one_end(second) != one_end(product)
    return second != product


def plain_row(row: Row) -> tuple[Any, ...] | None:
    """A row as sums and quantities in minutes; none where only words say it."""
    if row.kind in SILENT:
        return None
    names = {name: plain_quantity(it) for name, it in row.names.items() if name != "period"}
    return one_end(row.sums), tuple(sorted(names.items())), one_end(row.base)


def one_end(sums: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    """A range whose ends are the same is one sum."""
    return tuple(dict.fromkeys(sums))


def plain_quantity(quantity: Quantity) -> tuple[Fraction, str]:
    """Minutes and hours in minutes, so that it does not matter in what they are told."""
    if quantity.unit == "hour":
        return quantity.number * 60, "minute"
    return quantity.number, quantity.unit


def plain_shown(rows: list[ShownRow]) -> list[tuple[Any, ...]]:
    """The rows of the page in the same form, without subtotal and totals."""
    plain = []
    for row in rows:
        names = named_quantities(row)
        sums = row.sums_of("amount")
        is_end = any(at.endswith((".total", ".paid", ".withheld.amount")) for at in row.figures)
        # A row without a figure says which adjustment is left out.
        is_note = not row.figures or "ordered" in names
        if is_note or is_end or row.words.strip().startswith("Subtotal"):
            continue
        pairs = tuple(sorted((name, plain_quantity(it)) for name, it in names.items()))
        plain.append((one_end(sums), pairs, one_end(tax_base(row))))
    return plain


def tax_base(row: ShownRow) -> tuple[Fraction, ...]:
    """What a row says that its tax is a share of."""
    is_tax = any(at.endswith(".rate") and ".retainer." not in at for at in row.figures)
    return row.sums_of("base") if is_tax else ()


def last_sums(rows: list[ShownRow], leaf: str) -> tuple[Fraction, ...]:
    """The sums at an address that one row alone has."""
    return next((sums for row in rows if (sums := row.sums_of(leaf))), ())


def net_of(bill: Bill) -> tuple[Fraction, ...]:
    """ "−$33.60, 7% of $480": the sum before tax, where a part of it is taken off."""
    if not bill.withheld:
        return ()
    taxes = add_up([Row("", (Fraction(0),)), *(row for row in bill.rows if row.kind in TAXES)])
    return tuple(b - a for a, b in zip(bill.total, widen(taxes, len(bill.total)), strict=True))


def subtotal_of(bill: Bill) -> tuple[Fraction, ...]:
    """What comes before the tax that is added."""
    taxes = [row for row in bill.rows if row.kind == "tax"]
    if not taxes:
        return ()
    return tuple(a - b for a, b in zip(bill.total, add_up(taxes), strict=True))


def subtotal_shown(rows: list[ShownRow], bill: Bill) -> tuple[Fraction, ...]:
    """The page's subtotal; where there is only one row before the tax, none is needed."""
    shown = [row for row in rows if row.words.strip().startswith("Subtotal")]
    return shown[0].sums_of("amount") if shown else subtotal_of(bill)


def write_bill(bill: Bill) -> str:
    """All sums of a bill in one line."""
    return show([row for row in map(plain_row, bill.rows) if row]) + " = " + show(bill.total)


def show(it: Any) -> str:
    """Sums and quantities for a person to read."""
    if isinstance(it, Fraction):
        return f"{float(it):.10g}"
    if isinstance(it, list | tuple):
        return "(" + ", ".join(map(show, it)) + ")"
    return str(it)


def is_delay(line: ShownRow) -> bool:
    """Whether a line works out a late charge."""
    return any(at.startswith("payment.late.example.") for at in line.figures)


def is_plan(line: ShownRow) -> bool:
    """Whether a line works out a deposit or instalments."""
    return any(at.startswith(PLANS) for at in line.figures)


def compare_terms(book: dict[str, Any], lines: list[ShownRow]) -> list[Difference]:
    """Every plan of payments and every late charge that a terms page works out."""
    found = find_missing(book, lines)
    for line in lines:
        if is_delay(line):
            found += compare_delay(book, line)
        elif is_plan(line):
            found += compare_plan(book, line)
        else:
            found += compare_side_cost(book, line)
    return found


def compare_side_cost(book: dict[str, Any], line: ShownRow) -> Iterator[Difference]:
    """Expenses, a journey, travel or a reserve, where both kinds of client read one sum."""
    told = {at.partition("@")[0]: value.split()[0] for at, value in line.figures.items()}
    place = next((at for at in told if at.startswith("services.")), "")
    named = place.partition(".")[2].rpartition(".")[0]
    for address, cost in told.items() if not add_taxes(book) else ():
        second = reckon_side_cost(book, address, told, named)
        if second is not None and second != Fraction(cost):
            yield Difference(line.words, show(second), cost)
    hours = told.get(f"{BESIDE}.time")
    if hours and breaks_a_step(book, Fraction(hours)):
        yield Difference(line.words, "billed in other steps", hours)


def reckon_side_cost(
    book: dict[str, Any], address: str, told: dict[str, str], named: str
) -> Fraction | None:
    """What a sum beside a price comes to; none for a figure that is no such sum."""
    match address.removeprefix(BESIDE + "."):
        case "charged":
            return reckon_expense(book, Fraction(told[f"{BESIDE}.expense"]))
        case "cost":
            return reckon_journey(book, Fraction(told[f"{BESIDE}.distance"]))
        case "travel":
            return reckon_travel(book, Fraction(told[f"{BESIDE}.time"]), named)
        case "payment.classes.example.first" | "payment.classes.example.simple" as at:
            return reckon_class(book, at.rpartition(".")[2], named)
        case "payment.classes.example.complex":
            return reckon_class(book, "complex", named)
        case "payment.minimum.example.charged":
            return reckon_least(book, Fraction(told["payment.minimum.example.worth"]), named)
        case "payment.reserve.example":
            return reckon_reserve(book, named, Fraction(told[f"services.{named}.price"]))
    return None


def find_missing(book: dict[str, Any], lines: list[ShownRow]) -> list[Difference]:
    """Examples that are left out although one rule for all decides what they come to."""
    found = []
    if is_delay_certain(book) and not any(map(is_delay, lines)):
        found.append(Difference("a late charge", "certain", "left out"))
    if any(map(partial(is_paid_in_parts, book), book["services"])) and not any(map(is_plan, lines)):
        found.append(Difference("a plan of payments", "certain", "left out"))
    return found + [
        Difference(address, "certain", "left out")
        for address in list_certain_costs(book)
        if not any(address in line.figures for line in lines)
    ]


def list_certain_costs(book: dict[str, Any]) -> Iterator[str]:
    """What less than the least charge comes to, and an expense, by one rule for all."""
    least, expenses = (rule_for(book, name, "") for name in ("minimum", "expenses"))
    if len(rule_cases(book, "minimum")) == 1 and book["business"]["currency"] in least["least"]:
        yield "payment.minimum.example.charged" + ("@business" if add_taxes(book) else "")
    if len(rule_cases(book, "expenses")) == 1 and "markup" in expenses and not add_taxes(book):
        yield f"{BESIDE}.charged"


def is_delay_certain(book: dict[str, Any]) -> bool:
    """Whether a rule without cases charges for 45 days."""
    rule = rule_for(book, "late", "")
    if len(rule_cases(book, "late")) != 1 or " per " not in rule["rate"]:
        return False
    try:
        return charge_delay(rule, Fraction(100), 45, book["business"]["currency"]) > 0
    except Uncertain:
        return False


def is_paid_in_parts(book: dict[str, Any], service_id: str) -> bool:
    """Whether a fixed price is paid in several parts, by rules without cases."""
    price = book["services"][service_id]["price"]
    if not re.fullmatch(r"[\d.]+ \w+", price):
        return False
    if max(len(rule_cases(book, name)) for name in ("deposit", "instalments")) > 1:
        return False
    # A volume discount makes the price another one.
    volume = rule_for(book, "discounts", "").get("volume", [])
    if read_percent(bracket_for(volume, read_money(price)) or "0 %"):
        return False
    try:
        return len(plan_payments(book, service_id, read_money(price))) > 1
    except Uncertain:
        return False


def compare_plan(book: dict[str, Any], line: ShownRow) -> list[Difference]:
    """The parts that an example of deposit or instalments tells, in its order."""
    [(service, price)] = [
        (at.split(".")[1], Fraction(value.split()[0]))
        for at, value in line.figures.items()
        if at.startswith("services.")
    ]
    shown = [
        Fraction(value.split()[0]) for at, value in line.figures.items() if at.startswith(PLANS)
    ]
    client = client_named(line)
    ways = ways_told(book, service) if client == "consumer" else [book]
    wrong = list(compare_price(book, service, price, client))
    try:
        parts, *others = [plan_payments(told, service, price, client) for told in ways]
    except Ambiguous:
        return []
    except Uncertain as why:
        return [Difference(line.words, f"uncertain ({why})", show(shown))]
    if any(other != parts for other in others):
        return [Difference(line.words, "uncertain (which tax a sum contains)", show(shown))]
    wanted = parts if any("instalments" in at for at in line.figures) else parts[:1]
    wrong += [] if wanted == shown else [Difference(line.words, show(wanted), show(shown))]
    return wrong


def compare_price(
    book: dict[str, Any], service: str, price: Fraction, client: str
) -> Iterator[Difference]:
    """The price that a plan begins with, with the tax where private clients read it so."""
    written = book["services"][service]
    second = read_money(written["price"])
    if client == "consumer":
        second = added_for(book, service).add_to(second, book["business"]["currency"])
    if second != price:
        yield Difference(f"{service} for {client}", show(second), show(price))


def client_named(line: ShownRow) -> str:
    """The kind of client that an example is for; a business where it is for all."""
    return next((at.split("@")[1] for at in line.figures if "@" in at), "business")


def compare_delay(book: dict[str, Any], line: ShownRow) -> list[Difference]:
    """The charge that an example of a late payment tells."""
    told = {at.split("@")[0].rsplit(".", 1)[1]: value for at, value in line.figures.items()}
    owed, charge = (Fraction(told[name].split()[0]) for name in ("owed", "charge"))
    days = int(re.fullmatch(r"P(\d+)D", told["delay"])[1])
    rule = rule_for(book, "late", "", client_named(line))
    try:
        second = charge_delay(rule, owed, days, book["business"]["currency"])
    except Ambiguous:
        return []
    except Uncertain as why:
        return [Difference(line.words, f"uncertain ({why})", show(charge))]
    return [] if second == charge else [Difference(line.words, show(second), show(charge))]
