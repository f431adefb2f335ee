"""What can happen to either side, and by which answers to points each of them bears something."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from lindero.catalogue.points import ANY, Answers, read_answers
from lindero.frozen import Frozen
from lindero.resources.data import read_shipped_yaml


class SideSpec(Frozen):
    """One side: what it does, by language, and the answers by which it bears something.

    `unless` are, by point, the answers to others beside which it bears nothing; `also` are further
    points that tell of the same thing.
    """

    does: Mapping[str, str]
    bears: Answers
    unless: Mapping[str, Answers]
    also: tuple[str, ...] = ()

    @property
    def points(self) -> set[str]:
        """All that decides what it bears."""
        return {
            *self.bears,
            *self.also,
            *(name for answers in self.unless.values() for name in answers),
        }

    def is_borne_by(self, point: str, answer: str, given: Collection[tuple[str, str]]) -> bool:
        """Whether this answer to a point is something that the side bears, beside all `given`."""
        answers, excuses = self.bears.get(point, ()), self.unless.get(point, {})
        is_excused = any(one in excuses.get(other, ()) for other, one in given)
        return (ANY in answers or answer in answers) and not is_excused


class TwoSidedSubject(Frozen):
    """The same thing on both sides.

    `alone` says that only the client bears something, `mend` what to write for the freelancer.
    """

    name: str
    title: Mapping[str, str]
    client: SideSpec
    freelancer: SideSpec
    alone: str
    mend: str


@cache
def load_two_sides() -> tuple[TwoSidedSubject, ...]:
    """All subjects in their order."""
    written: Mapping[str, Any] = read_shipped_yaml("catalogue/two_sides.yml")
    return tuple(
        TwoSidedSubject(
            name,
            subject["title"],
            _make_side(subject["client"]),
            _make_side(subject["freelancer"]),
            subject["alone"],
            subject["mend"],
        )
        for name, subject in written.items()
    )


def _make_side(written: Mapping[str, Any]) -> SideSpec:
    unless = {point: read_answers(one) for point, one in written.get("unless", {}).items()}
    also = tuple(written.get("also", ()))
    return SideSpec(written["does"], read_answers(written["bears"]), unless, also)
