"""What an example wants that is not shown, in plain words, and silence where one is."""

from __future__ import annotations

import pytest

from lindero.guide.topics import report_text, report_topics

PRICES = "services:\n  site: {name: Site, price: 1450 EUR}\n"
BY_SIZE = "{by-size: [{up to: 1000 EUR, share: 100 %}, {over: 1000 EUR, share: 25 %}]}"
BY_LENGTH = "{by-length: [{up to: 4 weeks, share: 50 %}, {over: 4 weeks, share: 25 %}]}"
STEPS = "[{up to: 30 days, rate: 1 % per month}, {over: 30 days, rate: 2 % per month}]"


@pytest.mark.parametrize(
    ("payment", "prices", "said"),
    [
        ("deposit: 40 %", PRICES, None),
        ("deposit: none", PRICES, None),
        ("deposit: 40 %", PRICES.replace("EUR", "EUR per page"), "no service has a fixed price"),
        ("deposit: {share: 40 %, covers: 1 week}", PRICES, "`payment.deposit.covers` asks what"),
        ("instalments: {ahead: 1 week}", PRICES, "`payment.instalments.ahead` asks what each"),
        (f"instalments: {BY_LENGTH}", PRICES, "`payment.instalments.by-length` asks how long"),
        (
            f"instalments: {BY_LENGTH}",
            PRICES.replace("1450 EUR", "1450 EUR, delivery: 3 weeks"),
            None,
        ),
        (f"instalments: {BY_SIZE}", PRICES, None),
        (
            f"instalments: {BY_SIZE.replace('25', '5')}",
            PRICES,
            "`payment.instalments.by-size` makes",
        ),
        (
            "deposit: [40 %, {share: 20 %, from: 2099-01-01}]",
            PRICES,
            "it differs by service or by day",
        ),
        ("expenses: {approval: 100 EUR, travel: 35 EUR per hour}", PRICES, None),
        ("expenses: {approval: 100 EUR, travel: 50 %}", PRICES, "`payment.expenses.travel` is of"),
        (
            "expenses: {approval: 100 EUR, travel: 0.5 ×}",
            PRICES.replace("1450 EUR", "60 EUR per hour"),
            None,
        ),
        ("classes: {complex: 1.25 ×}", PRICES, "`payment.classes.complex` is of the usual rate"),
        (
            "classes: {complex: 1.25 ×}",
            PRICES.replace("1450 EUR", "62.55 EUR per hour"),
            "`payment.classes.complex` of each rate in the price list has to be rounded",
        ),
        ("classes: {complex: 1.2 ×}", PRICES.replace("1450 EUR", "60 EUR per hour"), None),
        ("reserve: 10 %", PRICES, None),
        ("reserve: 10 %", PRICES.replace("1450 EUR", "on request"), "no service has a fixed price"),
        ("late: 1 % per month", PRICES, None),
        ("late: statutory", PRICES, "others set the rate"),
        ("late: {rate: 1 % per month, grace: 5 days}", PRICES, "`payment.late.backdated` is open"),
        (
            f"late: {{rate: 1 % per month, compound: yes, escalation: {STEPS}}}",
            PRICES,
            "its steps can be counted only by days",
        ),
        (
            "late: {rate: 1 % per month, grace: 5 business days, backdated: yes}",
            PRICES,
            "the calendar decides",
        ),
        ("late: 1 % per month", PRICES.replace("1450 EUR", "on request"), "no service has a price"),
    ],
)
def test_the_topics_say_what_an_example_wants(book, payment, prices, said):
    loaded = book(prices=prices, payment=f"payment:\n  due: 15 days after invoice\n  {payment}\n")
    report = report_topics(loaded)
    missing = [question.missing for question in report.questions if question.missing]
    assert len(missing) == (said is not None)
    text = " ".join(report_text(report).split())
    assert f"No worked example: {said}" in text if said else "No worked example" not in text
