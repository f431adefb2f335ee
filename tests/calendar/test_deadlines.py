"""When is this due? A day or a moment, what changed it, and what is said without an answer."""

from __future__ import annotations

from datetime import date

import pytest

from lindero.calendar.deadlines import NeverDue, NoAnswer, find_deadline, when_due
from lindero.catalogue.specs import list_rule_specs
from lindero.cli.when import explain_never
from support.deadlines import tell_when


def test_a_plain_deadline_is_one_day_and_what_was_counted(rulebook):
    assert tell_when(rulebook, "payment.due", "2026-12-01") == [
        "Wednesday, 16 December 2026",
        (
            "payment.due.deadline: within 15 calendar days of the invoice date, "
            "counted from Tuesday, 1 December 2026"
        ),
    ]


def test_every_day_left_out_is_named(rulebook):
    assert tell_when(rulebook, "work.revisions", "2026-12-04") == [
        "Tuesday, 22 December 2026",
        "work.revisions.window: 10 business days, counted from Friday, 4 December 2026",
        "- 5 to 6 December 2026: weekend, left out",
        "- Monday, 7 December 2026: Monday following Constitution Day (public holiday), left out",
        "- Tuesday, 8 December 2026: Immaculate Conception (public holiday), left out",
        "- 12 to 13 December 2026: weekend, left out",
        "- 19 to 20 December 2026: weekend, left out",
    ]


def test_hours_after_a_day_end_with_a_day(rulebook):
    assert (
        tell_when(rulebook, "time.response", "2026-12-01")[0] == "Wednesday, 2 December 2026, 24:00"
    )


def test_hours_that_end_at_midnight_end_with_the_day_before(book):
    rules = "payment:\n  due: {deadline: 24 hours after invoice, shift: yes}\n"
    due = when_due(book(rules=rules).rulebook, "payment.due", date(2026, 12, 3))
    assert (due.ends.isoformat(), due.steps) == ("2026-12-05T00:00:00+01:00", ())


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("payment.due.deadline", "payment.due.deadline"),
        ("payment.due", "payment.due.deadline"),
        ("payment.deposit", "payment.deposit.due"),
        ("services.web", "services.web.delivery"),
        ("conduct.visits", "conduct.visits.notice"),
    ],
)
def test_a_rule_or_a_service_stands_for_its_deadline(rulebook, asked, found):
    assert find_deadline(rulebook, asked).address == found


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("payment.deu", "there is no `payment.deu`; did you mean `payment.due`?"),
        (
            "payment.deposit.share",
            (
                "`payment.deposit.share` is no length of time, "
                "but `40 %`; did you mean `payment.deposit.due`?"
            ),
        ),
        ("payment.late", "`payment.late` has no length of time; did you mean `payment.due`?"),
        (
            "payment",
            (
                "`payment` has several; write one of these: `payment.deposit.due`, "
                "`payment.due.deadline`, `payment.due.query`"
            ),
        ),
    ],
)
def test_an_address_without_a_deadline_gets_a_suggestion(rulebook, asked, said):
    with pytest.raises(NoAnswer) as none:
        find_deadline(rulebook, asked)
    assert str(none.value) == said


def test_an_end_out_of_the_calendar_is_said_to_be(rulebook):
    with pytest.raises(NoAnswer, match="too far away"):
        when_due(rulebook, "payment.due", date(2299, 12, 30))


def test_each_case_is_counted_by_the_answer_beside_it(book):
    due = (
        "  due:\n    - {deadline: 15 days after invoice, shift: no}\n"
        "    - {deadline: 10 days after invoice, shift: yes, for: consumer}\n"
    )
    rulebook = book(
        rules=f"payment:\n{due}time:\n  hours: {{week: Mon–Fri 09:00–17:00}}\n"
    ).rulebook
    day, counted, *_ = tell_when(rulebook, "payment.due.deadline", "2026-12-05")
    assert day == "Sunday, 20 December 2026"
    assert counted.startswith("payment.due.deadline (for businesses): within 15 ")
    day, counted, *_ = tell_when(rulebook, "payment.due.deadline@consumer", "2026-12-02")
    assert day == "Monday, 14 December 2026"
    assert counted.startswith("payment.due.deadline@consumer (for consumers): within 10 ")


SHIFTS = ("yes", "back", "no")
OUTSIDE = ("next", "opening")
"""Answers that the count knows by name."""


def test_the_answers_that_change_the_count_are_in_the_catalogue():
    counted = [
        (rule, value)
        for rule in list_rule_specs().values()
        for value in rule.values.values()
        if value.shift or value.workdays or value.outside
    ]
    assert {rule.id for rule, _ in counted} == {"payment.due", "time.response"}
    for rule, value in counted:
        if value.workdays:
            assert rule.values[value.workdays].shape == "yes-no"
        if value.shift:
            assert {*SHIFTS} == {*rule.values[value.shift].choices}
        if value.outside:
            assert {*OUTSIDE} < {*rule.values[value.outside].choices}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "es",
            (
                "time.response.period: 2 días laborables, "
                "a contar desde el domingo, 31 de diciembre de 2299: queda demasiado lejos"
            ),
        ),
        (
            "en",
            (
                "time.response.period: 2 business days, "
                "counted from Sunday, 31 December 2299: that is too far away"
            ),
        ),
    ],
)
def test_a_term_that_never_comes_is_told_in_the_readers_language(book, language, words):
    rulebook = book(rules="time:\n  response: 2 business days\n").rulebook
    with pytest.raises(NeverDue) as never:
        when_due(rulebook, "time.response", date(2299, 12, 31))
    assert explain_never(never.value, rulebook.business, language) == words


@pytest.mark.parametrize(
    ("address", "invoiced", "due"),
    [
        ("payment.due", date(2026, 12, 31), date(2027, 1, 10)),
        ("payment.due", date(2027, 1, 1), date(2027, 1, 31)),
        # Whoever names a case asks for that one.
        ("payment.due.deadline@2027-01-01", date(2026, 12, 31), date(2027, 1, 30)),
    ],
)
def test_what_holds_on_the_day_of_the_event_is_counted(book, address, invoiced, due):
    rules = """
payment:
  due:
    - {deadline: 10 days after invoice}
    - {deadline: 30 days after invoice, from: 2027-01-01}
"""
    assert when_due(book(rules=rules).rulebook, address, invoiced).ends == due
