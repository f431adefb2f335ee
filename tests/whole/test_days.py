"""Days that a client may hold us to: small projects, asked as by their owners, pages read."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from cli.test_commands import run
from lindero.loading import load_rulebook
from support.folders import CASES
from support.publication import page_texts

DAYS = CASES / "days"


@pytest.fixture
def project(tmp_path, request) -> Path:
    """A copy of one of the projects."""
    home = tmp_path / request.param
    shutil.copytree(DAYS / request.param, home)
    return home


def ask(home: Path, address: str, start: str) -> list[str]:
    done = run("when", address, "--from", start, "--as-of", "2026-12-01", cwd=home)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def read_terms(home: Path) -> str:
    """The terms page of the first language, without its markup."""
    rulebook = load_rulebook(home / "terms", date(2026, 12, 1), shown_from=home).rulebook
    assert rulebook
    page = page_texts(rulebook)["terms/index.md"]
    return " ".join(re.sub(r"<[^>]*>", "", page).replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize("project", ["public-holidays-on-the-page"], indirect=True)
def test_public_holidays_that_nobody_knows_are_said_to_be_unknown(project):
    assert "Public holidays in London are days off." in read_terms(project)
    checked = run("check", "--strict", "--as-of", "2026-12-01", cwd=project)
    assert checked.returncode == 1
    assert "[unknown-holidays]: `calendar: London` leaves out public holidays" in (
        checked.stdout + checked.stderr
    )
    unseen = "- public holidays were not looked at: the rules do not say which days they are"
    assert ask(project, "time.response", "2026-12-24T10:00")[-1] == unseen
    assert ask(project, "work.delivery", "2026-12-24")[-1] == unseen


KNOWN = [
    "holidays: {public: yes, region: ENG}",
    "holidays: {days: [{from: 12-25}, {from: 2026-12-28}]}",
]


@pytest.mark.parametrize("project", ["public-holidays-on-the-page"], indirect=True)
@pytest.mark.parametrize("known", [*KNOWN, "calendar: England", "calendar: United Kingdom"])
def test_public_holidays_that_are_known_are_left_out(project, known):
    rules = project / "terms" / "time.yml"
    text = rules.read_text("utf-8")
    if known.startswith("calendar"):
        rules.write_text(text.replace("calendar: London", known), "utf-8")
    else:
        rules.write_text(f"{text}  {known}\n", "utf-8")
    checked = run("check", "--strict", "--as-of", "2026-12-01", cwd=project)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    answer = ask(project, "time.response", "2026-12-24T10:00")
    assert answer[0] == "Tuesday, 29 December 2026, 10:00"
    assert "not looked at" not in answer[-1]
    assert ask(project, "work.delivery", "2026-12-24")[0] == "Wednesday, 30 December 2026"


@pytest.mark.parametrize("project", ["month-after-month-end"], indirect=True)
def test_a_month_after_the_months_end_ends_with_a_month(project):
    assert "due on the last day of the month after the month of the invoice." in read_terms(project)
    for invoice, due in {
        "2020-06-11": "Friday 31 July 2020",
        "2027-02-10": "Wednesday 31 March 2027",
        "2027-04-12": "Monday 31 May 2027",
        "2027-01-14": "Sunday 28 February 2027",
    }.items():
        assert ask(project, "payment.due", invoice)[0] == due


@pytest.mark.parametrize("project", ["pay-days"], indirect=True)
def test_payment_waits_for_the_next_pay_day(project):
    assert (
        "en un plazo de 30 días naturales desde la fecha de la factura, que se alarga hasta el "
        "primer día 10 o 25 a partir de entonces"
    ) in read_terms(project)
    assert ask(project, "payment.due", "2027-07-13") == [
        "miércoles, 25 de agosto de 2027",
        (
            "payment.due.deadline: en un plazo de 30 días naturales desde la fecha de la factura, "
            "que se alarga hasta el primer día 10 o 25 a partir de entonces, a contar desde el "
            "martes, 13 de julio de 2027"
        ),
        "- 30 días naturales: jueves, 12 de agosto de 2027",
        "- día 10 o 25: miércoles, 25 de agosto de 2027",
    ]


def test_the_example_does_not_work_on_public_holidays(example):
    """Its pages say so of Asturias; 8 December is one of them."""
    assert example.rulebook
    assert "Public holidays in Asturias are days off." in re.sub(
        r"<[^>]*>", "", page_texts(example.rulebook)["en/terms/index.md"]
    )
    answer = ask(Path(__file__).parents[2], "services.web-essential.delivery", "2026-12-04")
    assert any("8 de diciembre de 2026" in line and "festivo" in line for line in answer)


@pytest.mark.parametrize("project", ["hours-while-open"], indirect=True)
def test_hours_pass_only_while_the_doors_are_open(project):
    """Over a night and a season of one day that is half open; a build reads every page back."""
    assert "en un plazo de 4 horas laborables." in read_terms(project)
    assert ask(project, "time.response.period", "2026-12-23T17:30") == [
        "jueves, 24 de diciembre de 2026, 12:00",
        (
            "time.response.period: 4 horas laborables, "
            "a contar desde el miércoles, 23 de diciembre de 2026, 17:30"
        ),
        "- miércoles, 23 de diciembre de 2026, de 17:30 a 18:30: 1 hora",
        "- jueves, 24 de diciembre de 2026, de 9:00 a 12:00: 3 horas",
    ]
    assert ask(project, "time.meetings.move", "2026-12-28T10:00")[0] == (
        "jueves, 24 de diciembre de 2026, 10:00"
    )
    built = run("build", "--strict", "--as-of", "2026-12-01", cwd=project)
    assert built.returncode == 0, built.stdout + built.stderr


@pytest.mark.parametrize("project", ["pay-days"], indirect=True)
def test_a_last_day_moves_back_where_the_page_says_so(project):
    rules = project / "terms" / "payment.yml"
    rules.write_text("payment:\n  due: {deadline: 4 days after invoice, shift: back}\n", "utf-8")
    said = "no es laborable, vale el laborable anterior, o el siguiente si ese cae antes de empezar"
    assert said in read_terms(project)
    answer = ask(project, "payment.due", "2026-12-01")
    assert answer[0] == "viernes, 4 de diciembre de 2026"
    built = run("build", "--as-of", "2026-12-01", cwd=project)
    assert built.returncode == 0, built.stdout + built.stderr
