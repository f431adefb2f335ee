"""The labelled sentences are what they say: every label is of words that stand there once."""

import pytest

from support.case_data import read_cases
from support.spoken_rulebooks import FACTS as BUSINESSES
from support.spoken_rulebooks import SETS

SENTENCES = [
    sentence for folder in SETS.values() for sentence in read_cases(folder / "sentences.yml")
]


@pytest.mark.parametrize("business", BUSINESSES)
def test_a_label_is_of_words_that_stand_there_and_of_a_rule_that_is_there(business):
    sentences = [one for one in SENTENCES if one["business"] == business]
    assert len(sentences) > 70
    for sentence in sentences:
        assert sentence["figures"]
        for figure in sentence["figures"]:
            assert sentence["text"].count(figure["words"]) == 1, sentence["text"]
            speaks = figure["speaks-of"] is not None
            assert speaks is (figure["verdict"] in {"agrees", "differs"}), sentence["text"]
            assert not speaks or figure["speaks-of"] in BUSINESSES[business]
