"""What MkDocs would refuse of mkdocs.yml is told by `check`, with its place."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig

from lindero.generators.mkdocs_plugin import LinderoConfig
from lindero.generators.settings_check import OPTIONS, SETTINGS
from support.commands import run_lindero, run_module

SOUND = "site_name: A\ndocs_dir: site_src\ntheme: {name: material}\nplugins: [lindero]\n"


def lindero(command: str, project: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return run_lindero(command, *options, cwd=project)


def test_all_settings_and_options_are_known():
    assert {name for name, _ in MkDocsConfig._schema} == SETTINGS  # noqa: SLF001 - its only list
    kinds = {name: option._type for name, option in LinderoConfig._schema}  # noqa: SLF001 - as above
    assert kinds == {name: OPTIONS.get(name) for name in kinds}
    assert len(kinds) == len(OPTIONS)


@pytest.mark.parametrize(
    ("typed", "instead", "place", "said"),
    [
        ("[lindero]", "[lindro]", "4:11", "there is no plugin `lindro`"),
        ("[lindero]", "lindero", "4:10", "`plugins` is a list"),
        ("[lindero]", "[lindero: 3]", "4:20", "the plugin's options are keys with values"),
        ("[lindero]", "[lindero: {sheets: 3}]", "4:29", "`sheets` cannot be `3`"),
        ("name: material", "name: mkdocs", "3:15", "Lindero's pages need Material for MkDocs"),
        ("{name: material}", "mkdocs", "3:8", "Lindero's pages need Material for MkDocs"),
        (
            "[lindero]\n",
            "[lindero]\nmarkdown_extensions: [tables, pymdownx.none]\n",
            "5:31",
            "there is no Markdown extension `pymdownx.none`",
        ),
    ],
)
def test_what_mkdocs_refuses_is_refused_with_its_place(project_copy, typed, instead, place, said):
    settings = project_copy / "mkdocs.yml"
    settings.write_text(SOUND.replace(typed, instead), "utf-8")
    for command in ("check", "build"):
        options = ("--format", "short") if command == "check" else ()
        done = lindero(command, project_copy, *options)
        assert done.returncode == 1
        assert f"error[bad-setting]: {said}" in done.stderr
        assert f"mkdocs.yml:{place}" in done.stderr
    assert run_module("mkdocs", "build", "-q", cwd=project_copy).returncode != 0


@pytest.mark.parametrize(
    ("added", "said"),
    [
        ("nav: [about.md, Mine: [terms/index.md, none.md]]\n", "`none.md` leads nowhere"),
        ("site_nme: B\n", "MkDocs knows no setting `site_nme`"),
    ],
)
def test_what_mkdocs_warns_of_is_told_once(project_copy, added, said):
    (project_copy / "mkdocs.yml").write_text(SOUND + added, "utf-8")
    checked, built = lindero("check", project_copy), lindero("build", project_copy)
    for done in (checked, built):
        assert done.returncode == 0
        assert done.stderr.count(f"warning[bad-setting]: {said}") == 1
    assert "Unrecognised" not in built.stderr
    assert "A reference" not in built.stderr
    assert lindero("build", project_copy, "--strict", "--force").returncode == 1


@pytest.mark.parametrize(
    "added",
    [
        "markdown_extensions: [markdown.extensions.tables, toc: {permalink: yes}]\n",
        "markdown_extensions:\n  attr_list:\n  pymdownx.superfences: {}\n",
        "nav: [About: about.md, https://a.example, Sub: [pricing/index.md]]\n",
    ],
)
def test_what_mkdocs_takes_is_no_finding(project_copy, added):
    settings = SOUND.replace("[lindero]", "[search, material/tags, lindero: {sheets: off}]")
    (project_copy / "mkdocs.yml").write_text(settings + added, "utf-8")
    done = lindero("check", project_copy)
    assert (done.returncode, done.stderr) == (0, "")
    assert lindero("build", project_copy, "--strict").returncode == 0


def test_own_pages_of_files_need_neither_plugin_nor_theme(project_copy):
    (project_copy / "mkdocs.yml").write_text("site_name: A\ndocs_dir: site_src\n", "utf-8")
    done = lindero("check", project_copy)
    assert done.returncode == 0
    assert "warning[bad-setting]: mkdocs.yml does not name the plugin" in done.stderr
