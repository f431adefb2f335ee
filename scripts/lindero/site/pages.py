"""A rulebook in, its pages out; writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from jinja2 import BytecodeCache

from lindero.brand.logos import find_logo_suffix
from lindero.frozen import Frozen
from lindero.resources.languages import LANGUAGES
from lindero.rulebook.rulebook import Rulebook
from lindero.site.addresses import (
    ASSETS,
    PageKind,
    language_root,
    list_page_kinds,
    page_address,
    page_path,
    sheet_path,
)
from lindero.site.page_views import PageMaker
from lindero.site.templates import load_templates
from lindero.wording.business import make_business_view, show_sheet_title
from lindero.wording.figures import reader_for
from lindero.wording.reader import Reader


class Page(Frozen):
    """A generated page: its path below the docs folder, what header and footer need, its HTML."""

    path: str
    meta: Mapping[str, Any]
    body: str


def make_pages(rulebook: Rulebook, bytecode: BytecodeCache | None = None) -> dict[str, Page]:
    """Every generated page, by its path."""
    return {
        page_path(rulebook, language, kind): _make_page(rulebook, language, kind, bytecode)
        for language in rulebook.languages
        for kind in list_page_kinds(rulebook)
    }


def _make_page(
    rulebook: Rulebook, language: str, kind: PageKind, bytecode: BytecodeCache | None
) -> Page:
    view = PageMaker(rulebook, language, kind).make_view()
    body = (
        load_templates(bytecode)
        .get_template(f"{kind}.html.j2")
        .render(page=view, content=view.content, words=view.words)
    )
    lines = [line.strip() for line in body.splitlines()]
    # Material puts a description into its attribute as it stands.
    meta = {
        "title": view.title,
        "description": escape(view.description),
        "lindero": kind,
    } | make_page_meta(rulebook, language, kind)
    path = page_path(rulebook, language, kind)
    return Page(path, meta, "\n".join(line for line in lines if line))


def make_page_meta(
    rulebook: Rulebook, language: str, kind: PageKind | None = None
) -> dict[str, Any]:
    """What header and footer need, with links from the site's root; a page by hand has no kind."""
    reader = reader_for(rulebook.business, language)
    words = reader.words
    return {
        "lang": language,
        "edition": _show_edition(rulebook, reader),
        "translations": [
            {
                "lang": other,
                "name": LANGUAGES[other].name,
                "link": page_address(rulebook, other, kind or "welcome") or ".",
            }
            for other in rulebook.languages
            if other != language
        ],
        "nav": [
            {
                "name": words[f"nav_{page}"],
                "link": page_address(rulebook, language, page) or ".",
                "here": page == kind,
            }
            for page in list_page_kinds(rulebook)
        ],
        "footer": _make_footer(rulebook, reader),
        "site": _make_site_meta(rulebook, reader),
        "lost": words["lost"],
        "palette": [
            words["palette_to_light"],
            words["palette_to_dark"],
            words["palette_to_system"],
        ],
    }


def _show_edition(rulebook: Rulebook, reader: Reader) -> str:
    business = rulebook.business
    until = {"until": reader.show_day(business.until)} if business.until else {}
    return str(reader.words["edition_until" if until else "edition"]).format(
        date=reader.show_day(business.edition), **until
    )


def _make_footer(rulebook: Rulebook, reader: Reader) -> list[dict[str, str]]:
    return [
        {
            "name": f"{show_sheet_title(rulebook, key, reader).rstrip('.')} (PDF)",
            "link": sheet_path(key, reader.language),
        }
        for key in rulebook.onepagers
    ]


def _make_site_meta(rulebook: Rulebook, reader: Reader) -> dict[str, Any]:
    view = make_business_view(rulebook, reader)
    home = language_root(rulebook, reader.language) or "."
    logo = logo_path(rulebook.brand.logo) if rulebook.brand.logo else ""
    return {"home": home, "colour": rulebook.brand.primary, "logo": logo} | view.__dict__


def logo_path(name: str) -> str:
    """Where the site has the logo that the author keeps in a file of this name."""
    return f"{ASSETS}/logo.{find_logo_suffix(name)}"
