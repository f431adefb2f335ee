"""Every one-pager of a rulebook as PDF bytes, or why one cannot be printed."""

from __future__ import annotations

from collections.abc import Container, Mapping
from hashlib import sha256

from lindero.findings.finding import Finding
from lindero.findings.place import Unlocated
from lindero.frozen import Frozen
from lindero.loading import Loaded
from lindero.reading.tree import PlaceTree
from lindero.rulebook.rulebook import Rulebook
from lindero.sheets.engine import SheetError, compile_sheet
from lindero.sheets.model import SheetModel
from lindero.sheets.paper import check_logo
from lindero.sheets.views import SheetView, list_sheet_keys, make_sheet_view
from lindero.site.addresses import sheet_path

_PROBLEMS = {
    "overflow": (
        "sheet-overflow",
        "does not fit on one page",
        "choose fewer services or rules, or shorten the texts",
    ),
    "word": (
        "sheet-overflow",
        "has a word that is wider than its place",
        "shorten it, or put a space or a hyphen into it",
    ),
    "glyph": (
        "sheet-glyph",
        "holds a character that our fonts do not have",
        "leave it out, or write it in Latin letters",
    ),
    "other": (
        "sheet-failed",
        "cannot be printed",
        (
            "look at the address of the site; if it is in order, "
            "please report this as a fault of Lindero"
        ),
    ),
}


class Sheet(Frozen):
    """A printed one-pager, with the view that it was printed from and a digest of all in it."""

    view: SheetView
    pdf: bytes
    made_of: str = ""


def print_sheets(
    loaded: Loaded, wanted: Container[str] | None = None
) -> tuple[dict[str, Sheet], list[Finding]]:
    """All one-pagers of a sound rulebook, or the `wanted` ones, by their path in the site.

    One that cannot be printed is a finding.
    """
    assert loaded.rulebook
    return Printer().print_all(loaded.rulebook, loaded.logo, loaded.places, wanted)


class Printer:
    """Compiles sheets, each once as long as nothing in it changes.

    What is `printed` already, by what it was made of, is taken from there.
    """

    def __init__(self, printed: Mapping[str, bytes] | None = None) -> None:
        self._done: Mapping[str, bytes] = printed or {}

    def print_all(
        self,
        rulebook: Rulebook,
        logo: bytes | None,
        places: PlaceTree,
        wanted: Container[str] | None = None,
    ) -> tuple[dict[str, Sheet], list[Finding]]:
        """All sheets by path, and a finding for each that cannot be printed."""
        done = self._done
        sheets: dict[str, Sheet] = {}
        found = check_logo(logo, places)
        if found:
            return {}, found
        for key, language in list_sheet_keys(rulebook):
            if wanted is not None and key not in wanted:
                continue
            try:
                view = make_sheet_view(rulebook, key, language)
                made_of = _digest_sheet(view.model, logo)
                pdf = done.get(made_of) or compile_sheet(view.model, logo)
                sheets[sheet_path(key, language)] = Sheet(view, pdf, made_of)
            except SheetError as error:
                code, said, help_ = _PROBLEMS[error.reason]
                place = places.find_piece(("onepagers", key)).key_mark or Unlocated(
                    sheet_path(key, language)
                )
                detail = f": {error.detail}" if error.detail and error.reason != "overflow" else ""
                found.append(
                    Finding(code, f"the sheet `{key}` ({language}) {said}{detail}", place, help_)
                )
        self._done = {sheet.made_of: sheet.pdf for sheet in sheets.values()}
        return sheets, found


def _digest_sheet(model: SheetModel, logo: bytes | None) -> str:
    """All that decides on the bytes of a sheet, but for the programs that make it."""
    drawn = b"" if logo is None else sha256(logo).digest()
    return sha256(drawn + model.as_json().encode()).hexdigest()
