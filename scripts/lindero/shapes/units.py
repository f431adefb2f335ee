"""What something is counted in, one or several at a time: `hour`, `1000 words`."""

from __future__ import annotations

from functools import cache

from lindero.findings.finding import suggest_word
from lindero.resources.data import read_shipped_yaml
from lindero.shapes.near.words import guess_per_unit
from lindero.shapes.refusals import make_refusal

COUNT = r"[0-9]{1,6}"


UNIT = rf"(?:({COUNT}) )?([a-z ]+)"


@cache
def _load_plurals() -> dict[str, str]:
    """The plural of every unit, as an author writes it."""
    return {name: words["plural"] for name, words in read_shipped_yaml("wording/units.yml").items()}


def format_unit_count(count: int, unit: str) -> str:
    """`1 word`, `1000 words`."""
    return f"{count} {unit if count == 1 else _load_plurals()[unit]}"


def format_per_unit(every: int, unit: str) -> str:
    """What an author writes after `per`: `word`, `1000 words`."""
    return unit if every == 1 else format_unit_count(every, unit)


def read_unit(shape: str, typed: str, known: tuple[str, ...], *, plural: bool = True) -> str:
    """The unit that a word stands for, in its singular; refused, in the name of a shape, where it is none of the known ones."""
    singular = next((name for name in known if plural and _load_plurals()[name] == typed), typed)
    if singular in known:
        return singular
    meant = guess_per_unit(singular, known)
    whole = "; a price for the whole needs no `per`" if shape == "price" else ""
    raise make_refusal(
        shape,
        f"`{typed}` is no unit",
        f"did you mean `{meant}`?" if meant else f"{suggest_word(typed, known)}{whole}",
    )


def read_per_unit(
    shape: str, every: str | None, unit: str, known: tuple[str, ...] | None = None
) -> tuple[int, str]:
    """How many of what, from what stands after `per`; refused where there are none of it."""
    name = read_unit(shape, unit, known or list_price_units(), plural=every is not None)
    if every is not None and int(every) == 0:
        raise make_refusal(
            shape,
            f"`per {every} {unit}` divides by nothing",
            f"leave the number out, `per {name}`, or write how many",
        )
    return int(every or 1), name


PERIOD_UNITS = ("minute", "hour", "day", "business day", "week", "month", "year")


def list_price_units() -> tuple[str, ...]:
    """Everything a price may be `per`."""
    return tuple(read_shipped_yaml("wording/units.yml"))


def list_unit_names(name: str) -> tuple[str, str]:
    """A unit's plural and itself, as an author writes them."""
    return str(read_shipped_yaml("wording/units.yml")[name]["plural"]), name
