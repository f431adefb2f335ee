"""Whatever an author writes stays text: on the pages, in a browser, on paper.

LINDERO_FULL=1 puts every string into every field; otherwise each goes into one, and a tenth of
them before a browser and a printer.
"""

from __future__ import annotations

import io
import json
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import html5lib
import pytest
from pypdf import PdfReader

from lindero.findings.finding import select_errors
from lindero.loading import Loaded, load_rulebook
from lindero.sheets.engine import SheetError, compile_sheet
from lindero.sheets.views import make_sheet_view
from lindero.site.pages import make_pages
from support.commands import run_lindero
from support.hostile_strings import hostile_strings
from support.rulebooks import AS_OF

FULL = bool(os.environ.get("LINDERO_FULL"))
STRINGS = hostile_strings()
SEEDED = STRINGS if FULL else random.Random(7).sample(STRINGS, len(STRINGS) // 10)
HARMLESS = "Words, **strong ones** and [a link](https://lindero.example/)\n\n- a list"
# One text field a line, so that the line of a finding tells which field was refused.
RULES = """\
business:
  country: ES
  languages: [en]
  currency: EUR
  timezone: Europe/Madrid
  site: https://lindero.example/
  email: hola@lindero.example
  phone: +34 600 000 000
  edition: 2026-12-01
  name: ¤
  person: ¤
  trade: ¤
  place: ¤
  noun: ¤
  promise: ¤
  welcome: ¤
  tax:
    rate: 21 %
    included: no
    name: ¤
services:
  web:
    price: 900 EUR
    name: ¤
    summary: ¤
    note: ¤
    includes:
      - ¤
    excludes:
      - ¤
adjustments:
  rush:
    surcharge: 20 %
    when: ¤
    name: ¤
onepagers:
  poster:
    services: [web]
    rules: [conduct.own]
    title: ¤
    text: ¤
    fine: ¤
    heading: ¤
payment:
  methods:
    methods:
      - ¤
conduct:
  own:
    title: ¤
    text: ¤
    summary: ¤
    why: ¤
    note: ¤
"""
LINES = RULES.splitlines()
CONFIG = "site_name: x\ntheme: {name: material}\nplugins: [lindero: {sheets: false}]\n"
FIELDS = [at for at, line in enumerate(LINES, 1) if line.endswith("¤")]


def write(project: Path, texts: dict[int, str]) -> None:
    """The rules with these texts in their fields, by line; all others are harmless."""
    lines = [
        line.replace("¤", json.dumps(texts.get(at, f"{at}. {HARMLESS}"), ensure_ascii=False))
        for at, line in enumerate(LINES, 1)
    ]  # fmt: skip
    (project / "terms").mkdir(exist_ok=True)
    (project / "terms/rules.yml").write_text("\n".join(lines), "utf-8", newline="\n")


def accepted(project: Path, texts: dict[int, str]) -> tuple[Loaded, dict[int, str]]:
    """The rulebook with all the texts that are not refused; every refusal must be at its text."""
    while True:
        write(project, texts)
        loaded = load_rulebook(project / "terms", AS_OF, shown_from=project)
        if loaded.rulebook:
            return loaded, texts
        lines = {found.place.line for found in select_errors(loaded.findings)}
        refused = {
            next(at for at in FIELDS if at >= line) for line in lines
        }  # an entry of a list may be told at the list's key
        assert refused <= set(texts), [(found, texts) for found in loaded.findings]
        texts = {at: text for at, text in texts.items() if at not in refused}


def pairs() -> Iterator[dict[int, str]]:
    """Every string in every field, or every string in one field."""
    for start in range(0, len(STRINGS), 1 if FULL else len(FIELDS)):
        yield {at: STRINGS[(start + nth) % len(STRINGS)] for nth, at in enumerate(FIELDS)}


def structure(body: str) -> set[tuple[str, str]]:
    """All of a page that is not text: elements, attributes, schemes of addresses."""
    found = set()
    for element in html5lib.parseFragment(body, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            found.add(("comment", ""))
            continue
        found.add((element.tag, ""))
        for name, value in element.attrib.items():
            scheme = urlsplit(value).scheme if name in {"href", "src", "action"} else ""
            found.add((element.tag, f"{name} {scheme}"))
    return found


@pytest.fixture
def usual(tmp_path: Path) -> set[tuple[str, str]]:
    loaded, _ = accepted(tmp_path, {})
    assert loaded.rulebook
    links = {("a", f"href {scheme}") for scheme in ("http", "https", "mailto", "tel", "")}
    return links.union(
        *map(structure, (page.body for page in make_pages(loaded.rulebook).values()))
    )


def test_there_are_at_least_400_of_all_kinds():
    assert len(STRINGS) >= 400


def test_nothing_becomes_an_element_an_attribute_or_another_scheme(tmp_path, usual):
    told = shown = 0
    for texts in pairs():
        loaded, left = accepted(tmp_path, texts)
        for path, page in make_pages(loaded.rulebook).items():
            assert structure(page.body) - usual == set(), (path, left)
        told, shown = told + len(texts) - len(left), shown + len(left)
    tell(
        f"{len(STRINGS)} strings, {told + shown} pairs: {shown} shown as text, "
        f"{told} refused at their place"
    )


def test_nothing_acts_in_a_printed_sheet(tmp_path):
    printed = told = 0
    failed: set[str] = set()
    fields = [
        at
        for at in FIELDS
        if LINES[at - 1].strip().partition(":")[0] in {"title", "text", "fine", "heading"}
    ][:4]
    for text in SEEDED:
        loaded, left = accepted(tmp_path, dict.fromkeys(fields, text))
        try:
            pdf = compile_sheet(make_sheet_view(loaded.rulebook, "poster", "en").model)
        except SheetError as error:
            failed, told = failed | ({error.detail} if error.reason == "other" else set()), told + 1
            continue
        printed, told = printed + bool(left), told + (not left)
        reader = PdfReader(io.BytesIO(pdf))
        page, catalog = reader.pages[0], reader.trailer["/Root"]
        actions = [note["/A"] for note in page["/Annots"]]
        assert {action["/S"] for action in actions} == {"/URI"}
        assert {urlsplit(action["/URI"]).scheme for action in actions} <= {
            "http",
            "https",
            "mailto",
            "tel",
        }, text
        assert not {"/OpenAction", "/AA", "/AcroForm"} & (set(catalog) | set(page))
        assert not {"/JavaScript", "/EmbeddedFiles"} & set(catalog.get("/Names", {}))
    assert failed == set()
    tell(f"{len(SEEDED)} strings: {printed} printed, {told} refused")


def tell(figures: str) -> None:
    """For a run with `-s`."""
    sys.stdout.write(figures + "\n")


def test_nothing_acts_in_a_browser(tmp_path, browser):
    strings = iter(SEEDED)
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(CONFIG, "utf-8")
    looked = 0
    while texts := dict(zip(FIELDS, strings, strict=False)):
        _, left = accepted(tmp_path, texts)
        done = run_lindero("build", "-q", "--as-of", AS_OF.isoformat(), cwd=tmp_path)
        assert done.returncode == 0, (done.stderr, left)
        looked += look(browser, tmp_path / "site")
    tell(f"{len(SEEDED)} strings in {looked} pages")


def look(browser, site: Path) -> int:
    """Open every page and wait for what is not text: a dialog, a request, a window, a handler."""
    context = browser.new_context()
    acted: list[str] = []
    context.on("page", lambda page: acted.append(page.url) if len(context.pages) > 1 else None)
    page = context.new_page()
    page.on("dialog", lambda dialog: (acted.append(dialog.message), dialog.dismiss()))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith(("file:", "data:")) else acted.append(request.url)
        ),
    )
    files = sorted(site.rglob("*.html"))
    for file in files:
        page.goto(file.as_uri())
        acted += page.evaluate("""() => [...document.querySelectorAll('*')]
            .flatMap(one => [...one.attributes])
            .filter(a => /^on/i.test(a.name) || /^\\s*(javascript|data|vbscript):/i.test(a.value))
            .map(a => a.name + '=' + a.value)""")
        acted += ["x"] if page.evaluate("'x' in window && window.x === 1") else []
    context.close()
    assert acted == []
    return len(files)
