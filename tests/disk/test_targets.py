"""Folders that a command is told to fill: what may never be among them, and how a run ends."""

from __future__ import annotations

import hashlib
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kills import kill_builds

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="links and signals are others there")
BUILD, PAGES, PRINT = ["build", "-d"], ["pages"], ["print", "-d"]


def run(
    project: Path, *arguments: str | Path, module: str = "lindero"
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        cwd=project,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def snapshot(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in found
    }


@pytest.fixture(scope="module")
def fresh_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `lindero init` writes."""
    folder = tmp_path_factory.mktemp("fresh") / "project"
    assert run(folder.parent, "init", folder, "--yes").returncode == 0
    return folder


@pytest.fixture
def project(fresh_project: Path, tmp_path: Path) -> Path:
    """A project in a repository, with a 404.html wherever it may pass for a sign of a site."""
    folder = Path(shutil.copytree(fresh_project, tmp_path / "project"))
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_text("ref: refs/heads/main")
    (folder / "overrides").mkdir()
    settings = folder / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace(
            "name: material", "name: material\n  custom_dir: overrides"
        ),
        "utf-8",
    )
    for place in (".", "..", "terms", "overrides"):  # in site_src it is told by itself
        (folder / place / "404.html").write_text("not ours")
    return folder


@pytest.mark.parametrize(
    ("folder", "why"),
    [
        (".", "holds the folder of the rules"),
        ("..", "holds the folder of the rules"),
        ("terms", "is the folder of the rules"),
        ("terms/new", "lies in the folder of the rules"),
        ("site_src/../site_src", "is the folder of the hand-written pages"),
        ("site_src/new", "lies in the folder of the hand-written pages"),
        ("overrides", "is the folder of your own templates"),
        (".git", "is the repository"),
        (".git/site", "lies in the repository"),
    ],
)
def test_the_sources_of_a_project_are_never_a_target(project, folder, why):
    before = snapshot(project.parent)
    done = run(project, "build", "-d", folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{why}; name another folder" in done.stderr.splitlines()[-1]
    assert snapshot(project.parent) == before


@pytest.mark.parametrize("command", [PAGES, PRINT], ids=["pages", "print"])
def test_nor_are_they_for_pages_and_sheets(project, command):
    before = snapshot(project)
    done = run(project, *command, "terms")
    assert (done.returncode, done.stdout) == (2, "")
    assert "`terms` is the folder of the rules; name another folder" in done.stderr
    assert snapshot(project) == before


@on_posix
def test_a_link_hides_no_source(project):
    (project / "out").symlink_to("terms")
    before = snapshot(project)
    assert "`out` is the folder of the rules" in run(project, "build", "-d", "out").stderr
    assert snapshot(project) == before


def test_the_folder_of_the_site_is_none_for_pages_or_sheets(project):
    for command in (PAGES, PRINT):
        done = run(project, *command, "site")
        assert done.returncode == 2
        assert "`site` is the folder of the site" in done.stderr


def test_a_site_of_somebody_else_is_left_alone(project):
    theirs = project / "public_html"
    (theirs / "blog").mkdir(parents=True)
    (theirs / "404.html").touch()
    (theirs / "wp-config.php").write_text("secret")
    before = snapshot(project)
    for command in (BUILD, PAGES, PRINT):
        done = run(project, *command, "public_html")
        assert done.returncode == 2
        assert (
            "`public_html` holds files, and no list of ours says that we wrote them" in done.stderr
        )
    assert snapshot(project) == before


def test_a_target_in_mkdocs_yml_is_refused_the_same_by_mkdocs_alone(project):
    settings = project / "mkdocs.yml"
    plain = settings.read_text("utf-8")
    for folder, why in ((".git/site", "lies in the repository"), ("public_html", "holds files")):
        (project / "public_html").mkdir(exist_ok=True)
        (project / "public_html" / "wp-config.php").write_text("secret")
        settings.write_text(f"{plain}\nsite_dir: {folder}\n", "utf-8")
        before = snapshot(project)
        done = run(project, "build", module="mkdocs")
        assert done.returncode == 1
        assert why in done.stderr and "name another folder as `site_dir`" in done.stderr
        assert snapshot(project) == before


def test_mkdocs_alone_lists_what_it_wrote_and_deletes_nothing_of_others(project):
    site = project / "site"
    assert run(project, "build", "-q", module="mkdocs").returncode == 0
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("ref")
    assert run(project, "build", "-q", module="mkdocs").returncode == 0
    listed = dict(
        reversed(line.split("  ", 1))
        for line in (site / ".lindero-files").read_text("utf-8").splitlines()
    )
    there = snapshot(site)
    assert there.pop(".git/HEAD") and there.pop(".lindero-files")
    assert listed == there
    (site / "CNAME").write_text("lindero.example")
    done = run(project, "build", module="mkdocs")
    assert done.returncode == 1
    assert (
        "`site/CNAME` is not ours, and MkDocs would delete it; run `lindero build`, which keeps it"
        in done.stderr
    )
    assert run(project, "build").returncode == 0
    assert (site / "CNAME").read_text() == "lindero.example"
    assert (site / ".git" / "HEAD").read_text() == "ref"


@pytest.mark.skipif(not shutil.which("git"), reason="no git here")
def test_deploying_to_github_goes_on_working(fresh_project, tmp_path):
    project = Path(shutil.copytree(fresh_project, tmp_path / "project"))

    def git(*arguments: str | Path) -> str:
        named = ["-c", "user.name=a", "-c", "user.email=a@lindero.example"]
        done = subprocess.run(
            ["git", *named, *arguments], cwd=project, capture_output=True, text=True, check=True
        )
        return done.stdout

    git("init", "--quiet", "--bare", tmp_path / "remote")
    git("init", "--quiet")
    git("remote", "add", "origin", tmp_path / "remote")
    git("config", "user.name", "a")
    git("config", "user.email", "a@lindero.example")
    git("add", "--all")
    git("commit", "--quiet", "--message", "rules")
    for _ in range(2):
        assert run(project, "gh-deploy", "-q", module="mkdocs").returncode == 0
    deployed = git("--git-dir", tmp_path / "remote", "ls-tree", "--name-only", "gh-pages").split()
    assert {"index.html", "terms", ".lindero-files"} <= set(deployed)


@on_posix
@pytest.mark.parametrize(
    "number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=["TERM", "HUP", "INT"]
)
def test_a_run_that_is_told_to_end_leaves_nothing_behind(project, number):
    build = subprocess.Popen(
        [sys.executable, "-m", "lindero", "build"], cwd=project, stderr=subprocess.PIPE, text=True
    )
    fresh = project / ".site-lindero" / "new"
    until = time.monotonic() + 60
    while not fresh.exists():
        assert build.poll() is None and time.monotonic() < until
        time.sleep(0.001)
    build.send_signal(number)
    _, said = build.communicate(timeout=60)
    assert build.returncode == (1 if number == signal.SIGINT else 128 + number)
    assert "Traceback" not in said
    assert not (project / "site").exists()
    assert not (project / ".site-lindero").exists()


@on_posix
def test_a_reader_never_finds_less_than_a_whole_site_however_often_builds_are_killed(tmp_path):
    found = kill_builds(tmp_path / "project", 10, seed=7)
    assert found["kills"] >= 8
    assert found["looks"] > 100
    assert {
        name: found[name] for name in ("missing", "torn", "mixed", "lost", "left")
    } == dict.fromkeys(("missing", "torn", "mixed", "lost", "left"), 0)


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="no sha256sum here")
def test_the_list_is_what_sha256sum_reads(example_site):
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", ".lindero-files"],
        cwd=example_site,
        check=False,
    )
    assert done.returncode == 0
    assert (example_site / ".lindero-files").stat().st_size
