"""Finished pages and sheets, read back and compared with the rulebook."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from lindero.agreement.content import AGAIN, LOOK_AROUND, ContentCheck, Explanation
from lindero.agreement.finished_site import FinishedSite, is_page
from lindero.agreement.known_work import Counts, KnownWork, digest_inputs
from lindero.agreement.sheet_frame import SheetFrame, draw_squares
from lindero.agreement.sheet_reading import SheetReading, Squares, UnreadableSheet
from lindero.agreement.site_files import SiteFiles
from lindero.agreement.site_frame import BUILD_AGAIN, SiteFrame
from lindero.agreement.site_record import digest_readings
from lindero.disk.manifest import hash_content
from lindero.expected.frames import ExpectedFrame, make_frames
from lindero.expected.pages import find_page_kind
from lindero.findings.finding import Finding, format_counts
from lindero.findings.place import Unlocated
from lindero.frozen import Frozen
from lindero.loading import Loaded
from lindero.reading.folder import format_path
from lindero.reading.tree import PlaceTree
from lindero.rulebook.rulebook import Rulebook
from lindero.sheets.printing import Sheet
from lindero.side_work import working_beside
from lindero.site.addresses import find_page_language
from lindero.site.manuscripts import Manuscript
from lindero.site.pages import Page

_SHEET = re.compile(r".*/(?P<key>[^/]+)\.(?P<language>[^./]+)\.pdf")


class Publication(Frozen):
    """Everything that a rulebook puts into a site, by its path; no page that an author replaced."""

    pages: Mapping[str, Page]
    assets: Mapping[str, bytes]
    sheets: Mapping[str, Sheet | None]
    """None for one that is still being printed; `await_sheets` puts it into the site."""
    own_files: Mapping[str, str] | None = None
    """What MkDocs publishes of the author's files, by address; None where nobody asked it."""
    manuscripts: Mapping[str, Manuscript] = field(default_factory=dict)
    own_templates: frozenset[str] = frozenset()
    """What the author put in place of our templates, by path."""
    menu_is_plain: bool = False
    """Whether MkDocs alone puts hand-written pages into the menu."""
    await_sheets: Callable[[Path], object] = bool


class Agreement(Frozen):
    """What a check of a whole site came to."""

    findings: tuple[Finding, ...]
    pages: int
    sheets: int
    figures: int
    sentences: int = 0
    readings: Mapping[str, str] = field(default_factory=dict)
    """Of a build, how each page reads, for its record."""

    @property
    def summary(self) -> str:
        """One line that says how much was compared."""
        surfaces = format_counts((self.pages, "page"), (self.sheets, "sheet"))
        compared = format_counts((self.figures, "figure"), (self.sentences, "sentence"))
        return f"{surfaces}: {compared} agree with the rulebook"


def verify_site(
    loaded: Loaded,
    site: Path,
    published: Publication,
    *,
    shown: str | None = None,
    known: KnownWork | None = None,
) -> Agreement:
    """Compare every figure on every page and sheet below `site` with a sound rulebook.

    `published` is what must be there, as it is made now; `shown` is how findings call the folder.
    Only a build gives what is `known` of earlier ones, and gets what agrees now: as long as it goes
    on, nothing was written down of what is ours there.
    """
    building = known is not None
    assert loaded.rulebook
    finished = _read_site(loaded.rulebook, site, published)
    shown = shown or format_path(site)
    check = _SiteCheck(loaded.rulebook, finished, loaded.places, shown, known or KnownWork())
    check.help_ = LOOK_AROUND if building else AGAIN
    paths = sorted(finished.built.keys() | finished.ours - published.sheets.keys())
    # Where sheets are still being printed, another process is at work already.
    here, beside = check.deal_out(paths, shared=None not in published.sheets.values())
    work = partial(check.judge_pages, beside)
    with working_beside(work, threaded=False) if beside else nullcontext(work) as judged_beside:
        judged = check.judge_pages(here)
        # Sheets may still be on their way, and what is around the pages of a build needs none.
        framed = check.check_frame(published, building=True) if building else []
        readings = digest_readings(site) if building else {}
        check.take_over(paths, judged, judged_beside())
    published.await_sheets(site)
    for path in published.sheets:
        check.check_sheet(path)
    check.findings += framed if building else check.check_frame(published, building=False)
    counts = (check.content.figures, check.content.sentences)
    surfaces = (len(finished.built), len(published.sheets))
    return Agreement(tuple(check.findings), *surfaces, *counts, readings)


def verify_unchanged(loaded: Loaded, site: Path) -> list[Finding]:
    """What is wrong in a site of which all that is ours is as the build left and compared it."""
    assert loaded.rulebook
    files = SiteFiles(site, format_path(site), loaded.rulebook, frozenset(), None)
    return list(files.find_foreign())


def read_sheets_ahead(loaded: Loaded, sheets: Mapping[str, Sheet], known: KnownWork) -> KnownWork:
    """Read sheets back before they are in the site; returns what need not be done again there.

    What does not agree is no part of it, and is told where the sheet lies.
    """
    assert loaded.rulebook
    ahead, no_site = known.start_afresh(), FinishedSite(Path(), "", {}, frozenset(), frozenset())
    check = _SiteCheck(loaded.rulebook, no_site, loaded.places, "", ahead)
    for path, sheet in sheets.items():
        check.judge_ahead(path, sheet.pdf)
    return ahead


def explain_surface(
    loaded: Loaded, site: Path, published: Publication, path: str
) -> list[Explanation]:
    """What is read on one page or sheet of a site, in order, and what it is compared with.

    `path` may be a folder, as an address is: `terms/`. Raises FileNotFoundError if it is not there.
    """
    assert loaded.rulebook
    name = path.strip("/") or "index.html"
    name = f"{name}/index.html" if (site / name).is_dir() else name
    finished = _read_site(loaded.rulebook, site, published)
    check = _SiteCheck(loaded.rulebook, finished, loaded.places, format_path(site))
    check.content.explained = name
    if name in published.sheets:
        check.check_sheet(name)
    elif name in finished.built:
        check.check_page(name, ours=name in finished.ours)
    else:
        raise FileNotFoundError(name)
    return check.content.explanations


def _read_site(rulebook: Rulebook, site: Path, published: Publication) -> FinishedSite:
    files = (file for file in sorted(site.rglob("*")) if is_page(file.name) and file.is_file())
    built = {
        file.relative_to(site).as_posix(): file.read_text("utf-8", "replace") for file in files
    }
    pages = (f"{path.removesuffix('.md')}.html" for path in published.pages)
    address = f"{rulebook.business.site.rstrip('/')}/"
    ours = frozenset((*pages, *published.sheets))
    return FinishedSite(site, address, built, ours, published.own_templates)


class _JudgedPages(NamedTuple):
    """What is wrong on some pages, by path, how much was compared, and what agrees."""

    found: Mapping[str, list[Finding]]
    counts: Counts
    known: KnownWork


@dataclass
class _SiteCheck:
    rulebook: Rulebook
    site: FinishedSite
    places: PlaceTree
    shown_site: str
    known: KnownWork = field(default_factory=KnownWork)
    findings: list[Finding] = field(default_factory=list)
    help_: str = AGAIN

    @cached_property
    def content(self) -> ContentCheck:
        """What compares the words of pages and sheets."""
        return ContentCheck(self.rulebook, self.places, self.shown_site, self.known, self.help_)

    def deal_out(self, paths: Iterable[str], *, shared: bool) -> tuple[list[str], list[str]]:
        """The pages to judge here, where there is more to do, and those that another may take."""
        built = self.site.built
        by_size = sorted(paths, key=lambda path: -len(built.get(path, "")))
        return (by_size[1::2], by_size[::2]) if shared else (by_size, [])

    def judge_pages(self, paths: Iterable[str]) -> _JudgedPages:
        """Compare what some pages say; nothing else is changed by it."""
        ahead = replace(self, known=self.known.start_afresh(), findings=[])
        found = {path: ahead.check_page(path, ours=path in self.site.ours) for path in paths}
        counts = Counts(ahead.content.figures, ahead.content.sentences)
        return _JudgedPages(found, counts, ahead.known)

    def take_over(self, paths: Iterable[str], *judged: _JudgedPages) -> None:
        """Tell what was found on the pages, in their order, and know what agrees."""
        found = {path: told for pages in judged for path, told in pages.found.items()}
        self.findings += [one for path in paths for one in found[path]]
        for pages in judged:
            self.content.figures += pages.counts.figures
            self.content.sentences += pages.counts.sentences
            self.known.take_over(pages.known)

    @cached_property
    def frames(self) -> dict[str, ExpectedFrame]:
        """What stands around everything in each language."""
        return make_frames(self.rulebook)

    def check_page(self, path: str, *, ours: bool) -> list[Finding]:
        """A page of ours says what the rulebook says; one by hand shows no other figures."""
        if path not in self.site.built:
            help_ = "build the site again with the plugin `lindero` in mkdocs.yml"
            return [self._make_finding("page-missing", path, "the page is not in the site", help_)]
        language = find_page_language(self.rulebook, path)
        kind = find_page_kind(self.rulebook, language, path) if ours else None
        return [*self.content.check_page(path, self.site.read_page(path), language, kind)]

    def check_frame(self, published: Publication, *, building: bool) -> list[Finding]:
        """What is wrong around the content, and what is there that should not be."""
        frame = SiteFrame(
            self.rulebook,
            self.site,
            self.shown_site,
            self.frames,
            published.assets,
            published.own_files,
            published.manuscripts,
            self.content.shows_figure,
            published.menu_is_plain,
        )
        return frame.list_findings(self.findings, building=building)

    def check_sheet(self, path: str) -> None:
        """A sheet in the site says what the rulebook says, and is what the rulebook makes of it."""
        file = self.site.folder / path
        if not file.is_file():
            help_ = "build the site again, or run `lindero print`"
            told = self._make_finding("page-missing", path, "the sheet is not in the site", help_)
            self.findings.append(told)
            return
        pdf, content = file.read_bytes(), self.content
        agreed = self.known.whole.get((path, hash_content(pdf)))
        if agreed is None:
            self.findings += self._find_sheet_faults(path, pdf)
        else:
            content.figures += agreed.figures
            content.sentences += agreed.sentences

    def judge_ahead(self, path: str, pdf: bytes) -> None:
        """Note a sheet with nothing wrong in it as whole, before it is in the site."""
        content = self.content
        figures, sentences = content.figures, content.sentences
        if not [*self._find_sheet_faults(path, pdf)]:
            counts = Counts(content.figures - figures, content.sentences - sentences)
            self.known.whole[path, hash_content(pdf)] = counts

    def _find_sheet_faults(self, path: str, pdf: bytes) -> Iterator[Finding]:
        try:
            read = self.known.read_sheet(pdf)
        except UnreadableSheet:
            place = Unlocated(f"{self.shown_site}/{path}")
            message = "the file is no PDF that can be read"
            yield Finding("page-differs", message, place, self.content.help_)
            return
        yield from self._list_sheet_faults(path, read)

    def _list_sheet_faults(self, path: str, read: SheetReading) -> Iterator[Finding]:
        named = _SHEET.fullmatch(path)
        assert named
        key, language = named["key"], named["language"]
        yield from self.content.check_sheet(path, read, key, language)
        frame = SheetFrame(key, self.frames[language], self.content.shows_figure, self._leads_to)
        for fault in frame.list_faults(read):
            place = Unlocated(f"{self.shown_site}/{path}")
            yield Finding("page-differs", fault, place, BUILD_AGAIN)

    def _leads_to(self, code: Squares, address: str) -> bool:
        """Whether a QR code leads to an address; one that is known to is not drawn again."""
        digest, agreed = digest_inputs("code", code, address), self.known.agreed
        if agreed.find(digest) is None and code == draw_squares(address):
            agreed.used[digest] = Counts(0, 0)
        return digest in agreed.used

    def _make_finding(self, code: str, path: str, message: str, help_: str) -> Finding:
        return Finding(code, message, Unlocated(f"{self.shown_site}/{path}"), help_)
