"""A finished site as it lies on disk: its files, its pages as a browser reads them, its links."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from lindero.disk.manifest import walk_folder
from lindero.frozen import Frozen

PAGES = frozenset((".html", ".htm", ".xhtml"))


class Landing(NamedTuple):
    """Where a link leads to within the site."""

    path: str
    anchor: str


class FinishedSite(Frozen):
    """A folder, the address at which it is published, and the pages that were read of it.

    `ours` are the files of our own that must be there, `own_templates` the templates that the
    author put in place of ours.
    """

    folder: Path
    address: str
    built: Mapping[str, str]
    ours: frozenset[str]
    own_templates: frozenset[str]
    _trees: dict[str, LexborHTMLParser] = field(default_factory=dict)
    _anchors: dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def files(self) -> frozenset[str]:
        """Every file, by its path."""
        return frozenset(path for path, is_folder in walk_folder(self.folder) if not is_folder)

    def read_page(self, path: str) -> LexborHTMLParser:
        """A page as a browser reads it."""
        if path not in self._trees:
            self._trees[path] = LexborHTMLParser(self.built[path])
        return self._trees[path]

    def list_anchors(self, path: str) -> frozenset[str]:
        """Every place of a page that a link can lead to."""
        if path not in self._anchors:
            nodes = self.read_page(path).css("[id], a[name]")
            names = (node.attributes.get("id") or node.attributes.get("name") for node in nodes)
            self._anchors[path] = frozenset(name for name in names if name)
        return self._anchors[path]

    def find_landing(self, page: str, href: str) -> Landing | None:
        """Where a link on a page leads to; None for one that leaves the site."""
        if href.startswith(self.address):
            page, href = "", href.removeprefix(self.address)
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            return None
        way = unquote(parts.path)
        if way.startswith("/"):
            way = f"/{way.removeprefix(urlsplit(self.address).path)}"
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(page), way))[1:]
        if not way and href.startswith(("#", "?")):
            target = page
        elif way.endswith(("/", ".", "..")) or not way:
            target = posixpath.join(target, "index.html")
        if target not in self.files and posixpath.join(target, "index.html") in self.files:
            target = posixpath.join(target, "index.html")
        return Landing(target, unquote(parts.fragment))

    def leads_somewhere(self, landing: Landing) -> bool:
        """Whether the file is there, and on a page of ours the place too.

        A page of ours that is missing is told once, and not by every link to it.
        """
        if landing.path not in self.files:
            return landing.path in self.ours
        ours = landing.path in self.ours and landing.path in self.built
        known = not landing.anchor or not ours
        return known or landing.anchor in self.list_anchors(landing.path)


def is_page(path: str) -> bool:
    """Whether a browser opens a file as a page."""
    return PurePosixPath(path).suffix.lower() in PAGES


def read_attribute(node: LexborNode, name: str) -> str:
    """An attribute's value, empty where there is none."""
    return node.attributes.get(name) or ""
