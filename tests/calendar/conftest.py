"""A rulebook with terms of most kinds, for whatever counts them."""

from __future__ import annotations

import pytest

from support.deadlines import RULES


@pytest.fixture
def rulebook(book):
    loaded = book(rules=RULES.replace("SHIFT", "yes"))
    assert loaded.rulebook, loaded.findings
    return loaded.rulebook
