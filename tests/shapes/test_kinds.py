"""Kinds of a shape: of which a figure is, and which of them a rule takes."""

from __future__ import annotations

import re

import pytest

from lindero.shapes import (
    Context,
)
from support.figures import (
    parse,
    problems,
)


@pytest.mark.parametrize(
    ("shape", "typed", "kinds"),
    [
        ("amount", "40 %", {"percent"}),
        ("amount", "500 EUR", {"money"}),
        ("amount", "larger of 30 % and 500 EUR", {"larger"}),
        ("amount", "smaller of 30 % and 500 EUR", {"smaller"}),
        ("amount", "15 %, at least 40 EUR", {"bounded", "percent"}),
        ("charge", "45 EUR per hour", {"price", "fixed"}),
        ("charge", "2 hours", {"time"}),
        ("charge", "1.5 ×", {"multiple"}),
        ("charge", "on request", {"request"}),
        ("charge", "45 EUR per hour, at least 90 EUR", {"bounded", "price", "fixed"}),
        ("pace", "30 minutes per page", {"time"}),
        ("pace", "2500 words per business day", {"work"}),
        ("rate", "5 % per 14 days", {"percent", "day", "several"}),
        ("rate", "{source: ECB rate, as of: 2026-07-01}", {"outside"}),
    ],
)
def test_a_figure_says_of_what_kind_it_is(shape, typed, kinds):
    assert {*parse(shape, typed).kinds} == kinds


@pytest.mark.parametrize(
    ("shape", "kinds", "fits", "refused"),
    [
        (
            "amount",
            ("percent", "money"),
            ["40 %", "5 EUR"],
            ["larger of 30 % and 5 EUR", "30 %, at least 5 EUR"],
        ),
        (
            "amount",
            ("money", "bounded"),
            ["30 %, at least 5 EUR", "5 EUR"],
            ["30 %", "smaller of 30 % and 5 EUR"],
        ),
        (
            "charge",
            ("price", "time"),
            ["5 EUR per hour", "2 hours"],
            ["5 EUR", "2 ×", "on request", "5 EUR per hour, at most 9 EUR"],
        ),
        (
            "price",
            ("fixed", "request"),
            ["5 EUR", "5 EUR per hour", "on request"],
            ["from 5 EUR", "5–9 EUR"],
        ),
        ("rate", ("percent", "statutory"), ["5 % once", "statutory"], ["5 EUR per day"]),
        (
            "deadline",
            ("after",),
            ["15 days after invoice"],
            ["on signature", "15 days before meeting"],
        ),
        ("pace", ("work",), ["2500 words per day"], ["30 minutes per page"]),
    ],
)
def test_the_catalogue_may_allow_only_some_kinds(shape, kinds, fits, refused):
    around = Context(kinds=kinds)
    assert [parse(shape, text, around).written for text in fits] == fits
    for text in refused:
        (problem,) = problems(shape, text, around)
        assert problem.code == f"bad-{shape}"
        assert problem.message == f"`{text}` does not fit here"
        examples = re.findall(r"`([^`]*)`", problem.help)
        assert len(examples) == len(kinds)
        assert [parse(shape, example, around) for example in examples]
