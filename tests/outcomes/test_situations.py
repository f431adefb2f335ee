"""What happens if: amounts from all rules that hold, and a reason where the rules do not say."""

from __future__ import annotations

from datetime import date

import pytest

from lindero.outcomes.outcome import Circumstances, NoOutcome, OutcomeLine
from lindero.outcomes.situations import work_out
from lindero.wording.answers import explain_open
from lindero.wording.figures import reader_for
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
    """The lines of a situation: kind and amount, or which statement it is."""

    def work(
        name: str, rules: str = RULES, *, service: str = "site", days: int = 0, sums_only=True
    ):
        found = book(business=BUSINESS, prices=PRICES, rules=rules).rulebook
        assert found
        client = found.business.clients[0]
        outcome = work_out(found, name, Circumstances(client, service, AS_OF, days))
        if sums_only:
            return [(line.kind, line.amount.written) for line in outcome.sums]
        return [
            line.kind if isinstance(line, OutcomeLine) else line.address for line in outcome.lines
        ]

    return work


def test_an_order_is_paid_in_parts_that_come_to_its_price(ask):
    assert ask("order") == [("deposit", "580 EUR"), ("stage", "435 EUR"), ("stage", "435 EUR")]


def test_agreements_without_an_end_are_told_of_where_something_is_sold_that_goes_on(ask, book):
    rules = "endings: {termination: {notice: 30 days}}"
    with pytest.raises(NoOutcome):
        ask("giving-up", rules, sums_only=False)
    resigned = rules.replace("}}", "}, resignation: {refund: 100 %, basis: undelivered}}")
    assert ask("giving-up", resigned, sums_only=False) == ["endings.resignation.refund"]
    monthly = f"{PRICES}  care: {{name: Care, price: 100 EUR per month}}\n"
    found = book(business=BUSINESS, prices=monthly, rules=rules).rulebook
    asked = Circumstances(found.business.clients[0], "", AS_OF)
    lines = work_out(found, "giving-up", asked).lines
    with pytest.raises(NoOutcome):
        work_out(found, "giving-up", Circumstances(found.business.clients[0], "site", AS_OF))
    assert [line.address for line in lines] == ["endings.termination.notice"]


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
    kept = ask("cancel", rules.replace("REFUND", ", refund: no"))
    assert kept == [("total", "580 EUR")]
    for rest in (", credit: 90 days", ", refund: no, credit: 90 days"):
        credited = ask("cancel", rules.replace("REFUND", rest))
        assert credited == [("total", "145 EUR"), ("credit", "435 EUR")]


@pytest.mark.parametrize(
    ("days", "lines"),
    [
        (7, [("off", "29 EUR")]),
        (14, [("off", "58 EUR")]),
        # The cap of 5 %.
        (21, [("off", "72.5 EUR")]),
    ],
)
def test_a_late_delivery_takes_off_what_the_rule_says(ask, days, lines):
    assert ask("own-late", days=days) == lines


def test_paying_late_costs_what_the_days_come_to(ask):
    assert ask("late", days=60) == [("charge", "43.5 EUR")]


def test_sums_stand_among_the_statements_that_tell_of_them(ask):
    assert ask("order", sums_only=False) == [
        "payment.deposit.share",
        "deposit",
        "stage",
        "stage",
        "payment.due.deadline",
    ]
    assert ask("own-late", days=7, sums_only=False) == [
        "work.timeline.remedy",
        "off",
        "work.timeline.cap",
        "work.timeline.cancel",
    ]


@pytest.mark.parametrize(
    ("name", "rules", "said"),
    [
        (
            "silence",
            """
work: {acceptance: {period: 7 days, silence: no}}
endings: {inactivity: {after: 30 days, effect: close}}
""",
            [
                "work.acceptance.period",
                "work.acceptance.unanswered",
                "endings.inactivity.may-close-at-once",
            ],
        ),
        (
            "change",
            "work: {changes: none, revisions: {rounds: 2, extra: 60 EUR per hour}}",
            ["work.changes.none", "work.revisions.included", "work.revisions.extra"],
        ),
        (
            "meeting",
            "time: {meetings: {notice: 2 days, missed: 30 EUR, acts: does, repeat: yes}}",
            ["time.meetings.missed-charged", "time.meetings.repeated"],
        ),
        ("fault", "work: {warranty: none}", ["work.warranty.none"]),
        ("fault", "work: {warranty: 30 days}", ["work.warranty.period"]),
        (
            "giving-up",
            "endings: {resignation: {notice: 15 days, cause: yes, basis: paid}}",
            [
                "endings.resignation.notice",
                "endings.resignation.cause",
                "endings.resignation.refund",
            ],
        ),
        ("late", "payment: {late: none}", ["payment.late.none"]),
        ("cancel", "endings: {cancellation: none}", ["endings.cancellation.none"]),
        (
            "cancel",
            "endings: {cancellation: {stages: [{at: before work starts, share: 40 %}]}}",
            ["endings.cancellation.due"],
        ),
        # Whatever costs money is said, and shares where there are no sums.
        (
            "cancel",
            """
payment: {deposit: {share: 40 %, refundable: no}}
endings:
  cancellation:
    stages: [{at: at the start, share: 40 %}]
    fee: 20 EUR
    notice: 15 days
    worked: yes
""",
            [
                "endings.cancellation.due",
                "endings.cancellation.fee",
                "payment.deposit.kept",
                "endings.cancellation.more",
                "endings.cancellation.notice",
            ],
        ),
        (
            "late",
            """
payment:
  due: 15 days after invoice
  late: {rate: 1 % per month, fixed: 40 EUR, grace: 5 days, backdated: yes, cap: 20 %}
""",
            [
                "payment.late.may",
                "payment.late.fixed",
                "payment.late.grace",
                "payment.late.backdated",
                "payment.late.cap",
            ],
        ),
        (
            "order",
            RULES,
            ["payment.deposit.share", "payment.instalments.stages", "payment.due.deadline"],
        ),
        # What has no certain price is still answered where no sum is asked for.
        ("order", "payment: {due: 15 days after invoice}", ["payment.due.deadline"]),
    ],
)
def test_what_comes_to_no_sum_is_told_in_the_words_of_the_rules(ask, name, rules, said):
    assert ask(name, rules, service="hours", sums_only=False) == said


@pytest.mark.parametrize(
    ("name", "rules", "service", "days", "reason"),
    [
        ("order", "payment: {deposit: none}", "hours", 0, "no-price"),
        ("order", "payment: {deposit: none}", "site", 0, "no-rule"),
        ("cancel", "payment: {deposit: none}", "site", 0, "no-rule"),
        ("late", "payment: {deposit: 40 %}", "site", 30, "no-rule"),
        # A rule of meetings that says nothing of those that are missed.
        ("meeting", "time: {meetings: {notice: 2 days, move: 1 day}}", "site", 0, "no-answer"),
        ("fault", "payment: {deposit: none}", "site", 0, "no-rule"),
    ],
)
def test_what_the_rules_do_not_say_has_a_reason(ask, name, rules, service, days, reason):
    with pytest.raises(NoOutcome) as refused:
        ask(name, rules, service=service, days=days)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("name", "rules", "days", "reason"),
    [
        (
            "late",
            "payment: {due: 15 days after invoice, late: {rate: statutory}}",
            30,
            "set-by-others: payment.late.rate",
        ),
        (
            "late",
            "payment: {due: 15 days after invoice, late: {rate: 1 % per month, grace: 5 days}}",
            30,
            "needs-value: payment.late.backdated",
        ),
        (
            "late",
            """
payment:
  due: 15 days after invoice
  late: {rate: 1 % per month, grace: 5 business days, backdated: yes}
""",
            30,
            "needs-value: payment.late.grace",
        ),
        (
            "order",
            "payment: {deposit: {share: 40 %, covers: 1 week}}",
            30,
            "needs-value: services.site.delivery",
        ),
        ("own-late", RULES, 10, "part-of-period: 2 % per week"),
        (
            "order",
            """
payment:
  deposit: 40 %
  discounts: {volume: [{up to: 1000 EUR, share: 0 %}, {over: 1000 EUR, share: 5 %}], on: base}
""",
            30,
            "by-size: site",
        ),
    ],
)
def test_statements_stay_where_sums_cannot_be_worked_out(book, name, rules, days, reason):
    found = book(business=BUSINESS, prices=PRICES, rules=rules).rulebook
    client = found.business.clients[0]
    outcome = work_out(found, name, Circumstances(client, "site", AS_OF, days))
    assert str(outcome.unworked) == reason
    assert outcome.lines
    assert not outcome.sums
    # A price that the size of the order changes is not told as if it were paid.
    assert (outcome.price is None) == reason.startswith("by-size")


@pytest.mark.parametrize("price", ["on request", "from 900 EUR", "125 EUR per month"])
def test_a_part_of_a_price_that_nobody_knows_is_told_with_that_price(book, price):
    prices = f"services: {{care: {{name: Care, price: {price}}}}}"
    found = book(business=BUSINESS, prices=prices, rules="payment: {deposit: 40 %}").rulebook
    unworked = work_out(found, "order", Circumstances("business", "care", AS_OF)).unworked
    said = explain_open(reader_for(found.business, "en"), unworked)
    assert said.startswith("`payment.deposit.share` is reckoned of a price, and `services.care.pr")


def test_an_answer_without_a_sum_leaves_nothing_open(book):
    rules = "endings: {cancellation: {worked: yes}}"
    found = book(business=BUSINESS, prices=PRICES, rules=rules).rulebook
    outcome = work_out(found, "cancel", Circumstances("business", "site", AS_OF))
    assert [line.address for line in outcome.lines] == ["endings.cancellation.worked"]
    assert outcome.unworked is None


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
    assert {client: one.sums[0].amount.written for client, one in deposits.items()} == {
        "business": "725 EUR",
        "consumer": "290 EUR",
    }


def test_nobody_is_told_of_what_is_sold_to_others(book):
    business = f"{BUSINESS.rstrip()}\n  clients: [business, consumer]\n"
    prices = PRICES.replace("price:", "for: consumer, price:")
    found = book(business=business, prices=prices, rules=RULES).rulebook
    with pytest.raises(NoOutcome) as refused:
        work_out(found, "order", Circumstances("business", "site", AS_OF))
    assert refused.value.reason == "not-sold"


BOOKED = """
endings:
  booking: {notice: 90 days, fee: 50 %, scale: [SCALE], acts: does}
  cancellation: {worked: yes}
"""


@pytest.mark.parametrize(
    ("scale", "days", "sums"),
    [
        ("{up to: 15 days, fee: 100 %}, {up to: 45 days, fee: 75 %}", 100, ["0 EUR"]),
        ("{up to: 15 days, fee: 100 %}, {up to: 45 days, fee: 75 %}", 90, ["0 EUR"]),
        ("{up to: 15 days, fee: 100 %}, {up to: 45 days, fee: 75 %}", 89, ["500 EUR"]),
        ("{up to: 15 days, fee: 100 %}, {up to: 45 days, fee: 75 %}", 46, ["500 EUR"]),
        ("{up to: 15 days, fee: 100 %}, {up to: 45 days, fee: 75 %}", 45, ["750 EUR"]),
        ("{up to: 15 days, fee: 100 %}, {up to: 45 days, fee: 75 %}", 15, ["1000 EUR"]),
        # Nobody knows how many days ten business days are, only that forty are more.
        ("{up to: 10 business days, fee: 100 %}", 12, []),
        ("{up to: 10 business days, fee: 100 %}", 1, ["1000 EUR"]),
        # Not asked for a number of days, nothing is said of them.
        ("{up to: 15 days, fee: 100 %}", None, []),
    ],
)
def test_cancelling_a_booking_costs_what_holds_so_many_days_before(book, scale, days, sums):
    site = "services: {site: {name: Site, price: 1000 EUR}}"
    loaded = book(services=site, rules=BOOKED.replace("SCALE", scale))
    assert loaded.rulebook, loaded.findings
    asked = Circumstances("business", "site", AS_OF, days)
    told = work_out(loaded.rulebook, "cancel", asked)
    assert [line.amount.written for line in told.sums] == sums


@pytest.mark.parametrize(
    ("rules", "reason", "about", "example"),
    [
        ("work: {timeline: {dates: promise}}", "no-answer", "work.timeline", "`notice`, `remedy`"),
        ("payment: {deposit: 40 %}", "no-rule", "work.timeline", ""),
    ],
)
def test_who_is_told_that_nothing_answers_is_told_what_would(book, rules, reason, about, example):
    loaded = book(services="services: {site: {name: Site, price: 1000 EUR}}", rules=rules)
    with pytest.raises(NoOutcome) as refused:
        work_out(loaded.rulebook, "own-late", Circumstances("business", "site", AS_OF))
    told = refused.value
    assert (told.reason, told.about) == (reason, about)
    assert told.example.startswith(example)
