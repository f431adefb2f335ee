"""Pages of the guides, filled into their templates."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lindero.resources.data import PACKAGE


def escape_cell(text: str) -> str:
    """A text in a cell of a table."""
    return text.replace("|", "\\|")


def fill_template(name: str, **parts: object) -> str:
    """A page from its template and what stands in it."""
    return _load_templates().get_template(f"{name}.md.j2").render(**parts)


@cache
def _load_templates() -> Environment:
    folder = FileSystemLoader(PACKAGE / "guide/templates")
    return Environment(  # noqa: S701 - Markdown made from our own data
        loader=folder,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
