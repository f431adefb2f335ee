"""How pages behave under keys, on narrow screens, with large letters and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from playwright.sync_api import Browser, Page
from pypdfium2 import PdfDocument

from support.commands import run_module
from support.folders import ROOT

WIDTHS = [320, 390, 1280]
STOPS = 45
FOCUS = """() => {
    const at = document.activeElement, shown = at.matches(".md-option") ? at.nextElementSibling : at
    const box = shown.getBoundingClientRect()
    const ring = getComputedStyle(shown)
    return {
        name: at.outerHTML.slice(0, 90), body: at == document.body, scrolled: scrollY,
        header: !!at.closest("header"),
        seen: box.width > 0 && box.bottom > 0 && box.right > 0
            && box.top < innerHeight && box.left < innerWidth,
        ringed: ring.outlineStyle != "none" && parseFloat(ring.outlineWidth) >= 2,
    }
}"""
LETTERS = "size => document.documentElement.style.setProperty('font-size', size, 'important')"
MARK_BILLS = """() => document.querySelectorAll(".ld-sum").forEach((bill, n) => {
    bill.querySelector("h3").textContent = `START${n}.`
    bill.querySelector("tr:last-child th, tr:last-child td").textContent = `END${n}.`
})"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def test_no_page_scrolls_sideways_however_large_its_letters(place, page):
    wide = []
    for path in place.pages:
        page.goto(place.address + path)
        for letters in ("125%", "250%"):  # Material's root is 125 %
            page.evaluate(LETTERS, letters)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                if (
                    page.evaluate(
                        "document.fonts.ready.then(() => document.documentElement.scrollWidth)"
                    )
                    > width
                ):
                    wide.append((path, letters, width))
    assert wide == []


def test_whoever_walks_by_keys_sees_where_they_are(place, page):
    lost = []
    for path in list_walked_pages(place):
        page.goto(place.address + path)
        for _ in range(STOPS):
            page.keyboard.press("Tab")
            at = page.evaluate(FOCUS)
            if at["body"]:
                break
            if not (at["seen"] and at["ringed"]) or (at["header"] and at["scrolled"]):
                lost.append((path, at))
    assert lost == []


def list_walked_pages(place) -> list[str]:
    """Of the example all that are not deep down; of others those of their first language."""
    if place.home == ROOT:
        return [path for path in place.pages if path.count("/") <= 1]
    return [path for path in ("", "pricing/", "terms/") if path in place.pages]


def sides_of(pdf: Path) -> list[str]:
    """The text of each printed page."""
    with PdfDocument(pdf) as document:
        return [side.get_textpage().get_text_range() for side in document]


def test_paper_is_not_wasted_and_no_bill_is_cut(place, page, tmp_path):
    for path in (path for path in place.pages if path != "404.html"):
        page.goto(place.address + path)
        page.evaluate(MARK_BILLS)
        page.evaluate("document.fonts.ready.then(() => true)")
        page.pdf(path=str(tmp_path / "page.pdf"), prefer_css_page_size=True)
        sides = sides_of(tmp_path / "page.pdf")
        for side in sides:
            assert sorted(re.findall(r"START(\d+)\.", side)) == sorted(
                re.findall(r"END(\d+)\.", side)
            ), path
        assert len(sides) == 1 or len(sides[-1].splitlines()) >= 6, (path, sides[-1])


def test_pages_of_the_example_keep_to_their_paper(example_site, served, page, tmp_path):
    sides = {}
    with served(example_site) as address:
        for path in ("", "en/", "pricing/", "terms/"):
            page.goto(address + path, wait_until="networkidle")
            page.pdf(path=str(tmp_path / "page.pdf"), prefer_css_page_size=True)
            sides[path] = len(sides_of(tmp_path / "page.pdf"))
    # The first page has two, since its table holds every duty: what unfolds is open on paper.
    assert sides == {"": 2, "en/": 2, "pricing/": 2, "terms/": 5}


def test_what_unfolds_on_the_screen_stands_open_on_paper(place, browser, tmp_path):
    # Material's script opens all that folds before printing; nobody should need it.
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(place.address)
    page.pdf(path=str(tmp_path / "page.pdf"), prefer_css_page_size=True)
    printed = "".join("".join(sides_of(tmp_path / "page.pdf")).split())
    folded = page.locator(".ld-duties details li").all_text_contents()
    assert folded
    assert [line for line in folded if "".join(line.split()) not in printed] == []
    page.locator(".ld-duties summary").first.click()
    assert page.locator(".ld-duties details li").first.is_visible()
    page.context.close()


def test_html_says_nothing_that_html_forbids(place):
    for path in place.pages:
        text = (
            place.site / path / "index.html"
            if path.endswith("/") or not path
            else place.site / path
        ).read_text("utf-8")
        tree = html5lib.parse(text, namespaceHTMLElements=False)
        assert [
            one
            for one in tree.iter()
            if one.tag in {"table", "tbody", "tr", "th", "td"} and one.get("role")
        ] == []
        assert [
            one
            for one in tree.iter("input")
            if one.get("type") == "checkbox" and one.get("autocomplete")
        ] == []
        (about,) = (one for one in tree.iter("meta") if one.get("name") == "description")
        assert about.get("content"), path


def test_tables_stay_tables_to_a_reader_who_listens(place, page):
    page.set_viewport_size({"width": 390, "height": 844})
    for path in ("", "pricing/"):
        page.goto(place.address + path)
        tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
        roles = [node.get("role", {}).get("value") for node in tree["nodes"]]
        assert roles.count("row") >= page.locator("tbody tr").count() > 0, path
        assert roles.count("rowheader") == page.locator("tbody th").count() > 0, path


@pytest.fixture
def long_words(project_copy, change, served) -> Iterator[str]:
    change(
        "terms/business.yml",
        "Diseño cuidado, **límites claros.**",
        "Webs para **Telecomunicaciones**",
    )
    change(
        "terms/business.yml",
        "Careful design, **clear limits.**",
        "A Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunternehmen",
    )
    done = run_module("mkdocs", "build", "--quiet", cwd=project_copy)
    assert done.returncode == 0, done.stderr
    with served(project_copy / "site") as address:
        yield address


def test_a_long_word_is_never_cut_off(long_words, page):
    edges = """() => document.fonts.ready.then(() => {
        const words = document.createRange(), headline = document.querySelector("h1")
        words.selectNodeContents((headline.lastElementChild ?? headline).firstChild)
        return [...words.getClientRects()].map(box => [Math.round(box.left), Math.round(box.right)])
    })"""
    for path in ("", "en/"):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(long_words + path)
            boxes = page.evaluate(edges)
            assert all(left >= 0 and right <= width for left, right in boxes), (path, width, boxes)
            assert path or width < 390 or len(boxes) == 1, "a word that fits a line stands on one"
