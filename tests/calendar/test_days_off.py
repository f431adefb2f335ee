"""Which public holidays are left out, and what is said where nobody knows them."""

from __future__ import annotations

from datetime import date

import pytest

from lindero.calendar.deadlines import when_due
from support.deadlines import tell_when

BLIND = "- public holidays were not looked at: the rules do not say which days they are"


@pytest.mark.parametrize(
    ("rules", "address", "blind"),
    [
        ("work:\n  delivery: {handover: 2 business days}\n", "work.delivery", True),
        ("work:\n  delivery: {handover: 2 days}\n", "work.delivery", False),
        (
            "payment:\n  due: {deadline: 5 days after invoice, shift: yes}\n",
            "payment.due",
            True,
        ),
        (
            "payment:\n  due: {deadline: 5 days after invoice, shift: no}\n",
            "payment.due",
            False,
        ),
        (
            "payment:\n  due: on invoice then the next 10th then 2 business days\n",
            "payment.due",
            True,
        ),
        (
            "work:\n  delivery: {handover: 2 business days}\ntime:\n  holidays: {public: no}\n",
            "work.delivery",
            False,
        ),
        (
            (
                "work:\n  delivery: {handover: 2 business days}\n"
                "time:\n  hours: {week: Mon–Fri 09:00–17:00, calendar: España}\n"
            ),
            "work.delivery",
            False,
        ),
    ],
)
def test_who_counts_without_public_holidays_says_so(book, rules, address, blind):
    rulebook = book(rules=rules).rulebook
    assert (tell_when(rulebook, address, "2026-12-01")[-1] == BLIND) is blind
    assert when_due(rulebook, address, date(2026, 12, 1)).as_json["blind_to_public_holidays"] is (
        blind
    )


def test_public_holidays_that_are_listed_are_left_out_with_their_names(book):
    listed = "{public: yes, region: AS, days: [{from: 12-09, name: Our day}]}"
    rules = f"time: {{meetings: {{notice: 2 business days}}, holidays: {listed}}}\n"
    assert "- Wednesday, 9 December 2026: Our day (public holiday), left out" in tell_when(
        book(rules=rules).rulebook, "time.meetings.notice", "2026-12-11"
    )


@pytest.mark.parametrize(
    ("hours", "holidays", "told_of", "ends"),
    [
        # 8 September is a holiday in Asturias alone.
        ("calendar: Asturias", "notice: 30 days", [], date(2026, 9, 10)),
        ("calendar: Asturias", "public: yes", [], date(2026, 9, 10)),
        ("calendar: España", "public: yes", [], date(2026, 9, 9)),
        ("calendar: Gijón", "public: yes", ["unknown-holidays"], date(2026, 9, 9)),
        ("calendar: Gijón", "public: yes, region: AS", [], date(2026, 9, 10)),
        ("calendar: Gijón", "days: [{from: 09-08}]", [], date(2026, 9, 10)),
        ("calendar: Asturias", "public: yes, region: MD", ["other-region"], None),
    ],
)
def test_the_place_with_the_days_off_is_the_one_that_is_counted(
    book, hours, holidays, told_of, ends
):
    time = f"{{hours: {{week: Mon–Fri 09:00–17:00, {hours}}}, holidays: {{{holidays}}}}}"
    rules = f"time: {time}\nwork: {{delivery: {{handover: 2 business days}}}}\n"
    loaded = book(rules=rules)
    assert [one.code for one in loaded.findings] == told_of
    if ends:
        assert when_due(loaded.rulebook, "work.delivery", date(2026, 9, 7)).ends == ends


def test_a_week_from_sunday_to_thursday_ends_with_friday_and_saturday(book):
    hours = '"Mon–Thu 09:00–17:00, Sun 09:00–17:00"'
    rulebook = book(rules=f"time: {{hours: {hours}, response: 1 business day}}\n").rulebook
    lines = tell_when(rulebook, "time.response", "2026-12-10")
    assert lines[0] == "Sunday, 13 December 2026"
    assert lines[2] == "- 11 to 12 December 2026: weekend, left out"
