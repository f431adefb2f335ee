"""Dates and moments as arguments of a command."""

from __future__ import annotations

from datetime import date, datetime
from ipaddress import ip_address
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


class Address(click.ParamType[str]):
    """An address of this computer with a port, on the command line."""

    name = "address"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """`127.0.0.1:8000`, `localhost:8000` or `[::1]:8000`."""
        host, _, port = value.rpartition(":")
        try:
            bare = host.removeprefix("[").removesuffix("]") if "]" in host else host
            known = host == "localhost" or ip_address(bare)
        except ValueError:
            known = False
        if not known or not port.isdecimal():
            way_out = "write it as 127.0.0.1:8000, localhost:8000 or [::1]:8000"
            self.fail(f"{value!r} is no address with a port; {way_out}", param, ctx)
        return str(value)


class Moment(click.ParamType[date]):
    """A date, or a date with a time, on the command line."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """`2026-12-01` as a date, `2026-12-01T17:30` as a moment."""
        try:
            return value if isinstance(value, date) else _read_moment(value)
        except ValueError:
            what = f"{value!r} is neither a date nor a date with a time"
            self.fail(f"{what}; write 2026-12-01 or 2026-12-01T17:30", param, ctx)


def _read_moment(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return datetime.fromisoformat(text)
