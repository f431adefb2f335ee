"""Which countries and currencies there are today, by way of Babel's tables (CLDR).

To load Babel takes a tenth of a whole check, and a check needs no more of it than this. So it is
written down with the package, and taken only for the very file of Babel's that it was made from.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from lindero.resources.compiled import make_digest, recall_form


@cache
def list_currencies() -> frozenset[str]:
    """The currencies that are legal tender somewhere today (ISO 4217, by way of CLDR)."""
    return frozenset(_load_tables()["currencies"])


@cache
def list_countries() -> frozenset[str]:
    """The countries that have a currency today; codes of those that are no more have none."""
    return frozenset(_load_tables()["countries"])


def find_currency_decimals(code: str) -> tuple[int, int]:
    """With how many decimals a currency is reckoned, and how many its cash has (CLDR)."""
    decimals = _load_tables()["decimals"]
    usual, cash = decimals.get(code, decimals["DEFAULT"])
    return usual, cash


@cache
def _load_tables() -> Mapping[str, Any]:
    quick = recall_form(name_tables())
    tables: dict[str, Any] = json.loads(quick) if quick else make_tables()
    return tables


def name_tables() -> str:
    """What the quick form is called; that of another edition of Babel's has another name."""
    # Found without being loaded.
    spec = find_spec("babel")
    file = Path(spec.origin if spec and spec.origin else "").parent / "global.dat"
    content = file.read_bytes() if file.is_file() else b""
    return f"{make_digest(b'legal-tender', content)}.json"


def make_tables() -> dict[str, Any]:
    """The tables from Babel itself."""
    from babel.core import get_global  # noqa: PLC0415 - dear to load, rarely needed

    rows = [
        (country, code)
        for country, tenders in get_global("territory_currencies").items()
        for code, _start, end, legal in tenders
        if end is None and legal
    ]
    fractions = get_global("currency_fractions").items()
    return {
        "currencies": sorted({code for _, code in rows}),
        "countries": sorted({country for country, _ in rows}),
        "decimals": {code: (usual, cash) for code, (usual, _, cash, _) in fractions},
    }
