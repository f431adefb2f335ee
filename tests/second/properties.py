"""What must hold of every price whatever the figures, asked of the product alone."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import lindero
from second.bills import Row, add_up
from second.comparing import AS_OF, is_plan, one_end
from second.pages import ShownRow, english_page, shown_examples, shown_lines
from second.random_rulebooks import write_rulebook
from second.rules import rule_for


def find_broken_sums(page: str) -> Iterator[str]:
    """ "Parts come to the total": the rows of each worked example, from the page alone."""
    for about, rows in shown_examples(page).items():
        parts = [Row("", row.sums_of("amount")) for row in rows if is_part(row)]
        total = next(sums for row in rows if (sums := row.sums_of("total")))
        if one_end(add_up(parts)) != one_end(total):
            yield f"{about}: the rows come to {add_up(parts)}, the total is {total}"


def is_part(row: ShownRow) -> bool:
    """Whether a row is added; a subtotal, a total, tax that is in it, what is withheld are not."""
    words = row.words.strip()
    is_end = any(at.endswith((".total", ".paid", ".withheld.amount")) for at in row.figures)
    return not (is_end or words.startswith("Subtotal") or " included, " in words)


def find_broken_plans(page: str) -> Iterator[str]:
    """Deposit and instalments of an example come to the price that it names."""
    for line in filter(is_plan, shown_lines(page)):
        if not any(at.startswith("payment.instalments") for at in line.figures):
            continue
        sums = {at: Fraction(value.split()[0]) for at, value in line.figures.items()}
        price = sum(sum_ for at, sum_ in sums.items() if at.startswith("services."))
        if sum(sums.values()) != 2 * price:
            yield line.words


def find_cheaper_more(book: dict[str, Any], rulebook: lindero.Rulebook) -> Iterator[str]:
    """ "More never costs less", where no whole tier, day rate or volume discount says so.

    Discounts are left out: each is rounded by itself, and one that is larger than the price ends
    at nought, so that a little more may cost a coin less. So it may where taxes are rounded on
    every line, and what is missing to the least charge is a line of its own.
    """
    if "volume" in rule_for(book, "discounts", "") or "rounding" in book["business"]:
        return
    dearer = [key for key, it in book["adjustments"].items() if "discount" not in it]
    for service_id, service in book["services"].items():
        orders = [order for order in service.get("examples", []) if "quantity" in order]
        if service.get("tiering") == "whole" or "rates" in service or "retainer" in service:
            continue
        for order in orders:
            chosen = [name for name in order.get("with", []) if name in dearer]
            plain = {**order, "with": chosen}
            totals = [total_of(rulebook, service_id, plain, more) for more in (0, 1, 7)]
            known = [total for total in totals if total is not None]
            if known != sorted(known):
                yield f"{service_id} {order}: {known}"


def total_of(
    rulebook: lindero.Rulebook, service_id: str, order: dict[str, Any], more: int
) -> Fraction | None:
    """The lower end of what so much more costs; none where nobody can say."""
    [example] = [
        example
        for example in rulebook.services[service_id].examples
        if str(example.quantity.number) == order["quantity"].split()[0]
    ][:1]
    quantity = type(example.quantity)(example.quantity.number + more, example.quantity.unit)
    wanted = lindero.Order(service_id, quantity, tuple(order.get("with", [])))
    try:
        return Fraction(lindero.price_of(rulebook.prices, wanted).total.figure.low.amount)
    except lindero.NoPrice:
        return None


def find_other_order(book: dict[str, Any], place: Path) -> Iterator[str]:
    """ "Order of files and services changes nothing": all sums of the worked examples are alike."""
    turned = {**book, "services": dict(reversed(book["services"].items()))}
    straight, other = (
        write_rulebook(one, place / name) for name, one in (("straight", book), ("turned", turned))
    )
    for number, section in enumerate(reversed(book)):
        (other / f"{section}.yml").rename(other / f"z{number}.yml")
    one, two = sums_of(straight), sums_of(other)
    yield from (f"{about}: other in another order" for about in one if one[about] != two.get(about))


def sums_of(folder: Path) -> dict[tuple[str, int], list[dict[str, str]]]:
    """All figures of all worked examples of a rulebook."""
    rulebook = lindero.load_rulebook(folder, as_of=AS_OF).rulebook
    assert rulebook
    shown = shown_examples(english_page(lindero.make_pages(rulebook), "pricing"))
    return {about: [row.figures for row in rows] for about, rows in shown.items()}
