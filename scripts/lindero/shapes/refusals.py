"""What all shapes share: how a text is refused, and what a parser may know of its surroundings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import Any

from lindero.frozen import Frozen
from lindero.reading.tree import PathStep, Scalar
from lindero.shapes.currencies import signs_in

_LONG_QUOTE = re.compile(r"(`[^`]{60})[^`]+`")


class Problem(Frozen):
    """One reason against something written; `path` leads to the part of it, if not the whole.

    `beside` is the key of the whole record that explains it, where that record has it.
    """

    code: str
    message: str
    help: str | None = None
    path: tuple[PathStep, ...] = ()
    on_key: bool = False
    beside: str = ""


class AlreadyReported(Problem):
    """What reading has found fault with already, so that nobody else needs to."""

    code: str = ""
    message: str = ""


class Refusal(ValueError):
    """What was written does not have the shape; carries every reason."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


class Context(Frozen):
    """What a figure's meaning may depend on.

    The business's languages, country and currency; and of the catalogue: its choices, the most it
    allows, the kinds that fit, the key of what a bracket gives (empty: whichever is written).
    """

    languages: tuple[str, ...] | None = None
    choices: Mapping[str, Any] = field(default_factory=dict)
    most: Decimal | None = None
    kinds: tuple[str, ...] = ()
    gives: str = "share"
    country: str = ""
    currency: str = ""

    @property
    def signs(self) -> Mapping[str, str]:
        """What signs of money mean here."""
        return signs_in(self.country, self.currency)


def make_refusal(shape: str, message: str, help_: str | None = None) -> Refusal:
    """The refusal of one text as a whole; what it quotes is cut to a readable length."""
    return Refusal(Problem(f"bad-{shape}", _LONG_QUOTE.sub(r"\1…`", message), help_))


def read_scalar_text(shape: str, written: object, example: str) -> str:
    """The one-line text of a scalar, spaces of all widths folded."""
    if not isinstance(written, Scalar):
        kind = "a list" if isinstance(written, list) else "a group of keys"
        raise make_refusal(shape, f"{kind} stands where one value belongs", f"write `{example}`")
    if written.refused:
        raise Refusal(AlreadyReported())
    # Spaces that do not break, as typed on a Mac or pasted from a page, count as spaces.
    folded = " ".join(written.text.split())
    if written.value is None or not folded:
        help_ = f"write `{example}`; a value that starts with `#` needs quotes"
        raise make_refusal(shape, "the value is missing", help_)
    return folded


def format_number(number: Decimal) -> str:
    """A number's shortest exact text, never in powers of ten."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
