"""The product's sums against a second reckoning, written from what clients read."""

from itertools import chain
from pathlib import Path

import pytest

import lindero
from second.comparing import AS_OF, compare_rulebook
from second.later_days import compare_leaving
from second.pages import english_page
from second.properties import (
    find_broken_plans,
    find_broken_sums,
    find_cheaper_more,
    find_other_order,
    sums_of,
)
from second.random_rulebooks import draw_rulebook, write_rulebook
from second.rules import read_terms
from support.commands import run_lindero
from support.folders import ROOT

SEEDS = [1, 2, 3, 4, 5, 6, 9, 11, 13, 14, 16, 17, 18, 20, 21, 22]
"""Draws whose pages show a plan of payments or a late charge as well, and taxes of every kind."""
TRADES = ["web", "design", "writing", "translation", "photography", "consulting"]
RULEBOOKS = sorted((ROOT / "tests/cases/rulebooks").glob("*/terms"))


def differences(folder: Path) -> list[str]:
    """Where the two reckonings of a rulebook differ."""
    comparison = compare_rulebook(folder)
    assert comparison
    return [str(difference) for difference in comparison.differences]


@pytest.mark.parametrize("folder", [ROOT / "terms", *RULEBOOKS], ids=lambda it: it.parent.name)
def test_every_example_that_we_ship_is_right(folder):
    assert differences(folder) == []


@pytest.mark.parametrize("trade", TRADES)
def test_every_example_of_a_starter_is_right(trade, tmp_path):
    words = ["init", tmp_path / "it", "--yes", "--trade", trade, "--language", "en"]
    assert run_lindero(*words, cwd=tmp_path).returncode == 0
    assert differences(tmp_path / "it/terms") == []


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_rulebook_is_reckoned_alike_twice(seed, tmp_path):
    comparison = compare_rulebook(write_rulebook(draw_rulebook(seed), tmp_path))
    assert comparison
    assert [str(difference) for difference in comparison.differences] == []
    assert comparison.examples >= 30
    assert comparison.plans + comparison.delays >= 1


@pytest.mark.parametrize("seed", SEEDS)
def test_sums_of_a_random_rulebook_hang_together(seed, tmp_path):
    folder = write_rulebook(draw_rulebook(seed), tmp_path)
    rulebook = lindero.load_rulebook(folder, as_of=AS_OF).rulebook
    assert rulebook
    pages = lindero.make_pages(rulebook)
    assert list(find_broken_sums(english_page(pages, "pricing"))) == []
    assert list(find_broken_plans(english_page(pages, "terms"))) == []
    assert list(find_cheaper_more(read_terms(folder), rulebook)) == []


@pytest.mark.parametrize("seed", SEEDS[:4])
def test_the_order_of_files_and_services_changes_no_sum(seed, tmp_path):
    assert list(find_other_order(draw_rulebook(seed), tmp_path)) == []


def test_a_later_day_never_costs_less(tmp_path):
    compared, found = zip(*(compare_leaving(seed, tmp_path) for seed in range(9, 13)), strict=True)
    assert sum(compared) > 200
    assert [*chain(*found)] == []


def test_a_first_block_is_charged_although_a_service_has_a_minimum(tmp_path):
    # "A first block of 1 hour is always charged" stands beside the example.
    book = draw_rulebook(0, services=0)
    currency = book["business"]["currency"]
    service = {"name": "Work", "price": f"60 {currency} per hour", "minimum": f"10 {currency}"}
    book["services"] = {"it": service | {"examples": [{"quantity": "46 minutes"}]}}
    steps = {"step": "10 minutes", "rounding": "up", "first": "1 hour"}
    book["payment"] = {"increment": steps, "due": "15 days after invoice"}
    folder = write_rulebook(book, tmp_path)
    assert differences(folder) == []
    [rows] = sums_of(folder).values()
    assert f"60 {currency}" in [value for row in rows for value in row.values()]


def test_a_multiple_that_the_page_calls_a_surcharge_is_one_where_only_the_largest_counts(tmp_path):
    # "Where several surcharges apply, only the largest is charged."
    book = draw_rulebook(0, services=0)
    currency = book["business"]["currency"]
    both = {
        "price": f"100 {currency}",
        "examples": [{"with": ["half", "more"]}, {"with": ["half"]}],
    }
    book["services"] = {"it": {"name": "Work", **both}}
    half, more = {"factor": "1.5 ×", "when": "so"}, {"surcharge": "20 %", "when": "so"}
    book["adjustments"] = {"half": half, "more": more}
    book["payment"] = {"surcharges": {"weekend": "50 %", "stack": "no"}}
    folder = write_rulebook(book, tmp_path)
    assert differences(folder) == []
    both, one = sums_of(folder).values()
    assert f"50 {currency}" in [value for row in both for value in row.values()]
    assert f"20 {currency}" not in [value for row in both for value in row.values()]
    assert len(both) == len(one) + 1  # that the smaller one is left out is said in words


def test_the_day_rate_holds_from_the_very_hour_that_is_said(tmp_path):
    # "From 6 hours on one day the day rate applies in place of the hourly rate."
    book = draw_rulebook(0, services=0)
    currency = book["business"]["currency"]
    rates = {"day": {"name": "Day", "price": f"500 {currency} per day"}}
    examples = [{"quantity": f"{time} minutes"} for time in (359, 360, 361)]
    service = {"name": "Work", "price": f"60 {currency} per hour", "rates": rates}
    book["services"] = {"it": service | {"examples": examples}}
    book["payment"] = {"basis": {"kind": "mixed", "switch": "6 hours", "day": "8 hours"}}
    folder = write_rulebook(book, tmp_path)
    assert differences(folder) == []
    assert len(sums_of(folder)) == 3
