"""Real rulebooks of the seven businesses whose sentences are labelled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from lindero.loading import load_rulebook
from lindero.rulebook.rulebook import Rulebook
from support.case_data import read_cases
from support.folders import CASES
from support.rulebooks import AS_OF

FOLDER = CASES / "figures_in_words"
SETS = {"first": FOLDER, "second": FOLDER / "second"}
FACTS: dict[str, dict[str, Any]] = {
    name: facts
    for folder in SETS.values()
    for name, facts in read_cases(folder / "facts.yml")["businesses"].items()
}

# Where the catalogue calls it otherwise, or says it at two places.
OTHER_ADDRESSES = {
    "payment.minimum.amount": ("conduct.clients.minimum", "payment.minimum.least"),
    "work.revisions.rounds": ("work.revisions.rounds", "work.revisions.unlimited"),
    "work.requirements.late": ("work.delays.after",),
    "time.hours.hours": ("time.hours.week",),
    "rights.ownership.transfer": ("rights.ownership.transfer", "rights.ownership.grant"),
}

# What a shape demands.
OTHER_VALUES = {
    "on acceptance of the quote": "on quote",
    "before work starts": "before start",
    "at booking": "on signature",
    "on full payment": "on payment",
}

_PLACES = {
    "estudio-faro": ("ES", "EUR", "Europe/Madrid"),
    "marisol-ilustra": ("MX", "MXN", "America/Mexico_City"),
    "plain-ink": ("GB", "GBP", "Europe/London"),
    "juniper-light": ("US", "USD", "America/Los_Angeles"),
    "letra-fina": ("ES", "EUR", "Europe/Madrid"),
    "low-ceiling": ("GB", "GBP", "Europe/London"),
    "patio-sur": ("ES", "EUR", "Europe/Madrid"),
}


def list_addresses(label: str) -> tuple[str, ...]:
    """Where the catalogue has what a label speaks of."""
    return OTHER_ADDRESSES.get(label, (label,))


def make_rulebook(business: str, folder: Path) -> Rulebook:
    """The rulebook of a business, written as its author would and loaded."""
    (folder / "terms").mkdir(parents=True)
    rules = _write_rules(business)
    (folder / "terms" / "rules.yml").write_text(yaml.safe_dump(rules, allow_unicode=True), "utf-8")
    loaded = load_rulebook(folder / "terms", AS_OF, shown_from=folder)
    # Their terms were noted down as they are; that some contradict each other changes no word.
    assert loaded.sound_part, loaded.findings
    return loaded.sound_part


def _write_rules(business: str) -> dict[str, Any]:
    country, currency, timezone = _PLACES[business]
    rules: dict[str, Any] = {
        "business": {
            "name": business,
            "country": country,
            "languages": ["es", "en"],
            "currency": currency,
            "timezone": timezone,
            "site": "https://lindero.example/",
            "edition": "2026-12-01",
        }
    }
    for label, value in FACTS[business].items():
        for address in list_addresses(label):
            if address != "work.revisions.unlimited":
                _set_value(rules, address.split("."), label, value)
    return rules


def _set_value(rules: dict[str, Any], path: list[str], label: str, value: Any) -> None:
    if label == "rights.ownership.transfer" and path[-1] == "grant":
        value = "licence" if "licence" in value else "transfer"
    if label == "rights.ownership.transfer" and "never" in value:
        value = "on payment"
    written = OTHER_VALUES.get(value, value) if isinstance(value, str) else value
    if isinstance(written, str):
        written = written.replace("working day", "business day")
    *holders, name = path
    for holder in holders:
        rules = rules.setdefault(holder, {})
    rules[name] = written
