"""Units as people write them: read, or refused with what was probably meant."""

from __future__ import annotations

from lindero.findings.finding import suggest_word
from lindero.shapes.near.words import guess_per_unit
from lindero.shapes.refusals import make_refusal
from lindero.shapes.units import PLURALS, PRICE_UNITS


def read_unit(shape: str, typed: str, known: tuple[str, ...], *, plural: bool = True) -> str:
    """The unit that a word stands for, in its singular; refused where it is none of the known."""
    singular = next((name for name in known if plural and PLURALS[name] == typed), typed)
    if singular in known:
        return singular
    meant = guess_per_unit(singular, known)
    whole = "; a price for the whole needs no `per`" if shape == "price" else ""
    help_ = f"did you mean `{meant}`?" if meant else f"{suggest_word(typed, known)}{whole}"
    raise make_refusal(shape, f"`{typed}` is no unit", help_)


def read_per_unit(
    shape: str, every: str | None, unit: str, known: tuple[str, ...] = PRICE_UNITS
) -> tuple[int, str]:
    """How many of what, from what stands after `per`; refused where there are none of it."""
    name = read_unit(shape, unit, known, plural=every is not None)
    if every is not None and int(every) == 0:
        message = f"`per {every} {unit}` divides by nothing"
        raise make_refusal(shape, message, f"leave the number out, `per {name}`, or write how many")
    return int(every or 1), name
