"""The author's own sentences beside the rules of which they speak."""

import json

import pytest

from lindero.guide.own_words import (
    RECORD,
    keep_as_read,
    list_own_sentences,
    select_unread,
    sentences_json,
    show_sentences,
)
from lindero.spoken.pieces import split_sentences
from lindero.spoken.subjects import list_spoken_rules
from spoken.test_said_otherwise import CONTRARY

RULES = """rights:
  portfolio: {allowed: no}
  credit: {required: no, note: "Our ordinary talk is of other things."}
payment:
  deposit: {share: 30 %, due: on signature, refundable: no, note: NOTE}
services:
  kitchen: {name: Kitchen, price: 900 EUR, summary: Come and find your own kitchen on my Instagram.}
"""
NOTE = "What you put down comes straight back to you."


def list_beside(sentences):
    return {(one.words, each.rule) for one in sentences for each in one.beside}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "terms"


def test_a_sentence_stands_beside_what_the_rule_publishes(book):
    sentences = list_own_sentences(book(rules=RULES.replace("NOTE", NOTE)))
    kitchen = "Come and find your own kitchen on my Instagram."
    assert list_beside(sentences) == {(NOTE, "payment.deposit"), (kitchen, "rights.portfolio")}
    note = next(one for one in sentences if one.words == NOTE)
    assert "the deposit is not returned." in note.beside[0].says
    assert show_sentences([note]).splitlines()[:2] == ["terms/rules.yml:5", f"  {NOTE}"]
    (encoded,) = json.loads(sentences_json([note]))
    assert encoded["beside"] == {"payment.deposit": note.beside[0].says}


@pytest.mark.parametrize(
    "said",
    [
        "The deposit is 30 % of the price.",  # compared: it agrees
        "The deposit is {{ payment.deposit.share }}, come what may.",  # the figure itself
        "Bread.",
    ],
)
def test_what_is_compared_or_speaks_of_nothing_is_not_shown(book, said):
    loaded = book(rules=RULES.replace("NOTE", f'"{said}"'))
    assert said not in {one.words for one in list_own_sentences(loaded)}


def test_what_has_been_read_is_asked_again_once_either_side_changes(book, folder):
    written = RULES.replace("NOTE", NOTE)
    sentences = list_own_sentences(book(rules=written))
    assert select_unread(sentences, folder) == sentences
    keep_as_read(folder, sentences)
    assert select_unread(sentences, folder) == []
    for changed, rule in (
        (written.replace("30 %", "40 %"), "payment.deposit"),
        (written.replace("straight back", "back"), "payment.deposit"),
        (written.replace("allowed: no", "allowed: no, reference: yes"), "rights.portfolio"),
    ):
        unread = select_unread(list_own_sentences(book(rules=changed)), folder)
        assert {each.rule for one in unread for each in one.beside} == {rule}


def test_a_record_that_cannot_be_read_has_been_read_by_nobody(book, folder):
    sentences = list_own_sentences(book(rules=RULES.replace("NOTE", NOTE)))
    (folder / RECORD).write_bytes(b"\xff\xfe")
    assert select_unread(sentences, folder) == sentences
    keep_as_read(folder, sentences)
    assert (folder / RECORD).read_text("utf-8").count("\n") == len(sentences) + 1


def test_nine_in_ten_sentences_of_a_rule_are_known_to_speak_of_it():
    """Of those that are compared already; of others nobody knows."""
    asked = [
        (".".join(address.split(".")[:2]), language, sentence)
        for _, language, address, sentence in CONTRARY
        if not address.startswith("services.")
    ]
    missed = [
        sentence
        for rule, language, sentence in asked
        if not any(
            rule in list_spoken_rules(one.pieces, language) for one in split_sentences(sentence)
        )
    ]
    assert len(missed) <= len(asked) / 10, missed
