"""No worked example has adjustments that the rules do not let add up."""

from __future__ import annotations

import pytest

from lindero.pricing.orders import NoPrice

ADJUSTMENTS = """\
adjustments:
  rush: {surcharge: time.urgent.surcharge, when: soon}
  night: {surcharge: 200 EUR, when: late}
  weekend: {factor: payment.surcharges.weekend, when: on Sunday}
  hard: {name: Difficult work, factor: 1.3 ×, when: hard}
  part: {factor: 0.8 ×, when: only a part}
  first: {discount: 5 %, when: at first}
  again: {discount: 10 %, when: again}
"""


@pytest.fixture
def shown(book):
    """The total of one example, or the rule that keeps it from being shown, which is told."""

    def work_out(adjustments: str, payment: str = "", urgent: str = "25 %") -> str:
        payment = payment or "discounts: {returning: 3 %}"
        weekend = "" if "surcharges" in payment else "\n  surcharges: {weekend: 1.5 ×}"
        loaded = book(
            prices="services:\n  it: {name: It, price: 1000 EUR, examples: [{with: "
            f"[{adjustments}]}}]}}\n{ADJUSTMENTS}",
            payment=f"payment:\n  {payment}{weekend}\n",
            time=f"time:\n  urgent: {urgent}\n",
        )
        assert loaded.rulebook, [found.message for found in loaded.findings]
        told = [found for found in loaded.findings if found.code == "example-left-out"]
        quote = loaded.rulebook.example_quotes["it"][0]
        if isinstance(quote, NoPrice):
            assert len(told) == 1
            assert f"`{quote.about[0]}`" in told[0].message
            return quote.about[0]
        assert told == []
        return quote.total.figure.written

    return work_out


STACK = "surcharges: {weekend: 1.5 ×, stack: no}"
BOTH = f"{STACK}\n  discounts: {{returning: 3 %, combine: no}}"
CAP = "surcharges: {weekend: 1.5 ×, cap: 300 EUR}"


@pytest.mark.parametrize(
    ("adjustments", "payment", "found"),
    [
        ("rush, night", "surcharges: {weekend: 1.5 ×, stack: yes}", "1450 EUR"),
        ("rush, night", STACK, "1250 EUR"),
        ("rush, weekend", STACK, "1500 EUR"),
        ("rush, hard", STACK, "1300 EUR"),
        ("rush, hard, night, again", STACK, "1200 EUR"),
        ("night, rush, first, again", BOTH, "1150 EUR"),
        ("rush, first", STACK, "1200 EUR"),
        ("rush", STACK, "1250 EUR"),
        ("rush, night", CAP, "payment.surcharges.cap"),
        ("weekend", CAP, "payment.surcharges.cap"),
        ("rush, first", CAP, "1200 EUR"),
        ("hard, rush", CAP, "payment.surcharges.cap"),
        ("rush, part", STACK, "1050 EUR"),
        ("rush, part", CAP, "1050 EUR"),
        ("rush, night", "surcharges: {weekend: 1.4 ×, cap: 45 %}", "1450 EUR"),
        ("rush, night", "surcharges: {weekend: 1.4 ×, cap: 44 %}", "payment.surcharges.cap"),
        ("first, again", "discounts: {returning: 3 %, combine: no}", "900 EUR"),
        ("first, again", "discounts: {returning: 3 %, combine: yes}", "850 EUR"),
        ("again, rush", "discounts: {returning: 3 %, combine: no}", "1150 EUR"),
        ("again, part", "discounts: {returning: 3 %, combine: no}", "800 EUR"),
    ],
)
def test_adjustments_add_up_as_the_rules_say(shown, adjustments, payment, found):
    assert shown(adjustments, payment) == found


@pytest.mark.parametrize(
    ("adjustments", "least", "found"),
    [
        ("again", "900 EUR", "900 EUR"),
        ("again", "901 EUR", "payment.minimum.least"),
        ("again, night", "901 EUR", "1100 EUR"),
        ("again", "1001 EUR", "900 EUR"),
        ("again", "{least: 901 EUR, per: invoice}", "900 EUR"),
    ],
)
def test_no_discount_takes_an_order_below_the_least_charge(shown, adjustments, least, found):
    """A price for the whole that is less by itself is told elsewhere, and is what it is."""
    payment = f"minimum: {least}\n  discounts: {{returning: 3 %}}"
    assert shown(adjustments, payment) == found


def test_what_is_set_case_by_case_is_in_no_example(shown):
    most = "{surcharge: 25 %, ceiling: yes}"
    assert shown("rush", urgent=most) == "time.urgent.ceiling"
    assert shown("night", urgent=most) == "1200 EUR"
    assert shown("rush", urgent="{surcharge: 25 %, ceiling: no}") == "1250 EUR"
