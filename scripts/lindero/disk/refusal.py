"""The one way to say that a place on disk is left alone."""

from __future__ import annotations


class PlaceRefused(Exception):
    """A place that is not ours to write to, or cannot be written: what is, and the way out."""

    def __init__(self, what: str, way_out: str) -> None:
        super().__init__(f"{what}; {way_out}")
