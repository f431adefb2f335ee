"""Groups of keys: each key read by its own parser, every mistake with its path."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, TypeVar

from lindero.findings.finding import suggest_word
from lindero.reading.tree import PathStep
from lindero.shapes.refusals import Context, Problem, Refusal

Parser = Callable[[object, Context], Any]
AnyEntry = TypeVar("AnyEntry")


class Keys:
    """What may stand in a group: how each key is read, which must be there, and how to write it.

    `meant` holds the help for words that people write in place of a key.
    """

    def __init__(
        self,
        parsers: Mapping[str, Parser],
        required: Collection[str],
        about: str = "",
        meant: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.parsers, self.required, self.about, self.meant = parsers, required, about, meant

    def list_missing(self, group: Collection[str]) -> list[str]:
        """The required keys that a group does not have."""
        return [key for key in self.required if key not in group]

    def explain_strange_key(self, key: str, missing: list[str]) -> tuple[str | None, str | None]:
        """Help for a key that does not fit, and the missing one that was meant by it."""
        help_ = self.meant.get(key) or suggest_word(key, missing or tuple(self.parsers))
        said = help_ if help_ and help_.count("`") == 2 else ""
        return help_, next((gone for gone in missing if f"`{gone}`" in said), None)

    def explain_missing_key(self, _name: str) -> str:
        """Help for a required key that is not there."""
        return self.about


def read_group(
    group: Mapping[str, object], keys: Keys, context: Context
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


def _find_key_problems(group: Mapping[str, object], keys: Keys) -> Iterator[Problem]:
    """Keys that do not fit, then keys that are missing.

    Whoever misspells a required key has made one mistake, not two: the missing key is not told.
    """
    missing = keys.list_missing(group)
    for key in group:
        if key not in keys.parsers:
            help_, meant = keys.explain_strange_key(key, missing)
            help_ = _explain_cut_term(key) or help_
            missing = [gone for gone in missing if gone != meant]
            yield Problem("unknown-key", f"`{key}` is not a key here", help_, (key,), on_key=True)
    for gone in missing:
        yield Problem("missing-key", f"`{gone}` is missing", keys.explain_missing_key(gone))


def _explain_cut_term(key: str) -> str:
    """A term in braces ends at its comma; what follows became a key."""
    if not key.startswith("then "):
        return ""
    return f"inside braces write the term without its comma: `30 days after invoice {key}`"
