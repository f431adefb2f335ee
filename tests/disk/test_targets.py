"""Folders that a command is told to fill: what may never be among them, and how a run ends."""

from __future__ import annotations

import hashlib
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kills import kill_builds
from support.commands import run_module

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="links and signals are others there")
BUILD, PAGES, PRINT = ["build", "-d"], ["pages"], ["print", "-d"]


def run(
    project: Path, *arguments: str | Path, module: str = "lindero"
) -> subprocess.CompletedProcess[str]:
    return run_module(module, *arguments, cwd=project)


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
    """A project in a repository, with a 404.html wherever that could pass for a built site."""
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
        for line in (site / ".lindero-files").read_text("utf-8").splitlines()[1:]
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


@pytest.fixture(scope="module")
def made_neighbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of another business, and beside it everything that it can make."""
    around = tmp_path_factory.mktemp("around")
    folder = around / "neighbour"
    named = ["--name", "Otra Casa", "--site", "https://otra.example/"]
    assert run(around, "init", folder, "--yes", *named).returncode == 0
    for command in (["build"], [*BUILD, "../out"], [*PAGES, "../pages"], [*PRINT, "../paper"]):
        assert run(folder, *command).returncode == 0
    return around


@pytest.fixture
def neighbour(made_neighbour: Path, tmp_path: Path) -> Path:
    """Copies of them beside the first project."""
    for folder in made_neighbour.iterdir():
        shutil.copytree(folder, tmp_path / folder.name)
    return tmp_path / "neighbour"


@pytest.mark.parametrize("command", [BUILD, PAGES, PRINT], ids=["build", "pages", "print"])
def test_what_lies_in_another_project_is_never_a_target(project, neighbour, command):
    """Also with one name and one address in both, and with a list of an earlier version."""
    manifest = neighbour / "site" / ".lindero-files"
    manifest.write_bytes(manifest.read_bytes().partition(b"\n")[2])
    before = snapshot(neighbour)
    for folder, why in (
        ("site", "is the folder of the site"),
        ("site/new", "lies in the folder of the site"),
        ("terms", "is the folder of the rules"),
        ("site_src/new", "lies in the folder of the hand-written pages"),
    ):
        done = run(project, *command, f"../neighbour/{folder}")
        assert done.returncode == 2
        of = f"of another project, `{(neighbour / 'mkdocs.yml').as_posix()}`; name another folder"
        assert f"{why} {of}" in done.stderr
    assert snapshot(neighbour) == before


def test_a_folder_that_was_filled_for_something_else_or_for_others_is_left_alone(
    project, neighbour
):
    before = snapshot(neighbour.parent)
    for command, folder, kinds in (
        (BUILD, "out", ("site", "site")),
        (PAGES, "out", ("site", "pages")),
        (PRINT, "out", ("site", "sheets")),
        (BUILD, "pages", ("pages", "site")),
        (PRINT, "pages", ("pages", "sheets")),
        (PAGES, "paper", ("sheets", "pages")),
        (PRINT, "paper", ("sheets", "sheets")),
    ):
        done = run(project, *command, f"../{folder}")
        assert done.returncode == 2
        theirs = f"`../{folder}` holds the {kinds[0]} of Otra Casa <https://otra.example/>"
        assert f"{theirs}; this would be the {kinds[1]} of My studio <https://" in done.stderr
        way_out = "if they are the same, delete the first line of"
        assert (way_out in done.stderr) is (kinds[0] == kinds[1])
    done = run(project, "build", "-q", "-d", "../out", module="mkdocs")
    assert done.returncode == 1
    assert "holds the site of Otra Casa" in done.stderr
    assert snapshot(neighbour.parent) == before


@pytest.mark.parametrize(
    ("folder", "old", "new"),
    [
        ("../out", "Otra Casa", "Casa Nueva"),
        ("../out", "https://otra.example/", "http://www.Otra.example"),
        ("site", "https://otra.example/", "https://nueva.example/"),
    ],
)
def test_moving_and_renaming_lock_nobody_out(neighbour, folder, old, new):
    moved = neighbour.rename(neighbour.with_name("moved"))
    business = moved / "terms" / "business.yml"
    business.write_text(business.read_text("utf-8").replace(old, new), "utf-8")
    done = run(moved, "build", "-q", "-d", folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert new in (moved / folder / ".lindero-files").read_text("utf-8").splitlines()[0]


def test_who_moves_to_another_address_says_so_once(neighbour):
    business = neighbour / "terms" / "business.yml"
    text = business.read_text("utf-8").replace("https://otra.example/", "https://nueva.example/")
    business.write_text(text, "utf-8")
    manifest = neighbour.parent / "out" / ".lindero-files"
    for code in (2, 0, 0):
        assert run(neighbour, *BUILD, "../out").returncode == code
        if code:
            manifest.write_bytes(manifest.read_bytes().partition(b"\n")[2])


def test_a_list_of_an_earlier_version_is_good_for_the_same_kind(neighbour):
    for command, folder, wrong in (
        (["build", "--force", "-d"], "out", PAGES),
        (PAGES, "pages", PRINT),
    ):
        manifest = neighbour.parent / folder / ".lindero-files"
        manifest.write_bytes(manifest.read_bytes().partition(b"\n")[2])
        assert run(neighbour, *wrong, f"../{folder}").returncode == 2
        assert run(neighbour, *command, f"../{folder}").returncode == 0
        kind = command[0].replace("build", "site")
        assert manifest.read_text("utf-8").startswith(f"# lindero {kind} of Otra Casa <https://")


def test_one_project_may_have_several_settings(project):
    shutil.copy(project / "mkdocs.yml", project / "other.yml")
    assert run(project, "build").returncode == 0
    assert run(project, "build", "-f", "other.yml").returncode == 0


@pytest.mark.parametrize("folder", ["~", "~/site", "$HOME/site", "${HOME}", "%USERPROFILE%/site"])
def test_what_only_a_shell_replaces_is_told(project, folder):
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + f"\nsite_dir: {folder!r}\n", "utf-8")
    before = snapshot(project)
    for command in (["build"], [*PAGES, folder], ["build"]):
        done = run(project, *command)
        assert done.returncode == 2
        assert f"`{folder.partition('/')[0]}` stands for a folder only in a shell" in done.stderr
    assert snapshot(project) == before


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no such folder here")
def test_a_place_that_is_no_disk_has_a_way_out(project):
    for command in (BUILD, PAGES, PRINT, ["init", "--yes"]):
        for folder in ("/proc/new", "/dev/null/new"):
            done = run(project, *command, folder)
            assert done.returncode == 2
            assert re.search(r"; (name|choose) another (folder|place)", done.stderr)
            assert done.stderr.count("\n") == 1


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
