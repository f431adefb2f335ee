"""Topics and rules of ones own, and what may be left out or renamed."""

import pytest

from support.publication import list_codes, read_words


def test_a_rule_switched_off_is_not_shown_and_cannot_be_relied_on(book):
    loaded = book(payment="payment:\n  deposit: off\n  due: 15 days after invoice\n")
    assert "payment.deposit" not in read_words(loaded)
    assert loaded.rulebook.off == {"payment.deposit"}
    assert list_codes(book(payment="payment:\n  due: off\n  late: 1 % per month\n")) == [
        "needs-rule"
    ]


def test_a_topic_of_ones_own_holds_rules_of_ones_own(book):
    own = (
        "topics:\n  drones: {title: Drones}\ndrones:\n  flights:\n"
        "    title: Flights\n    values: {notice: 5 business days}\n"
    )
    text = read_words(
        book(
            drones=own
            + '    text: "Announced {{ notice }} ahead."\n    note: Weather permitting.\n',
            payment="payment: {deposit: 40 %}",
        )
    )
    assert "Drones 1 rule" in text
    assert "Announced 5 business days ahead." in text
    assert "Weather permitting." in text


def test_a_topic_of_ours_may_be_renamed(book):
    assert "Money 1 rule" in read_words(
        book(topics="topics:\n  payment: {title: Money}\n", payment="payment: {deposit: 40 %}")
    )


def test_a_topic_cannot_take_the_name_of_a_section(book):
    assert list_codes(book(topics="topics:\n  services: {title: Mine}\n")) == ["bad-id"]


def test_a_rule_that_a_topic_of_ones_own_does_not_have_is_answered_with_what_it_needs(book):
    (found,) = book(
        rules="topics:\n  drones: {title: Drones}\ndrones:\n  flights: 5 days\n"
    ).findings
    assert found.help == "a rule of your own needs `title` and `text`"


def test_rules_in_a_topic_without_a_title_are_answered_with_the_way_to_one(book):
    (found,) = book(rules="drones:\n  flights: {title: Flights, text: We fly.}\n").findings
    assert found.help.endswith("a topic of your own needs a title: `topics: {drones: {title: …}}`")


@pytest.mark.parametrize(
    ("typed", "code"),
    [("25:00", "bad-clock"), ("2026-02-30", "bad-date"), ("1/12/2026", "bad-date")],
)
def test_a_figure_of_ones_own_is_refused_as_what_it_looks_like(book, typed, code):
    rules = f"work:\n  visits: {{title: Visits, text: Some., values: {{when: {typed}}}}}\n"
    assert [found.code for found in book(rules=rules).findings] == [code]
