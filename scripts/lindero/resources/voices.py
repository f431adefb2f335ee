"""Texts that differ by voice: who speaks, and how the reader is addressed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from lindero.resources.languages import LANGUAGES

_VOICED = re.compile(r"\[([^][|/]*)([|/])([^][|/]*)\](?!\()")
"""Two words of which the voice decides; a link's text stands in brackets as well."""


class Voice(NamedTuple):
    """Who speaks, `I` or `we`, and how a reader of a language is addressed."""

    language: str
    speaker: str
    address_form: str

    def choose(self, words: Any) -> Any:
        """A text that may differ by voice, as the one text that is meant.

        `{tu: …, usted: …}` and `{i: …, we: …}` differ as a whole; inside a text, `[te/le]` differs
        by how the reader is addressed and `[I|we]` by who speaks.
        """
        keys = {
            "i" if self.speaker == "I" else "we",
            LANGUAGES[self.language].find_address_key(self.address_form),
        }
        while isinstance(words, Mapping):
            chosen = next((key for key in words if key in keys), None)
            if chosen is None:
                return words
            words = words[chosen]
        return _VOICED.sub(self._choose_word, words) if isinstance(words, str) else words

    def _choose_word(self, written: re.Match[str]) -> str:
        language = LANGUAGES[self.language]
        usual = language.find_address_key("")
        is_first = (
            self.speaker == "I"
            if written[2] == "|"
            else language.find_address_key(self.address_form) == usual
        )
        return written[1] if is_first else written[3]
