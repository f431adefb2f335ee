"""What freelancers say in words of their own beside the rules, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from lindero.loading import load_rulebook
from lindero.spoken.comparison import compare_text
from support.case_data import read_cases
from support.rulebooks import AS_OF, BUSINESS

FOLDER = Path(__file__).parent.parent / "cases"
CASES = {file.name: read_cases(file) for file in sorted(FOLDER.glob("said_otherwise*.yml"))}
CONTRARY = [
    (name, language, address, sentence)
    for name, cases in CASES.items()
    for language in ("es", "en")
    for address, sentences in cases[language].items()
    for sentence in sentences
]
AGREEING = [
    (name, language, sentence)
    for name, cases in CASES.items()
    for language, said in cases["agrees"].items()
    for sentence in said
]


@pytest.fixture(scope="module")
def rulebooks(tmp_path_factory):
    return {
        name: load_cases(cases, tmp_path_factory.mktemp("terms")) for name, cases in CASES.items()
    }


def load_cases(cases, terms):
    business = BUSINESS.replace("languages: [en]", "languages: [en, es]")
    (terms / "rules.yml").write_text(business + cases["rules"], "utf-8")
    loaded = load_rulebook(terms, AS_OF)
    # Its rules, which are many, need not go together: only words are compared with each.
    assert loaded.sound_part, loaded.findings
    return loaded.sound_part


def list_contrary_addresses(sentence, language, rulebook):
    found = compare_text(sentence, language, rulebook)
    return {one.address for one in found if one.verdict == "differs"}


def test_what_is_said_otherwise_is_told(rulebooks):
    untold = [
        (address, sentence)
        for name, language, address, sentence in CONTRARY
        if address not in list_contrary_addresses(sentence, language, rulebooks[name])
    ]
    assert untold == []


def test_what_agrees_is_left_alone(rulebooks):
    told = [
        (sentence, contrary)
        for name, language, sentence in AGREEING
        if (contrary := list_contrary_addresses(sentence, language, rulebooks[name]))
    ]
    assert told == []
