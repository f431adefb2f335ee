"""A last day without work moves on, back or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from lindero.calendar.deadlines import when_due
from lindero.cli.when import answer_text
from support.deadlines import RULES, tell_when


def test_an_end_on_a_closed_day_moves_on_where_the_rule_says_so(rulebook, book):
    assert tell_when(rulebook, "payment.due", "2026-11-21") == [
        "Wednesday, 9 December 2026",
        (
            "payment.due.deadline: within 15 calendar days of the invoice date, "
            "counted from Saturday, 21 November 2026"
        ),
        "- Sunday, 6 December 2026: weekend, moved on",
        "- Monday, 7 December 2026: Monday following Constitution Day (public holiday), moved on",
        "- Tuesday, 8 December 2026: Immaculate Conception (public holiday), moved on",
    ]
    staying = book(rules=RULES.replace("SHIFT", "no")).rulebook
    assert tell_when(staying, "payment.due", "2026-11-21")[::2] == [
        "Sunday, 6 December 2026",
        "- Sunday, 6 December 2026: weekend, but it ends there all the same",
    ]


@pytest.mark.parametrize(
    ("shift", "ends", "told_as"),
    [
        ("yes", "lunes, 7 de diciembre de 2026", "pasa al día siguiente"),
        ("TRUE", "lunes, 7 de diciembre de 2026", "pasa al día siguiente"),
        ("back", "viernes, 4 de diciembre de 2026", "pasa al día anterior"),
        ("no", "sábado, 5 de diciembre de 2026", "pero el plazo acaba ahí de todos modos"),
    ],
)
def test_a_last_day_without_work_moves_on_or_back_or_stays(book, shift, ends, told_as):
    rules = f"payment:\n  due: {{deadline: 4 days after invoice, shift: {shift}}}\n"
    rulebook = book(rules=rules + "time:\n  holidays: {public: yes, region: GA}\n").rulebook
    due = when_due(rulebook, "payment.due", date(2026, 12, 1), "es")
    lines = answer_text(due, rulebook.business, "es").splitlines()
    assert lines[0] == ends
    assert [line.rpartition(", ")[2] for line in lines[2:]] == [told_as]


def test_a_shift_that_is_none_of_the_three_is_told(book):
    rules = "payment:\n  due: {deadline: 4 days after invoice, shift: forward}\n"
    (found,) = book(rules=rules).findings
    assert found.message == "`forward` is not one of the choices"
    assert found.help == "what fits here: `yes`, `back`, `no`"


def test_a_day_before_an_event_moves_on_too_where_the_rule_says_so(book):
    rules = "payment:\n  due: {deadline: 10 days before start, shift: yes}\n"
    rulebook = book(rules=rules).rulebook
    due = when_due(rulebook, "payment.due", date(2026, 12, 16))
    assert (due.ends, [step.kind for step in due.steps]) == (date(2026, 12, 7), ["moved"])
