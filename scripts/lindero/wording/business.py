"""Who works, and what a sheet is called, in a reader's language."""

from __future__ import annotations

from lindero.frozen import Frozen
from lindero.reading.prose import fold_whitespace, parse_inline
from lindero.rulebook.cases import Audience
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Text
from lindero.wording.cases import show_readers
from lindero.wording.markup import Scope, inline_plain
from lindero.wording.reader import Reader


class BusinessView(Frozen):
    """Who works; empty where the author left it out."""

    name: str
    person: str
    trade: str
    place: str
    email: str
    phone: str
    phone_href: str


def make_business_view(rulebook: Rulebook, reader: Reader) -> BusinessView:
    """Who works, in the reader's language."""
    business = rulebook.business

    def show_text(text: Text | None) -> str:
        return text.in_language(reader.language) if text else ""

    phone = business.phone or ""
    digits = "".join(character for character in phone if character in "+0123456789")
    return BusinessView(
        show_text(business.name),
        show_text(business.person),
        show_text(business.trade),
        show_text(business.place),
        business.email or "",
        phone,
        digits,
    )


def show_sheet_readers(rulebook: Rulebook, key: str, reader: Reader) -> str:
    """Whom a one-pager is for, `Para empresas`; empty where it speaks to everybody."""
    sheet = rulebook.onepagers[key]
    audience = rulebook.make_audience(sheet.for_)
    # The services that it offers stand in its price list.
    if audience.client and {*audience.services} == {*sheet.services}:
        audience = Audience(audience.client)
    return show_readers(audience, rulebook, reader)


def show_sheet_title(rulebook: Rulebook, key: str, reader: Reader) -> str:
    """A one-pager's headline as plain text."""
    title = fold_whitespace(rulebook.onepagers[key].title.in_language(reader.language))
    scope = Scope(rulebook.narrow_to_sheet(key), reader, lambda rule_id: rule_id)
    return inline_plain(parse_inline(title), scope)
