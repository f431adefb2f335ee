"""So many times something."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext

from lindero.shapes.money import Money
from lindero.shapes.near.amounts import translate_amount_words
from lindero.shapes.near.words import guess_number
from lindero.shapes.numbers import ANY_NUMBER, NUMBER, describe_number_fault
from lindero.shapes.refusals import Context, format_number, make_refusal, read_scalar_text
from lindero.shapes.shape import Figure, OwnSigns, Shape

_MULTIPLE = re.compile(rf"({NUMBER}) ?[×x]")


class Multiple(Figure):
    """So many times something; `factor` 1.5 means half as much again."""

    factor: Decimal
    kinds = ("multiple",)
    forms = ("limit",)

    @property
    def machine(self) -> str:
        """The factor: `1.5`."""
        return format_number(self.factor)

    @property
    def written(self) -> str:
        """As an author writes it."""
        return f"{format_number(self.factor)} ×"

    def apply_to(self, base: Money) -> Money:
        """That many times a sum, exact and not rounded."""
        with localcontext(prec=60):
            return Money(base.amount * self.factor, base.currency)


def match_multiple(shape: str, text: str) -> Multiple | None:
    """The multiple that a text says, if it is one. Refused, for a shape, where it is 0."""
    match = _MULTIPLE.fullmatch(text)
    if match and not Decimal(match[1]):
        raise make_refusal(shape, f"`{text}` is nothing at all", "write it like `1.5 ×`")
    return Multiple(Decimal(match[1])) if match else None


def parse_multiple(written: object, _: Context = Context()) -> Multiple:
    """`1.5 ×`, typed `1.5 x` too."""
    text = read_scalar_text("multiple", written, "1.5 ×")
    if found := match_multiple("multiple", text):
        return found
    ours = translate_amount_words(text)
    number = guess_number(ours)
    if number is None or not re.fullmatch(r"-?(?:× )?-?[0-9.,' ]+(?:%|×)?", ours):
        help_ = "write it like `1.5 ×` or `1.5 x`"
        raise make_refusal("multiple", f"`{text}` is no multiple", help_)
    # 150 % of a price are 1.5 times it.
    factor = str(Decimal(number) / 100) if "%" in text else number
    meant = f"{factor} ×" if _MULTIPLE.fullmatch(f"{factor} ×") and Decimal(factor) else "1.5 ×"
    fault = "has no `×`" if re.fullmatch(NUMBER, text) else "is no multiple"
    message = f"`{text}` {describe_number_fault(text) or fault}"
    help_ = f"write `{meant}`"
    if "%" in text and 0 < Decimal(factor) < 1:
        # Where a surcharge is meant, the price itself would become the surcharge.
        more = f"`{1 + Decimal(factor)} ×` for {number} % more"
        help_ = f"write {more}, `{meant}` for {number} % in all"
    raise make_refusal("multiple", message, help_)


SHAPE = Shape(
    "multiple",
    parse_multiple,
    "So many times something.",
    ("1.5 ×",),
    rf"^{ANY_NUMBER} ?[×x]$",
    own=OwnSigns(),
    misses=("1.5", "1.5 times", "150 %"),
)
