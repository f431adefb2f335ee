"""Spanish: articles before shares, `del` and `al`, `e` for `y`, `u` for `o`, `una` ronda."""

from __future__ import annotations

import re

from lindero.shapes import Comparison, Figure, Rate
from lindero.wording.grammar import Grammar

_SOUNDS_LIKE_I = re.compile(r"«?h?[ií](?![aeouáéóú])", re.IGNORECASE)
# 8, 80 and 800 are said with an o, and so are 11 and 11 000.
_SOUNDS_LIKE_O = re.compile(r"«?(?:h?[oó]|8|11(?![0-9]))", re.IGNORECASE)

# By the style of a list: what CLDR says before its last entry, what is right, before which sounds.
_CONJUNCTIONS = {
    "all": ("y", "e", _SOUNDS_LIKE_I),
    "any": ("o", "u", _SOUNDS_LIKE_O),
    "none": ("o", "ni", re.compile("")),
}

_LIKE_A_SHARE = {"percent", "statutory"}

_FEMININE = re.compile(r"(?:a|ión|dad|tad|tud|umbre)$")
_FEMININE_ALL_THE_SAME = {"base", "clase", "fase", "imagen", "noche", "parte", "sede", "vez"}
_MASCULINE_ALL_THE_SAME = {"avión", "camión", "día", "idioma", "mapa", "programa", "tema"}


class SpanishGrammar(Grammar):
    """Spanish as the Real Academia writes it."""

    prepositions = ("de", "a", "con", "en", "por")

    def choose_article(self, figure: Figure, /) -> str:
        """`el 40 %`, yet `500 €`; the source of an outside rate is a noun of its own gender."""
        if isinstance(figure, Rate) and figure.outside:
            noun = figure.outside.source.in_language(__name__.rpartition(".")[2]).split()[0]
            return "la " if noun.endswith("a") else "el "
        # What is shown first decides, also where the larger or smaller of two figures counts.
        first = figure.first if isinstance(figure, Comparison) else figure
        return "el " if _LIKE_A_SHARE.intersection(getattr(first, "kinds", ())) else ""

    def contract_article(self, before: str, noun: str, /) -> str:
        """`de el estudio` as `del estudio`."""
        if noun.startswith("el ") and before.endswith((" de ", " a ")):
            return f"{before[:-1]}{noun[1:]}"
        return before + noun

    def join_last(self, joined: str, last: str, style: str, /) -> str:
        """`padres e hijos`, `siete u ocho` (RAE, Ortografía), `a, b ni c`: CLDR has none of it."""
        usual, instead, sound = _CONJUNCTIONS[style]
        if joined == last or not sound.match(last):
            return joined
        return f"{joined.removesuffix(f' {usual} {last}')} {instead} {last}"

    def find_gender(self, noun: str, /) -> str:
        """By the first word, and by its ending: `media jornada`, `sesión`, yet `día`."""
        word = noun.partition(" ")[0]
        if word in _MASCULINE_ALL_THE_SAME:
            return "masculine"
        ends = bool(_FEMININE.search(word))
        return "feminine" if ends or word in _FEMININE_ALL_THE_SAME else "masculine"


GRAMMAR = SpanishGrammar()
