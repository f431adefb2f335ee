"""Phrases found by their words: a text costs as much as it has words of phrases, however many."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, TypedDict

_MANY_WORDS = 5000
_SHORTEST_STEM = 2


class IndexForm(TypedDict):
    """An index as it is kept; a phrase is its number in `needs`, so is a step in all of these.

    `steps` has the steps that a word or a beginning (`pag*`) fits, `anchors` the phrases that are
    looked up by one, `needs` the steps of each phrase that always stand in a text that has it.
    """

    steps: dict[str, list[int]]
    anchors: dict[str, list[int]]
    needs: list[list[int]]


class PhraseIndex:
    """The phrases of one index."""

    def __init__(self, form: IndexForm) -> None:
        self._form, self._needs = form, form["needs"]
        self._look_up = lru_cache(_MANY_WORDS)(
            self._look_up_word
        )  # texts share most of their words

    def find_phrases(self, words: Iterable[str]) -> Iterator[int]:
        """The phrases that may stand in a text, in the order of its words; some more than once."""
        found = [self._look_up(word) for word in words]
        said = frozenset().union(*(steps for steps, _ in found))
        for number in (number for _, phrases in found for number in phrases):
            if said.issuperset(self._needs[number]):
                yield number

    def _look_up_word(self, word: str) -> tuple[Collection[int], Sequence[int]]:
        """The steps that a word fits, and the phrases that are looked up by it."""
        ends = range(_SHORTEST_STEM, len(word) + 1)
        forms = [word, *(f"{word[:end]}*" for end in ends)]
        steps = [step for form in forms for step in self._form["steps"].get(form, ())]
        keys = list_keys(word)
        phrases = [one for key in keys for one in self._form["anchors"].get(key, ())]
        return steps, phrases


def list_keys(word: str) -> tuple[str, ...]:
    """Under what the phrases are found that have a word in them."""
    return (word, f"{word[:4]}*", f"{word[:3]}*", f"{word[:2]}*")


def make_index(phrases: Sequence[str]) -> IndexForm:
    """The index of some phrases, in their order."""
    from lindero.spoken.phrases import list_anchors, list_long_steps  # noqa: PLC0415 - for its form

    form = IndexForm(steps={}, anchors={}, needs=[])
    numbers: dict[Any, int] = {}
    for at, phrase in enumerate(phrases):
        for anchor in list_anchors(phrase):
            form["anchors"].setdefault(anchor, []).append(at)
        needed = []
        for step in map(tuple, list_long_steps(phrase)):
            if step not in numbers:
                numbers[step] = len(numbers)
                for written in step:
                    form["steps"].setdefault(written, []).append(numbers[step])
            needed.append(numbers[step])
        form["needs"].append(needed)
    return form
