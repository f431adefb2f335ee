"""A large text in blocks: as long as nobody asks for a block, it costs nothing but being there."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate

_WIDTH = 4
"""Bytes of a number that says how long something is or where it begins."""


class Blocks:
    """Texts by their names, as they were packed."""

    def __init__(self, packed: bytes | memoryview) -> None:
        self._packed = memoryview(packed)

        self._head = _WIDTH + int.from_bytes(self._packed[:_WIDTH], "little")

    @cached_property
    def _places(self) -> dict[str, tuple[int, int]]:
        head = str(self._packed[_WIDTH : self._head], "utf-8")
        places: dict[str, tuple[int, int]] = json.loads(head)
        return places

    def has(self, name: str) -> bool:
        """Whether there is one of that name."""
        return name in self._places

    def read_bytes(self, name: str) -> memoryview:
        """One of them as it lies there."""
        start, end = self._places[name]
        return self._packed[self._head + start : self._head + end]

    def read_text(self, name: str) -> str:
        """One of them."""
        return str(self.read_bytes(name), "utf-8")


class KeptLines:
    """The lines that were packed under a name, by their numbers: few of many are ever read."""

    def __init__(self, blocks: Blocks, name: str) -> None:
        self._text = blocks.read_bytes(name)
        self._starts = blocks.read_bytes(_name_starts(name))

    def __getitem__(self, number: int) -> str:
        at = number * _WIDTH
        start = int.from_bytes(self._starts[at : at + _WIDTH], "little")
        end = int.from_bytes(self._starts[at + _WIDTH : at + 2 * _WIDTH], "little")
        return str(self._text[start:end], "utf-8")


def _name_starts(name: str) -> str:
    return f"{name} starts"


def pack_lines(name: str, lines: Sequence[str]) -> dict[str, bytes]:
    """Lines as blocks from which KeptLines takes them."""
    written = [line.encode() for line in lines]
    starts = accumulate(map(len, written), initial=0)
    table = b"".join(start.to_bytes(_WIDTH, "little") for start in starts)
    return {name: b"".join(written), _name_starts(name): table}


def pack_blocks(texts: Mapping[str, bytes]) -> bytes:
    """Texts as Blocks reads them."""
    ends = [*accumulate(map(len, texts.values()))]
    places = dict(zip(texts, zip([0, *ends], ends, strict=False), strict=True))
    head = json.dumps(places).encode()
    return b"".join([len(head).to_bytes(_WIDTH, "little"), head, *texts.values()])
