"""What stands around a page's content, held against what the rulebook says must stand there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from lindero.agreement.finished_site import FinishedSite, read_attribute
from lindero.expected.frame_wordings import ShownFigure, Wording, fold_text, leave_slots
from lindero.expected.frames import ExpectedFrame, ExpectedLink, name_language
from lindero.frozen import Frozen
from lindero.site.manuscripts import Manuscript

FigureAgrees = Callable[[ShownFigure, str], bool]
"""Whether a figure that is shown is the rulebook's, in a language."""

_DIGITS = re.compile(r"\d+")
_TAG = re.compile(r"<[^<>]*>")  # a title may be written in HTML
_INDEX = re.compile(r"index\.html$")


class FramedPage(Frozen):
    """A page of ours (`kind`) or the author's (`manuscript`), and what frames it."""

    path: str
    frame: ExpectedFrame
    frames: Mapping[str, ExpectedFrame]
    site: FinishedSite
    agrees: FigureAgrees
    kind: str = ""
    manuscript: Manuscript | None = None
    twins: Mapping[str, str] | None = None
    """Where the same page lies in each other language."""
    own_pages: frozenset[str] | None = None
    """The author's pages that the menu must have; None where nobody knows."""

    @property
    def tree(self) -> LexborHTMLParser:
        """The page as a browser reads it."""
        return self.site.read_page(self.path)

    @property
    def has_our_layout(self) -> bool:
        """Whether the frame is made by our templates; the author may have put others in place."""
        return self.tree.css_first("#ld-content") is not None

    def list_faults(self) -> Iterator[str]:
        """What of the frame is not the rulebook's, a sentence each."""
        yield from self._check_head()
        yield from self._check_redirects()
        yield from self._check_header()
        yield from self._check_footer()
        yield from self._check_machine_data()

    def _check_head(self) -> Iterator[str]:
        language = read_attribute(self._find("html"), "lang")
        yield from _tell_other("language", language, [self.frame.word(self.frame.language)])
        if self.has_our_layout:
            yield from self._check_title()
            yield from self._check_description()
        links = self.tree.css("link[rel=canonical]")
        canonical = [unquote(read_attribute(link, "href")) for link in links]
        if not canonical or not {*canonical} <= self._list_addresses():
            yield from _tell_other("address", " ".join(canonical), [self.frame.word(self._address)])
        for colour in self.tree.css("meta[name=theme-color]"):
            right = self.frame.word(self.frame.rulebook.brand.primary)
            yield from _tell_other("theme colour", read_attribute(colour, "content"), [right])
        for other in self.tree.css("head link[rel=alternate][hreflang]"):
            landing = self.site.find_landing(self.path, read_attribute(other, "href"))
            if landing and not self.site.leads_somewhere(landing):
                yield f"the other language `{read_attribute(other, 'href')}` leads nowhere"

    @property
    def _address(self) -> str:
        return self.frame.site + _INDEX.sub("", self.path)

    def _list_addresses(self) -> set[str]:
        """With `use_directory_urls: false` the file is named."""
        return {self._address, self.frame.site + self.path}

    def _check_title(self) -> Iterator[str]:
        title = self._read_text("title")
        if len(self.tree.css("head title")) > 1:
            yield "the page has more than one title"
        own = self.manuscript
        if own is None:
            yield from self._tell_wording("title", title, self.frame.list_titles(self.kind))
        elif isinstance(typed := own.meta.get("title"), str) and typed:
            wanted = self.frame.word(f"{_TAG.sub('', leave_slots(typed))} · {self.frame.name}")
            yield from self._tell_wording("title", title, [wanted])
        else:
            yield from self._check_untyped_title(title)

    def _check_untyped_title(self, title: str) -> Iterator[str]:
        """MkDocs takes it from the heading, the navigation or the file."""
        if title != self.frame.name and not title.endswith(f" · {self.frame.name}"):
            yield f"the page's title reads `{title}`; it does not end in `{self.frame.name}`"

    def _check_description(self) -> Iterator[str]:
        said = self._read_meta('[name="description"]')
        own = self.manuscript
        if own is None:
            wanted = self.frame.list_descriptions(self.kind)
        elif isinstance(typed := own.meta.get("description"), str) and typed:
            wanted = [self.frame.word(leave_slots(typed))]
        else:
            wanted = []
        if wanted:
            yield from self._tell_wording("description", said, wanted)
        elif f" · {self.frame.name}" in said and not self._shows_figures_of(said):
            yield f"the page's description reads `{said}`; its title and words have no such figure"
        for name in ('[property="og:description"]', '[name="twitter:description"]'):
            if (other := self._read_meta(name)) not in {"", said}:
                yield f"`{name}` reads `{other}`, and the page's description `{said}`"
        address = unquote(self._read_meta('[property="og:url"]'))
        if address and address not in self._list_addresses():
            yield f"`og:url` is `{address}`; the page lies at `{self._address}`"
        for name in ('[property="og:title"]', '[name="twitter:title"]'):
            text = self._read_meta(name)
            known = {*_DIGITS.findall(self._read_text("title") + self._read_text("h1"))}
            if not {*_DIGITS.findall(text)} <= known:
                yield f"`{name}` reads `{text}`, and the page's title does not"

    def _shows_figures_of(self, text: str) -> bool:
        there = f"{self._read_text('title')} {self._read_text('body')}"
        return {*_DIGITS.findall(text)} <= {*_DIGITS.findall(there)}

    def _check_redirects(self) -> Iterator[str]:
        """Nothing sends the reader, or every link of the page, somewhere else."""
        for base in self.tree.css("base[href]"):
            yield f'`<base href="{read_attribute(base, "href")}">` turns every link of the page'
        for meta in self.tree.css("meta[http-equiv]"):
            if read_attribute(meta, "http-equiv").lower() == "refresh":
                yield f"the page sends its readers on: `{read_attribute(meta, 'content')}`"

    def _check_header(self) -> Iterator[str]:
        header = self.tree.css_first("header.ld-header")
        if header is None or "partials/header.html" in self.site.own_templates:
            return
        brand = header.css_first(".ld-brand")
        name = fold_text(brand.text()) if brand else ""
        yield from _tell_other("name in the header", name, [self.frame.word(self.frame.name)])
        home = ExpectedLink(self.frame.word(self.frame.name), self.frame.find_page("welcome"))
        links = [one for one in (brand,) if one is not None]
        for picture in header.css(".ld-brand img"):
            landing = self.site.find_landing(self.path, read_attribute(picture, "src"))
            if landing and (landing.path not in self.site.files or landing.path in self.site.built):
                yield f"the mark in the header is `{landing.path}`, which is no picture"
        yield from self._check_links("the header", links, [home])
        shown = header.css(".ld-nav a")
        yield from self._check_links("the navigation", shown, self.frame.pages, others=True)
        languages = header.css(".ld-lang")
        yield from self._check_links("the header", languages, list(self._list_languages()))
        for link in languages:
            landing = self.site.find_landing(self.path, read_attribute(link, "href"))
            codes = {read_attribute(link, "hreflang"), read_attribute(link, "lang")}
            for code in sorted(codes - self.frames.keys()) if landing else ():
                yield f"the header offers the language `{code}`, which the rules do not have"

    def _list_languages(self) -> Iterator[ExpectedLink]:
        for code, frame in self.frames.items():
            if code != self.frame.language:
                target = (self.twins or {}).get(code) or frame.find_page(self.kind or "welcome")
                yield ExpectedLink(self.frame.word(name_language(code)), target)

    def _check_footer(self) -> Iterator[str]:
        footer = self.tree.css_first("footer")
        lines = [fold_text(line.text()) for line in self.tree.css("footer.ld-footer p")]
        own = "partials/footer.html" in self.site.own_templates
        if (lines or footer is None or self.has_our_layout) and not own:
            yield from self._check_footer_lines(lines)
            links = self.tree.css("footer a[href$='.pdf']")
            yield from self._check_links("the footer", links, self.frame.sheets)
            yield from self._check_footer_contacts()
        business = self.frame.rulebook.business
        numbers = {"mailto": business.email or "", "tel": self.frame.phone_number}
        for link in self.tree.css("header a, footer a") if lines else ():
            scheme, _, whom = read_attribute(link, "href").partition(":")
            if scheme in numbers and whom != numbers[scheme]:
                yield f"a link leads to `{scheme}:{whom}`; the rules say `{numbers[scheme]}`"

    def _check_footer_contacts(self) -> Iterator[str]:
        """Mail and telephone in the footer are links to just these."""
        business = self.frame.rulebook.business
        wanted = {business.email: f"mailto:{business.email}"}
        wanted |= {business.phone: f"tel:{self.frame.phone_number}"}
        for line in self.tree.css("footer.ld-footer p"):
            target = wanted.get(fold_text(line.text()))
            links = [unquote(read_attribute(link, "href")) for link in line.css("a")]
            if target and links != [target]:
                yield f"`{fold_text(line.text())}` in the footer does not lead to `{target}`"

    def _check_footer_lines(self, lines: list[str]) -> Iterator[str]:
        wanted = self.frame.footer
        for line, wording in zip(lines, wanted, strict=False):
            yield from self._tell_wording("footer", line, [wording])
        for line in lines[len(wanted) :]:
            yield f"the page's footer reads `{line}`, which the rules do not say"
        for wording in wanted[len(lines) :]:
            yield f"the page's footer does not say `{wording.shown}`"

    def _check_links(
        self,
        where: str,
        links: list[LexborNode],
        wanted: Iterable[ExpectedLink],
        *,
        others: bool = False,
    ) -> Iterator[str]:
        """Each wanted link is there in order; others, where they may be, lead to some page."""
        rest = list(wanted)
        for link in links:
            text, href = fold_text(link.text()), read_attribute(link, "href")
            landing = self.site.find_landing(self.path, href)
            path = landing.path if landing else href
            if rest and rest[0].target == path and self._agrees_with(rest[0].name, text):
                rest.pop(0)
            elif not others or (landing and not self.site.leads_somewhere(landing)):
                yield f"{where} links `{text}` to `{path}`, which is not what the rules say"
        for missing in rest:
            yield f"{where} does not link `{missing.name.shown}` to `{missing.target}`"

    def _check_machine_data(self) -> Iterator[str]:
        """What is written for machines: names, addresses and prices are the rulebook's."""
        for script in self.tree.css('script[type="application/ld+json"]'):
            try:
                data = json.loads(script.text() or "null")
            except ValueError:
                yield "the page has JSON-LD that cannot be read"
                continue
            yield from self._check_machine_value(data)

    def _check_machine_value(self, data: Any, key: str = "") -> Iterator[str]:
        if isinstance(data, Mapping):
            for inner, value in data.items():
                yield from self._check_machine_value(value, str(inner))
        elif isinstance(data, list):
            for value in data:
                yield from self._check_machine_value(value, key)
        elif key in (known := self._list_machine_values()) and str(data) not in known[key]:
            yield f"JSON-LD says that `{key}` is `{data}`; the rules do not"

    def _list_machine_values(self) -> Mapping[str, set[str]]:
        book = self.frame.rulebook
        facts = book.facts.items()
        sums = (str(fact.figure.machine) for at, fact in facts if at.startswith("services."))
        prices = {digits for text in sums for digits in re.findall(r"\d+(?:\.\d+)?", text)}
        return {
            "email": {book.business.email or "", f"mailto:{book.business.email}"},
            "telephone": {book.business.phone or "", self.frame.phone_number},
            "price": prices | {f"{price}.00" for price in prices},
            "lowPrice": prices,
            "highPrice": prices,
            "priceCurrency": {book.business.currency, *book.business.other_currencies},
        }

    def _find(self, selector: str) -> LexborNode:
        node = self.tree.css_first(selector)
        assert node is not None  # a parser of HTML makes head and body in any case
        return node

    def _read_text(self, selector: str) -> str:
        node = self.tree.css_first(selector)
        return fold_text(node.text()) if node else ""

    def _read_meta(self, which: str) -> str:
        node = self.tree.css_first(f"meta{which}")
        return fold_text(read_attribute(node, "content")) if node else ""

    def _agrees_with(self, wording: Wording, text: str) -> bool:
        slots = wording.read_slots(text)
        return slots is not None and all(map(self._holds, slots))

    def _holds(self, slot: ShownFigure) -> bool:
        return self.agrees(slot, self.frame.language)

    def _tell_wording(self, what: str, text: str, wanted: list[Wording]) -> Iterator[str]:
        if not any(self._agrees_with(one, text) for one in wanted):
            right = " or ".join(f"`{one.shown}`" for one in wanted)
            yield f"the page's {what} reads `{text}`; the rulebook says {right}"


def _tell_other(what: str, text: str, wanted: list[Wording]) -> Iterator[str]:
    if not any(one.read_slots(text) is not None for one in wanted):
        right = " or ".join(f"`{one.shown}`" for one in wanted)
        yield f"the page's {what} reads `{text}`; the rulebook says {right}"
