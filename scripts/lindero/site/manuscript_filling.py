"""Pages written by hand: figures and rule links filled in."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

from lindero.reading.prose import Mention, ProseLink
from lindero.rulebook.rulebook import Rulebook
from lindero.site.addresses import find_page_language, make_relative_link, page_address
from lindero.site.hand_written import FRONT_MATTER, find_references
from lindero.wording.figures import reader_for
from lindero.wording.markup import Scope, inline_html, inline_plain

# What some Markdown engine may read as a sign of its own; the first two stay as they are.
_SIGN = re.compile(
    r"""(?P<tag><[^<>]*>)|(?P<kept>&\#?\w+;|(?<=\d)[.,](?=\d)|(?<=\w)-(?=\w)|[,;%])"""
    r"""|(?P<sign>[!-/:-@\[-`{-~])"""
)


_VALUE = re.compile(r'"(?P<value>[^"]*)"')


_PLAIN_VALUE = re.compile(r"[\w.@ -]*")


def fill_manuscript(rulebook: Rulebook, path: str, markdown: str) -> str:
    """The page's Markdown with every figure and rule link filled in; `path` is that in the docs.

    What leads nowhere stays as typed: it has been refused, and only a server goes on.
    """
    reader = reader_for(rulebook.business, find_page_language(rulebook, path))
    terms = f"{page_address(rulebook, reader.language, 'terms')}index.md"
    folder = path.rpartition("/")[0]
    scope = Scope(rulebook, reader, str)

    def fill_reference(node: Mention | ProseLink) -> str:
        if isinstance(node, Mention):
            fact = rulebook.find_fact(node.address)
            return make_literal(str(inline_html([node], scope))) if fact else node.token
        return f"{make_relative_link(f'{folder}/' if folder else '', terms)}#{node.rule}"

    return _replace_references(markdown, fill_reference)


def fill_meta(
    rulebook: Rulebook, path: str, value: Any, escape: Callable[[str], str] = html.escape
) -> Any:
    """Front matter with its figures as text; escaped as it is, any template can take it as HTML."""
    if isinstance(value, dict):
        return {key: fill_meta(rulebook, path, inner, escape) for key, inner in value.items()}
    if isinstance(value, list):
        return [fill_meta(rulebook, path, inner, escape) for inner in value]
    return _fill_plain(rulebook, path, value, escape) if isinstance(value, str) else value


def make_literal(markup: str) -> str:
    """HTML whose words no Markdown engine takes for anything but words: `*` becomes `&#42;`."""
    return _SIGN.sub(_literal_sign, markup)


def _literal_sign(found: re.Match[str]) -> str:
    if found["tag"]:
        return _VALUE.sub(_literal_value, found["tag"])
    return found["kept"] or f"&#{ord(found['sign'])};"


def _literal_value(quoted: re.Match[str]) -> str:
    value = quoted["value"]
    return quoted[0] if _PLAIN_VALUE.fullmatch(value) else f'"{make_literal(value)}"'


def _fill_plain(rulebook: Rulebook, path: str, text: str, escape: Callable[[str], str]) -> str:
    reader = reader_for(rulebook.business, find_page_language(rulebook, path))

    def fill_reference(node: Mention | ProseLink) -> str:
        if isinstance(node, ProseLink):
            return node.href
        fact = rulebook.find_fact(node.address)
        return escape(inline_plain([node], Scope(rulebook, reader, str))) if fact else node.token

    return _replace_references(text, fill_reference)


def split_front_matter(text: str) -> tuple[str, str]:
    """The front matter with its fences, and the rest."""
    match = FRONT_MATTER.match(text)
    return (match[0], text[match.end() :]) if match else ("", text)


def _replace_references(markdown: str, fill_reference: Callable[[Mention | ProseLink], str]) -> str:
    parts, start = [], 0
    for at, end, node in find_references(markdown):
        parts += [markdown[start:at], fill_reference(node)]
        start = end
    return "".join([*parts, markdown[start:]])
