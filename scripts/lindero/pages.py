"""A rulebook in; pages and files out; writes nothing."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined

from lindero.addresses import ASSETS, PageKind, address, language_root, page_kinds, page_path, sheet_path
from lindero.colours import brand_css, light_scheme
from lindero.logos import logo_suffix
from lindero.records import Brand
from lindero.rulebook import Rulebook
from lindero.views import PageMaker, business_view, sheet_title
from lindero.vocabulary import PACKAGE
from lindero.wording import Reader, reader_for

THEME = PACKAGE / "theme"


@cache
def templates(bytecode: BytecodeCache | None = None) -> Environment:
    """The shipped templates: escaped by themselves, a missing value is an error."""
    return Environment(
        loader=FileSystemLoader(PACKAGE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=bytecode,
        auto_reload=False,
    )


def make_pages(rulebook: Rulebook, bytecode: BytecodeCache | None = None) -> dict[str, str]:
    """Every generated page as Markdown with front matter, by its path below the docs folder."""
    return {
        page_path(rulebook, language, kind): _page(rulebook, language, kind, bytecode)
        for language in rulebook.languages
        for kind in page_kinds(rulebook)
    }


def _page(rulebook: Rulebook, language: str, kind: PageKind, bytecode: BytecodeCache | None) -> str:
    view = PageMaker(rulebook, language, kind).view()
    body = templates(bytecode).get_template(f"{kind}.html.j2").render(page=view, words=view.words)
    lines = [line.strip() for line in body.splitlines()]
    # Material puts a description into its attribute as it stands.
    meta = {"title": view.title, "description": escape(view.description), "lindero": kind} | page_meta(rulebook, language, kind)
    return front_matter(meta) + "\n".join(line for line in lines if line) + "\n"


def page_body(text: str) -> str:
    """A page without its front matter."""
    return text.partition("\n---\n")[2].strip()


def page_meta_of(text: str) -> dict[str, Any]:
    """The front matter of a generated page."""
    lines = text.partition("---\n")[2].partition("\n---\n")[0].splitlines()
    return {key: json.loads(value) for key, _, value in (line.partition(": ") for line in lines)}


def front_matter(meta: dict[str, Any]) -> str:
    """YAML that every reader of YAML takes alike: one line a key, every text in quotes."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items()]
    return "\n".join(["---", *lines, "---", "", ""])


def page_meta(rulebook: Rulebook, language: str, kind: PageKind | None = None) -> dict[str, Any]:
    """What header and footer need; `kind` is None for a page written by hand. Links are relative to the site's root."""
    reader = reader_for(rulebook.business, language)
    words = reader.words
    return {
        "lang": language,
        "edition": _edition(rulebook, reader),
        "translations": [
            {"lang": other, "name": words["language_names"][other], "link": address(rulebook, other, kind or "welcome") or "."}
            for other in rulebook.languages
            if other != language
        ],
        "nav": [
            {"name": words[f"nav_{page}"], "link": address(rulebook, language, page) or ".", "here": page == kind}
            for page in page_kinds(rulebook)
        ],
        "footer": _footer(rulebook, reader),
        "site": _site(rulebook, reader),
        "lost": words["lost"],
        "palette": [words["palette_to_light"], words["palette_to_dark"], words["palette_to_system"]],
    }


def _edition(rulebook: Rulebook, reader: Reader) -> str:
    business = rulebook.business
    until = {"until": reader.day(business.until)} if business.until else {}
    return str(reader.words["edition_until" if until else "edition"]).format(date=reader.day(business.edition), **until)


def _footer(rulebook: Rulebook, reader: Reader) -> list[dict[str, str]]:
    return [
        {"name": f"{sheet_title(rulebook, key, reader).rstrip('.')} (PDF)", "link": sheet_path(key, reader.language)}
        for key in rulebook.onepagers
    ]


def _site(rulebook: Rulebook, reader: Reader) -> dict[str, Any]:
    view = business_view(rulebook, reader)
    home = language_root(rulebook, reader.language) or "."
    logo = logo_path(rulebook.brand.logo) if rulebook.brand.logo else ""
    return {"home": home, "colour": rulebook.brand.primary, "logo": logo} | view.__dict__


def logo_path(name: str) -> str:
    """Where the site has the logo that the author keeps in a file of this name."""
    return f"{ASSETS}/logo.{logo_suffix(name)}"


def make_assets(rulebook: Rulebook, logo: bytes | None) -> dict[str, bytes]:
    """Styles, script and fonts of the pages, by their path below the docs folder."""
    brand = rulebook.brand
    found = {f"{ASSETS}/{file.name}": file.read_bytes() for file in _files(PACKAGE / "theme_assets")}
    found |= {f"{ASSETS}/fonts/{file.name}": file.read_bytes() for file in _files(PACKAGE / "fonts") if file.suffix in {".woff2", ".txt"}}
    found[f"{ASSETS}/mark.svg"] = _mark(brand).encode()
    found[f"{ASSETS}/brand.css"] = brand_css(brand.primary, brand.accent, brand.highlight).encode()
    if logo is not None and brand.logo is not None:
        found[logo_path(brand.logo)] = logo
    return found


def _mark(brand: Brand) -> str:
    """The mark for the browser's tab, in the brand's colours."""
    scheme = light_scheme(brand.primary, brand.accent, brand.highlight)
    drawing = (PACKAGE / "theme_assets/mark.svg").read_text("utf-8")
    for drawn, own in (("#17322c", scheme.primary), ("#e9b44c", scheme.highlight), ("#f6eee0", scheme.on_primary)):
        drawing = drawing.replace(drawn, str(own))
    return drawing


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.is_file())
