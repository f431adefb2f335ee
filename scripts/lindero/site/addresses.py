"""Where everything of the site lies, below its root."""

from __future__ import annotations

import posixpath
from typing import Literal

from lindero.resources.data import PACKAGE
from lindero.rulebook.rulebook import Rulebook

PageKind = Literal["welcome", "terms", "pricing"]


PAGE_FOLDERS: dict[PageKind, str] = {"welcome": "", "pricing": "pricing/", "terms": "terms/"}


ASSETS = "assets/lindero"


def list_page_kinds(rulebook: Rulebook) -> tuple[PageKind, ...]:
    """The pages that this rulebook has something for, in the order of the navigation."""
    return tuple(kind for kind in PAGE_FOLDERS if kind != "pricing" or rulebook.services)


def page_address(rulebook: Rulebook, language: str, kind: PageKind) -> str:
    """A page's address below the site's root: `en/terms/`."""
    return language_root(rulebook, language) + PAGE_FOLDERS[kind]


def language_root(rulebook: Rulebook, language: str) -> str:
    """The main language lives at the root, each other one under its code."""
    return "" if language == rulebook.languages[0] else f"{language}/"


def sheet_path(key: str, language: str) -> str:
    """Where a one-pager lies in the site."""
    return f"print/{key}.{language}.pdf"


def make_relative_link(start: str, target: str) -> str:
    """The way from one address to another, both below the site's root."""
    path, hash_, anchor = target.partition("#")
    way = posixpath.relpath(path or ".", start or ".")
    way = f"{way}/" if not path or path.endswith("/") else way
    return f"#{anchor}" if hash_ and path == start else f"{way}{hash_}{anchor}"


def page_path(rulebook: Rulebook, language: str, kind: PageKind) -> str:
    """Always an `index.md`, so that links in it mean the same in every generator."""
    return f"{page_address(rulebook, language, kind)}index.md"


def asset_paths() -> list[str]:
    """Where styles, script, fonts and pictures of the pages lie, whatever the brand."""
    folders = {PACKAGE / "site/theme_assets": ASSETS, PACKAGE / "brand/fonts": f"{ASSETS}/fonts"}
    files = [
        f"{below}/{file.name}" for folder, below in folders.items() for file in folder.iterdir()
    ]
    return [*files, *(f"{ASSETS}/{name}" for name in ("mark.svg", "brand.css", "logo.svg"))]


def find_page_language(rulebook: Rulebook, path: str) -> str:
    """A page below `en/` is English; everything else is in the main language."""
    first = path.partition("/")[0]
    return first if first in rulebook.languages[1:] else rulebook.languages[0]
