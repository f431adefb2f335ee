"""The reference of points: which questions rules settle, with which answers, and which rules do."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.catalogue.points import PointSpec, load_points
from lindero.catalogue.specs import RuleSpec, list_rule_specs
from lindero.frozen import Frozen
from lindero.guide.markdown import fill_template
from lindero.resources.languages import LANGUAGES


class PointEntry(Frozen):
    """A point in the reference; without answers, a figure is the answer."""

    name: str
    questions: tuple[str, ...]
    answers: tuple[str, ...]
    rules: tuple[str, ...]


def make_points_page() -> str:
    """`docs/points.md`."""
    claiming: dict[str, list[str]] = {}
    for rule in list_rule_specs().values():
        for point in dict.fromkeys(_list_settled_points(rule)):
            claiming.setdefault(point, []).append(rule.id)
    points = [_make_entry(point, claiming.get(name, [])) for name, point in load_points().items()]
    return fill_template("points", points=points)


def _list_settled_points(rule: RuleSpec) -> Iterator[str]:
    for clause in rule.clauses.values():
        yield from clause.settles
    for claim in rule.claims:
        yield from claim.settles


def _make_entry(point: PointSpec, rules: list[str]) -> PointEntry:
    questions = tuple(point.asks[language] for language in LANGUAGES)
    return PointEntry(point.name, questions, point.answers, tuple(rules))
