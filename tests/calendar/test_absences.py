"""Absences: days that do not count, time that stops, and messages that wait."""

from __future__ import annotations

from datetime import date

import pytest

from lindero.calendar.deadlines import when_due
from support.deadlines import tell_when


def test_an_absence_is_one_line_and_many_weekends_are_one(rulebook):
    lines = tell_when(rulebook, "services.web.delivery", "2026-12-09")
    assert lines[0] == "Wednesday, 27 January 2027"
    assert lines[2:] == [
        "- 5 weekends: left out",
        "- 24 December 2026 to 6 January 2027: Christmas break (absence), left out",
    ]


AWAY = """
time: {hours: Mon–Fri 09:00–18:00, holidays: {public: no, pause: PAUSE, absences: ABSENCES}}
work: {revisions: {rounds: 2, window: 1 month}}
services: {web: {name: Web, price: 900 EUR, delivery: 5 business days}}
endings: {termination: {notice: 30 days, ends: month}}
""".replace("ABSENCES", "[{from: 08-01, until: 08-21}]")


@pytest.mark.parametrize(
    ("pause", "address", "ends", "step"),
    [
        ("yes", "work.revisions", "Sunday, 19 September 2027", "absence, the time stops meanwhile"),
        ("no", "work.revisions", "Sunday, 29 August 2027", ""),
        ("yes", "services.web", "Thursday, 26 August 2027", "absence, left out"),
        ("no", "services.web", "Thursday, 5 August 2027", "absences move no delivery dates"),
        ("no", "endings.termination", "Tuesday, 31 August 2027", "month end: Tuesday, 31 August"),
    ],
)
def test_what_absences_and_month_ends_do_to_a_term_is_counted_and_told(
    book, pause, address, ends, step
):
    lines = tell_when(book(rules=AWAY.replace("PAUSE", pause)).rulebook, address, "2027-07-29")
    assert lines[0] == ends
    assert step in "".join(lines)


CLOSED_NOW_AND_THEN = """
time:
  hours: Mon–Fri 09:00–18:00
  holidays: {public: yes, region: AS, pause: no, absences: [{from: 12-10, until: 12-16}]}
  response: 2 business days
services:
  web: {name: Web, price: 900 EUR, delivery: 5 business days}
"""


@pytest.mark.parametrize(
    ("address", "start", "lines"),
    [
        (
            "services.web",
            "2026-12-09",
            [
                ("counts", "2026-12-10", "2026-12-11"),
                ("skipped", "2026-12-12", "2026-12-13"),
                ("counts", "2026-12-14", "2026-12-16"),
            ],
        ),
        ("time.response", "2026-12-08", [("skipped", "2026-12-10", "2026-12-16")]),
    ],
)
def test_no_day_stands_in_two_lines_and_that_of_the_event_in_none(book, address, start, lines):
    rulebook = book(rules=CLOSED_NOW_AND_THEN).rulebook
    steps = when_due(rulebook, address, date.fromisoformat(start)).as_json["steps"]
    assert [(one["kind"], one["from"], one["until"]) for one in steps] == lines


COVERED = """
time:
  hours: Mon–Fri 09:00–18:00
  response: {period: 24 hours, outside: same, urgent: 2 hours}
  holidays: {absences: [{from: 08-02, until: 08-21}, {from: 08-22, until: 08-24}], COVER}
"""


@pytest.mark.parametrize(
    ("cover", "address", "start", "lines"),
    [
        (
            "cover: nobody",
            "period",
            "2027-08-05T10:00",
            ["Wednesday, 25 August 2027, 24:00", "an absence and counts from Tuesday, 24"],
        ),
        ("cover: nobody", "period", "2027-08-05", ["Wednesday, 25 August 2027, 24:00"]),
        ("notice: 1 week", "period", "2027-08-05T10:00", ["Friday, 6 August 2027, 10:00"]),
        ("cover: nobody", "urgent", "2027-08-05T10:00", ["Wednesday, 25 August 2027, 11:00"]),
        (
            "cover: urgent",
            "urgent",
            "2027-08-05T10:00",
            ["Thursday, 5 August 2027, 12:00", "absence, urgent matters are attended to meanwhile"],
        ),
    ],
)
def test_what_comes_during_an_absence_waits_but_for_urgent_matters_that_somebody_sees_to(
    book, cover, address, start, lines
):
    rulebook = book(rules=COVERED.replace("COVER", cover)).rulebook
    said = tell_when(rulebook, f"time.response.{address}", start)
    assert said[0] == lines[0]
    assert all(line in "\n".join(said) for line in lines[1:])
