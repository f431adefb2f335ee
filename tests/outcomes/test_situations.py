"""What happens if: amounts from all rules that hold, and a reason where the rules do not say."""

from __future__ import annotations

from datetime import date

import pytest

from lindero.outcomes.situations import Circumstances, NoOutcome, work_out
from support.rulebooks import AS_OF, BUSINESS

PRICES = """
services:
  site: {name: Site, price: 1450 EUR}
  hours: {name: Hours, price: 60 EUR per hour}
"""
RULES = """
payment:
  deposit: {share: 40 %, refundable: no}
  instalments: {stages: [{at: on approval, share: 30 %}, {at: on delivery, share: 30 %}]}
  due: 15 days after invoice
  late: {rate: 1.5 % per month, part: days}
work: {timeline: {dates: promise, remedy: 2 % per week, cap: 5 %, cancel: 20 days}}
endings:
  cancellation: {stages: [{at: at the start, share: 40 %}, {at: halfway, share: 70 %}], refund: yes}
"""


@pytest.fixture
def ask(book):
    """The lines of a situation: kind and amount."""

    def work(name: str, rules: str = RULES, *, service: str = "site", days: int = 0):
        found = book(business=BUSINESS, prices=PRICES, rules=rules).rulebook
        assert found
        client = found.business.clients[0]
        outcome = work_out(found, name, Circumstances(client, service, AS_OF, days))
        return [(line.kind, line.amount and line.amount.written) for line in outcome.lines]

    return work


def test_an_order_is_paid_in_parts_that_come_to_its_price(ask):
    assert ask("order") == [("deposit", "580 EUR"), ("stage", "435 EUR"), ("stage", "435 EUR")]


def test_each_stage_of_cancelling_says_what_is_still_to_pay(ask):
    stages = [("total", "580 EUR"), ("total", "1015 EUR"), ("still", "435 EUR")]
    assert ask("cancel") == stages


def test_what_was_paid_beyond_a_stage_comes_back_where_the_rules_say_so(ask):
    rules = """
payment: {deposit: 40 %}
endings: {cancellation: {stages: [{at: at the start, share: 10 %}]REFUND}}
"""
    back = ask("cancel", rules.replace("REFUND", ", refund: yes"))
    assert back == [("total", "145 EUR"), ("back", "435 EUR")]
    unsaid = ask("cancel", rules.replace("REFUND", ""))
    assert unsaid == [("total", "145 EUR"), ("unsaid", "435 EUR")]


@pytest.mark.parametrize(
    ("days", "lines"),
    [
        (7, [("off", "29 EUR")]),
        (14, [("off", "58 EUR")]),
        # The cap of 5 %, and more than 20 days.
        (21, [("off", "72.5 EUR"), ("may-cancel", None)]),
    ],
)
def test_a_late_delivery_takes_off_what_the_rule_says(ask, days, lines):
    assert ask("own-late", days=days) == lines


def test_paying_late_costs_what_the_days_come_to(ask):
    assert ask("late", days=60) == [("charge", "43.5 EUR")]


@pytest.mark.parametrize(
    ("name", "rules", "service", "days", "reason"),
    [
        ("order", RULES, "hours", 0, "no-price"),
        ("order", "payment: {deposit: none}", "site", 0, "no-rule"),
        ("cancel", "endings: {cancellation: none}", "site", 0, "no-rule"),
        ("late", "payment: {late: none}", "site", 30, "no-rule"),
        (
            "late",
            "payment: {due: 15 days after invoice, late: {rate: statutory}}",
            "site",
            30,
            "open",
        ),
        ("own-late", RULES, "site", 10, "part-of-period"),
    ],
)
def test_what_the_rules_do_not_say_has_a_reason(ask, name, rules, service, days, reason):
    with pytest.raises(NoOutcome) as refused:
        ask(name, rules, service=service, days=days)
    assert refused.value.reason == reason


def test_each_client_is_told_what_holds_for_that_one(book):
    business = f"{BUSINESS.rstrip()}\n  clients: [business, consumer]\n"
    rules = """
payment: {deposit: [{share: 50 %, for: business}, {share: 20 %, for: consumer}]}
"""
    found = book(business=business, prices=PRICES, rules=rules).rulebook
    deposits = {
        client: work_out(found, "order", Circumstances(client, "site", date(2026, 12, 1)))
        for client in ("business", "consumer")
    }
    assert {client: one.lines[0].amount.written for client, one in deposits.items()} == {
        "business": "725 EUR",
        "consumer": "290 EUR",
    }
