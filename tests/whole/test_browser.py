"""Pages in a real browser: what they load, how they fit, what a reader can do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

PAGES = [
    "",
    "terms/",
    "pricing/",
    "about/",
    "en/",
    "en/terms/",
    "en/pricing/",
    "en/about/",
    "404.html",
]


@pytest.fixture(scope="module")
def address(example_site: Path, served) -> Iterator[str]:
    with served(example_site) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_nobody_else_and_nothing_fails(page, address, path):
    asked, failed, said = [], [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "response", lambda response: failed.append(response.url) if response.status >= 400 else None
    )
    page.on(
        "console", lambda message: said.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address + path, wait_until="networkidle")
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert (failed, said) == ([], [])


def test_our_two_font_families_are_used(page, address):
    page.goto(address, wait_until="networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")
    loaded = page.evaluate(
        "[...document.fonts].filter(font => font.status == 'loaded').map(font => font.family.replaceAll('\"', ''))"
    )
    assert {"Figtree", "Fraunces"} <= set(loaded)


def test_the_switch_leads_to_the_same_page_in_the_other_language(page, address):
    page.goto(f"{address}terms/")
    assert page.evaluate("document.documentElement.lang") == "es"
    page.get_by_role("link", name="English").click()
    page.wait_for_url(f"{address}en/terms/")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("h1").inner_text()


def test_a_permanent_link_leads_to_its_rule(page, address):
    page.goto(f"{address}terms/#payment.deposit")
    box = page.locator("[id='payment.deposit']").bounding_box()
    assert box
    assert 0 <= box["y"] < 844


def test_the_published_address_of_a_rule_is_copied_wherever_the_page_is_looked_at(page, address):
    page.goto(f"{address}terms/")
    page.locator(".ld-copy[href='#work.revisions']").click()
    page.wait_for_function("document.getElementById('ld-status').textContent != ''")
    assert (
        page.evaluate("navigator.clipboard.readText()")
        == "https://lindero.example/terms/#work.revisions"
    )


def test_without_scripts_everything_is_there(browser, address, example):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}en/terms/")
    assert page.locator("article.ld-rule").count() == len(example.rulebook.rules)
    assert page.locator("article.ld-rule >> nth=0").is_visible()
    context.close()


def test_dark_follows_the_system(browser, address):
    grounds = []
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto(address, wait_until="networkidle")
        grounds.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        context.close()
    assert grounds[0] != grounds[1]
