"""Phrases found by their words: a text costs as much as it has words of phrases, however many."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import groupby

from lindero.resources.blocks import Blocks

_MANY_WORDS = 5000
_MANY_NEEDS = 64
_SHORTEST_STEM = 2
_FoundWord = tuple[list[str], list[tuple[int, list[str]]]]
"""The steps that a word fits, and the phrases that are looked up by it with their needs."""


class KeptIndex:
    """An index as it is kept, in blocks of the words that begin alike; few are ever asked for.

    It has the steps that a word or a beginning (`pag*`) fits, the phrases that are looked up by it,
    and of each phrase its address and the steps that always stand in a text that has it.
    """

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._longest = int(blocks.read_text("longest"))
        self._read: dict[str, Mapping[str, str]] = {}
        self._found: dict[str, tuple[list[str], list[int]]] = {}
        self._needs: dict[int, list[str]] = {}

    @cached_property
    def addresses(self) -> list[str]:
        """What each phrase speaks of."""
        said = self._blocks.read_text("addresses").split("\t")
        runs = zip(said[::2], map(int, said[1::2]), strict=True)
        return [address for address, count in runs for _ in range(count)]

    def find_needs(self, number: int) -> list[str]:
        """The steps that always stand where this phrase does."""
        block, at = divmod(number, _MANY_NEEDS)
        if block not in self._needs:
            self._needs[block] = self._blocks.read_text(f"needs {block}").split("\n")
        return self._needs[block][at].split()

    def find_word(self, word: str) -> tuple[list[str], list[int]]:
        """The steps that a word fits, and the numbers of the phrases that are looked up by it."""
        if not self._blocks.has(_name_block(word)):
            return [], []  # a number, most of the time
        if len(self._found) > _MANY_WORDS:
            self._found.clear()
        if word not in self._found:
            self._found[word] = self._look_up_word(word)
        return self._found[word]

    def _look_up_word(self, word: str) -> tuple[list[str], list[int]]:
        kept = self._read_block(_name_block(word))
        # A word may be as long as a whole text.
        ends = range(_SHORTEST_STEM, min(len(word), self._longest) + 1)
        forms = [word, *(f"{word[:end]}*" for end in ends)]
        found = [kept[form] for form in forms if form in kept]
        if not found:
            return [], []
        steps = " ".join([one.partition("|")[0] for one in found])
        numbers = [kept[key].partition("|")[2] for key in list_keys(word) if key in kept]
        return steps.split(), [*map(int, " ".join(numbers).split())]

    def _read_block(self, name: str) -> Mapping[str, str]:
        if name not in self._read:
            self._read[name] = json.loads(self._blocks.read_text(name))
        return self._read[name]


class PhraseIndex:
    """The phrases of one index, each known by its number; those alone of what is known."""

    def __init__(self, kept: KeptIndex, is_known: Callable[[str], bool]) -> None:
        self._kept, self._is_known = kept, cache(is_known)
        self._found: dict[str, _FoundWord | None] = {}

    def find_phrases(self, words: Iterable[str]) -> Iterator[int]:
        """The phrases that may stand in a text, in the order of its words; some more than once."""
        if self._is_empty:
            return
        # Texts share most of their words, and most of those stand in no phrase.
        asked = dict.fromkeys(words)
        if len(self._found) > _MANY_WORDS:
            self._found.clear()
        if not self._found.keys() >= asked.keys():
            self._find_words([word for word in asked if word not in self._found])
        found = [*filter(None, map(self._found.__getitem__, asked))]
        wanted = [phrase for _, phrases in found for phrase in phrases]
        said = frozenset().union(*(steps for steps, _ in found)) if wanted else frozenset()
        # Of most phrases already the first step is missing.
        for number, needs in wanted:
            if not needs or (needs[0] in said and said.issuperset(needs)):
                yield number

    @cached_property
    def _is_empty(self) -> bool:
        return not any(map(self._is_known, dict.fromkeys(self._kept.addresses)))

    def _find_words(self, words: Iterable[str]) -> None:
        addresses, find_needs = self._kept.addresses, self._kept.find_needs
        for word in words:
            steps, numbers = self._kept.find_word(word)
            phrases = [(one, find_needs(one)) for one in numbers if self._is_known(addresses[one])]
            self._found[word] = (steps, phrases) if phrases or steps else None


def _count_by_address(addresses: Iterable[str]) -> str:
    """How many phrases in a row each address has, and nobody's: address, count, address, count."""
    return "\t".join(f"{address}\t{len([*run])}" for address, run in groupby(addresses))


def list_keys(word: str) -> tuple[str, ...]:
    """Under what the phrases are found that have a word in them."""
    return (word, f"{word[:4]}*", f"{word[:3]}*", f"{word[:2]}*")


def _name_block(word: str) -> str:
    """The block of all words and beginnings that begin like this."""
    return f"words {word[:_SHORTEST_STEM]}"


def make_index(phrases: Sequence[tuple[str, str]]) -> dict[str, bytes]:
    """The index of some phrases, each after its address, as KeptIndex reads it."""
    from lindero.spoken.phrases import list_anchors, list_long_steps  # noqa: PLC0415 - for its form

    steps, anchors = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    needs: list[list[int]] = []
    numbers: dict[tuple[str, ...], int] = {}
    for at, (_, phrase) in enumerate(phrases):
        keys = list_anchors(phrase)
        for anchor in keys:
            anchors[anchor].append(at)
        # The step by which it is looked up is surely there: the others are asked for first.
        asked = sorted(list_long_steps(phrase), key=lambda step: not {*keys}.isdisjoint(step))
        needs.append([numbers.setdefault(one, len(numbers)) for one in asked])
    for step, number in numbers.items():
        for written in step:
            steps[written].append(number)
    words = defaultdict[str, dict[str, str]](dict)
    for word in sorted({*steps, *anchors}):
        found = (_write_numbers(kept.get(word, ())) for kept in (steps, anchors))
        words[_name_block(word.rstrip("*"))][word] = "|".join(found)
    blocks = {name: json.dumps(kept, ensure_ascii=False).encode() for name, kept in words.items()}
    longest = max((len(one) - 1 for one in steps if one.endswith("*")), default=0)
    lines = [*map(_write_numbers, needs)]
    parts = (lines[start : start + _MANY_NEEDS] for start in range(0, len(lines), _MANY_NEEDS))
    blocks |= {f"needs {at}": "\n".join(part).encode() for at, part in enumerate(parts)}
    addresses = _count_by_address(address for address, _ in phrases)
    said = {"longest": str(longest).encode(), "addresses": addresses.encode()}
    return {**said, **blocks}


def _write_numbers(numbers: Iterable[int]) -> str:
    return " ".join(map(str, numbers))
