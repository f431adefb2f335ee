"""A language is data: Python names none, and a made-up one speaks from data alone."""

from __future__ import annotations

import ast
import html
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel import Locale

from lindero.catalogue.specs import list_rule_specs
from lindero.resources.data import PACKAGE, parse_data, read_shipped_yaml
from lindero.resources.languages import ADDRESS_FORMS, LANGUAGES, read_language_words
from lindero.shapes import Figure
from lindero.wording.figures import SHOWERS
from lindero.wording.grammar import Grammar, find_grammar
from support.made_up_language import CODE, copy_package

OWN_PLACES = ("resources/languages.py", "wording/grammar/")
A_LANGUAGE = {
    *LANGUAGES,
    *(language.locale for language in LANGUAGES.values()),
    *ADDRESS_FORMS,
    *ADDRESS_FORMS.values(),
}
TRADE = "writing"


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("*.py")), ids=lambda file: file.name)
def test_no_python_knows_a_language(file):
    if file.relative_to(PACKAGE).as_posix().startswith(OWN_PLACES):
        return
    said = [
        (node.lineno, node.value)
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and node.value in A_LANGUAGE
    ]
    assert said == []


def run_lindero(packages: Path, folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "lindero", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(packages)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """A project that was made, checked, built and read back in the made-up language alone."""
    folder = tmp_path_factory.mktemp("made-up")
    packages = copy_package(folder / "packages")
    options = ["--language", CODE, "--country", "GB", "--trade", TRADE, "--yes", "-q"]
    run_lindero(packages, folder, "init", "project", *options)
    said = run_lindero(packages, folder / "project", "build", "--as-of", "2026-12-01")
    assert "agree with the rulebook" in said
    return folder / "project/site"


@pytest.mark.parametrize("page", ["index.html", "terms/index.html", "pricing/index.html"])
def test_every_word_of_ours_is_of_the_made_up_language(site, page):
    text = (site / page).read_text("utf-8")
    assert f'<html lang="{CODE}"' in text
    (body,) = re.findall(r"<main\b.*</main>", text, re.DOTALL)
    body = re.sub(r"<!--.*?-->|<(script|style)\b.*?</\1>", "", body, flags=re.DOTALL)
    seen = html.unescape(re.sub(r"<[^>]+>", " ", body))
    # A rule's id stands beside it, and is one in all languages.
    ids = "|".join(re.escape(rule_id) for rule_id in list_rule_specs())
    words = re.findall(r"[^\W\d_]+", re.sub(ids, "", seen))
    foreign = {word for word in words if not word.startswith(("x", "X"))}
    assert len(words) > 100
    assert foreign <= {*list_known_words(), "PDF"}


def list_known_words() -> set[str]:
    """What CLDR says in this language, and names in the starter that are the same in all."""
    locale = Locale.parse(CODE)
    names = [*locale.months["format"]["wide"].values(), *locale.days["format"]["wide"].values()]
    joints = [locale.list_patterns[kind]["end"] for kind in ("standard", "or")]
    starters = [str(read_shipped_yaml(f"start/trades/{TRADE}.yml"))]
    return {
        word
        for text in (*names, *joints, *starters)
        for word in re.findall(r"[^\W\d_]+", str(text))
        if text not in starters or word[0].isupper()
    } | {word.capitalize() for word in names}


def test_every_class_of_figure_is_shown():
    ours = {one for one in Figure.__subclasses__() if one.__module__.startswith("lindero.")}
    assert SHOWERS.keys() == ours


def list_gaps(data, where: str):
    """Every place where something is said in some of our languages only."""
    if isinstance(data, dict):
        missing = LANGUAGES.keys() - data.keys()
        if missing and missing != LANGUAGES.keys():
            yield f"{where}: {', '.join(sorted(missing))}"
        for key, inner in data.items():
            yield from list_gaps(inner, f"{where}.{key}")
    if isinstance(data, list):
        for at, inner in enumerate(data):
            yield from list_gaps(inner, f"{where}.{at}")


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("*.yml")), ids=lambda file: file.name)
def test_what_is_said_in_one_language_is_said_in_all(file):
    assert list(list_gaps(parse_data(file.read_bytes()), file.name)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_words_for_every_unit_and_event(language):
    words = read_language_words(language)
    assert words["units"].keys() == read_shipped_yaml("wording/units.yml").keys()
    assert words["events"].keys() == read_shipped_yaml("wording/events.yml").keys()


def test_a_language_without_a_grammar_puts_words_as_they_are():
    assert type(find_grammar(CODE)) is Grammar
    assert (
        find_grammar(CODE).contract_article("the fee of ", "el estudio") == "the fee of el estudio"
    )
