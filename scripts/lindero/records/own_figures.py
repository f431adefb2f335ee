"""Figures in rules of the author's own: the shape follows from how they are written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import Any

from lindero.reading.tree import Scalar
from lindero.shapes import SHAPES, Context, Figure, Refusal
from lindero.shapes.shape import OwnSigns, Shape

_ANSWERS = ("yes", "no")
_NUMBER_OR_SIGN = r"[-\N{MINUS SIGN}]?[.,]?[0-9]|[€$£]"


def parse_own_figure(written: Any, context: Context) -> Figure:
    """The figure. Raises Refusal, with what its likely shape has to say."""
    if not isinstance(written, Scalar):
        # No catalogue says here what a bracket gives; that follows from its own keys.
        return SHAPES[_choose_group_shape(written)].parse(written, replace(context, gives=""))
    text = " ".join(written.text.split())
    if text in _ANSWERS:
        return SHAPES["yes-no"].parse(written, context)
    for shape in _list_own_shapes():
        # To refuse with a sentence takes longer than to look whether the pattern fits at all.
        if _compile_pattern(shape.pattern or "").search(text):
            with suppress(Refusal):
                return shape.parse(written, context)
    signs = {name: shape.own for name, shape in SHAPES.items() if shape.own}
    return SHAPES[_guess_shape(text, signs)].parse(written, context)


@cache
def _list_own_shapes() -> Sequence[Shape]:
    """The shapes that a figure may have by how it is written."""
    return [shape for shape in SHAPES.values() if shape.own]


def _choose_group_shape(written: Any) -> str:
    """The shape of a list or a group, by a key that only it has."""
    if not isinstance(written, list):
        signs = {name: shape.group_sign for name, shape in SHAPES.items() if shape.group_sign}
        return next((name for name, sign in signs.items() if sign in written), "text")
    keys = {key for entry in written if isinstance(entry, dict) for key in entry}
    return next((name for name, shape in SHAPES.items() if shape.entry_signs & keys), "list")


def _guess_shape(text: str, signs: Mapping[str, OwnSigns]) -> str:
    """What was probably meant by a text that no shape can read; most texts are only words."""
    starts = "|".join(filter(None, [_NUMBER_OR_SIGN, *(sign.start for sign in signs.values())]))
    if not _compile_pattern(starts).match(text):
        return "text"
    likely = sorted(signs, key=lambda name: signs[name].rank)
    return next(
        name for name in likely if (like := signs[name].like) is not None and re.search(like, text)
    )


@cache
def _compile_pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
