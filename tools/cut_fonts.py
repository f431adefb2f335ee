"""Cuts the faces of Lindero out of two npm packages: as TTF for print, as WOFF2 for the web.

    npm pack @expo-google-fonts/fraunces@0.4.1 @expo-google-fonts/figtree@0.4.1
    # unpack each archive into a folder of its own: fraunces/, figtree/
    python tools/cut_fonts.py fraunces/package figtree/package

Both families are under the SIL Open Font License without a reserved font name, so that a cut
version may keep the name.
Needs fontTools and brotli. The same packages give the same bytes.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "scripts" / "lindero" / "brand" / "fonts"

# Basic Latin to Latin Extended-A, the Romanian comma letters, ẞ, modifier accents, punctuation,
# super- and subscripts, currency, letterlike signs, fractions, arrows, the common mathematical
# signs, boxes and bullets, ticks and crosses, ligatures.
CHARACTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *(0x192, 0x218, 0x219, 0x21A, 0x21B, 0x1E9E, 0x2BC),
    *range(0x2C6, 0x2DE),
    *range(0x2000, 0x20C1),
    *range(0x2100, 0x2160),
    *range(0x2190, 0x219A),
    *(0x2212, 0x2215, 0x2219, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265),
    *range(0x25A0, 0x25D0),
    *(0x2713, 0x2717),
    *range(0xFB00, 0xFB05),
)
FEATURES = [
    "kern",
    "mark",
    "mkmk",
    "ccmp",
    "locl",
    "rvrn",
    "liga",
    "case",
    "tnum",
    "pnum",
    "lnum",
    "onum",
    "frac",
    "numr",
    "dnom",
    "ordn",
    "sups",
    "sinf",
    "subs",
]
FAMILIES = ("Fraunces", "Figtree")
KEPT_NAMES = (0, 1, 2, 3, 4, 5, 6, 13, 14)


@dataclass(frozen=True)
class Face:
    """One file to make: where it lies in its package, and how it is called."""

    family: str
    style: str
    source: str

    @property
    def stem(self) -> str:
        """The file name without its ending: `Fraunces-SemiBold`."""
        return f"{self.family}-{self.style}"


FACES = (
    Face("Fraunces", "Regular", "400Regular/Fraunces_400Regular.ttf"),
    Face("Fraunces", "Italic", "400Regular_Italic/Fraunces_400Regular_Italic.ttf"),
    Face("Fraunces", "SemiBold", "600SemiBold/Fraunces_600SemiBold.ttf"),
    Face("Figtree", "Regular", "400Regular/Figtree_400Regular.ttf"),
    Face("Figtree", "SemiBold", "600SemiBold/Figtree_600SemiBold.ttf"),
    Face("Figtree", "Bold", "700Bold/Figtree_700Bold.ttf"),
)


def cut_face(source: Path) -> TTFont:
    """The font of a file with only our characters and features."""
    options = Options(
        layout_features=FEATURES,
        name_IDs=list(KEPT_NAMES),
        notdef_outline=True,
        hinting=False,
        recalc_timestamp=False,
    )
    options.drop_tables += ["DSIG", "STAT", "MVAR", "HVAR", "meta"]
    font = TTFont(source, recalcTimestamp=False)
    cutter = Subsetter(options)
    cutter.populate(unicodes=CHARACTERS)
    cutter.subset(font)
    return font


def name_face(font: TTFont, face: Face) -> None:
    """Gives every face of a family the same family name; weight and slant stay where they are."""
    names = {
        1: face.family,
        2: face.style,
        3: f"{face.stem};Lindero",
        4: f"{face.family} {face.style}",
        6: face.stem,
    }
    for key, said in names.items():
        font["name"].setName(said, key, 3, 1, 0x409)


def write_face(face: Face, package: Path, target: Path) -> None:
    """One face as TTF and as WOFF2."""
    font = cut_face(package / face.source)
    name_face(font, face)
    font.save(target / f"{face.stem}.ttf")
    font.flavor = "woff2"
    font.save(target / f"{face.stem}.woff2")


def write_fonts(packages: dict[str, Path]) -> None:
    """All faces and each family's licence; `packages` are the unpacked ones by family."""
    FONTS.mkdir(exist_ok=True)
    for face in FACES:
        write_face(face, packages[face.family], FONTS)
    for family, package in packages.items():
        (FONTS / f"OFL-{family.lower()}.txt").write_bytes((package / "LICENSE_FONT").read_bytes())


if __name__ == "__main__":
    if len(sys.argv) != 1 + len(FAMILIES):
        raise SystemExit(__doc__)
    write_fonts(dict(zip(FAMILIES, map(Path, sys.argv[1:]), strict=True)))
