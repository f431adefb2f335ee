"""Sentences labelled by somebody who has read no code: what is found in them, and what is false."""

from __future__ import annotations

from itertools import chain
from typing import Any, NamedTuple

import pytest

from lindero.checks.spoken_figures import FigureJudge
from lindero.reading.tree import PlaceTree
from lindero.spoken.comparison import SpokenFigure, TextComparer, compare_text
from lindero.spoken.markings import strip_marks
from support.case_data import read_cases
from support.rulebooks import AS_OF
from support.spoken_rulebooks import FACTS, SETS, list_addresses, make_rulebook

SENTENCES = {name: read_cases(folder / "sentences.yml") for name, folder in SETS.items()}
LEAST = {"first": (200, 0.98, 0.85), "second": (90, 0.98, 0.96)}
"""How many contradictions a set has, and the precision and the recall that are held."""


class Tally(NamedTuple):
    right: list[str]
    false: list[str]
    missed: list[str]

    @property
    def precision(self) -> float:
        return len(self.right) / (len(self.right) + len(self.false))

    @property
    def recall(self) -> float:
        return len(self.right) / (len(self.right) + len(self.missed))


@pytest.fixture(scope="module")
def rulebooks(tmp_path_factory):
    return {name: make_rulebook(name, tmp_path_factory.mktemp(name) / "home") for name in FACTS}


def fits_label(figure: SpokenFigure, label: dict[str, Any], text: str) -> bool:
    """Whether a figure is the labelled one: its words meet, or it is all that differs there."""
    start = text.index(label["words"])
    meets = figure.start < start + len(label["words"]) and start < figure.end
    return figure.address in list_addresses(label["speaks-of"]) and (
        meets or not figure.is_quantity
    )


def tally_sentence(sentence: dict[str, Any], found: list[SpokenFigure], tally: Tally) -> None:
    text = sentence["text"]
    errors = [figure for figure in found if figure.verdict == "differs"]
    labels = [label for label in sentence["figures"] if label["verdict"] == "differs"]
    for label in labels:
        hit = any(fits_label(figure, label, text) for figure in errors)
        (tally.right if hit else tally.missed).append(f"{label['speaks-of']}: {text}")
    for figure in errors:
        if not any(fits_label(figure, label, text) for label in labels):
            tally.false.append(f"{figure.address}: {figure.words!r} in {text}")


@pytest.mark.parametrize("name", SETS)
def test_contradictions_are_found_and_nothing_else_is_called_one(name, rulebooks):
    tally = Tally([], [], [])
    for sentence in SENTENCES[name]:
        rulebook = rulebooks[sentence["business"]]
        found = compare_text(sentence["text"], sentence["language"], rulebook)
        tally_sentence(sentence, found, tally)
    rates = f"{name} set: precision {tally.precision:.3f}, recall {tally.recall:.3f}"
    false = [f"false  {one}" for one in tally.false]
    missed = [f"missed {one}" for one in tally.missed]
    print(rates, *false, *missed, sep="\n")  # noqa: T201 - what a reader of the test wants to see
    count, precision, recall = LEAST[name]
    assert len(tally.right) + len(tally.missed) > count
    assert tally.precision >= precision
    assert tally.recall >= recall


def test_nothing_is_lost_by_the_first_look(rulebooks):
    for sentence in chain(*SENTENCES.values()):
        rulebook, text = rulebooks[sentence["business"]], sentence["text"]
        language = sentence["language"]
        whole = TextComparer(rulebook, language).compare_words(text, strip_marks(text))
        judge = FigureJudge(rulebook, PlaceTree(), AS_OF)
        told = [one for one in whole if one.verdict in {"agrees", "differs"}]
        looked = judge.compare_words(text, language)
        assert told == [one for one in looked if one.verdict in {"agrees", "differs"}]


def test_places_are_those_of_the_words(rulebooks):
    for sentence in chain(*SENTENCES.values()):
        text = sentence["text"]
        for figure in compare_text(text, sentence["language"], rulebooks[sentence["business"]]):
            assert text[figure.start : figure.end] == figure.words


@pytest.mark.parametrize("name", SETS)
def test_a_figure_that_agrees_is_found_in_most_sentences(name, rulebooks):
    agreeing = found = 0
    for sentence in SENTENCES[name]:
        text = sentence["text"]
        figures = compare_text(text, sentence["language"], rulebooks[sentence["business"]])
        same = [figure for figure in figures if figure.verdict == "agrees"]
        for label in (one for one in sentence["figures"] if one["verdict"] == "agrees"):
            agreeing += 1
            found += any(fits_label(figure, label, text) for figure in same)
    assert found / agreeing > (0.8 if name == "first" else 0.7)
