"""What freelancers say in words of their own beside the rules, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from lindero.loading import load_rulebook
from lindero.spoken.comparison import compare_text
from support.rulebooks import AS_OF, BUSINESS

TABLES = {
    file.stem: yaml.safe_load(file.read_text("utf-8"))
    for file in sorted((Path(__file__).parent.parent / "cases").glob("said_otherwise*.yml"))
}
CONTRARY = [
    (table, language, address, sentence)
    for table, cases in TABLES.items()
    for language in ("es", "en")
    for address, sentences in cases[language].items()
    for sentence in sentences
]
AGREEING = [
    (table, language, sentence)
    for table, cases in TABLES.items()
    for language, said in cases["agrees"].items()
    for sentence in said
]


@pytest.fixture(scope="module")
def rulebooks(tmp_path_factory):
    return {table: make_rulebook(cases, tmp_path_factory) for table, cases in TABLES.items()}


def make_rulebook(cases, tmp_path_factory):
    terms = tmp_path_factory.mktemp("terms")
    business = BUSINESS.replace("languages: [en]", "languages: [en, es]")
    (terms / "rules.yml").write_text(business + cases["rules"], "utf-8")
    loaded = load_rulebook(terms, AS_OF)
    assert loaded.rulebook, loaded.findings
    return loaded.rulebook


def list_contrary_addresses(sentence, language, rulebook):
    found = compare_text(sentence, language, rulebook)
    return {one.address for one in found if one.verdict == "differs"}


@pytest.mark.parametrize(("table", "language", "address", "sentence"), CONTRARY)
def test_what_is_said_otherwise_is_told(table, language, address, sentence, rulebooks):
    assert address in list_contrary_addresses(sentence, language, rulebooks[table])


@pytest.mark.parametrize(("table", "language", "sentence"), AGREEING)
def test_what_agrees_is_left_alone(table, language, sentence, rulebooks):
    assert list_contrary_addresses(sentence, language, rulebooks[table]) == set()
