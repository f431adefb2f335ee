"""Links from hand-written pages to files that the site will not have."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

from lindero.findings.finding import Finding, suggest_word
from lindero.findings.place import Source
from lindero.frozen import Frozen
from lindero.rulebook.rulebook import Rulebook
from lindero.site.addresses import PAGE_FOLDERS, asset_paths, list_page_kinds, page_path, sheet_path
from lindero.site.docs_folder import MARKDOWN, Publishing
from lindero.site.markdown_code import find_code

_PART = r"(?:[^()\s<>]|\([^()\s]*\))"


_LINK = re.compile(
    rf"\]\([ ]*<?(?P<inline>{_PART}+)>?"
    r"|^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?(?P<defined>[^\s<>]+)",
    re.MULTILINE,
)


_ELSEWHERE = re.compile(r"[a-zA-Z][\w+.-]*:|[/\\#?]|.*\{\{")


_ID = re.compile(r'\bid="([^"]+)"')


_OF_THEME = ("404.html", "sitemap.xml", "sitemap.xml.gz")


_FEW_SERVICES = (
    "the rules name no services, so there is no price list; take the link out, or write `services:`"
)


class OwnFiles(NamedTuple):
    """What the rulebook brings, by docs path; `unsure` while a part of it cannot be read."""

    pages: tuple[str, ...]
    sheets: tuple[str, ...]
    no_pages: tuple[str, ...]
    unsure: bool

    @property
    def addresses(self) -> dict[str, str]:
        """The same by address in the site, with the theme's own files."""
        pages = {f"{path.removesuffix('.md')}.html": path for path in self.pages}
        return pages | {path: path for path in (*self.sheets, *asset_paths(), *_OF_THEME)}


def own_files(rulebook: Rulebook, publishing: Publishing, *, unsure: bool) -> OwnFiles:
    """What this rulebook brings."""
    kinds = list_page_kinds(rulebook)
    made, not_made = (
        tuple(
            page_path(rulebook, language, kind)
            for language in rulebook.languages
            for kind in chosen
        )
        for chosen in (kinds, [kind for kind in PAGE_FOLDERS if kind not in kinds])
    )
    sheets = tuple(
        sheet_path(key, language)
        for key in (rulebook.onepagers if publishing.sheets else ())
        for language in rulebook.languages
    )
    return OwnFiles(made, sheets, not_made, unsure)


def find_links(text: str) -> Iterator[tuple[int, int, str]]:
    """Links to files outside code: (start, end, what is typed)."""
    code = find_code(text)
    for match in _LINK.finditer(text):
        name = "inline" if match["inline"] else "defined"
        in_code = any(first <= match.start(name) < last for first, last in code)
        if not in_code and not _ELSEWHERE.match(match[name]):
            yield *match.span(name), match[name]


class SiteLinks(Frozen):
    """What a link can lead to: our files, and `there`, the hand-written ones."""

    rulebook: Rulebook
    own: OwnFiles
    there: frozenset[str]
    publishing: Publishing

    def check_page(self, source: Source, path: str) -> Iterator[Finding]:
        """Each link of the page at `path` that leads to nothing."""
        for start, end, typed in find_links(source.text):
            help_ = self._find_fault(path, typed)
            if help_:
                yield dead_link(source, start, end, help_)

    def _find_fault(self, path: str, typed: str) -> str:
        """What to write instead of a link that leads nowhere; nothing for one that works."""
        target, anchor = _resolve_target(path, typed), typed.partition("#")[2]
        address = _resolve_target(self.publishing.find_address(path), typed)
        # MkDocs rewrites a link to a file; any other stays, and means what a browser makes of it.
        page = target if self._has_file(target) else self._addresses.get(address, "")
        doubtful = self.own.unsure and (target in self.own.no_pages or target.startswith("print/"))
        if doubtful or target == ".":
            return ""
        if not page:
            return _way_out(path, typed, target, self)
        if self.has_anchor(page, anchor):
            return ""
        rule = suggest_word(anchor, self.rulebook.rules, none_fits="take the part from `#` on out")
        return f"`{page}` has no `#{anchor}`; {rule}"

    def _has_file(self, target: str) -> bool:
        replaced = target.endswith("index.md") and as_readme(target) in self.there
        ours = target in self.own.pages and not replaced
        return ours or target in self.there or target in self._files

    @cached_property
    def _files(self) -> frozenset[str]:
        return frozenset((*self.own.sheets, *asset_paths()))

    @cached_property
    def _addresses(self) -> dict[str, str]:
        """What lies at an address as a browser asks for it: `terms/index.html` and `terms`."""
        there = {self.publishing.find_address(path): path for path in self.there}
        whole = self.own.addresses | there
        folders = {
            posixpath.normpath(posixpath.dirname(address) or "."): path
            for address, path in whole.items()
            if posixpath.basename(address) == "index.html"
        }
        return whole | folders

    def has_anchor(self, page: str, anchor: str) -> bool:
        """Only our own pages are known before they are built; a rule's anchor is its address."""
        mine = page in self.own.pages and page not in self.there
        if not anchor or not mine or self.own.unsure or as_readme(page) in self.there:
            return True
        return unquote(anchor) in self._anchors.get(page, ())

    @cached_property
    def _anchors(self) -> dict[str, frozenset[str]]:
        from lindero.site.pages import make_pages  # noqa: PLC0415 - few links need its templates
        from lindero.site.templates import ShippedTemplates  # noqa: PLC0415 - as above

        made = make_pages(self.rulebook, ShippedTemplates())
        return {path: frozenset(_ID.findall(page.body)) for path, page in made.items()}


def as_readme(path: str) -> str:
    """The other name of a folder's index page."""
    return re.sub(r"index\.md$", "README.md", path)


def as_index(path: str) -> str:
    """The name by which everybody knows the page of a README."""
    return re.sub(r"README\.md$", "index.md", path)


def dead_link(source: Source, start: int, end: int, help_: str) -> Finding:
    """A link that leads nowhere."""
    message = f"`{source.text[start:end]}` leads nowhere"
    return Finding("dead-link", message, source.make_span(start, end), help_, "warning")


def _resolve_target(path: str, typed: str) -> str:
    """The path in the docs folder that a link means."""
    file = unquote(re.split(r"[?#]", typed, maxsplit=1)[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), file))


def _way_out(path: str, typed: str, target: str, links: SiteLinks) -> str:
    own = links.own
    if target in own.no_pages:
        return _FEW_SERVICES
    known = [*own.pages, *own.sheets, *sorted(links.there)]
    near = _find_near_file(path, typed, target, known)
    folder = posixpath.dirname(path) or "."
    if near:
        anchor = typed.partition("#")[2]
        kept = f"#{anchor}" if anchor and links.has_anchor(near, anchor) else ""
        return f"did you mean `{posixpath.relpath(near, folder)}{kept}`?"
    if posixpath.splitext(target)[1] not in {"", ".html", *MARKDOWN}:
        return "put the file there, or correct its path"
    seen = [posixpath.relpath(one, folder) for one in known]
    near_word = suggest_word(posixpath.relpath(target, folder), seen)
    return near_word or "correct the path, or take the link out"


def _find_near_file(path: str, typed: str, target: str, known: list[str]) -> str | None:
    """The file that an address or another ending would mean, seen from the file or its page."""
    page = posixpath.splitext(path)[0]
    starts = (
        target,
        _resolve_target(f"{page}/", typed),
        _resolve_target(f"{path}/x/", typed),
        _resolve_target("", typed),  # as if from the docs folder
    )
    for start in starts:
        stem = posixpath.splitext(start)[0] if start.endswith((".md", ".html")) else start
        for guess in (f"{stem}.md", posixpath.normpath(f"{stem}/index.md"), f"{stem}/README.md"):
            if guess in known:
                return guess
    return None
