"""Where a project begins: what lies there is left alone."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from lindero.start.new_project import FolderInUse, check_folder
from support.starters import run


@pytest.mark.parametrize(
    "taken", ["terms", "mkdocs.yml", "site_src", ".gitignore", "lindero.schema.json"]
)
def test_a_folder_that_holds_one_of_the_files_is_left_alone(tmp_path, taken):
    (tmp_path / taken).symlink_to(tmp_path / "nowhere")
    with pytest.raises(FolderInUse, match=re.escape(taken)):
        check_folder(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == [taken]


@pytest.mark.parametrize("inside", ["terms", "terms/new", "site_src/new", "site/new"])
def test_a_project_never_begins_inside_the_folders_of_another(tmp_path, inside):
    assert run("init", "mine", "--yes", cwd=tmp_path).returncode == 0
    (tmp_path / "mine/site").mkdir()
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    done = run("init", inside, "--yes", cwd=tmp_path / "mine")
    assert done.returncode == 2
    assert re.search(
        r"(is|lies in) the folder of the \S.* of another project, `mkdocs.yml`; choose another",
        done.stderr,
    )
    (tmp_path / "mine" / inside).mkdir(exist_ok=True)
    assert run("init", ".", "--yes", cwd=tmp_path / "mine" / inside).returncode == 2
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before
    assert run("init", "mine/other", "--yes", cwd=tmp_path).returncode == 0


def test_a_disk_that_is_full_leaves_nothing_behind(tmp_path):
    """The schema is the largest file and comes after the rules: the limit stops it alone."""
    resource = pytest.importorskip("resource")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("my own", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "lindero", "init", "mine", "--yes"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000)),
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
    assert "too large" in done.stderr
    assert [file.name for file in (tmp_path / "mine").rglob("*")] == ["notes.txt"]
