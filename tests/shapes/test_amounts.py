"""What is paid and charged: what is read, what it comes to, what is said of a near miss."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lindero.shapes import (
    SHAPES,
    BoundedCharge,
    Comparison,
    Day,
    Figure,
    Money,
    Multiple,
    OutsideRate,
    Pace,
    Percent,
    Period,
    Price,
    Problem,
    Refusal,
    Text,
    WorkTime,
)
from lindero.shapes.payables import apply_charge
from lindero.shapes.units import PERIOD_UNITS, PRICE_UNITS
from support.figures import (
    AROUND,
    BILINGUAL,
    outcome,
    parse,
    parse_text_of,
    refusal,
    steady,
)
from support.random_figures import numbers, percents

THIRTY, FIVE_HUNDRED = Percent(Decimal(30)), Money(Decimal(500), "EUR")
HOURLY = Price("fixed", Money(Decimal(45), "EUR"), None, "hour")
TWO_HOURS = WorkTime(Period(2, "hour"))


def euros(amount: int | str) -> Money:
    return Money(Decimal(amount), "EUR")


READ = [
    ("amount", "40 %", Percent(Decimal(40))),
    ("amount", "500 EUR", FIVE_HUNDRED),
    ("amount", "larger of 30 % and 500 EUR", Comparison("larger", THIRTY, FIVE_HUNDRED)),
    ("amount", "larger of 500 EUR and 30%", Comparison("larger", THIRTY, FIVE_HUNDRED)),
    ("amount", "smaller of 30 % and 500 EUR", Comparison("smaller", THIRTY, FIVE_HUNDRED)),
    ("amount", "30 %, at least 500 EUR", BoundedCharge(THIRTY, FIVE_HUNDRED)),
    ("amount", "30 %, at most 500 EUR", BoundedCharge(THIRTY, None, FIVE_HUNDRED)),
    (
        "amount",
        "30 %, at least 40 EUR, at most 500 EUR",
        BoundedCharge(THIRTY, euros(40), FIVE_HUNDRED),
    ),
    (
        "amount",
        "30 %, at most 500 EUR, at least 40 EUR",
        BoundedCharge(THIRTY, euros(40), FIVE_HUNDRED),
    ),
    ("charge", "40 %", Percent(Decimal(40))),
    ("charge", "500 EUR", FIVE_HUNDRED),
    ("charge", "larger of 30 % and 500 EUR", Comparison("larger", THIRTY, FIVE_HUNDRED)),
    ("charge", "45 EUR per hour", HOURLY),
    ("charge", "90 EUR per 1000 words", Price("fixed", euros(90), None, "word", 1000)),
    ("charge", "2 hours", TWO_HOURS),
    ("charge", "1 hour", WorkTime(Period(1, "hour"))),
    ("charge", "1.5 ×", Multiple(Decimal("1.5"))),
    ("charge", "1.5x", Multiple(Decimal("1.5"))),
    ("charge", "on request", Price("request")),
    ("charge", "larger of 2 hours and 30 %", Comparison("larger", THIRTY, TWO_HOURS)),
    ("charge", "45 EUR per hour, at least 90 EUR", BoundedCharge(HOURLY, euros(90))),
    ("charge", "2 hours, at most 90 EUR", BoundedCharge(TWO_HOURS, None, euros(90))),
    ("multiple", "1.5 ×", Multiple(Decimal("1.5"))),
    ("multiple", "1.5 x", Multiple(Decimal("1.5"))),
    ("multiple", "1.50×", Multiple(Decimal("1.50"))),
    ("pace", "1 business day per 1000 words", Pace(1, "business day", "word", 1000)),
    ("pace", "30 minutes per page", Pace(30, "minute", "page")),
    ("pace", "10 hours per month", Pace(10, "hour", "month")),
    ("pace", "2500 words per business day", Pace(2500, "word", "business day")),
    ("pace", "5 people per day", Pace(5, "person", "day")),
]


@pytest.mark.parametrize(("shape", "typed", "figure"), READ)
def test_each_shape_is_read_as_people_write_it(shape, typed, figure):
    assert parse(shape, typed) == figure


@pytest.mark.parametrize(
    ("typed", "of_1000", "of_2000", "of_10000"),
    [
        ("30 %", 300, 600, 3000),
        ("500 EUR", 500, 500, 500),
        ("larger of 30 % and 500 EUR", 500, 600, 3000),
        ("smaller of 30 % and 500 EUR", 300, 500, 500),
        ("30 %, at least 500 EUR", 500, 600, 3000),
        ("30 %, at most 500 EUR", 300, 500, 500),
        ("30 %, at least 400 EUR, at most 900 EUR", 400, 600, 900),
    ],
)
def test_what_an_amount_comes_to(typed, of_1000, of_2000, of_10000):
    amount = parse("amount", typed)
    assert [apply_charge(amount, euros(base)) for base in (1000, 2000, 10_000)] == [
        euros(sum_) for sum_ in (of_1000, of_2000, of_10000)
    ]


def test_a_multiple_of_a_sum_is_exact():
    assert Multiple(Decimal("1.1")).apply_to(euros("0.7")) == euros("0.77")


@pytest.mark.parametrize(
    "typed",
    [
        "45 EUR per hour",
        "2 hours",
        "on request",
        "larger of 30 % and 2 hours",
        "2 hours, at least 40 EUR",
    ],
)
def test_a_charge_for_so_much_work_comes_to_nothing_before_the_work_is_known(typed):
    with pytest.raises(TypeError, match="how much work"):
        apply_charge(parse("charge", typed), euros(1000))


@pytest.mark.parametrize(
    "typed",
    ["500 EUR", "larger of 30 % and 500 EUR", "30 %, at least 500 EUR", "30 %, at most 500 EUR"],
)
def test_a_sum_of_another_currency_is_not_reckoned_with(typed):
    with pytest.raises(ValueError, match="EUR"):
        apply_charge(parse("amount", typed), Money(Decimal(1000), "USD"))


shares = percents.filter(lambda share: share.points <= 10**9)
sums = numbers.filter(lambda number: number <= 10**9).map(lambda one: euros(round(one, 2)))
bounds = (
    st.tuples(sums, sums)
    .map(lambda two: sorted(two, key=lambda sum_: sum_.amount))
    .filter(lambda two: two[0] != two[1])
)


@steady
@given(shares, sums, sums)
def test_the_larger_of_two_is_never_less_than_either(share, sum_, base):
    larger, smaller = (
        Comparison(kind, share, sum_).apply_to(base).amount for kind in ("larger", "smaller")
    )
    assert larger >= max(share.apply_to(base).amount, sum_.amount)
    assert smaller <= min(share.apply_to(base).amount, sum_.amount)
    assert Fraction(larger) + Fraction(smaller) == Fraction(share.apply_to(base).amount) + Fraction(
        sum_.amount
    )


@steady
@given(shares, bounds, sums)
def test_what_is_bounded_stays_within_its_bounds(share, two, base):
    least, most = two
    found = BoundedCharge(share, least, most).apply_to(base).amount
    assert least.amount <= found <= most.amount
    assert found in {share.apply_to(base).amount, least.amount, most.amount}
    assert BoundedCharge(share, least).apply_to(base) == Comparison(
        "larger", share, least
    ).apply_to(base)
    assert BoundedCharge(share, None, most).apply_to(base) == Comparison(
        "smaller", share, most
    ).apply_to(base)


multiples = st.builds(Multiple, st.decimals("0.01", 99, places=2))
work_times = st.builds(
    WorkTime,
    st.builds(
        Period, st.integers(1, 999), st.sampled_from(["minute", "hour", "day", "week", "month"])
    ),
)
units, several = st.sampled_from(PRICE_UNITS), st.integers(1, 999_999)
unit_prices = st.builds(
    lambda low, unit, every: Price("fixed", low, None, unit, every), sums, units, several
)
one_bound = st.one_of(
    sums.map(lambda sum_: (sum_, None)), sums.map(lambda sum_: (None, sum_)), bounds
)


def compared(first: st.SearchStrategy, second: st.SearchStrategy) -> st.SearchStrategy:
    return st.builds(Comparison, st.sampled_from(["larger", "smaller"]), first, second)


def bounded(part: st.SearchStrategy) -> st.SearchStrategy:
    return st.builds(lambda part, two: BoundedCharge(part, *two), part, one_bound)


amounts = shares | sums | compared(shares, sums) | bounded(shares)
charged = multiples | unit_prices | work_times
paces = st.builds(Pace, several, units, units, several)
FIGURES = {
    "amount": amounts,
    "charge": amounts
    | charged
    | compared(shares, charged)
    | compared(charged, sums)
    | bounded(charged)
    | st.just(Price("request")),
    "multiple": multiples,
    "pace": paces.filter(
        lambda pace: pace.unit != pace.per and {pace.unit, pace.per} & {*PERIOD_UNITS}
    ),
}


@pytest.mark.parametrize("shape", FIGURES)
def test_a_figure_that_is_written_and_read_again_is_the_same(shape):
    @steady
    @given(FIGURES[shape])
    def check(figure: Figure) -> None:
        again = parse_text_of(shape, figure.written)
        assert again == figure
        assert (again.written, again.machine) == (figure.written, figure.machine)
        assert re.search(SHAPES[shape].pattern, figure.written)
        jsonschema.validate(figure.written, SHAPES[shape].make_schema())

    check()


@pytest.mark.parametrize(
    "text",
    [
        "1.5 % a month",
        "cuarenta",
        "40–60 %",
        "45 EUR per hour",
        "2 hours",
        "larger of",
        "larger of and",
        "15 %, at least",
    ],
)
def test_what_cannot_be_an_amount_is_answered_with_examples(text):
    problem = refusal("amount", text)
    assert problem.message == f"`{text}` is no amount"
    assert [parse_text_of("amount", example) for example in re.findall(r"`([^`]*)`", problem.help)]


def test_a_sum_inside_bounds_that_half_of_the_world_reads_as_a_thousand_is_refused():
    assert (
        refusal("amount", "larger of 30 % and 1.500 EUR").message
        == "`1.500 EUR` can be read in two ways"
    )


@pytest.mark.parametrize(
    "text", ["101 %", "larger of 101 % and 500 EUR", "101 %, at least 500 EUR"]
)
def test_a_share_of_an_amount_keeps_to_the_most_that_there_is(text):
    assert parse_text_of("amount", text)
    with pytest.raises(Refusal) as refused:
        parse_text_of("amount", text, replace(AROUND, most=Decimal(100)))
    assert refused.value.problems == (
        Problem("bad-amount", "`101 %` is more than there is", "a share goes up to `100 %`"),
    )


OUTSIDE = (
    "{source: {es: tipo del BCE, en: ECB rate}, plus: 8 points, as of: 2026-07-01, value: 2.15 %}"
)


def test_a_rate_from_outside_has_a_source_and_a_day():
    rate = parse("rate", OUTSIDE, BILINGUAL)
    assert rate.kind == "outside"
    assert rate.outside
    assert rate.outside == OutsideRate(
        Text((("es", "tipo del BCE"), ("en", "ECB rate"))),
        Decimal(8),
        Day(rate.outside.as_of.date),
        Percent(Decimal("2.15")),
    )
    assert rate.machine == "tipo del BCE plus 8 points as of 2026-07-01 (2.15 %)"
    assert parse("rate", "{source: ECB rate, as of: 2026-07-01}").outside.plus is None


def test_the_schema_of_a_rate_takes_text_and_reference():
    schema = SHAPES["rate"].make_schema() | {"$defs": {"text": {}}}
    for rate in (
        "5 % per 14 days",
        "statutory",
        {"source": "a", "plus": "8 points", "as of": "2026-07-01", "value": "2.15 %"},
    ):
        jsonschema.validate(rate, schema)
    for wrong in (
        "5 %",
        {"source": "a"},
        {"source": "a", "as of": "July"},
        {"source": "a", "as of": "2026-07-01", "plus": "8 %"},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


def test_any_number_with_any_sign_is_an_amount_or_is_refused_with_one():
    for text in (
        "40 ‰",
        "40 pct",
        "40 €uros",
        "%40",
        "EUR",
        "€",
        "40,5,6 EUR",
        "1e3 EUR",
        "40 % 40 %",
        "40 EUR EUR",
        "∞ EUR",
    ):
        found = outcome("amount", text)
        assert isinstance(found, tuple)
        assert found[0].help
        for example in re.findall(r"write(?: it like)? `([^`]*)`", found[0].help):
            assert parse_text_of("amount", example)
