"""A one-pager's words and figures in, PDF bytes out; the only place that knows the PDF engine."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING, Literal

from lindero.brand.logos import wrap_as_drawing
from lindero.reading.characters import name_character
from lindero.resources.data import PACKAGE
from lindero.sheets.model import SheetModel

if TYPE_CHECKING:
    import typst

SheetErrorReason = Literal["overflow", "word", "glyph", "other"]


_TEMPLATE = PACKAGE / "sheets" / "onepager.typ"


_NO_FIT = "the text does not fit on one page"


_NO_ROOM = re.compile(r"the word does not fit in its place: (.+?)\"?$", re.DOTALL)


_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')


_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


_LOGO_ALONE = b"""
#set page(width: 60mm, height: 12mm, margin: 0mm, fill: none)
#let logo = image(bytes(sys.inputs.logo), format: "svg", width: 60mm, height: 12mm, fit: "contain")
#if sys.inputs.shown == "yes" { logo } else { hide(logo) }
"""


_COARSE = 72


# So many compilations more the engine keeps what it made of a sheet: 5 to 10 MiB of each. The next
# one is not made quicker by it.
_KEPT_FOR = 10


_PRINTED = count()


# Any moment will do, as long as it is the same one every day: a sheet states no date of making.
_FIXED_TIME = 0


class SheetError(Exception):
    """A sheet that cannot be printed."""

    def __init__(self, reason: SheetErrorReason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason: SheetErrorReason = reason
        self.detail = detail


def compile_sheet(model: SheetModel, logo: bytes | None = None) -> bytes:
    """A sheet as PDF/UA-1; `logo` is what `read_logo` gave. Raises `SheetError`."""
    import typst

    inputs = {"model": model.as_json(), "qr": _draw_code(model.url, model.colours.ink)}
    if logo is not None:
        inputs["logo"] = wrap_as_drawing(logo)
    if next(_PRINTED):
        _forget_sheets()
    try:
        return typst.compile(
            _TEMPLATE,
            root=_TEMPLATE.parent,
            font_paths=_load_fonts(),
            ignore_system_fonts=True,
            sys_inputs=inputs,
            format="pdf",
            pdf_standards="ua-1",
            timestamp=_FIXED_TIME,
        )
    except typst.TypstError as error:
        raise _explain_error(error) from error


def _forget_sheets() -> None:
    """Have the engine free what it keeps of sheets in case that they are compiled again."""
    import typst

    empty = typst.Compiler(font_paths=_load_fonts(), ignore_system_fonts=True)
    for _ in range(_KEPT_FOR + 1):
        empty.compile(b"", format="svg")


@cache
def _load_fonts() -> typst.Fonts:
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[PACKAGE / "brand/fonts"],
    )


@cache
def _draw_code(url: str, ink: str) -> str:
    import segno

    try:
        code = segno.make_qr(url, error="m")
    except segno.DataOverflowError as error:
        raise SheetError(
            "other", f"the address has {len(url)} characters, too many for a QR code"
        ) from error
    drawing = BytesIO()
    code.save(drawing, kind="svg", border=0, dark=ink, xmldecl=False, omitsize=True, nl=False)
    return drawing.getvalue().decode()


@lru_cache(2)
def look_at_logo(logo: bytes) -> str | None:
    """Why a logo cannot be drawn, or that nothing of it is seen: drawn and hidden look alike."""
    import typst

    drawing = wrap_as_drawing(logo)
    try:
        seen, hidden = (
            typst.compile(
                _LOGO_ALONE,
                font_paths=_load_fonts(),
                ignore_system_fonts=True,
                sys_inputs={"logo": drawing, "shown": shown},
                format="png",
                ppi=_COARSE,
            )
            for shown in ("yes", "no")
        )
    except typst.TypstError as error:
        return f"cannot be drawn: {error.message}"
    return "draws nothing that can be seen" if seen == hidden else None


def _explain_error(error: typst.TypstError) -> SheetError:
    if _NO_FIT in error.message:
        return SheetError("overflow", _NO_FIT)
    if wide := _NO_ROOM.search(error.message):
        return SheetError("word", f"`{_ESCAPED.sub(_unescape_character, wide[1])}`")
    lacking = dict.fromkeys(
        _ESCAPED.sub(_unescape_character, found) for found in _NO_GLYPH.findall(error.diagnostic)
    )
    if any(map(_hangs_on_another, lacking)):
        # The engine names the letter that accents hang on too, though our fonts have it.
        lacking = {text: None for text in lacking if not text.isascii()}
    if lacking:
        return SheetError("glyph", ", ".join(_name_characters(text) for text in lacking))
    return SheetError("other", error.message)


def _unescape_character(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16))


def _name_characters(text: str) -> str:
    if _hangs_on_another(text):
        return name_character(text)
    points = " ".join(f"U+{ord(character):04X}" for character in text)
    return f"`{text}` ({points})" if text.isprintable() else points


def _hangs_on_another(text: str) -> bool:
    return len(text) == 1 and unicodedata.category(text).startswith("M")
