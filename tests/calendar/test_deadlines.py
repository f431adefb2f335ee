"""When is this due? The answer for a person and for a program, and what is said without one."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest

from cli.test_commands import modules_loaded_by, run
from lindero.calendar.deadlines import NeverDue, NoAnswer, find_deadline, when_due
from lindero.catalogue.specs import list_rule_specs
from lindero.cli.when import answer_json, answer_text, explain_never

RULES = """
payment:
  deposit: {share: 40 %, due: on signature}
  due: {deadline: 15 days after invoice, shift: SHIFT, query: 5 business days}
  late: none
work:
  revisions: {rounds: 2, window: 10 business days}
time:
  hours: {week: Mon–Fri 09:00–17:00, cutoff: 17:00}
  response: {period: 24 hours, workdays: yes}
  holidays:
    public: yes
    region: AS
    absences: [{from: 12-24, until: 01-06, name: Christmas break}]
services:
  web: {name: Web, price: 900 EUR, delivery: 25 business days}
conduct:
  visits: {title: Visits, text: By agreement., values: {notice: 2 business days before meeting}}
"""


SHIFTS = ("yes", "back", "no")
OUTSIDE = ("next", "opening")
"""Answers that the count knows by name."""


@pytest.fixture
def rulebook(book):
    loaded = book(rules=RULES.replace("SHIFT", "yes"))
    assert loaded.rulebook, loaded.findings
    return loaded.rulebook


def told(rulebook, address: str, start: str) -> list[str]:
    begun = datetime.fromisoformat(start) if "T" in start else date.fromisoformat(start)
    return answer_text(when_due(rulebook, address, begun), rulebook.business).splitlines()


def test_a_plain_deadline_is_one_day_and_what_was_counted(rulebook):
    assert told(rulebook, "payment.due", "2026-12-01") == [
        "Wednesday, 16 December 2026",
        (
            "payment.due.deadline: within 15 calendar days of the invoice date, "
            "counted from Tuesday, 1 December 2026"
        ),
    ]


def test_every_day_left_out_is_named(rulebook):
    assert told(rulebook, "work.revisions", "2026-12-04") == [
        "Tuesday, 22 December 2026",
        "work.revisions.window: 10 business days, counted from Friday, 4 December 2026",
        "- 5 to 6 December 2026: weekend, left out",
        "- Monday, 7 December 2026: Monday following Constitution Day (public holiday), left out",
        "- Tuesday, 8 December 2026: Immaculate Conception (public holiday), left out",
        "- 12 to 13 December 2026: weekend, left out",
        "- 19 to 20 December 2026: weekend, left out",
    ]


def test_an_absence_is_one_line_and_many_weekends_are_one(rulebook):
    lines = told(rulebook, "services.web.delivery", "2026-12-09")
    assert lines[0] == "Wednesday, 27 January 2027"
    assert lines[2:] == [
        "- 5 weekends: left out",
        "- 24 December 2026 to 6 January 2027: Christmas break (absence), left out",
    ]


def test_an_end_on_a_closed_day_moves_on_where_the_rule_says_so(rulebook, book):
    assert told(rulebook, "payment.due", "2026-11-21") == [
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
    assert told(staying, "payment.due", "2026-11-21")[::2] == [
        "Sunday, 6 December 2026",
        "- Sunday, 6 December 2026: weekend, but it ends there all the same",
    ]


def test_what_arrives_after_the_cut_off_says_so(rulebook):
    assert told(rulebook, "time.response", "2026-12-03T17:30") == [
        "Wednesday, 9 December 2026, 9:00",
        "time.response.period: 24 hours, counted from Thursday, 3 December 2026, 17:30",
        "- it arrived after the cut-off and counts from Friday, 4 December 2026, 9:00",
        "- 5 to 6 December 2026: weekend, left out",
        "- Monday, 7 December 2026: Monday following Constitution Day (public holiday), left out",
        "- Tuesday, 8 December 2026: Immaculate Conception (public holiday), left out",
    ]
    assert told(rulebook, "time.response", "2026-12-05T10:00")[2] == (
        "- it arrived on a day that is no business day "
        "and counts from Wednesday, 9 December 2026, 9:00"
    )


def test_hours_after_a_day_end_with_a_day(rulebook):
    assert told(rulebook, "time.response", "2026-12-01")[0] == "Wednesday, 2 December 2026, 24:00"


def test_a_deadline_before_an_event_is_counted_back(rulebook):
    assert told(rulebook, "conduct.visits.notice", "2026-12-09")[:2] == [
        "Thursday, 3 December 2026",
        (
            "conduct.visits.notice: at least 2 business days before the meeting, "
            "counted back from Wednesday, 9 December 2026"
        ),
    ]


def test_programs_get_the_same_in_iso_8601(rulebook):
    assert json.loads(answer_json(when_due(rulebook, "work.revisions", date(2026, 12, 16)))) == {
        "address": "work.revisions.window",
        "figure": "10 business days",
        "from": "2026-12-16",
        "counted": "on",
        "arrived": None,
        "counted_from": "2026-12-16",
        "ends": "2027-01-13",
        "term": [],
        "passed": [],
        "steps": [
            {
                "kind": "skipped",
                "reason": "weekend",
                "from": "2026-12-19",
                "until": "2026-12-20",
                "name": None,
            },
            {
                "kind": "skipped",
                "reason": "absence",
                "from": "2026-12-24",
                "until": "2027-01-06",
                "name": "Christmas break",
            },
            {
                "kind": "skipped",
                "reason": "weekend",
                "from": "2027-01-09",
                "until": "2027-01-10",
                "name": None,
            },
        ],
        "blind_to_public_holidays": False,
    }


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
    ],
)
def test_hours_pass_on_half_days_and_days_as_the_rule_says(book, term, start, ends, steps):
    lines = told(book(rules=HALF_DAYS.replace("TERM", term)).rulebook, "time.response", start)
    assert lines[0] == ends
    assert all(line.endswith(step) for line, step in zip(lines[2:], steps, strict=True))


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
    lines = told(book(rules=AWAY.replace("PAUSE", pause)).rulebook, address, "2027-07-29")
    assert lines[0] == ends
    assert step in "".join(lines)


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
    assert told(rulebook, "payment.due.deadline", "2026-12-05")[0] == "Sunday, 20 December 2026"
    assert (
        told(rulebook, "payment.due.deadline@consumer", "2026-12-02")[0]
        == "Monday, 14 December 2026"
    )


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


def test_the_command_answers_and_an_unknown_address_is_wrong_use(tmp_path):
    assert run("init", "mine", "-q", cwd=tmp_path).returncode == 0
    asked = run("when", "payment.due", "--from", "2026-12-01", cwd=tmp_path / "mine")
    assert (asked.returncode, asked.stdout.splitlines()[0]) == (0, "Wednesday, 16 December 2026")
    assert (
        run("when", "payment.due", "--as-of", "2026-12-01", cwd=tmp_path / "mine").stdout
        == asked.stdout
    )
    exact = run(
        "when",
        "payment.due",
        "--from",
        "2026-12-01T10:00",
        "--format",
        "json",
        cwd=tmp_path / "mine",
    )
    assert json.loads(exact.stdout)["ends"] == "2026-12-16"
    unknown = run("when", "payment.deu", cwd=tmp_path / "mine")
    assert (unknown.returncode, unknown.stderr) == (
        2,
        "error: there is no `payment.deu`; did you mean `payment.due`?\n",
    )
    assert run("when", "payment.due", "--from", "tomorrow", cwd=tmp_path / "mine").returncode == 2


def test_only_what_asks_for_public_holidays_loads_their_library():
    assert "holidays" not in modules_loaded_by("--help")
    assert "holidays" not in modules_loaded_by("check", "-q")


NOTICES = """
endings:
  booking: {notice: 180 days}
time:
  meetings: {notice: 2 business days}
  holidays: {notice: 30 days, public: yes}
payment:
  increases: {notice: 30 days}
"""


@pytest.mark.parametrize(
    ("address", "day", "ends"),
    [
        ("endings.booking.notice", "2027-06-19", "Monday, 21 December 2026"),
        ("time.meetings.notice", "2026-12-09", "Thursday, 3 December 2026"),
        ("time.holidays.notice", "2027-08-01", "Friday, 2 July 2027"),
        ("payment.increases.notice", "2027-03-01", "Saturday, 30 January 2027"),
    ],
)
def test_a_notice_is_counted_back_from_what_it_is_a_notice_of(book, address, day, ends):
    rulebook = book(rules=NOTICES.replace("public: yes", "public: yes, region: AS")).rulebook
    lines = told(rulebook, address, day)
    assert lines[0] == ends
    assert ", counted back from " in lines[1]


def test_what_ends_an_agreement_is_counted_from_the_day_it_is_said(book):
    rulebook = book(rules="endings:\n  termination: {notice: 30 days}\n").rulebook
    assert told(rulebook, "endings.termination.notice", "2026-12-01")[0] == (
        "Thursday, 31 December 2026"
    )


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
    assert (told(rulebook, address, "2026-12-01")[-1] == BLIND) is blind
    assert when_due(rulebook, address, date(2026, 12, 1)).as_json["blind_to_public_holidays"] is (
        blind
    )


def test_public_holidays_that_are_listed_are_left_out_with_their_names(book):
    days = "days: [{from: 12-09, name: Our day}]"
    rules = f"{NOTICES.replace('public: yes', f'public: yes, region: AS, {days}')}"
    assert "- Wednesday, 9 December 2026: Our day (public holiday), left out" in told(
        book(rules=rules).rulebook, "time.meetings.notice", "2026-12-11"
    )


def test_a_day_before_an_event_moves_on_too_where_the_rule_says_so(book):
    rules = "payment:\n  due: {deadline: 10 days before start, shift: yes}\n"
    rulebook = book(rules=rules).rulebook
    due = when_due(rulebook, "payment.due", date(2026, 12, 16))
    assert (due.ends, [step.kind for step in due.steps]) == (date(2026, 12, 7), ["moved"])


HOURS = """
time:
  hours: {week: "Mon–Thu 09:00–14:00 and 16:00–18:30, Fri 08:00–15:00"}
  holidays: {public: yes}
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
    lines = told(rulebook, "time.response.chat", "2026-12-03T17:30")
    assert lines[0] == "Wednesday, 23 December 2026, 9:30"
    assert lines[2] == (
        "- 23 open stretches, the last on Wednesday, 23 December 2026, from 9:00 to 9:30: 90 hours"
    )
    back = told(book(rules=HOURS.replace("4 b", "60 b")).rulebook, "time.meetings", "2026-12-21")
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
    rulebook = book(rules=rules + "time:\n  holidays: {public: yes}\n").rulebook
    due = when_due(rulebook, "payment.due", date(2026, 12, 1), "es")
    lines = answer_text(due, rulebook.business, "es").splitlines()
    assert lines[0] == ends
    assert [line.rpartition(", ")[2] for line in lines[2:]] == [told_as]


def test_a_shift_that_is_none_of_the_three_is_told(book):
    rules = "payment:\n  due: {deadline: 4 days after invoice, shift: forward}\n"
    (found,) = book(rules=rules).findings
    assert found.message == "`forward` is not one of the choices"
    assert found.help == "what fits here: `yes`, `back`, `no`"


OUT_OF_HOURS = """
time:
  hours: {{week: "Mon–Thu 09:00–14:00 and 16:00–18:30, Fri 08:00–15:00"}}
  holidays: {{public: yes}}
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
    first, _, *further = told(rulebook, "time.response.period", start)
    assert [first, *further] == answer


@pytest.mark.parametrize(
    ("start", "answer"),
    [
        ("2026-12-03T16:00", "Friday, 4 December 2026"),
        ("2026-12-03T16:30", "it arrived after the cut-off and is answered on the next business"),
        ("2026-12-03T21:00", "Friday, 4 December 2026"),
        ("2026-12-05T10:00", "it arrived out of hours and is answered on the next business day"),
    ],
)
def test_after_the_cut_off_no_answer_takes_longer_than_out_of_hours(book, start, answer):
    hours = "{week: Mon–Fri 09:00–18:00, cutoff: 16:00}"
    response = "{period: 1 business day, outside: next}"
    rulebook = book(rules=f"time: {{hours: {hours}, response: {response}}}\n").rulebook
    assert answer in "\n".join(told(rulebook, "time.response", start))


def test_what_is_urgent_is_answered_during_working_hours(book):
    rulebook = book(rules=OUT_OF_HOURS.format(outside="same")).rulebook
    lines = told(rulebook, "time.response.urgent", "2026-12-04T14:00")
    assert lines[0] == "Monday, 7 December 2026, 10:00"
    assert lines[2:] == [
        "- Friday, 4 December 2026, from 14:00 to 15:00: 1 hour",
        "- 5 to 6 December 2026: weekend, left out",
        "- Monday, 7 December 2026, from 9:00 to 10:00: 1 hour",
    ]


def test_hours_that_end_at_midnight_end_with_the_day_before(book):
    rules = "payment:\n  due: {deadline: 24 hours after invoice, shift: yes}\n"
    due = when_due(book(rules=rules).rulebook, "payment.due", date(2026, 12, 3))
    assert (due.ends.isoformat(), due.steps) == ("2026-12-05T00:00:00+01:00", ())


def test_what_out_of_hours_counts_from_contradicts_the_same_time(book):
    rules = (
        "time:\n  hours: {week: Mon–Fri 09:00–18:00, counted: 08:00}\n"
        "  response: {period: 24 hours, outside: same}\n"
    )
    (found,) = book(rules=rules).findings
    assert found.code == "conflicting-rules"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "es",
            (
                "time.response.period: 99.999 horas laborables, "
                "a contar desde el martes, 1 de diciembre de 2026: queda demasiado lejos"
            ),
        ),
        (
            "en",
            (
                "time.response.period: 99,999 business hours, "
                "counted from Tuesday, 1 December 2026: that is too far away"
            ),
        ),
    ],
)
def test_a_term_that_never_comes_is_told_in_the_readers_language(book, language, words):
    rules = "time:\n  hours: Mon 09:00–10:00\n  response: 99999 business hours\n"
    rulebook = book(rules=rules).rulebook
    with pytest.raises(NeverDue) as never:
        when_due(rulebook, "time.response", date(2026, 12, 1))
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
            ["Thursday, 26 August 2027, 9:00", "during an absence and counts from Wednesday, 25"],
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
    said = told(rulebook, f"time.response.{address}", start)
    assert said[0] == lines[0]
    assert all(line in "\n".join(said) for line in lines[1:])
