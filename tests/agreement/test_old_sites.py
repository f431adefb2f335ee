"""An old site held against changed rules: every page and sheet that differs is told by name."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from support.commands import run_lindero
from support.example_site import copy_example

PAGES = {f"{root}{name}index.html" for root in ("", "en/") for name in ("", "terms/", "pricing/")}
OWN = {"about/index.html", "en/about/index.html"}
SHEETS = {f"print/{key}.{language}.pdf" for key in ("flyer", "care") for language in ("es", "en")}
EVERYTHING = PAGES | OWN | SHEETS
IN_SPANISH = {path for path in PAGES | OWN if not path.startswith("en/")}
CARE = {"print/care.es.pdf", "print/care.en.pdf"}
BUSINESS, ONEPAGERS = "terms/business.yml", "terms/onepagers.yml"
CARE_BODY = r"(?ms)^  care:\n.*?(?=^  \w|\Z)"
CHANGES = {
    "telephone and person gone": (BUSINESS, r"  (phone|person): .*\n", "", EVERYTHING),
    "e-mail": (BUSINESS, "hola@lindero", "ana@lindero", EVERYTHING),
    "name": (BUSINESS, "Estudio Lindero", "Estudio Ladera", EVERYTHING),
    "first day": (BUSINESS, "edition: 2026-12-01", "edition: 2026-11-30", EVERYTHING),
    "last day": (BUSINESS, "  until: .*\n", "", PAGES | OWN),
    "address": (BUSINESS, "lindero.example/", "lindero.example/yo/", EVERYTHING),
    "accent": (BUSINESS, "#b5481f", "#1f48b5", SHEETS | {"assets/lindero/brand.css"}),
    "main colour": (BUSINESS, "#17322c", "#3a1732", EVERYTHING),
    "paper": (ONEPAGERS, "paper: US Letter", "paper: A4", CARE),
    "one-pager gone": (ONEPAGERS, CARE_BODY, "", PAGES | OWN | CARE),
    "title of a one-pager": (
        ONEPAGERS,
        "Tu web al día",
        "Tu web lista",
        IN_SPANISH | {"print/care.es.pdf"},
    ),
    "page by hand gone": ("site_src/about.md", None, None, {"about/index.html"}),
    "figure in the front matter": ("terms/time.yml", "24 hours", "48 hours", {"titled/index.html"}),
}


TWO_LANGUAGES = """
business:
  name: Lindero
  country: ES
  languages: [es, en]
  currency: EUR
  timezone: Europe/Madrid
  site: https://lindero.example/
  edition: 2026-12-01
payment: {due: 15 days after invoice}
onepagers:
  card: {title: Lindero, rules: [payment.due]}
"""


@pytest.fixture(scope="module")
def built_project(tmp_path_factory) -> Path:
    """A project with its site; one page has figures in its front matter alone."""
    project = copy_example(tmp_path_factory.mktemp("built") / "project")
    page = project / "site_src/titled.md"
    page.write_text(
        "---\ntitle: Respondo en {{ time.response.period }}\n"
        "description: Solo {{ time.response.period }}\n---\n\n# Respuesta\n",
        "utf-8",
    )
    assert run("build", project).returncode == 0
    return project


@pytest.fixture
def old_project(built_project, tmp_path) -> Path:
    """A copy of it, whose site is of yesterday as soon as something is changed."""
    return Path(shutil.copytree(built_project, tmp_path / "project"))


def run(command: str, project: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return run_lindero(command, "-q", "--as-of", "2026-12-01", *options, cwd=project)


def list_told(project: Path) -> set[str]:
    done = run("verify", project, "--format", "json")
    found = [one for one in json.loads(done.stdout) if one["severity"] == "error"]
    assert done.returncode == bool(found)
    return {one["path"].removeprefix("site/") for one in found}


@pytest.mark.parametrize(("name", "old", "new", "differing"), CHANGES.values(), ids=CHANGES.keys())
def test_every_page_and_sheet_that_differs_is_told(old_project, name, old, new, differing):
    change_file(old_project / name, old, new)
    assert differing <= list_told(old_project)


def test_a_build_after_all_these_changes_leaves_nothing_to_tell(old_project):
    for what, (name, old, new, _) in CHANGES.items():
        if what != "one-pager gone":  # others change it
            change_file(old_project / name, old, new)
    done = run("build", old_project)
    assert done.returncode == 0, done.stderr
    assert list_told(old_project) == set()


def change_file(file: Path, old: str | None, new: str | None) -> None:
    """Put something else for a pattern, or take the file away."""
    if old is None or new is None:
        file.unlink()
        return
    text = file.read_text("utf-8")
    changed = re.sub(old, new, text)
    assert changed != text
    file.write_text(changed, "utf-8")


def test_pages_and_sheets_in_a_language_that_is_no_more_are_told(tmp_path):
    (tmp_path / "terms").mkdir()
    (tmp_path / "docs").mkdir()
    rules = tmp_path / "terms/rules.yml"
    rules.write_text(TWO_LANGUAGES, "utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\ntheme: material\nplugins: [lindero]\n", "utf-8"
    )
    assert run("build", tmp_path).returncode == 0
    rules.write_text(TWO_LANGUAGES.replace("[es, en]", "[es]"), "utf-8")
    assert list_told(tmp_path) >= {
        "en/index.html",
        "en/terms/index.html",
        "print/card.en.pdf",
        "index.html",
        "terms/index.html",
    }
    assert run("build", tmp_path).returncode == 0
    assert not (tmp_path / "site/en").exists()
    assert list_told(tmp_path) == set()


def test_what_is_no_more_is_gone_after_a_build(old_project):
    (old_project / "site_src/about.md").unlink()
    sheets = old_project / "terms/onepagers.yml"
    sheets.write_text(re.sub(CARE_BODY, "", sheets.read_text("utf-8")), "utf-8")
    assert run("build", old_project).returncode == 0
    for path in ("about/index.html", "print/care.es.pdf", "print/care.en.pdf"):
        assert not (old_project / "site" / path).exists()
    assert list_told(old_project) == set()


def test_changed_words_of_ones_own_are_not_ours_to_judge_and_new_figures_are(old_project):
    page = old_project / "site_src/about.md"
    page.write_text(page.read_text("utf-8").replace("Quién está", "Quien está"), "utf-8")
    assert list_told(old_project) == set()
    page.write_text(page.read_text("utf-8") + "\n{{ payment.due.deadline }}\n", "utf-8")
    assert list_told(old_project) == {"about/index.html"}


def test_a_new_page_that_is_not_built_is_told(old_project):
    shutil.copy(old_project / "site_src/about.md", old_project / "site_src/nueva.md")
    assert list_told(old_project) == {"nueva/index.html"}
