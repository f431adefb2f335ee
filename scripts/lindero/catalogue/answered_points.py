"""Which point an answer to a value of the catalogue settles, where labels answer that point."""

from __future__ import annotations

from collections.abc import Iterable

from lindero.catalogue.clauses import Clause, Condition
from lindero.catalogue.points import PointSpec, load_points
from lindero.catalogue.specs import list_rule_specs
from lindero.shapes import Choice, Figure, YesNo


def find_answered_point(address: str, answers: Iterable[str]) -> PointSpec | None:
    """The first point that one of these answers settles: `deposit.fate` for a `refundable: no`."""
    rule_id, _, name = address.rpartition(".")
    spec = list_rule_specs().get(rule_id)
    figures = [_make_answer(answer) for answer in answers]
    for clause in spec.clauses.values() if spec else ():
        if any(_hangs_on(clause, name, figure) for figure in figures):
            for point, label in clause.settles.items():
                if label in load_points()[point].answers:
                    return load_points()[point]
    return None


def _make_answer(answer: str) -> Figure:
    return YesNo(yes=answer == "yes") if answer in {"yes", "no"} else Choice(answer)


def _hangs_on(clause: Clause, name: str, figure: Figure) -> bool:
    """Whether a clause asks for a value, and for no other answer to it."""
    asked = [one for one in clause.conditions if name in _list_names(one)]
    return bool(asked) and all(one.fits_figures({name: figure}) for one in asked)


def _list_names(condition: Condition) -> set[str]:
    return {condition.name, *(other.name for other in condition.others)}
