"""Which surcharge or discount of the catalogue an adjustment is called by, in an author's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lindero.resources.data import read_shipped_yaml
from lindero.spoken.phrases import find_matches
from lindero.spoken.pieces import split_pieces


class RuleCharge(NamedTuple):
    """A surcharge or discount of a rule: the addresses of the figures that it may have.

    Where that is a choice, what is `denied` leaves no room for any.
    """

    figures: tuple[str, ...]
    denied: tuple[str, ...] = ()


def list_rule_charges(*, lowers: bool) -> Iterator[RuleCharge]:
    """All that the catalogue knows: what lowers a price, or what raises it."""
    yield from map(_make_charge, _read_charges(lowers=lowers))


def find_spoken_charges(
    texts: Iterable[tuple[str, str]], *, lowers: bool
) -> tuple[RuleCharge, ...]:
    """Those that texts speak of, each in its language."""
    pieces = [(language, [*split_pieces(text)]) for language, text in texts]
    return tuple(
        _make_charge(one)
        for one in _read_charges(lowers=lowers)
        if any(
            next(find_matches(phrase, words), None)
            for language, words in pieces
            for phrase in one.get(language, ())
        )
    )


def _make_charge(written: dict[str, list[str]]) -> RuleCharge:
    return RuleCharge(tuple(written["figures"]), tuple(written.get("denied", ())))


def _read_charges(*, lowers: bool) -> list[dict[str, list[str]]]:
    charges: dict[str, list[dict[str, list[str]]]] = read_shipped_yaml("spoken/adjustments.yml")
    return charges["lowers" if lowers else "raises"]
