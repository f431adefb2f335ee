"""Both sides beside each other: what the example says, and where one side stands alone."""

from __future__ import annotations

import json

import pytest

from lindero.guide.fairness import fairness_json, fairness_text
from lindero.loading import load_rulebook
from support.rulebooks import AS_OF, BUSINESS


def test_both_sides_are_shown_with_their_rules_and_an_empty_side_says_so(tmp_path):
    (tmp_path / "business.yml").write_text(BUSINESS, "utf-8")
    rules = """
payment: {due: 15 days after invoice, late: {rate: 1 % per month, acts: may, part: days}}
time: {response: 1 business day}
work: {acceptance: {period: 7 days, silence: yes}}
rights: {confidentiality: {period: 2 years, mutual: no}}
"""
    (tmp_path / "rules.yml").write_text(rules, "utf-8")
    book = load_rulebook(tmp_path, AS_OF).rulebook
    assert book
    subjects = json.loads(fairness_json(book, AS_OF))["clients"]["business"]
    sides = {one["subject"]: (one["client"], one["freelancer"]) for one in subjects}
    assert sides["lateness"] == (["payment.late.rate"], [])
    assert sides["silence"] == (["work.acceptance.silence"], ["time.response.period"])
    assert sides["secrecy"] == ([], ["rights.confidentiality.mutual"])
    assert [one["subject"] for one in subjects if one["one-sided"]] == ["lateness"]
    for language, nothing in (("es", "no se dice nada"), ("en", "nothing is said")):
        text = fairness_text(book, AS_OF, language)
        # Of a client who is bound by nothing no sentence is shown that binds the freelancer.
        assert text.count(nothing) == 2 * len(book.business.clients)
        assert "(time.response.period)" in text


def test_each_rule_is_named_once_with_the_sentences_that_say_what_becomes_of_a_side(book):
    rules = """
payment: {deposit: {share: 40 %, refundable: yes, own: whole}}
time: {response: 1 business day}
endings: {inactivity: {after: 30 days, effect: pause, close: 3 months}}
"""
    rulebook = book(rules=rules).rulebook
    text = fairness_text(rulebook, AS_OF, "en")
    shown = json.loads(fairness_json(rulebook, AS_OF))["clients"]
    for subjects in shown.values():
        for told in (one for subject in subjects for one in subject["told"]["client"]):
            assert f"{told['title']['en']}: {told['says']['en']} (" in text
            assert all(told["figures"].values()), told
    cancelled = "If the client cancels before work starts, the deposit is returned."
    # Once beside giving up, once beside what becomes of the deposit otherwise.
    shown = "    If the client cancels:\n      Deposit: " + cancelled
    assert text.count(f"{shown} (payment.deposit.refundable)") == 2 * text.count("The deposit\n")
    assert "pause the project. After a pause of 3 months," in text
    assert "(endings.inactivity.after, endings.inactivity.close)" in text


@pytest.mark.parametrize(
    ("late", "borne"),
    [
        ("rate: statutory, fixed: 40 EUR", []),
        ("rate: 8 % per year, acts: may", ["payment.late.rate"]),
    ],
)
def test_what_the_law_charges_is_no_burden_of_the_client(book, late, borne):
    services = "services: {a: {name: A, price: 60 EUR per hour}}"
    rules = f"payment: {{due: 15 days after invoice, late: {{{late}}}}}"
    found = book(services=services, rules=rules)
    told = [one.message for one in found.findings if one.code == "one-sided"]
    shown = json.loads(fairness_json(found.rulebook, AS_OF))
    sides = [one["client"] for subjects in shown["clients"].values() for one in subjects]
    assert {address for side in sides for address in side} == {*borne}
    assert len(told) == len(borne)


def test_a_sum_with_tax_is_named_as_it_stands_in_the_file(book):
    tax = "  clients: [business, consumer]\n  tax: {name: VAT, rate: 21 %, included: consumer}\n"
    rules = "time: {meetings: {notice: 1 day, missed: 30 EUR, acts: may}}"
    services = "services: {a: {name: A, price: 60 EUR per hour}}"
    found = book(business=f"{BUSINESS.rstrip()}\n{tax}", services=services, rules=rules)
    told = [one for one in found.findings if one.code == "one-sided"]
    assert ["`time.meetings." in one.message for one in told] == [True], told
    shown = json.loads(fairness_json(found.rulebook, AS_OF))
    sides = [one["client"] for subjects in shown["clients"].values() for one in subjects]
    assert ["time.meetings.missed"] in sides
    assert not any("taxed" in address for side in sides for address in side)
