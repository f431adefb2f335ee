"""Leads to the law: for whom, where, by which answers to points, with source and date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from lindero.catalogue.points import Answers, read_answers
from lindero.frozen import Frozen
from lindero.resources.data import read_shipped_yaml


class LegalLead(Frozen):
    """What to look at, never advice; `seen` is the month of the source, `again` when it is due."""

    name: str
    client: str
    countries: frozenset[str]
    wanted: Answers
    unwanted: Answers
    says: Mapping[str, str]
    source: str
    seen: str
    again: date


@cache
def load_legal_leads() -> tuple[LegalLead, ...]:
    """All leads in their order."""
    written: Mapping[str, Any] = read_shipped_yaml("catalogue/risks.yml")
    groups = written["groups"]
    return tuple(_make_lead(name, lead, groups) for name, lead in written["leads"].items())


def _make_lead(name: str, lead: Mapping[str, Any], groups: Mapping[str, Any]) -> LegalLead:
    return LegalLead(
        name,
        lead["client"],
        frozenset(code for one in lead["countries"] for code in groups.get(one, [one])),
        read_answers(lead["if"]),
        read_answers(lead.get("unless", {})),
        lead["says"],
        lead["source"],
        lead["seen"],
        date.fromisoformat(lead["again"]),
    )
