"""Rulebooks as plain text, and which of a rule's cases holds for whom."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from second.figures import read_money

MAIN = {
    "basis": "kind",
    "minimum": "least",
    "classes": "levels",
    "increment": "step",
    "taxes": "withholding",
    "deposit": "share",
    "instalments": "stages",
    "late": "rate",
    "surcharges": "out-of-hours",
    "discounts": "early",
    "due": "deadline",
    "reserve": "share",
    "expenses": "approval",
}
CONDITIONS = ("for", "services", "from", "until")


def read_terms(folder: Path) -> dict[str, Any]:
    """All files of a rulebook as one mapping; every figure stays the text that it is."""
    sections: dict[str, Any] = {}
    for file in sorted(folder.glob("*.yml")):
        sections |= yaml.load(file.read_text("utf-8-sig"), yaml.BaseLoader) or {}
    return sections


def rule_cases(book: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The cases of a rule of payment, each as a mapping; one value alone is the main one."""
    written = book.get("payment", {}).get(name)
    if written in (None, "none", "off"):
        return []
    if isinstance(written, list) and "at" not in written[0]:
        return written
    return [written if isinstance(written, dict) else {MAIN[name]: written}]


def rule_for(
    book: dict[str, Any],
    name: str,
    service: str,
    client: str = "business",
    as_of: date = date(2026, 12, 1),
) -> dict[str, Any]:
    """ "An entry with more conditions comes before one with fewer"; a later `from` takes over."""
    fits = [
        case
        for case in rule_cases(book, name)
        if case.get("for", client) == client
        and (service in case.get("services", [service]))
        and case.get("from", "") <= as_of.isoformat() <= case.get("until", "9999")
    ]
    key = lambda case: (sum(word in case for word in ("for", "services")), case.get("from", ""))  # noqa: E731
    best = max(fits, key=key, default={})
    return {} if best.get("none") == "yes" else best


def written_figure(book: dict[str, Any], text: str) -> str:
    """ "An adjustment that repeats a rule takes the figure from there": its address or itself."""
    address = text.split(".")
    if address[0] not in book:
        return text
    place: Any = book
    for step in address:
        place = place[step]
    return place


def bracket_for(
    brackets: list[dict[str, str]],
    price: Fraction,
    gives: str = "share",
    read: Callable[[str], Fraction] = read_money,
) -> str:
    """What holds for a price: up to a limit the limit itself is in, over it not; else nothing."""
    for bracket in brackets:
        over = read(bracket["over"]) if "over" in bracket else Fraction(-1)
        if price > over and ("up to" not in bracket or price <= read(bracket["up to"])):
            return bracket[gives]
    return ""
