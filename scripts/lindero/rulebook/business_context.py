"""What is read of the business before everything else, since all values are read with it."""

from __future__ import annotations

from typing import Any

from lindero.reading.tree import Scalar
from lindero.records.fields import Leaf
from lindero.records.sections import Business, leaves_of
from lindero.shapes import Refused, Surroundings


def context_of(business: Any) -> dict[str, Any]:
    """Its languages, None where they are not sound, its country and its currency, for the surroundings of every value."""
    written = business if isinstance(business, dict) else {}
    said = {key: one.text if isinstance(one := written.get(key), Scalar) else "" for key in ("country", "currency")}
    return {"languages": _languages(written.get("languages")), **said}


def _languages(written: Any) -> tuple[str, ...] | None:
    leaf = leaves_of(Business)["languages"]
    assert isinstance(leaf, Leaf)
    try:
        found: tuple[str, ...] = leaf.parse(written, Surroundings())
    except Refused:
        return None
    return found
