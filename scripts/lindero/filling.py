"""Pages written by hand, with their figures and rule links filled in."""

from __future__ import annotations

from collections.abc import Callable

from lindero.manuscripts import FRONT_MATTER, find_references
from lindero.markup import Scope, inline_html, inline_plain
from lindero.prose import Link, Mention
from lindero.rulebook import Rulebook
from lindero.views import address, relative
from lindero.wording import reader_for


def fill_manuscript(rulebook: Rulebook, path: str, markdown: str) -> str:
    """The page's Markdown with every figure and rule link filled in; `path` is relative to the docs folder.

    What leads nowhere stays as typed: `check_manuscript` has refused it, and only a server goes on with the last good rules.
    """
    reader = reader_for(rulebook.business, language_of(rulebook, path))
    terms = f"{address(rulebook, reader.language, 'terms')}index.md"
    folder = path.rpartition("/")[0]
    scope = Scope(rulebook, reader, str)

    def filled(node: Mention | Link) -> str:
        if isinstance(node, Mention):
            fact = rulebook.facts.get(node.address)
            return str(inline_html([node], scope)) if fact else node.token
        return f"{relative(f'{folder}/' if folder else '', terms)}#{node.rule}"

    return _replaced(markdown, filled)


def fill_plain(rulebook: Rulebook, path: str, text: str) -> str:
    """A line of front matter with its figures as plain text."""
    reader = reader_for(rulebook.business, language_of(rulebook, path))

    def filled(node: Mention | Link) -> str:
        if isinstance(node, Link):
            return node.href
        fact = rulebook.facts.get(node.address)
        return inline_plain([node], Scope(rulebook, reader, str)) if fact else node.token

    return _replaced(text, filled)


def language_of(rulebook: Rulebook, path: str) -> str:
    """A page below `en/` is English; everything else is in the main language."""
    first = path.partition("/")[0]
    return first if first in rulebook.languages[1:] else rulebook.languages[0]


def split_front_matter(text: str) -> tuple[str, str]:
    """The front matter with its fences, and the rest."""
    match = FRONT_MATTER.match(text)
    return (match[0], text[match.end() :]) if match else ("", text)


def _replaced(markdown: str, filled: Callable[[Mention | Link], str]) -> str:
    parts, start = [], 0
    for at, end, node in find_references(markdown):
        parts += [markdown[start:at], filled(node)]
        start = end
    return "".join([*parts, markdown[start:]])
