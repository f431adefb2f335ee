"""Groups of keys inside a value: each part read by its own shape, every mistake with its path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from lindero.findings.finding import suggest_word
from lindero.reading.tree import PathStep
from lindero.shapes.refusals import Context, Problem, Refusal

Parser = Callable[[object, Context], Any]
AnyEntry = TypeVar("AnyEntry")


@dataclass(frozen=True)
class GroupKeys:
    """How each key of a group is read, which must be there, and what to say of the others."""

    parsers: Mapping[str, Parser]
    required: tuple[str, ...]
    about: str
    meant: Mapping[str, str] = field(default_factory=dict)


def read_group(
    group: Mapping[str, object], keys: GroupKeys, context: Context
) -> tuple[dict[str, Any], list[Problem]]:
    """The parts that are sound, and every reason against the others."""
    problems = [*_find_key_problems(group, keys)]
    parts: dict[str, Any] = {}
    for key, parse in keys.parsers.items():
        if key in group:
            try:
                parts[key] = parse(group[key], context)
            except Refusal as refused:
                problems += list_part_problems(refused, key)
    return parts, problems


def read_entries(
    written: list[object], parse: Callable[[object, Context], AnyEntry], context: Context
) -> list[AnyEntry]:
    """Every entry of a list. Raises Refusal with all that is wrong in any of them."""
    found, problems = list[AnyEntry](), list[Problem]()
    for index, entry in enumerate(written):
        try:
            found.append(parse(entry, context))
        except Refusal as refused:
            problems += list_part_problems(refused, index)
    if problems:
        raise Refusal(*problems)
    return found


def list_part_problems(refused: Refusal, step: PathStep) -> list[Problem]:
    """The problems of a part, seen from the whole."""
    return prefix_problem_paths(refused.problems, step)


def prefix_problem_paths(
    problems: tuple[Problem, ...] | list[Problem], step: PathStep
) -> list[Problem]:
    """The same problems, one step further in."""
    return [replace(problem, path=(step, *problem.path)) for problem in problems]


def _find_key_problems(group: Mapping[str, object], keys: GroupKeys) -> Iterator[Problem]:
    """Keys that do not fit, and keys that are missing; a misspelt one is both, and told once."""
    missing = [key for key in keys.required if key not in group]
    for key in group:
        if key not in keys.parsers:
            help_ = keys.meant.get(key) or suggest_word(key, missing or tuple(keys.parsers))
            # Told once: the key that was meant is not missing as well.
            missing = [
                gone
                for gone in missing
                if not help_ or f"`{gone}`" not in help_ or help_.count("`") > 2
            ]
            yield Problem("unknown-key", f"`{key}` is not a key here", help_, (key,), on_key=True)
    for gone in missing:
        yield Problem("missing-key", f"`{gone}` is missing", keys.about)
