"""Renews the committed files that are made from the package: JSON Schema and references."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from api_page import make_api_page
from lindero.disk.files import write_file
from lindero.generators.compiling import compile_package
from lindero.generators.plugin_options import make_plugin_page
from lindero.guide.editor_schema import schema_text
from lindero.guide.problems import make_problem_reference
from lindero.guide.reference import make_reference_pages

ROOT = Path(__file__).parent.parent


def generated() -> dict[str, str]:
    """Every generated file by its path in the repository."""
    pages = {f"docs/{path}": text for path, text in make_reference_pages().items()}
    return {
        "scripts/lindero/guide/schema/lindero.schema.json": schema_text(),
        "docs/api.md": make_api_page(),
        "docs/problems.md": make_problem_reference(),
        "docs/plugin.md": make_plugin_page(),
    } | pages


def remove_stale(fresh: Iterable[str]) -> None:
    """Pages of topics that are no more."""
    for file in (ROOT / "docs/rules").glob("*.md"):
        if f"docs/rules/{file.name}" not in fresh:
            file.unlink()
            print(f"docs/rules/{file.name}: removed")


if __name__ == "__main__":
    compile_package()
    files = generated()
    for path, text in files.items():
        print(f"{path}: {'renewed' if write_file(ROOT / path, text.encode()) else 'fresh'}")
    remove_stale(files)
