"""Whole rulebooks by people who knew neither code nor points: half contradict themselves."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from lindero.findings.finding import select_errors
from lindero.guide.unread_sentences import list_own_texts, list_unread_sentences
from lindero.loading import Loaded, load_rulebook
from support.case_data import read_cases

CASES = Path(__file__).parent.parent / "cases/meaning"
CONTRADICTORY = sorted(folder.name for folder in (CASES / "contradictory").iterdir())
SOUND = sorted(folder.name for folder in (CASES / "sound").iterdir())
TOLD_WARNINGS = {"price-against-rule", "price-below-minimum", "unsettled-answer"}
NOT_TOLD = read_cases(CASES / "not-told.yml")
RIGHTLY_TOLD = read_cases(CASES / "rightly-told.yml")


@cache
def load_case(kind: str, name: str) -> Loaded:
    return load_rulebook(CASES / kind / name / "terms", date(2026, 12, 1))


def find_contradictions(kind: str, name: str) -> list[str]:
    """Errors, and what may be meant: the price list against a rule, words that settle nothing."""
    found = load_case(kind, name).findings
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


@pytest.mark.parametrize("name", NOT_TOLD)
def test_what_is_silent_is_shown_beside_the_rule(name):
    folder = CASES / "contradictory" / name
    loaded = load_case("contradictory", name)
    rules = {".".join(one.split(".")[:2]) for one in read_cases(folder / "truth.yml")["rules"]}
    unread = list_unread_sentences(loaded, folder, list_own_texts(loaded, ()))
    assert rules & {rule.id for one in unread for rule in one.beside}


@pytest.mark.parametrize("name", SOUND)
def test_what_only_looks_alike_is_not_told(name):
    assert bool(find_contradictions("sound", name)) == (name in RIGHTLY_TOLD)
