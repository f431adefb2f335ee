"""What may be tried at once: one case of each group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import TypeVar

Case = TypeVar("Case")


def list_rounds(groups: Iterable[Sequence[Case]]) -> list[list[Case]]:
    """The first case of each group, then the second of each, for as long as any has more."""
    return [[case for case in cases if case is not None] for cases in zip_longest(*groups)]
