"""Dates and moments as arguments of a command."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click


class AsOf(click.ParamType[date]):
    """A date on the command line."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """`2026-12-01` as a date."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date; write it as 2026-12-01", param, ctx)


class Moment(click.ParamType[date]):
    """A date, or a date with a time, on the command line."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """`2026-12-01` as a date, `2026-12-01T17:30` as a moment."""
        try:
            return value if isinstance(value, date) else _read_moment(value)
        except ValueError:
            self.fail(
                f"{value!r} is neither a date nor a date with a time; "
                "write 2026-12-01 or 2026-12-01T17:30",
                param,
                ctx,
            )


def _read_moment(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return datetime.fromisoformat(text)
