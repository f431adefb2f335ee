"""Spanish: articles before shares, `del` and `al`, `e` for `y`."""

from __future__ import annotations

import re

from lindero.shapes import Comparison, Figure, Rate
from lindero.wording.grammar import Grammar

_SOUNDS_LIKE_I = re.compile(r"«?h?[ií](?![aeouáéóú])", re.IGNORECASE)


_LIKE_A_SHARE = {"percent", "statutory"}


class SpanishGrammar(Grammar):
    """Spanish as the Real Academia writes it."""

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

    def join_last(self, joined: str, last: str, /) -> str:
        """`e` before the sound of i (RAE, Ortografía: `padres e hijos`), which CLDR leaves out."""
        if joined != last and _SOUNDS_LIKE_I.match(last):
            return f"{joined.removesuffix(f' y {last}')} e {last}"
        return joined


GRAMMAR = SpanishGrammar()
