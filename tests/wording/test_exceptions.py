"""What a card and the table say of a rule leaves out no exception that its page tells."""

from __future__ import annotations

import pytest

from lindero.wording.figures import reader_for
from lindero.wording.markup import Scope, inline_plain
from lindero.wording.phrases import Phrases

DUE = "payment:\n  due: 15 days after invoice\n"
STEPS = "[{up to: 30 days, rate: 1.5 % per month}, {over: 30 days, rate: 2 % per month}]"
STAGES = "[{at: on approval, share: 50 %}, {at: on delivery, share: 50 %}]"


@pytest.fixture
def say(book):
    """What is said of a rule on its card, or in the table to one side."""

    def say_rule(rules: str, rule_id: str, form: str) -> str:
        rulebook = book(rules=rules).rulebook
        rule = rulebook.rules[rule_id]
        reader = reader_for(rulebook.business, "en")
        phrases, scope = Phrases(rulebook, rule, reader), Scope(rulebook, reader, str, rule)
        lines = [phrases.brief] if form == "card" else phrases.describe_duties(form).values()
        said = " ".join(inline_plain(nodes, scope) for nodes in lines)
        return said.replace("\N{NO-BREAK SPACE}", " ")

    return say_rule


@pytest.mark.parametrize(
    ("rules", "rule_id", "form", "exception"),
    [
        (
            f"{DUE}  late: {{rate: 1.5 % per month, grace: 5 days, escalation: {STEPS}}}\n",
            "payment.late",
            "card",
            "2% per month after that; no charge for up to 5 days.",
        ),
        (
            "work: {revisions: {rounds: 2, scope: stage, first: 3, last: 1}}\n",
            "work.revisions",
            "card",
            "Included per stage, with another number in some stages.",
        ),
        (
            "work: {revisions: {rounds: 2, last: 1}}\n",
            "work.revisions",
            "freelancer",
            "with another number in some stages.",
        ),
        (
            f"payment: {{instalments: {{stages: {STAGES}, above: 3000 EUR}}}}\n",
            "payment.instalments",
            "client",
            "If the price is above €3,000, you pay",
        ),
        (
            f"payment: {{instalments: {{stages: {STAGES}, above: 3000 EUR, wait: yes}}}}\n",
            "payment.instalments",
            "card",
            "If the price is above €3,000: 50%",
        ),
    ],
)
def test_an_exception_is_told_where_the_rule_is(say, rules, rule_id, form, exception):
    assert exception in say(rules, rule_id, form)
