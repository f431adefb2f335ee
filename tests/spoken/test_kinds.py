"""Sentences by who wrote the engine: nearly all contradictions are found, and no false ones."""

from __future__ import annotations

import pytest

from lindero.spoken.comparison import compare_text
from support.case_data import read_cases
from support.spoken_rulebooks import FACTS, FOLDER, make_rulebook

KINDS = read_cases(FOLDER / "kinds.yml")
GROUPS = [
    (business, language, verdict)
    for business, languages in KINDS.items()
    for language, verdicts in languages.items()
    for verdict in verdicts
]


@pytest.fixture(scope="module")
def rulebooks(tmp_path_factory):
    return {name: make_rulebook(name, tmp_path_factory.mktemp(name) / "home") for name in FACTS}


@pytest.mark.parametrize(("business", "language", "verdict"), GROUPS)
def test_kinds_of_sentences(business, language, verdict, rulebooks):
    texts = KINDS[business][language][verdict]
    contradicting = [
        text
        for text in texts
        if any(
            figure.verdict == "differs"
            for figure in compare_text(text, language, rulebooks[business])
        )
    ]
    if verdict == "fine":
        assert contradicting == []
    else:
        missed = [text for text in texts if text not in contradicting]
        assert len(missed) <= len(texts) * 0.15 + 1, missed
