"""Every code has an entry in the reference, and one snapshot of what an author gets to see.

`tests/cases/problems/<code>/` (or `<code>.<variant>/`) holds what the author wrote and, beside it,
the whole output in `expected.txt`.
LINDERO_UPDATE=1 rewrites the outputs; read them before they go in.
"""

import ast
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import lindero
from lindero.findings.finding import Finding, select_errors
from lindero.findings.forms import render_findings
from lindero.guide.problems import (
    explain_problem,
    list_problem_codes,
    load_problem_groups,
    make_problem_reference,
)
from lindero.loading import load_rulebook
from lindero.reading.yaml_reader import MAX_BYTES
from lindero.sheets.printing import print_sheets
from lindero.site.docs_folder import missing_folder
from lindero.site.hand_written import check_manuscripts
from support.folders import CASES
from support.rulebooks import AS_OF, BUSINESS

PROBLEMS = CASES / "problems"
PACKAGE = Path(lindero.__file__).parent
KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

# Where a finding takes its code from a triple of code, message and help that was made elsewhere.
HANDED_ON = {
    ("find_broken_references", "problem[0]"),
    ("cannot_be_read", "code"),
    ("check_manuscript", "problem[0]"),
    ("print_all", "code"),
}

# What no file in a repository can bring about.
MADE: dict[str, Callable[[Path], object]] = {
    "leads-outside": lambda terms: (terms.parent / "docs/letters").symlink_to(
        terms.parent.parent, target_is_directory=True
    ),
    "no-docs-folder": lambda terms: (terms.parent / "docs").rmdir(),
    "no-rules-folder": shutil.rmtree,
    "too-large": lambda terms: (terms / "photos.yml").write_bytes(b"#" * (2 * MAX_BYTES)),
    "unreadable-file": lambda terms: (terms / "payment.yml").mkdir(),
}
# These speak of a finished site or of its settings; their tests are with agreement and generators.
OF_A_SITE = {
    "bad-setting",
    "page-missing",
    "page-differs",
    "anchor-missing",
    "figure-missing",
    "figure-differs",
    "figure-unknown",
    "file-changed",
    "left-over",
    "foreign-page",
    "leads-elsewhere",
}
# Their examples are no YAML of a rulebook, or need a file beside it.
NO_EXAMPLE = (
    OF_A_SITE
    | set(MADE)
    | {"address-taken", "bad-logo", "dead-link", "logo-cleaned"}
    | {"figure-misplaced", "no-rules", "not-read", "not-utf8", "sheet-failed", "sheet-overflow"}
)


def test_every_code_has_an_entry_and_every_entry_a_code():
    emitted = Emitted(PACKAGE)
    assert sorted(list_problem_codes()) == sorted(emitted.codes())
    assert emitted.met == HANDED_ON


def test_a_code_that_cannot_be_followed_is_seen(tmp_path):
    (tmp_path / "one.py").write_text("def tell(codes):\n    return Finding(codes[0], '', 1)\n")
    with pytest.raises(pytest.fail.Exception, match="cannot tell which code"):
        Emitted(tmp_path).codes()


def test_no_code_stands_twice():
    assert len(set(list_problem_codes())) == len(list_problem_codes())


def test_every_code_has_a_snapshot():
    shown = {case.name.partition(".")[0] for case in PROBLEMS.iterdir() if case.is_dir()}
    assert shown == set(list_problem_codes()) - OF_A_SITE


@pytest.mark.parametrize(
    "case", sorted({case.name for case in PROBLEMS.iterdir() if case.is_dir()} | set(MADE))
)
def test_an_author_sees(case, tmp_path):
    found = findings(PROBLEMS / case, tmp_path, case)
    output = render_findings(found, "full") + "\n"
    expected = PROBLEMS / case / "expected.txt"
    if os.environ.get("LINDERO_UPDATE"):
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(output, "utf-8", newline="\n")
    assert output == expected.read_text("utf-8")
    assert {problem.code for problem in found} == {case.partition(".")[0]}


@pytest.mark.parametrize("code", sorted(set(list_problem_codes()) - NO_EXAMPLE))
def test_the_example_brings_it_about(code, tmp_path):
    (tmp_path / "case").mkdir()
    example = entries()[code]["example"]
    name = "business.yml" if example.startswith("business:") else "rules.yml"
    (tmp_path / "case" / name).write_text(completed(example), "utf-8")
    assert code in {problem.code for problem in findings(tmp_path / "case", tmp_path, code)}


@pytest.mark.parametrize("code", list_problem_codes())
def test_an_entry_is_whole(code):
    entry = entries()[code]
    assert set(entry) == {"means", "example", "write"}
    assert KEBAB.fullmatch(code)
    assert entry["means"].rstrip().endswith(".")
    assert entry["write"].rstrip().endswith(".")
    assert explain_problem(code).startswith(f"{code}\n\n{entry['means']}")
    assert f"### {code}\n" in make_problem_reference()


def completed(example: str) -> str:
    """An example that shows some keys of the business, with the others put in."""
    head, own, rest = example.partition("business:\n")
    others = [
        line
        for line in BUSINESS.splitlines()[1:]
        if f"\n{line.partition(':')[0]}:" not in f"\n{rest}"
    ]
    return "\n".join([head, own.strip(), *others, rest]) if own else example


def entries() -> dict[str, dict[str, str]]:
    return {
        code: entry for group in load_problem_groups() for code, entry in group["problems"].items()
    }


def findings(case: Path, project: Path, code: str) -> list[Finding]:
    """Everything that `check` and `print` find in a project made of a case's files."""
    terms, docs = project / "terms", project / "docs"
    terms.mkdir()
    docs.mkdir()
    shutil.copy(PROBLEMS / "business.yml", terms)
    for file in case.iterdir() if case.is_dir() else ():
        shutil.copy(file, {".md": docs, ".svg": project, ".txt": project}.get(file.suffix, terms))
    if code in MADE:
        MADE[code](terms)
    if code in {"missing-section", "no-rules"}:
        (terms / "business.yml").unlink()
    return check(project)


def check(project: Path) -> list[Finding]:
    loaded = load_rulebook(project / "terms", AS_OF, shown_from=project)
    found = [
        *missing_folder(project / "docs", project),
        *loaded.findings,
        *check_manuscripts(loaded, project / "docs", project),
    ]
    if loaded.rulebook and not select_errors(found):
        found += print_sheets(loaded)[1]
    return found


# What holds the name of a shape, which is the rest of a code, and what that was made with.
HELD_NAMES = {"form.shape": "SpanForm", "self.name": "Shape"}


class Emitted:
    """The codes in the package's source: every constant that becomes a finding's first argument.

    A code handed on by a parameter is followed to the callers; one that cannot be followed fails.
    """

    MAKERS = ("Finding", "Problem")

    def __init__(self, package: Path) -> None:
        self.trees = [ast.parse(file.read_text("utf-8")) for file in sorted(package.rglob("*.py"))]
        self.met: set[tuple[str, str]] = set()
        self.calls: dict[str, list[Call]] = {}
        for call in (call for tree in self.trees for call in _calls(tree, tree)):
            self.calls.setdefault(_name(call.node.func), []).append(call)

    def codes(self) -> set[str]:
        found = {code for maker in self.MAKERS for code in self.values(maker, 0)}
        return found | set(self.handed_on())

    def values(self, function: str, position: int, tree: ast.Module | None = None) -> Iterator[str]:
        """What is handed to a function; a private one is called in its own module only."""
        for call in self.calls.get(function, ()):
            if call.tree is tree or not function.startswith("_"):
                yield from self.texts(call.node.args[position], call)

    def texts(self, written: ast.expr, call: "Call") -> Iterator[str]:
        match written:
            case ast.Constant(value=str(text)):
                yield text
            case ast.JoinedStr(
                values=[ast.Constant(value=str(head)), ast.FormattedValue(value=inner)]
            ):
                yield from (head + tail for tail in self.texts(inner, call))
            case ast.Name(id=name) if (giver := call.giver(name)) is not None:
                yield from self.values(giver.name, _parameters(giver).index(name), call.tree)
            case ast.Attribute() if ast.unparse(written) in HELD_NAMES:
                yield from self.values(HELD_NAMES[ast.unparse(written)], 0)
            case ast.Attribute(value=ast.Name(id="self"), attr=name) if (
                maker := call.maker(name)
            ) is not None:
                yield from self.values(maker.name, _parameters(_init(maker)).index(name), call.tree)
            case ast.Attribute(value=ast.Name(id="problem"), attr="code"):
                pass  # of a `Problem`, whose making is followed itself
            case _ if (call.function, ast.unparse(written)) in HANDED_ON:
                self.met.add((call.function, ast.unparse(written)))
            case _:
                pytest.fail(
                    f"line {written.lineno}: cannot tell which code `{ast.unparse(written)}` is"
                )

    def handed_on(self) -> Iterator[str]:
        """Triples of code, message and help; three words of a `Literal` are none."""
        nodes = [node for tree in self.trees for node in ast.walk(tree)]
        typed = {id(node.slice) for node in nodes if isinstance(node, ast.Subscript)}
        for node in (node for node in nodes if id(node) not in typed):
            match node:
                case ast.Tuple(elts=[ast.Constant(value=str(code)), _, _]) if (
                    "-" in code and KEBAB.fullmatch(code)
                ):
                    yield code


@dataclass(frozen=True)
class Call:
    """A call, the functions it stands in from the innermost outwards, and the module."""

    node: ast.Call
    around: tuple[ast.FunctionDef, ...]
    tree: ast.Module

    @property
    def function(self) -> str:
        return self.around[0].name if self.around else ""

    def giver(self, name: str) -> ast.FunctionDef | None:
        return next((function for function in self.around if name in _parameters(function)), None)

    def maker(self, name: str) -> ast.ClassDef | None:
        """The class of the module that is made with what it keeps under this name."""
        classes = (node for node in self.tree.body if isinstance(node, ast.ClassDef))
        return next(
            (made for made in classes if (init := _init(made)) and name in _parameters(init)), None
        )


def _init(made: ast.ClassDef) -> ast.FunctionDef | None:
    return next(
        (
            node
            for node in made.body
            if isinstance(node, ast.FunctionDef) and node.name == "__init__"
        ),
        None,
    )


def _calls(
    node: ast.AST, tree: ast.Module, around: tuple[ast.FunctionDef, ...] = ()
) -> Iterator[Call]:
    if isinstance(node, ast.FunctionDef):
        around = (node, *around)
    if isinstance(node, ast.Call):
        yield Call(node, around, tree)
    for inner in ast.iter_child_nodes(node):
        yield from _calls(inner, tree, around)


def _name(called: ast.expr) -> str:
    return (
        called.attr
        if isinstance(called, ast.Attribute)
        else called.id
        if isinstance(called, ast.Name)
        else ""
    )


def _parameters(function: ast.FunctionDef) -> list[str]:
    return [argument.arg for argument in function.args.args if argument.arg != "self"]
