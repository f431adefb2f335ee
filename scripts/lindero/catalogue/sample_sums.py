"""Our own examples are in euros; in other currencies they become sums of a like size."""

from __future__ import annotations

import re
from decimal import Decimal

from lindero.resources.data import read_shipped_yaml
from lindero.shapes.refusals import format_number

_EURO = re.compile(r"(?:(?P<least>\d[\d.]*)–)?(?P<sum>\d[\d.]*) EUR\b|\bEUR\b")


def change_currency(text: str, currency: str) -> str:
    """The same text with its sums in another currency."""
    size = find_sample_size(currency)

    def change_sum(found: re.Match[str]) -> str:
        sums = [format_number(Decimal(one) * size) for one in found.groups() if one]
        return " ".join(["–".join(sums), currency]).strip()

    return _EURO.sub(change_sum, text)


def find_sample_size(currency: str) -> Decimal:
    """How many of its units stand for one euro in the samples; never a rate of exchange."""
    return Decimal(read_shipped_yaml("catalogue/sample_sizes.yml")["sizes"].get(currency, 1))
