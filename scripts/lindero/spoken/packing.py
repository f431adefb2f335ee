"""Lists of data by their keys, of which few are ever looked up: each entry kept once, as text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

Packed = Mapping[str, Any]
"""`entries` as text, and by key in `index` the numbers of those that it has."""


def pack_entries(entries: Mapping[str, Sequence[Any]]) -> Packed:
    """The entries in the form in which they are kept."""
    numbers: dict[str, int] = {}
    index = {
        key: [numbers.setdefault(_write_entry(one), len(numbers)) for one in found]
        for key, found in entries.items()
    }
    return {"entries": [*numbers], "index": index}


def find_entries(packed: Packed, key: str) -> Iterator[Any]:
    """What stands under a key."""
    for number in packed["index"].get(key, ()):
        yield _read_entry(packed["entries"][number])


def _write_entry(entry: object) -> str:
    return json.dumps(entry, ensure_ascii=False)


@cache
def _read_entry(written: str) -> Any:
    return json.loads(written)
