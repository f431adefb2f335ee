"""Do the surfaces say what the rulebook says? Finished pages and sheets are read back and compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markupsafe import escape

from lindero.agreement.read_back import ReadFigure, ReadPage, folded, read_page, read_sheet
from lindero.catalogue.facts import Fact
from lindero.findings.finding import Diagnostic, Related, counted, suggest
from lindero.findings.place import Place, Unlocated
from lindero.loading import Loaded
from lindero.reading.folder import shown_path
from lindero.reading.tree import Placed
from lindero.rulebook.rulebook import Rulebook
from lindero.sheets.views import ShownFact, fact_line, sheet_keys, sheet_view
from lindero.site.addresses import ASSETS, language_of, sheet_path
from lindero.site.assets import make_assets
from lindero.site.pages import page_body, page_meta_of
from lindero.wording.reader import reader_for

_FACT_LINE = re.compile(r"([a-z][a-z0-9-]*(?:\.[a-z0-9@-]+)+) = (.*?)(?=, [a-z][a-z0-9-]*(?:\.[a-z0-9@-]+)+ = |$)")


_MARK = 'data-rule="'


@dataclass(frozen=True)
class Agreement:
    """What a check of a whole site came to."""

    diagnostics: tuple[Diagnostic, ...]
    pages: int
    sheets: int
    figures: int

    @property
    def summary(self) -> str:
        """One line that says how much was compared."""
        return f"{counted((self.pages, 'page'), (self.sheets, 'sheet'), (self.figures, 'figure'))} agree with the rulebook"


def verify_site(
    loaded: Loaded, site: Path, pages: Mapping[str, str], sheets: Mapping[str, bytes], *, shown: str | None = None
) -> Agreement:
    """Compare every figure on every page and sheet below `site` with a sound rulebook.

    `pages` are the generated pages that must be there, by their docs path (`terms/index.md`); not those that the author
    wrote by hand in their place. `sheets` are the PDFs that must be there, as they are printed now. `shown` is how the
    site's folder is called in findings.
    """
    assert loaded.rulebook
    check = _Check(loaded.rulebook, site, loaded.places, shown or shown_path(site))
    files = (file for file in sorted(site.rglob("*.html")) if file.is_file())
    built = {file.relative_to(site).as_posix(): file.read_text("utf-8", "replace") for file in files}
    ours = {path.removesuffix(".md") + ".html": text for path, text in pages.items()}
    for path in sorted({*built, *ours}):
        check.page_agrees(path, built.get(path), page_body(ours[path]) if path in ours else None)
        if path in built and path in ours:
            check.head_agrees(path, built[path], page_meta_of(ours[path]))
    check.assets_agree(make_assets(loaded.rulebook, loaded.logo))
    for key, language in sheet_keys(loaded.rulebook):
        if sheet_path(key, language) in sheets:
            check.sheet_agrees(key, language, sheets[sheet_path(key, language)])
    return Agreement(tuple(check.found), len(built), len(sheets), check.figures)


@dataclass
class _Check:
    rulebook: Rulebook
    site: Path
    places: Placed
    shown: str
    found: list[Diagnostic] = field(default_factory=list)
    figures: int = 0

    def page_agrees(self, path: str, built: str | None, wanted: str | None) -> None:
        """A page shows no other figure than the rulebook's, and everything that the rulebook puts on it."""
        if built is None:
            self._find("page-missing", path, "the page is not in the site", "build the site again with the plugin `lindero` in mkdocs.yml")
            return
        marked = built.count(_MARK)
        self.figures += marked
        # What stands there to the letter needs no reading; this is nearly every page of nearly every build.
        if wanted is not None and wanted in built and marked == wanted.count(_MARK):
            return
        page = read_page(built) if marked or wanted is not None else ReadPage()
        self.figures_agree(path, page.figures)
        if wanted is not None:
            self.page_complete(path, read_page(wanted), page)

    def head_agrees(self, path: str, built: str, meta: Mapping[str, Any]) -> None:
        """What search engines, header and footer are told: description, address, and who works here."""
        folder = path.removesuffix("index.html")
        wanted = {
            "description": f'content="{meta["description"]}"',
            "address": f'href="{self.rulebook.business.site.rstrip("/")}/{folder}"',
        }
        wanted |= {name: str(escape(meta["site"][name])) for name in ("name", "person", "trade", "place", "email", "phone")}
        for name, text in wanted.items():
            if text not in built:
                self._find("page-differs", path, f"the page's {name} is not the rulebook's", "build the site again")

    def assets_agree(self, assets: Mapping[str, bytes]) -> None:
        """Colours, logo and fonts are those of now; a file of the author's own in their place may differ."""
        for path in (f"{ASSETS}/brand.css", f"{ASSETS}/mark.svg", *(f"{ASSETS}/logo.{kind}" for kind in ("svg", "png", "jpg"))):
            file = self.site / path
            if path in assets and (not file.is_file() or file.read_bytes() != assets[path]):
                self._find("page-differs", path, "the file is not what the rulebook's brand makes", "build the site again")

    def figures_agree(self, path: str, figures: Iterable[ReadFigure]) -> None:
        """Every figure that is shown is the rulebook's."""
        reader = reader_for(self.rulebook.business, language_of(self.rulebook, path))
        for figure in dict.fromkeys(figures):
            fact = self.rulebook.facts.get(figure.address)
            if fact is None:
                self._find(
                    "figure-unknown",
                    path,
                    f"`{figure.address}` reads `{figure.text}`; the rulebook has no such figure",
                    suggest(figure.address, self.rulebook.facts),
                )
                continue
            right = {folded(text) for text in reader.forms(fact.figure, fact.spec)}
            if figure.text not in right:
                self._differs(path, fact, figure.text, " or ".join(f"`{text}`" for text in sorted(right)))
            elif figure.value != reader.machine(fact.figure):
                self._differs(path, fact, f'value="{figure.value}"', f'`value="{reader.machine(fact.figure)}"`')

    def page_complete(self, path: str, wanted: ReadPage, page: ReadPage) -> None:
        """Everything that the rulebook puts on a page is there, word for word."""
        for anchor in sorted(wanted.anchors - page.anchors):
            self._find("anchor-missing", path, f"the permanent link `#{anchor}` leads nowhere", "build the site again")
        there = Counter(page.figures)
        missing = list(Counter(wanted.figures) - there)
        wrong = {
            found.message.split("`")[1] for found in self.found if found.code == "figure-differs" and found.place.path == self._shown(path)
        }
        for figure in missing:
            if figure.address not in wrong:
                fact = self.rulebook.facts[figure.address]
                self._find(
                    "figure-missing", path, f"`{figure.address}` should read `{figure.text}` and is not there", "build the site again", fact
                )
        if not missing and wanted.text not in page.text:
            self._find(
                "page-differs",
                path,
                f"the page does not say what the rulebook says, from “{_first_difference(wanted.text, page.text)}” on",
                "build the site again",
            )

    def sheet_agrees(self, key: str, language: str, printed: bytes) -> None:
        """A printed sheet is the one that would be printed now, or shows the same: its facts, its words, its address."""
        path = sheet_path(key, language)
        file = self.site / path
        if not file.is_file():
            self._find("page-missing", path, "the sheet is not in the site", "build the site again, or run `lindero print`")
            return
        view, content = sheet_view(self.rulebook, key, language), file.read_bytes()
        self.figures += len(view.shown)
        if content == printed:
            return
        known, there = len(self.found), read_sheet(content)
        if there is None:
            self._find("page-differs", path, "the file is no PDF that can be read", "build the site again")
            return
        carried = dict(_FACT_LINE.findall(there[0]))
        for shown in view.shown:
            self._shown_fact_agrees(path, shown, carried, there[1])
        if len(self.found) == known and there != (wanted := read_sheet(printed)) and wanted:
            words = _first_difference(wanted[1], there[1])
            self._find("page-differs", path, f"the sheet does not say what the rulebook says, from “{words}” on", "build the site again")

    def _shown_fact_agrees(self, path: str, shown: ShownFact, carried: dict[str, str], text: str) -> None:
        fact = shown.fact
        if fact.address not in carried:
            self._find("figure-missing", path, f"`{fact.address}` is not among the facts of the sheet", "build the site again", fact)
        elif carried[fact.address] != folded(fact_line(fact).partition(" = ")[2]):
            self._differs(path, fact, carried[fact.address], f"`{fact.figure.machine}`")
        elif folded(shown.text) not in text:
            self._find(
                "figure-missing", path, f"`{fact.address}` should read `{shown.text}` and is not there", "build the site again", fact
            )

    def _differs(self, path: str, fact: Fact, shown: str, right: str) -> None:
        self._find(
            "figure-differs",
            path,
            f"`{fact.address}` reads `{shown}`; the rulebook says {right}",
            "build the site again; never edit built files",
            fact,
        )

    def _find(self, code: str, path: str, message: str, help_: str | None, fact: Fact | None = None) -> None:
        related = (Related(place, "the rulebook's figure"),) if fact and (place := self._place_of(fact)) else ()
        self.found.append(Diagnostic(code, message, Unlocated(self._shown(path)), help_, related=related))

    def _place_of(self, fact: Fact) -> Place | None:
        return self.places.find(fact.path).mark

    def _shown(self, path: str) -> str:
        return f"{self.shown}/{path}"


def _first_difference(wanted: str, there: str) -> str:
    """The first words of `wanted` from which on the page says something else."""
    words = wanted.split()
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if " ".join(words[:middle]) in there else (low, middle - 1)
    return " ".join(words[max(low - 2, 0) : low + 6])
