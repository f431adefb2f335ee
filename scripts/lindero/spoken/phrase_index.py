"""Phrases found by their words: a text costs as much as it has words of phrases, however many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypedDict

_MANY_WORDS = 5000
_SHORTEST_STEM = 2


class IndexForm(TypedDict):
    """An index as it is kept; its lists are texts, since few of them are ever asked for.

    `steps` has the steps that a word or a beginning (`pag*`) fits, `anchors` the phrases that are
    looked up by one, `needs` the steps of each phrase that always stand in a text that has it.
    No beginning has more letters than `longest`.
    """

    steps: dict[str, str]
    anchors: dict[str, str]
    needs: list[str]
    longest: int


class PhraseIndex:
    """The phrases of one index that are kept, each known by its number."""

    def __init__(self, form: IndexForm, is_kept: Callable[[int], bool] = lambda _: True) -> None:
        self._form, self._is_kept = form, is_kept
        # Texts share most of their words, and most of those stand in no phrase.
        self._look_up = lru_cache(_MANY_WORDS)(self._look_up_word)
        self._idle = set[str]()

    def find_phrases(self, words: Iterable[str]) -> Iterator[int]:
        """The phrases that may stand in a text, in the order of its words; some more than once."""
        found = [self._look_up(word) for word in dict.fromkeys(words) if word not in self._idle]
        wanted = [phrase for _, phrases in found for phrase in phrases]
        said = {step for steps, _ in found for step in steps} if wanted else set()
        for number, needs in wanted:
            if said.issuperset(needs):
                yield number

    def _look_up_word(self, word: str) -> tuple[Collection[str], Sequence[tuple[int, list[str]]]]:
        """The steps that a word fits, and the phrases that are looked up by it with their needs."""
        known_steps, anchors = self._form["steps"], self._form["anchors"]
        # A word may be as long as a whole text.
        ends = range(_SHORTEST_STEM, min(len(word), self._form["longest"]) + 1)
        forms = [word, *(f"{word[:end]}*" for end in ends)]
        steps = " ".join(known_steps.get(form, "") for form in forms)
        numbers = " ".join(anchors.get(key, "") for key in list_keys(word)).split()
        phrases = [int(number) for number in numbers if self._is_kept(int(number))]
        if not phrases and not steps.strip():
            self._idle.add(word)
        return steps.split(), [(one, self._form["needs"][one].split()) for one in phrases]


def list_keys(word: str) -> tuple[str, ...]:
    """Under what the phrases are found that have a word in them."""
    return (word, f"{word[:4]}*", f"{word[:3]}*", f"{word[:2]}*")


def make_index(phrases: Sequence[str]) -> IndexForm:
    """The index of some phrases, in their order."""
    from lindero.spoken.phrases import list_anchors, list_long_steps  # noqa: PLC0415 - for its form

    steps, anchors = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    needs: list[list[int]] = []
    numbers: dict[tuple[str, ...], int] = {}
    for at, phrase in enumerate(phrases):
        for anchor in list_anchors(phrase):
            anchors[anchor].append(at)
        needs.append([numbers.setdefault(one, len(numbers)) for one in list_long_steps(phrase)])
    for step, number in numbers.items():
        for written in step:
            steps[written].append(number)
    return IndexForm(
        steps={word: _write_numbers(found) for word, found in steps.items()},
        anchors={anchor: _write_numbers(found) for anchor, found in anchors.items()},
        needs=[*map(_write_numbers, needs)],
        longest=max((len(one) - 1 for one in steps if one.endswith("*")), default=0),
    )


def _write_numbers(numbers: Iterable[int]) -> str:
    return " ".join(map(str, numbers))
