"""Of which rule a figure in a sentence speaks: by the words near it, links and the place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from lindero.frozen import Frozen
from lindero.spoken.cues import NEEDY, FoundCue
from lindero.spoken.pieces import Piece

_ANCHORED = 40
_NEAR = 20
_BEFORE = 16
_AT_HOME = 10
_COSTS = {",": 1, ":": 2, "(": 1, ")": 2, ";": 20, "–": 1, "—": 2}
_FIGURE_COST = 4
_TOO_FAR = 100
_CLAUSE_SIGNS = {",", ";", ":", "–", "—", "("}


class Claim(NamedTuple):
    """An address that a figure may speak of, how sure that is, and the cue that says so."""

    address: str
    weight: int
    cue: FoundCue | None = None


class SentenceCues(Frozen, eq=False):
    """The cues of a sentence, those of the one before, and the rule whose text it is."""

    pieces: Sequence[Piece]
    found: Sequence[FoundCue]
    before: Sequence[FoundCue] = ()
    home: str = ""

    def list_claims(self, at: int) -> list[Claim]:
        """The addresses that a figure may speak of, the likeliest first."""
        best: dict[str, Claim] = {}
        for claim in [*self._weigh_cues(at), *self._weigh_before()]:
            known = best.get(claim.address)
            if (not known or known.weight < claim.weight) and not self.is_barred(claim, at):
                best[claim.address] = claim
        return sorted(best.values(), key=lambda claim: -claim.weight)

    def is_barred(self, claim: Claim, at: int) -> bool:
        """Whether words beside the figure or its cue say that something else is meant.

        So it is, too, where what the cue needs is spoken of nowhere about it.
        """
        if claim.cue and claim.cue.cue.means == NEEDY and not self._has_needed(claim.address):
            return True
        barring = [
            one
            for one in self.found
            if one.cue.role == "unless" and one.cue.address == claim.address
        ]
        if not barring:
            return False
        match = claim.cue.match if claim.cue and claim.cue in self.found else None
        near = {self._clauses[at]} | ({self._clauses[match.start]} if match else set())
        return any(near & self._list_clauses(one) for one in barring)

    def _has_needed(self, address: str) -> bool:
        about = (one.cue for one in (*self.found, *self.before))
        return _find_rule(address) == self.home or any(
            cue.role == "needs" and cue.address == address for cue in about
        )

    def _list_clauses(self, one: FoundCue) -> set[int]:
        """The clauses that a phrase stands in: it may begin in one and go on in the next."""
        return {*self._clauses[one.match.start : one.match.end]}

    @cached_property
    def _clauses(self) -> list[int]:
        """For each piece the number of its clause."""
        ends = [piece.word in _CLAUSE_SIGNS for piece in self.pieces]
        return [sum(ends[:at]) for at in range(len(ends))]

    def _weigh_cues(self, at: int) -> Iterator[Claim]:
        for one in self.found:
            if one.cue.role not in {"near", "within", "nobody"}:
                continue
            weight = self._weigh_match(one, at)
            if weight > 0:
                yield Claim(one.cue.address, weight + self._weigh_home(one.cue.address), one)

    def _weigh_match(self, one: FoundCue, at: int) -> int:
        size = 2 * one.match.size
        if one.match.figure is not None:
            return _ANCHORED + size - one.match.looseness if one.match.figure == at else 0
        return _NEAR + size - self._measure_distance(one, at)

    def _measure_distance(self, one: FoundCue, at: int) -> int:
        start, end = one.match.start, one.match.end
        between = self.pieces[end:at] if at >= end else self.pieces[at + 1 : start]
        if any(piece.quantity and self._is_alike(piece, at) for piece in between):
            return _TOO_FAR
        costs = sum(
            _FIGURE_COST if piece.quantity else _COSTS.get(piece.word, 0) for piece in between
        )
        return len(between) + costs

    def _is_alike(self, piece: Piece, at: int) -> bool:
        """Whether another figure that lies nearer is of the same kind."""
        one, other = piece.quantity, self.pieces[at].quantity
        return bool(one and other and one.kind == other.kind)

    def _weigh_before(self) -> Iterator[Claim]:
        """What a question or a heading has named holds for the answer too."""
        for one in self.before:
            if one.cue.role == "near" and one.match.figure is None:
                yield Claim(one.cue.address, _BEFORE + one.match.size)

    def _weigh_home(self, address: str) -> int:
        return _AT_HOME if self.home and address.startswith(f"{self.home}.") else 0


def _find_rule(address: str) -> str:
    """The rule that an address lies in."""
    return ".".join(address.split(".")[:2])
