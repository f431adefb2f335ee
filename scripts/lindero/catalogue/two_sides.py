"""What can happen to either side, and by which answers to points each of them bears something."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from lindero.catalogue.points import ANY, Answers, read_answers
from lindero.frozen import Frozen
from lindero.resources.data import read_shipped_yaml


class SideSpec(Frozen):
    """One side: what it does, by language, and the answers by which it bears something."""

    does: Mapping[str, str]
    bears: Answers

    def is_borne_by(self, point: str, answer: str) -> bool:
        """Whether this answer to a point is something that the side bears."""
        answers = self.bears.get(point, ())
        return ANY in answers or answer in answers


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
    return SideSpec(written["does"], read_answers(written["bears"]))
