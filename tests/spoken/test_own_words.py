"""Answers without a figure: ten ways to contradict each, and what only sounds like it."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from lindero.loading import load_rulebook
from lindero.rulebook.rulebook import Rulebook
from lindero.spoken.comparison import compare_text
from support.case_data import read_cases
from support.rulebooks import AS_OF, BUSINESS
from support.spoken_rulebooks import FOLDER

CASES = read_cases(FOLDER / "own_words.yml")
LEAST = 0.9
"""The part of the contradictions that is found."""


def write_rulebook(rules: dict[str, Any], folder) -> Rulebook:
    text = BUSINESS + yaml.safe_dump(rules, allow_unicode=True)
    (folder / "rules.yml").write_text(text.replace(": true", ": yes").replace(": false", ": no"))
    loaded = load_rulebook(folder, AS_OF)
    assert loaded.rulebook, loaded.findings
    return loaded.rulebook


def list_differing(texts: list[str], language: str, rulebook: Rulebook) -> list[str]:
    return [
        text
        for text in texts
        if any(one.verdict == "differs" for one in compare_text(text, language, rulebook))
    ]


@pytest.fixture(scope="module")
def rulebooks(tmp_path_factory):
    return [write_rulebook(case["rules"], tmp_path_factory.mktemp("terms")) for case in CASES]


@pytest.mark.parametrize("language", ["en", "es"])
def test_most_ways_to_contradict_an_answer_are_found(language, rulebooks):
    texts, missed = 0, []
    for case, rulebook in zip(CASES, rulebooks, strict=True):
        said = case["differs"][language]
        found = list_differing(said, language, rulebook)
        texts += len(said)
        missed += [text for text in said if text not in found]
    print(*missed, sep="\n")  # noqa: T201 - what a reader of the test wants to see
    assert len(missed) <= (1 - LEAST) * texts, missed


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_only_sounds_like_it_is_not_called_a_contradiction(language, rulebooks):
    for case, rulebook in zip(CASES, rulebooks, strict=True):
        assert list_differing(case["fine"][language], language, rulebook) == []
