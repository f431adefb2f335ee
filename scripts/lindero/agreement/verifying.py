"""Finished pages and sheets, read back and compared with the rulebook."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lindero.agreement.finished_site import is_page
from lindero.agreement.read_back import ReadFigure, ReadPage, fold_spaces, read_page, read_sheet
from lindero.agreement.site_files import SiteFiles
from lindero.agreement.site_frame import SiteFrame
from lindero.agreement.wordings import Slot
from lindero.catalogue.facts import Fact
from lindero.findings.finding import Finding, Related, format_counts, suggest_word
from lindero.findings.place import Place, Unlocated
from lindero.loading import Loaded
from lindero.reading.folder import format_path
from lindero.reading.tree import PlaceTree
from lindero.rulebook.rulebook import Rulebook
from lindero.sheets.printing import Sheet
from lindero.sheets.views import ShownFact, format_fact_line
from lindero.site.addresses import find_page_language
from lindero.site.manuscripts import Manuscript
from lindero.site.pages import Page
from lindero.wording.figures import reader_for

_FACT_LINE = re.compile(
    r"([a-z][a-z0-9-]*(?:\.[a-z0-9@-]+)+) = (.*?)(?=, [a-z][a-z0-9-]*(?:\.[a-z0-9@-]+)+ = |$)"
)


_MARK = "data-rule="


@dataclass(frozen=True)
class Publication:
    """Everything that a rulebook puts into a site, by its path; no page that an author replaced."""

    pages: Mapping[str, Page]
    assets: Mapping[str, bytes]
    sheets: Mapping[str, Sheet]
    own_files: Mapping[str, str] | None = None
    """What MkDocs publishes of the author's files, by address; None where nobody asked it."""
    manuscripts: Mapping[str, Manuscript] = field(default_factory=dict)
    own_templates: frozenset[str] = frozenset()
    """What the author put in place of our templates, by path."""


@dataclass(frozen=True)
class Agreement:
    """What a check of a whole site came to."""

    findings: tuple[Finding, ...]
    pages: int
    sheets: int
    figures: int

    @property
    def summary(self) -> str:
        """One line that says how much was compared."""
        counts = (self.pages, "page"), (self.sheets, "sheet"), (self.figures, "figure")
        return f"{format_counts(*counts)} agree with the rulebook"


def verify_site(
    loaded: Loaded,
    site: Path,
    published: Publication,
    *,
    shown: str | None = None,
    building: bool = False,
) -> Agreement:
    """Compare every figure on every page and sheet below `site` with a sound rulebook.

    `published` is what must be there, as it is made now; `shown` is how findings call the folder.
    While it is `building`, nothing was written down yet of what is ours there.
    """
    assert loaded.rulebook
    check = _SiteCheck(loaded.rulebook, site, loaded.places, shown or format_path(site))
    files = (file for file in sorted(site.rglob("*")) if is_page(file.name) and file.is_file())
    built = {
        file.relative_to(site).as_posix(): file.read_text("utf-8", "replace") for file in files
    }
    ours = {f"{path.removesuffix('.md')}.html": page for path, page in published.pages.items()}
    for path in sorted({*built, *ours}):
        page = ours.get(path)
        check.check_page(path, built.get(path), page.body if page else None)
    for path, sheet in published.sheets.items():
        check.check_sheet(path, sheet)
    check.check_frame(built, ours.keys(), published, building=building)
    return Agreement(tuple(check.findings), len(built), len(published.sheets), check.figures)


def verify_unchanged(loaded: Loaded, site: Path) -> list[Finding]:
    """What is wrong in a site of which all that is ours is as the build left and compared it."""
    assert loaded.rulebook
    files = SiteFiles(site, format_path(site), loaded.rulebook, frozenset(), None)
    return list(files.find_foreign())


@dataclass
class _SiteCheck:
    rulebook: Rulebook
    site: Path
    places: PlaceTree
    shown_site: str
    findings: list[Finding] = field(default_factory=list)
    figures: int = 0
    _differing: set[tuple[str, str]] = field(default_factory=set)

    def check_page(self, path: str, built: str | None, wanted: str | None) -> None:
        """A page shows no figure but the rulebook's, and all that it puts there."""
        if built is None:
            self._add_finding(
                "page-missing",
                path,
                "the page is not in the site",
                "build the site again with the plugin `lindero` in mkdocs.yml",
            )
            return
        marked = built.count(_MARK)
        self.figures += marked
        # What stands there to the letter needs no reading: nearly every page of every build.
        if wanted is not None and wanted in built and marked == wanted.count(_MARK):
            return
        page = read_page(built) if marked or wanted is not None else ReadPage()
        self.check_figures(path, page.figures)
        if wanted is not None:
            self.check_completeness(path, read_page(wanted), page)

    def check_frame(
        self,
        built: Mapping[str, str],
        ours: Iterable[str],
        published: Publication,
        *,
        building: bool,
    ) -> None:
        """What stands around the content, and whether anything is there that should not be."""
        frame = SiteFrame(
            self.rulebook,
            self.site,
            self.shown_site,
            built,
            frozenset((*ours, *published.sheets)),
            published.assets,
            published.own_files,
            published.manuscripts,
            self._agrees_with_figure,
            published.own_templates,
        )
        self.findings += frame.list_findings(self.findings, building=building)

    def _agrees_with_figure(self, slot: Slot, language: str) -> bool:
        """In words for other readers, a figure stands with whom it is for, or all cases do."""
        reader = reader_for(self.rulebook.business, language)
        cases = [fact for _, fact in slot.rulebook.find_cases(slot.address)]
        facts = cases or [slot.rulebook.find_fact(slot.address)]
        forms = [
            {fold_spaces(form) for form in reader.list_forms(fact.figure, fact.spec)}
            for fact in facts
            if fact
        ]
        shown = fold_spaces(slot.text)
        if cases or "@" in slot.address:
            return all(any(form in shown for form in each) for each in forms)
        return any(shown in each for each in forms)

    def check_figures(self, path: str, figures: Iterable[ReadFigure]) -> None:
        """Every figure that is shown is the rulebook's."""
        reader = reader_for(self.rulebook.business, find_page_language(self.rulebook, path))
        for figure in dict.fromkeys(figures):
            fact = self.rulebook.facts.get(figure.address)
            if fact is None:
                self._add_finding(
                    "figure-unknown",
                    path,
                    f"`{figure.address}` reads `{figure.text}`; the rulebook has no such figure",
                    suggest_word(figure.address, self.rulebook.facts),
                )
                continue
            right = {fold_spaces(text) for text in reader.list_forms(fact.figure, fact.spec)}
            if figure.text not in right:
                self._report_difference(
                    path, fact, figure.text, " or ".join(f"`{text}`" for text in sorted(right))
                )
            elif figure.value != reader.encode_figure(fact.figure):
                self._report_difference(
                    path,
                    fact,
                    f'value="{figure.value}"',
                    f'`value="{reader.encode_figure(fact.figure)}"`',
                )

    def check_completeness(self, path: str, wanted: ReadPage, page: ReadPage) -> None:
        """Everything that the rulebook puts on a page is there, word for word."""
        for anchor in sorted(wanted.anchors - page.anchors):
            self._add_finding(
                "anchor-missing",
                path,
                f"the permanent link `#{anchor}` leads nowhere",
                "build the site again",
            )
        there = Counter(page.figures)
        missing = list(Counter(wanted.figures) - there)
        for figure in missing:
            if (path, figure.address) not in self._differing:
                fact = self.rulebook.facts[figure.address]
                self._add_finding(
                    "figure-missing",
                    path,
                    f"`{figure.address}` should read `{figure.text}` and is not there",
                    "build the site again",
                    fact,
                )
        if not missing and wanted.text not in page.text:
            words = _find_first_difference(wanted.text, page.text)
            self._add_finding(
                "page-differs",
                path,
                f"the page does not say what the rulebook says, from “{words}” on",
                "build the site again",
            )

    def check_sheet(self, path: str, sheet: Sheet) -> None:
        """A sheet in the site is the one of now, or shows the same: facts, words, address."""
        file = self.site / path
        if not file.is_file():
            self._add_finding(
                "page-missing",
                path,
                "the sheet is not in the site",
                "build the site again, or run `lindero print`",
            )
            return
        content = file.read_bytes()
        self.figures += len(sheet.view.shown_facts)
        if content == sheet.pdf:
            return
        known, there = len(self.findings), read_sheet(content)
        if there is None:
            self._add_finding(
                "page-differs", path, "the file is no PDF that can be read", "build the site again"
            )
            return
        carried = dict(_FACT_LINE.findall(there[0]))
        for shown in sheet.view.shown_facts:
            self._check_shown_fact(path, shown, carried, there[1])
        if len(self.findings) == known and there != (wanted := read_sheet(sheet.pdf)) and wanted:
            words = _find_first_difference(wanted[1], there[1])
            self._add_finding(
                "page-differs",
                path,
                f"the sheet does not say what the rulebook says, from “{words}” on",
                "build the site again",
            )

    def _check_shown_fact(
        self, path: str, shown: ShownFact, carried: dict[str, str], text: str
    ) -> None:
        fact = shown.fact
        if fact.address not in carried:
            self._add_finding(
                "figure-missing",
                path,
                f"`{fact.address}` is not among the facts of the sheet",
                "build the site again",
                fact,
            )
        elif carried[fact.address] != fold_spaces(format_fact_line(fact).partition(" = ")[2]):
            self._report_difference(path, fact, carried[fact.address], f"`{fact.figure.machine}`")
        elif fold_spaces(shown.text) not in text:
            self._add_finding(
                "figure-missing",
                path,
                f"`{fact.address}` should read `{shown.text}` and is not there",
                "build the site again",
                fact,
            )

    def _report_difference(self, path: str, fact: Fact, shown: str, right: str) -> None:
        self._differing.add((path, fact.address))
        self._add_finding(
            "figure-differs",
            path,
            f"`{fact.address}` reads `{shown}`; the rulebook says {right}",
            "build the site again; never edit built files",
            fact,
        )

    def _add_finding(
        self, code: str, path: str, message: str, help_: str | None, fact: Fact | None = None
    ) -> None:
        related = (
            (Related(place, "the rulebook's figure"),)
            if fact and (place := self._find_place(fact))
            else ()
        )
        self.findings.append(
            Finding(code, message, Unlocated(self._format_path(path)), help_, related=related)
        )

    def _find_place(self, fact: Fact) -> Place | None:
        return self.places.find_piece(fact.path).mark

    def _format_path(self, path: str) -> str:
        return f"{self.shown_site}/{path}"


def _find_first_difference(wanted: str, there: str) -> str:
    """The first words of `wanted` from which on the page says something else."""
    words = wanted.split()
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if " ".join(words[:middle]) in there else (low, middle - 1)
    return " ".join(words[max(low - 2, 0) : low + 6])
