"""Which lines a build runs: a mutant in a line that is never run need not be built."""

from __future__ import annotations

import ast
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

from mutation.mutant import Mutant

Lines = set[tuple[str, int]]


@contextmanager
def noting_lines(tree: Path, lines: Lines) -> Iterator[None]:
    """Note every line of the package that is run, by its file's path in `tree`."""
    start = f"{tree}/"

    def note(frame: FrameType, _event: str, _: Any) -> Any:
        if not frame.f_code.co_filename.startswith(start):
            return None
        lines.add((frame.f_code.co_filename.removeprefix(start), frame.f_lineno))
        return note

    sys.settrace(note)
    threading.settrace(note)
    try:
        yield
    finally:
        sys.settrace(None)
        threading.settrace(None)


def is_reached(mutant: Mutant, text: str, lines: Lines) -> bool:
    """Whether a build that ran these lines may have run the mutant's; in doubt it has."""
    if not mutant.file.endswith(".py"):
        return True
    around = [span for span in _list_spans(text) if span[0] <= mutant.line <= span[1]]
    if not around:
        return True  # outside all functions, which an import runs
    first, last = max(around)
    return any((mutant.file, line) in lines for line in range(first, last + 1))


@cache
def _list_spans(text: str) -> list[tuple[int, int]]:
    """First and last line of every statement in a function; of compound ones, of their head."""
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    return [
        _find_span(statement)
        for function in functions
        for child in function.body
        for statement in ast.walk(child)
        if isinstance(statement, ast.stmt)
    ]


def _find_span(statement: ast.stmt) -> tuple[int, int]:
    body = getattr(statement, "body", None)
    last = body[0].lineno - 1 if body else statement.end_lineno or statement.lineno
    return statement.lineno, max(last, statement.lineno)
