"""The author's own sentences beside the rules of which they speak."""

import json

import pytest

from lindero.findings.place import Source
from lindero.guide.side_by_side import encode_side_by_side, show_side_by_side
from lindero.guide.unread_sentences import (
    RECORD,
    keep_as_read,
    list_own_texts,
    list_unread_sentences,
)
from lindero.spoken.pieces import split_pieces
from lindero.spoken.subjects import SubjectIndex
from spoken.test_said_otherwise import CONTRARY
from support.case_data import read_cases
from support.folders import CASES
from support.rulebooks import BUSINESS

RULES = """rights:
  portfolio: {allowed: no}
  credit: {required: no, note: "Our ordinary talk is of other things."}
payment:
  deposit: {share: 30 %, due: on signature, refundable: no, note: NOTE}
services:
  kitchen: {name: Kitchen, price: 900 EUR, summary: Come and find your own kitchen on my Instagram.}
"""
NOTE = "What you put down to book is safe like an umbrella at the door."


def find_rule(address):
    return ".".join(address.split(".")[:2])


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "terms"


def list_unread(loaded, folder, pages=()):
    return list_unread_sentences(loaded, folder, list_own_texts(loaded, pages))


def keep_all(loaded, folder):
    keep_as_read(loaded.rulebook, folder, list_own_texts(loaded, ()))


def list_pairs(loaded, folder):
    unread = list_unread(loaded, folder)
    return {(one.words, rule.id) for one in unread for rule in one.beside}


def test_a_sentence_stands_beside_what_the_rule_publishes(book, folder):
    loaded = book(rules=RULES.replace("NOTE", NOTE))
    kitchen = "Come and find your own kitchen on my Instagram."
    pairs = {(NOTE, "payment.deposit"), (kitchen, "rights.portfolio")}
    assert list_pairs(loaded, folder) == pairs
    shown = show_side_by_side(loaded.rulebook, list_unread(loaded, folder))
    assert f"terms/rules.yml:5\n  {NOTE}\n    payment.deposit: " in shown
    encoded = json.loads(encode_side_by_side(loaded.rulebook, list_unread(loaded, folder)))
    assert "the deposit is not returned." in str(encoded)


def test_what_speaks_of_nothing_known_comes_last_until_it_has_been_read(book, folder):
    loaded = book(rules=RULES.replace("NOTE", NOTE))
    unread = list_unread(loaded, folder)
    other = "Our ordinary talk is of other things."
    assert [one.words for one in unread if not one.beside] == [other]
    shown = show_side_by_side(loaded.rulebook, unread)
    assert shown.endswith(f"that a rule denies?\n\nterms/rules.yml:3\n  {other}")
    keep_all(loaded, folder)
    assert list_unread(loaded, folder) == []


BOOKED = """
services:
  lesson: {name: Lesson, price: 60 EUR, note: "Cancel a booking by Friday and you owe nothing."}
  site: {name: Site, price: 900 EUR}
endings:
  cancellation: [{stages: [{at: before work starts, share: 20 %}]}, {services: [lesson], off: yes}]
  booking:
    - {notice: 2 days, fee: 50 %, acts: does, note: "Cancelling a lesson by Friday costs nothing."}
    - {services: [site], off: yes}
"""


def test_no_sentence_stands_beside_a_rule_that_is_off_for_whom_it_is_about(book, folder):
    pairs = list_pairs(book(rules=BOOKED), folder)
    assert {rule for _, rule in pairs} == {"endings.booking"}


def test_a_page_written_by_hand_is_read_at_its_lines(book, folder):
    text = "# About me\n\nI like bread.\n\nYour kitchen is on my Instagram.\n"
    loaded = book(rules=RULES.replace("NOTE", '"Bread."'))
    found = list_unread(loaded, folder, [(Source("site_src/about.md", text), "en")])[-1]
    assert (found.words, found.place.line) == ("Your kitchen is on my Instagram.", 5)


@pytest.mark.parametrize(
    "said",
    [
        "The deposit is 30 % of the price.",  # compared: it agrees
        "The deposit is {{ payment.deposit.share }}, come what may.",  # the figure itself
        "Bread.",
    ],
)
def test_what_is_compared_or_speaks_of_nothing_is_not_shown(book, folder, said):
    loaded = book(rules=RULES.replace("NOTE", f'"{said}"'))
    assert said not in {words for words, _ in list_pairs(loaded, folder)}


def test_what_has_been_read_is_asked_again_once_either_side_changes(book, folder):
    written = RULES.replace("NOTE", NOTE)
    keep_all(book(rules=written), folder)
    assert list_pairs(book(rules=written), folder) == set()
    for changed, rule in (
        (written.replace("30 %", "40 %"), "payment.deposit"),
        (written.replace("an umbrella", "a coat"), "payment.deposit"),
        (written.replace("allowed: no", "allowed: no, reference: yes"), "rights.portfolio"),
    ):
        assert {asked for _, asked in list_pairs(book(rules=changed), folder)} == {rule}


PRICES = """services:
  logo: {name: Logo, price: 650 EUR}
  bags: {name: Bags, price: 270 EUR}
  doors:
    name: Doors open
    price: 800 EUR
    services: [logo, bags]
    note: Bought apart, they cost much more.
  care:
    name: Care
    price: 90 EUR per month
    retainer: {time: 2 hours, minimum: 6 months, notice: 15 days}
    note: "We part whenever a month's notice suits both. VAT is my business."
"""


def test_what_prices_publish_is_read_and_asked_again_like_a_rule(book, folder):
    taxed = {"business": f"{BUSINESS}  tax: {{name: VAT, rate: 20 %, included: yes}}\n"}
    loaded = book(**taxed, rules=PRICES)
    said = {rule for _, rule in list_pairs(loaded, folder)}
    assert said == {"business.tax", "services.care", "services.doors"}
    shown = show_side_by_side(loaded.rulebook, list_unread(loaded, folder))
    words = " ".join(shown.split())
    assert "Logo: €650; Bags: €270. Bought separately: €920. You save €120." in words
    assert "15 days’ notice" in words
    keep_all(loaded, folder)
    assert list_pairs(book(**taxed, rules=PRICES), folder) == set()
    changed = PRICES.replace("270 EUR", "280 EUR").replace("15 days", "20 days")
    asked = {rule for _, rule in list_pairs(book(**taxed, rules=changed), folder)}
    assert asked == {"services.care", "services.doors"}


def test_a_record_that_cannot_be_read_has_been_read_by_nobody(book, folder):
    loaded = book(rules=RULES.replace("NOTE", NOTE))
    (folder / RECORD).write_bytes(b"\xff\xfe")
    assert len(list_pairs(loaded, folder)) == 2
    keep_all(loaded, folder)
    assert list_pairs(loaded, folder) == set()


OWN = read_cases(CASES / "own_words.yml")
DENYING = [
    (language, [find_rule(one) for one in addresses.split()], sentence)
    for sentences in OWN.values()
    for language, said in sentences.items()
    for addresses, sentence in said.items()
]
COMPARED = [
    (language, [find_rule(address)], sentence)
    for _, language, address, sentence in CONTRARY
    if not address.startswith(("services.", "business."))
]


@pytest.mark.parametrize("said", [DENYING, COMPARED], ids=["own words", "what is compared"])
def test_nearly_all_sentences_are_known_to_speak_of_their_rule(said):
    """Among all rules of the catalogue; most of those that are compared already need no eye."""
    indexes = {language: SubjectIndex(language) for language in ("es", "en")}
    found = [
        (rules, indexes[language].list_spoken_rules([*split_pieces(sentence)]), sentence)
        for language, rules, sentence in said
    ]
    assert max(len(beside) for _, beside, _ in found) <= 3
    missed = [one for one in found if not {*one[0]} & {*one[1]}]
    assert len(missed) <= len(said) * 0.05, missed
    later = [one for one in found if one[1] and one[1][0] not in one[0]]
    assert len(later) <= len(said) * 0.15, later
