"""What all makers of views share: one reader, and the ways to show words and figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from lindero.catalogue.facts import Fact
from lindero.reading.prose import fold_whitespace, parse_inline
from lindero.shapes import Text
from lindero.wording.markup import Scope, figure_html, inline_html


class ViewMaker:
    """Shows a rulebook to the reader of its scope."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.rulebook = scope.rulebook
        self.reader = scope.reader
        self.words: Mapping[str, Any] = scope.reader.words

    def show_text(self, text: Text) -> str:
        """A text as it is written in the reader's language."""
        return text.in_language(self.reader.language)

    def show_prose(self, text: Text, service: str = "") -> Markup:
        """A text on one line, with its figures; those of a service go by their short names."""
        prose = parse_inline(fold_whitespace(self.show_text(text)))
        return inline_html(prose, replace(self.scope, service=service))

    def show_figure(self, address: str, form: str = "") -> Markup:
        """The rulebook's figure at an address."""
        return self.show_fact(self.rulebook.facts[address], form)

    def show_fact(self, fact: Fact, form: str = "") -> Markup:
        """A figure, to be read back."""
        return figure_html(fact, self.reader, form)

    def fill_words(self, key: str, **figures: Markup | str) -> Markup:
        """A sentence of ours with its figures."""
        return Markup.escape(self.words[key]).format(**figures)
