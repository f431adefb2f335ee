"""Finished pages and sheets, read back and compared with the rulebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from lindero.agreement.content import LOOK_AROUND, ContentCheck, Explanation
from lindero.agreement.finished_site import is_page
from lindero.agreement.site_files import SiteFiles
from lindero.agreement.site_frame import SiteFrame
from lindero.expected.pages import find_page_kind
from lindero.findings.finding import Finding, format_counts
from lindero.findings.place import Unlocated
from lindero.loading import Loaded
from lindero.reading.folder import format_path
from lindero.reading.tree import PlaceTree
from lindero.rulebook.rulebook import Rulebook
from lindero.sheets.printing import Sheet
from lindero.site.addresses import find_page_language
from lindero.site.manuscripts import Manuscript
from lindero.site.pages import Page

_SHEET = re.compile(r".*/(?P<key>[^/]+)\.(?P<language>[^./]+)\.pdf")


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
    menu_is_plain: bool = False
    """Whether MkDocs alone puts hand-written pages into the menu."""


@dataclass(frozen=True)
class Agreement:
    """What a check of a whole site came to."""

    findings: tuple[Finding, ...]
    pages: int
    sheets: int
    figures: int
    sentences: int = 0

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
    building: bool = False,
) -> Agreement:
    """Compare every figure on every page and sheet below `site` with a sound rulebook.

    `published` is what must be there, as it is made now; `shown` is how findings call the folder.
    While it is `building`, nothing was written down yet of what is ours there.
    """
    assert loaded.rulebook
    check = _SiteCheck(loaded.rulebook, site, loaded.places, shown or format_path(site))
    if building:
        check.content.help_ = LOOK_AROUND
    files = (file for file in sorted(site.rglob("*")) if is_page(file.name) and file.is_file())
    built = {
        file.relative_to(site).as_posix(): file.read_text("utf-8", "replace") for file in files
    }
    ours = {f"{path.removesuffix('.md')}.html" for path in published.pages}
    for path in sorted({*built, *ours}):
        check.check_page(path, built.get(path), ours=path in ours)
    for path in published.sheets:
        check.check_sheet(path)
    check.check_frame(built, ours, published, building=building)
    counts = (check.content.figures, check.content.sentences)
    return Agreement(tuple(check.findings), len(built), len(published.sheets), *counts)


def verify_unchanged(loaded: Loaded, site: Path) -> list[Finding]:
    """What is wrong in a site of which all that is ours is as the build left and compared it."""
    assert loaded.rulebook
    files = SiteFiles(site, format_path(site), loaded.rulebook, frozenset(), None)
    return list(files.find_foreign())


def explain_surface(
    loaded: Loaded, site: Path, published: Publication, path: str
) -> list[Explanation]:
    """What is read on one page or sheet of a site, in order, and what it is compared with.

    `path` may be a folder, as an address is: `terms/`. Raises FileNotFoundError if it is not there.
    """
    assert loaded.rulebook
    name = path.strip("/") or "index.html"
    name = f"{name}/index.html" if (site / name).is_dir() else name
    check = _SiteCheck(loaded.rulebook, site, loaded.places, format_path(site))
    check.content.explained = name
    if name in published.sheets:
        check.check_sheet(name)
    else:
        built = (site / name).read_text("utf-8", "replace")
        check.check_page(name, built, ours=f"{name.removesuffix('.html')}.md" in published.pages)
    return check.content.explanations


@dataclass
class _SiteCheck:
    rulebook: Rulebook
    site: Path
    places: PlaceTree
    shown_site: str
    findings: list[Finding] = field(default_factory=list)

    @cached_property
    def content(self) -> ContentCheck:
        """What compares the words of pages and sheets."""
        return ContentCheck(self.rulebook, self.places, self.shown_site)

    def check_page(self, path: str, built: str | None, *, ours: bool) -> None:
        """A page of ours says what the rulebook says; one by hand shows no other figures."""
        if built is None:
            help_ = "build the site again with the plugin `lindero` in mkdocs.yml"
            self._add_finding("page-missing", path, "the page is not in the site", help_)
            return
        language = find_page_language(self.rulebook, path)
        kind = find_page_kind(self.rulebook, language, path) if ours else None
        self.findings += self.content.check_page(path, built, language, kind)

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
            self.content.shows_figure,
            published.own_templates,
            published.menu_is_plain,
        )
        self.findings += frame.list_findings(self.findings, building=building)

    def check_sheet(self, path: str) -> None:
        """A sheet in the site says what the rulebook says, and carries its facts."""
        file, named = self.site / path, _SHEET.fullmatch(path)
        assert named
        if not file.is_file():
            help_ = "build the site again, or run `lindero print`"
            self._add_finding("page-missing", path, "the sheet is not in the site", help_)
            return
        content = file.read_bytes()
        self.findings += self.content.check_sheet(path, content, named["key"], named["language"])

    def _add_finding(self, code: str, path: str, message: str, help_: str) -> None:
        place = Unlocated(f"{self.shown_site}/{path}")
        self.findings.append(Finding(code, message, place, help_))
