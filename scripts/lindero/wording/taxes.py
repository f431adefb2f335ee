"""Which sentences say what prices have to do with the taxes, and of which taxes each speaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lindero.pricing.taxes import is_included
from lindero.records.parsers import CLIENTS, CONSUMER
from lindero.records.taxes import Tax

_SENTENCES = ("tax_included", "tax_by_client", "tax_added")


class TaxStatement(NamedTuple):
    """A sentence, by its key among the words, and the ids of the taxes in it."""

    words: str
    names: tuple[str, ...]


def list_tax_statements(
    taxes: Mapping[str, Tax], buyers: Sequence[str] = CLIENTS
) -> Iterator[TaxStatement]:
    """What these buyers are told of prices and taxes, a sentence for all that are alike."""
    for words in _SENTENCES:
        names = tuple(name for name, tax in taxes.items() if _choose_words(tax, buyers) == words)
        if names:
            yield TaxStatement(words if len(names) == 1 else choose_plural(words), names)
    for name, tax in taxes.items():
        if not tax.is_charged:
            yield TaxStatement("no_tax_named" if tax.name else "no_tax", (name,))


def choose_plural(words: str) -> str:
    """The key of the same sentence about several taxes."""
    return words.replace("tax_", "taxes_")


def _choose_words(tax: Tax, buyers: Sequence[str]) -> str:
    if not tax.is_charged:
        return ""
    if tax.included == CONSUMER and len(buyers) > 1:
        return "tax_by_client"
    return "tax_included" if is_included(tax, buyers) else "tax_added"
