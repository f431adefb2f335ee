"""The languages that Lindero speaks: a row in `languages.yml`, words in `wording/<code>.yml`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cache
from typing import TYPE_CHECKING, Any

from lindero.frozen import Frozen
from lindero.resources.data import read_shipped_yaml
from lindero.resources.local_words import find_dialect, use_words_of_language

if TYPE_CHECKING:
    from babel import Locale

TOOL_LANGUAGE = "en"
"""What findings, guides and commands speak, and what an author's keys and units are called in."""


class Language(Frozen):
    """What one language is called, and what is taken for granted where nobody says more."""

    name: str
    country: str
    locale: str
    address: Mapping[str, str] = field(default_factory=dict)
    plural: str = ""
    articles: Mapping[str, Sequence[str]] = field(default_factory=dict)
    contractions: Mapping[str, str] = field(default_factory=dict)
    halves: Mapping[str, Sequence[str]] = field(default_factory=dict)
    ahead: Sequence[str] = ()
    messages: Sequence[str] = ()

    def names_several(self, noun: str) -> bool:
        """Whether a noun with its article is one for several people, as far as can be seen."""
        return bool(self.plural and re.fullmatch(self.plural, noun, re.IGNORECASE))

    def find_address_key(self, form: str) -> str:
        """A form's key in the wording; the usual one's for another language's form."""
        return self.address.get(form) or next(iter(self.address.values()), "")


LANGUAGES: Mapping[str, Language] = {
    code: Language(**row) for code, row in read_shipped_yaml("resources/languages.yml").items()
}


def choose_locale(language: str, country: str) -> Locale:
    """The language as the country writes it, if it is at home there, else as is usual."""
    from babel import Locale
    from babel.languages import get_official_languages

    at_home = language in get_official_languages(country, regional=True, de_facto=True)
    return Locale.parse(f"{language}_{country}" if at_home else LANGUAGES[language].locale)


ADDRESS_FORMS = {
    form: key for language in LANGUAGES.values() for form, key in language.address.items()
}
"""Every way in which some language addresses a reader, the usual one first, with its key."""


def read_language_words(language: str, country: str = "") -> Mapping[str, Any]:
    """The words of pages, figures, units and events in one language, as a country has them."""
    return _read_words(language, find_dialect(language, country))


@cache
def _read_words(language: str, dialect: str) -> Mapping[str, Any]:
    words: Mapping[str, Any] = read_shipped_yaml(f"wording/{language}.yml")
    return use_words_of_language(words, language, dialect) if dialect else words
