"""What situations come to, reckoned twice: from what the page is made from, and to read it back."""

from __future__ import annotations

import pytest

from lindero.expected.answer_sums import reckon_sums
from lindero.expected.slow_sums import Deal
from lindero.outcomes.outcome import Circumstances, NoOutcome
from lindero.outcomes.situations import work_out
from support.rulebooks import AS_OF, BUSINESS

PRICES = "services: {site: {name: Site, price: 1450.50 EUR, delivery: 6 weeks}}"
LATE = "payment: {due: 15 days after invoice, late: {RULE}}"
CANCEL = """
payment: {deposit: {share: 40 %RETURNED}}
endings: {cancellation: {stages: [{at: start, share: 10 %}, {at: end, share: 70 %}]ANSWERS}}
"""
OWN = "work: {timeline: {dates: promise, remedy: RULE}}"


def say_late(rule: str) -> str:
    """A rule on paying late with these answers."""
    return LATE.replace("RULE", rule)


def say_cancelling(answers: str = "", returned: str = "") -> str:
    """A ladder of two stages with these answers beside it."""
    return CANCEL.replace("ANSWERS", answers).replace("RETURNED", returned)


CASES = [
    # 40 % of 1450.50 is 580.20; the last stage takes what is left.
    (
        "order",
        """
payment:
  deposit: 40 %
  instalments: {stages: [{at: halfway, share: 33.3 %}, {at: end, share: 26.7 %}]}
""",
        "deposit 580.2, stage 483.02, stage 387.28",
    ),
    (
        "order",
        """
payment:
  deposit: {share: 40 %, by-size: [{up to: 1000 EUR, share: 100 %}], covers: 3 weeks}
  instalments: {stages: [{at: halfway, share: rest}, {at: end, share: rest}]}
""",
        "deposit 725.25, stage 362.63, stage 362.62",
    ),
    (
        "order",
        """
payment:
  deposit: 100 EUR
  instalments: {by-size: [{up to: 1000 EUR, share: 100 %}, {over: 1000 EUR, share: 40 %}]}
""",
        "deposit 100, part 580.2, part 580.2, part 190.1",
    ),
    ("order", "payment: {deposit: smaller of 50 % and 300 EUR}", "deposit 300, rest 1150.5"),
    # 45 days are one month and a half.
    ("late", say_late("rate: 2 % per month"), "charge 43.52"),
    ("late", say_late("rate: 2 % per month, part: full"), "charge 29.01"),
    ("late", say_late("rate: 2 % per month, part: begun, fixed: 40 EUR"), "charge 98.02"),
    ("late", say_late("rate: 2 % per month, grace: 15 days, backdated: no"), "charge 29.01"),
    ("late", say_late("rate: 2 % per month, compound: yes"), "charge 43.81"),
    ("late", say_late("rate: 2 % per month, minimum: 50 EUR, cap: 1 %"), "charge 14.51"),
    ("late", say_late("rate: 9 % per year, year: 360"), "charge 16.32"),
    (
        "late",
        say_late(
            "rate: 1 % per month, escalation: [{up to: 60 days, rate: 1 % per month},"
            " {over: 60 days, rate: 3 % per month}]"
        ),
        "charge 50.77",
    ),
    ("late", say_late("rate: 2 % per month, grace: 5 business days, backdated: yes"), ""),
    ("late", say_late("rate: statutory"), ""),
    (
        "cancel",
        say_cancelling(", refund: yes, fee: 20 EUR"),
        "total 165.05, back 415.15, total 1035.35, still 455.15",
    ),
    ("cancel", say_cancelling(), "total 145.05, unsaid 435.15, total 1015.35, still 435.15"),
    ("cancel", say_cancelling(", refund: no"), "total 580.2, total 1015.35, still 435.15"),
    (
        "cancel",
        say_cancelling(returned=", refundable: no"),
        "total 580.2, total 1015.35, still 435.15",
    ),
    (
        "cancel",
        say_cancelling(", credit: 90 days"),
        "total 145.05, credit 435.15, total 1015.35, still 435.15",
    ),
    (
        "cancel",
        say_cancelling(", refund: no, credit: 90 days"),
        "total 145.05, credit 435.15, total 1015.35, still 435.15",
    ),
    ("own-late", OWN.replace("RULE", "2 % per week"), "off 87.03"),
    ("own-late", OWN.replace("RULE", "2 % per week, cap: 50 EUR"), "off 50"),
]


@pytest.mark.parametrize(("name", "rules", "sums"), CASES)
def test_both_reckonings_come_to_the_same(book, name, rules, sums):
    found = book(business=BUSINESS, prices=PRICES, rules=rules).rulebook
    assert found
    facts = {fact.spec.role: fact for fact in found.facts.values() if fact.spec and fact.spec.role}
    service = found.services["site"]
    slow = reckon_sums(name, Deal(service.price.low, service.delivery, facts))
    assert ", ".join(f"{one.kind} {one.amount.written[:-4]}" for one in slow) == sums
    try:
        quick = work_out(found, name, Circumstances(found.business.clients[0], "site", AS_OF)).sums
    except NoOutcome:
        quick = ()
    assert [(one.kind, one.amount, one.at, one.delay) for one in quick] == [
        (one.kind, one.amount, one.at, one.delay) for one in slow
    ]


def test_neither_comes_to_a_sum_of_which_nobody_knows_the_taxes(book):
    business = f"{BUSINESS}  clients: [business, consumer]\n"
    business += "  tax: {name: VAT, rate: 21 %, included: consumer}\n"
    other = "text: {name: Texts, price: 300 EUR, tax: {rate: 10 %}}"
    prices = PRICES.replace("}}", f"}}, {other}}}")
    found = book(business=business, prices=prices, rules="payment: {deposit: 200 EUR}").rulebook
    assert found
    for client, sums in (("business", ["deposit", "rest"]), ("consumer", [])):
        told = found.tell_client(client)
        facts = {fact.spec.role: fact for fact in told.rules["payment.deposit"].facts.values()}
        service = told.services["site"]
        slow = reckon_sums("order", Deal(service.price.low, service.delivery, facts))
        quick = work_out(found, "order", Circumstances(client, "site", AS_OF)).sums
        assert [one.kind for one in slow] == [one.kind for one in quick] == sums
