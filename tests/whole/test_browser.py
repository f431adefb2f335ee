"""Pages in a real browser: what they load, how they fit, what a reader can do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from lindero import Rulebook, load_rulebook
from support.rulebooks import AS_OF


@pytest.fixture(scope="module")
def rulebook(place) -> Rulebook:
    loaded = load_rulebook(place.home / "terms", AS_OF, shown_from=place.home)
    assert loaded.rulebook
    return loaded.rulebook


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def test_no_page_asks_anybody_else_and_nothing_fails(page, place):
    asked, failed, said = [], [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "response", lambda response: failed.append(response.url) if response.status >= 400 else None
    )
    page.on(
        "console", lambda message: said.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in place.pages:
        page.goto(place.address + path, wait_until="networkidle")
    assert len(asked) > len(place.pages)
    assert [url for url in asked if not url.startswith((place.address, "data:"))] == []
    assert (failed, said) == ([], [])


def test_our_two_font_families_are_used(page, place):
    page.goto(place.address, wait_until="networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")
    loaded = page.evaluate(
        """[...document.fonts].filter(font => font.status == 'loaded')
                              .map(font => font.family.replaceAll('"', ''))"""
    )
    assert {"Figtree", "Fraunces"} <= set(loaded)


def test_the_switch_leads_to_the_same_page_in_the_other_language(page, place, rulebook):
    main, *others = rulebook.languages
    for language in others:
        page.goto(f"{place.address}terms/")
        assert page.evaluate("document.documentElement.lang") == main
        page.locator(f"header a[hreflang={language}]").click()
        page.wait_for_url(f"{place.address}{language}/terms/")
        assert page.evaluate("document.documentElement.lang") == language
        assert page.locator("h1").inner_text()
    page.goto(f"{place.address}terms/")
    assert page.locator("header a[hreflang]").count() == len(others)


def test_a_permanent_link_leads_to_its_rule(page, place, rulebook):
    seen = """id => {
        const top = document.getElementById(id).getBoundingClientRect().top
        return 0 <= top && top < innerHeight
    }"""
    rules = [*rulebook.rules]
    for rule_id in (rules[0], rules[len(rules) // 2], rules[-1]):
        page.goto("about:blank")  # else the browser would keep the page, and only scroll
        page.goto(f"{place.address}terms/#{rule_id}")
        page.wait_for_function(seen, arg=rule_id)  # scrolling is smooth, and takes its time


def test_the_published_address_of_a_rule_is_copied_wherever_the_page_is_looked_at(
    page, place, rulebook
):
    rule_id = [*rulebook.rules][-1]
    page.goto(f"{place.address}terms/")
    page.locator(f".ld-copy[href='#{rule_id}']").click()
    page.wait_for_function("document.getElementById('ld-status').textContent != ''")
    published = f"{str(rulebook.business.site).rstrip('/')}/terms/#{rule_id}"
    assert page.evaluate("navigator.clipboard.readText()") == published


def test_without_scripts_everything_is_there(browser, place, rulebook):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for root in ("", *(f"{language}/" for language in rulebook.languages[1:])):
        page.goto(f"{place.address}{root}terms/")
        shown = page.locator("article.ld-rule")
        assert shown.count() == len(rulebook.rules)
        assert shown.first.is_visible()
    context.close()


def test_dark_follows_the_system(browser, place):
    grounds = []
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto(place.address, wait_until="networkidle")
        grounds.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        context.close()
    assert grounds[0] != grounds[1]
