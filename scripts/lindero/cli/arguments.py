"""Dates and moments as arguments of a command."""

from __future__ import annotations

from datetime import date, datetime
from ipaddress import ip_address
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


class Moment(AsOf):
    """A date, or a date with a time, on the command line."""

    name = "moment"
    _fault = (
        "is neither a date nor a date with a time; write 2026-12-01, 2026-12-01T17:30 or, "
        "by another clock, 2026-12-01T17:30-05:00"
    )

    def _read_text(self, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            return datetime.fromisoformat(text)
