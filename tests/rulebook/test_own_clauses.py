"""An author's words take the place of ours on every surface at once, statement by statement."""

from pathlib import Path

import pytest

from lindero.loading import load_rulebook
from support.publication import page_texts
from support.rulebooks import AS_OF, BUSINESS

VISITS = """conduct:
  visits:
    title: Visits
    values: {notice: 2 business days, coffee: COFFEE}
    stage: during
    clauses:
      arranged:
        who: client
        says: The client arranges visits {{ notice }} ahead.
        you: You tell us {{ notice }} before you come.
        brief: Arranged {{ notice }} ahead.
      coffee:
        if: coffee = yes
        who: freelancer
        says: The studio makes the coffee.
        you: We make you a coffee.
"""


@pytest.fixture
def show_pages(tmp_path: Path):
    def show(rules: str) -> dict[str, str]:
        (tmp_path / "business.yml").write_text(BUSINESS, "utf-8")
        (tmp_path / "rules.yml").write_text(rules, "utf-8")
        loaded = load_rulebook(tmp_path, as_of=AS_OF)
        assert loaded.rulebook, loaded.findings
        return page_texts(loaded.rulebook)

    return show


def find_pages(pages: dict[str, str], words: str) -> set[str]:
    return {address for address, text in pages.items() if words in text}


def test_an_own_rule_made_of_clauses_stands_where_ours_would(show_pages):
    pages = show_pages(VISITS.replace("COFFEE", "yes"))
    assert find_pages(pages, "before you come") == {"index.md"}
    assert find_pages(pages, "We make you a coffee") == {"index.md"}
    assert find_pages(pages, "The studio makes the coffee") == {"terms/index.md"}
    assert "Both sides" in pages["terms/index.md"]


def test_a_clause_stands_nowhere_where_its_condition_does_not_hold(show_pages):
    pages = show_pages(VISITS.replace("COFFEE", "no"))
    assert not find_pages(pages, "coffee")
    assert "The client’s part" in pages["terms/index.md"]


DEPOSIT = "payment:\n  deposit: {share: 40 %, due: on signature, refundable: no}\n"


def test_a_text_takes_the_place_of_all_that_we_say(show_pages):
    """The line that the catalogue had for the table of both sides stayed, and denied the text."""
    before = show_pages(DEPOSIT)
    assert find_pages(before, "deposit") > {"index.md", "terms/index.md"} - {"terms/index.md"}
    own = DEPOSIT.replace("refundable: no", "refundable: no, text: A part is paid first.")
    after = show_pages(own)
    assert "A part is paid first" in after["terms/index.md"]
    for ours in ("You pay", "is not returned", "on signature"):
        assert not find_pages(after, ours)


def test_a_text_takes_the_place_of_some_statements_alone(show_pages):
    clause = DEPOSIT.replace(
        "refundable: no", "refundable: no, replaces: [kept], text: We keep it for your next order."
    )
    pages = show_pages(clause)
    assert "We keep it for your next order" in pages["terms/index.md"]
    assert not find_pages(pages, "is not returned")
    assert find_pages(pages, "You pay") == {"index.md"}


def test_a_text_for_a_statement_that_is_not_made_is_told(book):
    """Ours, that the deposit is returned, would stand beside an author's that it is not."""
    answers = "share: 40 %, due: on signature, refundable: yes"
    own = "replaces: [kept, share], text: The deposit stays with us."
    loaded = book(payment=f"payment:\n  deposit: {{{answers}, {own}}}\n")
    (found,) = loaded.findings
    assert found.code == "bad-clause"
    assert found.message.startswith("`kept` is not said with these answers")
    assert found.help == "what is said here: `returned`"


def test_a_rule_of_ones_own_of_which_no_sentence_is_left_is_told(book):
    """A bare title would be published, and counted as a rule."""
    visits = (
        "title: Visits, values: {c: yes}, clauses: {open: {says: Visits are free., if: c = no}}"
    )
    loaded = book(conduct=f"conduct:\n  visits: {{{visits}}}\n")
    (found,) = loaded.findings
    assert (found.code, found.severity) == ("says-nothing", "error")
    assert found.message.startswith("`visits` says nothing")


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("values: {c: yes}, clauses: {a: {says: A, if: c = so}}", "what fits here: `yes`, `no`"),
        ("clauses: {a: {says: 'A {{ notice }}.'}}", "give it a value: `values: {notice: …}`"),
        ("clauses: {a: {says: A., if: notice}}", "give it a value: `values: {notice: …}`"),
    ],
)
def test_a_clause_that_asks_for_what_is_not_there_has_a_way_out(book, rule, told):
    loaded = book(conduct=f"conduct:\n  visits: {{title: Visits, {rule}}}\n")
    assert [found.help for found in loaded.findings] == [told]


def test_a_sheet_with_a_rule_that_is_not_there_says_where_rules_are_listed(book):
    sheet = "onepagers:\n  flyer: {title: Prices, text: Ours., rules: [conduct.visits]}\n"
    loaded = book(payment="payment:\n  deposit: 40 %\n", sheet=sheet)
    (found,) = loaded.findings
    assert found.code == "unknown-rule"
    assert found.help
