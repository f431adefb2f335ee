"""What an author sees in an editor, as the YAML language server tells it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from itertools import count

import pytest

from lindero.catalogue.examples import format_long_rule, format_short_rule
from lindero.catalogue.specs import list_rule_specs
from lindero.guide.editor_schema import schema_text
from support.folders import ROOT
from support.language_server import LanguageServer

NAMES = (f"rules-{number}.yml" for number in count())


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[LanguageServer]:
    folder = tmp_path_factory.mktemp("editor")
    (folder / "terms").mkdir()
    schema = folder / "lindero.schema.json"
    schema.write_text(schema_text(), "utf-8")
    started = LanguageServer(folder, schema)
    yield started
    started.close()


def opened(server: LanguageServer, text: str) -> str:
    """The text in a file of its own, at whose end the cursor stands at `|` if there is one."""
    name = next(NAMES)
    server.open(text, name)
    return name


def hover(server: LanguageServer, text: str, word: str) -> str:
    """What the editor shows over a word."""
    line, column = place(text, word)
    return server.hover(line, column + 1, opened(server, text))


def offered(server: LanguageServer, text: str) -> dict[str, str]:
    """What the editor offers at `|`: what would be put in, by what the list shows."""
    line, column = place(text, "|")
    name = opened(server, text.replace("|", ""))
    return {item["label"]: item["insertText"] for item in server.completions(line, column, name)}


def place(text: str, word: str) -> tuple[int, int]:
    before = text[: text.index(word)]
    return before.count("\n"), len(before) - before.rfind("\n") - 1


def underlined(server: LanguageServer, text: str) -> list[tuple[int, str]]:
    """Line and message of everything that is underlined."""
    return [
        (found["range"]["start"]["line"], found["message"])
        for found in server.open(text, next(NAMES))
    ]


def test_hovering_a_rule_tells_what_it_is_for_and_why_it_matters(server):
    spec = list_rule_specs()["payment.deposit"]
    shown = hover(server, "payment:\n  deposit: {share: 40 %, due: on signature}\n", "deposit")
    assert "payment.deposit" in shown
    assert spec.about in shown
    assert "Señal · Deposit" in shown
    assert spec.matters["en"] in shown
    assert "`none`" in shown and "`off`" in shown


def test_hovering_a_value_names_its_address_its_shape_and_examples(server):
    shown = hover(server, "payment:\n  deposit: {share: 40 %, due: on signature}\n", "due")
    assert "payment.deposit.due" in shown
    assert list_rule_specs()["payment.deposit"].values["due"].about in shown
    assert "*deadline*: A time counted from an event." in shown
    assert "`15 days after invoice`" in shown and "`on signature`" in shown


def test_hovering_the_short_form_tells_of_the_rule_and_of_its_value(server):
    shown = hover(server, "payment:\n  due: 15 days after invoice\n", "due")
    spec = list_rule_specs()["payment.due"]
    assert spec.about in shown and spec.values["deadline"].about in shown
    assert "Short for `due: {deadline: …}`" in shown and "*deadline*" in shown


def test_hovering_a_choice_says_what_each_means(server):
    shown = hover(server, "payment:\n  deposit: {share: 40 %, secures: dates}\n", "secures")
    choices = list_rule_specs()["payment.deposit"].values["secures"].choices
    assert choices
    for name, words in choices.items():
        assert f"* `{name}`: {words['es']} · {words['en']}" in shown


def test_hovering_a_key_of_the_business_says_what_it_is_for(server):
    assert "ISO 4217" in hover(server, "business:\n  currency: EUR\n", "currency")


def test_inside_a_topic_its_rules_are_offered_with_the_least_that_answers_them(server):
    found = offered(server, "payment:\n  |\n")
    assert {
        rule_id.partition(".")[2] for rule_id in list_rule_specs() if rule_id.startswith("payment.")
    } <= found.keys()
    assert found["due"] == "due: ${1:15 days after invoice}"


def test_inside_a_rule_its_values_are_offered(server):
    found = offered(server, "payment:\n  deposit:\n    share: 40 %\n    |\n")
    spec = list_rule_specs()["payment.deposit"]
    assert found.keys() >= {*spec.values, "title", "summary", "text", "why"} - {"share"}
    assert "share" not in found


@pytest.mark.parametrize(
    "text",
    [
        "payment:\n  deposit: {share: 40 %, secures: |}\n",
        "payment:\n  deposit:\n    share: 40 %\n    secures: |\n",
    ],
)
def test_the_names_of_a_choice_are_offered(server, text):
    choices = list_rule_specs()["payment.deposit"].values["secures"].choices
    assert choices
    assert list(offered(server, text)) == list(choices)


def test_a_rule_may_be_answered_with_a_figure_with_none_or_with_off(server):
    found = offered(server, "payment:\n  due: |\n")
    assert found["15 days after invoice"] == "${1:15 days after invoice}"
    assert found["on signature"] == "on signature"
    assert found["none"] == "none" and found["off"] == "off"


def test_an_answer_is_offered_in_our_words_and_without_quotes(server):
    found = offered(server, "payment:\n  deposit: {share: 40 %, refundable: |}\n")
    assert {*found.values()} == {"yes", "no"}


def test_sections_are_offered_in_an_empty_file(server):
    assert {"business", "services", "payment", "onepagers"} <= offered(server, "|\n").keys()


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("payment:\n  deposit: {shaer: 40 %}\n", 1, "Property shaer is not allowed."),
        ("payment:\n  deposit: {due: on signature}\n", 1, 'Missing property "share".'),
        ("payment:\n  deposit:\n    share: 40 percent\n", 2, "write it like `40 %`"),
        ("payment:\n  due: soon\n", 1, "write it like `15 days after invoice`"),
        ("payment:\n  depozit: {share: 40 %}\n", 1, "`payment` has no such rule"),
        ("payment:\n  deposit: {share: 40 %, secures: everything}\n", 1, 'Valid values: "dates"'),
        ("payment:\n  deposit: {share: 40 %, refundable: perhaps}\n", 1, "write it like `yes`"),
        ("paiment:\n  due: 15 days after invoice\n", 1, "no section of this name"),
        (
            (
                "payment:\n  due:\n    - 15 days after invoice\n"
                "    - {deadline: soon, for: consumer}\n"
            ),
            3,
            "write it like `15 days after invoice`",
        ),
        ("business:\n  currency: euros\n", 1, "write it like `EUR`"),
    ],
)
def test_a_mistake_is_underlined_on_its_line_and_told(server, text, line, said):
    assert [
        (at, message) for at, message in underlined(server, text) if at == line and said in message
    ], underlined(server, text)


def test_only_the_mistake_is_underlined(server):
    ((line, message),) = underlined(
        server,
        "payment:\n  deposit: {share: 40 percent, due: on signature}\n"
        "  due: 15 days after invoice\n",
    )
    assert line == 1
    assert message.startswith("no ")


@pytest.mark.parametrize("file", sorted(ROOT.glob("terms/*.yml")), ids=lambda file: file.name)
def test_nothing_is_underlined_in_the_example(server, file):
    assert server.open(file.read_text("utf-8"), file.name) == []


VARIANTS = """
payment:
  due:
    - {deadline: 15 days after invoice}
    - {deadline: on delivery, for: consumer}
    - {none: yes, services: [care], from: 2027-01-01}
"""
OWN = """
topics:
  drones: {title: {es: Drones, en: Drones}}
drones:
  flights: {title: Flights, text: "We fly {{ notice }} ahead.", values: {notice: 5 business days}}
conduct:
  visits: {title: Visits, text: By appointment., note: Ring twice.}
"""


@pytest.mark.parametrize(
    "text",
    [
        "payment:\n",
        "payment:\n  due: none\n  late: off\n",
        "services:\n",
        "conduct:\n  respect:\n",
        VARIANTS,
        OWN,
    ],
)
def test_nothing_is_underlined_that_the_reader_takes(server, text):
    assert underlined(server, text) == []


@pytest.mark.parametrize(
    "topic", dict.fromkeys(rule_id.partition(".")[0] for rule_id in list_rule_specs())
)
def test_nothing_is_underlined_in_our_own_examples(server, topic):
    specs = [spec for spec in list_rule_specs().values() if spec.id.startswith(f"{topic}.")]
    for written in (format_short_rule, format_long_rule):
        lines = [f"  {line}" for spec in specs for line in written(spec).splitlines()]
        text = "\n".join([f"{topic}:", *lines, ""])
        assert underlined(server, text) == [], text


def test_a_new_project_names_the_schema_in_its_files(tmp_path):
    """As an editor without settings sees it: each file's first line leads to the schema."""
    subprocess.run(
        [sys.executable, "-m", "lindero", "init", "mine", "-q"], cwd=tmp_path, check=True
    )
    plain = LanguageServer(tmp_path / "mine", None)
    try:
        for file in sorted((tmp_path / "mine/terms").glob("*.yml")):
            assert plain.open(file.read_text("utf-8"), file.name) == [], file
        first_line = file.read_text("utf-8").partition("\n")[0]
        broken = plain.open(
            f"{first_line}\npayment:\n  deposit: {{share: 40 percent}}\n", "broken.yml"
        )
        assert ["write it like" in found["message"] for found in broken] == [True]
    finally:
        plain.close()
