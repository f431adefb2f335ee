"""Mutants of Python modules: each operator looks at one node of the syntax tree."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Iterator
from copy import deepcopy

from mutation.mutant import Mutant, make_mutant
from mutation.opposites import find_opposite

Change = tuple[ast.AST, str]

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
}
# One more for each digit; some digits alone; the other country's decimal comma.
_DIGITS = (
    'translate(str.maketrans("0123456789", "1234567890"))',
    'replace("0", "8")',
    'replace("40", "41")',
    'replace(",", ".")',
)
_TEXTS = {"str", "Markup", "str | None", "Markup | None", "Markup | str"}


def list_python_mutants(file: str, text: str) -> Iterator[Mutant]:
    """Every mutant that the operators know of a module."""
    starts = _list_line_starts(text)
    for root in _list_roots(ast.parse(text)):
        for node in _walk_code(root):
            for name, operator in OPERATORS.items():
                for place, after in operator(node):
                    span = _find_span(place, text, starts)
                    mutant = make_mutant(file, text, name, span, after)
                    if mutant.before != after:
                        yield mutant


def _list_roots(tree: ast.Module) -> Iterator[ast.AST]:
    """Bodies of functions, and the values of module constants."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            returns = ast.unparse(node.returns) if node.returns else ""
            for statement in _skip_docstring(node.body):
                _note_returns(statement, returns)
                yield statement
    for statement in tree.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value:
            yield statement.value


def _skip_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    first = body[0]
    is_text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return [one for one in body[is_text:] if not isinstance(one, ast.FunctionDef | ast.Assert)]


def _note_returns(statement: ast.AST, returns: str) -> None:
    for node in ast.walk(statement):
        if isinstance(node, ast.Return):
            node.returns = returns  # type: ignore[attr-defined]


def _walk_code(root: ast.AST) -> Iterator[ast.AST]:
    """The nodes below, without annotations and without the insides of f-strings."""
    yield root
    if isinstance(root, ast.JoinedStr):
        return
    for name, value in ast.iter_fields(root):
        if name != "annotation":
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not isinstance(child, ast.FunctionDef):
                    yield from _walk_code(child)


def negate_condition(node: ast.AST) -> Iterator[Change]:
    """`if not (…)`."""
    tests = [node.test] if isinstance(node, ast.If | ast.IfExp) else getattr(node, "ifs", [])
    yield from ((test, f"(not ({ast.unparse(test)}))") for test in tests)


def turn_comparison(node: ast.AST) -> Iterator[Change]:
    """`==` for `!=`, `<=` for `<`."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARISONS:
        changed = deepcopy(node)
        changed.ops[0] = _COMPARISONS[type(node.ops[0])]()
        yield node, f"({ast.unparse(changed)})"


def turn_logic(node: ast.AST) -> Iterator[Change]:
    """`or` for `and`."""
    if isinstance(node, ast.BoolOp):
        changed = deepcopy(node)
        changed.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield node, f"({ast.unparse(changed)})"
        yield node, f"({ast.unparse(node.values[0])})"


def turn_arithmetic(node: ast.AST) -> Iterator[Change]:
    """`-` for `+`; texts and lists are left."""
    if isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
        sides = (node.left, node.right)
        if not any(isinstance(one, ast.JoinedStr | ast.List | ast.Tuple) for one in sides):
            changed = deepcopy(node)
            changed.op = _ARITHMETIC[type(node.op)]()
            yield node, f"({ast.unparse(changed)})"


def shift_number(node: ast.AST) -> Iterator[Change]:
    """One more."""
    if isinstance(node, ast.Constant) and type(node.value) is int:
        yield node, str(node.value + 1)


def turn_opposite(node: ast.AST) -> Iterator[Change]:
    """`high` for `low`, `consumer` for `business`, wherever a name or a text says so."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from ((node, repr(other)) for other in find_opposite(node.value))
    elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
        owner = ast.unparse(node.value)
        yield from ((node, f"{owner}.{other}") for other in find_opposite(node.attr))
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield from ((node, other) for other in find_opposite(node.id))
    elif isinstance(node, ast.JoinedStr):
        yield from _turn_opposite_parts(node)


def _turn_opposite_parts(node: ast.JoinedStr) -> Iterator[Change]:
    for at, part in enumerate(node.values):
        if isinstance(part, ast.Constant):
            for other in find_opposite(str(part.value)):
                changed = deepcopy(node)
                changed.values[at] = ast.Constant(other)
                yield node, ast.unparse(changed)


def drop_part(node: ast.AST) -> Iterator[Change]:
    """A text in braces without one of its figures, or without what stands between."""
    if isinstance(node, ast.JoinedStr) and len(node.values) > 1:
        for at in range(len(node.values)):
            changed = deepcopy(node)
            del changed.values[at]
            yield node, ast.unparse(changed)


def drop_statement(node: ast.AST) -> Iterator[Change]:
    """A line that is not added, a yield that gives nothing, a return that is passed over."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Yield | ast.YieldFrom):
        yield node, "yield from ()"
    elif isinstance(node, ast.AugAssign | ast.Expr | ast.Return):
        yield node, "pass"


def double_line(node: ast.AST) -> Iterator[Change]:
    """What is given is given twice."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Yield):
        said = ast.unparse(node)
        yield node, f"{said}; {said}"


def cut_sequence(node: ast.AST) -> Iterator[Change]:
    """A loop without its first or its last, in the other order, or twice."""
    if isinstance(node, ast.For | ast.comprehension):
        said = ast.unparse(node.iter)
        for after in (f"[*({said})][1:]", f"[*({said})][:-1]", f"[*({said})] * 2"):
            yield node.iter, after


def spoil_return(node: ast.AST) -> Iterator[Change]:
    """A text with other digits, or none; a column without its first, or with all twice."""
    if not isinstance(node, ast.Return) or node.value is None:
        return
    said, returns = ast.unparse(node.value), getattr(node, "returns", "")
    if returns in _TEXTS:
        yield from ((node, f"return ({said}).{spoilt}") for spoilt in _DIGITS)
        yield node, f"return ({said})[:0]"
        yield node, f'return ({said}) + " 99 %"'
    elif returns.startswith(("tuple", "list", "Blocks", "Inlines")):
        yield node, f"return ({said})[1:]"
        yield node, f"return ({said})[:0]"
        yield node, f"return ({said}) * 2"


def swap_language(node: ast.AST) -> Iterator[Change]:
    """Spanish for an English reader."""
    if isinstance(node, ast.Attribute) and node.attr == "language":
        said = ast.unparse(node)
        yield node, f'("en" if {said} == "es" else "es")'


def swap_arguments(node: ast.AST) -> Iterator[Change]:
    """The first two arguments, the first two named ones, the first two of a display."""
    if isinstance(node, ast.Call):
        if len(node.args) > 1:
            yield node, _swap_first(node, "args")
        if len(node.keywords) > 1:
            changed = deepcopy(node)
            one, other = changed.keywords[:2]
            one.value, other.value = other.value, one.value
            yield node, ast.unparse(changed)
    elif isinstance(node, ast.Tuple | ast.List) and len(node.elts) > 1:
        if isinstance(node.ctx, ast.Load):
            yield node, f"({_swap_first(node, 'elts')})"
    elif isinstance(node, ast.Dict) and len(node.values) > 1:
        yield node, _swap_first(node, "values")


def _swap_first(node: ast.AST, field: str) -> str:
    changed = deepcopy(node)
    parts = getattr(changed, field)
    parts[0], parts[1] = parts[1], parts[0]
    return ast.unparse(changed)


def drop_call(node: ast.AST) -> Iterator[Change]:
    """`escape(x)` as `x`, `text.strip()` as `text`; an argument that is not passed on."""
    if isinstance(node, ast.Call):
        given = [*node.args, *(word.value for word in node.keywords)]
        if len(given) == 1 and not isinstance(given[0], ast.GeneratorExp | ast.Starred):
            yield node, f"({ast.unparse(given[0])})"
        if not given and isinstance(node.func, ast.Attribute):
            yield node, f"({ast.unparse(node.func.value)})"
        if len(given) > 1:
            changed = deepcopy(node)
            (changed.keywords or changed.args).pop()
            yield node, ast.unparse(changed)


def drop_entry(node: ast.AST) -> Iterator[Change]:
    """A list, a table or a sum without its first part."""
    if isinstance(node, ast.List | ast.Set | ast.Tuple) and len(node.elts) > 1:
        if isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
            shorter = deepcopy(node)
            del shorter.elts[0]
            yield node, f"({ast.unparse(shorter)})"
    elif isinstance(node, ast.Dict) and len(node.keys) > 1:
        rest = ast.Dict(node.keys[1:], node.values[1:])
        yield node, ast.unparse(rest)


def turn_choice(node: ast.AST) -> Iterator[Change]:
    """`a if b else c` is always one of the two."""
    if isinstance(node, ast.IfExp):
        yield node, f"({ast.unparse(node.body)})"
        yield node, f"({ast.unparse(node.orelse)})"


def move_index(node: ast.AST) -> Iterator[Change]:
    """The last for the first; all but the first so many."""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        owner = ast.unparse(node.value)
        if isinstance(node.slice, ast.Constant) and node.slice.value == 0:
            yield node, f"{owner}[-1]"
        elif isinstance(node.slice, ast.UnaryOp):
            yield node, f"{owner}[0]"
        elif isinstance(node.slice, ast.Slice):
            yield node, owner


OPERATORS: dict[str, Callable[[ast.AST], Iterator[Change]]] = {
    "negate": negate_condition,
    "compare": turn_comparison,
    "logic": turn_logic,
    "arithmetic": turn_arithmetic,
    "number": shift_number,
    "opposite": turn_opposite,
    "part": drop_part,
    "drop": drop_statement,
    "double": double_line,
    "cut": cut_sequence,
    "return": spoil_return,
    "language": swap_language,
    "swap": swap_arguments,
    "call": drop_call,
    "entry": drop_entry,
    "choice": turn_choice,
    "index": move_index,
}


def _list_line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _find_span(node: ast.AST, text: str, starts: list[int]) -> tuple[int, int]:
    """Where a node stands, in characters; the tree counts bytes."""

    def find_place(line: int, column: int) -> int:
        start = starts[line - 1]
        written = text[start : starts[line]].encode()[:column]
        return start + len(written.decode())

    place: ast.expr = node  # type: ignore[assignment]  # all that operators name have a place
    assert place.end_lineno is not None
    assert place.end_col_offset is not None
    return (
        find_place(place.lineno, place.col_offset),
        find_place(place.end_lineno, place.end_col_offset),
    )


def can_compile(text: str) -> bool:
    """Whether a module is one at all."""
    try:
        with warnings.catch_warnings(action="ignore"):
            compile(text, "mutant", "exec")
    except SyntaxError:
        return False
    return True
