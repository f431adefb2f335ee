"""Generated pages: golden files of the live example, and text from YAML that stays text."""

from __future__ import annotations

import os
import re

import html5lib
import pytest
import yaml

from lindero.site.assets import make_assets
from support.folders import CASES
from support.publication import page_texts

GOLDEN = CASES / "golden"
HOSTILE = (
    "<script>alert(1)</script> {{ 7 }} {% x %} <b onclick=x>y</b> # h * i _j_ `k` "
    "![l](m) [n](javascript:o) &amp; \\ | --- \"q\" 'r'"
)


def test_the_pages_of_the_example_are_the_golden_ones(example):
    pages = page_texts(example.rulebook)
    if os.environ.get("LINDERO_UPDATE"):
        for path, text in pages.items():
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / path).write_text(text, "utf-8")
    golden = {
        file.relative_to(GOLDEN).as_posix(): file.read_text("utf-8")
        for file in GOLDEN.rglob("*.md")
    }
    assert pages.keys() == golden.keys()
    for path, text in pages.items():
        assert text == golden[path], path


def test_rendering_twice_gives_the_same_bytes(example):
    assert page_texts(example.rulebook) == page_texts(example.rulebook)
    assert make_assets(example.rulebook, None) == make_assets(example.rulebook, None)


def test_every_rule_has_its_permanent_anchor_in_every_language(example):
    pages = page_texts(example.rulebook)
    for path in ("terms/index.md", "en/terms/index.md"):
        ids = re.findall(r'<h3 id="([^"]+)"', pages[path])
        assert ids == list(example.rulebook.rules)


def test_every_figure_of_a_rule_or_service_is_marked_somewhere(example):
    pages = page_texts(example.rulebook)
    for language in ("", "en/"):
        shown = {
            address
            for path, text in pages.items()
            if path.startswith("en/") == bool(language)
            for address in re.findall(r'data-rule="([^"]+)"', text)
        }
        from lindero.shapes import YesNo

        expected = {
            address
            for address, fact in example.rulebook.facts.items()
            if not isinstance(fact.figure, YesNo)
        }
        unshown = {address for address in expected - shown if not _only_steers(example, address)}
        assert unshown == set()


def _only_steers(example, address: str) -> bool:
    """A choice whose every answer has a sentence of its own is not shown as a figure."""
    spec = example.rulebook.facts[address].spec
    return spec is not None and spec.shape == "choice"


def test_one_pages_front_matter_is_read_alike_by_every_reader_of_yaml(example):
    for text in page_texts(example.rulebook).values():
        head = text.split("---\n")[1]
        meta = yaml.safe_load(head)
        assert meta == yaml.load(head, Loader=yaml.BaseLoader) | {
            "nav": meta["nav"],
            "footer": meta["footer"],
        }
        assert {"title", "description", "lang", "nav", "translations", "site"} <= meta.keys()


def test_nothing_of_the_other_language_but_the_switch(example):
    pages = page_texts(example.rulebook)
    spanish = "".join(text for path, text in pages.items() if not path.startswith("en/"))
    for word in ("Deposit", "business days", " the client", "Read the"):
        assert word not in spanish
    english = "".join(text for path, text in pages.items() if path.startswith("en/"))
    for word in ("Señal", "laborables", "el cliente", "Leer "):
        assert word not in english


@pytest.fixture
def hostile_pages(book):
    quoted = (
        "'" + HOSTILE.replace("{{ 7 }}", "{ { 7 } }").replace("](", "] (").replace("'", "''") + "'"
    )
    loaded = book(
        more=f"""
services:
  web: {{name: {quoted}, summary: {quoted}, price: 1 EUR, note: {quoted},
    includes: [{quoted}], excludes: [{quoted[:-1]} not']}}
adjustments:
  rush: {{name: {quoted}, surcharge: 30 %, when: {quoted}}}
payment:
  deposit: {{share: 40 %, title: {quoted}, summary: {quoted}, text: {quoted}, why: {quoted}}}
  own: {{title: {quoted}, text: {quoted}}}
"""
    )
    assert [found for found in loaded.findings if found.severity == "error"] == []
    return page_texts(loaded.rulebook)


def test_text_from_yaml_cannot_become_html_or_markdown(hostile_pages):
    for text in hostile_pages.values():
        body = text.split("\n---\n", 1)[1]
        assert "<script>" not in body
        assert "\n\n" not in body, "a blank line would end the raw block, and Markdown would begin"
        tree = html5lib.parse(body, namespaceHTMLElements=False)
        assert not tree.findall(".//script")
        assert not [
            element
            for element in tree.iter()
            if any(str(name).startswith("on") for name in element.attrib)
        ]
        assert "javascript:" not in "".join(element.get("href", "") for element in tree.iter("a"))


def test_text_from_yaml_is_shown_as_typed(hostile_pages):
    body = hostile_pages["terms/index.md"].split("\n---\n", 1)[1]
    shown = " ".join("".join(html5lib.parse(body, namespaceHTMLElements=False).itertext()).split())
    assert "<script>alert(1)</script>" in shown
    assert "# h * i _j_ `k`" in shown
    assert "&amp; \\ | ---" in shown


def test_pages_without_services_have_no_pricing(book):
    pages = page_texts(book().rulebook)
    assert not [path for path in pages if "pricing" in path]


def test_the_head_of_the_terms_says_nothing_of_what_goes_first(book):
    order = "conduct:\n  precedence: {order: [these rules, the signed contract]}\n"
    text = page_texts(book(conduct=order).rulebook)["terms/index.md"]
    assert "the signed contract" in text
    assert "says otherwise" not in text
