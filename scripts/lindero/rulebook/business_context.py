"""What is read of the business before everything else, since all values are read with it."""

from __future__ import annotations

from typing import Any

from lindero.reading.tree import Scalar
from lindero.records.fields import Leaf
from lindero.records.sections import Business, list_leaves
from lindero.shapes import Context, Refusal


def context_of(business: Any) -> dict[str, Any]:
    """Its languages, None where they are not sound, its country and its currency, for the surroundings of every value."""
    written = business if isinstance(business, dict) else {}
    said = {
        key: one.text if isinstance(one := written.get(key), Scalar) else ""
        for key in ("country", "currency")
    }
    return {"languages": _languages(written.get("languages")), **said}


def _languages(written: Any) -> tuple[str, ...] | None:
    leaf = list_leaves(Business)["languages"]
    assert isinstance(leaf, Leaf)
    try:
        found: tuple[str, ...] = leaf.parse(written, Context())
    except Refusal:
        return None
    return found
