"""`lindero when` answers people and programs, and loads no more than it needs."""

from __future__ import annotations

import json
from datetime import date

from cli.test_commands import modules_loaded_by, run
from lindero.calendar.deadlines import when_due
from lindero.cli.when import answer_json


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


def test_only_what_asks_for_public_holidays_loads_their_library():
    assert "holidays" not in modules_loaded_by("--help")
    assert "holidays" not in modules_loaded_by("check", "-q")
