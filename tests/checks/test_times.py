"""Rules of time beside each other, and public holidays that a sentence names."""

from __future__ import annotations

import pytest

HOURS = "  hours: {week: Mon–Fri 09:00–17:00, calendar: PLACE}\n"


@pytest.mark.parametrize(
    ("time", "codes"),
    [
        (HOURS.replace("PLACE", "Gijón"), ["unknown-holidays"]),
        (HOURS.replace("PLACE", "asturias"), []),
        (HOURS.replace("PLACE", "España"), []),
        (HOURS.replace("PLACE", "Gijón") + "  holidays: {public: yes}\n", ["unknown-holidays"]),
        (HOURS.replace("PLACE", "Gijón") + "  holidays: {public: yes, region: AS}\n", []),
        (HOURS.replace("PLACE", "Gijón") + "  holidays: {days: [{from: 06-29}]}\n", []),
        ("  response: {period: 24 hours, workdays: yes}\n", ["unknown-holidays"]),
        ("  response: {period: 24 hours, workdays: no}\n", []),
        (HOURS.replace("PLACE", "Gijón") + "  holidays: {public: no}\n", ["conflicting-rules"]),
        (
            "  response: {period: 24 hours, workdays: yes}\n  holidays: {public: no}\n",
            ["conflicting-rules"],
        ),
        ("  holidays: {public: no, days: [{from: 06-29}]}\n", ["conflicting-rules"]),
    ],
)
def test_whoever_leaves_out_public_holidays_says_which_they_are(book, time, codes):
    assert [found.code for found in book(time=f"time:\n{time}").findings] == codes
