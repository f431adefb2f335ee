"""Styles, script, fonts and marks of the pages."""

from __future__ import annotations

from pathlib import Path

from lindero.brand.colours import make_brand_css, make_light_scheme
from lindero.records.sections import Brand
from lindero.resources.data import PACKAGE
from lindero.rulebook.rulebook import Rulebook
from lindero.site.addresses import ASSETS
from lindero.site.pages import logo_path

THEME = PACKAGE / "site/theme"


def make_assets(rulebook: Rulebook, logo: bytes | None) -> dict[str, bytes]:
    """Styles, script and fonts of the pages, by their path below the docs folder."""
    brand = rulebook.brand
    found = {
        f"{ASSETS}/{file.name}": file.read_bytes()
        for file in _list_files(PACKAGE / "site/theme_assets")
    }
    found |= {
        f"{ASSETS}/fonts/{file.name}": file.read_bytes()
        for file in _list_files(PACKAGE / "brand/fonts")
        if file.suffix in {".woff2", ".txt"}
    }
    found[f"{ASSETS}/mark.svg"] = _draw_mark(brand).encode()
    found[f"{ASSETS}/brand.css"] = make_brand_css(
        brand.primary, brand.accent, brand.highlight
    ).encode()
    if logo is not None and brand.logo is not None:
        found[logo_path(brand.logo)] = logo
    return found


def _draw_mark(brand: Brand) -> str:
    """The mark for the browser's tab, in the brand's colours."""
    scheme = make_light_scheme(brand.primary, brand.accent, brand.highlight)
    drawing = (PACKAGE / "site/theme_assets/mark.svg").read_text("utf-8")
    for drawn, own in (
        ("#17322c", scheme.primary),
        ("#e9b44c", scheme.highlight),
        ("#f6eee0", scheme.on_primary),
    ):
        drawing = drawing.replace(drawn, str(own))
    return drawing


def _list_files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.is_file())
