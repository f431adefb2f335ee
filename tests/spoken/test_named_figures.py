"""Figures of own rules are read where they are named, as if they were typed there."""

from __future__ import annotations

import pytest

from lindero.loading import load_rulebook
from support.rulebooks import AS_OF, BUSINESS

BOTH = BUSINESS.replace("languages: [en]", "languages: [en, es]")
RULES = """
payment:
  expenses: {{approval: 100 EUR}}
endings:
  booking: {{notice: 24 hours}}
work:
  own:
    title: {{es: Lo propio, en: Our own}}
    values: {{limit: {limit}}}
    text: {text}
"""


def list_contrary(folder, limit, text):
    (folder / "rules.yml").write_text(BOTH + RULES.format(limit=limit, text=text), "utf-8")
    loaded = load_rulebook(folder, AS_OF)
    found = [one for one in loaded.findings if one.code == "contrary-figure"]
    return [(one.message, one.place.text, one.related[0].place.text) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "A lesson cancelled less than {{ limit }} before is charged.",
        "{en: 'Lessons cancelled less than {{ limit | word }} before are charged.', es: Otra.}",
        "{es: 'Una clase cancelada con menos de {{ limit }} se cobra.', en: Something else.}",
        "{es: 'Una clase cancelada con menos de {{ work.own.limit }} se cobra.', en: Another.}",
    ],
)
def test_a_named_figure_that_differs_is_told_with_both_places(text, tmp_path):
    ((message, place, other),) = list_contrary(tmp_path, "48 hours", text)
    assert message == "`48 hours` is said here, and `endings.booking.notice` is `24 hours`"
    assert place.startswith("{{ ") and place.endswith(" }}")
    assert other == "24 hours"


def test_the_same_figure_is_neither_contrary_nor_typed(tmp_path):
    text = "A lesson cancelled less than {{ limit }} before is charged."
    assert list_contrary(tmp_path, "24 hours", text) == []
    loaded = load_rulebook(tmp_path, AS_OF)
    assert not [one for one in loaded.findings if one.code == "typed-figure"]


@pytest.mark.parametrize(("limit", "differs"), [("80 EUR", 0), ("100 EUR", 0), ("300 EUR", 1)])
def test_what_is_bought_without_asking_may_be_less_but_not_more(limit, differs, tmp_path):
    text = "Small parts of up to {{ limit }} are bought without asking."
    assert len(list_contrary(tmp_path, limit, text)) == differs


def test_what_a_price_leaves_out_is_not_said_to_be_so(tmp_path):
    rules = "services:\n  logo: {{name: Logo, price: 900 EUR, {key}: [Use with no time limit]}}\n"
    usage = "rights:\n  ownership: {transfer: on payment}\n  usage: {duration: 2 years}\n"
    for key, told in (("includes", 1), ("excludes", 0)):
        (tmp_path / "rules.yml").write_text(BUSINESS + rules.format(key=key) + usage, "utf-8")
        found = load_rulebook(tmp_path, AS_OF).findings
        assert sum(one.code == "contrary-figure" for one in found) == told


def test_statements_of_an_own_rule_are_read_like_its_text(tmp_path):
    (tmp_path / "rules.yml").write_text(
        BOTH
        + """
payment:
  expenses: {approval: 100 EUR}
work:
  own:
    title: {es: Lo propio, en: Our own}
    values: {limit: 300 EUR}
    clauses:
      named: {says: "Small parts of up to {{ limit }} are bought without asking."}
      typed: {says: "Small parts of up to 400 EUR are bought without asking."}
      linked: {says: "The rest is [told](rule:payment.nowhere)."}
""",
        "utf-8",
    )
    found = load_rulebook(tmp_path, AS_OF).findings
    told = {(one.code, one.place.text) for one in found if one.severity == "error"}
    assert told == {
        ("contrary-figure", "{{ limit }}"),
        ("contrary-figure", "400 EUR"),
        ("unknown-rule", "rule:payment.nowhere"),
    }


@pytest.mark.parametrize(
    ("late", "text", "quoted", "held"),
    [
        ("none", "For an overdue invoice a fee of {{ fee }} is added.",
         "overdue invoice a fee of {{ fee }} is added", "`payment.late` is `none`"),
        ("1 % per month", "There is no charge for late payment. A reminder is {{ fee }}.",
         "no charge for late payment", "`payment.late.rate` is `1 % per month`"),
    ],
)  # fmt: skip
def test_words_around_a_named_figure_are_quoted_as_the_author_wrote_them(
    tmp_path, late, text, quoted, held
):
    (tmp_path / "rules.yml").write_text(
        BOTH
        + f"""
payment:
  due: 15 days after invoice
  late: {late}
  reminders:
    title: {{es: Avisos, en: Reminders}}
    values: {{fee: 15 EUR}}
    text: {text}
""",
        "utf-8",
    )
    loaded = load_rulebook(tmp_path, AS_OF)
    (found,) = [one for one in loaded.findings if one.code == "contrary-figure"]
    assert found.place.text == quoted
    assert found.message.endswith(f"is said here, and {held}")
