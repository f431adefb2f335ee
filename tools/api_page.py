"""docs/api.md: what `import lindero` offers, from the signatures and docstrings themselves."""

from __future__ import annotations

import inspect
from dataclasses import MISSING, Field, fields, is_dataclass

import lindero

EXAMPLE = """\
from datetime import date
from pathlib import Path

import lindero

loaded = lindero.load_rulebook(Path("terms"), as_of=date(2026, 12, 1))
print(lindero.render_findings(loaded.findings))  # nothing, since all is in order
book = loaded.rulebook
assert book  # None where the rules have mistakes
print(book.facts["payment.deposit.share"].figure.written)
print(lindero.price_of(book.prices, lindero.Order("web-essential")).total.figure.written)
print(lindero.when_due(book, "payment.due", date(2026, 12, 1)).ends)
print(*lindero.make_pages(book))
sheets, problems = lindero.print_sheets(loaded)
print(*sheets)
"""

EXAMPLE_PRINTS = """\

40 %
1754.5 EUR
2026-12-16
index.md pricing/index.md terms/index.md en/index.md en/pricing/index.md en/terms/index.md
print/flyer.es.pdf print/flyer.en.pdf print/care.es.pdf print/care.en.pdf
"""

_HEAD = """\
# Lindero from Python

<!-- Made by `make docs`; do not edit. -->

Everything that the commands do can be done from a program. `import lindero` offers these names and
loads each one when it is first used. Other names in the package may change with any version; these
change only with a word in the [changelog](../CHANGELOG.md).
"""


def make_api_page() -> str:
    """The whole page."""
    parts = [
        _HEAD,
        f"Run in the folder of the example business, this\n\n```python\n{EXAMPLE}```\n",
        f"prints\n\n```text\n{EXAMPLE_PRINTS}```\n",
        *(_describe_name(name) for name in lindero.API),
    ]
    return "\n".join(parts)


def _describe_name(name: str) -> str:
    found = getattr(lindero, name)
    about = inspect.getdoc(found) or ""
    return f"## {name}\n\n{_show_code(name, found)}{about}\n"


def _show_code(name: str, found: object) -> str:
    """How it is called, or its fields; nothing for an exception, which nobody else makes."""
    if isinstance(found, type) and issubclass(found, Exception):
        return ""
    signature = _list_fields(found) if is_dataclass(found) else inspect.signature(found)  # type: ignore[arg-type]  # a function
    parameters = list(signature.parameters.values())
    lines = "".join(f"    {_show_parameter(one)},\n" for one in _mark_keywords(parameters))
    kind = "class " if is_dataclass(found) else ""
    returns = "" if kind else f" -> {signature.return_annotation}"
    return f"```python\n{kind}{name}(\n{lines}){returns}\n```\n\n"


def _list_fields(kind: type[object]) -> inspect.Signature:
    """How a class is made; `__init__` of all frozen ones is the same and does not tell."""
    return inspect.Signature(
        [
            inspect.Parameter(
                one.name,
                inspect.Parameter.POSITIONAL_OR_KEYWORD,
                default=_find_default(one),
                annotation=one.type,
            )
            for one in fields(kind)  # type: ignore[arg-type]  # a dataclass, as its caller knows
        ]
    )


def _find_default(one: Field[object]) -> object:
    if one.default_factory is not MISSING:
        return one.default_factory
    return inspect.Parameter.empty if one.default is MISSING else one.default


def _mark_keywords(parameters: list[inspect.Parameter]) -> list[inspect.Parameter | str]:
    marked: list[inspect.Parameter | str] = []
    for one in parameters:
        if one.kind is one.KEYWORD_ONLY and "*" not in marked:
            marked.append("*")
        marked.append(one)
    return marked


def _show_parameter(one: inspect.Parameter | str) -> str:
    if isinstance(one, str):
        return one
    written = f"{one.name}: {one.annotation}"
    if one.default is one.empty:
        return written
    shown = repr(one.default) if isinstance(one.default, str | bool | tuple | None) else "…"
    return f"{written} = {shown}"
