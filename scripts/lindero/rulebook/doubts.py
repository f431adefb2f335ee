"""Names of which nobody can say whether they are written: broken, misspelt, or unreadable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from lindero.reading.tree import Scalar


def in_doubt(name: str, doubts: Collection[str]) -> bool:
    """Whether a name, or what holds it, is among those; then it is not missed."""
    parts = name.split(".")
    return any(".".join(parts[:length]) in doubts for length in range(1, len(parts) + 1))


def misspelt_services(data: Mapping[str, Any]) -> dict[str, str]:
    """Services that are named nowhere, and the near name that several places have instead."""
    written = data.get("services")
    if not isinstance(written, dict):
        return {}
    named = Counter(
        name
        for section, body in data.items()
        if isinstance(body, dict | list)
        for name in _list_named(body, inside=section != "services")
    )
    lonely = [key for key in written if key not in named]
    # A single mention may be the misspelt one; several that agree are not.
    missing = [name for name, times in named.items() if times > 1 and name not in written]
    near = {name: get_close_matches(name, lonely, n=1, cutoff=0.6) for name in missing}
    return {found[0]: name for name, found in near.items() if found}


def _list_named(body: Any, *, inside: bool = True) -> Iterator[str]:
    """Every service named under a key `services`, which at the top holds the services."""
    pairs = body.items() if isinstance(body, dict) else enumerate(body)
    for key, inner in pairs:
        if inside and key == "services" and isinstance(inner, list):
            yield from (name.text for name in inner if isinstance(name, Scalar))
        if isinstance(inner, dict | list):  # most pieces are single words, and hold nothing
            yield from _list_named(inner)
