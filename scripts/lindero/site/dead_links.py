"""Links from hand-written pages to files that the site will not have."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from lindero.findings.finding import Finding, suggest_word
from lindero.findings.place import Source
from lindero.rulebook.rulebook import Rulebook
from lindero.site.addresses import PAGE_FOLDERS, asset_paths, list_page_kinds, page_path, sheet_path
from lindero.site.docs_folder import MARKDOWN, Publishing

_PART = r"(?:[^()\s<>]|\([^()\s]*\))"


_LINK = re.compile(
    rf"\]\([ ]*<?(?P<inline>{_PART}+)>?"
    r"|^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?(?P<defined>[^\s<>]+)",
    re.MULTILINE,
)


_ELSEWHERE = re.compile(r"[a-zA-Z][\w+.-]*:|[/\\#?]|.*\{\{")


_OF_THEME = ("404.html", "sitemap.xml", "sitemap.xml.gz")


_FEW_SERVICES = (
    "the rules name no services, so there is no price list; take the link out, or write `services:`"
)


@dataclass(frozen=True)
class OwnFiles:
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
    """Links to files: (start, end, what is typed); none from indented lines, which may be code."""
    for match in _LINK.finditer(text):
        name = "inline" if match["inline"] else "defined"
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start() + 1]
        if not _ELSEWHERE.match(match[name]) and not line.startswith(("    ", "\t")):
            yield *match.span(name), match[name]


def check_links(
    source: Source,
    path: str,
    own: OwnFiles,
    there: Collection[str],
    code: Iterable[tuple[int, int]],
) -> Iterator[Finding]:
    """Each link of the page at `path` that leads to nothing; `there` are the hand-written files."""
    spans = list(code)
    for start, end, typed in find_links(source.text):
        target = _resolve_target(path, typed)
        replaced = re.sub(r"index\.md$", "README.md", target) in there
        known = target in there or (target in own.pages and not replaced) or target == "."
        doubtful = own.unsure and (target in own.no_pages or target.startswith("print/"))
        if (
            known
            or doubtful
            or target in own.addresses
            or any(first <= start < last for first, last in spans)
        ):
            continue
        yield dead_link(source, start, end, _way_out(path, typed, target, own, there))


def dead_link(source: Source, start: int, end: int, help_: str) -> Finding:
    """A link that leads nowhere."""
    message = f"`{source.text[start:end]}` leads nowhere"
    return Finding("dead-link", message, source.make_span(start, end), help_, "warning")


def _resolve_target(path: str, typed: str) -> str:
    """The path in the docs folder that a link means."""
    file = unquote(re.split(r"[?#]", typed, maxsplit=1)[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), file))


def _way_out(path: str, typed: str, target: str, own: OwnFiles, there: Collection[str]) -> str:
    if target in own.no_pages:
        return _FEW_SERVICES
    known = [*own.pages, *own.sheets, *sorted(there)]
    near = _find_near_file(path, typed, target, known)
    if near:
        anchor = typed[typed.index("#") :] if "#" in typed else ""
        return f"did you mean `{posixpath.relpath(near, posixpath.dirname(path) or '.')}{anchor}`?"
    if posixpath.splitext(target)[1] not in {"", ".html", *MARKDOWN}:
        return "put the file there, or correct its path"
    return suggest_word(target, known) or "correct the path, or take the link out"


def _find_near_file(path: str, typed: str, target: str, known: list[str]) -> str | None:
    """The file that an address or another ending would mean, seen from the file or its page."""
    page = posixpath.splitext(path)[0]
    for start in (target, _resolve_target(f"{page}/", typed), _resolve_target(f"{path}/x/", typed)):
        stem = posixpath.splitext(start)[0] if start.endswith((".md", ".html")) else start
        for guess in (f"{stem}.md", posixpath.normpath(f"{stem}/index.md"), f"{stem}/README.md"):
            if guess in known:
                return guess
    return None
