"""Phrases found by their words: a text costs as much as it has words of phrases, however many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
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
    """The phrases of one index, each known by its number; those alone that are marked as known."""

    def __init__(self, form: IndexForm, known: bytes) -> None:
        self._form, self._known = form, known
        # Texts share most of their words, and most of those stand in no phrase.
        self._look_up = lru_cache(_MANY_WORDS)(self._look_up_word)
        self._idle = set[str]()
        self._is_empty = 1 not in known

    def find_phrases(self, words: Iterable[str]) -> Iterator[int]:
        """The phrases that may stand in a text, in the order of its words; some more than once."""
        if self._is_empty:
            return
        found = [self._look_up(word) for word in dict.fromkeys(words) if word not in self._idle]
        wanted = [phrase for _, phrases in found for phrase in phrases]
        said = frozenset().union(*(steps for steps, _ in found)) if wanted else frozenset()
        # Of most phrases already the first step is missing.
        for number, needs in wanted:
            if not needs or (needs[0] in said and said.issuperset(needs)):
                yield number

    def _look_up_word(self, word: str) -> tuple[Collection[str], Sequence[tuple[int, list[str]]]]:
        """The steps that a word fits, and the phrases that are looked up by it with their needs."""
        known_steps, anchors = self._form["steps"], self._form["anchors"]
        # A word may be as long as a whole text.
        ends = range(_SHORTEST_STEM, min(len(word), self._form["longest"]) + 1)
        forms = [word, *(f"{word[:end]}*" for end in ends)]
        steps = " ".join(known_steps.get(form, "") for form in forms)
        numbers = " ".join(anchors.get(key, "") for key in list_keys(word)).split()
        phrases = [number for number in map(int, numbers) if self._known[number]]
        if not phrases and not steps.strip():
            self._idle.add(word)
        return steps.split(), [(one, self._form["needs"][one].split()) for one in phrases]


def mark_known(runs: str, is_known: Callable[[str], bool]) -> bytes:
    """For each phrase whether its address is known, from how many in a row each address has."""
    said = runs.split("\t")
    marks = (b"\1" if is_known(address) else b"\0" for address in said[::2])
    return b"".join(mark * int(count) for mark, count in zip(marks, said[1::2], strict=True))


def count_by_address(addresses: Iterable[str]) -> str:
    """How many phrases in a row each address has, and nobody's: address, count, address, count."""
    return "\t".join(f"{address}\t{len([*run])}" for address, run in groupby(addresses))


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
        keys = list_anchors(phrase)
        for anchor in keys:
            anchors[anchor].append(at)
        # The step by which it is looked up is surely there: the others are asked for first.
        asked = sorted(list_long_steps(phrase), key=lambda step: not {*keys}.isdisjoint(step))
        needs.append([numbers.setdefault(one, len(numbers)) for one in asked])
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
