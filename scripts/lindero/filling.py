"""Pages written by hand, with their figures and rule links filled in."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

from lindero.addresses import address, relative
from lindero.manuscripts import FRONT_MATTER, find_references
from lindero.markup import Scope, inline_html, inline_plain
from lindero.prose import Link, Mention
from lindero.rulebook import Rulebook
from lindero.wording import reader_for

# What some Markdown engine may read as a sign of its own; the first two stay as they are.
_SIGN = re.compile(
    r"""(?P<tag><[^<>]*>)|(?P<kept>&\#?\w+;|(?<=\d)[.,](?=\d)|(?<=\w)-(?=\w)|[,;%])"""
    r"""|(?P<sign>[!-/:-@\[-`{-~])"""
)
_VALUE = re.compile(r'"(?P<value>[^"]*)"')
_PLAIN_VALUE = re.compile(r"[\w.@ -]*")


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
            return literal(str(inline_html([node], scope))) if fact else node.token
        return f"{relative(f'{folder}/' if folder else '', terms)}#{node.rule}"

    return _replaced(markdown, filled)


def fill_meta(rulebook: Rulebook, path: str, value: Any) -> Any:
    """Front matter, at whatever depth, with its figures as text that any template can take as HTML."""
    if isinstance(value, dict):
        return {key: fill_meta(rulebook, path, inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [fill_meta(rulebook, path, inner) for inner in value]
    return _fill_plain(rulebook, path, value, html.escape) if isinstance(value, str) else value


def fill_front_matter(rulebook: Rulebook, path: str, text: str) -> str:
    """The same of front matter as it is typed: no figure can end a YAML text or begin another key."""
    return _fill_plain(rulebook, path, text, lambda shown: literal(html.escape(shown)))


def literal(markup: str) -> str:
    """HTML whose words no Markdown engine takes for anything but words: `*` becomes `&#42;`."""
    return _SIGN.sub(_literal_sign, markup)


def _literal_sign(found: re.Match[str]) -> str:
    if found["tag"]:
        return _VALUE.sub(_literal_value, found["tag"])
    return found["kept"] or f"&#{ord(found['sign'])};"


def _literal_value(quoted: re.Match[str]) -> str:
    value = quoted["value"]
    return quoted[0] if _PLAIN_VALUE.fullmatch(value) else f'"{literal(value)}"'


def _fill_plain(rulebook: Rulebook, path: str, text: str, escape: Callable[[str], str]) -> str:
    reader = reader_for(rulebook.business, language_of(rulebook, path))

    def filled(node: Mention | Link) -> str:
        if isinstance(node, Link):
            return node.href
        fact = rulebook.facts.get(node.address)
        return escape(inline_plain([node], Scope(rulebook, reader, str))) if fact else node.token

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
