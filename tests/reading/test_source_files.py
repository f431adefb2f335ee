"""Files that are none, names that no alphabet has, settings that would like to be run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from lindero.findings.forms import render_findings
from lindero.generators.settings import find_project
from lindero.loading import load_rulebook
from lindero.reading.source_files import read_bounded
from lindero.reading.yaml_reader import MAX_BYTES
from lindero.site.hand_written import check_manuscripts
from support.rulebooks import BUSINESS

AS_OF = date(2026, 12, 1)
posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no such files")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "terms").mkdir()
    for docs in ("docs", "pages", "site_src"):
        (tmp_path / docs).mkdir()
    (tmp_path / "terms" / "business.yml").write_text(BUSINESS, "utf-8")
    return tmp_path


def lindero(
    *arguments: str | bytes, cwd: Path, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "lindero", *arguments]
    return subprocess.run(
        command, cwd=cwd, env=environment or None, capture_output=True, timeout=60, check=False
    )


@posix
@pytest.mark.parametrize("kind", ["pipe", "device", "link to itself", "folder"])
@pytest.mark.parametrize("name", ["terms/x.yml", "site_src/x.md"])
def test_what_is_no_file_is_told_at_once(project, kind, name):
    file = project / name
    {
        "pipe": lambda: os.mkfifo(file),
        "device": lambda: file.symlink_to("/dev/zero"),
        "link to itself": lambda: file.symlink_to(file),
        "folder": file.mkdir,
    }[kind]()
    loaded = load_rulebook(project / "terms", AS_OF, shown_from=project)
    found = [*loaded.findings, *check_manuscripts(loaded, project / "site_src", project)]
    wanted = [] if kind == "folder" and name.endswith(".md") else [("unreadable-file", name)]
    assert [(one.code, one.place.path) for one in found] == wanted


def test_no_more_is_read_than_is_taken(tmp_path):
    (tmp_path / "a").write_bytes(b"x" * (3 * MAX_BYTES))
    assert len(read_bounded(tmp_path / "a")) == MAX_BYTES + 1


@posix
@pytest.mark.parametrize(
    "name", [b"caf\xe9.yml", b"a\nb.yml", b"a\x1b[31mb.yml", "\u202eb.yml".encode()]
)
@pytest.mark.parametrize("form", ["full", "short", "json", "github"])
def test_an_odd_file_name_breaks_no_form(project, name, form):
    (project / "terms" / os.fsdecode(name)).write_text("payment: {due: soon}\n", "utf-8")
    loaded = load_rulebook(project / "terms", AS_OF, shown_from=project)
    assert [one.code for one in loaded.findings] == ["bad-deadline"]
    text = render_findings(loaded.findings, form)
    assert text.encode()
    assert "\x1b" not in text
    if form == "json":
        assert json.loads(text)[0]["code"] == "bad-deadline"
    told = lindero("check", "terms", "--format", form, cwd=project)
    assert told.returncode == 1
    assert b"Traceback" not in told.stderr


@posix
def test_a_locale_without_utf_8_is_no_obstacle(tmp_path):
    bare = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    made = lindero("init", "Año", "--yes", "--name", "Núñez", cwd=tmp_path, **bare)
    assert (made.returncode, made.stderr) == (0, b"")
    home = tmp_path / "Año"
    assert "Núñez" in (home / "terms" / "business.yml").read_text("utf-8")
    for command in ("check", "build"):
        told = lindero(command, cwd=home, **bare)
        assert told.returncode == 0, told.stderr


RUNS = "!!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path [PWNED]]"


@pytest.mark.parametrize("mention", ["# INHERIT\n", "x: !ENV HOME\n", "INHERIT: base.yml\n"])
def test_settings_run_nothing(project, mention, monkeypatch):
    monkeypatch.chdir(project)
    (project / "base.yml").write_text(f"y: {RUNS}\nsite_dir: public\n", "utf-8")
    (project / "mkdocs.yml").write_text(
        f"{mention}z: {RUNS}\nplugins: [lindero: {{terms: rules}}]\n", "utf-8"
    )
    found = find_project(project / "mkdocs.yml")
    assert not (project / "PWNED").exists()
    assert (found.terms, found.findings) == (project / "rules", ())
    assert found.site == project / ("public" if "base" in mention else "site")


def test_settings_that_people_write_are_read(project, monkeypatch):
    monkeypatch.setenv("RULES", "mine")
    monkeypatch.delenv("SHEETS", raising=False)
    (project / "base.yml").write_text(
        "plugins: {lindero: {sheets: true, terms: theirs}}\ndocs_dir: pages\n", "utf-8"
    )
    (project / "mkdocs.yml").write_text(
        "INHERIT: base.yml\nsite_dir: &out public\nextra: {there: *out}\n"
        "markdown_extensions:\n  - pymdownx.emoji:\n"
        "      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
        "plugins:\n  lindero:\n    terms: !ENV [NONE, RULES]\n    sheets: !ENV [SHEETS, false]\n",
        "utf-8",
    )
    monkeypatch.setenv("NONE", "rules")
    found = find_project(project / "mkdocs.yml")
    assert not found.findings
    assert (found.terms, found.docs, found.site, found.sheets) == (
        project / "rules",
        project / "pages",
        project / "public",
        False,
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("INHERIT: mkdocs.yml\n", "yaml-syntax"),
        ("INHERIT: none.yml\n", "yaml-syntax"),
        ("x: !ENV [A\ny: 1\n", "yaml-syntax"),
        ("a: " + "[" * 30_000, "too-deep"),
        ("a: 1\na: 2\n", "duplicate-key"),
        ("a: b: c\n", "yaml-syntax"),
    ],
)
def test_settings_that_cannot_be_read_are_told(project, text, code):
    (project / "mkdocs.yml").write_text(text, "utf-8")
    assert [one.code for one in find_project(project / "mkdocs.yml").findings] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "? a\n: b\n",
        "x: [\n1,\n]\n",
        "'a b': &x {c: 1}\nd:\n  <<: *x\n",
        "site_dir: public #x\n",
        "a: {b: 1,2}\n",
    ],
)
def test_settings_that_mkdocs_takes_are_no_finding(project, text):
    (project / "mkdocs.yml").write_text(text, "utf-8")
    assert find_project(project / "mkdocs.yml").findings == ()
