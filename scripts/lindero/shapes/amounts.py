"""What is to be paid: a share, a sum, or a share within bounds."""

from __future__ import annotations

from lindero.shapes.charge_reading import read_charge
from lindero.shapes.numbers import ANY_NUMBER
from lindero.shapes.payables import Amount
from lindero.shapes.refusals import Context, read_scalar_text
from lindero.shapes.shape import OwnSigns, Shape

BOUNDS = rf"(, at (least|most) {ANY_NUMBER} [A-Z]{{3}}){{0,2}}"
_PART = rf"{ANY_NUMBER} ?(%|[A-Z]{{3}})"


def parse_amount(written: object, context: Context = Context()) -> Amount:
    """`40 %`, `500 EUR`, `larger of 30 % and 500 EUR`, `15 %, at least 40 EUR, at most 300 EUR`."""
    found = read_charge("amount", read_scalar_text("amount", written, "40 %"), context)
    assert isinstance(found, Amount)
    return found


SHAPE = Shape(
    "amount",
    parse_amount,
    "A share, a sum, or a share within bounds.",
    (
        "40 %",
        "500 EUR",
        "larger of 30 % and 500 EUR",
        "smaller of 20 % and 300 EUR",
        "15 %, at least 40 EUR, at most 300 EUR",
    ),
    f"^((larger|smaller) of {_PART} and {_PART}|{_PART}{BOUNDS})$",
    kinds={
        "percent": "40 %",
        "money": "500 EUR",
        "larger": "larger of 30 % and 500 EUR",
        "smaller": "smaller of 20 % and 300 EUR",
        "bounded": "15 %, at least 40 EUR",
    },
    own=OwnSigns("larger of |smaller of ", r"^(?:larger|smaller) of|, at (?:least|most) ", 2),
    misses=("40", "30 % or 500 EUR", "max of 30 % and 500 EUR", "15 %, min 40 EUR"),
)
