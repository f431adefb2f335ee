"""What is read of the business before everything else, since all values are read with it."""

from __future__ import annotations

from typing import Any

from lindero.reading.tree import Scalar
from lindero.records.fields import SPOKEN_LANGUAGES
from lindero.shapes import Context, Refusal


def read_business_context(business: Any) -> Context:
    """Its country, its currency and its languages, None where those are not sound."""
    written = business if isinstance(business, dict) else {}
    country, currency = (
        one.text if isinstance(one := written.get(key), Scalar) else ""
        for key in ("country", "currency")
    )
    try:
        languages = SPOKEN_LANGUAGES.parse(written.get("languages"), Context())
    except Refusal:
        languages = None
    return Context(languages, country=country, currency=currency)
