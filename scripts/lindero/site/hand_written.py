"""Pages written by hand: their figures and rule links, found and checked."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from lindero.checks.prose import find_link_problem, find_mention_problem
from lindero.checks.spoken_figures import FigureJudge
from lindero.findings.finding import Finding
from lindero.findings.place import Source, Unlocated
from lindero.loading import Loaded
from lindero.reading.folder import format_path
from lindero.reading.prose import Mention, ProseLink, parse_inline
from lindero.reading.source_files import read_source
from lindero.reading.tree import Document, Scalar
from lindero.reading.yaml_reader import read_document
from lindero.rulebook.rulebook import Rulebook
from lindero.site.addresses import find_page_language, page_path
from lindero.site.dead_links import SiteLinks, as_readme, dead_link, own_files
from lindero.site.docs_folder import (
    AS_USUAL,
    DocsFolder,
    Publishing,
    addresses_taken,
    leads_outside,
    look_through,
)
from lindero.site.markdown_code import find_code
from lindero.site.spoken_pages import check_page_figures

_STARTS_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n[\w-]+:")


FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?P<head>.*?\n)(?:---|\.\.\.)[ \t]*\r?\n", re.DOTALL)


_FIGURE = re.compile(r"\{\{[^{}\n]*\}\}")


_RULE_LINK = re.compile(r"(?<=\]\()rule:[^)\s]*|(?<=\]: )rule:\S+")


_IN_ATTRIBUTE = re.compile(
    r"(?:<[a-zA-Z][^<>{}]*|!\[[^\]{}\n]*|\]\([^){}\n]*|^ {0,3}\[[^\]\n]+\]:[^{}\n]*|\{:[^{}\n]*"
    r"|<(?:script|style)\b[^<>]*>[^<]*?)(?P<figure>\{\{[^{}\n]*\}\})",
    re.MULTILINE,
)


_RULE_ELSEWHERE = re.compile(r"""(?<=["'<])rule:[^"'>\s]*""")


def check_manuscripts(
    loaded: Loaded,
    folder: Path,
    shown_from: Path | None = None,
    publishing: Publishing = AS_USUAL,
    *,
    judge: FigureJudge | None = None,
) -> list[Finding]:
    """What of the hand-written files is lost, cannot be read or leads nowhere."""
    docs = look_through(folder, publishing, shown_from)
    rulebook = loaded.sound_part
    found = [*docs.found, *_links_outside(folder, shown_from)]
    if rulebook is None:
        return found
    own = own_files(rulebook, publishing, unsure=bool(loaded.doubts))
    # A pipe in the place of the logo is told once, where the rules name it.
    named = format_path(folder.parent / (rulebook.brand.logo or ""), shown_from)
    found = [one for one in found if one.place.path != named]
    found += addresses_taken(docs, own.addresses, publishing, shown_from)
    judge = judge or FigureJudge(rulebook, loaded.places, loaded.as_of)
    replaced = _list_replaced(rulebook, docs)
    links = SiteLinks(rulebook, own, frozenset(docs.files), publishing)
    for path in docs.list_pages():
        source, problems = read_source(folder / path, format_path(folder / path, shown_from))
        found += problems
        found += check_manuscript(rulebook, source, loaded.doubts)
        found += check_page_figures(judge, source, find_page_language(rulebook, path))
        found += links.check_page(source, path)
        found += _check_rule_links(rulebook, source, path, replaced)
    return found


def _list_replaced(rulebook: Rulebook, docs: DocsFolder) -> dict[str, str]:
    """By language, the hand-written page in place of our terms, and nothing where ours stands."""
    ours = {one: page_path(rulebook, one, "terms") for one in rulebook.languages}
    return {
        language: own
        for language, path in ours.items()
        for own in (path, as_readme(path))
        if own in docs.files
    }


def _check_rule_links(
    rulebook: Rulebook, source: Source, path: str, replaced: dict[str, str]
) -> Iterator[Finding]:
    """Links to rules lead into our terms; a page of one's own in their place has no rules in it."""
    own = replaced.get(find_page_language(rulebook, path))
    for start, end, node in find_references(source.text) if own else ():
        if isinstance(node, ProseLink):
            help_ = (
                f"your own `{own}` stands in place of the page with the rules; "
                "give that page another name"
            )
            yield dead_link(source, start, end, help_)


def _links_outside(docs: Path, shown_from: Path | None) -> Iterator[Finding]:
    """Links to what the author may not mean to publish: MkDocs follows them."""
    project = docs.resolve().parent
    for folder, folders, files in os.walk(docs):
        for path in (Path(folder) / name for name in sorted([*folders, *files])):
            if leads_outside(path, project):
                shown = format_path(path, shown_from)
                message = f"`{shown}` leads out of the project, and what lies there is published"
                yield Finding(
                    "leads-outside",
                    message,
                    Unlocated(shown),
                    "copy what is meant into the folder",
                    "warning",
                )


def check_manuscript(
    rulebook: Rulebook,
    source: Source,
    doubts: frozenset[str] = frozenset(),
) -> Iterator[Finding]:
    """What is wrong in one page."""
    yield from _check_front_matter(source)
    for start, end, node in find_references(source.text):
        problem = (
            find_mention_problem(rulebook, None, node, doubts)
            if isinstance(node, Mention)
            else find_link_problem(rulebook, node, doubts)
        )
        if problem:
            yield Finding(problem[0], problem[1], source.make_span(start, end), problem[2])
    for match in _find_outside_code(_IN_ATTRIBUTE, source.text):
        message = f"`{match['figure']}` stands where only plain text can stand"
        help_ = (
            "figures belong into the running text, "
            "not into HTML tags, image descriptions or link titles"
        )
        yield Finding("figure-misplaced", message, source.make_span(*match.span("figure")), help_)
    yield from _tell_figures_in_code(rulebook, source)
    for match in _find_outside_code(_RULE_ELSEWHERE, source.text):
        message = f"`{match[0]}` stands in HTML, where it leads nowhere"
        yield Finding(
            "bad-link",
            message,
            source.make_span(*match.span()),
            f"write a Markdown link: `[text]({match[0]})`",
        )


def _tell_figures_in_code(rulebook: Rulebook, source: Source) -> Iterator[Finding]:
    """Code shows what is typed, so a figure in it would be braces to a reader."""
    code = [span for span in find_code(source.text) if not source.text.startswith("<!--", span[0])]
    for match in _FIGURE.finditer(source.text):
        node = parse_inline(match[0])[0]
        named = isinstance(node, Mention) and rulebook.find_fact(node.address)
        if named and any(start <= match.start() < end for start, end in code):
            message = f"`{match[0]}` stands in code, which is published as it is typed"
            help_ = "take it out of the backticks, or indent it by less than four spaces"
            place = source.make_span(*match.span())
            yield Finding("figure-misplaced", message, place, help_, "warning")


def _check_front_matter(source: Source) -> Iterator[Finding]:
    """MkDocs publishes front matter that it cannot read as text, without a word."""
    if not _STARTS_FRONT_MATTER.match(source.text):
        return  # a line of dashes is also how Markdown draws a rule
    match = FRONT_MATTER.match(source.text)
    if match is None:
        yield Finding(
            "yaml-syntax",
            "the front matter has no end",
            source.make_span(0, 3),
            "close it with a line `---`",
        )
        return
    head = Source(source.path, f"   \n{match['head']}")  # the same lines, the same columns
    document, mistakes = read_document(head)
    for found in mistakes:
        figure = found.code == "key-not-text" and "{{" in (found.help or "")
        if figure or found.code in {"yaml-syntax", "duplicate-key", "comment-in-text"}:
            yield found
    if document and not mistakes:
        yield from _check_title(document)


def _check_title(document: Document) -> Iterator[Finding]:
    title = document.places.children.get("title")
    if title and title.mark and not isinstance(document.data["title"], Scalar):
        help_ = "write one text; quotes hold one that starts with `[` or `{`"
        yield Finding("bad-text", "a title is one text, not a list or a group", title.mark, help_)


def find_references(text: str) -> list[tuple[int, int, Mention | ProseLink]]:
    """Every figure and rule link outside code: (start, end, what it is), in order."""
    found: list[tuple[int, int, Mention | ProseLink]] = []
    for match in _find_outside_code(_FIGURE, text):
        node = parse_inline(match[0])[0]
        assert isinstance(node, Mention)
        found.append((*match.span(), node))
    found += [
        (*match.span(), ProseLink(match[0], ())) for match in _find_outside_code(_RULE_LINK, text)
    ]
    return sorted(found, key=lambda entry: entry[0])


def _find_outside_code(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    code = find_code(text)
    for match in pattern.finditer(text):
        if not any(start <= match.start() < end for start, end in code):
            yield match
