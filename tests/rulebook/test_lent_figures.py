"""Adjustments that take their figure from a rule."""

from __future__ import annotations

import pytest

from lindero.site.pages import make_pages
from support.read_back import read_page

SITE = "services:\n  site: {name: Site, price: 1000 EUR, examples: [{with: [rush]}]}\n"
URGENT = "time:\n  urgent: {surcharge: 25 %, below: 5 business days}\n"


def rush(effect: str) -> str:
    return f"{SITE}adjustments:\n  rush: {{{effect}, when: Sooner.}}\n"


def test_the_price_follows_the_rule(book):
    for share, total in (("25 %", "€1,250"), ("40 %", "€1,400")):
        loaded = book(
            pricing=rush("surcharge: time.urgent.surcharge"), time=URGENT.replace("25 %", share)
        )
        assert total in read_page(make_pages(loaded.rulebook)["pricing/index.md"].body).text


def test_a_figure_that_a_rule_holds_too_is_told(book):
    loaded = book(pricing=rush("surcharge: 25 %"), time=URGENT)
    (found,) = loaded.findings
    assert (found.code, found.severity) == ("typed-figure", "warning")
    assert found.help.startswith("write `surcharge: time.urgent.surcharge`")


@pytest.mark.parametrize(
    ("effect", "rules", "message"),
    [
        (
            "surcharge: time.urgent.surcharges",
            URGENT,
            "`time.urgent.surcharges` is no figure of a rule",
        ),
        (
            "surcharge: time.urgent.surcharge",
            "time:\n  hours: Mon–Fri 09:00–18:00\n",
            "`time.urgent.surcharge` is no figure of a rule",
        ),
        (
            "surcharge: time.urgent",
            URGENT,
            "`time.urgent` is a rule; a figure of it is missing",
        ),
        (
            "surcharge: time.urgent.below",
            URGENT,
            "`time.urgent.below` is `5 business days`, which is neither a share nor a sum",
        ),
        (
            "surcharge: time.urgent.surcharge",
            "time:\n  urgent:\n    - {surcharge: 25 %}\n    - {surcharge: 30 %, for: consumer}\n",
            "`time.urgent.surcharge` is not the same in every case",
        ),
    ],
)
def test_an_address_that_lends_nothing_is_told_at_its_place(book, effect, rules, message):
    (found,) = book(
        pricing=rush(effect).replace(", examples: [{with: [rush]}]", ""), time=rules
    ).findings
    assert found.message == message
    assert found.place.source.path == "terms/pricing.yml"


def test_one_case_may_be_named(book):
    rules = "time:\n  urgent:\n    - {surcharge: 25 %}\n    - {surcharge: 30 %, for: consumer}\n"
    assert (
        book(pricing=rush("surcharge: time.urgent.surcharge@consumer"), time=rules).findings == ()
    )


@pytest.mark.parametrize("case", ["from: 2027-03-01", "for: consumer"])
def test_a_figure_that_some_case_does_not_have_lends_nothing_and_may_be_typed(book, case):
    """Else a price would be reckoned with it where there is no such rule, or not any more."""
    rules = (
        f"time:\n  urgent:\n    - {{surcharge: 25 %, below: 5 business days}}\n"
        f"    - {{none: yes, {case}}}\n"
    )
    (found,) = book(
        pricing=rush("surcharge: time.urgent.surcharge").replace(
            ", examples: [{with: [rush]}]", ""
        ),
        time=rules,
    ).findings
    assert (found.message, found.place.source.path) == (
        "`time.urgent.surcharge` does not hold in every case",
        "terms/pricing.yml",
    )
    assert found.help == "type `25 %`, and say in `when` in which case it holds"
    assert book(pricing=rush("surcharge: 25 %"), time=rules).findings == ()


def test_a_rule_that_is_wrong_is_told_once(book):
    loaded = book(
        pricing=rush("surcharge: time.urgent.surcharge").replace(
            ", examples: [{with: [rush]}]", ""
        ),
        time=URGENT.replace("25 %", "25"),
    )
    assert [found.place.source.path for found in loaded.findings] == ["terms/time.yml"]


def test_a_file_that_cannot_be_read_is_told_once(book):
    loaded = book(
        pricing=rush("surcharge: time.urgent.surcharge"), time="time:\n  urgent: {surcharge: 25 %\n"
    )
    assert {found.place.source.path for found in loaded.findings} == {"terms/time.yml"}
