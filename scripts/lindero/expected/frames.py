"""What stands around the content of each page, as the rulebook says it, apart from all views."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from lindero.expected.frame_wordings import Wording, leave_slots, list_wordings, make_slot
from lindero.frozen import Frozen
from lindero.resources.languages import LANGUAGES, read_language_words
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Text

PLACES: Mapping[str, str] = {"welcome": "", "pricing": "pricing/", "terms": "terms/"}
"""Where each page of ours lies below the root of its language."""


class ExpectedLink(Frozen):
    """A link that must be there: how it reads, and the file of the site that it leads to."""

    name: Wording
    target: str


class ExpectedFrame(Frozen):
    """What every page in one language is framed by."""

    rulebook: Rulebook
    language: str

    @cached_property
    def words(self) -> Mapping[str, Any]:
        """The words of ours in this language."""
        return read_language_words(self.language, self.rulebook.business.country)

    @cached_property
    def root(self) -> str:
        """The folder of the language."""
        return "" if self.language == self.rulebook.languages[0] else f"{self.language}/"

    @property
    def kinds(self) -> tuple[str, ...]:
        """The pages that the rulebook has something for."""
        return tuple(kind for kind in PLACES if kind != "pricing" or self.rulebook.services)

    @property
    def site(self) -> str:
        """The address of the site, with a slash at its end."""
        return f"{self.rulebook.business.site.rstrip('/')}/"

    @property
    def name(self) -> str:
        """What the business is called."""
        return self.say(self.rulebook.business.name)

    @property
    def trade_and_place(self) -> list[str]:
        """What it does, and where, as far as it says so."""
        business = self.rulebook.business
        return [text for text in (self.say(business.trade), self.say(business.place)) if text]

    @property
    def phone_number(self) -> str:
        """The telephone as a link dials it."""
        return re.sub(r"[^+0-9]", "", self.rulebook.business.phone or "")

    def say(self, text: Text | None) -> str:
        """A text of the author's in this language."""
        return text.in_language(self.language) if text else ""

    def word(self, text: str) -> Wording:
        """Words whose figures are those that hold for everybody."""
        return Wording(text, self.rulebook)

    def word_for_sheet(self, text: str, key: str) -> Wording:
        """Words whose figures are those that hold for the readers of a one-pager."""
        return Wording(text, self.rulebook.narrow_to_sheet(key))

    def find_page(self, kind: str) -> str:
        """The file of a page of ours."""
        return f"{self.root}{PLACES[kind]}index.html"

    def lists_in_menu(self, path: str, source: str) -> bool:
        """Whether the menu has a page by hand, by its file in the site and in the docs folder.

        It has those at the top of the main language, and those right in another one's folder.
        """
        if path in {page.target for page in self.pages}:
            return False
        folder, _, name = source.rpartition("/")
        return bool(name) and folder == self.root.rstrip("/")

    def list_titles(self, kind: str) -> list[Wording]:
        """What the window of a page of ours may be called."""
        if kind == "welcome":
            trade = self.say(self.rulebook.business.trade)
            return [self.word(f"{self.name} · {trade}" if trade else self.name)]
        return [
            self.word(f"{title} · {self.name}")
            for title in list_wordings(self.words[f"{kind}_title"])
        ]

    def list_descriptions(self, kind: str) -> list[Wording]:
        """What a search engine may be told of a page of ours."""
        trade = self.say(self.rulebook.business.trade) or self.name
        return [
            self.word(text.format(name=self.name, trade=trade))
            for text in list_wordings(self.words[f"{kind}_description"])
        ]

    @cached_property
    def pages(self) -> tuple[ExpectedLink, ...]:
        """The links to our pages, as the navigation has them."""
        return tuple(
            ExpectedLink(self.word(self.words[f"nav_{kind}"]), self.find_page(kind))
            for kind in self.kinds
        )

    @cached_property
    def sheets(self) -> tuple[ExpectedLink, ...]:
        """The links to the one-pagers."""
        return tuple(
            ExpectedLink(
                self.word_for_sheet(f"{leave_slots(self.say(sheet.title)).rstrip('.')} (PDF)", key),
                f"print/{key}.{self.language}.pdf",
            )
            for key, sheet in self.rulebook.onepagers.items()
        )

    @cached_property
    def terms(self) -> str:
        """The address of the page of rules."""
        return f"{self.site}{self.root}{PLACES['terms']}"

    @cached_property
    def edition(self) -> Wording:
        """From when on the rules hold, and until when."""
        until = self.rulebook.business.until is not None
        text = str(self.words["edition_until" if until else "edition"])
        date, last = make_slot("business.edition"), make_slot("business.until")
        return self.word(text.format(date=date, until=last))

    @cached_property
    def footer(self) -> tuple[Wording, ...]:
        """Every line of the footer, in order."""
        return tuple(self._list_footer())

    def _list_footer(self) -> Iterator[Wording]:
        business = self.rulebook.business
        whose = (self.name, " · ".join(self.trade_and_place), self.say(business.person))
        for text in (*whose, business.email, business.phone):
            if text:
                yield self.word(text)
        yield self.edition
        for sheet in self.sheets:
            yield sheet.name


def make_frames(rulebook: Rulebook) -> dict[str, ExpectedFrame]:
    """The frame of each language."""
    return {language: ExpectedFrame(rulebook, language) for language in rulebook.languages}


def name_language(code: str) -> str:
    """What a language calls itself."""
    return LANGUAGES[code].name
