"""Pages written by hand: the figures and rule links in their Markdown, checked and filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from lindero.checks import link_problem, mention_problem
from lindero.diagnostics import Diagnostic
from lindero.loading import shown_path
from lindero.markup import figure_html
from lindero.prose import Link, Mention, parse_inline
from lindero.reading import decode
from lindero.rulebook import Rulebook
from lindero.source import Source
from lindero.views import address, relative
from lindero.wording import reader_for

_CODE = re.compile(r"^(?P<fence>`{3,}|~{3,}).*?(?:^(?P=fence)|\Z)|(?P<tick>`+)[^\n]*?(?P=tick)|<!--.*?-->", re.MULTILINE | re.DOTALL)
_FIGURE = re.compile(r"\{\{[^{}\n]*\}\}")
_RULE_LINK = re.compile(r"(?<=\]\()rule:[^)\s]*|(?<=\]: )rule:\S+")
_RULE_ELSEWHERE = re.compile(r"""(?<=["'<])rule:[^"'>\s]*""")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)


def check_manuscripts(rulebook: Rulebook, docs: Path, shown_from: Path | None = None) -> list[Diagnostic]:
    """Every address in the hand-written pages that leads nowhere, with its place."""
    if not docs.is_dir():
        return []
    found: list[Diagnostic] = []
    for file in sorted(docs.rglob("*.md")):
        source, problems = decode(shown_path(file, shown_from), file.read_bytes())
        found += [*problems, *check_manuscript(rulebook, source)]
    return found


def check_manuscript(rulebook: Rulebook, source: Source) -> Iterator[Diagnostic]:
    """What is wrong in one page."""
    for start, end, node in _references(source.text):
        problem = mention_problem(rulebook, None, node) if isinstance(node, Mention) else link_problem(rulebook, node)
        if problem:
            yield Diagnostic(problem[0], problem[1], source.span(start, end), problem[2])
    for match in _outside_code(_RULE_ELSEWHERE, source.text):
        message = f"`{match[0]}` stands in HTML, where it leads nowhere"
        yield Diagnostic("bad-link", message, source.span(*match.span()), f"write a Markdown link: `[text]({match[0]})`")


def fill_manuscript(rulebook: Rulebook, path: str, markdown: str) -> str:
    """The page's Markdown with every figure and rule link filled in; `path` is relative to the docs folder.

    What leads nowhere stays as typed: `check_manuscript` has refused it, and only a server goes on with the last good rules.
    """
    reader = reader_for(rulebook.business, language_of(rulebook, path))
    terms = f"{address(rulebook, reader.language, 'terms')}index.md"
    folder = path.rpartition("/")[0]

    def filled(node: Mention | Link) -> str:
        if isinstance(node, Mention):
            fact = rulebook.facts.get(node.address)
            return str(figure_html(fact, reader, node.form)) if fact else node.token
        return f"{relative(f'{folder}/' if folder else '', terms)}#{node.rule}"

    return _replaced(markdown, filled)


def fill_plain(rulebook: Rulebook, path: str, text: str) -> str:
    """A line of front matter with its figures as plain text."""
    reader = reader_for(rulebook.business, language_of(rulebook, path))

    def filled(node: Mention | Link) -> str:
        if isinstance(node, Link):
            return node.href
        fact = rulebook.facts.get(node.address)
        return reader.show(fact.figure, fact.spec, node.form) if fact else node.token

    return _replaced(text, filled)


def language_of(rulebook: Rulebook, path: str) -> str:
    """A page below `en/` is English; everything else is in the main language."""
    first = path.partition("/")[0]
    return first if first in rulebook.languages[1:] else rulebook.languages[0]


def split_front_matter(text: str) -> tuple[str, str]:
    """The front matter with its fences, and the rest."""
    match = _FRONT_MATTER.match(text)
    return (match[0], text[match.end() :]) if match else ("", text)


def _replaced(markdown: str, filled: Callable[[Mention | Link], str]) -> str:
    parts, start = [], 0
    for at, end, node in _references(markdown):
        parts += [markdown[start:at], filled(node)]
        start = end
    return "".join([*parts, markdown[start:]])


def _references(text: str) -> list[tuple[int, int, Mention | Link]]:
    found: list[tuple[int, int, Mention | Link]] = []
    for match in _outside_code(_FIGURE, text):
        node = parse_inline(match[0])[0]
        assert isinstance(node, Mention)
        found.append((*match.span(), node))
    found += [(*match.span(), Link(match[0], ())) for match in _outside_code(_RULE_LINK, text)]
    return sorted(found, key=lambda entry: entry[0])


def _outside_code(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    code = [match.span() for match in _CODE.finditer(text)]
    for match in pattern.finditer(text):
        if not any(start <= match.start() < end for start, end in code):
            yield match
