"""A second build: nothing is done where nothing changed, and everything as soon as one byte did."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from support.commands import run_lindero

RECORD = ".lindero-inputs"
DAY = "2026-12-01"


@pytest.fixture(scope="module")
def built_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with its site, built once."""
    project = tmp_path_factory.mktemp("built") / "project"
    assert run_lindero("init", project, "-q", "--yes", cwd=project.parent).returncode == 0
    (project / "overrides").mkdir()
    (project / "overrides/notes.html").write_text("<p>notes</p>")
    settings = project / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace(
            "name: material", "name: material\n  custom_dir: overrides"
        )
    )
    assert "unchanged" not in build(project)
    return project


@pytest.fixture
def project(built_project: Path, tmp_path: Path) -> Path:
    """A copy that a test may change; where a project lies is no input."""
    return Path(shutil.copytree(built_project, tmp_path / "project"))


def build(project: Path, *options: str, as_of: str = DAY, **environment: str) -> str:
    done = run_lindero("build", "--as-of", as_of, *options, cwd=project, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def stamps(site: Path) -> dict[str, tuple[int, int]]:
    return {
        str(file): (file.stat().st_ino, file.stat().st_mtime_ns)
        for file in site.rglob("*")
        if file.is_file()
    }


def test_nothing_is_written_and_the_same_is_said(project):
    before = stamps(project / "site")
    said = build(project)
    assert stamps(project / "site") == before
    forced = build(project, "--force")
    assert said == forced.replace("site: ", "site: unchanged; ")
    assert "agree with the rulebook" in forced


def change_byte(file: Path) -> None:
    """Another byte of the same length, at the same time: neither size nor date tells of it."""
    content, time = file.read_bytes(), file.stat()
    file.write_bytes(content[:-1] + (b" " if content[-1:] == b"\n" else b"\n"))
    os.utime(file, ns=(time.st_atime_ns, time.st_mtime_ns))


@pytest.mark.parametrize(
    "change",
    [
        lambda project: change_byte(min((project / "terms").glob("*.yml"))),
        lambda project: (project / "terms/more.yml").write_text("topics: {}\n"),
        lambda project: change_byte(project / "overrides/notes.html"),
        lambda project: (project / "overrides/.hidden").write_text(""),
        lambda project: change_byte(project / "mkdocs.yml"),
        lambda project: next((project / "site").rglob("*.css")).unlink(),
        lambda project: next((project / "site").rglob("*.css")).chmod(0o600),
        lambda project: (project / "site" / RECORD).unlink(),
        lambda project: (project / ".site-lindero").mkdir(),
        lambda project: (docs(project) / "new").mkdir(),
        lambda project: (docs(project) / "new.txt").write_text("new"),
    ],
    ids=[
        "terms", "new terms", "template", "hidden template", "settings", "lost file", "mode",
        "no record", "killed run", "new folder", "new page",
    ],
)  # fmt: skip
def test_whatever_changes_is_built(project, change: Callable[[Path], object]):
    change(project)
    assert "unchanged" not in build(project)
    assert "unchanged" in build(project)


def contents(site: Path) -> dict[str, bytes]:
    """Every file of a site."""
    files = (file for file in site.rglob("*") if file.is_file())
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in files}


def test_what_is_known_of_the_last_build_leaves_the_same_bytes_as_a_whole_one(project):
    rules, former = project / "terms/work.yml", contents(project / "site")
    rules.write_text(rules.read_text("utf-8").replace("rounds: 2", "rounds: 3"), "utf-8")
    said, made = build(project), contents(project / "site")
    assert build(project, "--force") == said
    assert contents(project / "site") == made
    assert {path for path in made if made[path] == former[path]} < made.keys()


def docs(project: Path) -> Path:
    """The folder of hand-written pages."""
    return next(one for one in (project / "site_src", project / "docs") if one.is_dir())


@pytest.mark.parametrize(
    ("options", "as_of", "environment"),
    [
        (("--strict",), DAY, {}),
        ((), "2026-12-02", {}),
        ((), DAY, {"SOURCE_DATE_EPOCH": "1700000000"}),
    ],
    ids=["strictness", "day", "environment"],
)
def test_another_day_or_option_is_built(project, options, as_of, environment):
    assert "unchanged" not in build(project, *options, as_of=as_of, **environment)


@pytest.mark.parametrize(
    "addition",
    ["hooks: [hook.py]\n", "INHERIT: base.yml\n", "extra_templates: [notes.html]\n"],
    ids=["hook", "inherited settings", "unknown setting"],
)
def test_what_is_unclear_is_always_built(project, addition):
    (project / "hook.py").write_text("")
    (project / "base.yml").write_text("strict: false\n")
    (docs(project) / "notes.html").write_text("")
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n{addition}")
    assert "unchanged" not in build(project)
    assert "unchanged" not in build(project)
    assert not (project / "site" / RECORD).exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_linked_page_is_always_built(project):
    (project / "elsewhere.md").write_text("# Elsewhere\n")
    (docs(project) / "linked.md").symlink_to(project / "elsewhere.md")
    build(project)
    assert "unchanged" not in build(project)


def test_warnings_are_told_every_time(project):
    """A page that leads nowhere is told by each run, so no run is left out."""
    (docs(project) / "page.md").write_text("# Page\n\n[nowhere](nothing.md)\n")
    assert "unchanged" not in build(project)
    assert "unchanged" not in build(project)


def test_a_changed_file_of_the_site_is_refused_as_before(project):
    (project / "site/index.html").write_text("mine")
    done = run_lindero("build", "--as-of", DAY, cwd=project)
    assert done.returncode == 2
    assert "was changed after we wrote it" in done.stderr


def test_another_version_of_the_package_builds(project, tmp_path):
    """One more byte in the package's own data is another package."""
    from lindero.resources.data import PACKAGE

    package = Path(shutil.copytree(PACKAGE, tmp_path / "other/lindero"))
    moved = {"PYTHONPATH": str(package.parent)}
    build(project, **moved)
    assert "unchanged" in build(project, **moved)
    change_byte(package / "site/theme_assets/mark.svg")
    assert "unchanged" not in build(project, **moved)
