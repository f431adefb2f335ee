"""Groups of keys inside a value: each part read by its own shape, every mistake with its path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from lindero.findings.finding import suggest
from lindero.reading.tree import Step
from lindero.shapes.refusals import Problem, Refused, Surroundings

Parse = Callable[[object, Surroundings], Any]


Entry = TypeVar("Entry")


@dataclass(frozen=True)
class Keys:
    """What may stand in a group: how each key is read, which must be there, and what to say where one is missing or strange."""

    parsers: Mapping[str, Parse]
    required: tuple[str, ...]
    about: str
    meant: Mapping[str, str] = field(default_factory=dict)


def read_group(group: Mapping[str, object], keys: Keys, around: Surroundings) -> tuple[dict[str, Any], list[Problem]]:
    """The parts that are sound, and every reason against the others."""
    problems = [*_key_problems(group, keys)]
    parts: dict[str, Any] = {}
    for key, parse in keys.parsers.items():
        if key in group:
            try:
                parts[key] = parse(group[key], around)
            except Refused as refused:
                problems += inside(refused, key)
    return parts, problems


def read_each(written: list[object], parse: Callable[[object, Surroundings], Entry], around: Surroundings) -> list[Entry]:
    """Every entry of a list. Raises Refused with all that is wrong in any of them."""
    found, problems = list[Entry](), list[Problem]()
    for index, entry in enumerate(written):
        try:
            found.append(parse(entry, around))
        except Refused as refused:
            problems += inside(refused, index)
    if problems:
        raise Refused(*problems)
    return found


def inside(refused: Refused, step: Step) -> list[Problem]:
    """The problems of a part, seen from the whole."""
    return deeper(refused.problems, step)


def deeper(problems: tuple[Problem, ...] | list[Problem], step: Step) -> list[Problem]:
    """The same problems, one step further in."""
    return [replace(problem, path=(step, *problem.path)) for problem in problems]


def _key_problems(group: Mapping[str, object], keys: Keys) -> Iterator[Problem]:
    """Keys that do not fit, and keys that are missing; a misspelt one is both, and told once."""
    missing = [key for key in keys.required if key not in group]
    for key in group:
        if key not in keys.parsers:
            help_ = keys.meant.get(key) or suggest(key, missing or tuple(keys.parsers))
            missing = [gone for gone in missing if not help_ or f"`{gone}`" not in help_ or help_.count("`") > 2]
            yield Problem("unknown-key", f"`{key}` is not a key here", help_, (key,), on_key=True)
    for gone in missing:
        yield Problem("missing-key", f"`{gone}` is missing", keys.about)
