"""Figures of most shapes, drawn at random."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from hypothesis import assume
from hypothesis import strategies as st

from lindero.shapes import (
    Choice,
    Count,
    Day,
    Deadline,
    Hours,
    Money,
    Percent,
    Period,
    Price,
    Rate,
    Window,
    YesNo,
)
from lindero.shapes.deadlines import load_event_names
from lindero.shapes.refusals import format_number
from lindero.shapes.units import PERIOD_UNITS, PRICE_UNITS
from support.figures import AROUND

LIKE_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
shares = (
    st.decimals(0, 999_999_999, places=2)
    | st.decimals(0, 10, places=6)
    | st.integers(0, 10**12 - 1).map(Decimal)
)
numbers = shares.filter(lambda number: not LIKE_THOUSANDS.fullmatch(format_number(number)))
percents = st.builds(Percent, shares)
coins = st.decimals(0, 999_999_999, places=2) | st.integers(0, 10**12 - 1).map(Decimal)
money = st.builds(Money, coins, st.sampled_from(["EUR", "USD", "MXN", "GBP"])) | st.builds(
    Money, st.integers(0, 10**12 - 1).map(Decimal), st.just("JPY")
)
periods = st.builds(Period, st.integers(1, 99_999), st.sampled_from(PERIOD_UNITS))
event_names = st.sampled_from(sorted(set(load_event_names().values())))
pers = st.just((None, 1)) | st.tuples(st.sampled_from(PRICE_UNITS), st.integers(1, 999_999))
rate_pers = st.just((None, 1)) | st.tuples(st.sampled_from(PERIOD_UNITS), st.integers(1, 999_999))


@st.composite
def ranges(draw: st.DrawFn) -> Price:
    low, high = sorted((draw(coins), draw(coins)))
    assume(low < high)
    currency = draw(st.sampled_from(["EUR", "USD"]))
    return Price("range", Money(low, currency), Money(high, currency), *draw(pers))


@st.composite
def weeks(draw: st.DrawFn) -> Hours:
    windows = []
    for day in draw(st.sets(st.integers(0, 6), min_size=1)):
        clock = sorted(draw(st.sets(st.integers(0, 24 * 60), min_size=2, max_size=6)))
        windows += [
            Window(day, start, end) for start, end in zip(clock[::2], clock[1::2], strict=False)
        ]
    return Hours(tuple(sorted(windows)))


FIGURES = {
    "percent": percents,
    "money": money,
    "price": st.builds(
        lambda kind, low, per: Price(kind, low, None, *per),
        st.sampled_from(["fixed", "from"]),
        money,
        pers,
    )
    | ranges()
    | st.builds(lambda low: Price("fixed", Money(low, "CLP"), None, "word"), numbers)
    | st.just(Price("request")),
    "period": periods,
    "deadline": st.builds(Deadline, st.sampled_from(["after", "before"]), event_names, periods)
    | st.builds(Deadline, st.just("on"), event_names),
    "rate": st.builds(lambda share, per: Rate("percent", share, None, *per), percents, rate_pers)
    | st.builds(lambda sum_, per: Rate("money", None, sum_, *per), money, rate_pers)
    | st.just(Rate("statutory")),
    "count": st.builds(Count, st.integers(0, 999_999)),
    "yes-no": st.builds(YesNo, st.booleans()),
    "choice": st.sampled_from([Choice(name) for name in AROUND.choices]),
    "hours": weeks(),
    "date": st.builds(Day, st.dates(date(2000, 1, 1), date(2199, 12, 31))),
}
