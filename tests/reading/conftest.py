"""A small rulebook, and one rule of it that prose may speak of."""

from __future__ import annotations

from datetime import date

import pytest

from lindero.loading import load_rulebook
from lindero.rulebook.rulebook import Rulebook
from lindero.wording.figures import reader_for
from lindero.wording.markup import Scope
from support.folders import CASES

RULES = """
payment:
  due: 15 days after invoice
  late: {rate: 1.5 % per month, grace: 5 days}
services:
  care: {name: "Care <b>", price: from 75 EUR per month}
"""


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    terms = tmp_path_factory.mktemp("project") / "terms"
    terms.mkdir()
    business = (CASES / "problems" / "business.yml").read_text("utf-8")
    (terms / "all.yml").write_text(business + RULES, "utf-8")
    loaded = load_rulebook(terms, date(2026, 12, 1))
    assert loaded.rulebook, loaded.findings
    return loaded.rulebook


@pytest.fixture(scope="module")
def scope(rulebook: Rulebook) -> Scope:
    return Scope(
        rulebook,
        reader_for(rulebook.business, "en"),
        lambda rule: f"/terms/#{rule}",
        rulebook.rules["payment.late"],
    )
