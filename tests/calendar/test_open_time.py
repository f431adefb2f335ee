"""Business hours and half days: time that passes only while work is done."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from lindero.calendar.deadlines import when_due
from lindero.cli.when import answer_json, answer_text
from support.deadlines import tell_when

HOURS = """
time:
  hours: {week: "Mon–Thu 09:00–14:00 and 16:00–18:30, Fri 08:00–15:00"}
  holidays: {public: yes, region: GA}
  response: {period: 12 business hours, chat: 90 business hours}
  meetings: {notice: 4 business hours}
"""


def test_business_hours_are_told_stretch_by_stretch_in_the_readers_language(book):
    rulebook = book(rules=HOURS).rulebook
    asked = datetime.fromisoformat("2026-12-03T17:30")
    due = when_due(rulebook, "time.response.period", asked, "es")
    assert answer_text(due, rulebook.business, "es").splitlines() == [
        "lunes, 7 de diciembre de 2026, 13:00",
        (
            "time.response.period: 12 horas laborables, "
            "a contar desde el jueves, 3 de diciembre de 2026, 17:30"
        ),
        "- jueves, 3 de diciembre de 2026, de 17:30 a 18:30: 1 hora",
        "- viernes, 4 de diciembre de 2026, de 8:00 a 15:00: 7 horas",
        "- del 5 al 6 de diciembre de 2026: fin de semana, no cuenta",
        "- lunes, 7 de diciembre de 2026, de 9:00 a 13:00: 4 horas",
    ]
    back = when_due(rulebook, "time.meetings", datetime.fromisoformat("2026-12-03T10:30"))
    assert answer_text(back, rulebook.business).splitlines()[2:] == [
        "- Wednesday, 2 December 2026, from 16:00 to 18:30: 2 hours and 30 minutes",
        "- Thursday, 3 December 2026, from 9:00 to 10:30: 1 hour and 30 minutes",
    ]


def test_many_open_stretches_are_one_line(book):
    rulebook = book(rules=HOURS).rulebook
    lines = tell_when(rulebook, "time.response.chat", "2026-12-03T17:30")
    assert lines[0] == "Wednesday, 23 December 2026, 9:30"
    assert lines[2] == (
        "- 23 open stretches, the last on Wednesday, 23 December 2026, from 9:00 to 9:30: 90 hours"
    )
    back = tell_when(
        book(rules=HOURS.replace("4 b", "60 b")).rulebook, "time.meetings", "2026-12-21"
    )
    assert back[2] == (
        "- 15 open stretches, the first on Monday, 7 December 2026, from 17:30 to 18:30: 60 hours"
    )


def test_programs_get_every_open_stretch(book):
    due = when_due(
        book(rules=HOURS).rulebook, "time.meetings", datetime.fromisoformat("2026-12-03T10:30")
    )
    assert json.loads(answer_json(due))["passed"] == [
        {"from": "2026-12-02T16:00:00+01:00", "until": "2026-12-02T18:30:00+01:00"},
        {"from": "2026-12-03T09:00:00+01:00", "until": "2026-12-03T10:30:00+01:00"},
    ]


HALF_DAYS = """
time:
  hours: Mon–Fri 09:00–18:00
  response: TERM
  holidays: {public: no, half-days: [{from: 12-24}], half-until: 13:00, half-count: no}
"""


@pytest.mark.parametrize(
    ("term", "start", "ends", "steps"),
    [
        ("1 business day", "2026-12-23", "Friday, 25 December 2026", ["half day, left out"]),
        (
            "6 business hours",
            "2026-12-24T09:00",
            "Friday, 25 December 2026, 11:00",
            ["from 9:00 to 13:00: 4 hours", "from 9:00 to 11:00: 2 hours"],
        ),
        # Hours that end on a half day have passed while work was done.
        (
            "4 business hours",
            "2026-12-24T09:00",
            "Thursday, 24 December 2026, 13:00",
            ["from 9:00 to 13:00: 4 hours"],
        ),
    ],
)
def test_hours_pass_on_half_days_and_days_as_the_rule_says(book, term, start, ends, steps):
    lines = tell_when(book(rules=HALF_DAYS.replace("TERM", term)).rulebook, "time.response", start)
    assert lines[0] == ends
    assert all(line.endswith(step) for line, step in zip(lines[2:], steps, strict=True))
