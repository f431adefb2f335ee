"""Whole rulebooks of invented businesses, trades and countries apart, built as by their owners."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import get_args

import html5lib
import pytest
from pypdf import PdfReader

from lindero.catalogue.specs import list_rule_specs
from lindero.loading import Loaded, load_rulebook
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Figure
from support.folders import HOMES

AS_OF = date(2026, 12, 1)
PAPERS = {"A4": (595.28, 841.89), "US Letter": (612, 792)}
INLINE = {
    "a",
    "b",
    "bdi",
    "br",
    "code",
    "data",
    "em",
    "i",
    "mark",
    "small",
    "span",
    "strong",
    "sup",
    "time",
}
UNSEEN = {"head", "script", "style", "template", "svg"}
SLIPS = {
    "a figure that was not filled in": r"\{\{|\}\}|\{%",
    "a value of Python": r"\b(?:None|True|False|NaN|undefined)\b|\bDecimal\(|&(?:amp|nbsp|lt|gt);",
    "two full stops": r"(?<![.…])\.\s*\.(?!\.)|[,;:]\s*[.,;:]",
    "a space before a stop": r"\w\s+[.,;](?:\s|$)",
    "empty brackets": r"\(\s*\)|\[\s*\]|«\s*»|“\s*”",
    "a word twice": r"(?i)\b(de|del|el|la|los|las|en|a|al|the|of|to|in|at|for|por|un|una)\s+\1\b",
    "a contraction that was missed": r"(?<!\w)(?:de|a) el (?!\w*[A-Z])",
}


@dataclass(frozen=True)
class Built:
    """A rulebook, and its site as a person's build left it."""

    home: Path
    site: Path
    loaded: Loaded

    @cached_property
    def rulebook(self) -> Rulebook:
        """What the rules come to."""
        assert self.loaded.rulebook
        return self.loaded.rulebook

    def pages(self, name: str) -> list[Path]:
        """A page in every language."""
        _main, *others = self.rulebook.business.languages
        return [
            self.site / name / "index.html",
            *(self.site / language / name / "index.html" for language in others),
        ]


@pytest.fixture(scope="module", params=HOMES, ids=lambda home: home.name)
def built(request, site_of) -> Built:
    home = request.param
    return Built(home, site_of(home), load_rulebook(home / "terms", AS_OF, shown_from=home))


def text_of(page: Path) -> list[str]:
    """What a reader sees of a page, block by block."""
    blocks: list[str] = [""]
    _collect(
        html5lib.parse(page.read_text("utf-8"), treebuilder="etree", namespaceHTMLElements=False),
        blocks,
    )
    return [folded for block in blocks if (folded := " ".join(block.split()))]


def _collect(element, blocks: list[str]) -> None:
    if element.tag in UNSEEN or not isinstance(element.tag, str):
        return
    apart = element.tag not in INLINE
    blocks.extend([""] if apart else [])
    blocks[-1] += element.text or ""
    for child in element:
        _collect(child, blocks)
        blocks[-1] += child.tail or ""
    blocks.extend([""] if apart else [])


@pytest.fixture(scope="module")
def every_rule() -> list[Rule]:
    """Every variant of every rule of all rulebooks."""
    books = [load_rulebook(home / "terms", AS_OF, shown_from=home).rulebook for home in HOMES]
    return [
        variant
        for book in books
        if book
        for rule in book.rules.values()
        for variant in rule.variants
    ]


def test_together_they_write_every_rule_and_every_kind_of_figure(every_rule):
    assert list_rule_specs().keys() - {rule.id for rule in every_rule if not rule.is_none} == set()
    assert (
        set(get_args(Figure))
        - {type(fact.figure) for rule in every_rule for fact in rule.facts.values()}
        == set()
    )


def test_together_they_have_every_kind_of_variant(every_rule):
    cases = [rule.written_case for rule in every_rule]
    assert {case.client for case in cases} == {None, "business", "consumer"}
    assert all(any(getattr(case, part) for case in cases) for part in ("services", "start", "end"))


def test_all_pages_are_there_in_every_language_with_every_rule(built):
    assert len(built.rulebook.business.languages) == 2
    for name in ("", "terms", "pricing"):
        assert all(page.is_file() for page in built.pages(name)), name
    for page in built.pages("terms"):
        html = page.read_text("utf-8")
        assert [rule for rule in built.rulebook.rules if f'id="{rule}"' not in html] == []


def test_no_page_shows_a_slip(built):
    slips = [
        (page.relative_to(built.site).as_posix(), slip, block)
        for page in sorted(built.site.rglob("index.html"))
        for block in text_of(page)
        for slip, pattern in SLIPS.items()
        if re.search(pattern, block)
    ]
    assert slips == []


def test_every_one_pager_is_one_page_of_its_paper(built):
    sheets = built.rulebook.onepagers
    assert len(sheets) == 2
    expected = {
        f"{key}.{language}.pdf" for key in sheets for language in built.rulebook.business.languages
    }
    assert {file.name for file in (built.site / "print").glob("*.pdf")} == expected
    for name in expected:
        (page,) = PdfReader(built.site / "print" / name).pages
        size = (float(page.mediabox.width), float(page.mediabox.height))
        assert size == pytest.approx(PAPERS[sheets[name.split(".")[0]].paper], abs=0.1), name
