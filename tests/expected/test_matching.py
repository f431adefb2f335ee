"""A surface says what it must, in order, and nothing else; what differs is told where it stands."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lindero.catalogue.facts import Fact
from lindero.expected.lexicon import find_lexicon
from lindero.expected.matching import Marked, Surface, compare_surface
from lindero.expected.patterns import Patterns, mark_figure
from lindero.expected.speech import JOINT, Cluster, Slot, Statement
from lindero.shapes import Percent

SHARE = Fact("payment.deposit.share", Percent(Decimal(40)))
DEPOSIT = Statement("payment.deposit", ("The deposit is ", Slot(SHARE), " of the price."))
REST = Statement("payment.due", ("The rest is due on delivery.",))


def compare(words: str, *items, figures=(), marked=False):
    patterns = Patterns(find_lexicon("en", "GB"), marked=marked)
    compared = compare_surface(Surface(words, figures), items, patterns)
    return [(one.kind, one.name) for one in compared.mismatches]


def test_what_says_all_of_it_agrees():
    assert (
        compare("The deposit is 40% of the price. The rest is due on delivery.", DEPOSIT, REST)
        == []
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("The deposit is 50% of the price. The rest is due on delivery.",
         [("figure", "payment.deposit.share")]),
        ("The deposit is 40% of the price.", [("missing", "payment.due")]),
        ("The deposit is 40% of the price. It is paid twice. The rest is due on delivery.",
         [("extra", "")]),
        ("The deposit is not 40% of the price. The rest is due on delivery.",
         [("figure", "payment.deposit.share")]),
        ("The deposit is 40% of nothing. The rest is due on delivery.",
         [("missing", "payment.deposit")]),
        ("The deposit is 40% of the price. The rest is due on delivery. 99%", [("extra", "")]),
    ],
)  # fmt: skip
def test_what_differs_is_told_once(words, found):
    assert compare(words, DEPOSIT, REST) == found


@pytest.mark.parametrize(
    ("mark", "found"),
    [
        (Marked("payment.deposit.share", "0.4", "40%"), []),
        (Marked("payment.deposit.share", "0.4", "41%"), [("figure", "payment.deposit.share")]),
        (Marked("payment.deposit.share", "0.5", "40%"), [("value", "payment.deposit.share")]),
        (Marked("payment.late.rate", "0.4", "40%"), [("address", "payment.late.rate")]),
    ],
)
def test_a_mark_has_the_address_the_text_and_the_exact_form(mark, found):
    words = f"The deposit is {mark_figure(mark.address, 0)} of the price."
    assert compare(words, DEPOSIT, figures=(mark,), marked=True) == found


def test_a_figure_that_lost_its_mark_is_told():
    found = compare("The deposit is 40% of the price.", DEPOSIT, marked=True)
    assert found == [("unmarked", "payment.deposit.share")]


def test_a_stretch_may_say_its_part_in_any_order_but_only_once():
    stretch = Cluster("card", (DEPOSIT, REST, Statement("case", ("For all:",), wanted=False)))
    assert compare("The rest is due on delivery. The deposit is 40% of the price.", stretch) == []
    assert compare("For all: The rest is due on delivery.", stretch) == [
        ("missing", "payment.deposit")
    ]
    twice = "The rest is due on delivery. " * 2 + "The deposit is 40% of the price."
    assert compare(twice, stretch) != []


def test_a_list_may_be_joined_as_its_language_does():
    services = Statement("only", ("Only for “Logo”", JOINT, "“Web”."))  # fmt: skip
    assert compare("Only for “Logo” and “Web”.", services) == []
    assert compare("Only for “Logo” and “Shop”.", services) != []


@pytest.mark.parametrize(
    ("behind", "is_told"),
    [
        (" (for businesses: 50%)", True),
        (" (for consumers; for businesses: 50%)", True),
        (" (for businesses)", True),
        (" (for businesses: )", False),
        (" (for consumers: ; for businesses: 50%)", False),
        (" (for businesses: 60%)", False),
    ],
)
def test_brackets_behind_a_figure_end_in_that_of_another_case(behind, is_told):
    other = Fact("payment.deposit.share@business", Percent(Decimal(50)))
    slot = Slot(SHARE, open=True, cases=(other,))
    said = Statement("note", ("We ask for ", slot, "."))
    found = compare(f"We ask for 40%{behind}.", said)
    assert (found == []) is is_told


def test_what_is_longer_is_not_taken_for_what_follows():
    due = Cluster("due", (Statement("due", ("30 days, month end",), wanted=False),))
    warranty = Statement("warranty", ("30 days",))
    assert compare("30 days, month end. 30 days", due, warranty) == []
    assert compare("30 days", due, warranty) == []


def test_words_that_run_into_each_other_are_told():
    deposit, rest = "The deposit is 40% of the price", "The rest is due on delivery."
    figures = (Marked("payment.deposit.share", "0.4", "40%"),)
    said = deposit.replace("40%", mark_figure("payment.deposit.share", 0))
    assert compare(f"{said} {rest}", DEPOSIT, REST, figures=figures, marked=True) == []
    glued = compare(f"{said}{rest}", DEPOSIT, REST, figures=figures, marked=True)
    assert glued == [("extra", "")]
