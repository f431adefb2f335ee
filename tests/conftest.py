"""What several test files need: a rulebook written to disk and loaded on a fixed day."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from lindero.loading import Loaded, load_rulebook
from support.rulebooks import AS_OF, BUSINESS

pytest_plugins = ["support.chromium", "support.example_site"]

LONG = {"test_mutants.py", "test_package.py", "test_fuzz.py"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that no process waits for another at the end."""
    items.sort(key=lambda item: item.path.name not in LONG)


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Loaded]:
    """Write the given files to `terms/`, with a sound `business.yml` if none, and load them."""

    def load(**files: str | bytes) -> Loaded:
        terms = tmp_path / "terms"
        terms.mkdir(exist_ok=True)
        for name, content in {"business": BUSINESS, **files}.items():
            (terms / f"{name}.yml").write_bytes(
                content if isinstance(content, bytes) else content.encode()
            )
        return load_rulebook(terms, AS_OF, shown_from=tmp_path)

    return load


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., Loaded]:
    """Write files to `terms/`, nothing else there, and load them."""

    def load_files(files: dict[str, str], as_of: date = AS_OF) -> Loaded:
        terms = tmp_path / "terms"
        terms.mkdir(exist_ok=True)
        for file in terms.iterdir():
            file.unlink()
        for name, text in files.items():
            (terms / name).write_bytes(text.encode())
        return load_rulebook(terms, as_of, shown_from=tmp_path)

    return load_files
