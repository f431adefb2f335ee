"""Orders drawn at random: what is shown adds up, and nothing is lost or charged twice."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import get_currency_precision
from hypothesis import given
from hypothesis import strategies as st

from lindero.catalogue.facts import Fact
from lindero.pricing.orders import Order, PriceList
from lindero.pricing.quoting import price_of
from lindero.pricing.taxes import TaxTerm
from lindero.records.sections import Adjustment, Service
from lindero.shapes import Context, Money, Percent, Price
from lindero.shapes.quantities import Quantity
from support.figures import parse, steady
from support.price_lists import ANY, sold

amounts = st.decimals("0.01", "99999", places=2)
shares = st.decimals("0", "100", places=2).map(Percent)
kinds = st.sampled_from(["surcharge", "discount"])
adjusted = st.builds(
    lambda kind, share, on: Adjustment(**{kind: share}, on=on, when=ANY),
    kinds,
    shares,
    st.sampled_from(["base", "running total"]),
)
ends = st.one_of(
    amounts.map(lambda low: Price("fixed", Money(low, "EUR"))),
    amounts.map(lambda low: Price("from", Money(low, "EUR"))),
    st.tuples(amounts, amounts)
    .filter(lambda two: two[0] < two[1])
    .map(lambda two: Price("range", *(Money(end, "EUR") for end in two))),
)
taxes = st.builds(
    lambda rate, inside: (TaxTerm("", ANY, Fact("business.tax.rate", rate), inside),),
    shares,
    st.booleans(),
)


@steady
@given(ends, st.lists(adjusted, max_size=4), taxes | st.just(()))
def test_the_lines_that_are_shown_add_up_to_the_total(price, adjustments, tax):
    named = {f"a{number}": one for number, one in enumerate(adjustments)}
    quote = price_of(
        PriceList({"it": Service(name=ANY, price=price)}, named, {"it": tax}),
        Order("it", adjustments=tuple(named)),
    )
    for end in (0, -1):
        added = sum(
            (line.adds * _ends(line.amount.figure)[end] for line in quote.lines if line.adds),
            Decimal(0),
        )
        assert added == _ends(quote.total.figure)[end] >= 0
    for line in quote.lines:
        assert all(
            -int(sum_.as_tuple().exponent) <= get_currency_precision("EUR")
            for sum_ in _ends((line.amount or quote.total).figure)
        )


@steady
@given(
    st.integers(1, 10**6),
    st.lists(st.integers(1, 10**5), min_size=1, max_size=5, unique=True).map(sorted),
)
def test_no_word_is_lost_or_charged_twice_between_tiers(number, limits):
    steps = [f"{{up to: {limit}, price: 1 EUR per word}}" for limit in limits]
    tiers = parse(
        "brackets",
        f"[{', '.join([*steps, f'{{over: {limits[-1]}, price: 1 EUR per word}}'])}]",
        Context(gives="price"),
    )
    quote = price_of(
        PriceList({"it": sold("1 EUR per word", tiers=tiers)}, {}),
        Order("it", Quantity(number, "word")),
    )
    assert quote.total.figure == Price("fixed", Money(Decimal(number), "EUR"))


@steady
@given(ends, taxes | st.just(()), shares)
def test_what_is_withheld_is_a_share_of_the_sum_before_tax_and_the_rest_is_paid(price, tax, share):
    withheld = {"it": Fact("payment.taxes.withholding", share)}
    prices = PriceList({"it": Service(name=ANY, price=price)}, {}, {"it": tax}, withheld=withheld)
    quote = price_of(prices, Order("it"))
    assert quote.withheld
    assert quote.withheld.amount
    assert quote.paid
    for end in (0, -1):
        total = _ends(quote.total.figure)[end]
        added = [_ends(line.amount.figure)[end] for line in quote.lines if line.kind in TAXES]
        base = total - sum(added, Decimal(0))
        kept = (base * share.points / 100).quantize(Decimal("0.01"), "ROUND_HALF_UP")
        assert _ends(quote.withheld.parts["base"].figure)[end] == base
        assert _ends(quote.withheld.amount.figure)[end] == kept
        assert _ends(quote.paid.figure)[end] == total - kept


TAXES = {"tax", "contained"}


def _ends(figure: Money | Price) -> tuple[Decimal, Decimal]:
    if isinstance(figure, Money):
        return figure.amount, figure.amount
    assert figure.low
    return figure.low.amount, (figure.high or figure.low).amount
