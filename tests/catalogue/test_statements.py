"""What the catalogue says on a page of some answers, where it once said more, or said it oddly."""

from __future__ import annotations

import re

import pytest

from lindero.catalogue.points import load_points
from lindero.catalogue.specs import list_rule_specs
from lindero.site.pages import make_pages
from support.read_back import read_page


@pytest.fixture
def read(book):
    """The terms page of some rules, as it is read."""

    def read_terms(rules: str) -> str:
        loaded = book(rules=rules)
        assert loaded.rulebook, loaded.findings
        text = read_page(make_pages(loaded.rulebook)["terms/index.md"].body).text
        return re.sub(r" ([.,;])", r"\1", text.replace("\N{NO-BREAK SPACE}", " "))

    return read_terms


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        (
            "time: {meetings: {included: 0, billed: 30 EUR per hour}}",
            "The price includes no meetings. Each meeting costs €30 per hour.",
        ),
        ("time: {meetings: {included: 0, billed: on request}}", "Meetings are quoted beforehand."),
        ("endings: {inactivity: {after: 30 days, effect: close}}", "Inactive projects"),
        ("conduct: {amendments: {announced: [this site]}}", "announced here: this site."),
        ("rights: {data: {processors: [the web host]}}", "also handled by the web host."),
        (
            "endings: {refunds: {cases: [a payment made twice]}}",
            "for any of the following: a payment made twice.",
        ),
        ("endings: {complaints: {answer: 1 day, steps: [a call]}}", "this comes next: a call."),
        ("time: {emergency: {callers: [the manager]}}", "may be reported by the manager."),
        (
            "rights: {ownership: on payment, usage: {media: [private study]}}",
            "The permitted use is the following: private study.",
        ),
    ],
)
def test_a_page_says_it_as_it_is(read, rules, sentence):
    assert sentence in read(rules)


def test_a_cost_of_waiting_is_no_option_that_nobody_wrote(read):
    fee = "work: {{delays: {{fee: 20 EUR per hour{}}}}}"
    option = "charged only if"
    assert option not in read(fee.format(""))
    assert option in read(fee.format(", acts: may"))


def test_every_point_is_settled_by_a_statement_or_an_answer():
    rules = list_rule_specs().values()
    settling = [one for rule in rules for one in (*rule.clauses.values(), *rule.claims)]
    settled = {point for one in settling for point in one.settles}
    assert settled == {name for name, point in load_points().items() if not point.reckoned}
