"""Which kinds of a figure fit: some values take a share and no sum, or a fixed price and no range."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from lindero.shapes.refusals import Context, make_refusal

KINDS = {
    "amount": {
        "percent": "40 %",
        "money": "500 EUR",
        "larger": "larger of 30 % and 500 EUR",
        "smaller": "smaller of 20 % and 300 EUR",
        "bounded": "15 %, at least 40 EUR",
    },
    "price": {
        "fixed": "1450 EUR",
        "from": "from 900 EUR",
        "range": "900–1500 EUR",
        "request": "on request",
    },
    "rate": {
        "percent": "1.5 % per month",
        "money": "5 EUR per day",
        "statutory": "statutory",
        "outside": "{source: ECB reference rate, plus: 8 points, as of: 2026-07-01}",
    },
    "deadline": {
        "after": "15 days after invoice",
        "before": "2 business days before meeting",
        "on": "on signature",
    },
    "pace": {"time": "30 minutes per page", "work": "2500 words per business day"},
    "brackets": {
        "money": "[{up to: 1000 EUR, share: 100 %}]",
        "period": "[{up to: 14 days, share: 100 %}]",
        "count": "[{up to: 10, share: 100 %}]",
    },
}
KINDS["charge"] = KINDS["amount"] | {
    "price": "45 EUR per hour",
    "time": "2 hours",
    "multiple": "1.5 ×",
    "request": "on request",
}
"""The kinds of each shape that has several, with an example."""


class _HasKinds(Protocol):
    @property
    def kinds(self) -> tuple[str, ...]: ...

    @property
    def written(self) -> str: ...


_Figure = TypeVar("_Figure", bound=_HasKinds)


def restrict_kinds(
    shape: str, parse: Callable[[object, Context], _Figure]
) -> Callable[[object, Context], _Figure]:
    """The same parser, refusing what is of another kind than its surroundings allow."""

    def parse_kind(written: object, context: Context = Context()) -> _Figure:
        figure = parse(written, context)
        if not fits_kinds(figure, context.kinds):
            ways = ", ".join(f"`{KINDS[shape][kind]}`" for kind in context.kinds)
            raise make_refusal(
                shape, f"`{figure.written}` does not fit here", f"what fits here: {ways}"
            )
        return figure

    return parse_kind


def fits_kinds(figure: _HasKinds, kinds: tuple[str, ...]) -> bool:
    """Whether a figure is of one of the kinds; what is bounded must be allowed to be."""
    if not kinds or "bounded" in figure.kinds:
        return not kinds or "bounded" in kinds
    return not {*kinds}.isdisjoint(figure.kinds)
