"""Dates and moments as arguments of a command."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click


class AsOf(click.ParamType[date]):
    """A date on the command line."""

    name = "date"
    _fault = "is no date; write it as 2026-12-01"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """`2026-12-01` as a date; of a moment, `2026-12-01T17:30` too."""
        try:
            return value if isinstance(value, date) else self._read_text(value)
        except ValueError:
            self.fail(f"{value!r} {self._fault}", param, ctx)

    def _read_text(self, text: str) -> date:
        return date.fromisoformat(text)


class Moment(AsOf):
    """A date, or a date with a time, on the command line."""

    name = "moment"
    _fault = "is neither a date nor a date with a time; write 2026-12-01 or 2026-12-01T17:30"

    def _read_text(self, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            return datetime.fromisoformat(text)
