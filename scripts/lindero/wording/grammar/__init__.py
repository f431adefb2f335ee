"""What a language does with words beyond data and CLDR: plain, or the module of its code."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from lindero.shapes import Figure


class Grammar:
    """A language that puts words one after the other as they are.

    `prepositions` are those that are said again before the second of two sums of a limit.
    """

    prepositions: tuple[str, ...] = ()

    def choose_article(self, _: Figure, /) -> str:
        """What is said before a figure inside a sentence, with its space."""
        return ""

    def contract_article(self, before: str, noun: str, /) -> str:
        """What was said so far, and a noun with its article."""
        return before + noun

    def join_last(self, joined: str, _last: str, _style: str, /) -> str:
        """A list as CLDR joins it, its last entry told apart."""
        return joined

    def find_gender(self, _noun: str, /) -> str:
        """The key of a noun's gender in words that agree with it."""
        return ""


@cache
def find_grammar(language: str) -> Grammar:
    """The grammar of a language."""
    name = f"{__name__}.{language}"
    # Found by its name, so that a language without one is data alone.
    if find_spec(name) is None:
        return Grammar()
    grammar: Grammar = import_module(name).GRAMMAR
    return grammar
