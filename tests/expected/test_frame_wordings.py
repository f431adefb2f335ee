"""Texts with figures in what stands around a page or sheet."""

from __future__ import annotations

import pytest

from lindero.expected.frame_wordings import Wording, leave_slots
from support.rulebooks import BUSINESS

CHANGE = "price: 60 EUR per hour, change: {price: 70 EUR per hour, from: 2027-03-01}"


@pytest.mark.parametrize(
    ("shown", "figures"),
    [
        (
            "An hour costs €60 per hour (from 1 March 2027: €70 per hour).",
            [
                ("services.a.price", "€60 per hour"),
                ("services.a.change.price", "€70 per hour"),
            ],
        ),
        ("An hour costs €60 per hour.", [("services.a.price", "€60 per hour")]),
        ("A day costs €60 per hour.", None),
    ],
)
def test_a_price_that_will_change_is_read_with_the_coming_one(book, shown, figures):
    prices = f"services: {{a: {{name: Advice, {CHANGE}}}}}\n"
    rulebook = book(business=BUSINESS, prices=prices).rulebook
    wording = Wording(leave_slots("An hour costs {{ services.a.price }}."), rulebook)
    read = wording.read_slots(shown)
    assert (read and [(one.address, one.text) for one in read]) == figures
