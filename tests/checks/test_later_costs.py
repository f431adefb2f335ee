"""Who says so later pays no less, and nobody more than the price: told once, at its place."""

from __future__ import annotations

import pytest

SOLD = "services:\n  shoot: {name: Shoot, price: 390 EUR}\n  talk: {name: Talk, price: 90 EUR}\n"
BOOKED = "notice: 24 hours, own: choose"


SCALE = "scale: [{up to: 2 hours, fee: %}, {up to: 12 hours, fee: 80 %}]"
RULES = {
    "booking: {@, fee: 50 %, missed: 100 %}": [],
    "booking: {@, fee: 50 %, missed: 10 %}": [("cheaper-later", "10 %", "50 %")],
    "booking: {@, fee: 60 EUR, missed: 60 EUR}": [],
    "booking: {@, fee: 40 EUR, missed: 60 EUR}": [],
    "booking: {@, fee: 2 hours, missed: 30 minutes}": [("cheaper-later", "30 min", "2 h")],
    "booking: {@, fee: 50 %, missed: 60 EUR}": [
        ("cheaper-later", "`60 EUR` is less than `50 %` of `services.shoot.price`")
    ],
    "booking: {@, fee: 10 %, missed: 60 EUR}": [],
    "booking: {@, fee: 50 EUR, missed: 50 %}": [
        ("cheaper-later", "at `services.talk.price` `50 %` is less than `50 EUR`")
    ],
    # Of another currency nobody knows which is less.
    "booking: {@, fee: 50 %, missed: 60 USD}": [],
    f"booking: {{@, fee: 50 %, {SCALE.replace('%', '100 %', 1)}}}": [],
    f"booking: {{@, {SCALE.replace('%', '20 %', 1)}}}": [("cheaper-later", "20 %", "80 %")],
    f"booking: {{@, {SCALE.replace('%', '90 %', 1)}, missed: 85 %}}": [
        ("cheaper-later", "85 %", "90 %")
    ],
    "booking: {@, missed: 390 EUR}": [],
    "booking: {@, missed: 391 EUR}": [("conflicting-rules", "391 EUR", "services.shoot.price")],
    "cancellation: {stages: [{at: on delivery, share: 9 %}, {at: before start, share: 95 %}]}": [
        ("cheaper-later", "before work starts", "on delivery")
    ],
    "cancellation: {stages: [{at: 9 days before, share: 5 %}, {at: 4 weeks before, share: 9 %}]}": [
        ("cheaper-later", "4 weeks before", "9 days before")
    ],
    "cancellation: {stages: [{at: on delivery of one, share: 5 %}, {at: at last, share: 9 %}]}": [],
}


@pytest.mark.parametrize(("rule", "told"), RULES.items())
def test_what_comes_later_costs_no_less(book, rule, told):
    endings = f"endings:\n  {rule.replace('@', BOOKED)}\n  resignation: {{refund: 100 %}}\n"
    findings = [one for one in book(prices=SOLD, endings=endings).findings if is_ours(one)]
    assert [one.code for one in findings] == [code for code, *_ in told]
    for finding, (_, *words) in zip(findings, told, strict=True):
        assert all(word in finding.message for word in words), finding.message


def is_ours(finding) -> bool:
    return finding.code in {"cheaper-later", "conflicting-rules"}


def test_rush_work_costs_no_less_the_sooner_it_is_wanted(book):
    scale = "scale: [{up to: 24 hours, share: 20 %}]"
    time = f"time:\n  urgent: {{surcharge: 30 %, below: 5 days, {scale}}}\n"
    codes = [finding.code for finding in book(prices=SOLD, time=time).findings]
    assert codes == ["cheaper-later"]
