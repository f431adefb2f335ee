"""Everything that a sheet shows, in the words in which it is printed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Literal, TypeAlias

from lindero.frozen import Frozen

# `{"text": str}`, `{"strong": Inlines}`, `{"link": str, "body": Inlines}` or the break of a line.
Inlines: TypeAlias = Sequence[Mapping[str, object]]

LINE_BREAK: Mapping[str, object] = {"break": True}


# `{"paragraph": Inlines}` or `{"bullets": [Inlines, …]}`.
Blocks: TypeAlias = Sequence[Mapping[str, object]]


class SheetColours(Frozen):
    """The colours of a sheet as `#rrggbb`; `on_ink` and `line_on_ink` are for the dark field."""

    ink: str
    paper: str
    on_ink: str
    on_ink_soft: str
    line_on_ink: str
    highlight: str
    accent: str
    soft: str
    tint: str
    line: str


class SheetPrice(Frozen):
    """A price in parts: `before` ("from") and `after` ("per month") may be empty."""

    before: str
    figure: str
    after: str


class SheetService(Frozen):
    """One line of the price list; `time` may be missing and `line` empty."""

    name: str
    line: Inlines
    time: str | None
    price: SheetPrice


class SheetRule(Frozen):
    """One card: a large figure, the words that complete it, a sentence."""

    big: str
    label: str
    text: Inlines


class SheetModel(Frozen):
    """Everything a sheet shows, as it is printed. Two equal models give the same bytes.

    `audience` says whom it is for, if not for everybody.
    """

    lang: str
    region: str
    paper: Literal["a4", "us-letter"]
    title: str
    author: str
    description: str
    keywords: tuple[str, ...]
    studio: str
    trade_line: str
    audience: str
    heading: Inlines
    lede: Inlines
    services_heading: str
    edition_line: str
    services: tuple[SheetService, ...]
    rules_heading: str
    tax_line: str
    rules: tuple[SheetRule, ...]
    fine_heading: str
    fine: Blocks
    scan_heading: str
    scan_line: str
    url: str
    url_label: str
    person: str
    email: str
    phone: str
    qr_alt: str
    colours: SheetColours

    def __hash__(self) -> int:
        return hash(self.as_json())

    def as_json(self) -> str:
        """The model as the template reads it."""
        return json.dumps(asdict(self), ensure_ascii=False)
