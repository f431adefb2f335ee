"""Notices are counted back from what they are a notice of."""

from __future__ import annotations

import pytest

from support.deadlines import tell_when


def test_a_deadline_before_an_event_is_counted_back(rulebook):
    assert tell_when(rulebook, "conduct.visits.notice", "2026-12-09")[:2] == [
        "Thursday, 3 December 2026",
        (
            "conduct.visits.notice: at least 2 business days before the meeting, "
            "counted back from Wednesday, 9 December 2026"
        ),
    ]


NOTICES = """
endings:
  booking: {notice: 180 days}
time:
  meetings: {notice: 2 business days}
  holidays: {notice: 30 days, public: yes}
payment:
  increases: {notice: 30 days}
conduct:
  visits:
    title: Visitas
    values: {notice: 2 business days, answer: 2 business days, ask: 1 week, calm: 1 day}
    clauses:
      arranged: {says: "Se piden con {{ notice }} de antelación y se contestan en {{ answer }}."}
      calm: {says: "Se desea una antelación mínima de {{ calm }}."}
      moved: {says: "Up to **{{ ask }}**   before the visit it can be moved."}
"""


@pytest.mark.parametrize(
    ("address", "day", "ends"),
    [
        ("endings.booking.notice", "2027-06-19", "Monday, 21 December 2026"),
        ("conduct.visits.notice", "2026-12-09", "Thursday, 3 December 2026"),
        ("conduct.visits.calm", "2026-12-09", "Tuesday, 8 December 2026"),
        ("conduct.visits.ask", "2026-12-09", "Wednesday, 2 December 2026"),
        ("time.meetings.notice", "2026-12-09", "Thursday, 3 December 2026"),
        ("time.holidays.notice", "2027-08-01", "Friday, 2 July 2027"),
        ("payment.increases.notice", "2027-03-01", "Saturday, 30 January 2027"),
    ],
)
def test_a_notice_is_counted_back_from_what_it_is_a_notice_of(book, address, day, ends):
    rulebook = book(rules=NOTICES.replace("public: yes", "public: yes, region: AS")).rulebook
    lines = tell_when(rulebook, address, day)
    assert lines[0] == ends
    assert ", counted back from " in lines[1]


def test_what_ends_an_agreement_is_counted_from_the_day_it_is_said(book):
    rulebook = book(rules="endings:\n  termination: {notice: 30 days}\n").rulebook
    assert tell_when(rulebook, "endings.termination.notice", "2026-12-01")[0] == (
        "Thursday, 31 December 2026"
    )


def test_an_own_length_of_time_is_counted_on_where_its_text_does_not_say_ahead(book):
    rulebook = book(rules=NOTICES).rulebook
    assert tell_when(rulebook, "conduct.visits.answer", "2026-12-09")[0] == (
        "Friday, 11 December 2026"
    )


SHORT = """
time:
  hours: {week: "Mon-Fri 09:00-17:00", cutoff: "16:00"}
conduct:
  dinner: {title: Cena, values: {rest: 30 minutes}, text: "Vuelvo {{ rest }} después de cenar."}
  chat: {title: Chat, values: {wait: 30 minutes}, text: "Contesto en {{ wait }}."}
  desk: {title: Mesa, values: {wait: 1 business hour}, text: "La mesa se monta en {{ wait }}."}
"""


@pytest.mark.parametrize(
    ("address", "ends"),
    [
        ("conduct.dinner.rest", "Saturday, 12 December 2026, 23:30"),
        ("conduct.chat.wait", "Monday, 14 December 2026, 9:30"),
        ("conduct.desk.wait", "Monday, 14 December 2026, 10:00"),
    ],
)
def test_own_minutes_pass_at_any_time_where_nobody_answers(book, address, ends):
    rulebook = book(rules=SHORT).rulebook
    assert tell_when(rulebook, address, "2026-12-12T23:00")[0] == ends


def test_a_day_before_a_month_s_end_may_lie_before_the_invoice_and_that_is_told(book):
    rulebook = book(rules="payment: {due: 3 days before month end}\n").rulebook
    told = {
        start: tell_when(rulebook, "payment.due", start) for start in ("2027-01-05", "2027-01-30")
    }
    assert [lines[0] for lines in told.values()] == ["Thursday, 28 January 2027"] * 2
    gone = "- that day is over before the one from which it is counted"
    assert [gone in lines for lines in told.values()] == [False, True]
