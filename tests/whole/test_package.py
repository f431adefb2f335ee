"""The package as people get it: built, installed where nothing of the repository is, and used."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import lindero
from support.folders import ROOT

PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]


def run(*command: str | Path, cwd: Path) -> str:
    """What a command prints; it must end well and complain of nothing."""
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=clean,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    said = done.stderr.replace("building the site …\n", "")  # to who waits for long
    assert (done.returncode, said) == (0, ""), (command, done.stdout, done.stderr)
    return done.stdout


def pack(kind: str, source: Path, folder: Path) -> Path:
    """The one file that the build backend makes."""
    hatch = [sys.executable, "-m", "hatchling", "build"]
    command = [*hatch, "-t", kind, "-d", str(folder)]
    done = subprocess.run(command, cwd=source, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def sdist(tmp_path_factory) -> Path:
    return pack("sdist", ROOT, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def wheel(sdist, tmp_path_factory) -> Path:
    """Made from the sdist, as the tools of the trade do it."""
    folder = tmp_path_factory.mktemp("source")
    with tarfile.open(sdist) as packed:
        packed.extractall(folder, filter="data")
    (source,) = folder.iterdir()
    return pack("wheel", source, tmp_path_factory.mktemp("wheel"))


@pytest.fixture
def fresh_python(tmp_path) -> Path:
    """A Python in which what Lindero stands on is installed, and Lindero is not."""
    home = tmp_path / "venv"
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    paths = sysconfig.get_paths("venv", {"base": str(home), "platbase": str(home)})
    # A path in a `.pth` file is looked into; the `.pth` files there, our editable install, are not.
    (Path(paths["purelib"]) / "others.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return Path(paths["scripts"]) / ("python.exe" if os.name == "nt" else "python")


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_an_installed_package_makes_checks_and_builds_a_project(
    kind, request, fresh_python, tmp_path
):
    package = request.getfixturevalue(kind)
    install = ["install", "--no-index", "--no-deps", "--ignore-installed", "--no-build-isolation"]
    run(*PIP, "--python", fresh_python, *install, package, cwd=tmp_path)
    where = run(fresh_python, "-c", "import lindero; print(lindero.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(tmp_path / "venv")
    command = fresh_python.with_name("lindero.exe" if os.name == "nt" else "lindero")
    assert run(command, "--version", cwd=tmp_path) == f"lindero, version {lindero.__version__}\n"
    run(command, "init", "mine", "--yes", cwd=tmp_path)
    assert "all in order" in run(command, "check", cwd=tmp_path / "mine")
    assert "agree with the rulebook" in run(command, "build", cwd=tmp_path / "mine")


def test_the_wheel_holds_the_package_and_nothing_beside_it(wheel):
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
    assert {name.partition("/")[0] for name in names} == {
        "lindero",
        f"lindero-{lindero.__version__}.dist-info",
    }
    package = ROOT / "scripts/lindero"
    ours = {
        f"lindero/{file.relative_to(package).as_posix()}"
        for file in package.rglob("*")
        if file.is_file() and not {"__pycache__", "quick_forms"} & {*file.parts}
    }
    assert {
        name for name in names if name.startswith("lindero/") and "/quick_forms/" not in name
    } == ours
    assert any("/quick_forms/" in name for name in names), (
        "the quick forms are made with the package"
    )


def test_what_is_packed_holds_no_file_that_only_this_machine_has(sdist):
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout.splitlines()
    with tarfile.open(sdist) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    assert names - {*tracked, "PKG-INFO"} == set()
