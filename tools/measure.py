"""How the package is built, in figures: lines, functions, names, docstrings, comments."""

from __future__ import annotations

import ast
import io
import re
import shutil
import subprocess
import sys
import tempfile
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

PACKAGE = Path(__file__).parent.parent / "scripts/lindero"
WIDTH = 100

Function = ast.FunctionDef | ast.AsyncFunctionDef
_PROPERTIES = {"property", "cached_property", "fixture"}


@dataclass(frozen=True)
class Measured:
    """One file: what it defines, and its lines."""

    path: str
    tree: ast.Module
    lines: list[str]
    comments: int

    @property
    def wide_lines(self) -> list[str]:
        """Places of lines that are too long."""
        return [
            f"{self.path}:{number}"
            for number, line in enumerate(self.lines, 1)
            if len(line) > WIDTH
        ]

    @property
    def functions(self) -> list[Function]:
        """Every function and method, also those within others."""
        return [one for one in ast.walk(self.tree) if isinstance(one, Function)]

    def list_undocumented(self) -> Iterator[str]:
        """Public definitions without a docstring, and the module if it has none."""
        if not ast.get_docstring(self.tree):
            yield self.path
        for above, one in _list_public(self.tree, ""):
            if not ast.get_docstring(one):
                yield f"{self.path}: {above}{one.name}"


def _list_public(
    within: ast.Module | ast.ClassDef, above: str
) -> Iterator[tuple[str, Function | ast.ClassDef]]:
    # Statements such as `if TYPE_CHECKING` hold definitions too, bodies of functions hold none.
    for one in _list_definitions(within.body):
        if one.name.startswith("_"):
            continue
        yield above, one
        if isinstance(one, ast.ClassDef):
            yield from _list_public(one, f"{above}{one.name}.")


def _list_definitions(body: list[ast.stmt]) -> Iterator[Function | ast.ClassDef]:
    for one in body:
        if isinstance(one, Function | ast.ClassDef):
            yield one
        elif isinstance(one, ast.If):
            yield from _list_definitions([*one.body, *one.orelse])


def measure_file(file: Path, home: Path = PACKAGE) -> Measured:
    """One file of Python."""
    text = file.read_text("utf-8")
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    comments = sum(one.type == tokenize.COMMENT and is_reason(one.string) for one in tokens)
    path = file.relative_to(home).as_posix()
    return Measured(path, ast.parse(text), text.splitlines(), comments)


def measure_package(home: Path = PACKAGE) -> list[Measured]:
    """Every file of a folder, in order."""
    return [measure_file(file, home) for file in sorted(home.rglob("*.py"))]


def is_reason(comment: str) -> bool:
    """Whether a comment tells a reader something, and not only a tool."""
    return not re.match(r"#\s*(noqa|type:|fmt:)[^#]*$", comment) or " - " in comment


def count_body_lines(function: Function) -> int:
    """Lines of a function without its docstring."""
    first = function.body[0]
    total = (function.end_lineno or 0) - function.lineno + 1
    documented = ast.get_docstring(function) is not None
    return total - ((first.end_lineno or 0) - first.lineno + 1 if documented else 0)


def list_short_names(files: list[Measured]) -> tuple[list[str], int]:
    """Functions named by one word, and how many there are; special methods and properties aside."""
    named = [
        (file.path, one.name)
        for file in files
        for one in file.functions
        if not one.name.startswith("__") and not _is_property(one)
    ]
    short = [f"{path}: {name}" for path, name in named if "_" not in name.strip("_")]
    return short, len(named)


def _is_property(function: Function) -> bool:
    # `@thing.setter`, `@pytest.fixture(scope=…)` and `@cached_property` alike.
    words = {
        word for one in function.decorator_list for word in re.findall(r"\w+", ast.unparse(one))
    }
    return bool(words & {*_PROPERTIES, "setter"})


def count_lines_at(width: int, home: Path = PACKAGE) -> int:
    """How many lines there would be with the formatter set to another width."""
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(home, Path(folder) / "copy")
        ruff = [sys.executable, "-m", "ruff", "format", "--quiet", "--isolated"]
        subprocess.run([*ruff, "--line-length", str(width), str(copy)], check=True)
        return sum(len(file.lines) for file in measure_package(copy))


def describe_package(files: list[Measured]) -> Iterator[str]:
    """The figures, one a line."""
    lines = sum(len(file.lines) for file in files)
    lengths = sorted(count_body_lines(one) for file in files for one in file.functions)
    middle, most = f"{median(lengths):.0f}", f"{quantiles(lengths, n=10)[-1]:.0f}"
    short, named = list_short_names(files)
    comments = sum(file.comments for file in files)
    missing = [one for file in files for one in file.list_undocumented()]
    longest = max(files, key=lambda file: len(file.lines))
    yield f"lines          {lines} in {len(files)} files; {count_lines_at(88)} at 88 columns"
    yield f"longest file   {len(longest.lines)}, {longest.path}"
    yield f"files over 400 {sum(len(file.lines) > 400 for file in files)}"
    yield f"functions      median {middle}, p90 {most}, longest {lengths[-1]}"
    yield f"one-word names {len(short)} of {named}: {len(short) / named:.1%}"
    yield f"no docstring   {len(missing)}"
    yield f"comment lines  {comments}: one for every {lines // comments}"
    yield f"wide lines     {sum(len(file.wide_lines) for file in files)}"


if __name__ == "__main__":
    print("\n".join(describe_package(measure_package())))
