"""The smaller things in a page's header: pages of the author's, the switch of colours, names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from lindero.agreement.finished_site import read_attribute
from lindero.agreement.page_frame import FramedPage
from lindero.expected.frame_wordings import fold_text, list_wordings

_SHARE = re.compile(r"\d[\d.,]*\s?[%€£$]|[€£$]\s?\d[\d.,]*")
_OWN_PAGES = "partials/own-pages.html"
_PALETTE = ("palette_to_light", "palette_to_dark", "palette_to_system")


def find_header_faults(page: FramedPage) -> Iterator[str]:
    """What in the header is read aloud wrongly, stands twice or is called otherwise."""
    header = page.tree.css_first("header.ld-header")
    if header is None or "partials/header.html" in page.site.own_templates:
        return
    for nav in header.css("nav"):
        if not read_attribute(nav, "aria-label") and not read_attribute(nav, "aria-labelledby"):
            yield "the navigation in the header has no name to be read aloud"
    skips = page.tree.css("a.ld-skip")
    if len(skips) != 1:
        yield f"the header has {len(skips)} links past itself"
    for skip in skips:
        anchor = read_attribute(skip, "href").removeprefix("#")
        if page.has_our_layout and anchor not in page.site.list_anchors(page.path):
            yield f"`{fold_text(skip.text())}` leads nowhere"
    yield from _check_place(page, header)
    yield from _check_own_pages(page, header)
    if page.own_pages is not None and _OWN_PAGES not in page.site.own_templates:
        yield from _check_menu(page, header, page.own_pages)
    yield from _check_palette(page, header)


def _check_place(page: FramedPage, header: LexborNode) -> Iterator[str]:
    """The menu says of the page on which it stands, and of no other, that the reader is there."""
    for link in header.css(".ld-nav a"):
        landing = page.site.find_landing(page.path, read_attribute(link, "href"))
        is_here = landing is not None and landing.path == page.path
        if is_here != (read_attribute(link, "aria-current") == "page"):
            told = "does not say" if is_here else "says"
            yield f"the navigation {told} of `{fold_text(link.text())}` that the reader is there"


def _check_menu(page: FramedPage, header: LexborNode, own_pages: frozenset[str]) -> Iterator[str]:
    """Each page stands in the menu of its language once, the author's by their own titles."""
    wanted = {*own_pages, *(one.target for one in page.frame.pages)}
    listed: Counter[str] = Counter()
    for link in header.css(".ld-nav a"):
        landing = page.site.find_landing(page.path, read_attribute(link, "href"))
        if landing is None or landing.path not in page.site.built:
            continue
        listed[landing.path] += 1
        window = page.site.read_page(landing.path).css_first("title")
        title, called = fold_text(window.text() if window else ""), fold_text(link.text())
        # A page that its author gave no name has none in the menu, either.
        named = called in title and (called or title == page.frame.name)
        if landing.path in own_pages and not named:
            yield f"the navigation calls `{landing.path}` `{called}`"
    for path in sorted((wanted | listed.keys()) & page.site.built.keys()):
        if listed[path] != (path in wanted):
            yield f"`{path}` stands in the navigation {listed[path]} times"


def _check_own_pages(page: FramedPage, header: LexborNode) -> Iterator[str]:
    """Pages of the author's go by whatever name he gives them; a share in it is the page's."""
    for link in header.css(".ld-nav a"):
        landing = page.site.find_landing(page.path, read_attribute(link, "href"))
        shares = _SHARE.findall(fold_text(link.text()))
        if landing is None or landing.path not in page.site.built or not shares:
            continue
        there = fold_text(page.site.read_page(landing.path).text())
        for share in shares:
            if share not in there:
                yield f"the navigation says `{share}` of `{landing.path}`, which does not"


def _check_palette(page: FramedPage, header: LexborNode) -> Iterator[str]:
    """Where the switch is ours, it has its three steps, each with its name twice."""
    words = [list_wordings(page.frame.words[key]) for key in _PALETTE]
    named = [read_attribute(one, "aria-label") for one in header.css("input[name=__palette]")]
    titles = [read_attribute(one, "title") for one in header.css("label[for^=__palette]")]
    if named != titles:
        yield "the switch of colours is called otherwise than it is read aloud"
    ours = [name for name in named if any(name in texts for texts in words)]
    missing = [texts[0] for texts in words if not {*texts} & {*named}]
    if ours and missing:
        yield f"the switch of colours has no `{missing[0]}`"
