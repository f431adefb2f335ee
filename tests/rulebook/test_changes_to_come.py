"""Rules that change on a day: what is published before it and after it."""

import subprocess
from datetime import date, timedelta

import pytest

from lindero.loading import load_rulebook
from lindero.rulebook.cases import Situation
from support.commands import run_lindero
from support.publication import read_words
from support.read_back import read_page
from support.rulebooks import AS_OF

CHANGES = """changes:
    - {price: 65 EUR per hour, quote: 2 business days, written: yes, wait: yes}
    - {price: 70 EUR per hour, quote: 2 business days, written: yes, wait: yes, from: 2027-03-01}"""


@pytest.mark.parametrize(
    ("as_of", "told", "gone"),
    [
        ("2026-12-01", {"40%", "50%"}, set()),
        ("2027-02-28", {"40%", "50%"}, set()),
        ("2027-03-01", {"50%"}, {"40%"}),
    ],
)
def test_the_day_decides(book, tmp_path, as_of, told, gone):
    book(payment="payment:\n  deposit:\n    - 40 %\n    - {share: 50 %, from: 2027-03-01}\n")
    text = read_words(load_rulebook(tmp_path / "terms", date.fromisoformat(as_of)))
    assert {share for share in ("40%", "50%") if share in text} == told - gone


def test_no_day_makes_a_published_page_false(book, tmp_path):
    """What holds on a later day stands, with that day, on the page built today."""
    book(
        payment=(
            "payment:\n  deposit:\n    - 40 %\n"
            "    - {share: 50 %, from: 2027-03-01, until: 2027-05-31}\n"
        )
    )
    today = load_rulebook(tmp_path / "terms", AS_OF).rulebook
    for ahead in range(0, 300, 7):
        then = load_rulebook(tmp_path / "terms", AS_OF + timedelta(days=ahead)).rulebook.rules[
            "payment.deposit"
        ]
        held = today.rules["payment.deposit"].find_variant(
            Situation("business", "", AS_OF + timedelta(days=ahead))
        )
        assert held.figures == then.figures


def test_a_change_for_a_time_ends_again(book):
    text = read_words(
        book(
            payment=(
                "payment:\n  deposit:\n    - 40 %\n"
                "    - {share: 50 %, from: 2027-03-01, until: 2027-05-31}\n"
            )
        )
    )
    assert "From 1 March 2027 to 31 May 2027 50%" in text
    assert text.index("40% of the price") < text.index("From 1 March 2027")


def test_past_variants_are_left_out_and_no_fault(book):
    loaded = book(
        payment=(
            "payment:\n  deposit:\n    - {share: 30 %, until: 2026-06-30}\n"
            "    - {share: 40 %, from: 2026-07-01}\n"
        )
    )
    assert loaded.findings == ()
    assert "30%" not in read_words(loaded)


def test_a_variant_of_one_day_is_told_with_that_day(book):
    text = read_words(
        book(
            payment=(
                "payment:\n  deposit:\n    - 40 %\n"
                "    - {share: 20 %, from: 2027-01-05, until: 2027-01-05}\n"
            )
        )
    )
    assert "On 5 January 2027 20% The client pays a deposit of 20% of the price" in text


def test_a_site_built_before_a_change_is_found_once_the_day_has_come(project_copy, change):
    """The old site was never false: it says both figures with their day.

    After that day it can be renewed, and verify says so.
    """
    change(
        "terms/work.yml",
        "changes: {price: 65 EUR per hour, quote: 2 business days, written: yes, wait: yes}",
        CHANGES,
    )

    def run(command: str, as_of: str) -> subprocess.CompletedProcess[str]:
        return run_lindero(command, "-q", "--as-of", as_of, cwd=project_copy)

    assert run("build", "2026-12-01").stderr == ""
    page = read_page((project_copy / "site/en/terms/index.html").read_text("utf-8")).text
    assert "Until 28 February 2027" in page
    assert "From 1 March 2027" in page
    assert run("verify", "2027-02-28").returncode == 0
    late = run("verify", "2027-03-01")
    assert late.returncode == 1
    assert "work.changes.price" in late.stderr + late.stdout
    assert run("build", "2027-03-01").stderr == ""
    page = read_page((project_copy / "site/en/terms/index.html").read_text("utf-8")).text
    assert "€70 per hour" in page
    assert "Until 28 February" not in page
