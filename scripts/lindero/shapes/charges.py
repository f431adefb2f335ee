"""What work is charged with: an amount, a price per unit, working time or a multiple."""

from __future__ import annotations

from lindero.shapes import amounts
from lindero.shapes.charge_reading import read_charge
from lindero.shapes.numbers import ANY_NUMBER
from lindero.shapes.payables import Charge
from lindero.shapes.refusals import Context, read_scalar_text
from lindero.shapes.shape import Shape
from lindero.shapes.units import ANY_PER

_PART = rf"({ANY_NUMBER} ?(%|[×x]|[A-Z]{{3}}( {ANY_PER})?)|[0-9]+ [a-z ]+)"


def parse_charge(written: object, context: Context = Context()) -> Charge:
    """Every amount, and `45 EUR per hour`, `2 hours`, `1.5 ×`, `on request`."""
    text = read_scalar_text("charge", written, "45 EUR per hour")
    return read_charge("charge", text, context)


SHAPE = Shape(
    "charge",
    parse_charge,
    "What something is charged with: an amount, a price per unit, working time or a multiple.",
    (
        "40 %",
        "60 EUR",
        "45 EUR per hour",
        "2 hours",
        "1.5 ×",
        "15 %, at least 40 EUR",
        "on request",
    ),
    rf"^(on request|(larger|smaller) of {_PART} and {_PART}|{_PART}{amounts.BOUNDS})$",
    kinds={
        **amounts.SHAPE.kinds,
        "price": "45 EUR per hour",
        "time": "2 hours",
        "multiple": "1.5 ×",
        "request": "on request",
    },
    misses=("1.5", "45 €/h", "15 %, min 40 EUR", "double"),
)
