"""What clients ask: what happens if …? And which statements of the rules answer it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, NamedTuple, get_args

from lindero.frozen import Frozen
from lindero.resources.data import read_shipped_yaml

SituationName = Literal[
    "order",
    "late",
    "cancel",
    "own-late",
    "silence",
    "change",
    "meeting",
    "fault",
    "giving-up",
]

SITUATIONS: tuple[SituationName, ...] = get_args(SituationName)
"""In the order in which a client may meet them."""

AMOUNTS = "amounts"
"""In place of a statement: the sums that are worked out."""

ASIDE = ("beside", "instead", "ongoing")
"""Under which keys statements are named that are not told everywhere, or answer nothing alone."""


class StatementName(NamedTuple):
    """A statement of the catalogue: `payment.pause`, `may`; where there is no such rule, `none`."""

    rule: str
    clause: str

    @property
    def address(self) -> str:
        """As it is written: `payment.pause.may`."""
        return f"{self.rule}.{self.clause}"


class SituationSpec(Frozen):
    """What tells of a situation, in order; None stands for the sums that are worked out.

    Those that are `beside` answer nothing by themselves; those that are `instead` are told only
    where there are no sums, and those that are `ongoing` where something is sold that goes on.
    """

    tells: tuple[StatementName | None, ...]
    beside: frozenset[str] = frozenset()
    instead: frozenset[str] = frozenset()
    ongoing: frozenset[str] = frozenset()

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules whose statements tell of it."""
        return tuple(dict.fromkeys(one.rule for one in self.tells if one))

    @property
    def answering_rules(self) -> tuple[str, ...]:
        """The rules of which a statement would answer it."""
        answering = (one.rule for one in self.tells if one and one.address not in self.beside)
        return tuple(dict.fromkeys(answering))


@cache
def load_situations() -> Mapping[SituationName, SituationSpec]:
    """Every situation by its name."""
    written: Mapping[str, Any] = read_shipped_yaml("catalogue/situations.yml")
    return {name: _make_situation(written[name]) for name in SITUATIONS}


def _make_situation(written: Mapping[str, Any]) -> SituationSpec:
    tells = tuple(None if one == AMOUNTS else parse_statement(one) for one in written["tells"])
    return SituationSpec(tells, **{key: frozenset(written.get(key, ())) for key in ASIDE})


def parse_statement(address: str) -> StatementName:
    """The rule and the statement that an address names."""
    rule, _, clause = address.rpartition(".")
    return StatementName(rule, clause)
