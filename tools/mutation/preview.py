"""What a build would put into a site: where that is as it should be, nothing need be built."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

# What these do is all in the pages, the sheets' models and the filled manuscripts.
_ROOMS = ("wording/", "outcomes/", "site/templates/")
_MODULES = {
    "site/page_views.py", "site/pricing_views.py", "site/example_views.py", "site/view_maker.py",
    "site/page_content.py", "sheets/views.py",
}  # fmt: skip


def can_preview(file: str) -> bool:
    """Whether all that a file does to a site can be seen before it is built."""
    return file.startswith(_ROOMS) or file in _MODULES


def preview_site(rulebook: Any, docs: Path) -> str:
    """Every generated page, every sheet's model, every hand-written page as it is filled."""
    from lindero.sheets.views import list_sheet_keys, make_sheet_view
    from lindero.site.manuscript_filling import fill_manuscript, fill_meta
    from lindero.site.pages import make_page_meta, make_pages

    pages = make_pages(rulebook, _load_bytecode())
    heads = [make_page_meta(rulebook, language) for language in rulebook.languages]
    models = [make_sheet_view(rulebook, *key).model for key in list_sheet_keys(rulebook)]
    filled = []
    for file in sorted(docs.rglob("*.md")):
        path, text = file.relative_to(docs).as_posix(), file.read_text("utf-8")
        filled += [fill_manuscript(rulebook, path, text), fill_meta(rulebook, path, text)]
    return repr((pages, heads, models, filled))


@cache
def _load_bytecode() -> Any:
    from lindero.site.templates import ShippedTemplates

    return ShippedTemplates()
