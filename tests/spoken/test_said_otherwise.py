"""What freelancers say in words of their own beside the rules, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from lindero.loading import load_rulebook
from lindero.spoken.comparison import compare_text
from support.rulebooks import AS_OF, BUSINESS

CASES = yaml.safe_load(
    (Path(__file__).parent.parent / "cases/said_otherwise.yml").read_text("utf-8")
)
CONTRARY = [
    (language, address, sentence)
    for language in ("es", "en")
    for address, sentences in CASES[language].items()
    for sentence in sentences
]
AGREEING = [(language, sentence) for language, said in CASES["agrees"].items() for sentence in said]


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory):
    terms = tmp_path_factory.mktemp("terms")
    business = BUSINESS.replace("languages: [en]", "languages: [en, es]")
    (terms / "rules.yml").write_text(business + CASES["rules"], "utf-8")
    loaded = load_rulebook(terms, AS_OF)
    assert loaded.rulebook, loaded.findings
    return loaded.rulebook


def list_contrary_addresses(sentence, language, rulebook):
    found = compare_text(sentence, language, rulebook)
    return {one.address for one in found if one.verdict == "differs"}


@pytest.mark.parametrize(("language", "address", "sentence"), CONTRARY)
def test_what_is_said_otherwise_is_told(language, address, sentence, rulebook):
    assert address in list_contrary_addresses(sentence, language, rulebook)


@pytest.mark.parametrize(("language", "sentence"), AGREEING)
def test_what_agrees_is_left_alone(language, sentence, rulebook):
    assert list_contrary_addresses(sentence, language, rulebook) == set()
