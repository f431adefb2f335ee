"""A share or a sum of nothing is said in words, or told."""

from __future__ import annotations

import re

import pytest

from lindero.site.pages import make_pages
from support.read_back import read_page

BILINGUAL = "languages: [en, es]"


@pytest.fixture
def read(book):
    """What the terms say of a rule of payment, and the codes of what is found."""

    def read_terms(rules: str, path: str = "terms/index.md") -> tuple[str, list[str]]:
        loaded = book(payment=f"payment:\n  due: 30 days after invoice\n{rules}")
        assert loaded.rulebook, loaded.findings
        text = read_page(make_pages(loaded.rulebook)[path].body).text
        codes = [found.code for found in loaded.findings]
        return re.sub(r" ([.,;”)])", r"\1", text.replace("\N{NO-BREAK SPACE}", " ")), codes

    return read_terms


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("deposit: 0 %", "No deposit is asked for."),
        ("deposit: {share: 0 EUR, due: on signature, refundable: no}", "No deposit is asked for."),
        ("late: 0 % per month", "Late payment carries no extra charge."),
        ("late: {rate: 0 EUR per day, grace: 5 days}", "Late payment carries no extra charge."),
        ("taxes: 0 %", "Nothing is withheld from invoices."),
        ("returned: 0 EUR", "There is no charge for a returned payment."),
        ("minimum: 0 EUR", "There is no minimum charge."),
        ("reserve: 0 %", "No reserve for changes is advised."),
        ("expenses: {approval: 0.00 EUR}", "Every expense needs the client’s approval first."),
    ],
)
def test_a_rule_of_nothing_reads_as_none(read, rule, sentence):
    text, codes = read(f"  {rule}\n")
    assert sentence in text
    assert not re.search(r"\b0(\.00)?%|€0|0\.00", text)
    assert codes == []


def test_in_one_case_it_is_none_in_that_case(read):
    deposit = "  deposit: [{share: 40 %}, {share: 0 %, for: consumer}]\n"
    text, codes = read(deposit)
    assert "For consumers No deposit is asked for." in text
    assert codes == []


def test_steps_of_nothing_are_said_in_words(read):
    steps = "[{up to: 1000 EUR, share: 0 %}, {over: 1000 EUR, share: 5 %}]"
    text, codes = read(f"  discounts: {{volume: {steps}}}\n")
    said = "The volume discount depends on the order and is not just for the part above a limit:"
    assert f"{said} nothing up to €1,000; 5% above that." in text
    assert codes == []


def test_the_share_after_a_step_of_nothing_says_of_what_it_is_one(read):
    steps = "[{up to: 1000 EUR, share: 0 %}, {up to: 5000 EUR, share: 20 %}]"
    text, _ = read(f"  deposit: {{share: 10 %, by-size: {steps}}}\n")
    assert "nothing if it is €1,000 or less; 20% of the price if" in text


@pytest.mark.parametrize(
    "rule",
    [
        "late: {rate: 1 % per month, minimum: 0 EUR}",
        "late: {rate: 0 % once, fixed: 40 EUR}",
        "taxes: {withholding: 0 %, abroad: client}",
    ],
)
def test_what_would_show_a_nought_is_told(read, rule):
    _, codes = read(f"  {rule}\n")
    assert codes == ["worth-nothing"]


def test_what_an_author_says_himself_stays(read):
    text, _ = read('  deposit: {share: 0 %, text: "Nothing before work starts."}\n')
    assert "Nothing before work starts." in text
