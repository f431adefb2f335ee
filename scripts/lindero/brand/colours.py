"""A brand's two or three colours made into the tokens of site and print, all text readable.

Contrast is WCAG 2.2's ratio of relative luminances (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio);
text reaches at least 4.5:1 (success criterion 1.4.3), outlines and edges 3:1 (1.4.11).
"""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from typing import NamedTuple

TEXT_CONTRAST = 4.5
EDGE_CONTRAST = 3.0
_BODY_CONTRAST = 9.0
_STEP = 0.01
_VISIBLE = 0.03
_LINEAR_BELOW = 0.04045


class Colour(NamedTuple):
    """Red, green and blue from 0 to 1."""

    red: float
    green: float
    blue: float

    @classmethod
    def parse_hex(cls, written: str) -> Colour:
        """From `#rrggbb`."""
        return cls(*(int(written[at : at + 2], 16) / 255 for at in (1, 3, 5)))

    @property
    def channels(self) -> tuple[float, float, float]:
        """All three."""
        return self.red, self.green, self.blue

    def __str__(self) -> str:
        return "#" + "".join(f"{round(channel * 255):02x}" for channel in self.channels)

    @property
    def luminance(self) -> float:
        """Relative luminance, 0 to 1 (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
        red, green, blue = map(_linearise_channel, self.channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    @property
    def lightness(self) -> float:
        """The L of HSL, 0 to 1."""
        return rgb_to_hls(*self.channels)[1]

    def mix_with(self, other: Colour, share: float) -> Colour:
        """This colour with a share of another, 0 to 1."""
        pairs = zip(self.channels, other.channels, strict=True)
        return Colour(*(mine + (theirs - mine) * share for mine, theirs in pairs))

    def with_tone(self, lightness: float, saturation: float = 1.0) -> Colour:
        """The same hue at another lightness, no more saturated than told."""
        hue, _, own = rgb_to_hls(*self.channels)
        return Colour(*hls_to_rgb(hue, lightness, min(own, saturation)))

    def round_channels(self) -> Colour:
        """As CSS will have it, in whole steps of 1/255: what is checked is what is published."""
        return Colour.parse_hex(str(self))


WHITE = Colour(1, 1, 1)
BLACK = Colour(0, 0, 0)


class Scheme(NamedTuple):
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


def measure_contrast(one: Colour, other: Colour) -> float:
    """From 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)


def ensure_contrast(
    colour: Colour, grounds: tuple[Colour, ...], least: float = TEXT_CONTRAST
) -> Colour:
    """The colour if it reaches `least` on every ground, else its nearest tone that does."""
    shown, lightness = colour.round_channels(), colour.lightness
    # Towards the end that can be reached at all: on a middle ground only one of them can.
    step, end = (_STEP, 1.0) if _measure_least_contrast(WHITE, grounds) >= least else (-_STEP, 0.0)
    while _measure_least_contrast(shown, grounds) < least and lightness != end:
        lightness = min(1.0, max(0.0, lightness + step))
        shown = colour.with_tone(lightness).round_channels()
    return shown


def make_light_scheme(primary: str, accent: str, highlight: str | None = None) -> Scheme:
    """The scheme of a bright room; the brand's primary is the ground of header and hero."""
    brand = Colour.parse_hex(primary)
    own = _choose_highlight(accent, highlight)
    paper, tint = _tinge_white(own, 0.94, 0.01), _tinge_white(own, 0.82, 0.045)
    ink = _make_ink(brand, (paper, tint))
    return Scheme(
        **_make_primary_tokens(brand, own),
        paper=paper,
        tint=tint,
        ink=ink,
        soft=ensure_contrast(ink.mix_with(paper, 0.22), (paper, tint)),
        line=_lighten_highlight(own).mix_with(WHITE, 0.75).mix_with(BLACK, 0.13).round_channels(),
        accent=ensure_contrast(Colour.parse_hex(accent), (paper, tint)),
        focus=ensure_contrast(Colour.parse_hex(accent), (paper, tint), EDGE_CONTRAST),
    )


def make_dark_scheme(primary: str, accent: str, highlight: str | None = None) -> Scheme:
    """The scheme of a dark room: the same hues on deep grounds, however light the primary is."""
    brand, own = Colour.parse_hex(primary), _choose_highlight(accent, highlight)
    paper = brand.with_tone(0.077, 0.34).round_channels()
    tint = brand.with_tone(0.143, 0.32).round_channels()
    ink = _make_cream(own).mix_with(BLACK, 0.03).round_channels()
    return Scheme(
        **_make_primary_tokens(brand.with_tone(0.12, 0.36).round_channels(), own),
        paper=paper,
        tint=tint,
        ink=ink,
        soft=ensure_contrast(ink.mix_with(_make_middle_tone(brand), 0.4), (paper, tint)),
        line=brand.with_tone(0.22, 0.23).round_channels(),
        accent=ensure_contrast(_lighten_accent(Colour.parse_hex(accent)), (paper, tint)),
        focus=ensure_contrast(own, (paper, tint), EDGE_CONTRAST),
    )


def make_brand_css(primary: str, accent: str, highlight: str | None = None) -> str:
    """The custom properties of both schemes."""
    light = _format_declarations(make_light_scheme(primary, accent, highlight))
    dark = _format_declarations(make_dark_scheme(primary, accent, highlight))
    # Dark is for screens only, since paper is light; without a script it follows the system.
    return (
        f":root {{\n{light}}}\n"
        f"@media screen {{\n[data-md-color-scheme=slate] {{\n{dark}  color-scheme: dark;\n}}\n}}\n"
        "@media screen and (prefers-color-scheme: dark) {\n"
        f".no-js [data-md-color-scheme=default] {{\n{dark}  color-scheme: dark;\n}}\n}}\n"
    )


def choose_sheet_colours(primary: str, accent: str, highlight: str | None = None) -> dict[str, str]:
    """The colours of a printed sheet; its dark band is the ink, however light the primary is."""
    light = make_light_scheme(primary, accent, highlight)
    band = _make_primary_tokens(light.ink, _choose_highlight(accent, highlight))
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


def find_shifted_colours(
    primary: str, accent: str, highlight: str | None = None
) -> tuple[tuple[str, str, str], ...]:
    """The brand's colours that had to give way visibly: name, as written, as used when light."""
    light = make_light_scheme(primary, accent, highlight)
    pairs = [("accent", accent, light.accent), ("highlight", highlight, light.highlight)]
    return tuple(
        (name, was, str(used))
        for name, was, used in pairs
        if was and _is_visible_shift(Colour.parse_hex(was), used)
    )


def _linearise_channel(channel: float) -> float:
    return channel / 12.92 if channel <= _LINEAR_BELOW else ((channel + 0.055) / 1.055) ** 2.4


def _measure_least_contrast(colour: Colour, grounds: tuple[Colour, ...]) -> float:
    return min(measure_contrast(colour, ground) for ground in grounds)


def _is_visible_shift(one: Colour, other: Colour) -> bool:
    return abs(one.lightness - other.lightness) > _VISIBLE


def _choose_highlight(accent: str, highlight: str | None) -> Colour:
    return Colour.parse_hex(highlight) if highlight else Colour.parse_hex(accent).with_tone(0.61)


def _make_ink(brand: Colour, grounds: tuple[Colour, ...]) -> Colour:
    """The primary where it is deep enough for a page of text, else a deep and quieter tone."""
    if _measure_least_contrast(brand, grounds) >= _BODY_CONTRAST:
        return brand
    return ensure_contrast(brand.with_tone(brand.lightness, 0.45), grounds, _BODY_CONTRAST)


def _make_middle_tone(brand: Colour) -> Colour:
    """A quiet middle tone of a hue, for what lies between a ground and the text on it."""
    return brand.with_tone(0.45, 0.2)


def _lighten_accent(accent: Colour) -> Colour:
    return accent.with_tone(max(accent.lightness, 0.7)).round_channels()


def _lighten_highlight(highlight: Colour) -> Colour:
    """What tinges the paper; a deep colour would only grey it."""
    return highlight.with_tone(max(highlight.lightness, 0.6))


def _tinge_white(highlight: Colour, white: float, black: float) -> Colour:
    tinged = _lighten_highlight(highlight).mix_with(WHITE, white).mix_with(BLACK, black)
    return tinged.round_channels()


def _make_cream(highlight: Colour) -> Colour:
    return _tinge_white(highlight, 0.86, 0.025)


def _make_primary_tokens(ground: Colour, highlight: Colour) -> dict[str, Colour]:
    """Everything that stands on the primary colour, whether that is dark or light."""
    text = _choose_text(ground, highlight)
    soft = ensure_contrast(text.mix_with(_make_middle_tone(ground), 0.25), (ground,))
    emphasis = ensure_contrast(highlight, (ground,))
    on_emphasis = _choose_text(emphasis, highlight, ground)
    return {
        "primary": ground,
        "primary_line": ground.mix_with(_make_middle_tone(ground), 0.5).round_channels(),
        "primary_edge": ensure_contrast(soft.mix_with(ground, 0.4), (ground,), EDGE_CONTRAST),
        "on_primary": text,
        "on_primary_soft": soft,
        "highlight": emphasis,
        "highlight_hover": emphasis.mix_with(_choose_opposite(on_emphasis), 0.2).round_channels(),
        "on_highlight": on_emphasis,
    }


def _choose_text(ground: Colour, highlight: Colour, dark: Colour = BLACK) -> Colour:
    """The cream of the page where it can be read, else a deep tone."""
    if measure_contrast(WHITE, ground) >= TEXT_CONTRAST:
        return ensure_contrast(_make_cream(highlight), (ground,))
    return ensure_contrast(dark.with_tone(min(dark.lightness, 0.14), 0.4), (ground,))


def _choose_opposite(colour: Colour) -> Colour:
    return BLACK if measure_contrast(colour, BLACK) > measure_contrast(colour, WHITE) else WHITE


def _format_declarations(scheme: Scheme) -> str:
    return "".join(
        f"  --ld-{name.replace('_', '-')}: {colour};\n" for name, colour in scheme._asdict().items()
    )
