"""Shares, exact."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext

from lindero.shapes.money import Money
from lindero.shapes.near.words import guess_number, translate_keywords
from lindero.shapes.numbers import ANY_NUMBER, NUMBER, describe_number_fault, suggest_rewrite
from lindero.shapes.refusals import Context, format_number, make_refusal, read_scalar_text
from lindero.shapes.shape import Figure, OwnSigns, Shape

PERCENT = re.compile(rf"({NUMBER}) ?%")


class Percent(Figure):
    """A share; `points` 40 means 40 %."""

    points: Decimal
    kinds = ("percent",)
    forms = ("limit",)

    @property
    def machine(self) -> str:
        """The share as a number: `0.4`."""
        return format_number(self.points / 100)

    @property
    def written(self) -> str:
        """As an author writes it."""
        return f"{format_number(self.points)} %"

    def apply_to(self, base: Money) -> Money:
        """That share of a sum, exact and not rounded."""
        # 28 digits, Python's usual precision, are not enough for a long sum times a fine share.
        with localcontext(prec=60):
            return Money(base.amount * self.points / 100, base.currency)


def parse_percent(written: object, context: Context = Context()) -> Percent:
    """`40 %`, `1.5 %`."""
    text = read_scalar_text("percent", written, "40 %")
    if found := match_percent("percent", text, context):
        return found
    number, ours = guess_number(text), translate_keywords(text)
    if number is None or not re.fullmatch(r"-?[0-9.,' ]+%?", ours):
        raise make_refusal("percent", f"`{text}` is no percentage", "write it like `40 %`")
    # `0.4` without a sign is a share of one.
    if number.startswith("0.") and "%" not in ours:
        number = format_number(Decimal(number) * 100)
    fault = "has no `%`" if "%" not in text else "is no percentage"
    help_ = suggest_rewrite(text, f"{number} %", PERCENT.fullmatch, "`40 %`")
    raise make_refusal("percent", f"`{text}` {describe_number_fault(text) or fault}", help_)


def match_percent(shape: str, text: str, context: Context = Context()) -> Percent | None:
    """The share that a text says, if it is one. Refused, for a shape, where it exceeds the most."""
    match = PERCENT.fullmatch(text)
    if match and context.most is not None and Decimal(match[1]) > context.most:
        help_ = f"a share goes up to `{format_number(context.most)} %`"
        raise make_refusal(shape, f"`{text}` is more than there is", help_)
    return Percent(Decimal(match[1])) if match else None


SHAPE = Shape(
    "percent",
    parse_percent,
    "A share of something.",
    ("40 %", "1.5 %"),
    rf"^{ANY_NUMBER} ?%$",
    own=OwnSigns(like=r"%|percent", rank=5),
    misses=("40", "40 percent", "1,5 %", "-10 %"),
)
