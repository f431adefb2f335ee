"""The tokens of site and print, made from a brand's two or three colours so that every text in them can be read.

Contrast is WCAG 2.2's ratio of relative luminances (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio);
text reaches at least 4.5:1 (success criterion 1.4.3), outlines and edges 3:1 (1.4.11).
"""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass

TEXT_CONTRAST = 4.5


EDGE_CONTRAST = 3.0


_BODY_CONTRAST = 9.0


_STEP = 0.01


_VISIBLE = 0.03


_LINEAR_BELOW = 0.04045


@dataclass(frozen=True)
class Colour:
    """Red, green and blue from 0 to 1."""

    red: float
    green: float
    blue: float

    @classmethod
    def parse(cls, written: str) -> Colour:
        """From `#rrggbb`."""
        red, green, blue = (int(written[at : at + 2], 16) / 255 for at in (1, 3, 5))
        return cls(red, green, blue)

    def __str__(self) -> str:
        return "#" + "".join(f"{round(channel * 255):02x}" for channel in (self.red, self.green, self.blue))

    @property
    def luminance(self) -> float:
        """Relative luminance, 0 to 1 (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
        red, green, blue = (_linear(channel) for channel in (self.red, self.green, self.blue))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    @property
    def lightness(self) -> float:
        """The L of HSL, 0 to 1."""
        return rgb_to_hls(self.red, self.green, self.blue)[1]

    def mixed(self, other: Colour, share: float) -> Colour:
        """This colour with a share of another, 0 to 1."""
        pairs = ((self.red, other.red), (self.green, other.green), (self.blue, other.blue))
        return Colour(*(mine + (theirs - mine) * share for mine, theirs in pairs))

    def toned(self, lightness: float, saturation: float = 1.0) -> Colour:
        """The same hue at another lightness, no more saturated than told."""
        hue, _, own = rgb_to_hls(self.red, self.green, self.blue)
        return Colour(*hls_to_rgb(hue, lightness, min(own, saturation)))

    def as_written(self) -> Colour:
        """As CSS will have it, in whole steps of 1/255: what is checked is what is published."""
        return Colour.parse(str(self))


WHITE = Colour(1, 1, 1)


BLACK = Colour(0, 0, 0)


@dataclass(frozen=True)
class Scheme:
    """The tokens of one scheme, light or dark."""

    primary: Colour
    primary_line: Colour
    primary_edge: Colour
    on_primary: Colour
    on_primary_soft: Colour
    highlight: Colour
    highlight_hover: Colour
    on_highlight: Colour
    paper: Colour
    tint: Colour
    ink: Colour
    soft: Colour
    line: Colour
    accent: Colour
    focus: Colour


def contrast(one: Colour, other: Colour) -> float:
    """From 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: Colour, grounds: tuple[Colour, ...], least: float = TEXT_CONTRAST) -> Colour:
    """The colour itself if it reaches `least` on every ground, else its nearest tone towards black or white that does."""
    shown, lightness = colour.as_written(), colour.lightness
    step, end = (_STEP, 1.0) if _contrast_on(WHITE, grounds) >= least else (-_STEP, 0.0)
    while _contrast_on(shown, grounds) < least and lightness != end:
        lightness = min(1.0, max(0.0, lightness + step))
        shown = colour.toned(lightness).as_written()
    return shown


def light_scheme(primary: str, accent: str, highlight: str | None = None) -> Scheme:
    """The scheme of a bright room; the brand's primary is the ground of header and hero."""
    brand = Colour.parse(primary)
    own = _highlight(accent, highlight)
    paper, tint = _paper(own), _tint(own)
    ink = _ink(brand, (paper, tint))
    return Scheme(
        **_on_primary(brand, own),
        paper=paper,
        tint=tint,
        ink=ink,
        soft=readable(ink.mixed(paper, 0.22), (paper, tint)),
        line=_pale(own).mixed(WHITE, 0.75).mixed(BLACK, 0.13).as_written(),
        accent=readable(Colour.parse(accent), (paper, tint)),
        focus=readable(Colour.parse(accent), (paper, tint), EDGE_CONTRAST),
    )


def dark_scheme(primary: str, accent: str, highlight: str | None = None) -> Scheme:
    """The scheme of a dark room: the same hues, deep grounds and clear text, however light the primary is."""
    brand, own = Colour.parse(primary), _highlight(accent, highlight)
    paper, tint = brand.toned(0.077, 0.34).as_written(), brand.toned(0.143, 0.32).as_written()
    ink = _cream(own).mixed(BLACK, 0.03).as_written()
    return Scheme(
        **_on_primary(brand.toned(0.12, 0.36).as_written(), own),
        paper=paper,
        tint=tint,
        ink=ink,
        soft=readable(ink.mixed(_middle(brand), 0.4), (paper, tint)),
        line=brand.toned(0.22, 0.23).as_written(),
        accent=readable(_lit(Colour.parse(accent)), (paper, tint)),
        focus=readable(own, (paper, tint), EDGE_CONTRAST),
    )


def brand_css(primary: str, accent: str, highlight: str | None = None) -> str:
    """The custom properties of both schemes.

    The dark one also follows the system where there is no script, and is for screens only: paper takes the light one.
    """
    light, dark = _declarations(light_scheme(primary, accent, highlight)), _declarations(dark_scheme(primary, accent, highlight))
    return (
        f":root {{\n{light}}}\n"
        f"@media screen {{\n[data-md-color-scheme=slate] {{\n{dark}  color-scheme: dark;\n}}\n}}\n"
        "@media screen and (prefers-color-scheme: dark) {\n"
        f".no-js [data-md-color-scheme=default] {{\n{dark}  color-scheme: dark;\n}}\n}}\n"
    )


def sheet_colours(primary: str, accent: str, highlight: str | None = None) -> dict[str, str]:
    """The colours of a printed sheet; its dark band is the ink, so that a light primary prints as well."""
    light = light_scheme(primary, accent, highlight)
    band = _on_primary(light.ink, _highlight(accent, highlight))
    used = {
        "ink": light.ink,
        "paper": light.paper,
        "on_ink": band["on_primary"],
        "on_ink_soft": band["on_primary_soft"],
        "line_on_ink": band["primary_line"],
        "highlight": band["highlight"],
        "accent": light.accent,
        "soft": light.soft,
        "tint": light.tint,
        "line": light.line,
    }
    return {name: str(colour) for name, colour in used.items()}


def shifted(primary: str, accent: str, highlight: str | None = None) -> tuple[tuple[str, str, str], ...]:
    """Which of the brand's colours had to give way visibly to be read: (name, as written, as used in the light scheme)."""
    light = light_scheme(primary, accent, highlight)
    pairs = [("accent", accent, light.accent), ("highlight", highlight, light.highlight)]
    return tuple((name, was, str(used)) for name, was, used in pairs if was and _apart(Colour.parse(was), used))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _LINEAR_BELOW else ((channel + 0.055) / 1.055) ** 2.4


def _contrast_on(colour: Colour, grounds: tuple[Colour, ...]) -> float:
    return min(contrast(colour, ground) for ground in grounds)


def _apart(one: Colour, other: Colour) -> bool:
    return abs(one.lightness - other.lightness) > _VISIBLE


def _highlight(accent: str, highlight: str | None) -> Colour:
    return Colour.parse(highlight) if highlight else Colour.parse(accent).toned(0.61)


def _ink(brand: Colour, grounds: tuple[Colour, ...]) -> Colour:
    """The primary itself where it is deep enough for a page of text, else a deep and quieter tone of it."""
    enough = _contrast_on(brand, grounds) >= _BODY_CONTRAST
    return brand if enough else readable(brand.toned(brand.lightness, 0.45), grounds, _BODY_CONTRAST)


def _middle(brand: Colour) -> Colour:
    """A quiet middle tone of a hue, for what lies between a ground and the text on it."""
    return brand.toned(0.45, 0.2)


def _lit(accent: Colour) -> Colour:
    return accent.toned(max(accent.lightness, 0.7)).as_written()


def _pale(highlight: Colour) -> Colour:
    """What tinges the paper; a deep colour would only grey it."""
    return highlight.toned(max(highlight.lightness, 0.6))


def _paper(highlight: Colour) -> Colour:
    return _pale(highlight).mixed(WHITE, 0.94).mixed(BLACK, 0.01).as_written()


def _tint(highlight: Colour) -> Colour:
    return _pale(highlight).mixed(WHITE, 0.82).mixed(BLACK, 0.045).as_written()


def _cream(highlight: Colour) -> Colour:
    return _pale(highlight).mixed(WHITE, 0.86).mixed(BLACK, 0.025).as_written()


def _on_primary(ground: Colour, highlight: Colour) -> dict[str, Colour]:
    """Everything that stands on the primary colour, whether that is dark or light."""
    text = _text_on(ground, highlight)
    soft = readable(text.mixed(_middle(ground), 0.25), (ground,))
    emphasis = readable(highlight, (ground,))
    on_emphasis = _text_on(emphasis, highlight, ground)
    return {
        "primary": ground,
        "primary_line": ground.mixed(_middle(ground), 0.5).as_written(),
        "primary_edge": readable(soft.mixed(ground, 0.4), (ground,), EDGE_CONTRAST),
        "on_primary": text,
        "on_primary_soft": soft,
        "highlight": emphasis,
        "highlight_hover": emphasis.mixed(_far_end(on_emphasis), 0.2).as_written(),
        "on_highlight": on_emphasis,
    }


def _text_on(ground: Colour, highlight: Colour, dark: Colour = BLACK) -> Colour:
    """The cream of the page where it can be read, else a deep tone."""
    if contrast(WHITE, ground) >= TEXT_CONTRAST:
        return readable(_cream(highlight), (ground,))
    return readable(dark.toned(min(dark.lightness, 0.14), 0.4), (ground,))


def _far_end(colour: Colour) -> Colour:
    return BLACK if contrast(colour, BLACK) > contrast(colour, WHITE) else WHITE


def _declarations(scheme: Scheme) -> str:
    return "".join(f"  --ld-{name.replace('_', '-')}: {colour};\n" for name, colour in vars(scheme).items())
