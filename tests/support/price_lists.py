"""Services as records, for tests that need no file."""

from __future__ import annotations

from lindero.records.sections import Service
from lindero.shapes import Price, Text
from support.figures import parse

ANY = Text((("", "any"),))


def sold(price: str, **given: object) -> Service:
    """A service at a price as it is typed."""
    found = parse("price", price)
    assert isinstance(found, Price)
    return Service(name=ANY, price=found, **given)
