"""What each finding means: the data behind `lindero explain` and the reference of problems."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lindero.resources.data import read_shipped_yaml

_FILES = ("files", "figures", "rules")
"""The order of the reference: what a file must be, what a figure, and what holds between rules."""


def list_problem_codes() -> tuple[str, ...]:
    """Every code that a finding may have, in the order of the reference."""
    return tuple(code for group in load_problem_groups() for code in group["problems"])


def explain_problem(code: str) -> str:
    """One section of the reference as plain text."""
    problem = next(
        group["problems"][code] for group in load_problem_groups() if code in group["problems"]
    )
    return f"{code}\n\n{problem['means']}\n\n{_indent_example(problem)}\n\n{problem['write']}"


def make_problem_reference() -> str:
    """The whole reference as Markdown."""
    parts = [
        (
            "# Problems\n\nEvery finding has a code. "
            "`lindero explain CODE` prints the same text in the terminal."
        )
    ]
    for group in load_problem_groups():
        parts.append(f"## {group['title']}")
        parts += [_format_section(code, problem) for code, problem in group["problems"].items()]
    return "\n\n".join(parts) + "\n"


def _format_section(code: str, problem: Mapping[str, str]) -> str:
    example = f"```yaml\n{problem['example'].rstrip()}\n```"
    return "\n\n".join([f"### {code}", problem["means"], example, problem["write"]])


def _indent_example(problem: Mapping[str, str]) -> str:
    return "\n".join(f"    {line}".rstrip() for line in problem["example"].rstrip().splitlines())


def load_problem_groups() -> list[Mapping[str, Any]]:
    """Problems of one kind under a title, in the order of the reference."""
    return [group for name in _FILES for group in read_shipped_yaml(f"wording/problems.{name}.yml")]
