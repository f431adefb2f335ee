"""Words as a page must show them, with a slot for each figure, whose value is compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from lindero.reading.prose import Inline, Mention, Words, parse_inline
from lindero.rulebook.rulebook import Rulebook

_SLOT = re.compile("\0([^\0]*)\0")
_COMING = re.compile(r"(?P<now>.+) \([^:]+: (?P<then>.+)\)")
"""`60 € por hora (desde el 1 de marzo de 2027: 70 € por hora)`."""


class ShownFigure(NamedTuple):
    """A figure that a text shows: its address, how it reads, and the rules that it is held against.

    A sheet for some readers shows what holds for them.
    """

    address: str
    text: str
    rulebook: Rulebook


class Wording:
    """A text with slots; two of them stand beside each other only with words between."""

    def __init__(self, text: str, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        folded = fold_text(text)
        self.addresses = _SLOT.findall(folded)
        self.shown = _SLOT.sub("…", folded)
        parts = map(re.escape, _SLOT.sub("\0", folded).split("\0"))
        self._pattern = re.compile("(.+?)".join(parts))

    def read_slots(self, text: str) -> tuple[ShownFigure, ...] | None:
        """The figures of a text that says this; None for any other text."""
        match = self._pattern.fullmatch(fold_text(text))
        if match is None:
            return None
        pairs = zip(self.addresses, match.groups(), strict=True)
        return tuple(shown for pair in pairs for shown in self._read_slot(*pair))

    def _read_slot(self, address: str, text: str) -> Iterator[ShownFigure]:
        """A figure as it stands there; of a price that will change, the coming one too."""
        coming = self._rulebook.find_coming_price(address)
        both = _COMING.fullmatch(text) if coming else None
        if coming and both:
            yield ShownFigure(address, both["now"], self._rulebook)
            yield ShownFigure(coming[0].address, both["then"], self._rulebook)
        else:
            yield ShownFigure(address, text, self._rulebook)


def fold_text(text: str | None) -> str:
    """Any white space as one space; a soft hyphen stays, since it tears a figure apart."""
    return " ".join((text or "").split())


def make_slot(address: str) -> str:
    """The place of a figure in a text."""
    return f"\0{address}\0"


def leave_slots(prose: str) -> str:
    """A text of the author's as it is read, with a slot in place of each figure."""
    return "".join(_list_parts(parse_inline(fold_text(prose))))


def _list_parts(nodes: Iterable[Inline]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Words):
            yield node.text
        elif isinstance(node, Mention):
            yield make_slot(node.address)
        else:
            yield from _list_parts(node.body)


def list_wordings(word: Any) -> list[str]:
    """A word of ours in every voice that it may be said in."""
    if isinstance(word, Mapping):
        return [text for inner in word.values() for text in list_wordings(inner)]
    return [str(word)]
