"""Time that passes only while a business is open, and stands still while it is closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo

from lindero.frozen import Frozen


class OpenStretch(Frozen):
    """From one moment until another without a break; in UTC, since on a clock hours come twice."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """How long it is, whatever the clocks do meanwhile."""
        return self.end.astimezone(UTC) - self.start.astimezone(UTC)

    def localize(self, zone: tzinfo) -> OpenStretch:
        """The same in a time zone, to be shown."""
        return OpenStretch(self.start.astimezone(zone), self.end.astimezone(zone))

    def clip(self, first: datetime, last: datetime) -> OpenStretch | None:
        """What of it lies between two moments, if anything does."""
        start, end = max(self.start, first), min(self.end, last)
        return OpenStretch(start, end) if start < end else None


def pass_on(stretches: Iterable[OpenStretch], moment: datetime, length: timedelta) -> datetime:
    """When so much time has passed in stretches that come one after the other."""
    for stretch in stretches:
        rest = OpenStretch(max(stretch.start, moment), stretch.end)
        if length <= rest.length:
            return rest.start + length
        length -= max(rest.length, timedelta(0))
    raise AssertionError("the stretches came to an end")


def pass_back(stretches: Iterable[OpenStretch], moment: datetime, length: timedelta) -> datetime:
    """The same in stretches that come one before the other."""
    for stretch in stretches:
        rest = OpenStretch(stretch.start, min(stretch.end, moment))
        if length <= rest.length:
            return rest.end - length
        length -= max(rest.length, timedelta(0))
    raise AssertionError("the stretches came to an end")
