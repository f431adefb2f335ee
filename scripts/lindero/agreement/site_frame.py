"""Everything around the content of a finished site: files, the frame of the pages, lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from lindero.agreement.finished_site import FinishedSite, read_attribute
from lindero.agreement.header_details import find_header_faults
from lindero.agreement.lost_page import LOST, LostPage
from lindero.agreement.page_frame import FigureAgrees, FramedPage
from lindero.agreement.page_links import find_wrong_links
from lindero.agreement.site_files import SiteFiles
from lindero.agreement.site_lists import find_list_faults
from lindero.agreement.site_record import fold_reading
from lindero.agreement.styled_away import find_hidden_words
from lindero.expected.frames import PLACES, ExpectedFrame
from lindero.findings.finding import Finding
from lindero.findings.place import Unlocated
from lindero.frozen import Frozen
from lindero.rulebook.rulebook import Rulebook
from lindero.site.manuscripts import Manuscript

BUILD_AGAIN = "build the site again; if this comes back, look at your plugins and templates"


class SiteFrame(Frozen):
    """A finished site held against its rulebook, but for what the pages say.

    `own_files` and `manuscripts` are the author's by address, or None where nobody knows; `agrees`
    compares a shown figure with the rulebook, and `menu_is_plain` says that MkDocs alone puts his
    pages into the menu.
    """

    rulebook: Rulebook
    site: FinishedSite
    shown: str
    frames: Mapping[str, ExpectedFrame]
    assets: Mapping[str, bytes]
    own_files: Mapping[str, str] | None
    manuscripts: Mapping[str, Manuscript]
    agrees: FigureAgrees
    menu_is_plain: bool = False

    def list_findings(self, told: Iterable[Finding], *, building: bool) -> list[Finding]:
        """All that is wrong and was not `told`; a site that is being built has no list of files."""
        found = [*self._check_pages()]
        site = self.site
        files = SiteFiles(site.folder, self.shown, self.rulebook, site.ours, self.own_files)
        found += files.find_strange_sheets()
        if not building:
            known = {one.place.path for one in (*told, *found) if one.severity == "error"}
            # That a file was changed is no news where it was told what is wrong in it.
            found += (one for one in files.find_faults() if one.place.path not in known)
        return found

    def _check_pages(self) -> Iterator[Finding]:
        pages = [page for page in (*self._list_our_pages(), *self._list_manuscripts()) if page]
        for page in pages:
            for fault in dict.fromkeys(self._list_page_faults(page)):
                yield self._tell("page-differs", page.path, fault, BUILD_AGAIN)
            yield from self._tell_missing_figures(page)
        for lost in self._find_lost_page():
            for fault in dict.fromkeys((*lost.list_faults(), *find_header_faults(lost))):
                yield self._tell("page-differs", lost.path, fault, BUILD_AGAIN)
        yield from self._check_assets()
        for path in sorted(self.manuscripts.keys() - self.site.built.keys()):
            message = f"the page of `{self.manuscripts[path].path}` is not in the site"
            yield self._tell("page-missing", path, message, "build the site again")
        ours = {page.path for page in pages if page.manuscript is None}
        for path, fault in find_list_faults(self.site, ours):
            yield self._tell("page-differs", path, fault, BUILD_AGAIN)

    def _list_page_faults(self, page: FramedPage) -> Iterator[str]:
        yield from page.list_faults()
        yield from find_wrong_links(page)
        yield from find_header_faults(page)
        yield from find_hidden_words(
            page.tree, ours=page.manuscript is None and page.has_our_layout
        )

    def _check_assets(self) -> Iterator[Finding]:
        """Styles, script, fonts and marks are those of now; what a plugin made smaller is, too."""
        for path, content in self.assets.items():
            there = (self.site.folder / path).read_bytes() if path in self.site.files else None
            if there != content and (
                there is None or fold_reading(path, there) != fold_reading(path, content)
            ):
                message = "the file is not what the rulebook's brand and Lindero make"
                yield self._tell("page-differs", path, message, "build the site again")

    def _tell_missing_figures(self, page: FramedPage) -> Iterator[Finding]:
        """What a hand-written page asks for is on it."""
        asked = page.manuscript.figures if page.manuscript else ()
        wanted = Counter(filter(None, map(self.rulebook.find_shown_address, asked)))
        marks = page.tree.css("[data-rule]") if wanted else ()
        for address in wanted - Counter(read_attribute(mark, "data-rule") for mark in marks):
            message = f"the page asks for `{address}`, and it is not there"
            yield self._tell("figure-missing", page.path, message, "build the site again")

    def _list_our_pages(self) -> Iterator[FramedPage]:
        for frame in self.frames.values():
            for kind in PLACES:
                path = frame.find_page(kind)
                if path in self.site.ours and path in self.site.built:
                    yield self._put_in_frame(path, frame, kind=kind)

    def _list_manuscripts(self) -> Iterator[FramedPage]:
        for path, manuscript in self.manuscripts.items():
            if path in self.site.built:
                frame, twins = self._find_frame(path), self._find_twins(path)
                yield self._put_in_frame(path, frame, manuscript=manuscript, twins=twins)

    def _find_lost_page(self) -> list[LostPage]:
        """The page of a wrong address, if there is one that is ours."""
        if LOST not in self.site.built or LOST in self.manuscripts:
            return []
        frame = self.frames[self.rulebook.languages[0]]
        own_pages = self._find_menu(frame)
        return [LostPage(LOST, frame, self.frames, self.site, self.agrees, own_pages=own_pages)]

    def _put_in_frame(
        self,
        path: str,
        frame: ExpectedFrame,
        *,
        kind: str = "",
        manuscript: Manuscript | None = None,
        twins: Mapping[str, str] | None = None,
    ) -> FramedPage:
        return FramedPage(
            path,
            frame,
            self.frames,
            self.site,
            self.agrees,
            kind,
            manuscript,
            twins,
            self._find_menu(frame),
        )

    def _find_menu(self, frame: ExpectedFrame) -> frozenset[str] | None:
        """The author's pages in the menu of a language; None where he may have chosen them."""
        if not self.menu_is_plain:
            return None
        by_hand = self.manuscripts.keys() & self.site.built.keys()
        listed = (
            path for path in by_hand if frame.lists_in_menu(path, self.manuscripts[path].path)
        )
        return frozenset(listed)

    def _find_frame(self, path: str) -> ExpectedFrame:
        """A page below `en/` is English; everything else is in the main language."""
        main = self.rulebook.languages[0]
        first = path.partition("/")[0]
        return self.frames[first if first in self.rulebook.languages[1:] else main]

    def _find_twins(self, path: str) -> dict[str, str]:
        plain = path.removeprefix(self._find_frame(path).root)
        places = {code: frame.root + plain for code, frame in self.frames.items()}
        known = self.manuscripts.keys() | self.site.ours
        return {code: place for code, place in places.items() if place in known}

    def _tell(self, code: str, path: str, message: str, help_: str) -> Finding:
        return Finding(code, message, Unlocated(f"{self.shown}/{path}"), help_)
