"""English: `charges the price of 2 hours of work`, not `charges 2 hours of work`."""

from __future__ import annotations

from lindero.shapes import Comparison, Figure, WorkTime
from lindero.wording.grammar import Grammar


class EnglishGrammar(Grammar):
    """English, which charges money but not time."""

    def choose_article(self, figure: Figure, /) -> str:
        """What is said before working time that is paid for."""
        first = figure.first if isinstance(figure, Comparison) else figure
        return "the price of " if isinstance(first, WorkTime) else ""


GRAMMAR = EnglishGrammar()
