"""The exact form of figures: the same for equal ones, never for two that differ."""

from __future__ import annotations

import json
import types
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lindero.shapes import SHAPES, Figure
from support.figures import parse, steady

# Few values, so that equal figures and those that differ in one place come up all the time.
LEAVES: dict[Any, st.SearchStrategy[Any]] = {
    Decimal: st.sampled_from(["1", "1.0", "1.50", "1.5", "0", "-0", "1E+1", "10"]).map(Decimal),
    str: st.sampled_from(["", "a", "a, b", "1", '"', "EUR"]),
    int: st.integers(0, 2),
    bool: st.booleans(),
    date: st.sampled_from([date(2026, 12, 1), date(2027, 12, 1)]),
    type(None): st.none(),
}
CLASSES = sorted(
    (one for one in Figure.__subclasses__() if one.__module__.startswith("lindero.")),
    key=lambda one: one.__name__,
)


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Everything that a field may hold, by its annotation."""
    if hint in LEAVES:
        return LEAVES[hint]
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        parts = {one.name: st.deferred(lambda h=hints[one.name]: values(h)) for one in fields(hint)}
        return st.builds(hint, **parts)
    arguments = get_args(hint)
    match get_origin(hint):
        case origin if origin is Literal:
            return st.sampled_from(arguments)
        case origin if origin in (Union, types.UnionType):
            return st.one_of([values(one) for one in arguments])
        case origin if origin is tuple and arguments[-1] is Ellipsis:
            return st.lists(values(arguments[0]), max_size=2).map(tuple)
    assert get_origin(hint) is tuple, hint
    return st.tuples(*(values(one) for one in arguments))


figures = st.sampled_from(CLASSES).flatmap(values)


@pytest.mark.parametrize("kind", CLASSES)
def test_two_figures_have_the_same_form_exactly_when_they_are_equal(kind):
    @steady
    @given(values(kind), values(kind))
    def check(one: Figure, other: Figure) -> None:
        assert (one == other) == (one.serial == other.serial)

    check()


@steady
@given(figures, figures)
def test_figures_of_different_classes_never_have_the_same_form(one, other):
    assert (one == other) == (one.serial == other.serial)


@steady
@given(figures)
def test_the_form_is_canonical_json(figure):
    read = json.loads(figure.serial, parse_float=pytest.fail)
    again = json.dumps(read, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert again == figure.serial


@pytest.mark.parametrize(
    ("shape", "one", "other"),
    [
        ("list", "[a, b]", "[c, d]"),
        ("stages", "[{at: on signature, share: 40 %}]", "[{at: on delivery, share: 40 %}]"),
        ("absences", "[{from: 08-01, name: fair}]", "[{from: 08-01}]"),
        ("text", "{es: a, en: b}", "{es: a, en: c}"),
    ],
)
def test_what_pages_carry_may_be_the_same_where_the_exact_form_is_not(shape, one, other):
    first, second = parse(shape, one), parse(shape, other)
    assert first.machine == second.machine
    assert first.serial != second.serial


# Editions are compared by these texts: whoever changes one changes every edition frozen before.
@pytest.mark.parametrize(
    ("shape", "typed", "serial"),
    [
        ("percent", "1.50 %", '{"is":"percent","points":"1.5"}'),
        ("money", "1200.00 EUR", '{"amount":"1200","currency":"EUR","is":"money"}'),
        (
            "price",
            "from 90 EUR per 1000 words",
            (
                '{"every":1000,"is":"price","kind":"from",'
                '"low":{"amount":"90","currency":"EUR","is":"money"},"unit":"word"}'
            ),
        ),
        (
            "charge",
            "2 hours, at least 40 EUR",
            (
                '{"is":"bounded-charge","least":{"amount":"40","currency":"EUR","is":"money"},'
                '"part":{"is":"work-time","period":{"count":2,"is":"period","unit":"hour"}}}'
            ),
        ),
        ("date", "2026-12-01", '{"date":"2026-12-01","is":"day"}'),
        ("yes-no", "YES", '{"is":"yes-no","yes":true}'),
        (
            "list",
            "[b, ñ]",
            (
                '{"entries":[{"by_language":[["","b"]],"is":"text"},'
                '{"by_language":[["","ñ"]],"is":"text"}],"is":"text-list"}'
            ),
        ),
        (
            "absences",
            "[{from: 2026-12-24, name: fair}]",
            (
                '{"entries":[{"name":{"by_language":[["","fair"]],"is":"text"},'
                '"span":{"first":{"day":24,"month":12,"year":2026},'
                '"last":{"day":24,"month":12,"year":2026}}}],"is":"absences"}'
            ),
        ),
        ("hours", "Mon 09:00–10:00", '{"is":"hours","windows":[{"day":0,"end":600,"start":540}]}'),
        ("deadline", "on signing", '{"event":"signature","is":"deadline","kind":"on"}'),
    ],
)
def test_the_form_does_not_change(shape, typed, serial):
    assert parse(shape, typed).serial == serial


@pytest.mark.parametrize("shape", SHAPES)
def test_every_example_has_an_exact_form(shape):
    for text in SHAPES[shape].examples:
        figure = parse(shape, text.replace("{es: …, en: …}", "{es: a, en: b}"))
        assert json.loads(figure.serial)["is"]
