"""Records: what an author writes is read whole or not at all, and each slip is told once."""

from __future__ import annotations

import pytest

from lindero.findings.finding import select_errors
from lindero.records.sections import Adjustment, Brand, PriceChange, Service

SERVICE = "services:\n  care: {name: Care, price: 75 EUR per month, %s}\n"


def test_a_record_is_made_whole_and_stays_as_it_is():
    brand = Brand(primary="#000000")
    assert (brand.primary, brand.accent, brand.logo) == ("#000000", "#b5481f", None)
    assert brand == Brand().change_keys(primary="#000000") != Brand()
    with pytest.raises(AttributeError, match="primary"):
        brand.primary = "#ffffff"
    for wrong in ({}, {"from_": None}, {"price": None, "from_": None, "until": None}):
        with pytest.raises(TypeError, match="PriceChange"):
            PriceChange(**wrong)


def test_keys_are_written_with_spaces_and_without_what_only_python_needs():
    assert {"not with", "when", "on"} <= {*Adjustment.keys.leaves}
    assert "from" in PriceChange.keys.leaves
    assert PriceChange.keys.required == ["price", "from"]
    assert "services" not in Service.keys.required


@pytest.mark.parametrize(
    ("rules", "text", "help_"),
    [
        (SERVICE % "change: {price: 80 EUR, form: 2027-01-01}", "form", "`from`"),
        (SERVICE % "rates: {role: {nmae: Role, price: 9 EUR}}", "nmae", "`name`"),
        (SERVICE % "retainer: {tiempo: 2 hours}", "tiempo", "`time`"),
        ("services:\n  care: {name: Care, pirce: 75 EUR}\n", "pirce", "`price`"),
        ("payment: {instalments: [{at: a, shrae: 100 %}]}\n", "shrae", "`share`"),
        ("payment: {late: {rate: {source: a, as_of: 2026-07-01}}}\n", "as_of", "`as of`"),
        ("time: {holidays: {absences: [{form: 08-01}]}}\n", "form", "`from`"),
        ("work: {revisions: {ruonds: 2}}\n", "ruonds", "`rounds`"),
    ],
)
def test_a_misspelt_required_key_is_one_mistake(book, rules, text, help_):
    (found,) = select_errors(book(rules=rules).findings)
    assert (found.code, found.place.text) == ("unknown-key", text)
    assert help_ in found.help


@pytest.mark.parametrize(
    ("written", "code", "message", "help_"),
    [
        ("retainer: 2 hours", "not-a-mapping", "`retainer` holds keys of its own", "`time: …`"),
        ("rates: [5 EUR]", "not-a-mapping", "`rates` holds keys of its own", "`name: …`"),
        ("rates: {a: 5 EUR}", "not-a-mapping", "`a` holds keys of its own", "`name: …`"),
        ("rates: {A b: {name: R, price: 5 EUR}}", "bad-id", "`A b` cannot be an id", "hyphens"),
        ("examples: {with: [a]}", "bad-list", "a list belongs here", "`examples: [{quantity: "),
        ("examples: []", "bad-list", "a list belongs here", "`examples: [{quantity: "),
        ("examples: [2]", "not-a-mapping", "every entry here holds keys of its own", "`quantity"),
    ],
)
def test_what_is_no_group_is_told_with_the_way_to_write_one(book, written, code, message, help_):
    (found,) = select_errors(book(rules=SERVICE % written).findings)
    assert (found.code, found.message) == (code, message)
    assert help_ in found.help
