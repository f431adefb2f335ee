"""What a rulebook publishes, for tests that look at all of it."""

from __future__ import annotations

import re

from lindero.agreement.verifying import Publication
from lindero.generators.plain_files import format_page
from lindero.loading import Loaded
from lindero.rulebook.rulebook import Rulebook
from lindero.sheets.printing import Printer
from lindero.site.assets import make_assets
from lindero.site.pages import make_pages
from support.read_back import read_page


def make_publication(loaded: Loaded) -> Publication:
    """Pages, assets and sheets as they are made now."""
    assert loaded.rulebook
    sheets, found = Printer().print_all(loaded.rulebook, loaded.logo, loaded.places)
    assert found == []
    pages = make_pages(loaded.rulebook)
    return Publication(pages, make_assets(loaded.rulebook, loaded.logo), sheets)


def page_texts(rulebook: Rulebook) -> dict[str, str]:
    """The pages as they are exported."""
    return {path: format_page(page) for path, page in make_pages(rulebook).items()}


def read_words(loaded: Loaded, page: str = "terms/index.md") -> str:
    """The visible words of a generated page."""
    assert loaded.rulebook, loaded.findings
    text = read_page(make_pages(loaded.rulebook)[page].body).text
    return re.sub(r" (?=[.,;:)])|(?<=\() ", "", text)


def list_codes(loaded: Loaded) -> list[str]:
    """Of what kind each finding is."""
    return [found.code for found in loaded.findings]
