"""Whole rulebooks by people who knew neither code nor points: half contradict themselves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lindero.findings.finding import select_errors
from lindero.loading import load_rulebook
from support.case_data import read_cases

CASES = Path(__file__).parent.parent / "cases/meaning"
CONTRADICTORY = sorted(folder.name for folder in (CASES / "contradictory").iterdir())
SOUND = sorted(folder.name for folder in (CASES / "sound").iterdir())
TOLD_WARNINGS = {"price-against-rule", "price-below-minimum", "unsettled-answer"}
NOT_TOLD = read_cases(CASES / "not-told.yml")


def find_contradictions(kind: str, name: str) -> list[str]:
    """Errors, and what may be meant: the price list against a rule, words that settle nothing."""
    found = load_rulebook(CASES / kind / name / "terms", date(2026, 12, 1)).findings
    warnings = [one for one in found if one.code in TOLD_WARNINGS]
    return [one.message for one in (*select_errors(found), *warnings)]


@pytest.mark.parametrize("name", [name for name in CONTRADICTORY if name not in NOT_TOLD])
def test_a_contradiction_is_told(name):
    assert find_contradictions("contradictory", name)


@pytest.mark.parametrize("name", NOT_TOLD)
def test_what_is_still_silent_is_listed_and_no_more(name):
    assert not find_contradictions("contradictory", name), (
        f"told by now: take {name} out of not-told.yml"
    )


@pytest.mark.parametrize("name", SOUND)
def test_what_only_looks_alike_is_not_told(name):
    assert find_contradictions("sound", name) == []
