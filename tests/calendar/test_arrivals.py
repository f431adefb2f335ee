"""What arrives after the cut-off or out of hours counts later, as the rule says."""

from __future__ import annotations

import pytest

from support.deadlines import tell_when


def test_what_arrives_after_the_cut_off_says_so(rulebook):
    assert tell_when(rulebook, "time.response", "2026-12-03T17:30") == [
        "Wednesday, 9 December 2026, 9:00",
        "time.response.period: 24 hours, counted from Thursday, 3 December 2026, 17:30",
        "- it arrived after the cut-off and counts from Friday, 4 December 2026, 9:00",
        "- 5 to 6 December 2026: weekend, left out",
        "- Monday, 7 December 2026: Monday following Constitution Day (public holiday), left out",
        "- Tuesday, 8 December 2026: Immaculate Conception (public holiday), left out",
    ]
    assert tell_when(rulebook, "time.response", "2026-12-05T10:00")[2] == (
        "- it arrived on a day that is no business day "
        "and counts from Wednesday, 9 December 2026, 9:00"
    )


OUT_OF_HOURS = """
time:
  hours: {{week: "Mon–Thu 09:00–14:00 and 16:00–18:30, Fri 08:00–15:00"}}
  holidays: {{public: yes, region: GA}}
  response: {{period: 3 hours, outside: {outside}, urgent: 2 hours}}
"""


@pytest.mark.parametrize(
    ("outside", "start", "answer"),
    [
        (
            "opening",
            "2026-12-04T16:00",
            [
                "Monday, 7 December 2026, 12:00",
                "- it arrived out of hours and counts from Monday, 7 December 2026, 9:00",
                "- 5 to 6 December 2026: weekend, left out",
            ],
        ),
        (
            "opening",
            "2026-12-03T15:00",
            [
                "Thursday, 3 December 2026, 19:00",
                "- it arrived out of hours and counts from Thursday, 3 December 2026, 16:00",
            ],
        ),
        ("opening", "2026-12-03T10:00", ["Thursday, 3 December 2026, 13:00"]),
        (
            "next",
            "2026-12-04T16:00",
            [
                "Monday, 7 December 2026",
                "- it arrived out of hours and is answered on the next business day",
                "- 5 to 6 December 2026: weekend, left out",
            ],
        ),
        (
            "next",
            "2026-12-03T19:00",
            [
                "Friday, 4 December 2026",
                "- it arrived out of hours and is answered on the next business day",
            ],
        ),
        (
            "next",
            "2026-12-03T07:00",
            [
                "Thursday, 3 December 2026",
                "- it arrived out of hours and is answered on the next business day",
            ],
        ),
        # At noon the working day is not over.
        ("next", "2026-12-03T15:00", ["Thursday, 3 December 2026, 18:00"]),
        ("next", "2026-12-03T10:00", ["Thursday, 3 December 2026, 13:00"]),
        ("same", "2026-12-04T16:00", ["Friday, 4 December 2026, 19:00"]),
    ],
)
def test_what_arrives_out_of_hours_counts_as_the_rule_says(book, outside, start, answer):
    rulebook = book(rules=OUT_OF_HOURS.format(outside=outside)).rulebook
    first, _, *further = tell_when(rulebook, "time.response.period", start)
    assert [first, *further] == answer


@pytest.mark.parametrize(
    ("start", "answer"),
    [
        ("2026-12-03T16:00", "Friday, 4 December 2026"),
        ("2026-12-03T16:30", "it arrived after the cut-off and is answered on the next business"),
        ("2026-12-03T21:00", "Friday, 4 December 2026"),
        ("2026-12-05T10:00", "it arrived out of hours and is answered on the next business day"),
        ("2026-12-28T10:00", "it arrived during an absence and is answered on the next business"),
    ],
)
def test_after_the_cut_off_no_answer_takes_longer_than_out_of_hours(book, start, answer):
    hours = "{week: Mon–Fri 09:00–18:00, cutoff: 16:00}"
    response = "{period: 1 business day, outside: next}"
    away = "{absences: [{from: 2026-12-24, until: 2027-01-06}]}"
    rules = f"time: {{hours: {hours}, response: {response}, holidays: {away}}}\n"
    rulebook = book(rules=rules).rulebook
    assert answer in "\n".join(tell_when(rulebook, "time.response", start))


@pytest.mark.parametrize(
    ("event", "due"),
    [
        ("delivery", "Saturday, 5 December 2026, 7:00"),
        ("meeting", "Saturday, 5 December 2026, 7:00"),
        ("payment", "Saturday, 5 December 2026, 21:00"),
        ("signature", "Saturday, 5 December 2026, 21:00"),
    ],
)
def test_only_what_a_client_sends_comes_after_the_cut_off(book, event, due):
    hours = "time: {hours: {week: Mon–Fri 09:00–18:00, cutoff: '16:00'}}\n"
    rulebook = book(rules=f"{hours}payment: {{due: 36 hours after {event}}}\n").rulebook
    assert tell_when(rulebook, "payment.due", "2026-12-03T19:00")[0] == due


@pytest.mark.parametrize(
    ("address", "start", "due"),
    [
        # The client's time begins with what the freelancer delivers, and so does a quote's.
        ("work.acceptance", "2026-12-03T19:00", "Saturday, 5 December 2026, 7:00"),
        ("payment.quote", "2026-12-03T19:00", "Thursday, 10 December 2026"),
        ("services.web", "2026-12-03T19:00", "Thursday, 10 December 2026"),
        ("endings.complaints", "2026-12-03T19:00", "Friday, 11 December 2026"),
        # An emergency knows neither office hours nor holidays.
        ("time.emergency", "2026-12-03T19:00", "Thursday, 3 December 2026, 21:00"),
        ("time.emergency", "2026-12-05T21:00", "Sunday, 6 December 2026, 9:00"),
        ("time.emergency", "2026-12-25T23:00", "Saturday, 26 December 2026, 10:00"),
    ],
)
def test_the_cut_off_is_for_what_comes_in_and_emergencies_have_their_own_hours(
    book, address, start, due
):
    rules = """
time:
  hours: {week: Mon–Fri 09:00–18:00, cutoff: '16:00'}
  holidays: {absences: [{from: 12-24, until: 12-31}]}
  emergency: {rate: 30 %, hours: Mon–Sun 08:00–22:00, answer: 2 hours}
work: {acceptance: 36 hours}
payment: {quote: 1 week}
endings: {complaints: 1 week}
services: {web: {name: Web, price: 900 EUR, delivery: 1 week}}
"""
    assert tell_when(book(rules=rules).rulebook, address, start)[0] == due


@pytest.mark.parametrize(
    ("response", "told"),
    [
        ("period: 24 hours", ["Fri 18:00", "Sat 18:00", "workdays: yes"]),
        ("period: 24 hours, workdays: yes", []),
        ("period: 4 hours", ["Mon 18:00", "Mon 22:00", "4 business hours"]),
        ("period: 14 hours, workdays: yes", ["Mon 18:00", "Tue 08:00", "14 business hours"]),
        ("period: 4 business hours", []),
        ("period: 1 business day", []),
    ],
)
def test_an_answer_that_is_due_while_nobody_is_in_is_told(book, response, told):
    hours = "hours: Mon–Fri 09:00–18:00, holidays: {public: yes, region: GA}"
    findings = book(rules=f"time: {{{hours}, response: {{{response}, outside: next}}}}\n").findings
    assert [one.code for one in findings] == ["closed-hours"] * bool(told)
    assert all(words in f"{findings[0].message} {findings[0].help}" for words in told)


def test_what_is_urgent_is_answered_during_working_hours(book):
    rulebook = book(rules=OUT_OF_HOURS.format(outside="same")).rulebook
    lines = tell_when(rulebook, "time.response.urgent", "2026-12-04T14:00")
    assert lines[0] == "Monday, 7 December 2026, 10:00"
    assert lines[2:] == [
        "- Friday, 4 December 2026, from 14:00 to 15:00: 1 hour",
        "- 5 to 6 December 2026: weekend, left out",
        "- Monday, 7 December 2026, from 9:00 to 10:00: 1 hour",
    ]


def test_what_out_of_hours_counts_from_contradicts_the_same_time(book):
    rules = (
        "time:\n  hours: {week: Mon–Fri 09:00–18:00, counted: 08:00}\n"
        "  response: {period: 24 hours, outside: same}\n"
    )
    (found,) = book(rules=rules).findings
    assert found.code == "conflicting-rules"


@pytest.mark.parametrize(
    ("start", "told"),
    [
        (
            "2026-12-03T15:30-05:00",
            [
                "Saturday, 5 December 2026, 21:30",
                "all days and times here are by the clock of Europe/Madrid",
                "by the clock of the question it ends on Saturday, 5 December 2026, 15:30",
            ],
        ),
        ("2026-12-03T21:30+01:00", ["Saturday, 5 December 2026, 21:30"]),
        ("2027-03-28T02:30", ["Tuesday, 30 March 2027, 3:30", "leaves that time out"]),
        ("2026-10-25T02:30", ["Tuesday, 27 October 2026, 1:30", "counted from the first"]),
        ("2026-10-25T02:30+01:00", ["Tuesday, 27 October 2026, 2:30"]),
    ],
)
def test_a_moment_by_another_clock_or_one_that_changes_is_told(book, start, told):
    rulebook = book(rules="time:\n  response: {period: 48 hours, outside: same}\n").rulebook
    ends, _, *lines = tell_when(rulebook, "time.response", start)
    lines = [line for line in lines if "all the same" not in line]
    assert ends == told[0]
    assert [line.endswith(words) for line, words in zip(lines, told[1:], strict=True)] == (
        [True] * len(lines)
    )
