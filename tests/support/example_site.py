"""The live example, built once for all tests that look at it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from filelock import FileLock

from lindero.loading import Loaded, load_rulebook
from support.commands import run_lindero
from support.folders import ROOT


@pytest.fixture(scope="session")
def example() -> Loaded:
    """The rulebook of Estudio Lindero."""
    loaded = load_rulebook(ROOT / "terms", date(2026, 12, 1), shown_from=ROOT)
    assert loaded.findings == ()
    return loaded


@pytest.fixture(scope="session")
def site_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """The site of a project, built once for all processes that test, strictly and as a whole."""
    folder = tmp_path_factory.getbasetemp()
    # What is above the folder of one of several processes, all of them share, and no earlier run.
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder

    @cache
    def build(home: Path) -> Path:
        site = folder / f"built-{home.name}"
        with FileLock(folder / f"built-{home.name}.lock"):
            if not site.exists():
                _build_site(home, site)
        return site

    return build


def _build_site(home: Path, site: Path) -> None:
    options = ("--strict", "--quiet", "--as-of", "2026-12-01", "--site-dir", site)
    done = run_lindero("build", *options, cwd=home)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.fixture(scope="session")
def example_site(site_of: Callable[[Path], Path]) -> Path:
    """Its site."""
    return site_of(ROOT)


@pytest.fixture
def site_copy(example_site: Path, tmp_path: Path) -> Path:
    """A copy of the built site that a test may spoil."""
    return Path(shutil.copytree(example_site, tmp_path / "site"))


@pytest.fixture
def project_copy(tmp_path: Path) -> Path:
    """A copy of the example's sources that a test may change."""
    return copy_example(tmp_path / "project")


def copy_example(project: Path) -> Path:
    """The example's sources in a folder of their own."""
    for folder in ("terms", "site_src", "overrides"):
        shutil.copytree(ROOT / folder, project / folder)
    shutil.copy(ROOT / "mkdocs.yml", project)
    return project


@pytest.fixture
def change(project_copy: Path) -> Callable[[str, str, str], None]:
    """Replace a text that stands once in a file of the project."""

    def replace(name: str, old: str, new: str) -> None:
        file = project_copy / name
        text = file.read_text("utf-8")
        assert text.count(old) == 1, (name, old, text.count(old))
        file.write_text(text.replace(old, new), "utf-8")

    return replace
