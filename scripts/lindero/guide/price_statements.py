"""What is published of prices besides the rules: taxes, retainers and packages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from lindero.frozen import Frozen
from lindero.records.taxes import Tax
from lindero.rulebook.rulebook import Rulebook
from lindero.spoken.known_addresses import PACKAGES, RETAINERS, SERVICES, TAXES


class PriceStatement(Frozen):
    """What is said of taxes, or beside the price of one service; `id` is where it is written.

    `published` is all from which it is made.
    """

    id: str
    published: tuple[str, ...]


def list_price_statements(book: Rulebook) -> Mapping[str, Sequence[PriceStatement]]:
    """By the subject under which they are spoken of, what is published of prices."""
    found: dict[str, list[PriceStatement]] = {}
    if taxes := book.business.taxes:
        found[TAXES] = [PriceStatement(TAXES, tuple(_list_terms(taxes)))]
    figures = _list_figures(book)
    for key, service in book.services.items():
        published = chain.from_iterable(figures.get(one, ()) for one in (key, *service.services))
        statement = PriceStatement(f"{SERVICES}{key}", tuple(published))
        if service.retainer:
            found.setdefault(RETAINERS, []).append(statement)
        if service.services:
            found.setdefault(PACKAGES, []).append(statement)
    return found


def choose_statements(statements: Sequence[PriceStatement], home: str) -> list[PriceStatement]:
    """Those that a text may speak of: in a service's own text, of no other service."""
    is_own = home.startswith(SERVICES)
    return [one for one in statements if one.id in {TAXES, home} or not is_own]


def _list_terms(taxes: Mapping[str, Tax]) -> Iterator[str]:
    """What each tax says, in words that are the same in every run."""
    for key, tax in taxes.items():
        texts = [text.by_language for text in (tax.name, tax.why) if text]
        yield repr((key, tax.rate.serial, tax.included, tax.on, texts))


def _list_figures(book: Rulebook) -> Mapping[str, Sequence[str]]:
    """By service, its figures with their addresses."""
    found: dict[str, list[str]] = {}
    for address, fact in book.facts.items():
        if address.startswith(SERVICES):
            figures = found.setdefault(address.split(".")[1], [])
            figures.append(f"{address} {fact.figure.serial}")
    return found
