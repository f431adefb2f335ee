"""What is answered, none, off and open, as a report, on a terminal and as JSON."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from lindero.catalogue.specs import list_rule_specs, load_catalogue
from lindero.guide.topics import WIDTH, TopicsReport, report_json, report_text, report_topics
from support.commands import run_lindero
from support.rulebooks import BUSINESS

RULES = """
payment:
  deposit: {share: 40 %, due: on signature}
  late: none
  expenses: off
conduct:
  visits:
    title: Visits
    values: {notice: 2 business days}
    text: Visits to the studio are arranged {{ notice }} ahead.
"""
SPANISH = BUSINESS.replace("languages: [en]", "languages: [es]")
BROKEN = RULES.replace("40 %", "40 percent")


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return run_lindero(*arguments, cwd=cwd)


@pytest.fixture
def report(book) -> TopicsReport:
    found = report_topics(book(rules=RULES))
    assert found
    return found


@pytest.fixture
def project(tmp_path) -> Path:
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms/business.yml").write_text(BUSINESS, "utf-8")
    (tmp_path / "terms/rules.yml").write_text(RULES, "utf-8")
    return tmp_path


def states(report: TopicsReport) -> dict[str, str]:
    return {question.id: question.state for question in report.questions}


def test_every_question_has_a_state(report):
    found = states(report)
    assert found.pop("conduct.visits") == "answered"
    assert list(found) == list(list_rule_specs())
    assert found.pop("payment.deposit") == "answered"
    assert found.pop("payment.late") == "none"
    assert found.pop("payment.expenses") == "off"
    assert {*found.values()} == {"open"}


def test_the_counts_are_those_of_the_questions(report):
    assert report.counts == {
        "answered": 2,
        "none": 1,
        "off": 1,
        "mistake": 0,
        "open": len(list_rule_specs()) - 3,
    }


def test_an_answer_is_the_rule_in_one_line_and_an_open_question_says_how_to_answer_it(report):
    questions = {question.id: question for question in report.questions}
    assert questions["payment.deposit"].answer == (
        "A deposit of 40% of the price is paid on signature of the quote."
    )
    assert questions["payment.late"].answer == list_rule_specs()["payment.late"].none["en"]
    assert questions["payment.due"].answer == ""
    assert questions["payment.due"].write == "due: 15 days after invoice"


def test_every_question_says_why_it_matters_in_the_main_language(book):
    found = report_topics(book(business=SPANISH, rules=RULES.replace("Visits", "Visitas")))
    assert found
    for question in found.questions:
        if question.id in list_rule_specs():
            assert question.matters == list_rule_specs()[question.id].matters["es"]
    assert found.topics[0].title == load_catalogue()["payment"].title["es"]


def test_the_open_ones_that_matter_most_come_first(report):
    keys = {
        spec.id: spec.key
        for spec in list_rule_specs().values()
        if spec.key and spec.id not in {"payment.deposit", "payment.late"}
    }
    assert [question.id for question in report.first] == sorted(keys, key=keys.__getitem__)
    text = report_text(report)
    assert text.rstrip().splitlines()[-1].strip().startswith(report.first[-1].id)
    assert "  open *    due " in text


def test_the_ten_that_matter_most_are_ten_and_have_a_place_each():
    assert sorted(spec.key for spec in list_rule_specs().values() if spec.key) == list(range(1, 11))


@pytest.mark.parametrize("only_open", [False, True])
def test_it_fits_on_a_terminal(report, only_open):
    text = report_text(report, only_open=only_open)
    assert max(map(len, text.splitlines())) <= WIDTH
    assert not re.search(r"[ \t]$", text, re.MULTILINE)


def test_the_topics_come_in_the_order_of_the_catalogue(report):
    headings = re.findall(r"^([a-z]+): ", report_text(report), re.MULTILINE)
    assert headings == list(load_catalogue())


def test_only_what_is_open(report):
    text = report_text(report, only_open=True)
    assert "answered  " not in text and "none      " not in text
    assert text.count("\n  open ") == report.counts["open"]
    told = json.loads(report_json(report, only_open=True))
    assert {question["state"] for topic in told["topics"] for question in topic["questions"]} == {
        "open"
    }
    assert told["counts"]["answered"] == 2


def test_json_says_the_same_as_the_report(report):
    told = json.loads(report_json(report))
    assert [question["id"] for topic in told["topics"] for question in topic["questions"]] == [
        question.id for question in report.questions
    ]
    assert told["counts"] == report.counts
    assert told["first"] == [question.id for question in report.first]
    assert told["topics"][0]["questions"][0].keys() == {
        "id",
        "title",
        "state",
        "answer",
        "matters",
        "key",
        "write",
        "missing",
        "reckoned",
    }


def test_what_clients_ask_and_no_rule_says_is_named_with_the_rules_that_would(report):
    asked = {one.name: one.rules for one in report.situations}
    assert asked["silence"] == ("work.acceptance", "endings.inactivity")
    assert "late" not in asked  # there is no charge, and that is an answer
    assert "What happens if I go silent? (business" in report_text(report)
    assert [one["name"] for one in json.loads(report_json(report))["what-if"]] == [*asked]


def test_json_says_which_values_are_reckoned_with(report):
    topics = json.loads(report_json(report))["topics"]
    asked = {question["id"]: question for topic in topics for question in topic["questions"]}
    assert asked["payment.increases"]["reckoned"] == ["notice", "kept", "cap"]
    assert asked["conduct.respect"]["reckoned"] == []


@pytest.mark.parametrize("topic", load_catalogue())
def test_what_an_open_question_says_can_be_copied_from_the_terminal(book, topic):
    """As somebody does who takes the lines under a name, wrapped or not, into a file."""
    nothing = report_topics(book(rules=""))
    assert nothing
    indent = " " * 14
    for block in re.split(
        r"^  open (?:\*    |     )", report_text(nothing.select_topic(topic)), flags=re.MULTILINE
    )[1:]:
        lines = [
            line for line in block.partition("\n\n")[0].splitlines()[1:] if line.startswith(indent)
        ]
        name = block.partition(" (")[0]
        start = next(at for at, line in enumerate(lines) if line.startswith(f"{indent}{name}: "))
        copied = "\n".join([f"{topic}:", *(line[12:] for line in lines[start:]), ""])
        assert list(yaml.safe_load(copied)[topic]) == [name], copied
        assert not [
            one
            for one in book(rules=copied).findings
            if one.code not in {"needs-rule", "wrong-total"}
        ], copied


def test_an_answer_is_proposed_in_the_currency_of_the_business(book):
    found = report_topics(
        book(business=SPANISH.replace("currency: EUR", "currency: MXN"), rules="")
    )
    assert found
    written = [question.write for question in found.questions]
    assert "changes: 650 MXN per hour" in written
    assert not [line for line in written if "EUR" in line]


def test_questions_are_told_although_some_rules_have_mistakes(book):
    found = report_topics(book(rules=BROKEN))
    assert found
    assert states(found)["payment.deposit"] == "mistake"
    assert states(found)["payment.late"] == "none"
    assert "1 mistake" in report_text(found)


def test_a_rule_whose_words_name_a_figure_that_is_not_there_is_told_in_ours(book):
    found = report_topics(
        book(
            rules="payment:\n  due:\n    deadline: 15 days after invoice\n"
            "    summary: 'Pay {{ nothing }}'\n"
        )
    )
    assert found
    answer = next(question.answer for question in found.questions if question.id == "payment.due")
    assert "15\N{NO-BREAK SPACE}calendar days" in answer and "nothing" not in answer


def test_nobody_can_tell_where_a_file_cannot_be_read(book):
    assert report_topics(book(rules=b"\xff\xfe")) is None


def test_the_command_prints_the_report_and_ends_well(project):
    done = run("topics", cwd=project)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("payment: Payment\n  ")
    assert "\n  answered  deposit (Deposit)\n" in done.stdout
    one = run("topics", "payment", "--open", cwd=project)
    assert one.returncode == 0
    assert re.findall(r"^[a-z]+: ", one.stdout, re.MULTILINE) == ["payment: "]
    assert "answered  deposit" not in one.stdout


def test_the_command_prints_json(project):
    told = json.loads(run("topics", "--format", "json", cwd=project).stdout)
    assert [topic["id"] for topic in told["topics"]] == list(load_catalogue())


def test_the_command_tells_mistakes_after_the_questions_and_ends_with_one(project):
    rules = project / "terms/rules.yml"
    rules.write_text(BROKEN, "utf-8")
    done = run("topics", cwd=project)
    assert done.returncode == 1
    assert "  mistake   deposit" in done.stdout
    assert re.findall(r"error\[.+?\]", done.stderr) == ["error[bad-amount]"]
    rules.write_bytes(b"\xff\xfe")
    unreadable = run("topics", cwd=project)
    assert (unreadable.returncode, unreadable.stdout) == (1, "")
    assert re.findall(r"error\[.+?\]", unreadable.stderr) == ["error[not-utf8]"]


def test_an_unknown_topic_is_wrong_use(project):
    done = run("topics", "paymnt", cwd=project)
    assert done.returncode == 2
    assert "there is no topic `paymnt`; did you mean `payment`?" in done.stderr


SPANISH_RESULTS = "un puesto concreto en los buscadores"
ENGLISH_RESULTS = "a particular place in search results"


@pytest.mark.parametrize(
    ("business", "ours", "theirs"),
    [(SPANISH, SPANISH_RESULTS, ENGLISH_RESULTS), (BUSINESS, ENGLISH_RESULTS, SPANISH_RESULTS)],
)
def test_what_could_be_written_is_in_the_language_of_the_project(project, business, ours, theirs):
    (project / "terms/business.yml").write_text(business, "utf-8")
    (project / "terms/rules.yml").write_text("payment:\n  due: 15 days after invoice\n", "utf-8")
    for command in (["topics", "--format", "json"], ["schema"]):
        said = run(*command, cwd=project).stdout
        assert ours in said
        assert theirs not in said
    everywhere = run("schema", cwd=project.parent).stdout
    assert ours in everywhere
    assert theirs in everywhere


def test_each_case_of_an_answer_has_its_condition(book):
    loaded = book(payment="payment:\n  deposit: [40 %, {for: consumer, share: 20 %}]\n")
    report = report_topics(loaded)
    assert report
    (deposit,) = (one for one in report.questions if one.id == "payment.deposit")
    first, second = deposit.answer.split(" · ")
    assert first.startswith("For businesses: the client pays a deposit of 40")
    assert second.startswith("For consumers: the client pays a deposit of 20")
