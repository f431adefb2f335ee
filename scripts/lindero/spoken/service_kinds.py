"""Which services are what a rule speaks of, by their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lindero.resources.data import read_shipped_yaml
from lindero.spoken.phrases import find_matches
from lindero.spoken.pieces import split_pieces


def find_shared_figures(names: Iterable[tuple[str, str]]) -> Iterator[Mapping[str, str]]:
    """By the key of a retainer, the address of a rule’s figure of the same thing.

    The names of a service have their language; one that is the same in all may be any of them.
    """
    pieces = [(language, [*split_pieces(name)]) for language, name in names]
    kinds: list[dict[str, Any]] = read_shipped_yaml("spoken/service_kinds.yml")
    for kind in kinds:
        if any(
            next(find_matches(phrase, words), None)
            for language, words in pieces
            for phrase in kind.get(language, ())
        ):
            yield kind["figures"]
